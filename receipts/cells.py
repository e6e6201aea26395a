"""How many cells of the paper's grid a text takes, and where it may be broken.

Pure. A cell is one character of the printer's font; East Asian wide characters and emoji take two, marks
none. Clusters are those of UAX #29 (Unicode text segmentation) with Indic conjuncts kept whole.
"""

import re
import unicodedata
from functools import lru_cache

ZWJ, EMOJI_STYLE, KEYCAP = "\u200d", "\ufe0f", "\u20e3"

_WITHOUT_WIDTH = {"Mn", "Me", "Cf"}
# Letters that belong to the one before them: Thai and Lao SARA AM.
_TRAILING = "\u0e33\u0eb3"
# Signs that kill a vowel but join nothing: Tamil, Thai, Lao.
_VISIBLE_KILLERS = "\u0bcd\u0e3a\u0eba"
# What may not begin a line of Chinese or Japanese, and what may not end one.
_CLOSING = frozenset("、。，．：；？！）］｝」』】》〉〕”’…‥・ーゝゞ々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%℃")
_OPENING = frozenset("（［｛「『【《〈〔“‘￥＄")
# Where the width of a text is not the sum of its characters' widths.
_JOINED = re.compile(
    "[\u1160-\u11ff\u200d\u20e3\ud7b0-\ud7ff\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]"
)


def cells(text: str) -> int:
    """Width of a cleaned text in cells."""
    if text.isascii():
        return len(text)
    if _JOINED.search(text):
        return sum(map(_cluster_cells, clusters(text)))
    return sum(map(_char_cells, text))


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
    """The text in pieces that must stay together: a character with its marks, a syllable, a flag."""
    if text.isascii():
        return list(text)
    found: list[str] = []
    for char in text:
        if found and _belongs(found[-1], char):
            found[-1] += char
        else:
            found.append(char)
    return found


def is_emoji(char: str) -> bool:
    """Whether a character alone is meant as a picture, as UTS #51 wants it."""
    code = ord(char)
    return 0x1F000 <= code <= 0x1FAFF or (0x2300 <= code <= 0x2BFF and _char_cells(char) == 2)


def is_region(char: str) -> bool:
    """Whether it is half of a flag."""
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _belongs(cluster: str, char: str) -> bool:
    """Whether a character goes on with the cluster before it."""
    if char.isascii():
        return False
    if _is_mark(char):
        return True
    last = cluster[-1]
    if is_emoji(char):
        if is_region(char):
            return len(cluster) == 1 and is_region(cluster)
        return (last == ZWJ or "\U0001f3fb" <= char <= "\U0001f3ff") and _is_pictograph(cluster[0])
    if last == ZWJ and _is_pictograph(cluster[0]):
        return _is_pictograph(char)
    if last in _VISIBLE_KILLERS or last.isascii():
        return False
    return _continues_syllable(last if last != ZWJ else cluster[-2:][0], char)


def _continues_syllable(last: str, char: str) -> bool:
    """Hangul written in parts, and a consonant that a virama joins to the one before."""
    if "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7ff":
        return "\u1100" <= last <= "\u11ff" or "\ua960" <= last <= "\ua97f" or "\uac00" <= last <= "\ud7ff"
    return unicodedata.combining(last) == 9 and unicodedata.category(char) == "Lo"


def _is_pictograph(char: str) -> bool:
    """Also what is a picture only where the sign after it says so, as a heart."""
    return is_emoji(char) or "\u2190" <= char <= "\u2bff"


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
    pieces = _narrow(clusters(word), width)
    for cluster in _together(pieces, width) if _breaks_anywhere(word) else pieces:
        if lines[-1] and cells(lines[-1]) + len(glue) + cells(cluster) > width:
            lines.append(cluster)
        else:
            lines[-1] += glue + cluster
        glue = ""


def _together(pieces: list[str], width: int) -> list[str]:
    """What no line break may part: a closing mark from what it closes, a number, a Latin word.

    After JIS X 4051 and GB/T 15834, as far as a receipt needs them.
    """
    found: list[str] = []
    for piece in pieces:
        last = found[-1] if found else ""
        bound = last and (
            piece in _CLOSING or last[-1] in _OPENING or (last[-1:].isascii() and piece.isascii())
        )
        if bound and cells(last) + cells(piece) <= width:
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _narrow(found: list[str], width: int) -> list[str]:
    """No cluster wider than a line: a row of spacing marks that nobody wrote in earnest is cut."""
    if all(cells(cluster) <= width for cluster in found):
        return found
    return [part for cluster in found for part in ([cluster] if cells(cluster) <= width else cluster)]


def _breaks_anywhere(word: str) -> bool:
    """Han, Kana, Hangul in full width, emoji, Thai, Lao, Khmer, Burmese: no blanks between words."""
    return any(
        _char_cells(char) == 2
        or "\u0e00" <= char <= "\u0eff"
        or "\u1000" <= char <= "\u109f"
        or "\u1780" <= char <= "\u17ff"
        for char in word
    )


def _cluster_cells(cluster: str) -> int:
    """A picture and a syllable of Hangul are two cells wide, however many characters make them."""
    if len(cluster) == 1:
        return _char_cells(cluster)
    if is_emoji(cluster[0]) or EMOJI_STYLE in cluster or KEYCAP in cluster:
        return 2
    if "\u1100" <= cluster[0] <= "\u115f" or "\uac00" <= cluster[0] <= "\ud7a3":
        return 2
    return sum(map(_char_cells, cluster))


@lru_cache(maxsize=8192)
def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Mc", "Me", "Cf"} or char in _TRAILING


@lru_cache(maxsize=8192)
def _char_cells(char: str) -> int:
    if unicodedata.category(char) in _WITHOUT_WIDTH:
        return 0
    code = ord(char)
    if 0x1F1E6 <= code <= 0x1F1FF or 0x1F300 <= code <= 0x1F6FF or 0x1F900 <= code <= 0x1FAFF:
        return 2
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
