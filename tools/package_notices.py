"""What a package says about the works of others inside it: debian/copyright and the licences' own texts.

It asks what was packed (the sources that the PyInstaller specs noted), not what was installed: a wheel of
which no file was taken needs no notice.
"""

from __future__ import annotations

import csv
import importlib.metadata
import re
import shutil
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from tools.third_party import LICENCES

_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors|copyright)", re.IGNORECASE)
# Our own, or named in the headers below.
_HEAD = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: {name}
Comment:
 {comment}
 Bundled works are listed below with the licences that they state; the texts that came with them lie in
 /usr/share/doc/{name}/third-party/.

Files: *
Copyright: {holder}
License: {licence}
 {text}
"""
# What lies in every package: how a frozen program starts.
ALWAYS = ("pyinstaller",)


def packed_distributions(origins: Iterable[str], site_packages: Path) -> list[str]:
    """The wheels that at least one packed file comes from, by their names."""
    packed = {Path(line).resolve() for line in origins}
    return sorted(
        distribution.name
        for distribution in importlib.metadata.distributions(path=[str(site_packages)])
        if distribution.name.lower() in ALWAYS or packed & set(_files(distribution, site_packages))
    )


def copy_licences(names: Iterable[str], site_packages: Path, folder: Path) -> None:
    """Put the licence files of these wheels, and Python's own, into a folder for each."""
    for distribution in _named(names, site_packages):
        files = [file for file in _files(distribution, site_packages) if _is_licence(file)]
        target = folder / f"{distribution.name}-{distribution.version}"
        target.mkdir(parents=True, exist_ok=True)
        for file in files:
            shutil.copyfile(file, target / file.name)
        if not files:
            (target / "LICENSE").write_text(_stated(distribution) + "\n", encoding="utf-8")
    python = folder / f"Python-{sysconfig.get_python_version()}"
    python.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", python / "LICENSE.txt")


def copyright_text(package: str, head: dict[str, str], names: Iterable[str], site_packages: Path) -> str:
    """The whole of debian/copyright. head: comment, holder, licence and text of what is not a wheel's."""
    blocks = [_HEAD.format(name=package, **head)]
    blocks += [
        f"Files: /usr/lib/{package}/* from {found.name} {found.version}\n"
        f"Copyright: the authors of {found.name}, see third-party/{found.name}-{found.version}/\n"
        f"License: {_stated(found)}\n"
        for found in _named(names, site_packages)
    ]
    blocks.append(
        f"Files: /usr/lib/{package}/_internal/libpython*, base_library.zip, python3*/*\n"
        "Copyright: Python Software Foundation\nLicense: PSF-2.0\n"
    )
    return "\n".join(blocks)


def _named(names: Iterable[str], site_packages: Path) -> list[importlib.metadata.Distribution]:
    wanted = set(names)
    found = importlib.metadata.distributions(path=[str(site_packages)])
    return sorted((one for one in found if one.name in wanted), key=lambda one: one.name.lower())


def _files(distribution: importlib.metadata.Distribution, site_packages: Path) -> list[Path]:
    record = distribution.read_text("RECORD") or ""
    return [(site_packages / row[0]).resolve() for row in csv.reader(record.splitlines()) if row]


def _is_licence(file: Path) -> bool:
    told = file.parent.name.endswith(".dist-info") or "licenses" in file.parts
    return told and bool(_LICENCE_FILE.search(file.name) or "licenses" in file.parts) and file.is_file()


def _stated(distribution: importlib.metadata.Distribution) -> str:
    name = distribution.name.lower().replace("_", "-")
    if name in LICENCES:
        return LICENCES[name]
    told = distribution.metadata["License-Expression"] or distribution.metadata["License"] or ""
    return (told.strip().splitlines() or ["see its licence file"])[0]
