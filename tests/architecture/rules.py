"""The rules of the style and architecture pages that imports and ruff cannot show, each as one pure function.

A rule takes the text of one file (most take the parsed module) and answers with a sentence for each breach.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

MOST_LINES, MOST_FUNCTION_LINES, MOST_PUBLIC_METHODS = 400, 40, 12

# Written in halves, so that this file keeps its own rule.
_MACHINE_PATH = re.compile(r"(?<![\w.$}~-])/(?:" + "wo" + r"rk/\w+|ro" + "ot|ho" + r"me/\w+)(?![\w-])")

_CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}
_CLOCKS |= {"time.monotonic", "time.monotonic_ns", "time.perf_counter", "time.perf_counter_ns"}
_NESTED_LOOPS = {"exec", "exec_", "processEvents"}


def too_long(text: str) -> Iterator[str]:
    """Files over 400 lines."""
    lines = text.count("\n")
    if lines > MOST_LINES:
        yield f"{lines} lines, {MOST_LINES} is the limit"


def oversized(module: ast.Module) -> Iterator[str]:
    """Functions over 40 lines and classes with over 12 public methods."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MOST_FUNCTION_LINES:
                yield f"{node.name} (line {node.lineno}) has {lines} lines"
        elif isinstance(node, ast.ClassDef):
            names = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
            public = [name for name in names if not name.startswith("_")]
            if len(public) > MOST_PUBLIC_METHODS:
                yield f"{node.name} (line {node.lineno}) has {len(public)} public methods"


def floats(module: ast.Module) -> Iterator[str]:
    """The word float and numbers with a point: money, tax and quantities are integers or fractions."""
    for node in ast.walk(module):
        if isinstance(node, ast.Name) and node.id == "float":
            yield f"float (line {node.lineno})"
        elif isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield f"{node.value!r} (line {node.lineno})"


def clocks(module: ast.Module) -> Iterator[str]:
    """A clock that is read instead of a time that arrived in the message."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute):
            name = ".".join(ast.unparse(node).split(".")[-2:])
            if name in _CLOCKS:
                yield f"{name} (line {node.lineno})"


def nested_loops(module: ast.Module) -> Iterator[str]:
    """Calls that run Qt's event loop inside a handler."""
    for node in ast.walk(module):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in _NESTED_LOOPS
        ):
            yield f"{node.func.attr}() (line {node.lineno})"


def machine_paths(text: str) -> Iterator[str]:
    """Folders of the machine where this was written."""
    for number, line in enumerate(text.splitlines(), 1):
        if found := _MACHINE_PATH.search(line):
            yield f"{found.group()} (line {number})"


def not_universal(lock: str) -> Iterator[str]:
    """Whatever in a lock holds only here: options, addresses and paths, also in a comment."""
    for number, line in enumerate(lock.splitlines(), 1):
        code = line.strip()
        option = code.startswith("-") and not code.startswith("--hash=sha256:")
        if option or "/" in code:
            yield f"{code} (line {number})"


def re_exports(module: ast.Module) -> Iterator[str]:
    """Imports in an __init__.py: a name has one place to be imported from."""
    for node in module.body:
        if isinstance(node, ast.Import | ast.ImportFrom) and getattr(node, "module", "") != "__future__":
            yield f"import in __init__.py (line {node.lineno})"


def imported(module: ast.Module) -> set[str]:
    """Every dotted name that a module imports, also inside its functions."""
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def unlisted(folder: Path, tables: list[Path]) -> Iterator[str]:
    """Modules and packages of a listed folder that none of its tables imports, by their names."""
    root = tables[0].parent
    while (root / "__init__.py").exists():
        root = root.parent
    listed = {name for table in tables for name in imported(ast.parse(table.read_text(encoding="utf-8")))}
    for member in sorted(folder.iterdir()):
        is_module = member.suffix == ".py" and member.name != "__init__.py"
        name = ".".join(member.relative_to(root).with_suffix("").parts)
        if (is_module or (member / "__init__.py").exists()) and not any(
            known == name or known.startswith(name + ".") for known in listed
        ):
            yield name
