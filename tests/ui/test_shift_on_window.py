"""A whole window with the real core behind it, by taps alone: sign in, approve, count, close, open."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from pos_terminal.services import staff_messages as s
from tests.desk_harness import MILK, CounterTill
from tests.ui.conftest import OpenTill, Till
from tests.ui.walk import texts
from ui.widgets.key_button import KeyButton
from ui.widgets.table_field import TableField

STAFF = (s.StaffBrief("ada", "Ada", "cashier"), s.StaffBrief("mia", "Mia", "manager"))
LATER_MS = 1000


class Counter:
    """What is tapped is done at once; every tap comes a second after the last."""

    def __init__(self, window_till: Till, core: CounterTill) -> None:
        self.core = core
        self.window = window_till.window
        self._till = window_till
        self._now_ms = 100_000
        till: Any = self.window.till
        till.now_ms = till.sheets._now_ms = lambda: self._now_ms
        self.tell(s.StaffList(STAFF))

    @property
    def shown(self) -> list[str]:
        return [drawn.text for _, drawn in texts(self.window)]

    @property
    def table(self) -> TableField:
        table = self.window.parts.sheet.findChild(TableField)
        assert table is not None
        return table

    def tell(self, message: object) -> None:
        self.core.tell(message)
        self.pump()

    def pump(self) -> None:
        while True:
            self.window.show_view(self.core.view)
            posted = self._till.taken()
            if not posted:
                return
            self.core.do(*posted)

    def tap(self, *labels: str) -> None:
        for label in labels:
            self._now_ms += LATER_MS
            keys = (key for key in self.window.findChildren(KeyButton) if key.isVisible())
            next(key for key in keys if key.label == label and key.isEnabled()).tapped.emit()
            self.pump()

    def tap_row(self, row: int) -> None:
        self._now_ms += LATER_MS
        px, head = self.window.look.px, self.table._head()
        place = QPoint(px(60), head + px(48) * row + px(24))
        QTest.mouseClick(self.table, Qt.MouseButton.LeftButton, pos=place)
        self.pump()

    def pin(self, row: int, key: str) -> None:
        if row:
            self.tap_row(row)
        self.tap("4", "7", "1", "1", key)
        request = self.core.tray.staff_requests[-1]
        assert isinstance(request, s.CheckPin)
        self.tell(s.PinChecked(request.request_id, request.staff_id, "ok"))


@pytest.fixture
def counter(open_till: OpenTill, tmp_path: Path) -> Iterator[Counter]:
    core = CounterTill(tmp_path, pieces_minor=(5000, 1000, 100))
    yield Counter(open_till(), core)
    core.journal.close()


def test_a_shift_by_taps_alone(counter: Counter) -> None:
    assert "Sign in" in counter.shown
    counter.pin(0, "Sign in")
    assert counter.core.view.cashier == "Ada"
    counter.core.scan(MILK)
    counter.pump()
    counter.tap("Pay", "Enter")
    counter.tap("More", "Manager")
    counter.tap_row(0)
    assert "Count the drawer" in counter.shown
    counter.tap("1", "Next row")
    counter.tap_row(2)
    counter.tap("2", "All is counted", "Close the day", "Close the day")
    assert "Approval" in counter.shown
    counter.pin(0, "Approve")
    assert counter.core.view.shift.last_z_no == 1
    assert "Z report 1" in counter.shown
    assert counter.core.core.till.closed[-1].counted_minor == 5200
    counter.tap("Next table", "Back")
    assert "Open the day" in counter.shown
    counter.tap("1", "00", "00", "Open the day")
    assert counter.core.view.shift.is_open
    counter.core.scan(MILK)
    counter.pump()
    assert len(counter.core.view.lines) == 1


def test_the_second_name_is_tapped(counter: Counter) -> None:
    counter.pin(1, "Sign in")
    assert counter.core.view.cashier == "Mia"
