"""A sale in words and written amounts: what every paper of it says, whatever it looks like. Pure.

Receipt and invoice, roll and sheet are laid out from the same `Ticket`, so no two of them can differ. What
its lines and their notes say adds up to its sums, and these to what was paid.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from pos_terminal.domain.money import line_amount
from pos_terminal.domain.sale import Discount, Line, Sale, Tender
from receipts.amounts import Numbers
from receipts.cells import cells
from receipts.reasons import discount_reason, return_reason
from receipts.wording import Say, words

Weight = Literal["plain", "bold", "total"]

ACCOUNT_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Extras:
    """What a paper needs that its sale does not hold; personal data comes this way only.

    names: of staff, customers and freely written reasons, by their ids. customer_accounts: accounts of store
    credit that belong to a customer, who needs no voucher for them. loyalty: labels and values of the
    customer's points; messages: to the customer. copied_at: when a copy is printed, with its zone.
    """

    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    customer_accounts: frozenset[str] = frozenset()
    training: bool = False
    loyalty: tuple[tuple[str, str], ...] = ()
    messages: tuple[str, ...] = ()
    copied_at: datetime | None = None

    def name_of(self, id_: str) -> str:
        """The name behind an id, the id itself where it has none."""
        return self.names.get(id_) or id_


NO_EXTRAS = Extras()


@dataclass(frozen=True, slots=True)
class TicketLine:
    """An article. notes: what stands below it, each with its amount, empty where it has none."""

    name: str
    quantity: str
    unit: str
    unit_price: str
    amount: str
    mark: str
    is_single: bool
    notes: tuple[tuple[str, str], ...]

    @property
    def detail(self) -> str:
        """Quantity and unit price; nothing for a single piece."""
        if self.unit:
            return f"{self.quantity} {self.unit} x {self.unit_price}/{self.unit}"
        return "" if self.is_single else f"{self.quantity} x {self.unit_price}"


@dataclass(frozen=True, slots=True)
class TicketGroup:
    """Lines that belong together. heading: empty where there is nothing to tell apart."""

    heading: str
    lines: tuple[TicketLine, ...]


@dataclass(frozen=True, slots=True)
class TicketSum:
    """A row below the lines. note: what stands below it."""

    label: str
    amount: str
    weight: Weight = "plain"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ticket:
    """Everything that was sold, taken back and paid. saved: empty where nothing was.

    taxes: a heading and its rows. kind: as the sale's.
    """

    kind: str
    groups: tuple[TicketGroup, ...]
    sums: tuple[TicketSum, ...]
    tenders: tuple[TicketSum, ...]
    saved: str
    tax_heading: tuple[str, ...]
    taxes: tuple[tuple[str, ...], ...]

    @property
    def rates(self) -> tuple[tuple[str, ...], ...]:
        """The tax summary without its sum."""
        return self.taxes[:-1] if len(self.taxes) > 1 else self.taxes

    @property
    def amount_cells(self) -> int:
        """How wide the column of amounts is, of the sums but the total too."""
        lines = [line for group in self.groups for line in group.lines]
        rows = [row for row in (*self.sums, *self.tenders) if row.weight != "total"]
        texts = [line.amount for line in lines] + [row.amount for row in rows]
        texts += [amount for line in lines for _, amount in line.notes]
        return max(map(cells, texts), default=0)

    @property
    def mark_cells(self) -> int:
        """How wide the column of tax marks is, with the blank before it."""
        longest = max((cells(line.mark) for group in self.groups for line in group.lines), default=0)
        return longest + 1 if longest else 0


def ticket_of(sale: Sale, language: str, extras: Extras = NO_EXTRAS) -> Ticket:
    """The words and amounts of a completed sale."""
    writer = _Writer(sale, language, extras)
    say = writer.say
    return Ticket(
        kind=sale.kind,
        groups=tuple(writer.groups()),
        sums=tuple(writer.sums()),
        tenders=tuple(writer.tenders()),
        saved=writer.saved(),
        tax_heading=(say("Rate"), say("Net"), say("Tax"), say("Gross")),
        taxes=tuple(writer.taxes()),
    )


def copied_text(sale: Sale, language: str, extras: Extras) -> str:
    """When a copy is printed, in words; empty where nobody said it."""
    return "" if extras.copied_at is None else Numbers(language, sale.decimals).moment(extras.copied_at)


def gifts(sale: Sale, language: str, extras: Extras, line_ids: frozenset[str]) -> tuple[TicketLine, ...]:
    """What was bought, each line with its quantity where a price would stand. line_ids: these; empty: all."""
    writer = _Writer(sale, language, extras)
    wanted = [
        line for line in sale.lines if not line.is_return and (not line_ids or line.line_id in line_ids)
    ]
    return tuple(map(writer.gift, wanted))


def masked(account: str) -> str:
    """An account as it may be seen by anybody."""
    return f"****{account[-ACCOUNT_DIGITS:]}"


class _Writer:
    """Writes the parts of one ticket."""

    def __init__(self, sale: Sale, language: str, extras: Extras) -> None:
        self.say: Say = words(language)
        self._sale = sale
        self._extras = extras
        self._numbers = Numbers(language, sale.decimals)
        taxes = sale.taxes
        marks = {(tax.tax_class, tax.rate_bp): _letter(place) for place, tax in enumerate(taxes)}
        self._marks = marks if len(taxes) > 1 else {}

    def groups(self) -> Iterator[TicketGroup]:
        """What came back, by receipt, then what was sold."""
        back: dict[str, list[TicketLine]] = {}
        sold: list[TicketLine] = []
        for line in self._sale.lines:
            if line.returned is None:
                sold.append(self._sold(line))
            else:
                back.setdefault(self._return_heading(line), []).append(self._back(line))
        for heading, lines in back.items():
            yield TicketGroup(heading, tuple(lines))
        if sold:
            yield TicketGroup(self.say("Bought") if back else "", tuple(sold))

    def sums(self) -> Iterator[TicketSum]:
        """From the lines to what is to be paid or given back."""
        sale, say = self._sale, self.say
        off_minor = sum(line.share_minor for line in sale.lines)
        if sale.discount is not None and off_minor:
            before_minor = sum(line.amount_minor for line in sale.lines) + off_minor
            yield self._sum(say("Subtotal"), before_minor)
            yield self._sum(self._discount(sale.discount), -off_minor)
        if not sale.rules.prices_include_tax:
            net_minor = sum(tax.net_minor for tax in sale.taxes)
            yield self._sum(say("Net") if off_minor else say("Subtotal"), net_minor)
            yield self._sum(say("Tax"), sum(tax.tax_minor for tax in sale.taxes))
        sign, word = (-1, say("To give back")) if sale.total_minor < 0 else (1, say("TOTAL"))
        yield self._sum(f"{word} {sale.currency}", sign * sale.total_minor, "total")
        if sale.rounding_minor:
            yield self._sum(say("Cash rounding"), sign * sale.rounding_minor)
            word = say("To give back") if sign < 0 else say("To pay")
            yield self._sum(word, sign * (sale.total_minor + sale.rounding_minor), "bold")

    def tenders(self) -> Iterator[TicketSum]:
        """What was paid and how, and what went back."""
        for tender in self._sale.tenders:
            if tender.given_minor or tender.amount_minor:
                yield self._tender(tender)
        if self._sale.change_minor:
            yield self._sum(self.say("Change"), self._sale.change_minor, "bold")

    def saved(self) -> str:
        """All discounts and lowered prices in one sentence."""
        saved_minor = sum(minor for _, minor in self._sale.discounts_by_reason)
        saved_minor += sum(max(0, self._lowered(line)) for line in self._sale.lines if not line.is_return)
        if saved_minor <= 0:
            return ""
        amount = f"{self._numbers.amount(saved_minor)} {self._sale.currency}"
        return self.say("You saved {amount}").format(amount=amount)

    def taxes(self) -> Iterator[tuple[str, ...]]:
        """A row for each rate, and their sum where there are several."""
        taxes = self._sale.taxes
        for tax in taxes:
            amounts = map(self._numbers.amount, (tax.net_minor, tax.tax_minor, tax.gross_minor))
            mark = self._marks.get((tax.tax_class, tax.rate_bp), "")
            yield (f"{mark} {self._numbers.rate(tax.rate_bp)}".strip(), *amounts)
        if len(taxes) > 1:
            columns = zip(*((t.net_minor, t.tax_minor, t.gross_minor) for t in taxes), strict=True)
            yield (self.say("Sum"), *(self._numbers.amount(sum(column)) for column in columns))

    def gift(self, line: Line) -> TicketLine:
        """A line without a price."""
        written = self._line(line, 0)
        quantity = f"{written.quantity} {written.unit}".strip()
        return replace(written, amount=quantity, notes=tuple((text, "") for text in self._of_piece(line)))

    def _sold(self, line: Line) -> TicketLine:
        written = self._line(line, line.full_minor)
        notes = [(text, "") for text in self._of_piece(line)]
        if line.list_price_minor is not None and line.list_price_minor != line.unit_price_minor:
            notes.append((self._instead_of(line), ""))
        if line.discount is not None and line.discount_minor:
            notes.append((self._discount(line.discount), self._numbers.amount(-line.discount_minor)))
        return replace(written, notes=tuple(notes))

    def _back(self, line: Line) -> TicketLine:
        """At the price it had; what a discount had taken off then is not given back now."""
        at_price_minor = line_amount(line.unit_price_minor, line.milli)
        rest_minor = line.amount_minor - at_price_minor
        notes = [(text, "") for text in self._of_piece(line)]
        if rest_minor:
            notes.append((self.say("Adjusted to what was paid"), self._numbers.amount(rest_minor)))
        if line.returned is not None and line.returned.reason:
            reason = self._extras.names.get(line.returned.reason) or return_reason(
                self.say, line.returned.reason
            )
            notes.append((self.say("Reason: {reason}").format(reason=reason), ""))
        return replace(self._line(line, at_price_minor), notes=tuple(notes))

    def _of_piece(self, line: Line) -> Iterator[str]:
        """What the label said of this very piece: what somebody needs who recalls it or has it mended."""
        say, marks = self.say, line.marks
        if marks.weighed:
            content = f"{self._numbers.quantity(marks.content_milli)} {marks.content_unit}"
            yield (
                say("{content} each").format(content=content) if line.milli not in (1000, -1000) else content
            )
        if marks.lot:
            yield say("Lot {lot}").format(lot=marks.lot)
        if marks.serial:
            yield say("Serial no. {serial}").format(serial=marks.serial)
        if marks.expiry:
            yield say("Use by {day}").format(day=self._day(marks.expiry))
        if marks.best_before:
            yield say("Best before {day}").format(day=self._day(marks.best_before))

    def _day(self, iso: str) -> str:
        return self._numbers.day(datetime.fromisoformat(iso))

    def _line(self, line: Line, amount_minor: int) -> TicketLine:
        return TicketLine(
            name=line.name,
            quantity=self._numbers.quantity(line.milli),
            unit="" if line.unit == "each" else line.unit,
            unit_price=self._numbers.amount(line.unit_price_minor),
            amount=self._numbers.amount(amount_minor),
            mark=self._marks.get((line.tax_class, line.rate_bp), ""),
            is_single=line.unit == "each" and line.milli == 1000,
            notes=(),
        )

    def _return_heading(self, line: Line) -> str:
        if line.returned is None or not line.returned.receipt_no:
            return self.say("Return without receipt")
        heading = self.say("Return of receipt {number}").format(number=line.returned.receipt_no)
        if line.returned.authority == "unchecked":
            unchecked = self.say("unchecked")
            return f"{heading} ({unchecked})"
        return heading

    def _discount(self, discount: Discount) -> str:
        """Its name with its rate, if it has one, and its reason."""
        rate = self._numbers.rate(discount.value) if discount.kind == "percent" else ""
        return " ".join(filter(None, (self.say("Discount"), rate, self._in_brackets(discount.reason))))

    def _instead_of(self, line: Line) -> str:
        price = self._numbers.amount(line.list_price_minor or 0)
        price += "" if line.unit == "each" else f"/{line.unit}"
        text = self.say("instead of {price}").format(price=price)
        return " ".join(filter(None, (text, self._in_brackets(line.price_reason))))

    def _in_brackets(self, reason: str) -> str:
        word = self._extras.names.get(reason) or discount_reason(self.say, reason)
        return f"({word})" if word else ""

    def _lowered(self, line: Line) -> int:
        """What a changed price took off a line; below zero where it was raised."""
        if line.list_price_minor is None:
            return 0
        return line_amount(line.list_price_minor, line.milli) - line.full_minor

    def _tender(self, tender: Tender) -> TicketSum:
        say = self.say
        back = tender.amount_minor < 0
        label = _given_back(tender.method, say) if back else _method(tender.method, say)
        if tender.account:
            label = f"{label} {masked(tender.account)}"
        approval = say("Approval")
        note = f"{approval} {tender.approval_code}" if tender.approval_code else ""
        row = self._sum(label, -tender.given_minor if back else tender.given_minor)
        return replace(row, note=note)

    def _sum(self, label: str, minor: int, weight: Weight = "plain") -> TicketSum:
        return TicketSum(label, self._numbers.amount(minor), weight)


def _method(name: str, say: Say) -> str:
    names = {
        "cash": say("Cash"),
        "card": say("Card"),
        "store_credit": say("Store credit"),
        "gift_card": say("Gift card"),
    }
    return names.get(name) or name.replace("_", " ").capitalize()


def _given_back(name: str, say: Say) -> str:
    names = {
        "cash": say("Given back cash"),
        "card": say("Given back to card"),
        "store_credit": say("Given back as store credit"),
        "gift_card": say("Given back to gift card"),
    }
    return names.get(name) or say("Given back: {method}").format(method=_method(name, say))


def _letter(place: int) -> str:
    """A to Z, then AA and on."""
    letters = chr(ord("A") + place % 26)
    return letters if place < 26 else _letter(place // 26 - 1) + letters
