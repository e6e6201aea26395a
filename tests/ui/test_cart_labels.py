"""What a label said of a piece stands under its name; nothing moves for it."""

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import OpenTill
from tests.ui.walk import clipped, texts
from tools.screen_states import LONG_NAME, three

LANGUAGES = ("en", "de", "ar")


@pytest.mark.parametrize("language", LANGUAGES)
def test_lot_number_and_dates_stand_under_the_name(open_till: OpenTill, language: str) -> None:
    window = open_till(1366, 768, language=language).window
    plain = three().view()
    window.show_view(plain)
    QApplication.processEvents()
    places = [drawn.text for _, drawn in texts(window, window.parts.cart) if drawn.money]
    marked = replace(plain.lines[1], lot="L7", serial="S42", expiry="2026-12-01")

    window.show_view(replace(plain, serial=9, lines=(plain.lines[0], marked, *plain.lines[2:])))

    drawn = [row for _, row in texts(window, window.parts.cart)]
    [below] = [row.text for row in drawn if "S42" in row.text]
    assert "L7" in below
    assert "2026" in below
    assert [row.text for row in drawn if row.money] == places


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "height"), [(1024, 768), (800, 600)])
def test_a_row_with_everything_is_cut_nowhere_but_at_its_end(
    open_till: OpenTill, width: int, height: int, language: str
) -> None:
    window = open_till(width, height, language=language).window
    plain = three().view()
    full = replace(
        plain.lines[0],
        name=LONG_NAME,
        code_text="01" + "8" * 60,
        badges=("label_price", "past_date"),
        lot="L" * 20,
        serial="S" * 20,
        expiry="2026-12-01",
        best_before="2026-11-30",
    )
    window.show_view(replace(plain, lines=(full, *plain.lines[1:])))
    QApplication.processEvents()
    assert clipped(window, window.parts.cart) == []
