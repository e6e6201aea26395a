"""The checker's own arithmetic of a shop's day: discounts, tax, returns and refunds, in whole cents. Imports
nothing of the program.

Pure. Prices include tax; tax is rounded half up once a class on a receipt; what comes back of a line is
half up of what is left, and the last piece takes all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

# Basis points by tax class, and the class by the first character of the stock code: the replay's rule.
RATES = {"A": 2000, "B": 500, "C": 0}
CLASS_OF = {"2": "A", "8": "B"}
WHOLE_BP = 10_000

Facts = dict[str, int | str]
Off = tuple[str, int, str]


def half_up(numerator: int, denominator: int) -> int:
    """The nearest whole number, halves away from zero."""
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


def spread(total: int, weights: Sequence[int]) -> list[int]:
    """A total by weights, largest remainder, of equal ones the earlier."""
    base = sum(weights)
    if base == 0:
        return [0] * len(weights)
    parts = [total * weight // base for weight in weights]
    order = sorted(range(len(weights)), key=lambda at: -(total * weights[at] % base))
    for at in order[: total - sum(parts)]:
        parts[at] += 1
    return parts


def tax_in(amount: int, rate_bp: int) -> int:
    """The tax that an amount carries."""
    return half_up(amount * rate_bp, WHOLE_BP + rate_bp)


def off_of(off: Off | None, amount: int) -> int:
    """What a discount takes off an amount. off: kind, value (basis points or cents), reason."""
    if off is None or amount <= 0:
        return 0
    kind, value, _ = off
    return half_up(amount * value, WHOLE_BP) if kind == "percent" else min(value, amount)


def class_of(product: str) -> str:
    """The tax class of a product id."""
    return CLASS_OF.get(product[:1], "C")


@dataclass(slots=True)
class SoldLine:
    """A line of a ticket; quantity and amount below zero where it comes back.

    own_off, share: what its own and the basket's discount took off; amount: after both. tax: of goods that
    come back only.
    """

    product: str
    quantity: int
    unit_minor: int
    amount: int
    own_off: int = 0
    share: int = 0
    tax: int = 0
    name: str = ""
    tax_class: str = ""
    restock: bool = True
    off_reason: str = ""
    origin: tuple[str, str] = ("", "")
    refunds: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def comes_back(self) -> bool:
        """Whether it is a return."""
        return self.quantity < 0


@dataclass(slots=True)
class Ticket:
    """One receipt as one source tells it. taxes: class to (tax, gross); tenders: (method, amount, given)."""

    key: str
    lines: list[SoldLine] = field(default_factory=list)
    total: int = 0
    taxes: dict[str, tuple[int, int]] = field(default_factory=dict)
    tenders: list[tuple[str, int, int]] = field(default_factory=list)
    basket_reason: str = ""
    cashier: str = ""

    @property
    def kind(self) -> str:
        """Sale, return, or exchange."""
        back = sum(line.comes_back for line in self.lines)
        return "sale" if not back else "return" if back == len(self.lines) else "exchange"

    @property
    def shares(self) -> int:
        """What the basket's discount took off."""
        return sum(line.share for line in self.lines)

    def facts(self) -> Facts:
        """Everything that must agree, by a name a person understands."""
        found: Facts = {"kind": self.kind, "total": self.total, "number of lines": len(self.lines)}
        found["basket discount"] = self.shares
        found["cashier"] = self.cashier
        for number, line in enumerate(self.lines, 1):
            found[f"line {number} quantity"] = line.quantity
            found[f"line {number} unit price"] = line.unit_minor
            found[f"line {number} amount"] = line.amount + line.share
        for name, (tax, gross) in self.taxes.items():
            found[f"tax {name}"], found[f"gross {name}"] = tax, gross
        counted = [tender for tender in self.tenders if tender[1] or tender[2]]
        for number, (method, amount, given) in enumerate(counted, 1):
            found[f"tender {number}"] = method
            found[f"tender {number} amount"], found[f"tender {number} given"] = amount, given
        return found


def discount(lines: Sequence[SoldLine], own: dict[int, Off], basket: Off | None) -> None:
    """Take the discounts off fresh lines. own: by place of the line."""
    for place, off in own.items():
        line = lines[place]
        line.own_off, line.off_reason = off_of(off, line.amount), off[2]
        line.amount -= line.own_off
    sold = [line for line in lines if not line.comes_back]
    amounts = [line.amount for line in sold]
    for line, part in zip(sold, spread(off_of(basket, sum(amounts)), amounts), strict=True):
        line.amount, line.share = line.amount - part, part


def reckon(ticket: Ticket) -> None:
    """Taxes and total of the lines."""
    gross: dict[str, int] = {}
    back: dict[str, int] = {}
    back_tax: dict[str, int] = {}
    for line in ticket.lines:
        name = line.tax_class or class_of(line.product)
        gross.setdefault(name, 0)
        if line.comes_back:
            back[name] = back.get(name, 0) + line.amount
            back_tax[name] = back_tax.get(name, 0) + line.tax
        else:
            gross[name] += line.amount
    for name, amount in gross.items():
        tax = tax_in(amount, RATES[name]) + back_tax.get(name, 0)
        ticket.taxes[name] = (tax, amount + back.get(name, 0))
    ticket.total = sum(line.amount for line in ticket.lines)


@dataclass(slots=True)
class LeftLine:
    """What may still come back of a line."""

    product: str
    quantity: int
    amount: int
    tax: int
    unit_minor: int = 0
    name: str = ""
    line_id: str = ""


@dataclass(slots=True)
class Left:
    """The right to return a sale. tenders: (method, account) to what may still go back there."""

    lines: list[LeftLine]
    tenders: dict[tuple[str, str], int]

    def give(self, place: int, quantity: int) -> tuple[SoldLine, dict[tuple[str, str], int]]:
        """Take pieces of a line back: the line of the new ticket, and where its money goes."""
        row = self.lines[place]
        if quantity > row.quantity:
            raise ValueError(f"{quantity} of {row.product} are to come back, {row.quantity} are left.")
        last = quantity == row.quantity
        amount = row.amount if last else half_up(row.amount * quantity, row.quantity)
        tax = row.tax if last else half_up(row.tax * quantity, row.quantity)
        row.quantity, row.amount, row.tax = row.quantity - quantity, row.amount - amount, row.tax - tax
        weights = list(self.tenders.values())
        parts = spread(min(amount, sum(weights)), weights)
        refunds = {key: part for key, part in zip(self.tenders, parts, strict=True) if part}
        for key, part in refunds.items():
            self.tenders[key] -= part
        line = SoldLine(row.product, -quantity, row.unit_minor, -amount, tax=-tax, name=row.name)
        return line, refunds

    def facts(self) -> Facts:
        """What is left, by names."""
        found: Facts = {}
        for number, row in enumerate(self.lines, 1):
            found[f"line {number} left"] = row.quantity
            found[f"line {number} amount left"], found[f"line {number} tax left"] = row.amount, row.tax
        for (method, _), left in self.tenders.items():
            found[f"{method} left"] = int(found.get(f"{method} left", 0)) + left
        return found


def left_of(ticket: Ticket, accounts: Sequence[str]) -> Left:
    """The whole right of a ticket. accounts: of its tenders, empty where there is none."""
    sold = [line for line in ticket.lines if not line.comes_back]
    taxes = [0] * len(sold)
    classes = [line.tax_class or class_of(line.product) for line in sold]
    for name in dict.fromkeys(classes):
        places = [place for place, other in enumerate(classes) if other == name]
        amounts = [sold[place].amount for place in places]
        for place, part in zip(places, spread(tax_in(sum(amounts), RATES[name]), amounts), strict=True):
            taxes[place] = part
    rows = [
        LeftLine(line.product, line.quantity, line.amount, tax, line.unit_minor, line.name)
        for line, tax in zip(sold, taxes, strict=True)
    ]
    paid: dict[tuple[str, str], int] = {}
    for (method, amount, _), account in zip(ticket.tenders, accounts, strict=True):
        paid[method, account] = paid.get((method, account), 0) + amount
    return Left(rows, {key: left for key, left in paid.items() if left > 0})


def refund(owed: int, back: Iterable[dict[tuple[str, str], int]]) -> list[tuple[str, str, int]]:
    """(method, account, amount) of what goes back as it was paid; what has no tender behind it is cash."""
    weights: dict[tuple[str, str], int] = {}
    for refunds in back:
        for key, part in refunds.items():
            weights[key] = weights.get(key, 0) + part
    planned = min(owed, sum(weights.values()))
    plan = dict(zip(weights, spread(planned, list(weights.values())), strict=True))
    cash = plan.pop(("cash", ""), 0) + owed - planned
    parts = [(*key, part) for key, part in plan.items() if part]
    return [*parts, ("cash", "", cash)] if cash else parts
