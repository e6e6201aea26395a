"""Papers that wait, in the core: what is shown of them, every way out, and when there is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal import paper_commands as pc
from pos_terminal.domain import events as e
from pos_terminal.domain.jobs import SendMail
from pos_terminal.journal.codec import decode
from pos_terminal.journal.sqlite_journal import SqliteJournalReader
from pos_terminal.services import messages as m
from pos_terminal.services import staff_messages as s
from pos_terminal.services.waiting_papers import TO_FILE
from tests.desk_harness import MILK, CounterTill
from tests.manager_desk import ADA, MIA, approvals, approve, sign_in


@pytest.fixture
def till(tmp_path: Path) -> Iterator[CounterTill]:
    made = CounterTill(tmp_path, spare_printers=("office",), has_mail=True)
    yield made
    made.journal.close()


def sell(till: CounterTill) -> int:
    """The job of a new receipt."""
    till.scan(MILK)
    till.pay()
    return till.tray.papers[-1][0].job_id


def wait(till: CounterTill, job_id: int, outcome: m.PaperOutcome = "waiting", printer: str = "") -> None:
    sale_id = next(sale.sale.sale_id for job, sale in till.tray.papers if job.job_id == job_id)
    till.tell(m.PaperAnswer(job_id, sale_id, 0, outcome, printer=printer))


def rows(till: CounterTill) -> list[tuple[int, str, str, str]]:
    return [(row.job_id, row.kind, row.number, row.why) for row in till.view.papers.rows]


def refused(till: CounterTill) -> str:
    return till.core.desk.refused


def written(till: CounterTill) -> list[e.Event]:
    return [decode(row.raw).event for row in SqliteJournalReader(till.journal_path).events(0, 999)]


def test_what_waits_is_shown_with_what_it_is_and_why(till: CounterTill) -> None:
    till.tell(m.PrinterLight("paper_out"))
    first, second = sell(till), sell(till)
    wait(till, first)
    wait(till, second)

    assert rows(till) == [
        (first, "receipt", "T1-A000001", "paper_out"),
        (second, "receipt", "T1-A000002", "paper_out"),
    ]
    assert till.view.papers.rows[0].ways == ("pdf", "mail")
    assert till.view.papers.rows[0].since.startswith("2026-01-01T00:00:00")
    assert till.view.papers.printers == ("office",)
    light = next(light for light in till.view.lights if light.subject == "printer")
    assert light.params == {"waiting": 2}

    # When the printer is back, each begins in its turn and is off the page
    till.tell(m.PrinterLight("ok"))
    till.tell(m.PaperStarting(first))
    assert rows(till) == [(second, "receipt", "T1-A000002", "queued")]
    assert till.tray.may_start == [first]
    wait(till, first, "printed")
    wait(till, second, "printed")
    assert till.view.papers.rows == ()


def test_a_paper_that_could_not_be_made_is_set_aside_and_can_be_tried_again(till: CounterTill) -> None:
    job_id = sell(till)
    wait(till, job_id, "parked")

    assert [(row.why, row.parked) for row in till.view.papers.rows] == [("fault", True)]
    assert till.view.notices[-1].code == "paper_parked"
    till.do(pc.PrintElsewhere(job_id))
    assert till.tray.papers[-1][0].job_id == job_id
    assert till.tray.papers[-1][0].waiting
    assert not till.view.papers.rows[0].parked


def test_after_a_start_all_wait_in_their_order(till: CounterTill) -> None:
    jobs = [sell(till) for _ in range(3)]
    for job_id in jobs:
        wait(till, job_id)

    till.restart()

    assert [row.job_id for row in till.view.papers.rows] == jobs
    assert [job.job_id for job, _ in till.tray.papers] == jobs


def test_a_spare_printer_takes_it_over_and_the_first_has_no_say_any_more(till: CounterTill) -> None:
    job_id = sell(till)
    wait(till, job_id)

    till.do(pc.PrintElsewhere(job_id, "office"))
    assert till.tray.dropped == [job_id]
    assert till.tray.places == [(job_id, "office")]
    assert till.tray.papers[-1][0].waiting
    assert till.view.papers.rows[0].printer == "office"

    # SAFETY: what the first printer says late neither lets it begin nor marks it
    till.tell(m.PaperStarting(job_id))
    assert till.tray.may_start == []
    till.tell(m.PaperStarting(job_id, "office"))
    wait(till, job_id)
    owed = till.journal.open_job(job_id)
    assert owed is not None
    assert not owed.waiting
    wait(till, job_id, "printed", "office")
    assert till.journal.open_job(job_id) is None


def test_it_is_not_moved_to_where_it_waits_nor_to_nowhere(till: CounterTill) -> None:
    job_id = sell(till)
    wait(till, job_id)
    till.do(pc.PrintElsewhere(job_id))
    assert refused(till) == "paper_waits_there"
    till.do(pc.PrintElsewhere(job_id, "cellar"))
    assert refused(till) == "printer_unknown"
    assert till.tray.dropped == []


def test_saved_as_pdf_it_is_owed_no_more(till: CounterTill) -> None:
    job_id = sell(till)
    wait(till, job_id)
    till.do(pc.SavePaper(job_id))
    assert till.tray.places == [(job_id, TO_FILE)]
    assert till.view.papers.rows[0].saving

    # SAFETY: it does not begin while it is written
    till.tell(m.PaperStarting(job_id))
    assert till.tray.may_start == []
    till.tell(m.PaperSaved(job_id, "/papers/T1-A000001.pdf"))

    assert till.journal.open_job(job_id) is None
    assert till.tray.dropped == [job_id]
    assert till.view.papers.rows == ()
    assert till.view.notices[-1].params["path"] == "/papers/T1-A000001.pdf"
    assert isinstance(written(till)[-1], e.PaperDropped)


def test_a_disk_that_takes_no_file_leaves_the_paper_to_its_printer(till: CounterTill) -> None:
    job_id = sell(till)
    wait(till, job_id)
    till.do(pc.SavePaper(job_id))
    till.tell(m.PaperStarting(job_id))
    till.tell(m.PaperSaved(job_id, "/papers/x.pdf", "The disk is full."))

    assert refused(till) == "paper_not_saved"
    assert till.tray.may_start == [job_id]
    assert till.tray.dropped == []


def test_a_receipt_is_mailed_in_one_entry(till: CounterTill) -> None:
    job_id = sell(till)
    wait(till, job_id)
    till.do(pc.MailPaper(job_id, "nobody"))
    assert refused(till).startswith("mail_address")
    till.do(pc.MailPaper(job_id, "ann@shop.example"))

    assert till.journal.open_job(job_id) is None
    (job, address, _) = till.tray.mails[-1]
    assert isinstance(job.job, SendMail)
    assert address == "ann@shop.example"
    last = written(till)[-1]
    assert isinstance(last, e.PaperDropped)
    assert last.reason == "mailed"


def test_the_original_of_a_receipt_is_dropped_by_right_and_name(tmp_path: Path) -> None:
    till = CounterTill(tmp_path)
    till.tell(s.StaffList((ADA, MIA)))
    sign_in(till, "ada")
    job_id = sell(till)
    wait(till, job_id)

    till.do(pc.DropPaper(job_id, "because"))
    assert refused(till) == "reason_missing"
    till.do(pc.DropPaper(job_id, "not_wanted"))
    assert till.view.approval is not None
    assert till.view.approval.right == "drop_paper"
    assert till.journal.open_job(job_id) is not None
    approve(till)

    assert till.journal.open_job(job_id) is None
    assert till.tray.dropped == [job_id]
    (approved,) = approvals(till)
    assert [approved[name] for name in ("right", "cashier", "approver", "reason")] == [
        "drop_paper",
        "ada",
        "mia",
        "not_wanted",
    ]
    till.journal.close()


def test_a_copy_is_dropped_without_asking(till: CounterTill) -> None:
    sell(till)
    till.do(c.ReprintReceipt())
    copy = till.tray.papers[-1][0].job_id
    wait(till, copy)
    assert rows(till)[0][1] == "copy"
    till.do(pc.DropPaper(copy, "other"))
    assert till.journal.open_job(copy) is None


def test_nothing_is_done_with_a_paper_that_may_have_begun(till: CounterTill) -> None:
    job_id = sell(till)
    for command in (
        pc.PrintElsewhere(job_id, "office"),
        pc.SavePaper(job_id),
        pc.MailPaper(job_id, "ann@shop.example"),
        pc.DropPaper(job_id, "other"),
    ):
        till.do(command)
        assert refused(till) == "paper_prints_now"
    wait(till, job_id, "printed")
    till.do(pc.DropPaper(job_id, "other"))
    assert refused(till) == "paper_gone"


def test_a_report_goes_the_same_ways(till: CounterTill) -> None:
    till.do(c.PrintReportNow("x"))
    job, _ = till.tray.reports[-1]
    till.tell(m.PaperAnswer(job.job_id, "", 0, "waiting"))
    assert rows(till)[0][1:3] == ("x_report", "")
    assert till.view.papers.rows[0].ways == ("pdf",)
    till.do(pc.DropPaper(job.job_id, "other"))
    assert till.journal.open_job(job.job_id) is None


def test_behind_a_paper_at_the_printer_the_next_ones_have_certainly_not_begun(till: CounterTill) -> None:
    # Given two sales while the first one's paper is at the printer
    first, second, third = sell(till), sell(till), sell(till)
    assert [job.waiting for job, _ in till.tray.papers] == [False, True, True]

    # When the till is killed
    till.restart()

    # Then it asks about the first alone
    assert [doubt.job_id for doubt in till.core.desk.doubts] == [first]
    assert [job.job_id for job, _ in till.tray.papers] == [second, third]


def test_an_idle_printer_begins_without_asking(till: CounterTill) -> None:
    for _ in range(2):
        job_id = sell(till)
        assert not till.tray.papers[-1][0].waiting
        wait(till, job_id, "printed")
