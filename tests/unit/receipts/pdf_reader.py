"""Reads the first page of our PDFs back: texts, pictures and barcodes in the order in which they are drawn.

Written from ISO 32000 for what reportlab writes, and imports nothing of ours.
"""

import base64
import re
import zlib
from dataclasses import dataclass

from PIL import Image

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)\sendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_DRAWN = re.compile(
    rb"/(?P<font>F\d+\+\d+) [\d.]+ Tf|\((?P<text>(?:\\.|[^\\)])*)\) Tj"
    rb"|/(?P<image>FormXob\.\w+) Do|(?P<bar>re) f",
    re.DOTALL,
)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)


@dataclass(frozen=True)
class Drawn:
    """One thing: a text, a picture, or the bars of a code (neither)."""

    text: str = ""
    picture: Image.Image | None = None


def read_pdf(blob: bytes) -> list[Drawn]:
    """What is drawn on the page."""
    objects = {int(found[1]): found[2] for found in _OBJECT.finditer(blob)}
    page = next(body for body in objects.values() if b"/Contents" in body)
    fonts = _references(objects[int(_one(rb"/Font (\d+) 0 R", page))])
    pictures = _references(page)
    maps = {
        name: _to_unicode(objects, number)
        for name, number in fonts.items()
        if b"/ToUnicode" in objects[number]
    }
    found: list[Drawn] = []
    font = b""
    for drawn in _DRAWN.finditer(_stream(objects[int(_one(rb"/Contents (\d+) 0 R", page))])):
        match drawn.lastgroup:
            case "font":
                font = drawn["font"]
            case "text":
                found.append(
                    Drawn("".join(maps[font][byte] for byte in _ESCAPED.sub(_unescaped, drawn["text"])))
                )
            case "image":
                found.append(Drawn(picture=_picture(objects[pictures[drawn["image"]]])))
            case _ if not found or found[-1] != Drawn():
                found.append(Drawn())
            case _:
                pass  # one more bar of the same code
    return found


def _references(body: bytes) -> dict[bytes, int]:
    return {name: int(number) for name, number in re.findall(rb"/([\w.+]+) (\d+) 0 R", body)}


def _one(pattern: bytes, body: bytes) -> bytes:
    found = re.search(pattern, body)
    assert found is not None, pattern
    return found[1]


def _stream(body: bytes) -> bytes:
    content = _STREAM.search(body)
    assert content is not None
    packed = content[1].strip() if b"/ASCII85Decode" in body else content[1]
    if b"/ASCII85Decode" in body:
        packed = base64.a85decode(packed.removesuffix(b"~>"))
    return zlib.decompress(packed)


def _to_unicode(objects: dict[int, bytes], font: int) -> dict[int, str]:
    table = _stream(objects[int(_one(rb"/ToUnicode (\d+) 0 R", objects[font]))])
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in re.findall(rb"<(\w\w)> <(\w{4,})>", table)
    }


def _unescaped(found: re.Match[bytes]) -> bytes:
    what = found[1]
    if what.isdigit():
        return bytes((int(what, 8),))
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(what, what)


def _picture(body: bytes) -> Image.Image:
    size = int(_one(rb"/Width (\d+)", body)), int(_one(rb"/Height (\d+)", body))
    return Image.frombytes("L", size, _stream(body))
