"""Golden papers: text, bytes and picture of each kind and width, as a person looked at them.

After a change that is meant run `POS_GOLDEN=write python -m pytest tests/unit/receipts/test_golden.py`, then
look at every picture that git shows as changed before it is committed.
"""

import gzip
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from receipts.document import Document
from receipts.escpos import render
from receipts.preview import picture
from receipts.profiles import Profile, find_profile
from receipts.style import Style
from receipts.text import as_text
from receipts.ticket import Extras
from tests.unit.receipts import day_papers as day
from tests.unit.receipts import papers
from tests.unit.receipts.paper_kinds import KINDS, QR, logo, paper
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
    found["american-en-48"] = document(papers.tax_on_top(), copy=1)
    return found


def golden_day() -> dict[str, Document]:
    """What a day brings beside plain sales."""
    german, arabic = (papers.SHOP_DE, "de"), (papers.SHOP_AR, "ar")
    customers = Extras(customer_accounts=frozenset({"CUST-0017-8842"}))
    return {
        "discounts-en-48": day.receipt(day.discounts(), extras=day.NAMES),
        "discounts-de-32": day.receipt(day.discounts_de(), *german, columns=32),
        "returned-en-48": day.receipt(day.pure_return()),
        "returned-de-32": day.receipt(day.pure_return(), *german, columns=32),
        "exchanged-en-32": day.receipt(day.exchange(), columns=32),
        "exchanged-de-48": day.receipt(day.exchange_cheaper(), *german),
        "exchanged-ar-32": day.receipt(day.exchange_ar(), *arabic, columns=32),
        "credit-spent-en-32": day.receipt(day.credit_spent(), columns=32, extras=day.NAMES),
        "voucher-en-48": day.receipt(day.voucher(), extras=customers),
        "voucher-de-32": day.receipt(day.voucher(), *german, columns=32, copy=1, extras=customers),
        "voucher-ar-32": day.receipt(day.return_ar(), *arabic, columns=32),
        "training-en-48": day.receipt(day.credit_spent(), extras=Extras(training=True)),
        "invoiced-en-48": day.invoice(day.discounts()),
        "invoiced-de-32": day.invoice(day.discounts_de(), *german, buyer=day.BUYER_DE, columns=32),
        "invoiced-ar-48": day.invoice(day.exchange_ar(), *arabic, buyer=day.BUYER_AR),
    }


def golden_kinds() -> dict[str, Document]:
    """Every kind on both rolls in a Latin, a right-to-left and a CJK language; some in other styles."""
    found = {
        f"{kind}-{language}-{columns}": paper(kind, language, columns)
        for kind in KINDS
        for language in ("en", "ar", "zh")
        for columns in (48, 32)
        if kind not in ONCE
    }
    for columns in (48, 42, 32):
        found |= {f"{kind}-en-{columns}": paper(kind, "en", columns) for kind in ONCE}
    found |= {f"{kind}-en-42": paper(kind, "en", 42) for kind in ("sale", "z-report", "shelf-label")}
    found |= {f"{kind}-de-32": paper(kind, "de", 32) for kind in ("parked", "gift-receipt", "card-merchant")}
    styles = {
        "compact": (Style("compact"), None),
        "font-b": (Style(font="B"), None),
        "compact-b": (Style("compact", "B"), None),
        "logo-qr": (QR, logo()),
    }
    for name, (style, mark) in styles.items():
        wide, narrow = (64, 42) if style.font == "B" else (48, 32)
        found[f"{name}-de-{wide}"] = paper("sale", "de", wide, style, mark)
        found[f"{name}-ar-{narrow}"] = paper("sale", "ar", narrow, style, mark)
        found[f"{name}-zh-{wide}"] = paper("sale", "zh", wide, style, mark)
    return found


ONCE = ("tax-on-top", "large-amounts", "card-refund", "float")
SETS = (golden_papers(), golden_day(), golden_kinds())
PAPERS = {name: document for one in SETS for name, document in one.items()}


def profile_of(document: Document) -> Profile:
    """The printer that a golden paper is for."""
    columns = {64: 48, 42: 32}[document.columns] if document.font == "B" else document.columns
    return find_profile(PRINTER[columns])


def small(png: bytes) -> Image.Image:
    """The picture in black and white, as a thermal printer shows it and little on disk."""
    return Image.open(io.BytesIO(png)).convert("L").point(lambda value: 255 * (value >= 128)).convert("1")


def as_png(picture: Image.Image) -> bytes:
    """A golden picture's file."""
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def golden(name: str, suffix: str, make: Callable[[], bytes]) -> bytes:
    """What the golden file holds; written first where that was asked for."""
    path = FOLDER / f"{name}.{suffix}"
    if WRITE:
        path.write_bytes(make())
    return path.read_bytes()


@pytest.mark.parametrize("name", PAPERS)
def test_text(name: str) -> None:
    made = as_text(PAPERS[name])

    assert made.splitlines() == golden(name, "txt", made.encode).decode().splitlines()


@pytest.mark.parametrize("name", PAPERS)
def test_bytes(name: str) -> None:
    made = render(PAPERS[name], profile_of(PAPERS[name]), FONTS)

    assert made == gzip.decompress(golden(name, "escpos.gz", lambda: gzip.compress(made, mtime=0)))


@pytest.mark.parametrize("name", PAPERS)
def test_picture(name: str) -> None:
    made = small(picture(PAPERS[name], profile_of(PAPERS[name]).dots, FONTS))

    before = Image.open(io.BytesIO(golden(name, "png", lambda: as_png(made))))
    assert before.size == made.size
    assert before.tobytes() == made.tobytes()


def test_no_two_papers_have_one_name() -> None:
    assert len(PAPERS) == sum(map(len, SETS))


def test_no_golden_file_is_left_over() -> None:
    kept = {path.name for path in FOLDER.iterdir()}

    made = {f"{name}.{suffix}" for name in PAPERS for suffix in ("txt", "escpos.gz", "png")}
    assert kept == made | {"README.md"}
