"""Each import contract of importlinter.ini breaks when its violation is planted.

`make check` judges the real tree. Here stands one of nearly empty modules in the same shape, so that each run
takes a quarter of a second and shows the one thing that was planted.
"""

from __future__ import annotations

import configparser
import subprocess
import sys
from pathlib import Path

import pytest

CONFIG = Path(__file__).parents[2] / "importlinter.ini"

# The smallest tree that keeps every contract: each outside library is imported by its owner.
CLEAN = {
    "drivers/api.py": "",
    "drivers/cards/__init__.py": "",
    "drivers/catalog.py": "",
    "drivers/displays/__init__.py": "",
    "drivers/displays/pages.py": "import anyascii\n",
    "drivers/drawers/__init__.py": "",
    "drivers/printers/__init__.py": "",
    "drivers/printers/usb_bulk.py": "import usb.core\n",
    "drivers/scanners/hid_pos.py": "import hid, hidraw\n",
    "drivers/scanners/hid_evdev.py": "import evdev\n",
    "drivers/scanners/serial_line.py": "import serial\n",
    "drivers/simulated/__init__.py": "",
    "drivers/simulated/usb_bus.py": "import usb.core\n",
    "drivers/supervisor.py": "",
    "pos_terminal/__main__.py": "",
    "pos_terminal/adapters/catalog_sqlite.py": "import sqlite3\n",
    "pos_terminal/adapters/mongo/__init__.py": "import pymongo\n",
    "pos_terminal/adapters/pins.py": "import argon2\n",
    "pos_terminal/adapters/redis_sessions.py": "import redis\n",
    "pos_terminal/adapters/redis_stock/__init__.py": "import redis\n",
    "pos_terminal/adapters/smtp.py": "import email, smtplib, ssl\n",
    "pos_terminal/any_command.py": "",
    "pos_terminal/bootstrap.py": "import drivers.catalog, pos_terminal.adapters.mongo, ui.app\n",
    "pos_terminal/backup_command.py": "",
    "pos_terminal/bootstrap_counter.py": "",
    "pos_terminal/bootstrap_day.py": "import pos_terminal.adapters.mongo\n",
    "pos_terminal/bootstrap_devices.py": "",
    "pos_terminal/bootstrap_setup.py": "import pos_terminal.adapters.mongo\n",
    "pos_terminal/bootstrap_tools.py": "import pos_terminal.adapters.mongo\n",
    "pos_terminal/checks.py": "",
    "pos_terminal/cli.py": "import pos_terminal.bootstrap\n",
    "pos_terminal/commands.py": "",
    "pos_terminal/config.py": "",
    "pos_terminal/config_base.py": "",
    "pos_terminal/config_codes.py": "",
    "pos_terminal/config_receipt.py": "",
    "pos_terminal/config_slips.py": "",
    "pos_terminal/slip_commands.py": "",
    "pos_terminal/slip_rendering.py": "",
    "pos_terminal/config_devices.py": "",
    "pos_terminal/config_writer.py": "",
    "pos_terminal/config_text.py": "",
    "pos_terminal/control.py": "",
    "pos_terminal/day_dispatch.py": "",
    "pos_terminal/demo.py": "",
    "pos_terminal/device_commands.py": "",
    "pos_terminal/device_list.py": "",
    "pos_terminal/device_views.py": "",
    "pos_terminal/device_words.py": "",
    "pos_terminal/devices_command.py": "",
    "pos_terminal/demo_shop.py": "",
    "pos_terminal/demo_staff.py": "",
    "pos_terminal/dispatch.py": "",
    "pos_terminal/domain/money.py": "import pos_terminal.errors\n",
    "pos_terminal/domain/quantity.py": "",
    "pos_terminal/embedded.py": "",
    "pos_terminal/errors.py": "",
    "pos_terminal/folders.py": "",
    "pos_terminal/journal/sqlite_journal.py": "import sqlite3\n",
    "pos_terminal/journal_command.py": "",
    "pos_terminal/logs.py": "",
    "pos_terminal/mailing.py": "",
    "pos_terminal/manager_commands.py": "",
    "pos_terminal/manager_views.py": "",
    "pos_terminal/bootstrap_printers.py": "",
    "pos_terminal/paper_commands.py": "",
    "pos_terminal/paper_dispatch.py": "",
    "pos_terminal/paper_views.py": "",
    "pos_terminal/refilling.py": "",
    "pos_terminal/rendering.py": "",
    "pos_terminal/report_rendering.py": "",
    "pos_terminal/services/ports.py": "import drivers.api\n",
    "pos_terminal/resident.py": "",
    "pos_terminal/session.py": "",
    "pos_terminal/sheet_dispatch.py": "",
    "pos_terminal/simulation.py": "",
    "pos_terminal/setup_answers.py": "",
    "pos_terminal/setup_checks.py": "",
    "pos_terminal/setup_countries.py": "",
    "pos_terminal/setup_paper.py": "",
    "pos_terminal/setup_session.py": "",
    "pos_terminal/staff_command.py": "",
    "pos_terminal/start.py": "",
    "pos_terminal/stock_command.py": "",
    "pos_terminal/views.py": "",
    "pos_terminal/workers/printing.py": "",
    "pos_terminal/workers/stock.py": "",
    "receipts/escpos_library.py": "import escpos\n",
    "receipts/pdf.py": "import reportlab\n",
    "receipts/sheet.py": "import reportlab\n",
    "ui/app.py": "import PySide6\nimport pos_terminal.domain.money\n",
    "ui/screens/manager.py": "",
    "ui/screens/sale.py": "",
    "ui/sounds.py": "import miniaudio\n",
}

# One violation a contract: the file and the line that is written into it.
VIOLATIONS = {
    "acyclic": ("drivers/api.py", "import drivers.printers.tcp\n"),
    "adapters-independent": (
        "pos_terminal/adapters/mongo/__init__.py",
        "import pos_terminal.adapters.redis_stock\n",
    ),
    "bootstrap-names-the-adapters": (
        "pos_terminal/workers/stock.py",
        "import pos_terminal.adapters.redis_stock\n",
    ),
    "core-names-driver-api-only": ("pos_terminal/workers/printing.py", "import drivers.printers\n"),
    "domain-is-pure": ("pos_terminal/domain/money.py", "import time\n"),
    "drivers-are-a-leaf": ("drivers/catalog.py", "import pos_terminal.errors\n"),
    "layers": ("pos_terminal/services/ports.py", "import pos_terminal.workers.stock\n"),
    "never-in-our-process": ("pos_terminal/embedded.py", "import secantus\n"),
    "nothing-unlisted": ("pos_terminal/helpers.py", ""),
    "owner-of-anyascii": ("receipts/pdf.py", "import anyascii\n"),
    "owner-of-argon2": ("pos_terminal/workers/stock.py", "import argon2\n"),
    "owner-of-evdev": ("drivers/supervisor.py", "import evdev\n"),
    "owner-of-escpos": ("drivers/printers/__init__.py", "import escpos\n"),
    "owner-of-hid": ("drivers/ports.py", "import hidraw\n"),
    "owner-of-miniaudio": ("ui/app.py", "import miniaudio\n"),
    "owner-of-pymongo": ("pos_terminal/workers/stock.py", "import pymongo\n"),
    "owner-of-redis": ("pos_terminal/workers/stock.py", "import redis\n"),
    "owner-of-reportlab": ("receipts/escpos.py", "import reportlab\n"),
    "owner-of-serial": ("pos_terminal/workers/printing.py", "import serial\n"),
    "owner-of-smtp": ("pos_terminal/workers/stock.py", "import smtplib\n"),
    "owner-of-sqlite": ("pos_terminal/services/ports.py", "import sqlite3\n"),
    "owner-of-usb": ("drivers/catalog.py", "import usb.core\n"),
    "qt-in-ui-only": ("pos_terminal/bootstrap.py", "import PySide6\n"),
    "receipts-are-pure": ("receipts/escpos.py", "import socket\n"),
    "screen-sees-three-modules": ("ui/app.py", "import pos_terminal.services.ports\n"),
    "screens-independent": ("ui/screens/sale.py", "import ui.screens.manager\n"),
    "workers-independent": ("pos_terminal/workers/printing.py", "import pos_terminal.workers.stock\n"),
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The clean tree, below it our importlinter.ini."""
    for name, source in CLEAN.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        for folder in file.relative_to(tmp_path).parents[:-1]:
            (tmp_path / folder / "__init__.py").touch()
        file.write_text(source)
    (tmp_path / CONFIG.name).write_text(CONFIG.read_text())
    return tmp_path


def test_every_contract_has_a_planted_violation() -> None:
    settings = configparser.ConfigParser()
    settings.read(CONFIG)
    contracts = {section.rpartition(":")[2] for section in settings.sections() if ":" in section}

    assert contracts == set(VIOLATIONS)


def test_clean_tree_keeps_every_contract(tree: Path) -> None:
    status, output = lint_imports(tree)

    assert status == 0, output


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_contract_breaks_on_its_violation(tree: Path, contract: str) -> None:
    name, line = VIOLATIONS[contract]
    (tree / "drivers/printers/tcp.py").write_text(
        "import drivers.api\n"
    )  # the other half of the planted cycle
    file = tree / name
    file.write_text((file.read_text() if file.exists() else "") + line)

    status, output = lint_imports(tree, "--contract", contract)

    assert status == 1
    assert "1 broken" in output


def lint_imports(tree: Path, *arguments: str) -> tuple[int, str]:
    """Exit status and output of import-linter on this tree."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", program, "--config", CONFIG.name, "--no-logo", "--no-cache", *arguments]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr
