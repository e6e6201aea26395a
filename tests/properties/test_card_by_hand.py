"""Silence, a manager's word, kills and late answers in any order: no sale stuck, no contrary answer lost.

The real core, journal, card desk and simulated terminal; only the cable between them is the test's.
"""

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drivers.cards.simulated import SimulatedCards
from drivers.simulated.card_terminal import SimulatedCardTerminal
from pos_terminal import commands as c
from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.jobs import ChargeCard
from pos_terminal.domain.sale import Sale
from pos_terminal.journal import codec
from pos_terminal.services.messages import Tick
from pos_terminal.workers.cards import Cancel, CardDesk, Charge, Settled
from tests.desk_harness import MILK, CounterTill

DEEDS = (
    "cut",
    "cut",
    "mend",
    "no_power",
    "approve",
    "decline",
    "wait",
    "wait",
    "charged",
    "not",
    "esc",
    "kill",
)


class Shop:
    """One till, one terminal, one payment."""

    def __init__(self, folder: Path) -> None:
        self.terminal = SimulatedCardTerminal()
        self.till = CounterTill(folder, card_terminal=True, has_centre=False)
        self.moved = 0
        self._new_desk()
        self.till.scan(MILK)
        self.till.do(c.StartPayment(), c.TakeTender("card"))
        self.tender_id = self.sale.asked.tender_id if self.sale.asked is not None else ""
        self.run()

    @property
    def sale(self) -> Sale:
        """The one sale, open or done."""
        found = self.till.core.till.sale or self.till.core.till.last
        assert found is not None
        return found

    def _new_desk(self) -> None:
        self._said: list[object] = []
        cards = SimulatedCards("card", self.terminal)
        self._desk = CardDesk(cards, "EUR", self._said.append, self.till.clock, lambda: 0.5)
        self._handed = 0

    def run(self) -> None:
        """What the core handed out goes to the desk, which works; what it says goes to the core."""
        tray = self.till.tray
        for _ in range(3):
            for owed, inquire in list(zip(tray.day_jobs, tray.inquired, strict=True))[self._handed :]:
                job = owed.job
                assert isinstance(job, ChargeCard)
                self._desk.take(Charge(owed.job_id, job.sale_id, job.tender_id, job.amount_minor, inquire))
                self._handed += 1
            for tender_id in (*tray.cancelled, *tray.settled):
                self._desk.take(Cancel(tender_id) if tender_id in tray.cancelled else Settled(tender_id))
            tray.cancelled.clear()
            tray.settled.clear()
            self._desk.turn()
            said, self._said[:] = list(self._said), []
            for message in said:
                self.till.tell(message)
            self.till.clock.pass_ms(6_000)

    def do(self, deed: str) -> None:
        """One of DEEDS."""
        match deed:
            case "cut" | "no_power":
                self.terminal.set_fault("cut" if deed == "cut" else "no_power")
            case "mend":
                self.terminal.set_fault("")
            case "approve":
                self.moved += self.terminal.approve() is not None
            case "decline":
                self.terminal.decline()
            case "wait":
                self.till.clock.pass_ms(61_000)
                self.till.tell(Tick())
            case "charged" | "not":
                self.till.do(c.SettleCard(self.tender_id, deed == "charged", "slip", "77"))
            case "esc":
                self.till.do(c.CancelTender())
            case _:
                self.till.restart()
                self._new_desk()

    def told(self, kind: type[e.Event]) -> list[e.Event]:
        """Events of a kind."""
        rows = self.till.journal._db.execute("SELECT raw FROM events ORDER BY seq").fetchall()
        return [event for (raw,) in rows if isinstance(event := codec.decode(raw).event, kind)]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(DEEDS), min_size=3, max_size=14))
@example(["cut", "wait", "wait", "not", "approve", "mend"])
@example(["cut", "wait", "wait", "charged", "kill", "decline", "mend"])
@example(["cut", "approve", "wait", "wait", "charged", "mend"])
@example(["approve", "cut", "kill", "wait", "wait", "not", "kill", "mend"])
@example(["cut", "wait", "wait", "not", "mend", "approve"])
@pytest.mark.expected_warnings("card_terminal_lost", "card_unknown")
def test_nothing_is_stuck_and_nothing_is_lost(deeds: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shop = Shop(Path(folder))
        for deed in deeds:
            shop.do(deed)
            shop.run()
        # At the end the terminal is there, and the customer pays whatever it asks for.
        shop.do("mend")
        for _ in range(6):
            shop.run()
            shop.do("approve")

        settled = shop.told(d.CardSettledByHand)
        by_hand = settled[0].charged if settled and isinstance(settled[0], d.CardSettledByHand) else None
        taken = [tender.tender_id for tender in shop.sale.tenders]
        assert shop.moved <= 1
        assert shop.sale.asked is None
        assert len(settled) <= 1
        assert taken == ([shop.tender_id] if (shop.moved if by_hand is None else by_hand) else [])
        contrary = by_hand is not None and by_hand != bool(shop.moved)
        assert [row.tender_id for row in shop.till.view.card_disputes] == [shop.tender_id] * contrary
        assert shop.till.core.till.by_hand == ()
        assert not any(isinstance(row.job, ChargeCard) for row in shop.till.journal.open_jobs())
        shop.till.journal.close()
