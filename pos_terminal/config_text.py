"""A configuration as a TOML file that loads to the same: for backups. Pure.

Only what differs from the defaults is written, so that the file reads as a person's would.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from pos_terminal.config import Config

Table = Mapping[str, Any]


def as_toml(config: Config) -> str:
    """The file's text."""
    wanted, usual = msgspec.to_builtins(config), msgspec.to_builtins(Config())
    blocks: list[str] = []
    for name, section in wanted.items():
        if isinstance(section, Mapping):
            blocks += _section(name, section, usual[name])
        elif section != usual[name]:
            blocks += _rows_of(name, section)
    return "\n\n".join(blocks) + "\n"


def _section(name: str, section: Table, usual: Table) -> Iterator[str]:
    changed = {key: value for key, value in section.items() if value != usual[key]}
    plain = {key: value for key, value in changed.items() if not _has_tables(value)}
    if plain:
        yield _block(f"[{name}]", plain)
    for key in changed.keys() - plain.keys():
        yield from _rows_of(f"{name}.{key}", changed[key])


def _rows_of(name: str, rows: Any) -> Iterator[str]:
    for row in rows:
        yield _block(f"[[{name}]]", row)


def _has_tables(value: Any) -> bool:
    return isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value)


def _block(head: str, table: Table) -> str:
    # A JSON string, number, boolean or list is the same thing in TOML; DEL alone must be escaped there.
    rows = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in table.items())
    return "\n".join([head, *rows]).replace("\x7f", "\\u007f")
