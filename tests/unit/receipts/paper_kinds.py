"""One paper of each kind that a till prints, in any language, width and style."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from pos_terminal.domain import events as e
from pos_terminal.domain.marks import Marks
from pos_terminal.domain.reports.shift import About, x_report, z_report
from pos_terminal.domain.reports.table import Report
from pos_terminal.domain.sale import Sale
from pos_terminal.domain.tax import TaxRules
from receipts.card_slips import CardPayment, card_slip
from receipts.compose import compose_receipt
from receipts.document import Document
from receipts.dots import Dots, dots_of
from receipts.gift_receipt import gift_receipt
from receipts.invoice import compose_invoice
from receipts.labels import Label, price_labels, shelf_labels
from receipts.look import Look, Made
from receipts.report import report_document
from receipts.slips import (
    CashKind,
    CashMove,
    NoSale,
    Parked,
    Voided,
    cash_slip,
    no_sale_slip,
    parked_slip,
    void_slip,
)
from receipts.style import DETAILED, Style
from receipts.ticket import Extras
from receipts.voucher import Voucher, credit_voucher, gift_card_voucher
from tests.shop_days import Day, Goods, busy_day
from tests.unit.receipts.day_papers import BUYER, BUYER_AR, BUYER_DE, PROOF, Basket, order
from tests.unit.receipts.paper_words import SHOPS, ShopWords
from tests.unit.receipts.papers import HASH, MOMENT

VOUCHER = "SC-7K2M-94QX"
GIFT_CARD = "GC-40017-22931"
PARKED = "PK-T1-000017"
EAN = "4006381333931"
QR = Style(qr="https://corner-market.example/r/{receipt}?c={code}", qr_caption="corner-market.example/r")


class Papers:
    """Makes the papers of one shop for one roll."""

    def __init__(
        self, words: ShopWords, columns: int, style: Style = DETAILED, logo: Dots | None = None
    ) -> None:
        self.words = words
        header = replace(words.header, logo=logo)
        self.look = Look(header, words.language, columns, words.currency, style=style)
        self._extras = Extras(
            names={"anna": words.cashier, "c-17": words.customer, "note-1": words.void_reason},
            loyalty=words.points,
            messages=(words.message,),
        )

    def basket(self) -> Basket:
        """Everything that can stand on a line."""
        words, standard, reduced = self.words, self._standard, self._reduced
        basket = Basket(words.currency)
        basket.add(words.long_name, 1000, 49_900, tax=standard).discount("percent", 1000, "damaged")
        basket.add(words.cheese, 1_250_375, 1990, "kg", reduced).discount("amount", 1500, "loyal")
        marks = Marks("L7-2291", "", "2026-12-01", "", 333, 167, "kg", weighed=True)
        basket.happen(
            e.LineAdded(
                "s",
                "ham",
                "h-ham",
                "p",
                "",
                words.ham,
                "each",
                1000,
                333,
                *reduced,
                "warn",
                True,
                0,
                "scan",
                marks,
            )
        )
        basket.add(words.umbrella, 3000, 399, tax=standard).reprice(299, "competitor")
        basket.add(words.water, 2000, 719, tax=standard).add(words.deposit, 2000, 330, tax=standard)
        return basket.discount("percent", 500, "staff", basket=True)

    def bought(self) -> Sale:
        """Paid by card, credit and cash, rounded."""
        basket = self.basket()
        basket.pay("card", 1_500_000, approval="A1B2C3").pay("store_credit", 5000, account=VOUCHER)
        rounding = -(basket.sale.due_minor % 5)
        rest = basket.sale.due_minor + rounding
        basket.pay("cash", rest, change=1_100_000 - rest, rounding=rounding)
        return replace(basket.done(), customer_id="c-17")

    def sale(self, copy: int = 0) -> Document:
        copied = MOMENT + timedelta(days=1, minutes=7) if copy else None
        return self._receipt(self.bought(), copy, replace(self._extras, copied_at=copied))

    def tax_on_top(self) -> Document:
        basket = Basket(self.words.currency, TaxRules(False, "receipt"))
        basket.add(self.words.shirt, 3000, 2995, tax=self._standard)
        return self._receipt(basket.add(self.words.cheese, 754, 1990, "kg", self._reduced).done())

    def large(self) -> Document:
        """The largest amounts."""
        basket = Basket(self.words.currency)
        basket.add(self.words.long_name, 1000, 9_999_999_900, tax=self._standard)
        basket.add(self.words.cheese, 1_250_375, 7_997_600, "kg", self._reduced)
        return self._receipt(basket.done("card"))

    def returned(self) -> Document:
        words = self.words
        basket = Basket(words.currency)
        basket.take_back(words.umbrella, 1000, 299, 284, tax=self._standard, reason="defective")
        basket.take_back(
            words.cheese, 754, 1990, 1500, unit="kg", tax=self._reduced, receipt_no="T2-A004711",
            authority="unchecked", reason="wrong_article",
        )  # fmt: skip
        basket.take_back(words.deposit, 4000, 330, 1320, tax=self._standard, receipt_no="", reason="other")
        return self._receipt(basket.pay("card", -2000, approval="A1B2C3").done())

    def exchange(self) -> Document:
        words = self.words
        basket = Basket(words.currency)
        basket.take_back(words.shirt, 1000, 2999, 2699, tax=self._standard, reason="wrong_size")
        basket.add(words.shirt, 1000, 2999, tax=self._standard).add(
            words.umbrella, 2000, 399, tax=self._standard
        )
        return self._receipt(basket.done("card"))

    def gift(self) -> Document:
        return gift_receipt(self.bought(), PROOF, self.look)

    def invoice(self) -> Document:
        buyer = {"de": BUYER_DE, "ar": BUYER_AR}.get(self.words.language, BUYER)
        look = self.look
        return compose_invoice(
            self.bought(), look.header, PROOF, order(buyer), language=look.language, columns=look.columns,
            extras=self._extras,
        )  # fmt: skip

    @property
    def _standard(self) -> tuple[str, int]:
        return "standard", self.words.rates[0]

    @property
    def _reduced(self) -> tuple[str, int]:
        return "reduced", self.words.rates[1]

    def _receipt(self, sale: Sale, copy: int = 0, extras: Extras | None = None) -> Document:
        look = self.look
        return compose_receipt(
            sale, look.header, receipt_no=PROOF.receipt_no, completed_at=PROOF.completed_at,
            journal_hash=PROOF.journal_hash, barcode_text=PROOF.barcode_text, copy=copy,
            language=look.language, columns=look.columns, extras=extras or self._extras, style=look.style,
        )  # fmt: skip


class Slips(Papers):
    """The papers that are no receipts."""

    def voided(self) -> Document:
        voided = Voided(self._made("V-0012"), self.basket().sale, self.words.void_reason, self.words.second)
        return void_slip(voided, self.look)

    def parked(self) -> Document:
        return parked_slip(Parked(self._made(), self.basket().sale, PARKED, self.words.parked_as), self.look)

    def card(self, *, merchant: bool, minor: int = 4780) -> Document:
        words = self.words
        payment = CardPayment(
            self._made(),
            minor,
            "approved",
            PROOF.receipt_no,
            words.scheme,
            "4242",
            words.entry,
            "A1B2C3",
            "65/0004711",
        )
        return card_slip(payment, self.look, merchant=merchant, signed=merchant)

    def credit(self) -> Document:
        return credit_voucher(Voucher(self._made(PROOF.receipt_no), VOUCHER, 4990, reported=False), self.look)

    def gift_card(self) -> Document:
        until = datetime(2029, 12, 31, tzinfo=MOMENT.tzinfo)
        worth = Voucher(self._made(PROOF.receipt_no), GIFT_CARD, 5000, until, self.words.greeting)
        return gift_card_voucher(worth, self.look)

    def cash(self, kind: CashKind) -> Document:
        words = self.words
        reason = "" if kind == "float" else words.cash_reason
        return cash_slip(CashMove(self._made("M-0003"), kind, 123_450, reason, words.second), self.look)

    def no_sale(self) -> Document:
        return no_sale_slip(
            NoSale(self._made("D-0009"), self.words.cash_reason, self.words.second), self.look
        )

    def x(self) -> Document:
        day = Day()
        day.cash("float", 10_000)
        day.sell([Goods(250), Goods(1999, 2000, "reduced", 700)], [("card", 2000), ("cash", None)])
        report = x_report(day.figures, self._about())
        return self._report(report)

    def z(self) -> Document:
        return self._report(z_report(busy_day(), self._about()))

    def shelf(self) -> Document:
        words = self.words
        labels = (
            Label(words.water, 719, code=EAN, article_no="100417", base_minor=86, base_unit="1 l"),
            Label(words.cheese, 1990, "kg", "2100417", "4711", 199, "100 g", 2490),
        )
        return shelf_labels(labels, self.look)

    def price(self) -> Document:
        labels = (Label(self.words.shirt, 2999, code="96385074", article_no="88-L"),)
        return price_labels((*labels, Label(self.words.long_name, 49_900, code=EAN)), self.look)

    def _made(self, number: str = "") -> Made:
        return Made(MOMENT, "T1", self.words.cashier, number, HASH)

    def _about(self) -> About:
        names = {"anna": self.words.cashier, "ben": self.words.second}
        return About("T1", self.words.currency, 2, "2026-11-23T12:00:00.000Z", 60, HASH, names)

    def _report(self, report: Report) -> Document:
        look = self.look
        return report_document(
            report,
            look.header,
            language=look.language,
            columns=look.columns,
            style=look.style,
        )


KINDS: dict[str, Callable[[Slips], Document]] = {
    "sale": Papers.sale,
    "copy": lambda papers: papers.sale(copy=2),
    "tax-on-top": Papers.tax_on_top,
    "large-amounts": Papers.large,
    "return": Papers.returned,
    "exchange": Papers.exchange,
    "gift-receipt": Papers.gift,
    "invoice": Papers.invoice,
    "void": Slips.voided,
    "parked": Slips.parked,
    "card-customer": lambda papers: papers.card(merchant=False),
    "card-merchant": lambda papers: papers.card(merchant=True),
    "card-refund": lambda papers: papers.card(merchant=True, minor=-4780),
    "credit-voucher": Slips.credit,
    "gift-card": Slips.gift_card,
    "cash-in": lambda papers: papers.cash("in"),
    "cash-out": lambda papers: papers.cash("out"),
    "cash-drop": lambda papers: papers.cash("drop"),
    "float": lambda papers: papers.cash("float"),
    "no-sale": Slips.no_sale,
    "x-report": Slips.x,
    "z-report": Slips.z,
    "shelf-label": Slips.shelf,
    "price-label": Slips.price,
}


def logo() -> Dots:
    """A round mark with a roof, drawn here so that no file has to be kept."""
    from PIL import Image, ImageDraw

    mask = Image.new("L", (200, 120))
    draw = ImageDraw.Draw(mask)
    draw.polygon(((100, 4), (190, 52), (10, 52)), 255)
    draw.rectangle((30, 58, 170, 116), 255)
    draw.rectangle((84, 76, 116, 116), 0)
    draw.rectangle((44, 70, 70, 92), 0)
    draw.rectangle((130, 70, 156, 92), 0)
    return dots_of(mask)


def paper(
    kind: str, language: str, columns: int, style: Style = DETAILED, mark: Dots | None = None
) -> Document:
    """One of them."""
    return KINDS[kind](Slips(SHOPS[language], columns, style, mark))
