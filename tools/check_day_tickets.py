"""The day's tickets as the journal and the centre's `sales` tell them, and the rights to return. Imports
nothing of the program.

Pure: it gets what was read and makes `Ticket`s of it. The journal holds no amounts of discounts, so these are
reckoned from what it says was given.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tools.check_day_sums import Facts, Left, Off, SoldLine, Ticket, discount, left_of
from tools.check_sources import JournalRow

Document = Mapping[str, Any]
Tenders = list[tuple[str, int, int]]


@dataclass(slots=True)
class _Open:
    """A sale of the journal that is not complete. lines: by line id, in order."""

    cashier: str = ""
    lines: dict[str, SoldLine] = field(default_factory=dict)
    own: dict[str, Off] = field(default_factory=dict)
    basket: Off | None = None
    tenders: dict[str, tuple[str, int, int, str]] = field(default_factory=dict)


@dataclass(slots=True)
class JournalDay:
    """What the journal says of the day. rights: by sale id, with the ticket's number; closed: the last Z."""

    tickets: list[Ticket] = field(default_factory=list)
    rights: dict[str, tuple[str, Left]] = field(default_factory=dict)
    accounts: dict[str, list[int]] = field(default_factory=dict)
    opened: list[Document] = field(default_factory=list)
    closed: list[Document] = field(default_factory=list)
    acts: Counter[str] = field(default_factory=Counter)
    unapproved: list[str] = field(default_factory=list)


def journal_day(rows: Iterable[JournalRow]) -> JournalDay:
    """Fold the events."""
    day = JournalDay()
    sales: dict[str, _Open] = {}
    for row in rows:
        event = json.loads(row.raw)
        body, kind = event["body"], str(event["type"])
        if kind == "ShiftOpened":
            day.opened.append(body)
        elif kind == "ShiftClosed":
            day.closed.append(body)
        elif kind == "ActApproved":
            day.acts[body["right"]] += 1
            if body["approver"] == body["cashier"]:
                day.unapproved.append(f"{body['right']} by {body['cashier']} alone")
        elif kind == "SaleCompleted":
            _complete(day, body, sales.pop(body["sale_id"], _Open()))
        elif body.get("sale_id"):
            _fold(sales.setdefault(body["sale_id"], _Open()), kind, body)
    return day


def _fold(sale: _Open, kind: str, body: Document) -> None:
    match kind:
        case "SaleStarted":
            sale.cashier = body["cashier"]
        case "LineAdded":
            sale.lines[body["line_id"]] = SoldLine(
                body["product_id"],
                body["milli"] // 1000,
                body["unit_price_minor"],
                0,
                name=body["name"],
                tax_class=body["tax_class"],
            )
        case "ReturnLineAdded":
            sale.lines[body["line_id"]] = _came_back(body)
        case "QuantityChanged" if body["line_id"] in sale.lines:
            sale.lines[body["line_id"]].quantity = body["milli"] // 1000
        case "LineVoided":
            sale.lines.pop(body["line_id"], None)
        case "DiscountGiven":
            off = (body["kind"], body["value"], body["reason"])
            if body["line_id"]:
                sale.own[body["line_id"]] = off
            else:
                sale.basket = off
        case "DiscountRemoved":
            sale.own.pop(body["line_id"], None)
            sale.basket = sale.basket if body["line_id"] else None
        case "TenderTaken":
            amounts = (body["amount_minor"], body["given_minor"])
            sale.tenders[body["tender_id"]] = (body["method"], *amounts, body["account"])
        case "TenderTakenBack":
            sale.tenders.pop(body["tender_id"], None)
        case _:
            pass


def _came_back(body: Document) -> SoldLine:
    line = SoldLine(
        body["product_id"],
        body["milli"] // 1000,
        body["unit_price_minor"],
        body["amount_minor"],
        tax=body["tax_minor"],
        name=body["name"],
        tax_class=body["tax_class"],
        restock=body["restock"],
    )
    line.origin = (body["original_sale_id"], body["original_line_id"])
    line.refunds = {(part["method"], part["account"]): part["amount_minor"] for part in body["refunds"]}
    return line


def _complete(day: JournalDay, body: Document, sale: _Open) -> None:
    ticket = Ticket(body["receipt_no"], list(sale.lines.values()), cashier=sale.cashier)
    for line in ticket.lines:
        if not line.comes_back:
            line.amount = line.quantity * line.unit_minor
    places = {line_id: place for place, line_id in enumerate(sale.lines)}
    own = {places[line_id]: off for line_id, off in sale.own.items() if line_id in places}
    discount(ticket.lines, own, sale.basket)
    ticket.basket_reason = sale.basket[2] if sale.basket else ""
    ticket.tenders = [tender[:3] for tender in sale.tenders.values()]
    _take_rights(day, body, ticket, sale)
    # What the journal itself says of the sums stands above what its lines come to.
    ticket.total = body["total_minor"]
    ticket.taxes = {row["tax_class"]: (row["tax_minor"], row["gross_minor"]) for row in body["taxes"]}
    day.tickets.append(ticket)


def _take_rights(day: JournalDay, body: Document, ticket: Ticket, sale: _Open) -> None:
    sold_ids = [line_id for line_id, line in sale.lines.items() if not line.comes_back]
    if sold_ids:
        left = left_of(ticket, [tender[3] for tender in sale.tenders.values()])
        for row, line_id in zip(left.lines, sold_ids, strict=True):
            row.line_id = line_id
        day.rights[body["sale_id"]] = (ticket.key, left)
    for line in ticket.lines:
        sale_id, line_id = line.origin
        if sale_id not in day.rights:
            continue
        right = day.rights[sale_id][1]
        for row in right.lines:
            if row.line_id == line_id:
                row.quantity += line.quantity
                row.amount += line.amount
                row.tax += line.tax
        for key, part in line.refunds.items():
            right.tenders[key] = right.tenders.get(key, 0) - part
    for method, amount, _, account in sale.tenders.values():
        if method == "store_credit":
            sums = day.accounts.setdefault(account, [0, 0])
            sums[0] += max(-amount, 0)
            sums[1] -= amount


def tickets_of_sales(documents: Iterable[Document]) -> list[Ticket]:
    """The centre's sales of the till, by receipt number."""
    return [_of_sale(found) for found in sorted(documents, key=lambda found: str(found["receipt_no"]))]


def _of_sale(document: Document) -> Ticket:
    ticket = Ticket(document["receipt_no"], cashier=document["cashier"])
    for row in document["lines"]:
        own = row.get("discount")
        share = row["basket_share"]["amount"] if "basket_share" in row else 0
        line = SoldLine(
            row["product_id"],
            row["quantity_milli"] // 1000,
            row["unit_price"]["amount"],
            row["amount"]["amount"],
            own["amount"]["amount"] if own else 0,
            share,
            row["tax"]["amount"],
            row["name"],
            row["tax_class"],
        )
        line.restock = row["returned"]["restock"] if "returned" in row else True
        ticket.lines.append(line)
    ticket.total = document["totals"]["gross"]["amount"]
    ticket.taxes = {
        row["tax_class"]: (row["tax"]["amount"], row["gross"]["amount"]) for row in document["taxes"]
    }
    ticket.tenders = [
        (row["method"], row["amount"]["amount"], row["given"]["amount"]) for row in document["tenders"]
    ]
    return ticket


def facts_of_right(document: Document) -> Facts:
    """What is left, as a row of `return_rights` says."""
    found: Facts = {}
    for number, row in enumerate(document["lines"], 1):
        found[f"line {number} left"] = row["q"] // 1000
        found[f"line {number} amount left"], found[f"line {number} tax left"] = row["amount"], row["tax"]
    for row in document["tenders"]:
        name = f"{row['method']} left"
        found[name] = int(found.get(name, 0)) + row["left"]
    return found


def sale_faults(documents: Iterable[Document]) -> Iterable[str]:
    """Rows of `sales` that do not add up in themselves."""
    for row in documents:
        lines = sum(line["amount"]["amount"] for line in row["lines"])
        totals = {name: money["amount"] for name, money in row["totals"].items()}
        tenders = sum(tender["amount"]["amount"] for tender in row["tenders"])
        if lines != totals["gross"] or tenders != totals["paid"] or totals["gross"] != totals["paid"]:
            yield f"{row['receipt_no']}: lines {lines}, total {totals['gross']}, tenders {tenders}"
        if sum(line["tax"]["amount"] for line in row["lines"]) != totals["tax"]:
            yield f"{row['receipt_no']}: the lines' tax is not the total's {totals['tax']}"
        if totals["net"] + totals["tax"] != totals["gross"]:
            yield f"{row['receipt_no']}: net and tax are not the total"
