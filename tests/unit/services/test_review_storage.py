"""What is said, kept and sent when the disk fails or the power goes."""

from pathlib import Path
from typing import Any

import pytest

from pos_terminal import commands as c
from pos_terminal.domain.jobs import ClaimStock
from pos_terminal.errors import Bug
from pos_terminal.journal import codec
from pos_terminal.journal.sqlite_journal import SqliteJournalReader
from pos_terminal.services import messages as m
from pos_terminal.views import RegisterView
from tests.desk_harness import BREAD, MILK, CounterTill


@pytest.fixture
def till(tmp_path: Path) -> CounterTill:
    return CounterTill(tmp_path)


def refuse_next_write(till: CounterTill) -> None:
    """The journal's connection takes no write until it is opened again, which a failed one does."""
    till.journal._db.execute("PRAGMA query_only = 1")


def answer_claims(till: CounterTill) -> None:
    for owed in till.tray.stock_jobs:
        if isinstance(owed.job, ClaimStock):
            outcome: m.StockOutcome = "sold" if owed.job.sold else "held"
            till.tell(m.StockAnswer(owed.job_id, owed.job.sale_id, owed.job.hold_id, outcome, 5))
    till.tray.stock_jobs.clear()


def storage_light(till: CounterTill) -> str:
    return next((light.code for light in till.view.lights if light.subject == "storage"), "")


def last_of(folder: Path, kind: str) -> int:
    """The seq of the last event of a kind."""
    events = SqliteJournalReader(folder / "journal.sqlite").events(0, 1000)
    return max(row.seq for row in events if type(codec.decode(row.raw).event).__name__ == kind)


def test_nothing_goes_up_at_a_start_that_is_not_fsynced(till: CounterTill, tmp_path: Path) -> None:
    till.scan(MILK)
    till.pay()
    answer_claims(till)
    till.restart()
    assert last_of(tmp_path, "PaperDoubtful") > last_of(tmp_path, "GenerationRaised")
    assert till.tray.uploads[0][0] <= last_of(tmp_path, "GenerationRaised")
    till.clock.pass_ms(6_000)
    till.tell(m.Tick())
    assert till.tray.uploads[-1][0] == till.core.head.seq


def test_a_waiting_paper_begins_when_there_is_room_again(till: CounterTill) -> None:
    till.scan(MILK)
    till.pay()
    owed, sale = till.tray.papers[0]
    till.tell(m.PaperAnswer(owed.job_id, sale.sale.sale_id, 0, "waiting"))
    refuse_next_write(till)
    till.tell(m.PaperStarting(owed.job_id))
    assert till.tray.may_start == []
    till.clock.pass_ms(3_000)
    till.tell(m.Tick())
    assert till.tray.may_start == [owed.job_id]


def test_a_paper_answer_that_cannot_be_stored_is_the_disks_fault(till: CounterTill) -> None:
    till.scan(MILK)
    till.pay()
    owed, sale = till.tray.papers[0]
    refuse_next_write(till)
    till.tell(m.PaperAnswer(owed.job_id, sale.sale.sale_id, 0, "waiting"))
    assert storage_light(till) == "storage_failed"


def test_an_upload_that_cannot_be_noted_is_the_disks_fault(till: CounterTill) -> None:
    till.scan(MILK)
    till.pay()
    answer_claims(till)
    upto, sales = till.tray.uploads[-1]
    refuse_next_write(till)
    till.tell(m.UploadDone(upto, "ab" * 32, sales))
    assert storage_light(till) == "storage_failed"


def test_a_stock_answer_that_cannot_be_noted_is_the_disks_fault(till: CounterTill) -> None:
    till.scan(MILK)
    job = till.tray.stock_jobs[-1]
    assert isinstance(job.job, ClaimStock)
    refuse_next_write(till)
    till.tell(m.StockAnswer(job.job_id, job.job.sale_id, job.job.hold_id, "superseded"))
    assert storage_light(till) == "storage_failed"


def test_a_second_refusal_by_the_disk_is_answered_as_one(till: CounterTill) -> None:
    heard: list[str] = []

    def reply(view: RegisterView, refused: str) -> None:
        heard.append(refused)

    for _ in range(2):
        refuse_next_write(till)
        till.tell(m.Called(c.EnterCode(MILK.barcodes[0]), reply))
    assert heard == ["storage_failed", "storage_failed"]
    assert not till.view.lines


def test_a_fork_stays_shown_while_settling_goes_on(till: CounterTill) -> None:
    till.tell(m.ForkSeen("Another history."))
    for later in (m.UploadDone(1, "ab" * 32), m.CentreUp(), m.CentreDown("away")):
        till.tell(later)
        assert [light.code for light in till.view.lights if light.subject == "centre"] == ["centre_fork"]


def test_somebody_elses_bad_news_is_no_refusal_of_a_command(till: CounterTill) -> None:
    heard: list[str] = []
    till.scan(BREAD)
    job = till.tray.stock_jobs[-1]
    assert isinstance(job.job, ClaimStock)
    till.register.handle(m.StockAnswer(job.job_id, job.job.sale_id, job.job.hold_id, "short", 0))
    till.tell(m.Called(c.EnterCode(MILK.barcodes[0]), lambda view, refused: heard.append(refused)))
    assert len(till.view.lines) == 2
    assert heard == [""]


def test_a_call_is_answered_whatever_happens_to_it(till: CounterTill) -> None:
    heard: list[str] = []
    unknown: Any = c.Command()
    with pytest.raises(Bug):
        till.tell(m.Called(unknown, lambda view, refused: heard.append(refused)))
    assert heard == ["fault"]


@pytest.mark.parametrize("detail", ["²", "9" * 5000, "", "-1"])
def test_an_answer_to_a_paper_that_cannot_be_is_refused(till: CounterTill, detail: str) -> None:
    till.do(c.AnswerQuestion(f"paper:{detail}", True))
    assert till.view.notices[-1].code == "question_gone"
