"""Builds the Debian packages: `make package`.

Freezes the program and the embedded centre, each in one folder, lays out a tree for each and packs them into
dist/. The GPL server is a package of its own; a till with central servers is installed without it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pos_terminal
from tools import package_debian, package_env, package_tree, reference
from tools.package_env import BUILD, ROOT, PackagingFailed
from tools.package_tree import CENTRE, PROGRAM

LARGEST_MB = 130
OURS = ("pos_terminal", "ui", "drivers", "receipts")
SPECS = {PROGRAM: "pos-terminal", CENTRE: "secantusd"}
LAY_OUT = {PROGRAM: package_tree.program_tree, CENTRE: package_tree.centre_tree}
# libusb is opened by name too, but only for USB printers: the program starts without it.
ALWAYS = {PROGRAM: (*package_debian.OPENED_BY_NAME, "libusb-1.0-0"), CENTRE: ()}


def main() -> int:
    """Exit status 0 only when both packages are in dist/."""
    try:
        begun = time.monotonic()
        package_debian.check_machine()
        stale = reference.stale_pages()
        if stale:
            raise PackagingFailed(f"{', '.join(stale)} is stale: run `python -m tools.reference` first.")
        python = package_env.python()
        built = [_build(package, python) for package in SPECS]
    except PackagingFailed as error:
        print(error, file=sys.stderr)
        return 1
    for deb in built:
        print(f"{deb.relative_to(ROOT)}  {deb.stat().st_size / 1e6:.1f} MB")
    too_large = [deb.name for deb in built if deb.stat().st_size > LARGEST_MB * 1_000_000]
    if too_large:
        print(f"{', '.join(too_large)} is over {LARGEST_MB} MB: see what came in.", file=sys.stderr)
        return 1
    print(f"Built in {time.monotonic() - begun:.0f} s; `make test-package` tries them in a fresh Debian 12.")
    return 0


def version() -> str:
    """The packages' version: the program's, and the revision of the packaging ($DEB_REVISION, else 1)."""
    return f"{pos_terminal.__version__}-{os.environ.get('DEB_REVISION', '1')}"


def debs() -> list[Path]:
    """Where `main` puts the packages of this version."""
    return [ROOT / "dist" / f"{package}_{version()}_amd64.deb" for package in SPECS]


def _build(package: str, python: Path) -> Path:
    print(f"Freezing {package} ...", flush=True)
    frozen, origins = _freeze(package, python)
    tree = BUILD / "tree" / package
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    LAY_OUT[package](tree, frozen, origins)
    epoch = _epoch()
    package_tree.write_changelogs(tree, package, version(), _maintainer(), epoch)
    package_debian.clean_libraries(tree)
    package_tree.settle_modes(tree)
    values = {
        "version": version(),
        "maintainer": _maintainer(),
        "depends": package_debian.depends(tree, package, ALWAYS[package]),
    }
    control = (ROOT / "packaging" / "debian" / f"{package}.control").read_text(encoding="utf-8")
    return package_debian.pack(tree, control, values, epoch)


def _freeze(package: str, python: Path) -> tuple[Path, list[str]]:
    """PyInstaller's folder, and the sources of what is in it."""
    work = BUILD / "work"
    command = [python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", BUILD / "frozen", "--workpath", work, f"packaging/{SPECS[package]}.spec"]
    # Sets are walked in another order at each run, and the archive's order with them.
    package_env.run(command, f"{package} could not be frozen.", PYTHONHASHSEED="1")
    warnings = next((work / SPECS[package]).glob("warn-*.txt")).read_text(encoding="utf-8")
    if lost := missing_of_ours(warnings):
        raise PackagingFailed(f"{', '.join(lost)} is imported and not there: the checkout is not whole.")
    origins = (work / SPECS[package] / "origins.txt").read_text(encoding="utf-8").splitlines()
    return BUILD / "frozen" / package, origins


def missing_of_ours(warnings: str) -> list[str]:
    """Our own modules that PyInstaller looked for in vain; it goes on without them, a till does not."""
    named = re.findall(r"^missing module named '?([\w.]+)", warnings, re.MULTILINE)
    return [name for name in named if name.split(".")[0] in OURS]


def _epoch() -> int:
    """The time that the packages bear: $SOURCE_DATE_EPOCH, else the last commit's, else now."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not told:
        command = ["git", "log", "-1", "--format=%ct"]
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    return int(told) if told.strip() else int(time.time())


def _maintainer() -> str:
    """Who answers for the packages: Debian's own two variables, else nobody in particular."""
    name = os.environ.get("DEBFULLNAME", "POS Terminal packagers")
    return f"{name} <{os.environ.get('DEBEMAIL', 'pos-terminal@localhost.invalid')}>"


if __name__ == "__main__":
    sys.exit(main())
