"""The environment is built aside, once, and is whole or not there: with an empty lock, so with no network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose lock is empty: its environment holds pip and nothing else."""
    shutil.copytree(ROOT / "tools", tmp_path / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "dev.lock").write_text("# nothing\n")
    return tmp_path


def start_setup(checkout: Path, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-E", "-s", "-S", "-m", "tools.setup"],
        cwd=checkout,
        env={**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_setups_at_once_build_one_environment(checkout: Path) -> None:
    first, second = start_setup(checkout), start_setup(checkout)
    (said_1, errors_1), (said_2, errors_2) = first.communicate(timeout=100), second.communicate(timeout=100)

    assert (first.returncode, second.returncode) == (0, 0), errors_1 + errors_2
    assert (said_1 + said_2).count("The environment is ready") == 1
    assert [folder.name for folder in checkout.glob(".venv*")].count(".venv") == 1
    assert list(checkout.glob(".venv.new-*")) == []

    # Its programs run, from any folder, although it was built under another name.
    for program in ("pip", "python"):
        subprocess.run([checkout / ".venv/bin" / program, "--version"], cwd="/", timeout=60, check=True)
    found = subprocess.run(
        [checkout / ".venv/bin/python", "-c", "import tools.setup; print(tools.setup.__file__)"],
        cwd="/",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert found.stdout.strip() == str(checkout / "tools" / "setup.py")

    # And a third finds it as it should be, with nothing to do and no index to ask.
    third = start_setup(checkout, PIP_NO_INDEX="", PIP_INDEX_URL="http://127.0.0.1:9/simple")
    assert (*third.communicate(timeout=60), third.returncode) == ("", "", 0)


def test_failed_build_leaves_the_old_environment(checkout: Path) -> None:
    old = checkout / ".venv" / "bin"
    old.mkdir(parents=True)
    (old / "python").touch()
    (checkout / ".venv.new-1").mkdir()  # what a killed build leaves
    (checkout / "requirements" / "dev.lock").write_text("no-such-package==1 --hash=sha256:00\n")

    setup = start_setup(checkout)
    _, errors = setup.communicate(timeout=100)

    assert setup.returncode == 1
    assert "The packages could not be installed" in errors
    assert (old / "python").exists()
    assert list(checkout.glob(".venv.new-*")) == []
