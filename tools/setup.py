"""The first step of every make target: checks the machine, then makes `.venv` what the lock says.

Standard library only, and in the syntax of Python 3.8 (see system_checks). With a right stamp it touches no
network. The environment is built aside and renamed when whole: a build that is stopped changes nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that `python3 tools/setup.py` works as well as `python3 -m tools.setup`

from tools import system_checks  # noqa: E402

LOCK_FILE = ROOT / "requirements" / "dev.lock"
VENV = ROOT / ".venv"
STAMP_NAME = "lock.sha256"
LAYOUT = "1"  # raise it when what _build writes changes, so that standing environments are made anew


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 only when everything that the purpose needs is there."""
    parser = argparse.ArgumentParser(description="Check this machine and make the environment in .venv.")
    parser.add_argument("--for", dest="purpose", choices=("run", "test"), default="run", help="what for")
    parser.add_argument("--check", action="store_true", help="only say what is missing; change nothing")
    options = parser.parse_args(arguments)
    lacks = system_checks.find_lacks(ROOT, options.purpose, building=not _is_current())
    if lacks and not options.check and _may_install():
        _install(sorted({package for lack in lacks for package in lack.packages}))
        lacks = system_checks.find_lacks(ROOT, options.purpose, building=not _is_current())
    if not lacks and not options.check and not _is_current():
        lacks = _make_environment()
    for lack in lacks:
        print(lack.sentence, file=sys.stderr)
    packages = tuple(sorted({package for lack in lacks for package in lack.packages}))
    family = system_checks.distribution()
    if len(packages) > 1 and family:
        print(f"All at once: {system_checks.install_command(packages, family)}", file=sys.stderr)
    return 1 if lacks else 0


def _may_install() -> bool:
    """Packages of the system are installed without asking only on Debian and its kin, by root or in CI."""
    may = os.geteuid() == 0 or (os.environ.get("CI") == "true" and shutil.which("sudo") is not None)
    return may and system_checks.distribution() == "debian"


def _install(packages: list[str]) -> None:
    """A failure is only shown here: what is still missing afterwards is said by the check that follows."""
    if not packages:
        return
    print(f"Installing {' '.join(packages)} ...", flush=True)
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    for command in ([*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(_last_lines(done.stdout + done.stderr), file=sys.stderr)


def _make_environment() -> list[system_checks.Lack]:
    """Build aside, one at a time, and rename; a second setup waits here and finds the first one's work."""
    with _alone():
        if _is_current():
            return []
        lacks = system_checks.network_lacks()
        if lacks:
            return lacks
        for left_over in [*ROOT.glob(".venv.new-*"), *ROOT.glob(".venv.old-*")]:
            shutil.rmtree(left_over, ignore_errors=True)
        started = time.monotonic()
        print("Building the Python environment in .venv (once; about half a minute) ...", flush=True)
        fresh = ROOT / f".venv.new-{os.getpid()}"
        try:
            failure = _build(fresh)
            if failure is None:
                _put_in_place(fresh)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        if failure is None:
            print(f"The environment is ready after {time.monotonic() - started:.0f} s.", flush=True)
            return []
        return [system_checks.Lack(failure)]


def _build(fresh: Path) -> str | None:
    """Make a whole environment in this folder; the answer is what went wrong, as text for a person."""
    python = str(fresh / "bin" / "python")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    wheels_only = ["--require-hashes", "--only-binary", ":all:", "--no-deps", "--no-compile"]
    steps = (
        ([sys.executable, "-m", "venv", str(fresh)], "The environment could not be made"),
        ([*pip, "install", "-q", *wheels_only, "-r", str(LOCK_FILE)], "The packages could not be installed"),
        ([*pip, "check"], "The installed packages do not fit together"),
    )
    hidden = ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_USER", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV")
    environment = {name: text for name, text in os.environ.items() if name not in hidden}
    for command, failed in steps:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            return (
                f"{_last_lines(done.stdout + done.stderr)}\n{failed}: mend what stands above and try again."
            )
    # Only speed is lost if this fails, and some wheels ship files that are templates and no Python.
    compiling = [python, "-m", "compileall", "-q", "-j", "0", str(fresh / "lib")]
    subprocess.run(compiling, env=environment, capture_output=True, check=False)
    _finish(fresh)
    return None


def _finish(fresh: Path) -> None:
    """Make the checkout importable and runnable from any folder, repair the scripts' first lines, stamp."""
    site = next((fresh / "lib").glob("python3*/site-packages"))
    # Relative to the folder that the file lies in, so the checkout may be moved.
    (site / "checkout.pth").write_text("../../../..\n", encoding="utf-8")
    program = fresh / "bin" / "pos-terminal"
    program.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -m pos_terminal "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    for script in (fresh / "bin").iterdir():
        if script.is_file() and not script.is_symlink():
            content = script.read_bytes()
            if content.startswith((b"#!", b"#")) and bytes(fresh) in content:
                script.write_bytes(content.replace(bytes(fresh), bytes(VENV)))
    (fresh / STAMP_NAME).write_text(_stamp(), encoding="ascii")


def _put_in_place(fresh: Path) -> None:
    old = ROOT / f".venv.old-{os.getpid()}"
    with contextlib.suppress(FileNotFoundError):
        VENV.rename(old)
    fresh.rename(VENV)
    shutil.rmtree(old, ignore_errors=True)


def _stamp() -> str:
    """What the environment depends on: lock, interpreter, its own place (scripts name it) and this layout."""
    digest = hashlib.sha256(LOCK_FILE.read_bytes()).hexdigest()
    return f"{digest} {LAYOUT} {sys.implementation.cache_tag} {VENV}"


def _is_current() -> bool:
    try:
        stamp = (VENV / STAMP_NAME).read_text(encoding="ascii")
    except OSError:
        return False
    return stamp == _stamp() and (VENV / "bin" / "python").exists()


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    with (ROOT / ".venv.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another setup is at work in this folder; waiting for it ...", flush=True)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _last_lines(output: str) -> str:
    return "\n".join(output.strip().splitlines()[-12:])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Stopped; the environment is as it was before.")
