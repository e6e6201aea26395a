"""Writes the pages that are made from the code.

Docs/control.md, docs/configuration.md, packaging/pos.example.toml.

`python -m tools.reference` writes them; `--check` says whether they are fresh (a test calls that).
"""

import inspect
import sys
import typing
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec

from pos_terminal import config, device_views, manager_views, paper_views, views
from pos_terminal.any_command import AnyCommand

ROOT = Path(__file__).resolve().parent.parent


def control_page() -> str:
    """docs/control.md."""
    lines = [
        "# The control socket",
        "",
        "Made from `pos_terminal/commands.py` and `views.py` by `python -m tools.reference`.",
        "",
        "`pos-terminal run --config FILE --control PATH` opens a UNIX socket (mode 0600; off by",
        "default). Each line sent is a",
        "JSON object with `command`, the fields below and, if you like, an `id` that comes back in",
        "the answer:",
        "",
        '    {"id": 7, "command": "TakeTender", "tender": "cash", "amount_minor": 2000}',
        '    {"id": 7, "ok": true, "view": {...}}',
        '    {"id": 7, "ok": false, "refused": "nothing_to_pay", "view": {...}}',
        "",
        'The command `"view"` only reads. It is a second front end beside the screen and may do',
        "what the signed-in cashier may",
        "do, no more. Amounts are minor units, quantities thousandths of the unit. A refusal is a",
        "code; a question back to the",
        "cashier counts as a refusal with the question's code, and stands in the view.",
        "",
        "## Commands",
        "",
    ]
    return "\n".join([*lines, *_command_sections(), "## The view", "", *_view_sections()])


def _command_sections() -> Iterator[str]:
    for kind in get_args(AnyCommand):
        yield from (f"### {kind.__name__}", "", inspect.cleandoc(kind.__doc__ or ""), "")
        fields = msgspec.structs.fields(kind)
        if fields:
            yield from ("| field | type | without it |", "|---|---|---|")
            yield from (f"| `{f.name}` | {_type(f.type)} | {_default(f)} |" for f in fields)
            yield ""


def _view_sections() -> Iterator[str]:
    shown = {
        name: kind
        for module in (device_views, manager_views, paper_views, views)
        for name, kind in inspect.getmembers(module, inspect.isclass)
    }
    for name, kind in sorted(shown.items()):
        if issubclass(kind, msgspec.Struct) and kind is not msgspec.Struct:
            yield from (
                f"### {name}",
                "",
                inspect.cleandoc(kind.__doc__ or ""),
                "",
                "| field | type |",
                "|---|---|",
            )
            yield from (f"| `{f.name}` | {_type(f.type)} |" for f in msgspec.structs.fields(kind))
            yield ""


def configuration_page() -> str:
    """docs/configuration.md."""
    lines = [
        "# Configuration",
        "",
        "Made from `pos_terminal/config.py` by `python -m tools.reference`. One TOML file; every",
        "key has a default. An unknown",
        "key or a value out of range is one sentence with file, key and remedy, and the till does not start.",
        "",
    ]
    for section in msgspec.structs.fields(config.Config):
        kind, many = _section(section.type)
        title = f"[[{section.name}]]" if many else f"[{section.name}]"
        lines += [f"## `{title}`", "", inspect.cleandoc(kind.__doc__ or ""), ""]
        lines += ["| key | values | default |", "|---|---|---|"]
        lines += [
            f"| `{f.encode_name}` | {_type(f.type)} | {_default(f)} |" for f in msgspec.structs.fields(kind)
        ] + [""]
    return "\n".join(lines)


def example_file() -> str:
    """packaging/pos.example.toml: every setting with its default, as a file that loads."""
    lines = [
        "# POS Terminal: every setting with its default. What each means: docs/configuration.md.",
        "",
    ]
    later: list[str] = []
    for section in msgspec.structs.fields(config.Config):
        kind, many = _section(section.type)
        if many:
            later += [
                f"# [[{section.name}]]",
                *(f"# {f.encode_name} = {_toml(f)}" for f in msgspec.structs.fields(kind)),
                "",
            ]
            continue
        lines += [f"[{section.name}]"]
        for field in msgspec.structs.fields(kind):
            if field.name == "classes":
                later += [line for row in field.default for line in _table("tax.classes", row)]
            else:
                lines.append(f"{field.encode_name} = {_toml(field)}")
        lines.append("")
    return "\n".join(lines + later).rstrip() + "\n"


def _table(name: str, row: msgspec.Struct) -> list[str]:
    return [
        f"[[{name}]]",
        *(f"{f.name} = {_literal(getattr(row, f.name))}" for f in msgspec.structs.fields(row)),
        "",
    ]


def _section(kind: Any) -> tuple[type[msgspec.Struct], bool]:
    if get_origin(kind) is tuple:
        return get_args(kind)[0], True
    return kind, False


def _toml(field: msgspec.structs.FieldInfo) -> str:
    if field.default is not msgspec.NODEFAULT:
        return _literal(field.default)
    choices = get_args(field.type)
    return _literal(choices[0]) if choices else '""'


def _literal(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case tuple():
            return "[" + ", ".join(_literal(item) for item in value) + "]"
        case _:
            return str(value)


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.default is msgspec.NODEFAULT:
        return "required"
    if isinstance(field.default, tuple) and field.default and isinstance(field.default[0], msgspec.Struct):
        return "see the example file"
    return f"`{_literal(field.default)}`" if field.default is not None else "none"


def _type(kind: Any) -> str:
    origin = get_origin(kind)
    if origin is Annotated:
        base, meta = get_args(kind)
        words = {"ge": "from", "le": "to"}
        limits = [
            f"{word} {getattr(meta, name)}" for name, word in words.items() if getattr(meta, name) is not None
        ]
        pattern = f"matches `{meta.pattern}`" if meta.pattern else ""
        return ", ".join(filter(None, [_type(base), *limits, pattern]))
    if origin is Literal:
        return " or ".join(f"`{_literal(choice)}`" for choice in get_args(kind))
    if origin in (typing.Union, UnionType):
        return " or ".join(_type(part) for part in get_args(kind) if part is not type(None)) + " or nothing"
    if origin is tuple:
        return f"list of {_type(get_args(kind)[0])}"
    if origin is dict:
        return "table"
    names = {"str": "text", "int": "whole number", "bool": "true or false", "bytes": "base64"}
    return names.get(kind.__name__, f"`{kind.__name__}`")


PAGES = {
    "docs/control.md": control_page,
    "docs/configuration.md": configuration_page,
    "packaging/pos.example.toml": example_file,
}


def stale_pages() -> list[str]:
    """The pages that are not what the code says now."""
    return [
        name
        for name, make in PAGES.items()
        if not (ROOT / name).exists() or (ROOT / name).read_text(encoding="utf-8") != make()
    ]


def main() -> int:
    """Write the pages, or check them."""
    if "--check" in sys.argv[1:]:
        stale = stale_pages()
        print(
            "\n".join(f"{name} is stale: run python -m tools.reference" for name in stale)
            or "all pages are fresh"
        )
        return 1 if stale else 0
    for name, make in PAGES.items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
