"""What a code carries, turned into what is sold: weight, price, dates and count of this piece. Pure.

Nothing is guessed: what the label says and the catalogue cannot mean is refused in words.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pos_terminal.domain.catalog import Product
from pos_terminal.domain.codes.meaning import DEFAULT_RULES, Carried, CodeRules
from pos_terminal.domain.decision import Params, Refused
from pos_terminal.domain.marks import NO_MARKS, Marks
from pos_terminal.domain.money import round_half_up
from pos_terminal.domain.quantity import PIECE_MILLI
from pos_terminal.domain.sale import Sale

PastDate = Literal["block", "warn", "off"]


@dataclass(frozen=True, slots=True)
class CodePolicy:
    """What the shop does with what codes say.

    rules: how they are read. use_by (AI 17), best_before (AI 15): goods whose date is past. sells_packs: the
    code of a case sells as many units as the catalogue says are in it; else it is refused.
    """

    rules: CodeRules = DEFAULT_RULES
    use_by: PastDate = "block"
    best_before: PastDate = "warn"
    sells_packs: bool = True


DEFAULT_POLICY = CodePolicy()


@dataclass(frozen=True, slots=True)
class Piece:
    """What a scanned code stands for beside the article.

    units: how many, where it is more than one. weight_milli: of a measured article, 0 where the label does
    not say it. warning: it may be sold, and the cashier should know.
    """

    marks: Marks = NO_MARKS
    units: int = 1
    weight_milli: int = 0
    warning: Refused | None = None


PLAIN = Piece()


def piece_of(
    product: Product, carried: Carried, policy: CodePolicy, currency: str, today: str, packed: int = 0
) -> Piece | Refused:
    """What is sold of an article whose code carries this.

    currency: the shop's; today: ISO date; packed: how many are in the case that the code is of, 0: of none.
    """
    action, past = _past(carried, policy, today)
    if action == "block" and past is not None:
        return past
    refused = _senseless(product, carried, currency)
    if refused is not None:
        return refused
    units = packed or (1 if product.measured else max(carried.count, 1))
    if packed and any(identifier == "02" for identifier, _ in carried.elements):
        units = packed * max(carried.count, 1)  # so many cases are on the pallet
    weighs = product.measured and carried.price_minor is None
    return Piece(
        marks=_marks(product, carried, units),
        # The label's price is that of all that it is on.
        units=units if carried.price_minor is None else 1,
        weight_milli=carried.weight_milli if weighs else 0,
        warning=past,
    )


def sold_milli(piece: Piece, typed_milli: int | None) -> int | None:
    """The quantity of a line: so many typed times what the code stands for; None where nobody said one."""
    if piece.units == 1:
        return typed_milli
    return piece.units * (PIECE_MILLI if typed_milli is None else typed_milli)


def past_since(sale: Sale, policy: CodePolicy, today: str) -> Refused | None:
    """What was sold in time and must not be any more: a basket was parked or left over night."""
    for line in sale.lines:
        action, past = _past(line.marks, policy, today)
        if action == "block" and not line.is_return:
            return past
    return None


def _past(carried: Carried | Marks, policy: CodePolicy, today: str) -> tuple[PastDate, Refused | None]:
    """What is done about a date that is past, with the words for it; the stricter where both are."""
    found: tuple[PastDate, Refused | None] = ("off", None)
    dates: tuple[tuple[str, PastDate, str], ...] = (
        ("past_best_before", policy.best_before, carried.best_before),
        ("past_use_by", policy.use_by, carried.expiry),
    )
    for code, action, day in dates:
        # ISO dates compare as text; the day itself is still good.
        if action != "off" and day and day < today and found[0] != "block":
            found = (action, Refused(f"{code}_{action}", {"day": day}))
    return found


def _senseless(product: Product, carried: Carried, currency: str) -> Refused | None:
    """What the label says and cannot be true of this article."""
    name: Params = {"name": product.name}
    if carried.price_minor is not None:
        if carried.currency and carried.currency != currency:
            return Refused("label_currency", {**name, "currency": carried.currency})
        return Refused("label_price_missing", name) if carried.price_minor <= 0 else None
    said = carried.measure or "kg"
    if not carried.weight_milli:
        return None
    if product.measured:
        return Refused("label_measure", {**name, "measure": said}) if said != product.unit else None
    # With application identifiers a weight may stand on any pack; on a shop's own label it is the price's.
    return None if carried.elements else Refused("label_not_weighed", name)


def _marks(product: Product, carried: Carried, units: int) -> Marks:
    content, weighed = _content(product, carried, units)
    return Marks(
        lot=carried.lot,
        serial=carried.serial,
        expiry=carried.expiry,
        best_before=carried.best_before,
        price_minor=carried.price_minor,
        content_milli=content,
        content_unit=product.unit if content else "",
        weighed=weighed,
    )


def _content(product: Product, carried: Carried, units: int) -> tuple[int, bool]:
    """How much of the article a piece at a label's price is, and whether the label says its measure."""
    if carried.price_minor is None:
        return 0, False
    if not product.measured:
        return (units * PIECE_MILLI if units > 1 else 0), False
    if carried.weight_milli and (carried.measure or "kg") == product.unit:
        return carried.weight_milli, True
    if product.price_minor <= 0:
        return 0, False
    milli = round_half_up(Fraction(carried.price_minor * PIECE_MILLI, product.price_minor))
    return max(milli, 1), False
