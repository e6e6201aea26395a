"""How many cells of the paper's grid a text takes, and where it may be broken.

Pure. A cell is one character of the printer's font; East Asian wide characters take two, marks none.
"""

import unicodedata
from functools import lru_cache

_MARKS = {"Mn", "Me", "Cf"}


def cells(text: str) -> int:
    """Width of a cleaned text in cells."""
    return len(text) if text.isascii() else sum(map(_char_cells, text))


def wrap(text: str, width: int) -> list[str]:
    """Break a cleaned text into lines of at most `width` cells (>= 2); only blanks at the breaks are lost."""
    if cells(text) <= width:
        return [text.strip()]
    lines = [""]
    for word in _words(text):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if cells(joined) <= width:
            lines[-1] = joined
        elif cells(word) <= width and not _breaks_anywhere(word):
            lines.append(word)
        else:
            _fill(lines, word, width)
    return lines


def clusters(text: str) -> list[str]:
    """The text in pieces that must stay together: a character with its marks."""
    found: list[str] = []
    for char in text:
        if found and _char_cells(char) == 0:
            found[-1] += char
        else:
            found.append(char)
    return found


def _words(text: str) -> list[str]:
    """The words.

    A mark that stands behind a blank goes with the word before it, no line may begin with it.
    """
    found: list[str] = []
    for word in text.split():
        if found and _char_cells(word[0]) == 0:
            found[-1] += word
        else:
            found.append(word)
    return found


def _fill(lines: list[str], word: str, width: int) -> None:
    """Break inside a word: one too long for a line, or of a script without blanks."""
    glue = " " if lines[-1] else ""
    if lines[-1] and not _breaks_anywhere(word):
        lines.append("")
        glue = ""
    for cluster in clusters(word):
        if cells(lines[-1]) + len(glue) + cells(cluster) > width:
            lines.append(cluster)
        else:
            lines[-1] += glue + cluster
        glue = ""


def _breaks_anywhere(word: str) -> bool:
    """Han, Kana, Hangul in full width, Thai, Lao, Khmer, Burmese: no blanks between words."""
    return any(
        _char_cells(char) == 2
        or "\u0e00" <= char <= "\u0eff"
        or "\u1000" <= char <= "\u109f"
        or "\u1780" <= char <= "\u17ff"
        for char in word
    )


@lru_cache(maxsize=8192)
def _char_cells(char: str) -> int:
    if unicodedata.category(char) in _MARKS:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
