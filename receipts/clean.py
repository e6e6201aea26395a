"""Text from outside, made fit for paper: no character of it can reach a printer as a command.

Pure. Everything that an element puts on paper went through here; `escpos.py` checks once more at the last
gate.
"""

import unicodedata

_JOINERS = "\u200c\u200d"
_BLANKS = "\t\n\v\f\r\x85"


def clean(text: str) -> str:
    """One line of NFC text: no C0, C1, bidi override, surrogate or private character; every blank a space."""
    if (
        text.isprintable()
    ):  # neither control, format, surrogate, private, unassigned nor any blank but the space
        return unicodedata.normalize("NFC", text)
    return "".join(map(_kept, unicodedata.normalize("NFC", text)))


def lines_of(text: str) -> list[str]:
    """The lines of a text that may hold line breaks, each cleaned."""
    return [clean(line) for line in text.splitlines()]


def _kept(char: str) -> str:
    if char in _JOINERS:
        return char
    if char in _BLANKS:
        return " "
    match unicodedata.category(char):
        case "Cc" | "Cf":
            return ""
        case "Cs" | "Co" | "Cn":
            return "?"
        case "Zl" | "Zp" | "Zs":
            return " "
        case _:
            return char
