"""Text from outside, made fit for paper: no character of it can reach a printer as a command.

Pure. Everything that an element puts on paper went through here; `escpos.py` checks once more at the last
gate.
"""

import re
import unicodedata

from receipts.cells import EMOJI_STYLE, KEYCAP

_JOINERS = "\u200c\u200d"
_BLANKS = "\t\n\v\f\r\x85"

# Without a picture of their own, and printable all the same to Python: selectors of a variant, fillers.
_INVISIBLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"
_SELECTOR = re.compile(f"[{_INVISIBLE}]")
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f"
_KEY = f"[0-9#*]{EMOJI_STYLE}?{KEYCAP}"
_SEQUENCE = re.compile(f"({_FLAG}|{_KEY})")
# A sign that turns nothing into a picture, and joiners that join nothing.
_IDLE = re.compile(
    f"(?<![\u2190-\u2bff\U0001f000-\U0001faff]){EMOJI_STYLE}|(?<![\u0590-\U0010ffff])[{_JOINERS}]"
)


def clean(text: str) -> str:
    """One line of NFC text: no C0, C1, bidi override, surrogate or private character; every blank a space."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text)
    # Printable: neither control, format, surrogate, private, unassigned nor any blank but the space.
    if text.isprintable() and not _SELECTOR.search(text):
        return text
    parts = _SEQUENCE.split(text)
    for place, part in enumerate(parts):
        if place % 2 == 0:
            parts[place] = _IDLE.sub("", "".join(map(_kept, part)))
        elif part[-1] == KEYCAP:
            parts[place] = part[0] + EMOJI_STYLE + KEYCAP
    return "".join(parts)


def lines_of(text: str) -> list[str]:
    """The lines of a text that may hold line breaks, each cleaned."""
    return [clean(line) for line in text.splitlines()]


def _kept(char: str) -> str:
    if char in _JOINERS or char == EMOJI_STYLE:
        return char
    if char in _BLANKS:
        return " "
    if _SELECTOR.match(char):
        return ""
    match unicodedata.category(char):
        case "Cc" | "Cf":
            return ""
        case "Cn" if "\U0001f300" <= char <= "\U0001faff":
            return char  # emoji come faster than Python's tables; the fonts know
        case "Cs" | "Co" | "Cn":
            return "?"
        case "Zl" | "Zp" | "Zs":
            return " "
        case _:
            return char
