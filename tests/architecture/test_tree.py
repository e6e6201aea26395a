"""The tree keeps the rules of tests/architecture/rules.py, and each rule finds what is planted for it."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tests.architecture import rules
from tools import system_checks, third_party

ROOT = Path(__file__).parents[2]
PACKAGES = ("pos_terminal", "ui", "drivers", "receipts")
DISTRIBUTIONS = ("Debian", "Fedora", "Arch", "openSUSE")

# Folders whose members a reader finds in one place, and that place.
TABLES = {
    "pos_terminal/adapters": [
        "pos_terminal/bootstrap.py",
        "pos_terminal/bootstrap_day.py",
        "pos_terminal/bootstrap_tools.py",
    ],
    "pos_terminal/domain/reports": [
        "pos_terminal/domain/reports/catalog.py",
        "pos_terminal/report_rendering.py",
    ],
    "pos_terminal/workers": [
        "pos_terminal/bootstrap.py",
        "pos_terminal/bootstrap_counter.py",
        "pos_terminal/bootstrap_printers.py",
        "pos_terminal/bootstrap_day.py",
        "pos_terminal/bootstrap_tools.py",
    ],
    "receipts/elements": ["receipts/document.py"],
    "ui/screens": ["ui/parts.py"],
}


def tracked() -> list[Path]:
    """Every file that is, or is about to be, part of the project."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def modules(*folders: str) -> list[Path]:
    wanted = [ROOT / folder for folder in folders]
    return [
        file for file in tracked() if file.suffix == ".py" and any(file.is_relative_to(f) for f in wanted)
    ]


def parsed(rule: Callable[[ast.Module], Iterator[str]]) -> Callable[[str], Iterator[str]]:
    return lambda text: rule(ast.parse(text))


def breaches(rule: Callable[[str], Iterator[str]], files: Iterable[Path]) -> list[str]:
    return [
        f"{file.relative_to(ROOT)}: {breach}"
        for file in files
        for breach in rule(file.read_text(encoding="utf-8"))
    ]


def test_no_file_over_400_lines() -> None:
    assert breaches(rules.too_long, modules(".")) == []


def test_no_function_over_40_lines_and_no_class_over_12_public_methods() -> None:
    assert breaches(parsed(rules.oversized), modules(".")) == []


def test_no_float_in_domain_and_receipts() -> None:
    assert breaches(parsed(rules.floats), modules("pos_terminal/domain", "receipts")) == []


def test_domain_reads_no_clock() -> None:
    assert breaches(parsed(rules.clocks), modules("pos_terminal/domain", "receipts")) == []


def test_no_nested_event_loop() -> None:
    files = [file for file in modules(*PACKAGES) if file != ROOT / "pos_terminal" / "session.py"]

    assert breaches(parsed(rules.nested_loops), files) == []


def test_packages_re_export_nothing() -> None:
    files = [file for file in modules(*PACKAGES) if file.name == "__init__.py"]

    assert breaches(parsed(rules.re_exports), files) == []


def test_no_module_for_everything_else() -> None:
    refused = {"utils", "util", "helpers", "helper", "misc", "common"}

    assert [str(file) for file in modules(*PACKAGES, "tools", "bench") if file.stem in refused] == []


@pytest.mark.parametrize("folder", TABLES)
def test_every_file_of_a_listed_folder_is_in_its_table(folder: str) -> None:
    assert list(rules.unlisted(ROOT / folder, [ROOT / table for table in TABLES[folder]])) == []


def test_file_that_is_in_no_table_is_found(tmp_path: Path) -> None:
    elements = tmp_path / "receipts" / "elements"
    elements.mkdir(parents=True)
    for name in ("receipts/__init__.py", "receipts/elements/__init__.py", "receipts/elements/planted.py"):
        (tmp_path / name).touch()
    (elements / "rule.py").write_text("class Rule: ...\n")
    table = tmp_path / "receipts" / "document.py"
    table.write_text("from receipts.elements.rule import Rule\n")

    assert list(rules.unlisted(elements, [table])) == ["receipts.elements.planted"]


def test_no_file_names_a_folder_of_the_authors_machine() -> None:
    text_files = [file for file in tracked() if b"\0" not in file.read_bytes()[:4096]]

    assert breaches(rules.machine_paths, text_files) == []


def test_lock_names_no_host_and_no_folder() -> None:
    assert breaches(rules.not_universal, (ROOT / "requirements").glob("*.lock")) == []


def test_lock_has_every_dependency_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    wanted += project["project"]["optional-dependencies"]["embedded"]
    lock = (ROOT / "requirements" / "dev.lock").read_text(encoding="utf-8")

    names = [re.split(r"[<>=~;\[ ]", requirement)[0].lower() for requirement in wanted]
    assert [name for name in names if not re.search(rf"^{re.escape(name)}==", lock, re.MULTILINE)] == []


def test_two_commands_and_every_distribution_stand_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    opening = "\n".join(readme.splitlines()[:40])

    assert [name for name in DISTRIBUTIONS if name not in opening] == []
    assert "make run" in opening
    assert "make test" in opening


@pytest.mark.parametrize("family", system_checks.INSTALLERS)
def test_readme_names_every_package_that_setup_asks_for(family: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = next(line for line in readme.splitlines() if f"sudo {system_checks.INSTALLERS[family]}" in line)

    packages = {getattr(need, family) for need in system_checks.LIBRARIES}
    assert packages - set(command.split()) == set()


def test_third_party_page_is_what_the_lock_says() -> None:
    assert (ROOT / "docs" / "third-party.md").read_text(encoding="utf-8") == third_party.page()


def test_continuous_integration_runs_the_readmes_test_command() -> None:
    script = ROOT / ".ci" / "run"
    commands = [line.strip() for line in script.read_text(encoding="utf-8").splitlines()]

    assert commands[-1] == "exec make test"
    assert script.stat().st_mode & 0o111


def test_changelog_has_something_unreleased() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert re.search(r"^## Unreleased\n\n- ", changelog, re.MULTILINE)


PLANTED = [
    (rules.too_long, "\n" * 401),
    (parsed(rules.oversized), "def f():\n" + "    pass\n" * 40),
    (parsed(rules.oversized), "class C:\n" + "".join(f"    def m{n}(self): ...\n" for n in range(13))),
    (parsed(rules.floats), "price = 0.1"),
    (parsed(rules.floats), "def total(amount: float): ..."),
    (parsed(rules.clocks), "import datetime\nat = datetime.datetime.now()"),
    (parsed(rules.clocks), "import time\nat = time.time()"),
    (parsed(rules.nested_loops), "dialog.exec()"),
    (parsed(rules.nested_loops), "QApplication.processEvents()"),
    (parsed(rules.re_exports), "from pos_terminal.domain.money import Money"),
    (rules.machine_paths, "see /ro" + "ot/notes.txt"),
    (rules.not_universal, "--index-url https://mirror.example/simple"),
    (rules.not_universal, "    # via -r requirements/dev.in"),
]


@pytest.mark.parametrize(("rule", "source"), PLANTED)
def test_rule_finds_what_was_planted(rule: Callable[[str], Iterator[str]], source: str) -> None:
    assert len(list(rule(source))) == 1


KEPT = [
    (rules.too_long, "\n" * 400),
    (parsed(rules.floats), "total_minor = 10 // 3"),
    (parsed(rules.clocks), "started = message.at"),
    (parsed(rules.nested_loops), "connection.execute(statement)"),
    (
        rules.not_universal,
        "six==1.17.0 ; sys_platform == 'linux' \\\n    --hash=sha256:4721f391ed90541f\n    # via x\n",
    ),
    (rules.machine_paths, "the workers/ and /var/lib/pos-terminal and https://example.org/root/work"),
]


@pytest.mark.parametrize(("rule", "source"), KEPT)
def test_rule_keeps_quiet_otherwise(rule: Callable[[str], Iterator[str]], source: str) -> None:
    assert list(rule(source)) == []
