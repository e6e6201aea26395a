"""The right to take sold goods back: what is left of each line and of each tender. Pure.

q of Q units that are left give back round-half-up(left x q / Q), the last takes all; so any row of partial
returns adds up to exactly what was paid. The till (until a sale is handed over) and the centre (afterwards)
reckon with these same functions.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from pos_terminal.domain.day_events import RefundPart
from pos_terminal.domain.decision import Refused
from pos_terminal.domain.money import allocate, round_half_up
from pos_terminal.domain.sale import Line, Sale
from pos_terminal.domain.tax import TaxRules

LineKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class RightLine:
    """What may still come back of one line. amount_minor: as prices are (tax included or not), all >= 0."""

    line_id: str
    milli: int
    amount_minor: int
    tax_minor: int


@dataclass(frozen=True, slots=True)
class RightTender:
    """What may still go back to one of the tenders that paid. account: of a ledger, else empty."""

    method: str
    account: str
    left_minor: int


@dataclass(frozen=True, slots=True)
class Right:
    """The right to return one sale. adds_tax: amounts are without tax, it is paid on top."""

    sale_id: str
    adds_tax: bool
    lines: tuple[RightLine, ...]
    tenders: tuple[RightTender, ...]

    def line(self, line_id: str) -> RightLine | None:
        """What is left of one line."""
        return next((row for row in self.lines if row.line_id == line_id), None)

    def value_of(self, row: RightLine) -> int:
        """What the customer gets for all that is left of a line."""
        return row.amount_minor + (row.tax_minor if self.adds_tax else 0)


@dataclass(frozen=True, slots=True)
class Given:
    """What one return takes out of a right; every figure > 0 or 0. refunds: by original tender."""

    line_id: str
    milli: int
    amount_minor: int
    tax_minor: int
    refunds: tuple[RefundPart, ...]


def right_of(sale: Sale) -> Right:
    """The whole right of a completed sale; goods that came back in it cannot come back again."""
    sold = tuple(line for line in sale.lines if not line.is_return)
    taxes = line_taxes(sale, sold)
    lines = tuple(
        RightLine(line.line_id, line.milli, line.amount_minor, tax)
        for line, tax in zip(sold, taxes, strict=True)
    )
    return Right(sale.sale_id, not sale.rules.prices_include_tax, lines, _tenders_of(sale))


def line_taxes(sale: Sale, sold: tuple[Line, ...]) -> tuple[int, ...]:
    """The tax of each sold line, such that each rate's lines add up to what the receipt says of it."""
    rules = sale.rules
    if rules.rounding == "line":
        return tuple(rules.tax_in(line.amount_minor, line.rate_bp) for line in sold)
    taxes = [0] * len(sold)
    for key in {(line.tax_class, line.rate_bp) for line in sold}:
        _spread_tax(rules, key, sold, taxes)
    return tuple(taxes)


def give(right: Right, line_id: str, milli: int) -> tuple[Right, Given] | Refused:
    """Take so many units of a line back; the right that is left, and what is given."""
    row = right.line(line_id)
    if row is None:
        return Refused("return_line_unknown")
    if milli <= 0:
        return Refused("return_quantity_missing")
    if milli > row.milli:
        return Refused("return_too_many", {"left_milli": row.milli})
    whole = milli == row.milli
    amount = row.amount_minor if whole else _part(row.amount_minor, milli, row.milli)
    tax = row.tax_minor if whole else _part(row.tax_minor, milli, row.milli)
    refunds = _refunds(right, amount + (tax if right.adds_tax else 0))
    left = RightLine(line_id, row.milli - milli, row.amount_minor - amount, row.tax_minor - tax)
    lines = tuple(left if other is row else other for other in right.lines)
    after = replace(right, lines=lines, tenders=_without(right.tenders, refunds, -1))
    return after, Given(line_id, milli, amount, tax, refunds)


def take_back(right: Right, given: Given) -> Right:
    """The right as it was before something was given that is void now."""
    lines = tuple(
        RightLine(
            row.line_id,
            row.milli + given.milli,
            row.amount_minor + given.amount_minor,
            row.tax_minor + given.tax_minor,
        )
        if row.line_id == given.line_id
        else row
        for row in right.lines
    )
    return replace(right, lines=lines, tenders=_without(right.tenders, given.refunds, 1))


def given_in(sale: Sale, original_sale_id: str, *, besides: str = "") -> tuple[Given, ...]:
    """What a sale's return lines take out of another sale's right; not those of the authority `besides`."""
    return tuple(
        Given(
            line.returned.line_id,
            -line.milli,
            -line.amount_minor,
            -line.returned.tax_minor,
            line.returned.refunds,
        )
        for line in sale.lines
        if line.returned is not None
        and line.returned.sale_id == original_sale_id
        and line.returned.authority != besides
    )


def take_away(right: Right, given: Given) -> Right:
    """The right after something was given elsewhere, as far as anything is left of it."""
    row = right.line(given.line_id)
    if row is None:
        return right
    left = RightLine(
        row.line_id,
        max(row.milli - given.milli, 0),
        max(row.amount_minor - given.amount_minor, 0),
        max(row.tax_minor - given.tax_minor, 0),
    )
    lines = tuple(left if other is row else other for other in right.lines)
    return replace(right, lines=lines, tenders=_without(right.tenders, given.refunds, -1))


def moved(right: Right, was_method: str, method: str, amount_minor: int) -> Right:
    """The right after a tender was booked under another way of paying, as far as it is left there."""
    was = next((row for row in right.tenders if (row.method, row.account) == (was_method, "")), None)
    part = min(max(amount_minor, 0), was.left_minor) if was is not None else 0
    to = next((row for row in right.tenders if (row.method, row.account) == (method, "")), None)
    rows = right.tenders if to is not None else (*right.tenders, RightTender(method, "", 0))
    parts = (RefundPart(was_method, "", -part), RefundPart(method, "", part))
    return replace(right, tenders=_without(rows, parts, 1))


def refund_plan(sale: Sale) -> tuple[RefundPart, ...]:
    """What still has to go back, shared among the tenders that paid for what comes back.

    Where less goes back than came (new goods were taken along), each gets its part of that, by largest
    remainder; where more is owed than the tenders gave (a return without receipt), the rest is cash.
    """
    owed = -sale.due_minor
    if owed <= 0:
        return ()
    weights: dict[tuple[str, str], int] = {}
    for line in sale.lines:
        for part in line.returned.refunds if line.returned else ():
            key = (part.method, part.account)
            weights[key] = weights.get(key, 0) + part.amount_minor
    for tender in sale.tenders:
        key = (tender.method, tender.account)
        if tender.amount_minor < 0 and key in weights:
            weights[key] = max(weights[key] + tender.amount_minor, 0)
    planned = min(owed, sum(weights.values()))
    plan = dict(zip(weights, allocate(planned, list(weights.values())), strict=True))
    # Also what cash rounding had left off: the coins that were not taken then.
    plan["cash", ""] = plan.get(("cash", ""), 0) + owed - planned
    return tuple(RefundPart(*key, part) for key, part in plan.items() if part)


def _part(left_minor: int, milli: int, of_milli: int) -> int:
    return round_half_up(Fraction(left_minor * milli, of_milli))


def _refunds(right: Right, value_minor: int) -> tuple[RefundPart, ...]:
    """A value shared among the tenders by what is left of each, never more than is left."""
    weights = [row.left_minor for row in right.tenders]
    parts = allocate(min(value_minor, sum(weights)), weights)
    return tuple(
        RefundPart(row.method, row.account, part)
        for row, part in zip(right.tenders, parts, strict=True)
        if part
    )


def _without(
    tenders: tuple[RightTender, ...], refunds: tuple[RefundPart, ...], sign: int
) -> tuple[RightTender, ...]:
    changes = {(part.method, part.account): sign * part.amount_minor for part in refunds}
    return tuple(
        replace(row, left_minor=max(row.left_minor + changes.get((row.method, row.account), 0), 0))
        for row in tenders
    )


def _tenders_of(sale: Sale) -> tuple[RightTender, ...]:
    """What each way of paying brought, without change and without what it gave back in the same sale."""
    paid: dict[tuple[str, str], int] = {}
    for tender in sale.tenders:
        key = (tender.method, tender.account)
        paid[key] = paid.get(key, 0) + tender.amount_minor
    return tuple(RightTender(*key, left) for key, left in paid.items() if left > 0)


def _spread_tax(rules: TaxRules, key: LineKey, sold: tuple[Line, ...], taxes: list[int]) -> None:
    """The receipt's tax of one rate over its lines, by largest remainder."""
    rows = [index for index, line in enumerate(sold) if (line.tax_class, line.rate_bp) == key]
    amounts = [sold[index].amount_minor for index in rows]
    parts = allocate(rules.tax_in(sum(amounts), key[1]), amounts)
    for index, part in zip(rows, parts, strict=True):
        taxes[index] = part
