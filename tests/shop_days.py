"""Days of a till made of events, for the tests of shifts and reports: folded by the real `till.fold`."""

from dataclasses import dataclass, replace

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.figures import Piece, ShiftFigures
from pos_terminal.domain.payments import tendering
from pos_terminal.domain.tax import Rounding
from pos_terminal.domain.till import Till, fold


@dataclass(frozen=True, slots=True)
class Goods:
    """What a line sells (milli > 0) or takes back (milli < 0). tax_minor: of goods that come back."""

    price_minor: int
    milli: int = 1000
    tax_class: str = "standard"
    rate_bp: int = 1900
    discount_bp: int = 0
    tax_minor: int = 0


class Day:
    """One open shift; every method writes events and folds them."""

    def __init__(self, *, included: bool = True, rounding: Rounding = "receipt", cash_step: int = 0) -> None:
        self.till = Till()
        self._rules = (included, rounding, cash_step)
        self._count = 0
        self._tell(e.ShiftOpened("shift1", "2026-11-23", "anna"), "2026-11-23T07:55:10.000Z")

    @property
    def figures(self) -> ShiftFigures:
        return self.till.figures

    def cash(self, kind: str, amount_minor: int, reason: str = "") -> None:
        self._tell(d.CashMoved("shift1", self._id("m"), kind, amount_minor, reason, "anna"))

    def sell(
        self,
        goods: list[Goods],
        tenders: list[tuple[str, int | None]],
        *,
        at: str = "2026-11-23T10:00:00.000Z",
        cashier: str = "anna",
        basket_off_minor: int = 0,
    ) -> None:
        """A sale from its first line to its receipt; the last tender takes what is due."""
        included, rounding, step = self._rules
        sale_id = self._id("s")
        self._tell(e.SaleStarted(sale_id, "2026-11-23", cashier, "EUR", 2, included, rounding, step))
        for one in goods:
            self._line(sale_id, one)
        if basket_off_minor:
            self._tell(d.DiscountGiven(sale_id, "", "amount", basket_off_minor, "damaged"))
        for method, amount_minor in [*tenders, ("cash", None)]:
            if self.till.sale is not None:
                self._tender(method, amount_minor, at)
        assert self.till.sale is None

    def correct(self, was: str, method: str) -> None:
        """The last sale's first tender of that method was keyed wrongly."""
        last = self.till.last
        wrong = next((row for row in last.tenders if row.method == was), None) if last else None
        if last and wrong:
            self._tell(
                d.TenderCorrected(last.sale_id, wrong.tender_id, was, method, wrong.amount_minor, "keyed")
            )

    def void(self) -> None:
        """A basket with a changed price and a voided line, thrown away."""
        sale_id = self._id("s")
        self._tell(e.SaleStarted(sale_id, "2026-11-23", "anna", "EUR", 2, True, "receipt", 0))
        for _ in range(2):
            self._line(sale_id, Goods(500))
        lines = self.till.sale.lines if self.till.sale else ()
        self._tell(d.PriceChanged(sale_id, lines[0].line_id, 500, 400, "damaged"))
        self._tell(e.LineVoided(sale_id, lines[1].line_id, "void"))
        self._tell(e.SaleVoided(sale_id))

    def no_sale(self) -> None:
        self._tell(d.DrawerOpened("shift1", self._id("m"), "change", "anna"))

    def close(self, difference_minor: int = 0, z_no: int = 42) -> d.ShiftClosed:
        expected = self.figures.cash_expected_minor
        counted = expected + difference_minor
        pieces, left = [], counted
        for face in (20000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1):
            if left >= face:
                pieces.append(Piece(face, left // face))
                left %= face
        closed = d.ShiftClosed(
            "shift1", z_no, "anna", counted, expected, tuple(pieces), self.figures, "2026-11-23T19:04:31.000Z"
        )
        self._tell(closed)
        return closed

    def _line(self, sale_id: str, one: Goods) -> None:
        line_id = self._id("l")
        if one.milli < 0:
            self._tell(_return_line(sale_id, line_id, one))
            return
        self._tell(
            e.LineAdded(
                sale_id=sale_id,
                line_id=line_id,
                hold_id=line_id,
                product_id="p",
                code_text="",
                name="Article",
                unit="each" if one.milli % 1000 == 0 else "kg",
                milli=one.milli,
                unit_price_minor=one.price_minor,
                tax_class=one.tax_class,
                rate_bp=one.rate_bp,
                stock_policy="warn",
                tracked=False,
                minimum_age=0,
                entry="scan",
            )
        )
        if one.discount_bp:
            self._tell(d.DiscountGiven(sale_id, line_id, "percent", one.discount_bp, "staff"))

    def _tender(self, method: str, amount_minor: int | None, at: str) -> None:
        sale = self.till.sale
        assert sale is not None
        due = sale.due_minor
        if due == 0:
            method, amount_minor = "cash", None
        if amount_minor is not None:
            amount_minor = min(amount_minor, due) if due > 0 else max(-amount_minor, due)
        if amount_minor == 0:
            return
        approval = "1234" if method == "card" else ""
        taken = tendering.take(
            sale, method, amount_minor, approval, self._id("t"), confirmed=True, account="account"
        )
        number = f"T1-A{self.till.receipt_count + 1:06d}"
        done = tendering.complete(sale, taken, number, at)
        assert isinstance(done, tuple), done
        for event in done:
            self._tell(event)

    def _tell(self, event: e.Event, at: str = "2026-11-23T10:00:00.000Z") -> None:
        self.till = fold(self.till, event, at)

    def _id(self, letter: str) -> str:
        self._count += 1
        return f"{letter}{self._count}"


def _return_line(sale_id: str, line_id: str, one: Goods) -> d.ReturnLineAdded:
    return d.ReturnLineAdded(
        sale_id=sale_id,
        line_id=line_id,
        hold_id=line_id,
        op_id=line_id,
        authority="none",
        original_sale_id="",
        original_line_id="",
        original_receipt_no="",
        product_id="p",
        code_text="",
        name="Article",
        unit="each",
        milli=one.milli,
        unit_price_minor=one.price_minor,
        amount_minor=one.price_minor * one.milli // 1000,
        tax_minor=-one.tax_minor,
        tax_class=one.tax_class,
        rate_bp=one.rate_bp,
        tracked=False,
        restock=True,
        reason="unwanted",
        refunds=(),
    )


def busy_day() -> d.ShiftClosed:
    """Forty sales at three rates, three ways to pay, discounts, returns, cash moves; 2.35 are missing."""
    day = Day()
    day.cash("float", 20000)
    rates = (("standard", 1900), ("reduced", 700), ("zero", 0))
    for number in range(40):
        goods = [
            Goods(
                199 + 137 * ((number + index) % 23),
                1000 * (1 + index % 3) if index % 4 else 754,
                *rates[(number + index) % 3],
                discount_bp=1000 if (number + index) % 9 == 0 else 0,
            )
            for index in range(1 + number % 5)
        ]
        tenders: list[tuple[str, int | None]] = [("cash", None)]
        if number % 3 == 1:
            tenders = [("card", None)]
        elif number % 8 == 0:
            tenders = [("store_credit", 500), ("card", None)]
        if number in (17, 31):
            goods = [Goods(1249, -1000, "standard", 1900, tax_minor=199)]
        at = f"2026-11-23T{8 + number * 11 // 40:02d}:{number * 17 % 60:02d}:12.000Z"
        day.sell(goods, tenders, at=at, cashier="ben" if 12 < number < 30 else "anna")
        if number == 25:
            day.sell([Goods(8990)], [("cash", None)], at=at, basket_off_minor=990)
    day.cash("out", 1550, "flowers")
    day.cash("in", 5000, "change")
    day.cash("drop", 30000, "safe")
    day.void()
    day.no_sale()
    return day.close(-235)


def quiet_day() -> d.ShiftClosed:
    """Opened, nothing sold, closed."""
    day = Day()
    day.cash("float", 20000)
    return replace(day.close(), z_no=43)
