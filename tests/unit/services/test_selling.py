"""The basket as the cashier meets it: scans and keys in, the view out."""

from pathlib import Path

import pytest

from drivers.api import ScanBroken, WeightRead
from pos_terminal import commands as c
from pos_terminal.domain.jobs import ClaimStock, ReleaseStock
from pos_terminal.services import messages as m
from tests.desk_harness import BAG, BREAD, CHEESE, LAST_VASE, MILK, WINE, CounterTill


@pytest.fixture
def till(tmp_path: Path) -> CounterTill:
    return CounterTill(tmp_path)


def lines(till: CounterTill) -> list[tuple[str, int, int]]:
    return [(line.name, line.milli, line.amount_minor) for line in till.view.lines]


def jobs(till: CounterTill, kind: type[ClaimStock] | type[ReleaseStock]) -> list[str]:
    """The holds of the stock jobs of a kind."""
    return [owed.job.hold_id for owed in till.tray.stock_jobs if isinstance(owed.job, kind)]


def test_a_scan_adds_a_line_and_claims_its_stock(till: CounterTill) -> None:
    view = till.scan(MILK)
    assert lines(till) == [("Milk 1 l", 1000, 119)]
    assert view.totals.total_minor == 119
    assert view.last_item is not None
    assert view.last_item.name == "Milk 1 l"
    assert view.cue.kind == "good"
    claim = till.tray.stock_jobs[-1].job
    assert isinstance(claim, ClaimStock)
    assert (claim.product_id, claim.units, claim.sold) == ("milk", 1, False)


def test_the_same_article_joins_its_line_and_another_does_not(till: CounterTill) -> None:
    till.scan(MILK, BREAD, MILK)
    assert lines(till) == [("Milk 1 l", 2000, 238), ("Rye bread", 1000, 349)]


def test_merging_can_be_switched_off(tmp_path: Path) -> None:
    till = CounterTill(tmp_path, merge_same_article=False)
    till.scan(MILK, MILK)
    assert len(till.view.lines) == 2


def test_all_written_forms_of_a_code_find_the_article(till: CounterTill) -> None:
    till.scan_text("]E0" + MILK.barcodes[0])
    till.scan_text("0" + MILK.barcodes[0])
    assert lines(till) == [("Milk 1 l", 2000, 238)]


def test_quantity_before_the_scan_counts_for_one_item_only(till: CounterTill) -> None:
    till.do(c.SetNextQuantity(5000))
    till.scan(MILK, BREAD)
    assert lines(till) == [("Milk 1 l", 5000, 595), ("Rye bread", 1000, 349)]


def test_an_unknown_code_is_said_and_does_not_block_the_next_scan(till: CounterTill) -> None:
    view = till.scan_text("4006381333931")
    assert (view.last_item and view.last_item.code) == "code_unknown_code"
    assert view.cue.kind == "bad"
    assert view.notices[-1].params == {"code": "4006381333931"}
    till.scan(MILK)
    assert lines(till) == [("Milk 1 l", 1000, 119)]


def test_a_wrong_check_digit_is_never_another_article(till: CounterTill) -> None:
    view = till.scan_text(MILK.barcodes[0][:-1] + "9")
    assert (view.last_item and view.last_item.code) == "code_check_digit"
    assert not view.lines


def test_plus_minus_and_delete(till: CounterTill) -> None:
    till.scan(MILK, BREAD)
    milk, bread = (line.line_id for line in till.view.lines)
    till.do(c.StepQuantity(milk, 1))
    assert lines(till)[0] == ("Milk 1 l", 2000, 238)
    till.do(c.StepQuantity(milk, -1), c.StepQuantity(milk, -1))
    assert lines(till) == [("Rye bread", 1000, 349)]
    till.do(c.VoidLine(bread))
    assert till.view.totals.total_minor == 0
    assert not till.view.lines
    assert isinstance(till.tray.stock_jobs[-1].job, ReleaseStock)


def test_a_huge_quantity_is_asked_back_once(till: CounterTill) -> None:
    till.do(c.SetNextQuantity(10_000_000))
    view = till.scan(MILK)
    assert not view.lines
    assert view.question is not None
    assert view.question.code == "quantity_large"
    till.do(c.AnswerQuestion(view.question.question_id, True))
    assert lines(till) == [("Milk 1 l", 10_000_000, 1_190_000)]


def test_half_a_bottle_is_refused(till: CounterTill) -> None:
    till.do(c.SetNextQuantity(500))
    view = till.scan(MILK)
    assert not view.lines
    assert view.last_item is not None
    assert view.last_item.code == "quantity_not_whole"


def test_a_weighed_article_waits_for_its_weight_and_scanning_goes_on(till: CounterTill) -> None:
    till.scan(CHEESE, MILK)
    assert till.view.lines[0].badges == ("needs_weight",)
    assert till.do(c.StartPayment()).phase == "sale"
    till.do(c.EnterWeight(till.view.lines[0].line_id, 250))
    assert lines(till)[0] == ("Mountain cheese", 250, 623)
    assert till.do(c.StartPayment()).phase == "tender"


def test_the_scale_weighs_the_waiting_line_once(till: CounterTill) -> None:
    till.scan(CHEESE)
    till.tell(WeightRead(400, False, "scale"))
    assert till.view.lines[0].milli == 0
    till.tell(WeightRead(412, True, "scale"))
    assert lines(till) == [("Mountain cheese", 412, 1026)]
    till.scan(CHEESE)
    assert till.view.lines[1].milli == 0


def test_a_weight_that_lies_there_already_is_taken(till: CounterTill) -> None:
    till.tell(WeightRead(1000, True, "scale"))
    till.scan(CHEESE)
    assert lines(till) == [("Mountain cheese", 1000, 2490)]


def test_age_is_asked_in_the_strip_and_blocks_payment_only(till: CounterTill) -> None:
    view = till.scan(WINE)
    assert view.question is not None
    assert view.question.code == "age"
    assert view.cue.kind == "question"
    till.scan(MILK)
    assert len(till.view.lines) == 2
    assert till.do(c.StartPayment()).phase == "sale"
    till.do(c.AnswerQuestion("age:18", True))
    assert till.view.question is None
    assert till.do(c.StartPayment()).phase == "tender"


def test_too_young_takes_the_article_out(till: CounterTill) -> None:
    till.scan(WINE, MILK)
    till.do(c.AnswerQuestion("age:18", False))
    assert lines(till) == [("Milk 1 l", 1000, 119)]
    assert till.view.question is None
    assert till.scan(WINE).question is not None


def test_undo_walks_back_through_the_changes(till: CounterTill) -> None:
    till.scan(MILK, BREAD, MILK)
    till.do(c.VoidLine(till.view.lines[1].line_id))
    till.do(c.Undo())
    assert lines(till) == [("Milk 1 l", 2000, 238), ("Rye bread", 1000, 349)]
    till.do(c.Undo())
    assert lines(till) == [("Milk 1 l", 1000, 119), ("Rye bread", 1000, 349)]
    till.do(c.Undo(), c.Undo())
    assert lines(till) == []
    assert till.do(c.Undo()).last_item.code == "nothing_to_undo"  # type: ignore[union-attr]


def test_repeat_last_adds_one_more(till: CounterTill) -> None:
    till.scan(MILK)
    till.do(c.RepeatLast())
    assert lines(till) == [("Milk 1 l", 2000, 238)]


def test_a_price_check_sells_nothing(till: CounterTill) -> None:
    till.do(c.CheckPrice())
    assert till.view.price_check
    view = till.scan(MILK)
    assert not view.lines
    assert view.last_item is not None
    assert view.last_item.unit_price_minor == 119
    till.scan(MILK)
    assert len(till.view.lines) == 1


def test_park_and_recall_by_name(till: CounterTill) -> None:
    till.scan(MILK)
    till.do(c.ParkSale("Mrs Ökçe"))
    assert not till.view.lines
    assert [p.name for p in till.view.parked] == ["Mrs Ökçe"]
    till.scan(BREAD)
    till.do(c.RecallSale(till.view.parked[0].sale_id))
    assert lines(till) == [("Milk 1 l", 1000, 119)]
    assert [(p.name, p.total_minor) for p in till.view.parked] == [("", 349)]


def test_a_basket_and_a_parked_one_are_there_after_a_kill(till: CounterTill) -> None:
    till.scan(MILK)
    till.do(c.ParkSale("later"))
    till.do(c.SetNextQuantity(3000))
    till.scan(BREAD, CHEESE)
    before, parked = lines(till), till.view.parked
    till.restart()
    assert lines(till) == before
    assert till.view.parked == parked
    assert till.tray.generations == [2]
    said_again = {
        (job.job.product_id, job.job.units) for job in till.tray.stock_jobs if isinstance(job.job, ClaimStock)
    }
    assert said_again == {("milk", 1), ("bread", 3)}


def test_a_basket_parked_too_long_gives_its_stock_back_and_claims_anew(till: CounterTill) -> None:
    till.scan(MILK)
    first_hold = till.core.till.sale.lines[0].hold_id  # type: ignore[union-attr]
    till.do(c.ParkSale())
    till.clock.pass_ms(4 * 3_600_000 + 1000)
    till.tell(m.Tick())
    assert jobs(till, ReleaseStock) == [first_hold]
    till.restart()
    assert jobs(till, ClaimStock) == []
    till.do(c.RecallSale(till.view.parked[0].sale_id))
    assert len(jobs(till, ClaimStock)) == 1
    assert first_hold not in jobs(till, ClaimStock)
    assert lines(till) == [("Milk 1 l", 1000, 119)]


def test_void_of_the_sale_releases_everything(till: CounterTill) -> None:
    till.scan(MILK, BREAD, BAG)
    view = till.do(c.VoidSale())
    assert not view.lines
    assert view.totals.total_minor == 0
    released = [job.job.product_id for job in till.tray.stock_jobs if isinstance(job.job, ReleaseStock)]
    assert released == ["milk", "bread"]


def test_a_short_answer_is_shown_and_blocks_payment_of_a_blocked_article(till: CounterTill) -> None:
    till.scan(LAST_VASE)
    job = till.tray.stock_jobs[-1]
    claim = job.job
    assert isinstance(claim, ClaimStock)
    view = till.tell(m.StockAnswer(job.job_id, claim.sale_id, claim.hold_id, "short", 0))
    assert view.lines[0].badges == ("stock_short",)
    assert view.notices[-1].code == "line_stock_short"
    assert till.do(c.StartPayment()).last_item.code == "stock_short"  # type: ignore[union-attr]


def test_an_unanswered_blocked_article_is_waited_for_300_ms(till: CounterTill) -> None:
    till.scan(LAST_VASE)
    assert till.do(c.StartPayment()).phase == "sale"
    till.clock.pass_ms(310)
    assert till.tell(m.Tick()).phase == "tender"


def test_a_broken_scan_is_said(till: CounterTill) -> None:
    view = till.tell(ScanBroken("scanner", "unplugged"))
    assert view.notices[-1].code == "scan_broken"
    assert view.cue.kind == "bad"


def test_unchanged_lines_are_the_same_objects_in_the_next_view(till: CounterTill) -> None:
    first = till.scan(MILK, BREAD).lines
    second = till.scan(WINE).lines
    assert second[0] is first[0]
    assert second[1] is first[1]


def test_a_bad_cue_is_not_covered_by_a_good_one_before_it_was_seen(till: CounterTill) -> None:
    till.core.desk.sound("bad")
    till.core.desk.sound("good")
    assert till.core.desk.cue.kind == "bad"
