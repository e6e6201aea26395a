"""One spelling for what people write differently, and the words to search by. Pure.

Case, accents and Arabic vowel signs are dropped, letters that no decomposition reaches are spelt out.
Scripts that are written without spaces (Han, Kana, Hangul, Thai, Lao, Khmer, Burmese) become pairs of
neighbouring characters.
"""

import re
import unicodedata
from dataclasses import dataclass

# Dropped after decomposition: accents, Hebrew points, Arabic signs, Indic nuktas, joiners. Kana's voiced
# marks stay.
_DROPPED = (
    (0x0300, 0x036F),
    (0x0483, 0x0487),
    (0x0591, 0x05BD),
    (0x05BF, 0x05BF),
    (0x05C1, 0x05C2),
    (0x05C4, 0x05C5),
    (0x05C7, 0x05C7),
    (0x0610, 0x061A),
    (0x0640, 0x0640),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x093C, 0x093C),
    (0x09BC, 0x09BC),
    (0x0A3C, 0x0A3C),
    (0x0ABC, 0x0ABC),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x200B, 0x200F),
    (0x20D0, 0x20FF),
    (0x00AD, 0x00AD),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
)
_SPELT_OUT = {
    "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n",
    "ŧ": "t", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ٱ": "ا",
}  # fmt: skip
_FOLDED: dict[int, str | None] = {
    **{point: None for first, last in _DROPPED for point in range(first, last + 1)},
    **{ord(letter): spelling for letter, spelling in _SPELT_OUT.items()},
}

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Indic vowel signs are marks to Unicode and parts of words to everybody else.
_INDIC = "\u0900-\u0963\u0966-\u0dff"
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_WORD = re.compile(f"[{_UNSPACED}]+|(?:[^\\W_{_UNSPACED}]|[{_INDIC}])+")
_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for. prefix: it may go on."""

    text: str
    prefix: bool


def fold(text: str) -> str:
    """The spelling that is compared."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text).casefold().translate(_FOLDED)
    return unicodedata.normalize("NFC", bare)


def words(text: str) -> list[str]:
    """The words of a text, folded; a run of a script without spaces is one word."""
    folded = fold(text)
    return _ASCII_WORD.findall(folded) if folded.isascii() else _WORD.findall(folded)


def index_tokens(found_words: list[str]) -> list[str]:
    """What the index keeps of these words: an unspaced run as pairs, and its last character alone."""
    tokens: list[str] = []
    for word in found_words:
        if word.isascii() or not _UNSPACED_RUN.match(word):
            tokens.append(word)
        else:
            tokens += [word[i : i + 2] for i in range(len(word))]
    return tokens


def index_text(text: str) -> str:
    """A text as the index takes it; what is ASCII it folds and parts by itself."""
    if text.isascii():
        return text
    folded = fold(text)
    return folded if folded.isascii() else " ".join(index_tokens(_WORD.findall(folded)))


def search_terms(text: str) -> tuple[Term, ...]:
    """What to look for when this was typed, each once: words may go on, pairs are whole."""
    terms: dict[Term, None] = {}
    for word in words(text):
        if _UNSPACED_RUN.match(word) and len(word) > 1:
            terms.update(dict.fromkeys(Term(word[i : i + 2], prefix=False) for i in range(len(word) - 1)))
        else:
            terms[Term(word, prefix=True)] = None
    return tuple(terms)
