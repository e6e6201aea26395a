"""Sales to paper as the program does it: shop, profile, language and training from the configuration."""

import re
from pathlib import Path

import pytest

from pos_terminal import config as c
from pos_terminal.domain.records import FinishedSale
from pos_terminal.rendering import InvoiceOrder, PaperMaker, buyer_of, paper_maker
from receipts.invoice import Buyer
from receipts.text import as_text
from receipts.ticket import Extras
from tests.unit.receipts import day_papers as day
from tests.unit.receipts.escpos_reader import read_escpos
from tests.unit.receipts.papers import FONT_FOLDER, HASH

ORDER = InvoiceOrder("T1-R000012", day.BUYER, "2026-11-24T09:00:00.000Z")


@pytest.fixture
def finished() -> FinishedSale:
    sale = day.Basket().add("Milk", 1000, 129).discount("percent", 1000, "damaged")
    return FinishedSale(day.completed_at(sale.done(), "2026-11-23T13:05:33.000Z"), 42, HASH)


def maker(tmp_path: Path, text: str = "") -> PaperMaker:
    path = tmp_path / "pos.toml"
    path.write_text(text)
    return paper_maker(c.load(path), FONT_FOLDER)


def test_names_and_a_copy_reach_the_printed_receipt(tmp_path: Path, finished: FinishedSale) -> None:
    paper = read_escpos(maker(tmp_path).printed(finished, 2, day.NAMES)).text

    assert "*** COPY 2 ***" in paper
    assert re.search(r"Cashier +Anna Berg", paper)


def test_an_invoice_is_printed_drawn_and_a_page(tmp_path: Path, finished: FinishedSale) -> None:
    paper = maker(tmp_path)

    printed = read_escpos(paper.invoice_printed(finished, ORDER, 1)).text
    assert re.search(r"Invoice number +T1-R000012", printed)
    assert re.search(r"Invoice date +Nov 24, 2026", printed)
    assert re.search(r"Date of supply +Nov 23, 2026", printed)
    assert "*** COPY 1 ***" in printed
    assert paper.invoice_drawn(finished, ORDER).startswith(b"\x89PNG")
    assert b"[ 0 0 595 842 ]" in paper.invoice_pdf(finished, ORDER)


def test_an_invoice_without_its_own_date_is_of_the_day_of_the_sale(
    tmp_path: Path, finished: FinishedSale
) -> None:
    text = as_text(maker(tmp_path).invoice(finished, InvoiceOrder("T1-R000012", day.BUYER)))

    assert re.search(r"Invoice date +Nov 23, 2026", text)


def test_a_till_for_training_marks_every_paper(tmp_path: Path, finished: FinishedSale) -> None:
    paper = maker(tmp_path, "[till]\ntraining = true\n")

    assert "*** TRAINING ***" in paper.text(finished)
    assert "*** TRAINING ***" in as_text(paper.invoice(finished, ORDER, extras=Extras()))


TYPED = [
    ("Mill Lane 7, Springfield SP2 4TT", ("Mill Lane 7", "Springfield SP2 4TT")),
    ("Mill Lane 7\nSpringfield\n\n", ("Mill Lane 7", "Springfield")),
    ("", ()),
]


@pytest.mark.parametrize(("typed", "lines"), TYPED)
def test_a_buyers_address_is_typed_in_one_row_or_in_several(typed: str, lines: tuple[str, ...]) -> None:
    assert buyer_of(" Smith ", typed, " GB1 ") == Buyer("Smith", lines, "GB1")
