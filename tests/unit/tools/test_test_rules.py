"""The rules of tests/conftest.py, each shown on a small test run of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parents[2] / "conftest.py"

SKIPS = """
import pytest

def test_it():
    pytest.skip("no display")

@pytest.mark.xfail(reason="known")
def test_known():
    raise AssertionError
"""
SKIPS_WHOLE_FILE = 'import pytest\npytest.skip("no strace", allow_module_level=True)\n'
WARNS = """
import logging
import pytest

def test_unexpected():
    logging.getLogger("printer").warning("printer.lost port=1")

@pytest.mark.expected_warnings(r"printer\\.lost port=\\d")
def test_expected():
    logging.getLogger("printer").warning("printer.lost port=1")
"""


def outcome(folder: Path, test: str, *, ci: bool) -> tuple[int, str]:
    """Run pytest on one file in this folder under our conftest; exit status and output."""
    (folder / "conftest.py").write_text(CONFTEST.read_text())
    (folder / "test_it.py").write_text(test)
    environment = {name: text for name, text in os.environ.items() if name != "CI"}
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # nothing else is needed, and Qt alone takes a second
    if ci:
        environment["CI"] = "true"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)]
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout


@pytest.mark.parametrize("test", [SKIPS, SKIPS_WHOLE_FILE])
def test_skip_fails_under_ci(tmp_path: Path, test: str) -> None:
    status, output = outcome(tmp_path, test, ci=True)

    assert status != 0
    assert "under CI nothing may be skipped" in output


def test_skip_is_only_said_elsewhere(tmp_path: Path) -> None:
    status, output = outcome(tmp_path, SKIPS, ci=False)

    assert (status, "1 skipped, 1 xfailed" in output) == (0, True)


def test_unexpected_warning_fails_and_an_expected_one_does_not(tmp_path: Path) -> None:
    status, output = outcome(tmp_path, WARNS, ci=False)

    assert status == 1
    assert "2 passed, 1 error" in output
    assert "WARNING printer: printer.lost port=1" in output
