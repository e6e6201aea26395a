"""The article that GS1 elements speak of, and what they say of this piece of it. Pure.

Source: GS1 General Specifications, sections 3.2 to 3.9; 4.13 for which elements go together.
"""

from dataclasses import dataclass
from fractions import Fraction

from pos_terminal.domain.codes.currencies import CURRENCIES
from pos_terminal.domain.codes.dates import day_of, minute_of
from pos_terminal.domain.codes.elements import DATES, Pairs
from pos_terminal.domain.codes.meaning import Carried, CodeRules, UnknownReason
from pos_terminal.domain.money import Currency, round_half_up

# The trade measures, metric before others where a label has both; logistic ones (33n, 34n) are only kept.
_MEASURES = (
    ("310", "kg"),
    ("315", "l"),
    ("311", "m"),
    ("314", "m2"),
    ("316", "m3"),
    ("320", "lb"),
    ("357", "oz"),
    ("322", "ft"),
    ("323", "yd"),
    ("360", "qt"),
    ("361", "gal"),
)
# A price of ten million units and more ran into its neighbour.
_MOST_MINOR = 999_999_999


@dataclass(frozen=True, slots=True)
class Spoken:
    """An article's GTIN-14 and what the symbol carries beside it."""

    gtin: str
    carried: Carried


@dataclass(frozen=True, slots=True)
class _Price:
    minor: int | None = None
    currency: str = ""


def spoken(pairs: Pairs, rules: CodeRules) -> Spoken | UnknownReason:
    """What the elements say, if it is about an article."""
    found = dict(pairs)
    days = _days(found, rules)
    price = _price(found, rules)
    if isinstance(days, str):
        return days
    if isinstance(price, str):
        return price
    gtin, count = found.get("01", ""), found.get("30", "0")
    contents = found.get("02")
    if contents is not None:
        if gtin or "37" not in found:
            return "gs1_bad_element"
        gtin, count = contents, found["37"]
    if not gtin:
        return "gs1_no_article"
    if gtin == "00000000000000":
        return "check_digit"
    measured = _measure(found)
    if isinstance(measured, str):
        return measured
    weight_milli, measure = measured
    return Spoken(
        gtin,
        Carried(
            lot=found.get("10", ""),
            serial=found.get("21", ""),
            expiry=days.get("17") or days.get("7003", ""),
            best_before=days.get("15", ""),
            count=int(count),
            weight_milli=weight_milli,
            measure=measure,
            price_minor=price.minor,
            currency=price.currency,
            elements=pairs,
        ),
    )


def _days(found: dict[str, str], rules: CodeRules) -> dict[str, str] | UnknownReason:
    days = {}
    for identifier, text in found.items():
        if identifier in DATES or identifier == "7003":
            day = day_of(text[:6], rules.century_year)
            if not day or (text[6:] and text[6:] != "9999" and not minute_of(text[6:])):
                return "gs1_date"
            days[identifier] = day
    return days


def _measure(found: dict[str, str]) -> tuple[int, str] | UnknownReason:
    """Thousandths, and the unit; what is not said is 0. Two that differ in one unit are none."""
    for family, measure in _MEASURES:
        said = {
            round_half_up(Fraction(int(text) * 1000, 10 ** int(identifier[3])))
            for identifier, text in found.items()
            if identifier[:3] == family and len(identifier) == 4 and int(text)
        }
        if len(said) > 1:
            return "gs1_bad_element"
        if said:
            return said.pop(), measure
    return 0, ""


def _price(found: dict[str, str], rules: CodeRules) -> _Price | UnknownReason:
    """The amount payable for this piece: 392n in the shop's own currency, 393n in the one that it names."""
    payable = [
        (identifier, text)
        for identifier, text in found.items()
        if len(identifier) == 4 and identifier[:3] in ("392", "393")
    ]
    if not payable:
        return _Price()
    if len(payable) > 1:
        return "gs1_bad_element"
    (identifier, text) = payable[0]
    currency, decimals = "", rules.currency_decimals
    if identifier[:3] == "393":
        currency = CURRENCIES.get(text[:3], "")
        if not currency:
            return "gs1_bad_element"
        decimals, text = Currency.of(currency).decimals, text[3:]
    minor, rest = divmod(int(text) * 10**decimals, 10 ** int(identifier[3]))
    if rest:
        return "gs1_bad_element"  # finer than anything that can be paid
    if minor > _MOST_MINOR:
        return "gs1_missing_separator"
    return _Price(minor, currency)
