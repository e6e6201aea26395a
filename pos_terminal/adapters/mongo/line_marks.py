"""What a label said of a line, as fields of the line's document, and back. Pure; any thread.

Only what was said stands there: `lot`, `serial`, `expiry`, `best_before` (ISO dates), `label_price`, and of a
piece of measured goods that was sold at its label's price `content_milli` with `content_unit`: of the whole
line, so that what was sold of an article adds up. `content_weighed`: the label said it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pos_terminal.adapters.mongo.foreign import text_in, whole
from pos_terminal.domain.marks import Marks, said, stock_milli
from pos_terminal.domain.quantity import PIECE_MILLI
from pos_terminal.domain.sale import Line

_TEXTS = ("lot", "serial", "expiry", "best_before")


def mark_fields(line: Line, currency: str) -> dict[str, Any]:
    """The fields of a line; none where its code said nothing."""
    marks = said(line.marks)
    if marks is None:
        return {}
    fields: dict[str, Any] = {name: text for name in _TEXTS if (text := getattr(marks, name))}
    if marks.price_minor is not None:
        fields["label_price"] = {"amount": marks.price_minor, "currency": currency}
    if marks.content_milli:
        milli, unit = stock_milli(line.milli, line.unit, marks)
        fields |= {"content_milli": milli, "content_unit": unit, "content_weighed": marks.weighed}
    return fields


def marks_in(row: Mapping[str, Any], milli: int) -> Marks | None:
    """What a line's document says; milli: of the whole line. Others may write it, or leave it out."""
    lot, serial = text_in(row, "lot"), text_in(row, "serial")
    expiry, best_before = _day_in(row, "expiry"), _day_in(row, "best_before")
    price = row.get("label_price")
    amount = price.get("amount") if isinstance(price, Mapping) else None
    marks = Marks(lot, serial, expiry, best_before, amount if isinstance(amount, int) else None)
    content, unit = whole(row.get("content_milli")), text_in(row, "content_unit")
    if unit and content * milli > 0:
        one = content * PIECE_MILLI // milli
        weighed = row.get("content_weighed") is True
        marks = replace(marks, content_milli=one, content_unit=unit, weighed=weighed)
    return said(marks)


def _day_in(row: Mapping[str, Any], name: str) -> str:
    """An ISO date; empty where it is none."""
    text = text_in(row, name)
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
