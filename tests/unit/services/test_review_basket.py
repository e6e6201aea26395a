"""The basket where keys, scans and answers meet in an order that nobody wished for."""

from dataclasses import replace
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal.domain.catalog import Product
from pos_terminal.domain.jobs import ClaimStock
from pos_terminal.domain.records import OpenJob
from pos_terminal.errors import StorageUnavailable
from pos_terminal.services import messages as m
from tests.desk_harness import BREAD, CHEESE, LAST_VASE, MILK, WINE, CounterTill, ShelfCatalogue

CHEAP_MILK = Product("milk2", "Milk of another dairy", 99, "B", barcodes=MILK.barcodes)


class BrokenShelf(ShelfCatalogue):
    """An article file that can become unreadable."""

    broken = False

    def by_id(self, product_id: str) -> Product | None:
        if self.broken:
            raise StorageUnavailable("The article file cannot be read.")
        return super().by_id(product_id)


@pytest.fixture
def till(tmp_path: Path) -> CounterTill:
    return CounterTill(tmp_path)


def lines(till: CounterTill) -> list[tuple[str, int]]:
    return [(line.name, line.milli) for line in till.view.lines]


def said(till: CounterTill) -> str:
    return till.view.last_item.code if till.view.last_item else ""


def answer(till: CounterTill, job: OpenJob, outcome: m.StockOutcome, left: int = 0) -> None:
    claim = job.job
    assert isinstance(claim, ClaimStock)
    till.tell(m.StockAnswer(job.job_id, claim.sale_id, claim.hold_id, outcome, left))


def test_a_huge_weight_keyed_before_the_scan_is_asked_back(till: CounterTill) -> None:
    till.do(c.SetNextQuantity(10_000_000))
    view = till.scan(CHEESE)
    assert not view.lines
    assert view.question is not None
    assert view.question.code == "quantity_large"
    till.do(c.AnswerQuestion(view.question.question_id, True))
    assert lines(till) == [("Mountain cheese", 10_000_000)]


def test_a_weight_beyond_all_integers_is_refused(till: CounterTill) -> None:
    till.do(c.SetNextQuantity(2**60))
    till.scan(CHEESE)
    assert said(till) == "quantity_too_large"


@pytest.mark.parametrize("method", ["cash", "card"])
def test_an_amount_beyond_all_integers_is_refused(till: CounterTill, method: str) -> None:
    till.scan(MILK)
    till.pay(method, 2**60)
    assert till.view.question is None
    assert till.view.cue.kind == "bad"
    assert till.pay().phase == "done"


def test_a_price_check_of_an_unknown_code_does_not_swallow_the_next_scan(till: CounterTill) -> None:
    till.do(c.CheckPrice("4006381333931"))
    till.scan(MILK)
    assert lines(till) == [("Milk 1 l", 1000)]


def test_a_quantity_keyed_before_an_ambiguous_code_is_not_lost(tmp_path: Path) -> None:
    till = CounterTill(tmp_path, catalogue=ShelfCatalogue([MILK, CHEAP_MILK]))
    till.do(c.SetNextQuantity(5000))
    assert till.scan(MILK).search is not None
    till.do(c.AddProduct("milk2"))
    assert lines(till) == [("Milk of another dairy", 5000)]


def test_more_of_a_blocked_article_waits_for_the_answer_to_the_new_claim(till: CounterTill) -> None:
    till.scan(LAST_VASE)
    answer(till, till.tray.stock_jobs[-1], "held", 0)
    till.scan(LAST_VASE)
    assert till.do(c.StartPayment()).phase == "sale"
    answer(till, till.tray.stock_jobs[-1], "short", 1)
    assert till.view.phase == "sale"
    assert said(till) == "stock_short"


def test_an_answer_to_an_older_claim_says_nothing_about_the_newer_one(till: CounterTill) -> None:
    till.scan(LAST_VASE, LAST_VASE)
    answer(till, till.tray.stock_jobs[0], "held", 0)
    assert till.do(c.StartPayment()).phase == "sale"


def test_a_line_that_was_short_is_unanswered_again_when_its_quantity_changes(till: CounterTill) -> None:
    till.scan(LAST_VASE, LAST_VASE)
    answer(till, till.tray.stock_jobs[-1], "short", 1)
    till.do(c.StepQuantity(till.view.lines[0].line_id, -1), c.StartPayment())
    till.clock.pass_ms(310)
    assert till.tell(m.Tick()).phase == "tender"


def test_a_short_answer_after_the_first_tender_does_not_lock_the_sale(till: CounterTill) -> None:
    till.scan(LAST_VASE)
    till.do(c.StartPayment())
    till.clock.pass_ms(310)
    till.tell(m.Tick())
    till.do(c.TakeTender("card", 100, "A1"))
    answer(till, till.tray.stock_jobs[-1], "short", 0)
    assert till.do(c.TakeTender("cash")).phase == "done"


def test_without_stock_counters_nobody_waits_for_them(tmp_path: Path) -> None:
    till = CounterTill(tmp_path, has_stock=False)
    till.scan(LAST_VASE)
    assert till.do(c.StartPayment()).phase == "tender"


def test_without_stock_counters_no_stock_work_piles_up(tmp_path: Path) -> None:
    till = CounterTill(tmp_path, has_stock=False)
    till.scan(MILK, BREAD)
    till.do(c.VoidLine(till.view.lines[0].line_id), c.VoidSale())
    assert till.journal.open_jobs() == ()


def test_a_scan_ends_the_wait_for_the_tender_screen(till: CounterTill) -> None:
    till.scan(LAST_VASE)
    till.do(c.StartPayment())
    till.scan(MILK)
    till.clock.pass_ms(310)
    assert till.tell(m.Tick()).phase == "sale"


def test_a_void_ends_the_wait_for_the_tender_screen(till: CounterTill) -> None:
    till.scan(LAST_VASE)
    till.do(c.StartPayment(), c.VoidSale())
    till.clock.pass_ms(310)
    till.tell(m.Tick())
    assert said(till) == "sale_voided"


def test_the_same_quantity_typed_again_voids_nothing_on_the_screen(till: CounterTill) -> None:
    till.scan(MILK)
    till.do(c.ChangeQuantity(till.view.lines[0].line_id, 1000))
    assert said(till) == "added"
    assert lines(till) == [("Milk 1 l", 1000)]


def test_a_weight_set_by_hand_is_marked_as_typed(till: CounterTill) -> None:
    till.scan(CHEESE)
    till.do(c.ChangeQuantity(till.view.lines[0].line_id, 300))
    assert till.view.lines[0].badges == ("typed_weight",)


def test_a_basket_put_aside_by_a_recall_keeps_its_name(till: CounterTill) -> None:
    till.scan(MILK)
    till.do(c.ParkSale("first"))
    till.scan(BREAD)
    till.do(c.ParkSale("second"))
    first, second = (row.sale_id for row in till.view.parked)
    till.do(c.RecallSale(first), c.RecallSale(second))
    assert [row.name for row in till.view.parked] == ["first"]


def test_a_search_that_was_ended_does_not_come_back(till: CounterTill) -> None:
    till.do(c.Search("mil"), c.Search(""))
    assert till.tell(m.SearchFound("mil", (MILK,))).search is None
    till.do(c.Search("mil"))
    till.scan(BREAD)
    assert till.tell(m.SearchFound("mil", (MILK,))).search is None
    till.do(c.Search("mi"), c.Search("mil"))
    assert till.tell(m.SearchFound("mi", (MILK,))).search is not None


def test_an_article_that_is_not_sold_any_more_is_not_added(till: CounterTill) -> None:
    till.scan(MILK)
    till.catalogue.products["milk"] = replace(MILK, active=False)
    for command in (c.AddProduct("milk"), c.RepeatLast()):
        till.do(command)
        assert said(till) == "product_gone"
    assert lines(till) == [("Milk 1 l", 1000)]


@pytest.mark.parametrize("command", [c.AddProduct("milk"), c.RepeatLast()])
def test_an_unreadable_article_file_is_said_to_every_key(tmp_path: Path, command: c.Command) -> None:
    shelf = BrokenShelf()
    till = CounterTill(tmp_path, catalogue=shelf)
    till.scan(MILK)
    shelf.broken = True
    till.do(command)
    assert said(till) == "catalogue_failed"


def test_a_voided_article_leaves_no_tax_row(till: CounterTill) -> None:
    till.scan(WINE, MILK)
    till.do(c.VoidLine(till.view.lines[0].line_id))
    till.pay()
    assert [row.tax_class for row in till.tray.papers[-1][1].sale.taxes] == ["B"]
