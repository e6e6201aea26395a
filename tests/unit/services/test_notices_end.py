"""Notices go when what they speak of is over; the history keeps them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal.domain.customers import Customer
from pos_terminal.domain.jobs import HoldCredit
from pos_terminal.services import enquiry_messages as q
from pos_terminal.services import ledger_messages as lm
from pos_terminal.services import messages as m
from tests.desk_harness import BREAD, MILK, CounterTill


@pytest.fixture
def till(tmp_path: Path) -> Iterator[CounterTill]:
    till = CounterTill(tmp_path)
    till.tell(m.CentreUp())
    yield till
    till.journal.close()


def said(till: CounterTill) -> list[str]:
    return [notice.code for notice in till.view.notices]


def kept(till: CounterTill) -> list[str]:
    return [notice.code for notice in till.view.history]


def test_what_is_left_on_a_voucher_is_said_until_it_is_spent(till: CounterTill) -> None:
    till.scan(BREAD)
    till.do(c.StartPayment())
    till.scan_text("SC-7Q2M9KXW4T")
    till.tell(q.CreditAnswer("SC-7Q2M9KXW4T", 100))
    assert said(till) == ["voucher_left"]
    till.do(c.TakeTender("store_credit", 100, account="SC-7Q2M9KXW4T"))
    owed = till.tray.day_jobs[-1]
    assert isinstance(owed.job, HoldCredit)
    till.tell(lm.CreditAnswer(owed.job_id, owed.job.sale_id, owed.job.op_id, "held", 0))
    assert till.view.phase == "tender"
    assert said(till) == []
    assert "voucher_left" in kept(till)


def test_the_next_voucher_takes_the_place_of_the_one_before(till: CounterTill) -> None:
    till.scan(BREAD)
    for code, left in (("SC-7Q2M9KXW4T", 100), ("SC-8Q2M9KXW4T", 200)):
        till.scan_text(code)
        till.tell(q.CreditAnswer(code, left))
    assert [notice.params for notice in till.view.notices] == [{"amount_minor": 200}]


def test_whatever_begins_a_sale_begins_with_a_clean_strip(till: CounterTill) -> None:
    till.scan(MILK)
    till.pay()
    till.do(c.Undo())
    assert said(till) == ["nothing_to_undo"]
    mia = Customer("c1", "Mia")
    till.do(c.FindCustomer("m"))
    till.tell(q.CustomersAnswer("m", (mia,)))
    till.do(c.AttachCustomer("c1"))
    assert said(till) == []
    assert "nothing_to_undo" in kept(till)
