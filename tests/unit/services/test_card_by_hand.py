"""A card terminal that died for good: the manager's way out, and what its late answer becomes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.jobs import ChargeCard
from pos_terminal.journal import codec
from pos_terminal.journal.filling import fill
from pos_terminal.journal.sqlite_journal import SqliteJournalReader
from pos_terminal.journal.story import story
from pos_terminal.services import staff_messages as s
from pos_terminal.services.card_messages import CardAnswer, CardOutcome
from pos_terminal.services.messages import Tick
from tests.desk_harness import MILK, CounterTill

ADA = s.StaffBrief("ada", "Ada", "cashier")
MIA = s.StaffBrief("mia", "Mia", "manager")


@pytest.fixture
def till(tmp_path: Path) -> Iterator[CounterTill]:
    till = CounterTill(tmp_path, card_terminal=True, has_centre=False)
    yield till
    till.journal.close()


def events(till: CounterTill) -> list[e.Event]:
    rows = till.journal._db.execute("SELECT raw FROM events ORDER BY seq").fetchall()
    return [codec.decode(raw).event for (raw,) in rows]


def sign_in(till: CounterTill, staff_id: str) -> None:
    till.tell(s.StaffList((ADA, MIA)))
    till.do(c.SignIn(staff_id, "1111"))
    checked(till, staff_id)


def checked(till: CounterTill, staff_id: str) -> None:
    request = till.tray.staff_requests[-1]
    assert isinstance(request, s.CheckPin)
    till.tell(s.PinChecked(request.request_id, staff_id, "ok"))


def asked(till: CounterTill) -> ChargeCard:
    """A card payment under way."""
    till.scan(MILK)
    till.do(c.StartPayment(), c.TakeTender("card"))
    return charge(till)


def charge(till: CounterTill) -> ChargeCard:
    owed = till.tray.day_jobs[-1]
    assert isinstance(owed.job, ChargeCard)
    return owed.job


def answers(till: CounterTill, outcome: CardOutcome, code: str = "") -> None:
    """The worker says something about the newest charge."""
    owed, job = till.tray.day_jobs[-1], charge(till)
    till.tell(CardAnswer(owed.job_id, job.sale_id, job.tender_id, outcome, code))


def silent(till: CounterTill, *, ms: int = 60_000) -> ChargeCard:
    """A card payment of which the terminal has not said a word for so long."""
    job = asked(till)
    answers(till, "unknown")
    till.clock.pass_ms(ms)
    till.tell(Tick())
    return job


def owed_cards(till: CounterTill) -> list[str]:
    return [row.job.tender_id for row in till.journal.open_jobs() if isinstance(row.job, ChargeCard)]


def newest(till: CounterTill) -> str:
    return till.view.history[-1].code


def test_after_a_while_of_silence_a_manager_says_that_it_was_charged(till: CounterTill) -> None:
    # given a cashier with a card payment whose terminal is silent
    sign_in(till, "ada")
    job = silent(till)
    assert [row.by_hand for row in till.view.tenders] == [True]

    # when the manager approves what the slip says
    till.do(c.SettleCard(job.tender_id, True, "slip", " 004711 "))
    assert till.view.approval is not None
    assert (till.view.approval.right, till.view.approval.reason) == ("card_by_hand", "slip")
    till.do(c.Approve("mia", "3333"))
    checked(till, "mia")

    # then the sale is paid, and one entry says who, on what evidence, and that it was by hand
    assert till.view.phase == "done"
    assert till.core.till.last is not None
    assert [row.approval_code for row in till.core.till.last.tenders] == ["004711"]
    written = events(till)
    at = next(n for n, event in enumerate(written) if isinstance(event, d.CardSettledByHand))
    assert written[at - 1] == d.ActApproved("card_by_hand", "ada", "mia", "slip", job.tender_id)
    assert [type(event) for event in written[at : at + 3]] == [
        d.CardSettledByHand,
        e.TenderTaken,
        e.SaleCompleted,
    ]
    # and the terminal is still asked
    assert till.tray.settled == [job.tender_id]
    assert owed_cards(till) == [job.tender_id]


def test_not_charged_the_sale_goes_on_and_is_paid_otherwise(till: CounterTill) -> None:
    job = silent(till)

    view = till.do(c.SettleCard(job.tender_id, False, "terminal_journal"))

    assert view.tenders == ()
    assert view.totals.due_minor == MILK.price_minor
    assert till.do(c.TakeTender("cash")).phase == "done"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (c.SettleCard("T", True, "slip"), "approval_missing"),
        (c.SettleCard("T", True, "slip", "4111 1111 1111 1111"), "approval_too_long"),
        (c.SettleCard("T", True, "because", "1"), "reason_missing"),
        (c.SettleCard("other", True, "slip", "1"), "tender_gone"),
    ],
)
def test_what_cannot_be_settled(till: CounterTill, command: c.SettleCard, code: str) -> None:
    job = silent(till)
    tender_id = job.tender_id if command.tender_id == "T" else command.tender_id

    view = till.do(c.SettleCard(tender_id, True, command.reason, command.approval_code))

    assert view.notices[-1].code == code
    assert view.tenders[0].state == "asked"


def test_while_the_terminal_may_answer_its_word_is_the_only_one(till: CounterTill) -> None:
    job = asked(till)
    assert till.do(c.SettleCard(job.tender_id, False, "slip")).notices[-1].code == "card_answers"

    answers(till, "unknown")
    till.clock.pass_ms(59_000)
    view = till.do(c.SettleCard(job.tender_id, False, "slip"))

    assert view.notices[-1].code == "card_answers"
    assert not view.tenders[0].by_hand


def test_a_terminal_that_is_back_is_waited_for_anew(till: CounterTill) -> None:
    from drivers.api import DeviceChanged

    job = silent(till)
    till.tell(DeviceChanged("card", "card", True, ""))

    assert not till.view.tenders[0].by_hand
    assert till.do(c.SettleCard(job.tender_id, False, "slip")).notices[-1].code == "card_answers"


@pytest.mark.parametrize(
    ("outcome", "phase", "code"), [("approved", "done", "tender_gone"), ("declined", "tender", "tender_gone")]
)
def test_the_terminal_answers_while_the_manager_is_asked(
    till: CounterTill, outcome: CardOutcome, phase: str, code: str
) -> None:
    sign_in(till, "ada")
    job = silent(till)
    till.do(c.SettleCard(job.tender_id, outcome != "approved", "slip", "1"))
    answers(till, outcome, "A1" if outcome == "approved" else "")

    till.do(c.Approve("mia", "3333"))
    checked(till, "mia")

    assert (till.view.phase, newest(till)) == (phase, code)
    assert not any(isinstance(event, d.CardSettledByHand) for event in events(till))
    assert till.view.card_disputes == ()


@pytest.mark.parametrize(("charged", "outcome"), [(True, "approved"), (False, "cancelled")])
def test_an_answer_that_agrees_ends_the_job(till: CounterTill, charged: bool, outcome: CardOutcome) -> None:
    job = silent(till)
    till.do(c.SettleCard(job.tender_id, charged, "slip", "77"))

    answers(till, outcome)

    assert newest(till) == "card_agrees"
    assert (till.view.card_disputes, owed_cards(till)) == ((), [])
    assert [row.agrees for row in events(till) if isinstance(row, d.CardAnsweredLate)] == [True]


@pytest.mark.parametrize(
    ("charged", "outcome", "code"),
    [(True, "declined", "card_contrary_not"), (False, "approved", "card_contrary_charged")],
)
def test_the_contrary_waits_for_a_manager_also_after_a_restart(
    till: CounterTill, charged: bool, outcome: CardOutcome, code: str
) -> None:
    # given a payment settled by hand, and a till that was killed after it
    job = silent(till)
    till.do(c.SettleCard(job.tender_id, charged, "slip", "77"))
    if not charged:
        till.do(c.TakeTender("cash"))
    receipt_no = till.view.receipt_no
    till.restart()
    assert (till.tray.inquired, till.tray.settled) == ([True], [job.tender_id])

    # when the terminal says the contrary
    answers(till, outcome)

    # then it is said, kept, and said again to whoever may see to it
    assert newest(till) == code
    [dispute] = till.view.card_disputes
    assert (dispute.charged, dispute.outcome, dispute.receipt_no) == (charged, outcome, receipt_no)
    assert owed_cards(till) == []
    till.restart()
    assert code in [row.code for row in till.view.history]
    sign_in(till, "mia")
    assert newest(till) == code

    # and a manager ends it by name
    till.do(c.EndCardDispute(job.tender_id, "because"))
    assert newest(till) == "reason_missing"
    till.do(c.EndCardDispute(job.tender_id, "given_back"))
    assert till.view.card_disputes == ()
    ended = events(till)[-2:]
    assert ended[0] == d.ActApproved("card_by_hand", "mia", "mia", "given_back", job.tender_id)
    assert isinstance(ended[1], d.CardDisputeEnded)
    assert till.do(c.EndCardDispute(job.tender_id, "given_back")).notices[-1].code == "tender_gone"


def test_unknown_once_more_changes_nothing(till: CounterTill) -> None:
    job = silent(till)
    till.do(c.SettleCard(job.tender_id, False, "slip"))

    answers(till, "unknown")

    assert owed_cards(till) == [job.tender_id]
    assert till.do(c.TakeTender("cash")).phase == "done"


def test_a_till_without_its_terminal_is_not_stuck(till: CounterTill) -> None:
    # given a payment under way, and a till that is configured for cards by hand from then on
    job = asked(till)
    till._changes["card_terminal"] = False
    till.restart()
    answers(till, "unknown")  # nobody is there to be asked

    # when
    assert till.do(c.CloseShift(())).notices[-1].code == "payment_begun"
    assert till.view.tenders[0].by_hand
    till.do(c.SettleCard(job.tender_id, False, "terminal_journal"))

    # then selling goes on, also by card, and the day can be closed
    assert till.do(c.TakeTender("card", None, "12")).phase == "done"
    assert not till.do(c.CloseShift(())).shift.is_open
    till.restart()
    answers(till, "unknown")
    assert owed_cards(till) == [job.tender_id]


def test_money_back_to_a_card(till: CounterTill) -> None:
    till.do(c.ReturnWithoutReceipt("milk", 1000, None, "defective"), c.StartPayment())
    till.do(c.TakeTender("card"))
    job = charge(till)
    assert job.amount_minor == -MILK.price_minor
    answers(till, "unknown")
    till.clock.pass_ms(60_000)

    view = till.do(c.SettleCard(job.tender_id, True, "slip"))

    assert view.phase == "done"
    answers(till, "declined")
    assert [row.amount_minor for row in till.view.card_disputes] == [-MILK.price_minor]


def test_the_story_of_the_receipt_says_it(till: CounterTill) -> None:
    job = silent(till)
    till.do(c.SettleCard(job.tender_id, True, "slip", "77"))
    answers(till, "declined")
    till.do(c.EndCardDispute(job.tender_id, "written_off"))

    reader = SqliteJournalReader(till.journal_path)
    told = " / ".join(row.text for row in story(reader.told_about(job.sale_id), job.sale_id, {}))
    reader.close()

    assert "settled by hand: 1.19 EUR charged, evidence slip" in told
    assert "Later the card terminal says: declined, the contrary of what was settled by hand" in told
    assert "seen to, reason written_off" in told


@pytest.mark.parametrize("answered", [False, True])
def test_a_restored_journal_owes_the_same(till: CounterTill, tmp_path: Path, answered: bool) -> None:
    job = silent(till)
    till.do(c.SettleCard(job.tender_id, True, "slip", "77"))
    if answered:
        answers(till, "approved")
    reader = SqliteJournalReader(till.journal_path)
    rows = reader.events(0, 1000)
    reader.close()
    copy = CounterTill(tmp_path / "copy")
    copy.journal.close()
    empty = tmp_path / "copy" / "journal.sqlite"
    restored(till, empty)

    fill(empty, "T1", lambda after, limit: [row for row in rows if row.seq > after][:limit], has_stock=True)

    filled = SqliteJournalReader(empty)
    kinds = [kind for (kind,) in filled._db.execute("SELECT kind FROM jobs").fetchall()]
    filled.close()
    assert ("ChargeCard" in kinds) is not answered


def restored(till: CounterTill, path: Path) -> None:
    """A journal of the same till with no events yet."""
    import sqlite3

    from pos_terminal.journal.sqlite_journal import SqliteJournal

    path.unlink()
    for rest in ("-wal", "-shm"):
        path.with_name(path.name + rest).unlink(missing_ok=True)
    SqliteJournal(path, "T1", lambda: till.journal.journal_id).close()
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM events").fetchone() == (0,)
