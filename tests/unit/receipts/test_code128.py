"""Barcodes read back by a decoder that is not ours."""

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from pos_terminal.errors import Bug
from receipts.bars import bars_picture
from receipts.code128 import Symbol, symbol

PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=24)


def decoded(one: Symbol, ladder: bool = False) -> str:
    picture = ImageOps.expand(ImageOps.invert(bars_picture(one, 60, ladder=ladder)), 60, 255)
    found = zxingcpp.read_barcodes(
        picture.convert("RGB"), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.Code128)
    )
    return found[0].text if found else ""


@pytest.mark.parametrize(
    "text", ["T1-A000123-9F3A", "TILLNO12-A0001234567-FFFF", "A", "{braces}", "1620162016"]
)
@pytest.mark.parametrize("width_dots", [576, 384])
@pytest.mark.parametrize("ladder", [False, True])
def test_decodes_to_what_it_says(text: str, width_dots: int, ladder: bool) -> None:
    assert decoded(symbol(text, width_dots), ladder) == text


@given(PRINTABLE)
def test_bars_and_native_bytes_say_the_same(text: str) -> None:
    one = symbol(text, 10_000)

    assert one.native.startswith(b"{B")
    assert one.native[2:].replace(b"{{", b"{") == text.encode()
    assert len(one.modules) == 11 * (len(text) + 2) + 13


def test_wide_paper_gets_wide_bars_and_narrow_paper_dense_digits() -> None:
    assert symbol("T1-A0001", 576).module_dots == 3
    assert symbol("T1-A000123-9F3A", 576).module_dots == 2
    narrow = symbol("T1-A000123-9F3A", 384)
    assert narrow.native == b"{BT1-A{C\x00\x01\x17{B-9F3A"
    assert narrow.dots <= 384


def test_digits_that_would_spell_a_drawer_pulse_stay_characters() -> None:
    one = symbol("TILLNO12-A162000-9F3A", 384)

    assert b"\x10\x14" not in one.native
    assert b"{C" not in one.native


@pytest.mark.parametrize("text", ["", "é", "a\n", "\x1b@"])
def test_anything_but_printable_ascii_is_a_bug(text: str) -> None:
    with pytest.raises(Bug):
        symbol(text, 576)


def test_picture_size() -> None:
    one = symbol("T1-A000123", 576)

    assert bars_picture(one, 72, ladder=False).size == (one.dots, 72)
    assert bars_picture(one, 72, ladder=True).size == (72, one.dots)
    assert isinstance(bars_picture(one, 72, ladder=True), Image.Image)
