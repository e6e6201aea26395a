"""Which files of a frozen program come from where: wheels, Python itself, or the distribution.

Used by the PyInstaller specs in packaging/, inside the packaging environment.
"""

from __future__ import annotations

import os
import sysconfig
from collections.abc import Iterable
from pathlib import Path

SYSTEM_FOLDERS = ("/lib/", "/lib64/", "/usr/lib/")

# What PyInstaller calls the rows of its tables: name in the folder, source, kind.
Row = tuple[str, str, str]


def is_of_the_system(source: str) -> bool:
    """Whether the target gets this library from its distribution, with its repairs, and not from this build.

    A distribution's own Python lies among such libraries and is ours to bring all the same.
    """
    path = os.path.realpath(source)
    if path.startswith(sysconfig.get_path("stdlib") + os.sep) or "libpython" in os.path.basename(path):
        return False
    return path.startswith(SYSTEM_FOLDERS)


def ours(rows: Iterable[Row], unwanted: Iterable[str] = ()) -> list[Row]:
    """The rows without the system's libraries and without paths that contain an unwanted part."""
    parts = tuple(unwanted)
    return [row for row in rows if not is_of_the_system(row[1]) and not any(part in row[0] for part in parts)]


def write_origins(file: Path, *tables: Iterable[Row]) -> None:
    """Note the sources of everything that was packed, one path a line, for the notices."""
    sources = {row[1] for table in tables for row in table if os.path.isabs(row[1])}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{source}\n" for source in sorted(sources)), encoding="utf-8")
