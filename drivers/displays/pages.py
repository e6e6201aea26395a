"""Texts of any script as the bytes of a display's code page, one a cell. Pure; any thread.

SAFETY: no control character comes through, whatever an article is called: what comes out is text of the page
and nothing that a display takes for a command.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from anyascii import anyascii

# A name is cut to its row anyway; nobody waits for one of ten thousand characters.
_MOST_CHARACTERS = 200
_SPACES = frozenset({"\t", "\n", "\r", "\x0b", "\x0c"})
_FIRST, _DELETE = 0x20, 0x7F


@dataclass(frozen=True, slots=True)
class Page:
    """A code page. codec: Python's name; number: of ESC t on ESC/POS displays.

    Source: Epson DM-D110 specification, `ESC t n`.
    """

    codec: str
    number: int


PAGES = {
    "ascii": Page("ascii", 0),
    "cp437": Page("cp437", 0),
    "cp850": Page("cp850", 2),
    "cp1252": Page("cp1252", 16),
    "cp866": Page("cp866", 17),
    "cp852": Page("cp852", 18),
    "cp858": Page("cp858", 19),
}


class Charset:
    """What one page can show. page: a row of PAGES, else KeyError."""

    def __init__(self, page: str) -> None:
        self.page = PAGES[page]
        self._known: dict[str, str] = {}

    def can_show(self, text: str) -> bool:
        """Whether the page has every character of it."""
        return bool(text) and all(self._has(character) for character in text)

    def plain(self, text: str) -> str:
        """The text in characters of the page alone: others are written in Latin letters, or left out."""
        normal = unicodedata.normalize("NFC", text[:_MOST_CHARACTERS])
        return " ".join("".join(map(self._shown, normal)).split())

    def encode(self, text: str) -> bytes:
        """The bytes of a text that plain() gave; what is none becomes a blank."""
        return b"".join(self._byte(character) or b" " for character in text)

    def _shown(self, character: str) -> str:
        known = self._known.get(character)
        if known is None:
            known = self._known[character] = "".join(self._parts(character))
        return known

    def _parts(self, character: str) -> Iterator[str]:
        kind = unicodedata.category(character)
        if character in _SPACES or kind in ("Zs", "Zl", "Zp"):
            yield " "
        elif kind.startswith("C"):
            return
        elif self._has(character):
            yield character
        else:
            yield from (letter for letter in anyascii(character) if self._has(letter))

    def _has(self, character: str) -> bool:
        return self._byte(character) is not None

    def _byte(self, character: str) -> bytes | None:
        try:
            code = character.encode(self.page.codec)
        except UnicodeEncodeError:
            return None
        return code if len(code) == 1 and code[0] >= _FIRST and code[0] != _DELETE else None
