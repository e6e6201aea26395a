"""What opens the drawer, and what is said while it stands open: the real core and journal."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from drivers.api import DeviceChanged
from pos_terminal import commands as c
from pos_terminal.domain.jobs import OpenDrawer
from pos_terminal.services import messages as m
from pos_terminal.services.settings import DrawerRules
from tests.desk_harness import BREAD, MILK, CounterTill

MINUTE_MS = 60_000

NewTill = Callable[[DrawerRules], CounterTill]


@pytest.fixture
def new_till(tmp_path: Path) -> Iterator[NewTill]:
    with ExitStack() as stack:

        def make(rules: DrawerRules) -> CounterTill:
            till = CounterTill(tmp_path, drawer=rules)
            stack.callback(till.journal.close)
            return till

        yield make


def kicks(till: CounterTill) -> int:
    return len(till.tray.drawers)


def tick(till: CounterTill, ms: int) -> None:
    till.clock.pass_ms(ms)
    till.tell(m.Tick())


def said(till: CounterTill) -> list[str]:
    return [notice.code for notice in till.view.history]


@pytest.mark.parametrize(
    ("tenders", "by_cash", "by_card"),
    [({"cash"}, 1, 0), ({"cash", "card"}, 1, 1), ({"card"}, 0, 1), (set(), 0, 0)],
)
def test_only_the_tenders_that_say_so_open_it(
    new_till: NewTill, tenders: set[str], by_cash: int, by_card: int
) -> None:
    till = new_till(DrawerRules(tenders=frozenset(tenders)))
    till.scan(MILK)
    till.pay("cash")
    assert kicks(till) == by_cash

    till.scan(BREAD)
    till.pay("card", approval_code="123456")

    assert kicks(till) == by_cash + by_card


def test_one_cash_tender_among_others_opens_it_once(new_till: NewTill) -> None:
    till = new_till(DrawerRules())
    till.scan(MILK, BREAD)
    till.pay("cash", 100)
    till.do(c.TakeTender("card", None, "123456"))

    assert kicks(till) == 1


@pytest.mark.parametrize("tenders", [{"cash"}, {"card"}])
def test_cash_that_is_no_sales_opens_it_in_any_case(new_till: NewTill, tenders: set[str]) -> None:
    till = new_till(DrawerRules(tenders=frozenset(tenders)))

    till.do(c.MoveCash("in", 500, "change"))

    assert kicks(till) == 1


def test_a_drawer_that_has_only_its_key_is_never_kicked(new_till: NewTill) -> None:
    till = new_till(DrawerRules(kicked=False))
    till.scan(MILK)
    till.pay("cash")
    till.do(c.OpenDrawerNow("change"))

    assert kicks(till) == 0
    assert not any(isinstance(job.job, OpenDrawer) for job in till.journal.open_jobs())
    assert till.view.notices[-1].code == "drawer_opened"


@pytest.mark.parametrize("reason", ["", "because", "Mrs Smith wants it"])
def test_without_a_sale_it_needs_a_reason(new_till: NewTill, reason: str) -> None:
    till = new_till(DrawerRules())

    till.do(c.OpenDrawerNow(reason))

    assert kicks(till) == 0
    assert till.view.notices[-1].code == "reason_missing"


@pytest.mark.parametrize("outcome", ["failed", "expired"])
def test_a_drawer_that_does_not_open_says_so_once_and_holds_nobody_up(
    new_till: NewTill, outcome: m.DrawerOutcome
) -> None:
    till = new_till(DrawerRules())
    till.scan(MILK)
    view = till.pay("cash")
    assert view.phase == "done"
    job = till.tray.drawers[-1]
    assert isinstance(job.job, OpenDrawer)

    till.tell(m.DrawerAnswer(job.job_id, job.job.sale_id, outcome))
    till.tell(m.DrawerAnswer(job.job_id, job.job.sale_id, outcome))
    view = till.scan(BREAD)

    assert said(till).count(f"drawer_{outcome}") == 1
    assert [line.name for line in view.lines] == [BREAD.name]
    assert till.journal.open_job(job.job_id) is None


def test_left_open_is_said_once_and_shut_again_puts_it_out(new_till: NewTill) -> None:
    till = new_till(DrawerRules(left_open_ms=MINUTE_MS))
    till.tell(m.DrawerSeen(True))
    tick(till, MINUTE_MS - 1)
    assert "drawer_left_open" not in said(till)

    tick(till, 1)
    tick(till, MINUTE_MS)

    assert said(till).count("drawer_left_open") == 1
    assert till.view.notices[-1].level == "warn"
    assert [(light.level, light.code) for light in till.view.lights if light.subject == "drawer"] == [
        ("warn", "drawer_left_open")
    ]
    assert till.view.cue.kind == "bad"

    till.tell(m.DrawerSeen(False))

    assert [light.code for light in till.view.lights if light.subject == "drawer"] == ["drawer_shut"]
    assert said(till).count("drawer_shut") == 1


def test_each_opening_has_its_own_time(new_till: NewTill) -> None:
    till = new_till(DrawerRules(left_open_ms=MINUTE_MS))
    till.tell(m.DrawerSeen(True))
    tick(till, MINUTE_MS // 2)
    till.tell(m.DrawerSeen(False))
    till.tell(m.DrawerSeen(True))
    tick(till, MINUTE_MS // 2 + 1)
    assert "drawer_left_open" not in said(till)

    tick(till, MINUTE_MS // 2)

    assert "drawer_left_open" in said(till)


def test_a_printer_that_went_silent_says_nothing_of_the_drawer(new_till: NewTill) -> None:
    till = new_till(DrawerRules(left_open_ms=MINUTE_MS, must_be_closed=True))
    till.tell(m.DrawerSeen(True))
    till.tell(m.DrawerSeen(None))

    tick(till, 2 * MINUTE_MS)

    assert "drawer_left_open" not in said(till)
    till.scan(MILK)
    assert till.do(c.StartPayment()).phase == "tender"


def test_without_a_notice_configured_none_is_given(new_till: NewTill) -> None:
    till = new_till(DrawerRules())
    till.tell(m.DrawerSeen(True))

    tick(till, 60 * MINUTE_MS)

    assert "drawer_left_open" not in said(till)


def test_an_open_drawer_holds_nobody_up(new_till: NewTill) -> None:
    till = new_till(DrawerRules(left_open_ms=MINUTE_MS))
    till.tell(m.DrawerSeen(True))
    till.scan(MILK)

    assert till.pay("cash").phase == "done"


def test_an_open_drawer_holds_payment_up_where_the_shop_wants_that(new_till: NewTill) -> None:
    till = new_till(DrawerRules(must_be_closed=True))
    till.tell(m.DrawerSeen(True))
    till.scan(MILK)

    view = till.do(c.StartPayment())

    assert (view.phase, view.notices[-1].code) == ("sale", "drawer_open")
    assert till.scan(BREAD).lines[-1].name == BREAD.name
    till.tell(m.DrawerSeen(False))
    assert till.pay("cash").phase == "done"


def test_a_display_that_is_away_is_a_light_and_a_notice_once(new_till: NewTill) -> None:
    till = new_till(DrawerRules())
    till.tell(DeviceChanged("pole", "display", True, ""))
    assert said(till) == []

    till.tell(DeviceChanged("pole", "display", False, "It is gone."))
    till.tell(DeviceChanged("pole", "display", True, ""))

    assert said(till) == ["display_lost", "display_ok"]
    assert [light.code for light in till.view.lights if light.subject == "display"] == ["display_ok"]
