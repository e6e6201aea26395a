"""What a label said of a piece stands below its article: who recalls it or has it mended needs it."""

import pytest

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.marks import Marks
from receipts.text import as_text
from tests.unit.receipts import day_papers as day
from tests.unit.receipts.day_papers import REDUCED, Basket

HAM = Marks("L7", "S1", "2026-12-01", "2026-11-30", 333, 167, "kg", weighed=True)


def basket(milli: int, marks: Marks) -> Basket:
    line = e.LineAdded(
        "s", "l", "h", "ham", "28", "Ham", "each", milli, 333, *REDUCED, "warn", True, 0, "scan", marks
    )
    return Basket().happen(line)


def below_ham(made: Basket, language: str = "en") -> list[str]:
    text = as_text(day.receipt(made.done(), language=language))
    found = [" ".join(row.split()) for row in text.splitlines()]
    start = next(at for at, row in enumerate(found) if row.startswith("Ham")) + 1
    return [row for row in found[start : start + 6] if not set(row) & set("=─━")]


def test_lot_number_and_dates_stand_below_the_article() -> None:
    found = below_ham(basket(1000, HAM))

    assert found[:5] == [
        "0.167 kg",
        "Lot L7",
        "Serial no. S1",
        "Use by Dec 1, 2026",
        "Best before Nov 30, 2026",
    ]


def test_of_several_pieces_the_content_is_of_each() -> None:
    found = below_ham(
        basket(2000, Marks(price_minor=333, content_milli=167, content_unit="kg", weighed=True))
    )

    assert found[:2] == ["2 x 3.33 6.66", "0.167 kg each"]


def test_a_content_that_was_only_worked_out_stands_nowhere() -> None:
    found = below_ham(basket(1000, Marks(price_minor=333, content_milli=167, content_unit="kg")))

    assert not any("kg" in row for row in found)


@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "Charge L7"), ("zh", "批号 L7"), ("de", "Zu verbrauchen bis 01.12.2026")],
)
def test_in_the_shops_language(language: str, said: str) -> None:
    assert said in below_ham(basket(1000, HAM), language)


def test_what_comes_back_says_which_piece_it_is() -> None:
    returned = d.ReturnLineAdded(
        "s", "l", "h", "o", "till", "s0", "l0", "T1-A000123", "ham", "28", "Ham", "each", -1000, 333, -333,
        -22, *REDUCED, True, True, "defective", (), Marks(serial="S1"),
    )  # fmt: skip

    assert "Serial no. S1" in below_ham(Basket().happen(returned))
