"""Sign-in, approvals, the shift and its count, cash, reports: the flows with the real core behind them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal.domain.figures import usual_pieces
from pos_terminal.services import staff_messages as s
from pos_terminal.services.messages import Tick
from pos_terminal.services.report_messages import ReportExported
from tests.desk_harness import BREAD, MILK, CounterTill
from tests.unit.ui.real_desk import RealDesk
from ui.keymap import Action

ADA = s.StaffBrief("ada", "Ada", "cashier")
MIA = s.StaffBrief("mia", "Mia", "manager")


class StaffedDesk(RealDesk):
    """A till with a cashier and a manager; PINs are answered when the test says so."""

    def __init__(self, till: CounterTill) -> None:
        super().__init__(till)
        self.tell(s.StaffList((ADA, MIA)))

    def answer(self, outcome: s.PinOutcome = "ok", wait_s: int = 0) -> s.CheckPin:
        request = self.till.tray.staff_requests[-1]
        assert isinstance(request, s.CheckPin)
        self.tell(s.PinChecked(request.request_id, request.staff_id, outcome, wait_s))
        return request

    def sign_in(self, staff_id: str = "mia") -> "StaffedDesk":
        self.mark(staff_id)
        self.enter("4711")
        self.answer()
        return self

    def sell(self) -> None:
        self.till.scan(MILK, BREAD)
        self.till.pay(amount_minor=468)
        self.pump()

    def menu(self, name: str) -> None:
        self.begin(Action.MANAGER)
        self.mark(name)
        self.enter()

    def approve(self, outcome: s.PinOutcome = "ok") -> None:
        assert self.sheet.title == "Approval"
        self.enter("4711")
        self.answer(outcome)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[StaffedDesk]:
    pieces = usual_pieces(2)
    till = CounterTill(tmp_path, lock_after_ms=60_000, cash_tolerance_minor=500, pieces_minor=pieces)
    yield StaffedDesk(till)
    till.journal.close()


def texts(desk: StaffedDesk) -> str:
    return " ".join(" ".join(row.cells) for row in desk.sheet.rows)


def test_a_name_and_a_pin_open_the_till_and_the_basket_is_as_it_was(desk: StaffedDesk) -> None:
    desk.sign_in("ada").till.scan(MILK)
    desk.pump()
    desk.till.clock.pass_ms(61_000)
    desk.tell(Tick())
    assert desk.sheet.covers
    desk.host.back()
    assert desk.sheet.title == "Sign in"
    desk.sign_in("mia")
    assert not desk.is_open
    assert (desk.view.cashier, len(desk.view.lines)) == ("Mia", 1)


def test_only_the_digits_typed_are_the_pin_of_the_marked_name(desk: StaffedDesk) -> None:
    desk.mark("mia")
    desk.enter("4711")
    request = desk.till.tray.staff_requests[-1]
    assert isinstance(request, s.CheckPin)
    assert (request.staff_id, request.pin, desk.text) == ("mia", "4711", "")


@pytest.mark.parametrize(
    ("outcome", "words"),
    [("wrong", "wrong: type it again"), ("locked", "wait 58 seconds"), ("unknown", "choose another name")],
)
def test_what_was_wrong_stays_until_the_next_try(
    desk: StaffedDesk, outcome: s.PinOutcome, words: str
) -> None:
    desk.enter("1")
    desk.answer(outcome, 58)
    assert words in desk.sheet.lead
    assert desk.sheet.level == "bad"
    desk.type("4711")
    desk.tell(Tick())
    assert words in desk.sheet.lead
    desk.enter()
    assert words not in desk.sheet.lead


def test_a_badge_that_is_nobodys_says_so(desk: StaffedDesk) -> None:
    desk.scan_text("BADGE-X")
    request = desk.till.tray.staff_requests[-1]
    assert isinstance(request, s.CheckBadge)
    desk.tell(s.PinChecked(request.request_id, "", "unknown"))
    assert "badge is nobody's" in desk.sheet.lead


def test_enter_without_a_pin_asks_nobody(desk: StaffedDesk) -> None:
    desk.enter()
    assert desk.codes() == ["pin_missing"]
    assert desk.till.tray.staff_requests == []


def test_f11_twice_signs_out(desk: StaffedDesk) -> None:
    desk.sign_in("ada").begin(Action.MANAGER)
    desk.key("sign_out")
    assert desk.sheet.title == "Sign in"


def test_a_manager_approves_on_the_spot(desk: StaffedDesk) -> None:
    desk.sign_in("ada").begin(Action.OPEN_DRAWER)
    desk.mark("check")
    desk.enter()
    assert desk.sheet.lead == "Ada: open the drawer without a sale. Look into the drawer?"
    assert [row.row_id for row in desk.sheet.rows] == ["mia"]
    desk.approve("wrong")
    assert "wrong" in texts(desk)
    assert "open the drawer" in desk.sheet.lead
    desk.approve()
    assert not desk.is_open
    assert desk.newest == "drawer_opened"
    assert len(desk.till.tray.drawers) == 1


def test_esc_is_the_no_and_a_scan_meanwhile_goes_to_the_basket(desk: StaffedDesk) -> None:
    desk.sign_in("ada").menu("cash_out")
    desk.enter("2550")
    assert desk.sheet.lead == "Ada: take 25.50 out. Small purchase?"
    desk.till.scan(MILK)
    desk.pump()
    assert (desk.sheet.title, len(desk.view.lines)) == ("Approval", 1)
    desk.back()
    assert not desk.is_open
    assert desk.newest == "approval_refused"
    assert desk.till.core.till.figures.cash == ()


@pytest.mark.parametrize(("name", "kind", "reason"), [("cash_in", "in", "found"), ("drop", "drop", "bank")])
def test_cash_comes_and_goes_with_its_reason(desk: StaffedDesk, name: str, kind: str, reason: str) -> None:
    desk.sign_in("mia").menu(name)
    desk.mark(reason)
    desk.enter()
    assert desk.codes() == ["cash_amount_missing"]
    desk.enter("12.5")
    assert not desk.is_open
    moves = [(row.name, row.amount_minor) for row in desk.till.core.till.figures.moves]
    assert moves == [(f"{kind}:{reason}", 1250)]


def count(desk: StaffedDesk, *numbers: str) -> None:
    for number in numbers:
        desk.enter(number)


def test_a_day_is_counted_blind_closed_and_opened_again(desk: StaffedDesk) -> None:
    desk.sign_in("mia").menu("cash_in")
    desk.enter("100.00")
    desk.sell()
    desk.menu("close_day")
    faces = desk.view.shift.pieces_minor
    count(desk, *({10_000: "1", 200: "2", 50: "1"}.get(face, "") for face in faces))
    assert (desk.sheet.title, desk.sheet.lead) == ("Close the day", "Counted: 104.50.")
    assert "104.68" not in f"{texts(desk)} {desk.sheet.lead}"
    desk.enter()
    desk.key("close")
    assert desk.view.shift.is_open
    assert "once more" in desk.sheet.lead
    desk.key("close")
    assert desk.sheet.title == "Z report 1"
    assert "The drawer had 0.18 too little." in desk.sheet.lead
    desk.back()
    assert desk.sheet.title == "Open the day"
    assert "0.18 too little" in (desk.sheet.entry.hint if desk.sheet.entry else "")
    desk.enter("150.00")
    assert not desk.is_open
    assert desk.view.shift.is_open


def test_what_is_typed_belongs_to_the_row_that_was_marked(desk: StaffedDesk) -> None:
    desk.sign_in("mia").menu("close_day")
    desk.type("3")
    desk.host.move(1)
    desk.type("12")
    assert desk.text == "12"
    assert [row.cells for row in desk.sheet.rows[:2]] == [("500.00", "3", "1,500.00"), ("200.00", "", "")]
    desk.host.move(1)
    desk.enter()
    assert desk.sheet.rows[1].cells == ("200.00", "12", "2,400.00")
    assert desk.sheet.rows[2].cells == ("100.00", "", "")
    assert desk.sheet.lead == "Counted: 3,900.00."


@pytest.mark.parametrize("rows", [1, 3])
def test_back_in_the_count_the_same_row_is_marked(desk: StaffedDesk, rows: int) -> None:
    desk.sign_in("mia").menu("close_day")
    count(desk, *("2",) * rows)
    before = desk.host.shown
    desk.key("counted")
    desk.back()
    after = desk.host.shown
    assert before is not None
    assert after is not None
    assert after.row == before.row == rows


def test_after_the_last_row_back_marks_the_last_row(desk: StaffedDesk) -> None:
    desk.sign_in("mia").menu("close_day")
    count(desk, *("1",) * len(desk.sheet.rows))
    assert desk.sheet.title == "Close the day"
    desk.back()
    assert desk.host.shown is not None
    assert desk.host.shown.row == len(desk.sheet.rows) - 1


def test_enter_does_not_close_the_day_and_no_key_of_the_sale_loses_a_count(desk: StaffedDesk) -> None:
    desk.sign_in("mia").menu("close_day")
    count(desk, "2")
    assert not desk.host.leave()
    desk.key("counted")
    assert desk.host.shown is not None
    assert not desk.host.shown.enter_acts
    desk.enter()
    assert desk.codes()[-2:] == ["typed_kept", "key_off"]
    assert desk.sheet.title == "Close the day"
    assert not desk.host.leave()


def test_a_count_can_be_mended_and_is_not_lost_by_one_esc(desk: StaffedDesk) -> None:
    desk.sign_in("mia").menu("close_day")
    count(desk, "3", "4")
    desk.host.move(-2)
    desk.enter("5")
    assert desk.sheet.rows[0].cells[1] == "5"
    desk.key("counted")
    desk.back()
    desk.back()
    assert desk.codes()[-1] == "count_thrown_away"
    assert desk.sheet.title == "Count the drawer"
    desk.back()
    assert desk.sheet.title == "Manager"


def test_more_pieces_than_a_drawer_holds_are_refused(desk: StaffedDesk) -> None:
    desk.sign_in("mia").menu("close_day")
    desk.enter("123456")
    assert desk.codes() == ["count_unreadable"]
    assert desk.text == "123456"


def test_a_cashiers_closing_waits_for_the_manager_with_its_count(desk: StaffedDesk) -> None:
    desk.sign_in("ada").menu("close_day")
    desk.enter("9")
    desk.key("counted")
    desk.key("close")
    desk.key("close")
    assert "off by more" in desk.sheet.lead
    desk.back()
    assert desk.sheet.rows[0].cells[1] == "9"
    desk.key("close")
    desk.key("close")
    desk.approve()
    assert desk.sheet.title == "Z report 1"
    assert "4,500.00 too much" in desk.sheet.lead


def test_a_closed_shift_is_no_trap(desk: StaffedDesk) -> None:
    desk.sign_in("mia").menu("close_day")
    desk.key("counted")
    desk.key("close")
    desk.key("close")
    desk.back()
    assert desk.sheet.title == "Open the day"
    desk.back()
    assert not desk.is_open
    desk.begin(Action.MANAGER)
    desk.mark("z_reports")
    desk.enter()
    desk.enter()
    assert desk.sheet.title == "Z report 1"
    desk.back()
    assert desk.sheet.title == "Z reports"
    assert desk.sheet.rows[0].cells == ("1", "2026-01-01", "0.00")
    desk.host.close_all()
    desk.menu("open_shift")
    desk.enter()
    assert desk.codes()[-1] == "float_missing"
    desk.enter("0")
    assert desk.view.shift.is_open


def test_an_x_opens_by_itself_turns_its_pages_sorts_and_ends(desk: StaffedDesk) -> None:
    desk.sign_in("mia")
    desk.sell()
    desk.menu("x_report")
    assert desk.sheet.title == "X report"
    assert "Turnover 4.68" in texts(desk)
    desk.enter()
    desk.enter()
    assert [column.title for column in desk.sheet.columns][:2] == ["Payment", "Count"]
    assert desk.sheet.bars[0].permille == 1000
    desk.key("sort")
    assert desk.sheet.columns[0].title == "Payment ▲"
    desk.key("turn")
    assert desk.sheet.columns[0].title == "Payment ▼"
    desk.key("print")
    assert desk.sheet.lead == "The report goes to the printer."
    desk.key("export")
    desk.tell(ReportExported("/reports/x.pdf"))
    assert desk.sheet.lead == "The report is written to /reports/x.pdf."
    desk.back()
    assert desk.sheet.title == "Manager"
    assert desk.till.view.report is None


def test_the_next_cashier_does_not_see_the_report_of_the_one_before(desk: StaffedDesk) -> None:
    desk.sign_in("mia").menu("x_report")
    desk.till.clock.pass_ms(61_000)
    desk.tell(Tick())
    desk.sign_in("ada")
    assert desk.till.view.report is None
    assert desk.sheet.title != "X report"


def test_a_typed_number_shows_that_z_and_one_that_is_not_there_says_so(desk: StaffedDesk) -> None:
    desk.sign_in("mia").menu("z_reports")
    desk.enter("7")
    assert desk.codes() == ["key_off"]
    desk.till.do(c.ShowReport("z", 7))
    assert desk.newest == "report_unknown"


def test_nothing_typed_is_today_in_the_store_report(desk: StaffedDesk) -> None:
    desk.sign_in("mia").menu("store_report")
    assert desk.sheet.entry is not None
    assert desk.sheet.entry.hint == "Empty: today, 20260303."
    desk.enter()
    posted: list[c.Command] = []
    desk.host._post = posted.append
    desk.enter()
    assert posted == [c.ShowReport("store", 0, "2026-03-03", "2026-03-03")]


def test_the_days_of_the_store_report_are_typed_or_chosen(desk: StaffedDesk) -> None:
    desk.sign_in("mia").menu("store_report")
    desk.enter("20260231")
    assert desk.codes() == ["day_unreadable"]
    desk.host.set_text("")
    desk.enter("20260228")
    desk.enter("20260227")
    assert desk.codes()[-1] == "days_turned"
    desk.host.set_text("")
    posted: list[c.Command] = []
    desk.host._post = posted.append
    desk.enter("20260301")
    desk.key("last_month")
    assert posted == [
        c.ShowReport("store", 0, "2026-02-28", "2026-03-01"),
        c.ShowReport("store", 0, "2026-02-01", "2026-02-28"),
    ]
