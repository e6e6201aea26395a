"""Which promise a difference breaks, and how a killed basket is taken up again."""

import pytest

from tools.baskets import Article, Basket, BasketLine
from tools.check_replay import Difference
from tools.control_client import Control, Line, Totals, View
from tools.crash import kind_of
from tools.feeder import Feeder, Lost
from tools.till_process import ScannerPort

STAR, HEART = Article("21730", 425, "STAR"), Article("85123A", 255, "HEART")
BASKET = Basket("1", (BasketLine(STAR, 1), BasketLine(HEART, 6), BasketLine(STAR, 2)))


@pytest.mark.parametrize(
    ("source", "place", "text", "kind"),
    [
        ("paper", "T1-A000001", "was printed 2 times as an original", "doubled"),
        ("journal", "chain", "seq 3 is missing before 4", "gaps"),
        ("journal", "T1-A000004", "is the receipt number of sale 3", "gaps"),
        ("events", "seq 9", "is missing at the centre or differs there", "gaps"),
        ("sales", "sale 9 (9)", "is missing", "lost"),
        ("paper", "sale 9 (9)", "total is 1, elsewhere 2", "other"),
    ],
)
def test_a_difference_breaks_one_promise(source: str, place: str, text: str, kind: str) -> None:
    assert kind_of(Difference(source, place, text)) == kind


@pytest.mark.parametrize(
    ("shown", "taken"),
    [
        ({"21730@425": 1}, 1),
        ({"21730@425": 1, "85123A@255": 6}, 2),
        ({"21730@425": 3, "85123A@255": 6}, 3),
    ],
)
def test_a_basket_that_came_back_says_how_far_it_was(shown: dict[str, int], taken: int) -> None:
    feeder = _feeder(acknowledged=1, sent=3)

    feeder.resume(BASKET, _view(shown))

    assert (feeder.acknowledged, feeder.sent) == (taken, taken)


@pytest.mark.parametrize(
    "shown",
    [{}, {"21730@425": 2}, {"21730@425": 1, "85123A@255": 7}, {"85123A@255": 6}],
    ids=["acknowledged line lost", "line doubled", "wrong quantity", "first line lost"],
)
def test_a_basket_that_came_back_otherwise_is_lost(shown: dict[str, int]) -> None:
    with pytest.raises(Lost):
        _feeder(acknowledged=1, sent=3).resume(BASKET, _view(shown))


def test_a_line_that_was_never_sent_is_no_reason_to_go_on() -> None:
    with pytest.raises(Lost):
        _feeder(acknowledged=1, sent=1).resume(BASKET, _view({"21730@425": 1, "85123A@255": 6}))


def _feeder(acknowledged: int, sent: int) -> Feeder:
    feeder = Feeder(Control.__new__(Control), ScannerPort.__new__(ScannerPort))
    feeder.acknowledged, feeder.sent = acknowledged, sent
    return feeder


def _view(shown: dict[str, int]) -> View:
    lines = tuple(Line(code, code, code, pieces * 1000, 0, 0) for code, pieces in shown.items())
    return View(1, "sale", Totals(0, 0, 0, 0, 0), lines, None, None, (), "", True)
