"""Turns a tree into a .deb: finds what it needs of Debian, writes control, conffiles and md5sums, packs it.

Runs Debian's own tools (dpkg-shlibdeps, dpkg-deb, strip); they and the libraries that are asked about must
be on the machine that builds.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tools import system_checks
from tools.package_env import BUILD, ROOT, PackagingFailed, run

# The tools, then libraries that parts of Qt are linked with and that a machine without Wayland lacks.
_TOOLS = ("dpkg-dev", "binutils", "chrpath")
_WAYLAND = ("libwayland-cursor0", "libwayland-egl1")
# Qt opens these by name, or stops without a word; found on no machine by looking at what is linked.
OPENED_BY_NAME = tuple(dict.fromkeys(need.debian for need in system_checks.LIBRARIES))
BUILD_PACKAGES = (*_TOOLS, *_WAYLAND, *OPENED_BY_NAME)


def check_machine() -> None:
    """Raise PackagingFailed unless this is Debian 12 on amd64 with all that building needs."""
    description = Path("/etc/os-release").read_text(encoding="utf-8")
    if "VERSION_CODENAME=bookworm" not in description:
        raise PackagingFailed("A package for Debian 12 is built on Debian 12: do it in a container of that.")
    missing = [package for package in BUILD_PACKAGES if not _is_installed(package)]
    if missing:
        command = system_checks.install_command(tuple(missing), "debian")
        raise PackagingFailed(f"Building the package needs more of Debian: `{command}`.")


def clean_libraries(tree: Path) -> None:
    """Take debugging symbols off Python's own libraries, and paths of building machines off all of them.

    Wheels come stripped, and some break if touched; a library that looks in a folder of another machine would
    load whatever somebody puts there.
    """
    libraries = [
        *tree.glob("usr/lib/*/_internal/libpython*.so*"),
        *tree.glob("usr/lib/*/_internal/python3*/lib-dynload/*.so"),
    ]
    files = [library for library in libraries if not library.is_symlink()]
    run(["strip", "--strip-unneeded", *files], "Python's libraries could not be stripped.")
    for program in _programs(tree):
        told = subprocess.run(["chrpath", "--list", program], capture_output=True, text=True, check=False)
        path = told.stdout.strip().partition("PATH=")[2]
        if path and not all(part.startswith("$ORIGIN") for part in path.split(":")):
            # To delete it leaves the text behind; to replace it takes one that is no longer.
            way = ["--replace", "$ORIGIN"] if len(path) >= len("$ORIGIN") else ["--delete"]
            run(["chrpath", *way, program], f"The library path of {program.name} cannot be removed.")


def depends(tree: Path, package: str, always: Iterable[str] = ()) -> str:
    """The Depends line: what the binaries are linked with, and what is always needed.

    A library that neither the package nor this machine has is an error that names it.
    """
    room = BUILD / "shlibdeps"
    (room / "debian").mkdir(parents=True, exist_ok=True)
    (room / "debian" / "control").write_text(
        f"Source: {package}\n\nPackage: {package}\nArchitecture: amd64\n", encoding="ascii"
    )
    inside = tree / "usr/lib" / package / "_internal"
    folders = sorted({library.parent for library in inside.rglob("*.so*")})
    command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", *(f"-l{folder}" for folder in folders)]
    command += [f"-e{program}" for program in _programs(tree)]
    done = subprocess.run(command, cwd=room, capture_output=True, text=True, check=False)
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if "error" in line] or done.stderr.splitlines()
        raise PackagingFailed("\n".join([*errors[-10:], "The libraries that the package needs are unknown."]))
    linked = done.stdout.strip().removeprefix("shlibs:Depends=")
    known = {term.split()[0] for term in linked.split(", ")}
    return ", ".join(sorted([*linked.split(", "), *(name for name in always if name not in known)]))


def pack(tree: Path, control: str, values: dict[str, str], epoch: int) -> Path:
    """Write the control files and pack the tree; answers the .deb in dist/."""
    about = tree / "DEBIAN"
    shutil.rmtree(about, ignore_errors=True)
    files = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    kib = sum(-(-path.stat().st_size // 1024) for path in files)
    about.mkdir(mode=0o755)
    text = control.format(**values, installed_kib=kib)
    (about / "control").write_text(text, encoding="utf-8")
    settings = [f"/{path.relative_to(tree)}\n" for path in files if path.is_relative_to(tree / "etc")]
    if settings:
        (about / "conffiles").write_text("".join(settings), encoding="ascii")
    sums = [f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(tree)}\n" for path in files]
    (about / "md5sums").write_text("".join(sums), encoding="utf-8")
    name = text.split("\n", 1)[0].removeprefix("Package: ")
    target = ROOT / "dist" / f"{name}_{values['version']}_amd64.deb"
    target.parent.mkdir(exist_ok=True)
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", tree, target]
    run(command, f"{target.name} could not be packed.", SOURCE_DATE_EPOCH=str(epoch))
    return target


def _programs(tree: Path) -> list[Path]:
    """Every ELF file of the tree."""
    found = []
    for path in sorted(tree.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    found.append(path)
    return found


def _is_installed(package: str) -> bool:
    command = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout == "installed"
