"""Papers: a sale to the bytes of its receipt, short and long, with a line that no code page has; and how soon
the first of them is at the printer.

Beside each, in turn, python-escpos alone with the same text: it wraps, aligns, shapes and checks nothing.
"""

import queue
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from bench.figures import Measured
from bench.stage import MeasuredTill, Stage, till_on
from pos_terminal.bootstrap_tools import FONTS
from pos_terminal.domain.money import line_amount
from pos_terminal.domain.sale import Line, Sale, Tender
from pos_terminal.domain.tax import RateSum, TaxRules, add_amount
from receipts.compose import compose_receipt
from receipts.document import Document
from receipts.escpos import prepare, render
from receipts.escpos_library import in_memory
from receipts.fonts import Fonts
from receipts.parts import ShopHeader
from receipts.profiles import PROFILES
from receipts.text import as_text

PROFILE = PROFILES["TM-T20III"]
FLOOR = "python-escpos alone with the same text"
BEGIN_TIMEOUT_S = 10.0
PAUSE_S = 0.02
_SHOP = ShopHeader("Corner Market", ("12 High Street", "Springfield"), "VAT GB123456789", "", "Thank you!")
_AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
_DRAWN = ("حليب طازج كامل الدسم", "有机全麦面包 500 g", "दूध ताज़ा", "한국 김치", "นมสด")


def measure(stage: Stage) -> Iterator[Measured]:
    """The four figures."""
    fonts = Fonts(FONTS)
    prepare(PROFILE)
    yield from _receipts(stage, fonts)
    yield _image_line(stage, fonts)
    yield _first_byte(stage)


def sale_of(count: int, drawn: str = "") -> Sale:
    """A sale of so many lines, paid in cash. drawn: the name of one of them."""
    rules = TaxRules()
    sums: tuple[RateSum, ...] = ()
    lines: list[Line] = []
    for place in range(count):
        name = drawn if drawn and place == count // 2 else f"Article no. {place + 1}, 500 g"
        milli, price = 1000 + 1000 * (place % 3), 129 + 7 * place
        lines.append(_line(str(place), name, milli, price, 1900 if place % 4 else 700))
        sums = add_amount(sums, rules, lines[-1].tax_class, lines[-1].rate_bp, (0, lines[-1].amount_minor))
    sale = Sale("s", "2026-11-24", "anna", "EUR", 2, rules, 0, "completed", lines=tuple(lines), sums=sums)
    due = sale.total_minor
    return replace(sale, tenders=(Tender("t", "cash", due, due + 500, 500, 0, ""),))


def _receipts(stage: Stage, fonts: Fonts) -> Iterator[Measured]:
    for lines, full, quick in ((30, 2_000, 200), (300, 1_000, 50)):
        sale = sale_of(lines)
        rows = as_text(_composed(sale)).splitlines()
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(stage.count(full, quick)):
            ours.append(_ms(lambda sale=sale: render(_composed(sale), PROFILE, fonts)))  # type: ignore[misc]
            theirs.append(_ms(lambda rows=rows: _alone(rows)))  # type: ignore[misc]
        yield Measured(f"receipt_of_{lines}_lines", "ms", ours, theirs, FLOOR)


def _image_line(stage: Stage, fonts: Fonts) -> Measured:
    """With the line less without it; floor: python-escpos' image() of a text that Pillow drew in one face."""
    plain = sale_of(30)
    face = ImageFont.truetype(fonts.path("NotoSansArabic-Regular.ttf"), 19)
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(stage.count(1_000, 200)):
        drawn = sale_of(30, f"{_DRAWN[number % len(_DRAWN)]} {number}")
        without = _ms(partial(_ours, plain, fonts))
        ours.append(_ms(partial(_ours, drawn, fonts)) - without)
        theirs.append(_ms(partial(_alone_drawn, f"{_DRAWN[0]} {number}", face)))
    return Measured("image_line_more", "ms", ours, theirs, "python-escpos' image() of such a text")


def _first_byte(stage: Stage) -> Measured:
    """From just before the tender is written to the control socket until the printer has read `ESC @`."""
    with till_on(stage, "first-byte") as till:
        waiting = _Beginnings(till)
        samples = [waiting.sell(stage.codes[number]) for number in range(stage.count(1_000, 60))]
    rows = as_text(_composed(sale_of(1))).splitlines()
    floor = [_ms(partial(_alone, rows)) for _ in range(200)]
    return Measured("tender_to_first_byte", "ms", samples, floor, f"{FLOOR}, in memory")


class _Beginnings:
    """Waits for the papers that begin at the printer."""

    def __init__(self, till: MeasuredTill) -> None:
        self._till = till
        self._begun: queue.SimpleQueue[int] = queue.SimpleQueue()
        till.rig.paper.on_begin = self._begun.put

    def sell(self, code_text: str) -> float:
        """Sell one article; milliseconds from the tender to the paper's beginning."""
        control = self._till.rig.control
        self._till.scan_and_wait(code_text)
        control.send("StartPayment")
        while not self._begun.empty():
            self._begun.get()
        began_ns = time.monotonic_ns()
        control.send("TakeTender", tender="cash", amount_minor=None)
        at_ns = self._begun.get(timeout=BEGIN_TIMEOUT_S)
        time.sleep(PAUSE_S)
        return (at_ns - began_ns) / 1e6


def _composed(sale: Sale) -> Document:
    return compose_receipt(
        sale,
        _SHOP,
        receipt_no="T1-A000123",
        completed_at=_AT,
        journal_hash="9f3ac2d1" * 8,
        barcode_text="T1-A000123-9F3A",
    )


def _ours(sale: Sale, fonts: Fonts) -> bytes:
    return render(_composed(sale), PROFILE, fonts)


def _alone(rows: list[str]) -> bytes:
    printer: Any = in_memory(PROFILE.base)
    printer.hw("INIT")
    for row in rows:
        printer.text(f"{row}\n")
    printer.cut("PART")
    return bytes(printer.output)


def _alone_drawn(text: str, face: ImageFont.FreeTypeFont) -> bytes:
    picture = Image.new("1", (576, 24), 1)
    ImageDraw.Draw(picture).text((0, 19), text, 0, face, anchor="ls")
    printer: Any = in_memory(PROFILE.base)
    printer.image(picture, impl="bitImageColumn")
    return bytes(printer.output)


def _line(line_id: str, name: str, milli: int, price: int, rate_bp: int) -> Line:
    amount = line_amount(price, milli)
    return Line(
        line_id=line_id,
        hold_id=line_id,
        product_id=line_id,
        code_text="",
        name=name,
        unit="each",
        milli=milli,
        unit_price_minor=price,
        amount_minor=amount,
        tax_class=str(rate_bp),
        rate_bp=rate_bp,
        stock_policy="warn",
        tracked=True,
        minimum_age=0,
    )


def _ms(make: Callable[[], object]) -> float:
    began = time.perf_counter_ns()
    make()
    return (time.perf_counter_ns() - began) / 1e6
