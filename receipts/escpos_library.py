"""python-escpos, imported quietly and late: its printer in memory, and code pages with their characters.

The only owner of the library. Used by one thread at a time; the import takes a fifth of a second.
"""

import importlib.resources
import json
import logging
import os
import pickle
import platform
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from receipts.escpos_pages import Page, page

_PICKLE_DIR = "ESCPOS_CAPABILITIES_PICKLE_DIR"


def in_memory(base: str) -> Any:
    """python-escpos' printer that prints into memory."""
    return _library()[0](profile=base)


@cache
def pages_of(base: str, names: tuple[str, ...]) -> tuple[Page, ...]:
    """The pages of those names; if there is none, plain ASCII.

    A name with a number, as `CP858=2`, is the printer's own; without one the base profile's counts, and a
    page that it has none for is left out.
    """
    numbers = in_memory(base).profile.get_code_pages()
    found = []
    for name, _, own in (wanted.partition("=") for wanted in names):
        number = int(own) if own else numbers.get(name)
        if number is not None:
            found.append(page(name, int(number), _upper_half(name)))
    return tuple(found) or (page("ASCII", 0, ()),)


def _upper_half(name: str) -> list[str]:
    """The characters of bytes 0x80 to 0xFF."""
    encoding = _library()[1].data.get(name, {})
    if "data" in encoding:
        return list("".join(encoding["data"]))
    codec = encoding.get("python_encode", name)
    return [bytes((code,)).decode(codec, "ignore") for code in range(0x80, 0x100)]


@cache
def _library() -> tuple[Any, Any]:
    """python-escpos' Dummy printer and its code pages."""
    with _quiet_import():
        from escpos.codepages import CodePages
        from escpos.printer.dummy import Dummy

        return Dummy, CodePages


@contextmanager
def _quiet_import() -> Iterator[None]:
    """WORKAROUND python-escpos 3.1: its import sets up logging, parses much YAML and leaves a folder.

    A handler that is there already keeps it from the first; a pickle made from the same file (which is JSON,
    too) spares the second; the folder that it makes without need is taken away again.
    """
    left_behind: list[str] = []
    make_folder = tempfile.mkdtemp

    def noted(*args: Any, **options: Any) -> str:
        folder: str = make_folder(*args, **options)
        if not args and not options:
            left_behind.append(folder)
        return folder

    root, handler = logging.getLogger(), logging.NullHandler()
    root.addHandler(handler)
    with tempfile.TemporaryDirectory() as folder:
        _seed(Path(folder))
        ours = _PICKLE_DIR not in os.environ
        os.environ.setdefault(_PICKLE_DIR, folder)
        tempfile.mkdtemp = noted  # type: ignore[assignment]
        try:
            yield
        finally:
            tempfile.mkdtemp = make_folder
            if ours:
                del os.environ[_PICKLE_DIR]
            root.removeHandler(handler)
            for path in left_behind:
                os.rmdir(path)


def _seed(folder: Path) -> None:
    """The pickle that python-escpos would make of its printers, from the same file."""
    source = importlib.resources.files("escpos").joinpath("capabilities.json").read_text("utf-8")
    target = folder / f"{platform.python_version()}.capabilities.pickle"
    target.write_bytes(pickle.dumps(json.loads(source)))
