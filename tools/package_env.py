"""The environment that packages are frozen in: what requirements/package.lock says, nothing of the tests.

It lies in build/package/env and stays until lock or interpreter change. What is not in it cannot slip into a
package by accident, and the developers' .venv has no PyInstaller.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK_FILE = ROOT / "requirements" / "package.lock"
BUILD = ROOT / "build" / "package"
ENVIRONMENT = BUILD / "env"
_STAMP = ENVIRONMENT / "lock.sha256"
_HIDDEN = ("PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PIP_TARGET", "PIP_USER", "PIP_PREFIX")


class PackagingFailed(Exception):
    """A step of the packaging did not work; the text says which, why and what to do."""


def python() -> Path:
    """The interpreter of the packaging environment, which is made if need be. Raises PackagingFailed."""
    program = ENVIRONMENT / "bin" / "python"
    if not (program.exists() and _STAMP.exists() and _STAMP.read_text(encoding="ascii") == _stamp()):
        _make(program)
    return program


def site_packages() -> Path:
    """Where the wheels of the packaging environment were unpacked."""
    return next((ENVIRONMENT / "lib").glob("python3*/site-packages"))


def run(command: Sequence[object], failed: str, **environment: str) -> str:
    """Run a step and answer its output. failed: a sentence.

    Raises PackagingFailed with the step's last lines and that sentence.
    """
    inherited = {name: text for name, text in os.environ.items() if name not in _HIDDEN}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=ROOT,
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise PackagingFailed(f"{last}\n{failed}")
    return done.stdout


def _make(program: Path) -> None:
    print(f"Building the packaging environment in {ENVIRONMENT.relative_to(ROOT)} ...", flush=True)
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    ENVIRONMENT.parent.mkdir(parents=True, exist_ok=True)
    run([sys.executable, "-m", "venv", ENVIRONMENT], "The packaging environment could not be made.")
    pip = [program, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    wheels = ["--require-hashes", "--only-binary", ":all:", "--no-deps"]
    run([*pip, "install", "-q", *wheels, "-r", LOCK_FILE], "The packages of the lock could not be installed.")
    _STAMP.write_text(_stamp(), encoding="ascii")


def _stamp() -> str:
    digest = hashlib.sha256(LOCK_FILE.read_bytes()).hexdigest()
    return (
        f"{digest} {sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro} {ENVIRONMENT}"
    )
