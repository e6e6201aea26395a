"""The manager's way out of a silent card terminal, key by key: the flows with the real core behind them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal.domain.jobs import ChargeCard
from pos_terminal.services import staff_messages as s
from pos_terminal.services.card_messages import CardAnswer, CardOutcome
from pos_terminal.services.messages import Tick
from pos_terminal.views import TenderView
from tests.desk_harness import MILK, CounterTill
from tests.ui.tender_desk import Desk
from tests.unit.ui.real_desk import RealDesk
from ui.flows.card_by_hand import CardByHandFlow
from ui.keymap import Action

ADA = s.StaffBrief("ada", "Ada", "cashier")
MIA = s.StaffBrief("mia", "Mia", "manager")


class CardDesk(RealDesk):
    """Ada at a till whose card terminal does not answer."""

    def __init__(self, till: CounterTill) -> None:
        super().__init__(till)
        self.tell(s.StaffList((ADA, MIA)))
        self.till.do(c.SignIn("ada", "1111"))
        self.checked("ada")
        till.scan(MILK)
        till.do(c.StartPayment(), c.TakeTender("card"))
        self.card("unknown")
        till.clock.pass_ms(60_000)
        self.tell(Tick())

    def card(self, outcome: CardOutcome) -> None:
        owed = self.till.tray.day_jobs[-1]
        assert isinstance(owed.job, ChargeCard)
        self.tell(CardAnswer(owed.job_id, owed.job.sale_id, owed.job.tender_id, outcome))

    def checked(self, staff_id: str) -> None:
        request = self.till.tray.staff_requests[-1]
        assert isinstance(request, s.CheckPin)
        self.tell(s.PinChecked(request.request_id, staff_id, "ok"))

    def settle(self) -> None:
        self.open(CardByHandFlow(self.start))
        self.pump()

    def approve(self) -> None:
        self.enter("3333")
        self.checked("mia")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[CardDesk]:
    till = CounterTill(tmp_path, card_terminal=True, has_centre=False)
    yield CardDesk(till)
    till.journal.close()


def test_it_was_charged(desk: CardDesk) -> None:
    desk.settle()
    assert "1.19" in desk.sheet.lead
    assert desk.row_id == "not"
    desk.mark("charged")
    desk.enter()
    desk.enter()
    assert desk.codes()[-1] == "approval_missing"
    desk.enter("004711")
    desk.mark("terminal_journal")
    desk.enter()

    assert desk.sheet.lead == "Ada: 1.19 was charged to the card, code 004711? The terminal's own list."
    desk.approve()

    assert desk.till.view.phase == "done"
    assert desk.till.core.till.last is not None
    assert desk.till.core.till.last.tenders[0].approval_code == "004711"


def test_it_was_not_charged_and_the_contrary_comes_later(desk: CardDesk) -> None:
    desk.settle()
    desk.enter()
    desk.mark("slip")
    desk.enter()
    assert desk.sheet.lead == "Ada: 1.19 was not charged to the card? The terminal's paper slip."
    desk.approve()
    assert desk.till.do(c.TakeTender("cash")).phase == "done"

    desk.card("approved")
    assert desk.newest == "card_contrary_charged"

    desk.begin(Action.MANAGER)
    desk.mark("card_disputes")
    desk.enter()
    assert desk.sheet.rows[0].cells == ("1.19", "not charged", "charged")
    desk.enter()
    desk.mark("given_back")
    desk.enter()
    assert desk.sheet.lead == (
        "Ada: 1.19, a card payment with two answers, is seen to? Given back to the customer."
    )
    desk.approve()
    assert desk.till.view.card_disputes == ()


def test_the_terminal_answers_first(desk: CardDesk) -> None:
    desk.settle()
    desk.enter()

    desk.card("declined")

    assert not desk.is_open
    assert desk.newest == "card_declined"


def test_f2_opens_it_only_where_a_manager_may_settle() -> None:
    waits = TenderView("t1", "card", 583, 583, 0, "asked")
    desk = Desk(tenders=(waits,))
    desk.press(Action.METHOD_2)
    assert desk.till.sheets.shown is None

    silent = TenderView("t1", "card", 583, 583, 0, "asked", by_hand=True)
    desk = Desk(tenders=(silent,))
    desk.press(Action.METHOD_2)

    assert desk.till.sheets.shown is not None
    assert desk.till.sheets.shown.sheet.title == "Card settled by hand"
    assert desk.posted == []
