"""Sales of a whole day for the tests of receipts, folded from real events, and their papers."""

from dataclasses import dataclass, field, replace

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.money import Currency
from pos_terminal.domain.sale import Sale
from pos_terminal.domain.sale_fold import evolve, start
from pos_terminal.domain.tax import Rounding, TaxRules
from receipts.compose import compose_receipt
from receipts.document import Document
from receipts.invoice import Buyer, Invoice, compose_invoice
from receipts.parts import Proof, ShopHeader
from receipts.ticket import NO_EXTRAS, Extras
from tests.unit.receipts.papers import HASH, MOMENT, SHOP

PROOF = Proof("T1-A000207", MOMENT, HASH, "T1-A000207-9F3A")
VOUCHER = "SC-7K2M-94QX"
BUYER = Buyer("Springfield Catering Ltd", ("Unit 7, Mill Lane", "Springfield SP2 4TT"), "GB987654321")
BUYER_DE = Buyer("Gasthof Zur Mühle GmbH & Co. KG", ("Mühlweg 7", "80333 München"), "DE987654321")
BUYER_AR = Buyer("مطعم النخيل للتجارة", ("شارع العليا 45", "الرياض 12211"), "310000000000003")
NAMES = Extras(names={"anna": "Anna Berg", "c-17": "Olga Petrova", "note-1": "box was open"})


@dataclass
class Basket:
    """Builds a sale by events, as the till does."""

    currency: str = "EUR"
    rules: TaxRules = field(default_factory=TaxRules)
    _count: int = 0

    def __post_init__(self) -> None:
        rounding: Rounding = self.rules.rounding
        decimals = Currency.of(self.currency).decimals
        included = self.rules.prices_include_tax
        self.sale = start(
            e.SaleStarted("s", "2026-11-23", "anna", self.currency, decimals, included, rounding, 0)
        )

    def happen(self, event: e.Event) -> "Basket":
        """The next event."""
        self.sale = evolve(self.sale, event)
        return self

    def add(
        self,
        name: str,
        milli: int,
        price: int,
        unit: str = "each",
        tax: tuple[str, int] = ("standard", 1900),
    ) -> "Basket":
        """An article."""
        line, hold = self._id("l"), self._id("h")
        return self.happen(
            e.LineAdded("s", line, hold, "p", "", name, unit, milli, price, *tax, "warn", True, 0, "scan")
        )

    def discount(self, kind: str, value: int, reason: str, *, basket: bool = False) -> "Basket":
        """Off the newest line, or off everything."""
        line_id = "" if basket else self.sale.lines[-1].line_id
        return self.happen(d.DiscountGiven("s", line_id, kind, value, reason))

    def reprice(self, price: int, reason: str) -> "Basket":
        """Another price for the newest line."""
        line = self.sale.lines[-1]
        return self.happen(d.PriceChanged("s", line.line_id, line.unit_price_minor, price, reason))

    def take_back(
        self,
        name: str,
        milli: int,
        price: int,
        amount: int,
        *,
        unit: str = "each",
        tax: tuple[str, int] = ("standard", 1900),
        tax_minor: int | None = None,
        receipt_no: str = "T1-A000123",
        reason: str = "defective",
        authority: str = "till",
    ) -> "Basket":
        """Goods that come back; figures above zero."""
        part = self.rules.tax_in(amount, tax[1]) if tax_minor is None else tax_minor
        ids = (self._id("l"), self._id("h"), self._id("o"))
        original = ("o", "ol", receipt_no) if receipt_no else ("", "", "")
        figures = (-milli, price, -amount, -part)
        return self.happen(
            d.ReturnLineAdded(
                "s", *ids, authority, *original, "p", "", name, unit, *figures, *tax, True, True, reason, ()
            )
        )

    def pay(
        self,
        method: str,
        amount: int,
        *,
        change: int = 0,
        rounding: int = 0,
        approval: str = "",
        account: str = "",
    ) -> "Basket":
        """A tender that counts `amount`; below zero: given back."""
        tender = self._id("t")
        return self.happen(
            e.TenderTaken("s", tender, method, amount, amount + change, change, rounding, approval, account)
        )

    def done(self, method: str = "cash", *, given: int | None = None, account: str = "") -> Sale:
        """The rest is paid (or given back), and the sale complete."""
        due = self.sale.due_minor
        if due:
            self.pay(method, due, change=0 if given is None else given - due, account=account)
        sale = self.sale
        completed = e.SaleCompleted(
            "s", PROOF.receipt_no, sale.total_minor, sale.rounding_minor, sale.change_minor, sale.taxes, "t"
        )
        return evolve(sale, completed)

    def _id(self, kind: str) -> str:
        self._count += 1
        return f"{kind}{self._count}"


REDUCED = ("reduced", 700)


def discounts() -> Sale:
    """Three discounts on lines, a changed price, one on everything."""
    basket = Basket().add("Espresso cups, set of 6", 1000, 2490).discount("percent", 1000, "damaged")
    basket.add("Yoghurt natural 500 g", 4000, 129, tax=REDUCED).discount("amount", 100, "expiring")
    basket.add("Cheddar mature", 754, 1990, "kg", REDUCED).discount("percent", 2500, "loyal")
    basket.add("Umbrella", 1000, 399).reprice(299, "competitor")
    basket.add("Milk 1 l", 2000, 129, tax=REDUCED).add("Bottle deposit", 2000, 25)
    return basket.discount("percent", 500, "staff", basket=True).done(given=5000)


def discounts_de() -> Sale:
    """The same in German."""
    basket = Basket().add("Espressotassen, 6er-Set", 1000, 2490).discount("percent", 1000, "damaged")
    basket.add("Naturjoghurt 500 g", 4000, 129, tax=REDUCED).discount("amount", 100, "expiring")
    basket.add("Bergkäse gereift", 754, 1990, "kg", REDUCED).discount("percent", 2500, "loyal")
    basket.add("Regenschirm", 1000, 399).reprice(299, "competitor")
    basket.add("Vollmilch 1 l", 2000, 129, tax=REDUCED).add("Pfand", 2000, 25)
    return basket.discount("percent", 500, "staff", basket=True).done(given=5000)


def pure_return() -> Sale:
    """Goods of two receipts and one without, paid back half to the card, half in cash."""
    basket = Basket().take_back("Dish soap", 2000, 249, 498, reason="wrong_article")
    basket.take_back("Umbrella", 1000, 399, 284, reason="defective")
    basket.take_back(
        "Apples", 754, 299, 225, unit="kg", tax=REDUCED, receipt_no="T2-A004711", authority="unchecked"
    )
    basket.take_back("Bottle deposit", 4000, 25, 100, receipt_no="", authority="none", reason="other")
    return basket.pay("card", -553, approval="A1B2C3").done()


def exchange() -> Sale:
    """A shirt for a larger and dearer one, and socks."""
    basket = Basket().take_back("Shirt, blue, M", 1000, 2999, 2699, reason="wrong_size")
    basket.add("Shirt, blue, L", 1000, 2999).add("Socks", 2000, 399).discount("percent", 1000, "promotion")
    return basket.done("card", given=None)


def exchange_cheaper() -> Sale:
    """Money goes back, and cash is rounded."""
    basket = Basket().take_back("Shirt, blue, M", 1000, 2999, 2699, reason="wrong_size")
    basket.add("Socks", 1000, 397)
    return basket.pay("cash", -2300, rounding=2).done()


def voucher() -> Sale:
    """A return for store credit of nobody, and some to a customer's account."""
    basket = Basket().take_back("Coffee grinder", 1000, 4990, 4990, reason="changed_mind", receipt_no="")
    return basket.pay("store_credit", -1000, account="CUST-0017-8842").done("store_credit", account=VOUCHER)


def credit_spent() -> Sale:
    """Part by store credit, the rest in cash; a customer is known."""
    basket = Basket().add("Coffee grinder", 1000, 4990).happen(d.CustomerAttached("s", "c-17"))
    return basket.pay("store_credit", 3990, account=VOUCHER).done(given=2000)


def exchange_ar() -> Sale:
    """Arabic: an exchange with discounts."""
    vat = ("standard", 1500)
    basket = Basket("SAR").take_back("قميص أزرق مقاس M", 1000, 12_000, 10_800, tax=vat, reason="wrong_size")
    basket.add("قميص أزرق مقاس L", 1000, 12_000, tax=vat).discount("percent", 1000, "damaged")
    basket.add("Nescafé Gold قهوة 200 غ", 1000, 4299, tax=vat).reprice(3999, "promotion")
    return basket.discount("amount", 500, "loyal", basket=True).done(given=5000)


def return_ar() -> Sale:
    """Arabic: money back, as a voucher and in cash."""
    vat = ("standard", 1500)
    basket = Basket("SAR").take_back("مطحنة قهوة", 1000, 24_900, 24_900, tax=vat, reason="defective")
    return basket.pay("store_credit", -20_000, account=VOUCHER).done()


def receipt(
    finished: Sale,
    header: ShopHeader = SHOP,
    language: str = "en",
    *,
    columns: int = 48,
    copy: int = 0,
    extras: Extras = NO_EXTRAS,
) -> Document:
    """The receipt of one of these sales."""
    return compose_receipt(
        finished,
        header,
        receipt_no=PROOF.receipt_no,
        completed_at=PROOF.completed_at,
        journal_hash=PROOF.journal_hash,
        barcode_text=PROOF.barcode_text,
        copy=copy,
        language=language,
        columns=columns,
        extras=extras,
    )


def invoice(
    finished: Sale,
    header: ShopHeader = SHOP,
    language: str = "en",
    *,
    buyer: Buyer = BUYER,
    columns: int = 48,
    copy: int = 0,
    extras: Extras = NO_EXTRAS,
) -> Document:
    """The invoice over one of these sales."""
    return compose_invoice(
        finished,
        header,
        PROOF,
        order(buyer),
        copy=copy,
        language=language,
        columns=columns,
        extras=extras,
    )


def order(buyer: Buyer = BUYER) -> Invoice:
    """An invoice of the day after."""
    return Invoice("T1-R000012", MOMENT.replace(day=24), buyer)


def completed_at(sale: Sale, utc: str) -> Sale:
    """The sale as completed at another time."""
    return replace(sale, completed_at=utc)
