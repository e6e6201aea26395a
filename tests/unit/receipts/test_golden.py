"""Golden papers: text, bytes and picture of each kind and width, as a person looked at them.

After a change that is meant run `POS_GOLDEN=write python -m pytest tests/unit/receipts/test_golden.py`, then
look at every picture that git shows as changed before it is committed.
"""

import io
import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from receipts.document import Document
from receipts.escpos import render
from receipts.preview import picture
from receipts.profiles import PROFILES, find_profile
from receipts.text import as_text
from receipts.ticket import Extras
from tests.unit.receipts import day_papers as day
from tests.unit.receipts import papers
from tests.unit.receipts.papers import FONTS, document

FOLDER = Path(__file__).parents[2] / "golden" / "receipts"
WRITE = os.environ.get("POS_GOLDEN") == "write"
PRINTER = {48: "generic-80", 42: "TM-T88V", 32: "generic-58"}


def golden_papers() -> dict[str, Document]:
    """Every paper by its file's name."""
    german, arabic, chinese = (papers.SHOP_DE, "de"), (papers.SHOP_AR, "ar"), (papers.SHOP_ZH, "zh")
    found: dict[str, Document] = {}
    for columns in (48, 32):
        found |= {
            f"three-lines-en-{columns}": document(papers.three_lines(), columns=columns),
            f"german-de-{columns}": document(papers.german(), *german, columns=columns),
            f"arabic-ar-{columns}": document(papers.arabic(), *arabic, columns=columns),
            f"chinese-zh-{columns}": document(papers.chinese(), *chinese, columns=columns),
            f"every-script-en-{columns}": document(papers.every_script(), columns=columns),
        }
    found["forty-lines-en-48"] = document(papers.forty_lines())
    found["three-lines-en-42"] = document(papers.three_lines(), columns=42)
    found["copy-of-arabic-ar-48"] = document(papers.arabic(), *arabic, copy=2)
    found["three-decimals-ar-32"] = document(
        papers.three_decimals(), papers.SHOP_AR, language="ar", columns=32
    )
    found["no-decimals-en-32"] = document(papers.no_decimals(), columns=32, receipt_no="TILLNO12-A000123")
    found["tax-on-top-en-48"] = document(papers.tax_on_top(), copy=1)
    return found


def golden_day() -> dict[str, Document]:
    """What a day brings beside plain sales."""
    german, arabic = (papers.SHOP_DE, "de"), (papers.SHOP_AR, "ar")
    customers = Extras(customer_accounts=frozenset({"CUST-0017-8842"}))
    return {
        "discounts-en-48": day.receipt(day.discounts(), extras=day.NAMES),
        "discounts-de-32": day.receipt(day.discounts_de(), *german, columns=32),
        "return-en-48": day.receipt(day.pure_return()),
        "return-de-32": day.receipt(day.pure_return(), *german, columns=32),
        "exchange-en-32": day.receipt(day.exchange(), columns=32),
        "exchange-de-48": day.receipt(day.exchange_cheaper(), *german),
        "exchange-ar-32": day.receipt(day.exchange_ar(), *arabic, columns=32),
        "credit-spent-en-32": day.receipt(day.credit_spent(), columns=32, extras=day.NAMES),
        "voucher-en-48": day.receipt(day.voucher(), extras=customers),
        "voucher-de-32": day.receipt(day.voucher(), *german, columns=32, copy=1, extras=customers),
        "voucher-ar-32": day.receipt(day.return_ar(), *arabic, columns=32),
        "training-en-48": day.receipt(day.credit_spent(), extras=Extras(training=True)),
        "invoice-en-48": day.invoice(day.discounts()),
        "invoice-de-32": day.invoice(day.discounts_de(), *german, buyer=day.BUYER_DE, columns=32),
        "invoice-ar-48": day.invoice(day.exchange_ar(), *arabic, buyer=day.BUYER_AR),
    }


PAPERS = golden_papers() | golden_day()


def golden(name: str, suffix: str, made: bytes) -> bytes:
    """What the golden file holds; written first where that was asked for."""
    path = FOLDER / f"{name}.{suffix}"
    if WRITE:
        path.write_bytes(made)
    return path.read_bytes()


@pytest.mark.parametrize("name", PAPERS)
def test_text(name: str) -> None:
    made = as_text(PAPERS[name])

    assert made.splitlines() == golden(name, "txt", made.encode()).decode().splitlines()


@pytest.mark.parametrize("name", PAPERS)
def test_bytes(name: str) -> None:
    profile = find_profile(PRINTER[PAPERS[name].columns])
    made = render(PAPERS[name], profile, FONTS)

    assert made == golden(name, "escpos", made)


@pytest.mark.parametrize("name", PAPERS)
def test_picture(name: str) -> None:
    made = picture(PAPERS[name], PROFILES[PRINTER[PAPERS[name].columns]].dots, FONTS)

    before, after = (Image.open(io.BytesIO(one)).convert("L") for one in (golden(name, "png", made), made))
    assert before.size == after.size
    assert ImageChops.difference(before, after).getbbox() is None


def test_no_golden_file_is_left_over() -> None:
    kept = {path.name for path in FOLDER.iterdir()}

    made = {f"{name}.{suffix}" for name in PAPERS for suffix in ("txt", "escpos", "png")}
    assert kept == made | {"README.md"}
