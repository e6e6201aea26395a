"""Who may do what at the counter, and the day from opening to Z: the real core and journal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal.services import staff_messages as s
from tests.desk_harness import BREAD, MILK, CounterTill

ADA = s.StaffBrief("ada", "Ada", "cashier")
MIA = s.StaffBrief("mia", "Mia", "manager")


@pytest.fixture
def till(tmp_path: Path) -> Iterator[CounterTill]:
    till = CounterTill(tmp_path, lock_after_ms=60_000, cash_tolerance_minor=500)
    yield till
    till.journal.close()


def staffed(till: CounterTill) -> CounterTill:
    till.tell(s.StaffList((ADA, MIA)))
    return till


def signed_in(till: CounterTill, who: s.StaffBrief = ADA) -> CounterTill:
    staffed(till).do(c.SignIn(who.staff_id, "1111"))
    answer(till, who.staff_id)
    return till


def answer(till: CounterTill, staff_id: str, outcome: s.PinOutcome = "ok") -> None:
    request = till.tray.staff_requests[-1]
    assert isinstance(request, s.CheckPin | s.CheckBadge)
    till.tell(s.PinChecked(request.request_id, staff_id, outcome))


def approve(till: CounterTill, outcome: s.PinOutcome = "ok") -> None:
    till.do(c.Approve("mia", "3333"))
    answer(till, "mia", outcome)


def test_nobody_sells_before_somebody_signed_in(till: CounterTill) -> None:
    staffed(till)

    view = till.do(c.EnterCode(MILK.barcodes[0]))

    assert view.must_sign_in
    assert view.lines == ()
    assert view.notices[-1].code == "sign_in_first"


def test_a_pin_takes_the_till_over_and_stands_on_the_sale(till: CounterTill) -> None:
    signed_in(till)

    view = till.scan(MILK)

    assert (view.cashier, view.cashier_id, view.must_sign_in) == ("Ada", "ada", False)
    assert till.core.till.sale is not None
    assert till.core.till.sale.cashier == "ada"


def test_a_badge_changes_the_cashier_in_one_scan_and_the_basket_stays(till: CounterTill) -> None:
    signed_in(till).scan(MILK)

    till.scan_text("BADGE-MIA")
    answer(till, "mia")

    assert till.view.cashier == "Mia"
    assert len(till.view.lines) == 1


def test_an_unknown_code_is_no_badge_and_says_so(till: CounterTill) -> None:
    signed_in(till)

    till.scan_text("9520000009991")
    answer(till, "", "unknown")

    assert till.view.notices[-1].code == "code_unknown_code"
    assert till.view.cashier == "Ada"


def test_an_idle_till_locks_itself(till: CounterTill) -> None:
    from pos_terminal.services.messages import Tick

    signed_in(till).scan(MILK)

    till.clock.pass_ms(61_000)
    till.tell(Tick())

    assert till.view.must_sign_in
    assert len(till.view.lines) == 1


def test_no_sale_waits_for_a_manager_and_names_both(till: CounterTill) -> None:
    asked = signed_in(till).do(c.OpenDrawerNow("change")).approval
    assert asked is not None
    assert [row.staff_id for row in asked.approvers] == ["mia"]
    assert till.tray.drawers == []

    approve(till, "wrong")
    refused = till.view.approval
    assert refused is not None
    assert refused.wrong == "pin_wrong"
    approve(till)

    assert till.views[-1].approval is None
    assert len(till.tray.drawers) == 1
    approved = journal_events(till, "ActApproved")[-1]
    assert b'"approver":"mia"' in approved
    assert b'"cashier":"ada"' in approved
    assert b'"reason":"change"' in approved


def test_an_approval_that_is_refused_does_nothing(till: CounterTill) -> None:
    signed_in(till).do(c.MoveCash("out", 5000, "wages"), c.RefuseApproval())

    assert till.view.approval is None
    assert till.core.till.figures.cash == ()


def test_the_day_is_counted_blind_and_numbered(till: CounterTill) -> None:
    signed_in(till, MIA)
    till.do(c.MoveCash("in", 10_000, "change"))
    till.scan(MILK, BREAD)
    till.pay(amount_minor=1000)
    assert till.view.totals.change_minor == 1000 - 119 - 349

    till.do(c.CloseShift(((10_000, 1), (200, 2), (50, 1), (10, 1), (5, 1), (2, 1), (1, 1))))

    assert not till.view.shift.is_open
    assert till.view.shift.last_z_no == 1
    assert till.view.shift.difference_minor == 0
    assert till.view.report is not None
    assert till.view.report.kind == "z"
    assert len(till.tray.reports) == 1
    assert len(till.tray.exports) == 1


def test_nothing_is_sold_between_two_days(till: CounterTill) -> None:
    signed_in(till, MIA).do(c.CloseShift(()))

    assert till.scan(MILK).notices[-1].code == "shift_closed_now"
    till.do(c.OpenShift(15_000, "2026-01-02"))

    assert till.scan(MILK).lines != ()
    assert till.view.business_day == "2026-01-02"
    assert till.core.till.figures.cash_expected_minor == 15_000


def test_an_open_basket_never_keeps_the_day_open(till: CounterTill) -> None:
    signed_in(till, MIA).scan(MILK)

    till.do(c.CloseShift(()))

    assert not till.view.shift.is_open
    assert [row.line_count for row in till.view.parked] == [1]
    assert till.core.till.parked[0].sale.released


def test_a_large_difference_needs_a_manager(till: CounterTill) -> None:
    signed_in(till).do(c.MoveCash("in", 10_000, "change"), c.CloseShift(((5_000, 1),)))

    assert till.view.approval is not None
    assert till.view.approval.right == "close_over_tolerance"
    approve(till)

    assert till.view.shift.difference_minor == -5_000


def test_a_closed_day_is_the_same_after_a_restart(till: CounterTill) -> None:
    till.scan(MILK)
    till.pay()
    till.do(c.CloseShift(((100, 1),)))
    till.restart()

    till.do(c.ShowReport("z", 1))

    assert till.view.report is not None
    assert till.view.report.params["z_no"] == 1


def test_an_x_report_shows_the_open_shift(till: CounterTill) -> None:
    till.scan(MILK)
    till.pay()

    view = till.do(c.ShowReport("x"))

    assert view.report is not None
    assert view.report.kind == "x"


def journal_events(till: CounterTill, name: str) -> list[bytes]:
    from pos_terminal.journal.sqlite_journal import SqliteJournalReader

    reader = SqliteJournalReader(till.journal_path)
    rows = [row.raw for row in reader.events(0, 10_000) if f'"type":"{name}"'.encode() in row.raw]
    reader.close()
    return rows


def test_what_is_asked_before_the_staff_is_known_is_done_then(tmp_path: Path) -> None:
    till = CounterTill(tmp_path, waits_for_staff=True)
    assert till.scan(MILK).lines == ()

    assert len(till.tell(s.StaffList(())).lines) == 1
    till.journal.close()


def test_a_staff_list_that_cannot_be_read_opens_nothing(till: CounterTill) -> None:
    till.tell(s.StaffList((), "The list of the staff cannot be read."))

    assert till.view.must_sign_in
    assert till.scan(MILK).lines == ()


def test_a_start_after_the_z_waits_for_the_float(till: CounterTill) -> None:
    signed_in(till, MIA).do(c.CloseShift(()))

    till.restart()

    assert not till.view.shift.is_open


def test_who_takes_the_money_has_the_receipt(till: CounterTill) -> None:
    signed_in(till).scan(MILK)
    till.scan_text("BADGE-MIA")
    answer(till, "mia")

    view = till.do(c.StartPayment(), c.TakeTender("cash"), c.ShowReport("x"))

    assert view.report is not None
    table = next(table for table in view.report.tables if table.code == "cashiers")
    assert table.rows == (("Mia", 1, 119),)
