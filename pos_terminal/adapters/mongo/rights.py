"""The right to return a sale as a document, and back; also made from a sale's document. Pure; any thread.

`{_id: sale id, kind, receipt_no, currency, adds_tax, lines, tenders, v, ops}`. A document without `lines`
waits for its sale: something of it was decided before the sale came to the centre.
"""

from dataclasses import replace
from typing import Any

from pos_terminal.adapters.mongo.documents import Document
from pos_terminal.domain.day_events import RefundPart
from pos_terminal.domain.money import line_amount
from pos_terminal.domain.returns import Given, Right, RightLine, RightTender, right_of, take_away
from pos_terminal.domain.sale import Line, Sale, Tender
from pos_terminal.domain.tax import TaxRules


def right_fields(right: Right) -> Document:
    """What changes in a right's document when something is given out of it."""
    return {
        "lines": [_line(row.line_id, row.milli, row.amount_minor, row.tax_minor) for row in right.lines],
        "tenders": [
            {"method": row.method, "account": row.account, "left": row.left_minor} for row in right.tenders
        ],
    }


def right_document(right: Right, receipt_no: str, currency: str) -> Document:
    """A new right's document, of which nothing has come back."""
    return {
        "_id": right.sale_id,
        "kind": "return",
        "receipt_no": receipt_no,
        "currency": currency,
        "adds_tax": right.adds_tax,
        **right_fields(right),
        "v": 0,
        "ops": [],
    }


def right_in(document: Document) -> Right | None:
    """What a document says is left; None where it waits for its sale."""
    if "lines" not in document:
        return None
    return Right(
        document["_id"],
        document["adds_tax"],
        tuple(RightLine(row["line_id"], row["q"], row["amount"], row["tax"]) for row in document["lines"]),
        tuple(RightTender(row["method"], row["account"], row["left"]) for row in document["tenders"]),
    )


def op_document(op_id: str, state: str, given: Given, terminal_id: str, at: Any) -> Document:
    """One operation on a right."""
    return {
        "id": op_id,
        "state": state,
        "terminal_id": terminal_id,
        "at": at,
        "lines": [_line(given.line_id, given.milli, given.amount_minor, given.tax_minor)],
        "refunds": [
            {"method": part.method, "account": part.account, "amount": part.amount_minor}
            for part in given.refunds
        ],
    }


def stop_document(op_id: str, terminal_id: str, at: Any) -> Document:
    """An operation that ended before it came."""
    return {"id": op_id, "state": "freed", "terminal_id": terminal_id, "at": at, "lines": [], "refunds": []}


def given_in_op(op: Document) -> Given:
    """What an operation took out of a right."""
    [line] = op["lines"] or [_line("", 0, 0, 0)]
    refunds = tuple(RefundPart(row["method"], row["account"], row["amount"]) for row in op["refunds"])
    return Given(line["line_id"], line["q"], line["amount"], line["tax"], refunds)


def taken_away(right: Right, given: Given) -> tuple[Right, Given]:
    """As `domain.returns.take_away`, with what was really there of it."""
    after = take_away(right, given)
    before_line, after_line = right.line(given.line_id), after.line(given.line_id)
    if before_line is None or after_line is None:
        return right, Given(given.line_id, 0, 0, 0, ())
    refunds = tuple(
        RefundPart(old.method, old.account, old.left_minor - new.left_minor)
        for old, new in zip(right.tenders, after.tenders, strict=True)
        if old.left_minor != new.left_minor
    )
    return after, Given(
        given.line_id,
        before_line.milli - after_line.milli,
        before_line.amount_minor - after_line.amount_minor,
        before_line.tax_minor - after_line.tax_minor,
        refunds,
    )


def right_of_document(sale: Document) -> Document | None:
    """The whole right of a row of `sales`, also of the online store's; None where nothing was sold."""
    currency = _currency_in(sale)
    folded = Sale(
        sale_id=sale["_id"],
        business_day="",
        cashier="",
        currency=currency,
        decimals=2,
        rules=TaxRules(
            bool(sale.get("prices_include_tax", True)),
            "line" if sale.get("tax_rounding") == "line" else "receipt",
        ),
        cash_step_minor=0,
        lines=tuple(
            _sold_line(row, position)
            for position, row in enumerate(sale.get("lines") or (), start=1)
            if not row.get("returned") and _milli(row) > 0
        ),
    )
    if not folded.lines:
        return None
    right = right_of(_with_tenders(folded, sale))
    return right_document(right, str(sale.get("receipt_no") or ""), currency)


def line_id_of(row: Document, position: int) -> str:
    """The id of a line of a row of `sales`; the online store's may have none: then its place, from 1."""
    return str(row.get("line_id") or position)


def _line(line_id: str, milli: int, amount_minor: int, tax_minor: int) -> Document:
    return {"line_id": line_id, "q": milli, "amount": amount_minor, "tax": tax_minor}


def _with_tenders(sale: Sale, document: Document) -> Sale:
    """The tenders as they are there; a sale that names none was paid where it was made."""
    tenders = tuple(_tender(row) for row in document.get("tenders") or ())
    if not tenders:
        paid = sum(line.amount_minor for line in sale.lines)
        tenders = (Tender("", str(document.get("channel") or "online"), paid, paid, 0, 0, ""),)
    return replace(sale, tenders=tenders)


def _tender(row: Document) -> Tender:
    amount = _minor(row.get("amount"))
    return Tender("", str(row.get("method") or "online"), amount, amount, 0, 0, "", row.get("account") or "")


def _sold_line(row: Document, position: int) -> Line:
    milli = _milli(row)
    price = _minor(row.get("unit_price", row.get("price")))
    amount = _minor(row["amount"]) if "amount" in row else line_amount(price, milli)
    return Line(
        line_id=line_id_of(row, position),
        hold_id="",
        product_id=str(row.get("product_id") or ""),
        code_text="",
        name="",
        unit=str(row.get("unit") or "each"),
        milli=milli,
        unit_price_minor=price,
        amount_minor=amount,
        tax_class=str(row.get("tax_class") or ""),
        rate_bp=int(row.get("tax_rate_bp") or 0),
        stock_policy="allow",
        tracked=False,
        minimum_age=0,
    )


def _milli(row: Document) -> int:
    if "quantity_milli" in row:
        return int(row["quantity_milli"])
    milli: int = round(row.get("quantity", 1) * 1000)
    return milli


def _minor(value: Any) -> int:
    """Minor units of `{amount, currency}`, or of a bare number; 0 where there is nothing."""
    if isinstance(value, dict):
        value = value.get("amount")
    return int(value or 0)


def _currency_in(sale: Document) -> str:
    money = [sale.get("totals", {}).get("gross")] if isinstance(sale.get("totals"), dict) else []
    money += [row.get("amount") for row in sale.get("lines") or ()]
    return next((str(row["currency"]) for row in money if isinstance(row, dict) and "currency" in row), "")
