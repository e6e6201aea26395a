"""Every symbol that the program draws for a scanner is read back by a reader that is not ours."""

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pos_terminal.domain.codes.self_test import SYMBOLS
from pos_terminal.errors import Bug
from receipts.datamatrix import datamatrix
from receipts.symbols import DRAWINGS, Modules

GS = "\x1d"
QUIET = 12


def painted(rows: Modules, module_px: int = 3) -> Image.Image:
    """As a screen shows it."""
    flat = len(rows) == 1
    tall = [rows[0]] * 30 if flat else list(rows)
    side = len(rows[0]) + 2 * QUIET
    around = "0" * side
    lines = [around] * QUIET + ["0" * QUIET + row + "0" * QUIET for row in tall] + [around] * QUIET
    picture = Image.frombytes("L", (side, len(lines)), bytes(0 if c == "1" else 255 for c in "".join(lines)))
    return picture.resize((side * module_px, len(lines) * module_px), Image.Resampling.NEAREST)


def read(rows: Modules) -> tuple[str, bytes]:
    (found,) = zxingcpp.read_barcodes(painted(rows))
    return found.symbology_identifier, found.bytes


def test_the_symbols_of_the_self_test() -> None:
    """Given each symbol of the test, when it is read, then text and AIM identifier are those expected."""
    for symbol in SYMBOLS:
        aim, text = read(DRAWINGS[symbol.drawing](symbol.text))
        assert text == symbol.text.encode(), symbol.name
        assert aim in symbol.aims, symbol.name


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=40).filter(
        lambda text: text.strip() == text
    )
)
def test_any_text_in_any_size_of_data_matrix(text: str) -> None:
    """Given texts of every length, when they are drawn and read, then nothing of them has changed."""
    assert read(datamatrix(text)) == ("]d1", text.encode())


def test_every_size_of_data_matrix_with_fnc1() -> None:
    """Given GS1 elements that fill each size, when they are read, then FNC1 came first and between them."""
    sides = set()
    for length in range(1, 37):
        text = "10" + "A" * length + GS + "21B"
        rows = datamatrix(text, gs1=True)
        sides.add(len(rows))
        assert read(rows) == ("]d2", text.encode())
    assert sides == {14, 16, 18, 20, 22, 24, 26}


def test_what_does_not_fit() -> None:
    """Given more than the largest size holds, or other letters, when drawn, then that is refused."""
    for text in ("A" * 45, "Größe"):
        with pytest.raises(Bug):
            datamatrix(text)
