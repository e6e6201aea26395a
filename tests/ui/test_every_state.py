"""Every state of the screen, walked widget by widget: sizes, languages, themes."""

import re

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import OpenTill
from tests.ui.walk import bring, clipped, faint, small, texts
from tools.screen_states import State, extreme, three
from tools.screen_states_sale import FlowState
from tools.sheet_states import SheetState, texts_of
from tools.show_state import all_states
from ui.theme.tokens import Type

STATES = all_states()
LOOKS = [
    (1024, 768, "en", False),
    (1024, 768, "de", False),
    (1024, 768, "ar", False),
    (1024, 768, "pseudo", False),
    (1366, 768, "de", True),
    (1920, 1080, "ar", True),
    (1280, 720, "de", False),
    (800, 600, "en", False),
    (800, 600, "de", False),
    (800, 600, "ar", False),
]


def _no_faults(faults: dict[str, str]) -> None:
    """Fail with every fault and the first state that has it."""
    if faults:
        pytest.fail("\n".join(f"{state}: {fault}" for fault, state in faults.items()), pytrace=False)


@pytest.mark.parametrize(("width", "height", "language", "devices"), LOOKS)
def test_nothing_is_clipped_faint_small_or_moved(
    open_till: OpenTill, width: int, height: int, language: str, devices: bool
) -> None:
    window = open_till(width, height, language=language, devices=devices).window
    QApplication.processEvents()
    places: dict[str, QRect] = {name: widget.geometry() for name, widget in window.parts.permanent.items()}
    wrong: dict[str, str] = {}
    for state in STATES:
        bring(window, state)
        found = [*clipped(window), *faint(window), *small(window)]
        moved = [name for name, widget in window.parts.permanent.items() if widget.geometry() != places[name]]
        for fault in [*found, *(f"{name} moved" for name in moved)]:
            wrong.setdefault(fault, state.name)
    _no_faults(wrong)


def test_permanent_widgets_fill_the_window_and_do_not_overlap(open_till: OpenTill) -> None:
    for width, height in ((1024, 768), (1366, 768), (1920, 1080), (1280, 720), (800, 600)):
        window = open_till(width, height).window
        QApplication.processEvents()
        places = [widget.geometry() for widget in window.parts.permanent.values()]
        assert all(window.rect().contains(place) for place in places)
        for index, place in enumerate(places):
            assert not any(place.intersects(other) for other in places[index + 1 :])


def test_right_to_left_mirrors_the_places(open_till: OpenTill) -> None:
    plain = open_till(language="en").window
    mirrored = open_till(language="ar").window
    QApplication.processEvents()
    for name, widget in plain.parts.permanent.items():
        place, other = widget.geometry(), mirrored.parts.permanent[name].geometry()
        assert other == QRect(1024 - place.x() - place.width(), place.y(), place.width(), place.height())


def test_the_total_is_the_largest_text_and_at_least_60_pixels(open_till: OpenTill) -> None:
    window = open_till().window
    for view in (three().view(), extreme().view()):
        bring(window, State("", view))
        drawn = [
            (text.needed_height, text) for surface, text in texts(window) if surface is window.parts.total
        ]
        amount = max(drawn, key=lambda pair: pair[0])[1]
        assert amount.money
        assert amount.needed_height >= window.look.font(Type.MONEY_60)[1].capHeight()
    _, metrics = window.look.font(Type.MONEY_84)
    assert metrics.capHeight() >= 60
    assert min(Type.MONEY_60.size_px, Type.MONEY_72.size_px) >= 60


def test_digits_have_one_width(open_till: OpenTill) -> None:
    look = open_till().window.look
    for kind in Type:
        _, metrics = look.font(kind)
        assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1, kind


def test_no_text_is_smaller_than_18_pixels() -> None:
    assert min(kind.size_px for kind in Type) >= 18


BRACKETED = re.compile(r"\[[^\[\]]*\]")
WORD = re.compile(r"[^\W\d_]{2,}")


def _data(state: State) -> str:
    """Everything that a state shows which nobody translates."""
    view = state.view
    said = " ".join(str(value) for notice in view.notices for value in notice.params.values())
    lines = " ".join(f"{line.name} {line.code_text} {line.unit}" for line in view.lines)
    found = " ".join(row.name for row in view.search.rows) if view.search else ""
    parked = " ".join(basket.name for basket in view.parked)
    sheet = texts_of(state.sheet) if isinstance(state, SheetState) else ""
    flow = state.known if isinstance(state, FlowState) else ""
    known = f"{sheet} {flow} {view.store_name} {view.currency} {view.cashier} {view.receipt_no} Esc Mar kg"
    return f"{lines} {found} {parked} {said} {known}"


def test_the_pseudo_language_shows_no_forgotten_text(open_till: OpenTill) -> None:
    window = open_till(1366, 768, language="pseudo", devices=True).window
    forgotten: dict[str, str] = {}
    for state in STATES:
        bring(window, state)
        known = _data(state) + " Demo article Alt"
        for surface, drawn in texts(window):
            left = drawn.text
            while left != (shorter := BRACKETED.sub(" ", left)):
                left = shorter
            words = [word for word in WORD.findall(left) if word not in known]
            if words and "…" not in drawn.text:
                forgotten[f"{type(surface).__name__}: {drawn.text}"] = state.name
    _no_faults(forgotten)
