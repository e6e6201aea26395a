"""The core thread when a message meets a fault of ours."""

import queue
from collections.abc import Sequence
from pathlib import Path

import pytest

from drivers.api import ScanRead
from pos_terminal.domain.catalog import Product
from pos_terminal.services.inbox import Inbox
from pos_terminal.services.loop import CoreThread
from pos_terminal.services.register import Register
from pos_terminal.views import RegisterView
from tests.desk_harness import MILK, CounterTill, ShelfCatalogue


class FaultyShelf(ShelfCatalogue):
    """Meets a fault at its first look."""

    looks = 0

    def by_code(self, keys: Sequence[str]) -> tuple[Product, ...]:
        self.looks += 1
        if self.looks == 1:
            raise ValueError("a fault of ours")
        return super().by_code(keys)


@pytest.mark.expected_warnings("core_step_failed")
def test_a_scan_that_meets_a_fault_is_not_lost_without_a_word(tmp_path: Path) -> None:
    till = CounterTill(tmp_path, catalogue=FaultyShelf())
    inbox, views = Inbox(), queue.SimpleQueue[RegisterView]()
    register = Register(till.core, views.put)
    thread = CoreThread(inbox, lambda: (till.core, register), lambda text: None)
    thread.start()
    views.get(timeout=10)
    inbox.post(ScanRead(MILK.barcodes[0], "scanner", 1))
    view = views.get(timeout=10)
    while not view.lights:
        view = views.get(timeout=10)
    assert view.cue.kind == "bad"
    assert view.notices[-1].code == "fault"
    inbox.post(ScanRead(MILK.barcodes[0], "scanner", 2))
    assert views.get(timeout=10).lines
    assert thread.stop(10)
