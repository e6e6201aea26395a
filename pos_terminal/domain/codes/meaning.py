"""What a code may say besides which article it is, and what a shop configures about codes. Pure data."""

from dataclasses import dataclass
from typing import Literal

OwnKind = Literal["staff", "customer", "gift_card", "receipt", "coupon"]

# Why a code is no article's. Each is a refusal `code_<reason>` with words of its own.
UnknownReason = Literal[
    "unknown_code",
    "check_digit",
    "gs1_bad_element",
    "gs1_missing_separator",
    "gs1_date",
    "gs1_no_article",
    "gs1_unmarked",
    "label_verifier",
    "link_bad",
    "link_compressed",
]
BadReason = Literal["empty", "too_long", "unreadable"]


@dataclass(frozen=True, slots=True)
class Carried:
    """What came with the number of an article, on the label or in the symbol.

    expiry (AI 17, else the day of 7003), best_before (AI 15): ISO dates. count: units in it (AI 30, or 37
    with 02, or a label that counts); 0: not said. weight_milli: thousandths of `measure`, 0: not said;
    measure: `kg`, `m`, `m2`, `l`, `m3`, `lb`, `oz`, `ft`, `yd`, `qt`, `gal`; an article that is sold by
    another unit is not measured by it. price_minor: the label's price of this one piece (0: it says
    so, and nobody should believe it), currency: its ISO
    4217 code where the label says so, else it is the shop's. elements: every application identifier with its
    value, in order.
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
    """A number that the shop itself gave out; text: without the prefix that marks it (a receipt: all)."""

    kind: OwnKind
    text: str


@dataclass(frozen=True, slots=True)
class LabelLayout:
    """How labels with a weight, price or count are laid out, by country or shop.

    prefix: how the number begins (`02`, `20` to `29`). pattern: one letter a digit over the whole 13 digits:
    `P` prefix, `I` article, `W` weight, `M` price, `N` count, `V` verifier digit of the value, `C` check
    digit; a UPC-A beginning with 2 is written with its leading zero. decimals: of the value. verifier: a row
    of the table of verifier rules. measure: unit of a weight. plu: the article digits alone are also the
    article's number in the catalogue.
    """

    prefix: str
    pattern: str
    decimals: int = 3
    verifier: str = ""
    measure: str = "kg"
    plu: bool = False


@dataclass(frozen=True, slots=True)
class CodeRules:
    """What a shop has configured about codes.

    own: how the shop's own numbers begin: (prefix, kind); the longest that fits decides. century_year:
    today's year, which two digits of a year are taken nearest to. currency_decimals: of the shop's currency.
    unmarked_elements: believe an element string that begins with AI 01 also where the scanner sends neither
    AIM identifier nor FNC1.
    """

    labels: tuple[LabelLayout, ...] = ()
    own: tuple[tuple[str, OwnKind], ...] = ()
    century_year: int = 2026
    currency_decimals: int = 2
    unmarked_elements: bool = False


DEFAULT_RULES = CodeRules()
