"""Gift receipts and labels: asked for by keys, on the real core."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal.slip_commands import PrintLabels
from pos_terminal.views import SearchRow
from tests.desk_harness import MILK, CounterTill
from tests.unit.ui.flow_desk import FlowDesk
from tests.unit.ui.real_desk import RealDesk
from tools.screen_states import three
from tools.sheet_states import KIT
from ui.flows.article_labels import labels_form
from ui.keymap import Action


@pytest.fixture
def till(tmp_path: Path) -> Iterator[CounterTill]:
    till = CounterTill(tmp_path)
    yield till
    till.journal.close()


def test_a_gift_receipt_of_the_last_sale_by_two_keys(till: CounterTill) -> None:
    desk = RealDesk(till)
    till.scan(MILK)
    till.pay()
    desk.pump()
    desk.begin(Action.AFTER_SALE)
    desk.mark("gift")
    desk.enter()

    assert [order.kind for _, order in till.tray.sheets.slips] == ["gift"]
    assert not desk.is_open


def labels_desk() -> FlowDesk:
    view = three().view()
    desk = FlowDesk(view)
    desk.open(labels_form(KIT, view, SearchRow("milk", "Milk", "", 119, "each")))
    desk.mark("price")
    desk.enter()
    return desk


def test_labels_ask_which_and_how_many() -> None:
    desk = labels_desk()
    assert desk.text == "1"
    desk.enter("2")

    assert desk.posted == [PrintLabels("milk", "price", 12)]


def test_what_is_no_number_of_labels_is_said_and_kept() -> None:
    desk = labels_desk()
    desk.enter("x")

    assert desk.codes() == ["count_unreadable"]
    assert desk.posted == []
