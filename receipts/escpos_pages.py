"""Code pages of a printer: what each can write, and which one suits a paper best. Pure."""

import codecs
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A code page. number: the printer's own for it. upper: the bytes of its characters from 0x80 on."""

    name: str
    number: int
    upper: Mapping[int, int]

    def encode(self, text: str) -> bytes | None:
        """The bytes of a text, None where the page lacks a character. SAFETY: never a control character."""
        if text.isascii() and text.isprintable():
            return text.encode("ascii")
        try:
            return codecs.charmap_encode(text, "strict", self.upper)[0]
        except UnicodeEncodeError:
            return None


def page(name: str, number: int, characters: Sequence[str]) -> Page:
    """A page from its 128 upper characters; the empty string for one that it does not have."""
    upper = {code: code for code in range(0x20, 0x7F)}
    for offset, char in enumerate(characters):
        if char and (char.isprintable() and not char.isspace()):
            upper.setdefault(ord(char), 0x80 + offset)
    return Page(name, number, upper)


def best_page(pages: Sequence[Page], texts: Iterable[str]) -> Page:
    """The page that writes most of the texts' characters, the earlier one of two equal ones."""
    wanted = {ord(char) for text in texts if not text.isascii() for char in text}
    return max(pages, key=lambda one: len(wanted & one.upper.keys()))
