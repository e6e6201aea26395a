"""Codes of every kind for the proof of the scanners, each once in a run. Pure.

Every text names the scanner that sent it and its number there, so that one that comes from elsewhere, twice
or not at all can be told.
"""

import random
import string

_LETTERS = string.ascii_letters + string.digits + "-._~!*'();:@&=+$,/?#%"
_PLAIN = string.ascii_uppercase + string.digits
# UTF-8 of two and three bytes.
_FOREIGN = "äöüßéèñçøåščřžłąęîŞİЖЯбв中文字漢字"
LONGEST = 400


class Texts:
    """The codes of one scanner. source: its number, 0 to 99. keys: only what a keyboard can type."""

    def __init__(self, source: int, chance: random.Random, *, keys: bool = False) -> None:
        self._source = source
        self._chance = chance
        self._keys = keys
        self._number = 0

    def next(self) -> str:
        """The next code: mostly an EAN-13, else one of another symbology."""
        self._number += 1
        draw = self._chance.random()
        ean = _with_check_digit(f"{self._source:02}{self._number:010}")
        if draw < 0.70:
            return ean
        if draw < 0.80:
            return f"]E0{ean}"
        if draw < 0.88:
            return f"]C1010{ean}\x1d10{self._some(_PLAIN, 1, 20)}\x1d17{self._chance.randrange(10**6):06}"
        if draw < 0.96 or (self._keys and draw < 0.985):
            return f"{self._source:02}-{self._number:X}-{self._some(_LETTERS, 0, 40)}"
        if draw < 0.985:
            return f"{self._source:02}-{self._number:X}-{self._some(_FOREIGN, 1, 30)}"
        return f"]Q1https://shop.example/{ean}?x={self._some(_LETTERS, 50, LONGEST - 60)}"

    def short(self) -> str:
        """A code of a few characters: eight digits."""
        self._number += 1
        return f"{self._source:02}{self._number:06}"

    def _some(self, alphabet: str, least: int, most: int) -> str:
        return "".join(self._chance.choices(alphabet, k=self._chance.randint(least, most)))


def _with_check_digit(payload: str) -> str:
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(payload))
    return f"{payload}{-total % 10}"
