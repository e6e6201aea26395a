"""What a code may say besides which article it is. Pure data."""

from dataclasses import dataclass
from typing import Literal

OwnKind = Literal["staff", "customer", "gift_card", "receipt", "coupon"]


@dataclass(frozen=True, slots=True)
class Carried:
    """What came with the number of an article, on the label or in the symbol.

    expiry (AI 17), best_before (AI 15): ISO dates. count: units in it (AI 30 and 37, or a pack); 0: not said.
    weight_milli: thousandths of a kilogram; measure: unit of it. price_minor: the label's price of this one
    piece, currency: its ISO 4217 code where the label says so. elements: every application identifier with
    its value, in order.
    """

    lot: str = ""
    serial: str = ""
    expiry: str = ""
    best_before: str = ""
    count: int = 0
    weight_milli: int = 0
    measure: str = ""
    price_minor: int | None = None
    currency: str = ""
    elements: tuple[tuple[str, str], ...] = ()


NOTHING_CARRIED = Carried()


@dataclass(frozen=True, slots=True)
class OwnCode:
    """A number that the shop itself gave out; text: without what marks it."""

    kind: OwnKind
    text: str


@dataclass(frozen=True, slots=True)
class LabelLayout:
    """How labels with a weight or price are laid out, by country or shop.

    prefix: how the number begins (`02`, `20` to `29`). pattern: one letter a digit over the whole number:
    `P` prefix, `I` article, `W` weight, `M` price, `V` verifier digit of the value, `C` check digit.
    decimals: of the value. verifier: a row of the table of verifier rules.
    """

    prefix: str
    pattern: str
    decimals: int = 3
    verifier: str = ""


@dataclass(frozen=True, slots=True)
class CodeRules:
    """What a shop has configured about codes.

    own: how the shop's own numbers begin, longest first: (prefix, kind). century_year: today's year, which
    two digits of a year are taken nearest to.
    """

    labels: tuple[LabelLayout, ...] = ()
    own: tuple[tuple[str, OwnKind], ...] = ()
    century_year: int = 2026
