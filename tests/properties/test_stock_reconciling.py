"""Reconciling in the middle of a day drawn at random: what adds up stays so, what does not comes right.

In memory, with the real audit, reconciler and tills' client. The excess is what the invariant (counter and
holds against the centre) is off by: 0 in a day without losses, whatever is under way.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from pos_terminal.domain.records import Movement
from pos_terminal.services.ports import Version
from tests.fakes.audited_shop import MINUTE_MS, AuditedShop, FakeDesk
from tests.fakes.stock import FakeStockServer
from tests.fakes.stock_shop import Shop

STEPS = 150


class Day:
    """Two tills, an online store and a reconciler around one article."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.server = FakeStockServer()
        self.desk = FakeDesk()
        self.shop = AuditedShop(Shop(self.server), self.desk, 40)
        self.tills = {name: self.shop.shop.till(name) for name in ("T1", "T2")}
        self.generations = dict.fromkeys(self.tills, 1)
        self.open: dict[str, tuple[str, int]] = {}
        self.sold: dict[str, int] = {}
        self.later: list[Callable[[], None]] = []
        self.online = 0
        self.seq = 0
        self.found: list[tuple[str, int]] = []

    def step(self) -> None:
        """One thing happens."""
        actions = (
            *(self._scan, self._pay, self._void, self._upload, self._order, self._restock, self._finish),
            *(self._die, self._look, self._look, self._pass_time, self._break_connection),
        )
        self.random.choice(actions)()

    def excess(self) -> int:
        """How much more there is to sell than there should be."""
        look = self.shop.audit.look("p")
        centre = self.desk.centre
        unsettled = sum(m.units for m in centre.moves.values() if m.hold_id not in centre.settled)
        right = centre.on_hand["p"] - self.online + unsettled
        assert look.counter is not None
        return look.counter + look.held - right

    def come_to_rest(self) -> None:
        """All that is under way ends; then an hour in which nobody buys."""
        while self.later:
            self.later.pop()()
        for _ in range(6):
            self._look()
            self._wait(16 * MINUTE_MS)

    def _version(self, name: str) -> Version:
        self.seq += 1
        return Version(self.generations[name], self.seq)

    def _scan(self) -> None:
        name, units = self.random.choice(list(self.tills)), self.random.randint(1, 4)
        hold_id = f"h{self.seq + 1}"
        self.tills[name].claim("p", hold_id, self._version(name), units, False, "warn")
        self.open[hold_id] = (name, units)

    def _pay(self) -> None:
        if self.open:
            hold_id, (name, units) = self._take()
            self.tills[name].claim("p", hold_id, self._version(name), units, True, "warn")
            self.sold[hold_id] = units

    def _void(self) -> None:
        if self.open:
            hold_id, (name, _) = self._take()
            self.tills[name].release("p", hold_id, self._version(name))

    def _take(self) -> tuple[str, tuple[str, int]]:
        hold_id = self.random.choice(list(self.open))
        return hold_id, self.open.pop(hold_id)

    def _upload(self) -> None:
        if self.sold:
            hold_id, units = self.sold.popitem()
            self.desk.move(Movement(hold_id, "p", units, "sale"))

    def _order(self) -> None:
        units = self.random.randint(1, 3)
        self.online += units
        refused = self.shop.shop.online(-units) < 0

        def end() -> None:
            self.online -= units
            if refused:
                self.shop.shop.online(units)
            else:
                self.desk.add("p", -units)

        self.later.append(end)

    def _restock(self) -> None:
        units = self.random.randint(1, 3)
        self.desk.add("p", units)
        self.online += units

        def give() -> None:
            self.online -= units
            self.shop.shop.online(units)

        self.later.append(give)

    def _finish(self) -> None:
        if self.later:
            self.later.pop(self.random.randrange(len(self.later)))()

    def _die(self) -> None:
        """A till is gone, and begins again without its baskets."""
        name = self.random.choice(list(self.tills))
        self.shop.till_dies(name)
        self.open = {hold_id: basket for hold_id, basket in self.open.items() if basket[0] != name}
        self.generations[name] += 1
        assert self.tills[name].lease(self.generations[name]).ours

    def _look(self) -> None:
        again = self.random.random() < 0.5
        reconciler = self.shop.reconciler
        seen = reconciler.look_again() if again else reconciler.look_at_all()
        self.found += [(finding.kind, finding.units) for finding in seen.findings]

    def _pass_time(self) -> None:
        """Never 15 minutes before the online store has written its orders down."""
        if self.random.random() < 0.8:
            self._wait(self.random.randrange(2 * MINUTE_MS))
            return
        while self.later:
            self.later.pop(0)()
        self._wait(self.random.randrange(20 * MINUTE_MS))

    def _wait(self, milliseconds: int) -> None:
        """A till that lives renews its lease in time."""
        while milliseconds > 0:
            some = min(milliseconds, 10 * MINUTE_MS)
            self.shop.later(some)
            self.server.now_ms += some
            for name, till in self.tills.items():
                assert till.lease(self.generations[name]).ours
            milliseconds -= some

    def _break_connection(self) -> None:
        self.shop.audit.close()


@pytest.mark.parametrize("seed", range(30))
def test_a_day_without_losses_is_never_corrected(seed: int) -> None:
    day = Day(seed)

    for _ in range(STEPS):
        day.step()
        assert day.excess() == 0, day.found
    day.come_to_rest()

    assert day.excess() == 0
    assert {"lowered", "raised"}.isdisjoint(kind for kind, _ in day.found), day.found
    assert not day.desk.unsettled()
    assert {hold.hold_id for hold in day.shop.audit.look("p").holds} == {*day.open, *day.sold}


@pytest.mark.parametrize("seed", range(30))
def test_what_a_server_lost_is_found_and_never_more_than_that(seed: int) -> None:
    # given a day in the middle of which a server forgets some sales
    day = Day(seed)
    lost, left = day.random.randint(1, 6), 0
    for step in range(STEPS):
        if step == STEPS // 3:
            day.shop.shop.online(lost)
            left = lost
        day.step()

        # then it is lowered by no more than was lost, at any time
        assert 0 <= day.excess() <= left, day.found
        left = day.excess()
    day.come_to_rest()

    assert day.excess() == 0
    assert sum(units for kind, units in day.found if kind == "lowered") == lost


@pytest.mark.parametrize("seed", range(10))
def test_what_is_too_low_is_reported_and_left(seed: int) -> None:
    day = Day(seed)
    day.shop.shop.online(-3)
    for _ in range(STEPS):
        day.step()
        assert day.excess() == -3
    day.come_to_rest()

    assert ("low", 3) in day.found
    assert day.excess() == -3
