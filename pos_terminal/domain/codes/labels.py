"""Labels of scales and packing machines: an EAN-13 that holds an article of the shop and its weight or price.

Pure. How the digits are laid out is each country's or shop's own: `label_presets.py` has what is published.
Source: GS1 General Specifications 2.1.12 (restricted circulation), 7.9.2 to 7.9.5 (verifier digits).
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from pos_terminal.domain.codes.gtin import check_digit
from pos_terminal.domain.codes.meaning import Carried, CodeRules, LabelLayout, UnknownReason
from pos_terminal.domain.money import round_half_up

# Weighting factors of 7.9.2: what each digit counts.
_TWO_MINUS = (0, 2, 4, 6, 8, 9, 1, 3, 5, 7)
_THREE = (0, 3, 6, 9, 2, 5, 8, 1, 4, 7)
_FIVE_PLUS = (0, 5, 1, 6, 2, 7, 3, 8, 4, 9)
_FIVE_MINUS = (0, 5, 9, 4, 8, 3, 7, 2, 6, 1)


@dataclass(frozen=True, slots=True)
class Label:
    """The keys under which the catalogue may keep the label's article, and what is on the label."""

    keys: tuple[str, ...]
    carried: Carried


def read_label(number: str, rules: CodeRules) -> Label | UnknownReason | None:
    """What a number of 13 digits with a right check digit says as a label; None where it is none.

    The article's first key is the number with nothing for its value and verifier and with the check digit
    that this makes, as GTIN-14; then its prefix and article digits, unless these are eight as of an EAN-8;
    then, where the layout says so, the article's digits alone.
    """
    layout = _layout_of(number, rules)
    if layout is None:
        return None
    value = _digits(number, layout.pattern, "WMN")
    verifier = _digits(number, layout.pattern, "V")
    if verifier and verifier != verifier_digit(layout.verifier, value):
        return "label_verifier"
    item = _digits(number, layout.pattern, "I")
    keys = [article_key(number, layout)]
    if len(item) != 6:
        keys.append(layout.prefix + item)
    if layout.plu:
        keys.append(item)
    return Label(tuple(keys), _carried(layout, int(value), rules))


def article_key(number: str, layout: LabelLayout) -> str:
    """The GTIN-14 form of the label's number without its value."""
    pairs = zip(number[:12], layout.pattern, strict=False)
    payload = "".join("0" if letter in "WMNV" else digit for digit, letter in pairs)
    return "0" + payload + check_digit(payload)


def layout_fault(layout: LabelLayout) -> str:
    """What is wrong with a layout that somebody wrote down, in a sentence; empty where nothing is."""
    pattern, prefix = layout.pattern, layout.prefix
    measured = [letter for letter in "WMN" if letter in pattern]
    if len(prefix) != 2 or not (prefix == "02" or (prefix[0] == "2" and "0" <= prefix[1] <= "9")):
        return f"The prefix '{prefix}' is none for labels: use 02 or 20 to 29."
    if len(pattern) != 13 or set(pattern) - set("PIWMNVC") or not pattern.endswith("C"):
        return f"The layout '{pattern}' is none: write one of P I W M N V for each of 12 digits, then C."
    if pattern.count("P") != 2 or pattern[:2] != "PP" or pattern.count("C") != 1 or "I" not in pattern:
        return f"The layout '{pattern}' must begin with PP, have an article (I) and one C, at its end."
    if len(measured) != 1 or measured[0] * pattern.count(measured[0]) not in pattern:
        return f"The layout '{pattern}' must have one value: W, M or N, its digits side by side."
    if ("V" in pattern) != bool(layout.verifier) or pattern.count("V") > 1:
        return f"The layout '{pattern}' has one V exactly where it names a rule for the verifier digit."
    if layout.verifier and len(_VERIFIERS.get(layout.verifier, ())) != pattern.count(measured[0]):
        return f"The verifier '{layout.verifier}' is not for a value of that length: use {VERIFIER_NAMES}."
    return "" if 0 <= layout.decimals <= 5 else "The decimals of a value are 0 to 5."


def verifier_digit(rule: str, value: str) -> str:
    """The price or measure verifier digit of 4 or 5 digits by a rule of GS1; empty where none is known."""
    weights = _VERIFIERS.get(rule)
    if weights is None or len(weights) != len(value):
        return ""
    total = sum(weight[int(digit)] for weight, digit in zip(weights, value, strict=True))
    # 7.9.3: three times the sum. 7.9.4: what, weighted 5-, makes the sum a whole ten.
    return str(total * 3 % 10) if len(value) == 4 else str(_FIVE_MINUS.index(-total % 10))


_VERIFIERS = {
    "gs1-4": (_TWO_MINUS, _TWO_MINUS, _THREE, _FIVE_MINUS),
    "gs1-5": (_FIVE_PLUS, _TWO_MINUS, _FIVE_MINUS, _FIVE_PLUS, _TWO_MINUS),
}
VERIFIER_NAMES = ", ".join(_VERIFIERS)


def _layout_of(number: str, rules: CodeRules) -> LabelLayout | None:
    for layout in rules.labels:
        if number.startswith(layout.prefix):
            return layout
    return None


def _digits(number: str, pattern: str, letters: str) -> str:
    return "".join(number[place] for place in _places(pattern, letters))


@cache  # a shop has a handful of layouts
def _places(pattern: str, letters: str) -> tuple[int, ...]:
    return tuple(place for place, letter in enumerate(pattern) if letter in letters)


def _carried(layout: LabelLayout, value: int, rules: CodeRules) -> Carried:
    """A weight or count of zero is not said; a price of zero is, and is the core's to refuse."""
    if "W" in layout.pattern and value:
        return Carried(weight_milli=_scaled(value, 3 - layout.decimals), measure=layout.measure)
    if "M" in layout.pattern:
        return Carried(price_minor=_scaled(value, rules.currency_decimals - layout.decimals))
    return Carried(count=_scaled(value, -layout.decimals))


def _scaled(value: int, decimals: int) -> int:
    return value * 10**decimals if decimals >= 0 else round_half_up(Fraction(value, 10**-decimals))
