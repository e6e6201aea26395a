"""The configuration's sections of what codes mean: dates, labels with weight or price, own numbers.

Pure. What stands in a code is read by `domain/codes`; what is done with it by `domain/labels.py`.
"""

from typing import Annotated, Literal

import msgspec

from pos_terminal.config_base import Section
from pos_terminal.domain.codes.label_presets import LABEL_PRESETS
from pos_terminal.domain.codes.labels import layout_fault
from pos_terminal.domain.codes.meaning import CodeRules, LabelLayout, OwnKind
from pos_terminal.domain.labels import CodePolicy

Prefix = Annotated[str, msgspec.Meta(pattern=r"^[!-~]{1,20}$")]


class Codes(Section, frozen=True):
    """What is done with what codes say, docs/barcodes.md.

    use_by (AI 17), best_before (AI 15): goods whose date is past are refused, sold with a warning, or sold.
    labels: a row of the table of layouts for labels with a weight or price, such as `de`; empty: none, then a
    shop's own layouts stand in `[[label_layouts]]`. pack_to_unit: what the code of a case does of which the
    catalogue says how many are in it: it sells so many, or is refused. Numbers that begin with one of the
    prefixes are never articles; one of six digits or more is safest. unmarked_elements: believe GS1 element
    strings also from scanners that send neither AIM identifier nor FNC1.
    """

    use_by: Literal["block", "warn", "off"] = "block"
    best_before: Literal["block", "warn", "off"] = "warn"
    labels: Annotated[str, msgspec.Meta(max_length=20)] = ""
    pack_to_unit: Literal["sell", "refuse"] = "sell"
    staff_prefixes: tuple[Prefix, ...] = ()
    customer_prefixes: tuple[Prefix, ...] = ()
    gift_card_prefixes: tuple[Prefix, ...] = ()
    receipt_prefixes: tuple[Prefix, ...] = ()
    coupon_prefixes: tuple[Prefix, ...] = ()
    unmarked_elements: bool = False


class LabelLayoutConfig(Section, frozen=True):
    """A layout of 13 digits for labels with a weight, price or count; goes before those of the table.

    prefix: 02 or 20 to 29. pattern: a letter a digit: `P` prefix, `I` article, `W` weight, `M` price, `N`
    count, `V` verifier digit of the value, `C` check digit. decimals: of the value. verifier: `gs1-4` or
    `gs1-5` where there is a V. measure: unit of a weight. plu: the article's digits alone are its number in
    the catalogue too.
    """

    prefix: Annotated[str, msgspec.Meta(pattern=r"^[02][0-9]$")]
    pattern: Annotated[str, msgspec.Meta(pattern=r"^[PIWMNVC]{13}$")]
    decimals: Annotated[int, msgspec.Meta(ge=0, le=5)] = 3
    verifier: Literal["", "gs1-4", "gs1-5"] = ""
    measure: Literal["kg", "l", "m", "m2"] = "kg"
    plu: bool = False


def codes_fault(codes: Codes, layouts: tuple[LabelLayoutConfig, ...]) -> str:
    """What is wrong with these sections, as a sentence that begins with the key; empty where nothing is."""
    if codes.labels and codes.labels not in LABEL_PRESETS:
        known = ", ".join(LABEL_PRESETS)
        return f"codes.labels names no layout; use one of {known}, or write [[label_layouts]]."
    for layout in layouts:
        fault = layout_fault(_layout(layout))
        if fault:
            return f"label_layouts: {fault[0].lower()}{fault[1:]}"
    prefixes = [prefix for prefix, _ in _own(codes)]
    twice = next((prefix for prefix in prefixes if prefixes.count(prefix) > 1), "")
    if twice:
        return f"codes gives the prefix {twice} to two kinds of numbers; give it to one of them."
    return ""


def policy_of(codes: Codes, layouts: tuple[LabelLayoutConfig, ...], decimals: int, year: int) -> CodePolicy:
    """The rules as the core takes them. decimals: of the shop's currency; year: today's."""
    preset = LABEL_PRESETS[codes.labels] if codes.labels else ()
    rules = CodeRules(
        labels=(*map(_layout, layouts), *preset),
        own=_own(codes),
        century_year=year,
        currency_decimals=decimals,
        unmarked_elements=codes.unmarked_elements,
    )
    return CodePolicy(rules, codes.use_by, codes.best_before, codes.pack_to_unit == "sell")


def _layout(row: LabelLayoutConfig) -> LabelLayout:
    return LabelLayout(row.prefix, row.pattern, row.decimals, row.verifier, row.measure, row.plu)


def _own(codes: Codes) -> tuple[tuple[str, OwnKind], ...]:
    """(prefix, kind), the longest first."""
    kinds: tuple[tuple[tuple[str, ...], OwnKind], ...] = (
        (codes.staff_prefixes, "staff"),
        (codes.customer_prefixes, "customer"),
        (codes.gift_card_prefixes, "gift_card"),
        (codes.receipt_prefixes, "receipt"),
        (codes.coupon_prefixes, "coupon"),
    )
    rows = [(prefix, kind) for prefixes, kind in kinds for prefix in prefixes]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))
