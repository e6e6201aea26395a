"""Barcodes of bars that a paper may bear: CODE128 for the till's own, EAN and UPC for articles. Pure."""

from functools import lru_cache
from typing import Literal

from pos_terminal.domain.codes.gtin import check_digit
from pos_terminal.errors import Bug
from receipts.code128 import Symbol, symbol

BarKind = Literal["code128", "ean13", "ean8"]

# `GS k` function B: Epson, ESC/POS command reference.
NATIVE_CODES: dict[BarKind, int] = {"code128": 73, "ean13": 67, "ean8": 68}

_QUIET_MODULES = 18
_LENGTHS: dict[int, BarKind] = {8: "ean8", 12: "ean13", 13: "ean13"}


def kind_of(text: str) -> BarKind:
    """The symbology that an article's code is printed in on goods; CODE128 where its check digit is none."""
    is_digits = text.isascii() and text.isdigit()
    if not is_digits or len(text) not in _LENGTHS or check_digit(text[:-1]) != text[-1]:
        return "code128"
    return _LENGTHS[len(text)]


@lru_cache(maxsize=256)
def bars_of(text: str, kind: BarKind, width_dots: int) -> Symbol:
    """The symbol of a text on a paper. Raises Bug for what the symbology cannot hold."""
    if kind == "code128":
        return symbol(text, width_dots)
    if kind_of(text) != kind:
        raise Bug(f"{text!r} cannot stand in a barcode of kind {kind}.")
    digits = text.rjust(13, "0") if kind == "ean13" else text
    modules = _modules(digits, kind)
    module_dots = 3 if (len(modules) + _QUIET_MODULES) * 3 <= width_dots else 2
    return Symbol(digits.encode("ascii"), modules, module_dots)


def _modules(digits: str, kind: BarKind) -> str:
    # Imported with the first label: receipts have no such bars, and it costs 0.1 s.
    from barcode.ean import EuropeanArticleNumber8, EuropeanArticleNumber13

    build = EuropeanArticleNumber13 if kind == "ean13" else EuropeanArticleNumber8
    return str(build(digits).build()[0])
