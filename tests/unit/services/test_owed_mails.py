"""Mails that the core owes: receipts, low stock, a drawer that does not agree."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal.domain.jobs import ClaimStock
from pos_terminal.domain.notifications import LowStock
from pos_terminal.services import mail_messages as mm
from pos_terminal.services import messages as m
from tests.desk_harness import MILK, CounterTill


@pytest.fixture
def till(tmp_path: Path) -> Iterator[CounterTill]:
    till = CounterTill(tmp_path, has_mail=True, manager_address="boss@shop.example", low_stock_units=3)
    yield till
    till.journal.close()


def sell(till: CounterTill, left: int) -> None:
    till.scan(MILK)
    till.pay()
    owed = next(job for job in reversed(till.tray.stock_jobs) if isinstance(job.job, ClaimStock))
    assert isinstance(owed.job, ClaimStock)
    till.tell(m.StockAnswer(owed.job_id, owed.job.sale_id, owed.job.hold_id, "sold", left))


def test_the_manager_hears_once_a_day_that_an_article_runs_out(till: CounterTill) -> None:
    sell(till, 4)
    assert till.tray.mails == []

    sell(till, 3)
    sell(till, 2)

    assert [(address, about) for _, address, about in till.tray.mails] == [
        ("boss@shop.example", LowStock("milk", MILK.name, 3, "each"))
    ]


def test_a_receipt_goes_by_mail_and_its_address_stays_out_of_the_journal(till: CounterTill) -> None:
    till.scan(MILK)
    till.pay()

    view = till.do(c.MailReceipt("", "ann@example.com"))

    assert view.history[-1].code == "mail_owed"
    job, address, _ = till.tray.mails[-1]
    assert address == "ann@example.com"
    assert b"ann@example" not in b"".join(
        bytes(row[0]) for row in till.journal._db.execute("SELECT raw FROM events")
    )
    till.tell(mm.MailAnswer(job.job_id, "m", "sent"))
    assert till.journal.open_job(job.job_id) is None


def test_a_mail_that_is_owed_is_sent_after_a_restart(till: CounterTill) -> None:
    till.scan(MILK)
    till.pay()
    till.do(c.MailReceipt("", "ann@example.com"))

    till.restart()

    assert [address for _, address, _ in till.tray.mails] == ["ann@example.com"]


def test_a_wrong_address_is_refused_at_once(till: CounterTill) -> None:
    till.scan(MILK)
    till.pay()

    assert till.do(c.MailReceipt("", "ann at home")).notices[-1].code.startswith("mail_address")


def test_a_large_difference_is_told_to_the_manager(till: CounterTill) -> None:
    till.do(c.CloseShift(((5000, 1),)))

    assert [job.job.kind for job, _, _ in till.tray.mails] == ["cash_difference"]  # type: ignore[union-attr]
