"""The figures of X, Z and store report under one set of names, wherever they are told. Imports nothing of the
program.

Pure: from the expected tickets, from the closing event and its row at the centre, from tables on paper or in
CSV files.
"""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from tools.check_day_expected import Expected
from tools.check_day_paper import Tables
from tools.check_day_sums import RATES, Facts, Ticket
from tools.check_paper import minor

Document = Mapping[str, Any]

_CLASS_AT = {rate: name for name, rate in RATES.items()}
_KINDS = {"in": "cash in", "out": "cash out", "drop": "drop to the safe"}
_SIGNS = {"float": 1, "in": 1, "out": -1, "drop": -1}
_WORDS = {
    "short-dated": "expiring",
    "loyal customer": "loyal",
    "store credit": "store_credit",
    "gift card": "gift_card",
}
_COUNTS = {
    "drawer opened, no sale": "no sales",
    "lines voided": "line voids",
    "sales voided": "sale voids",
    "prices changed": "price changes",
}


def expected_facts(expected: Expected, pieces: bool) -> Facts:
    """What the reports have to say. pieces: with the count, which an X has not."""
    found = facts_of_tickets(expected.tickets)
    for kind in ("in", "out", "drop"):
        found[_KINDS[kind]] = 0
    found["float"] = 0
    drawer = 0
    for kind, reason, amount in expected.cash:
        signed = _SIGNS[kind] * amount
        name = _KINDS.get(kind, kind)
        found[name] = int(found[name]) + signed
        drawer += signed
        if kind != "float":
            _add(found, f"{name}, {reason}", 1, signed)
    sold = int(found.get("cash total", 0))
    found |= {"cash from sales": sold, "expected": drawer + sold, "count no sales": expected.no_sales}
    if pieces:
        found |= {"counted": drawer + sold, "difference": 0, "pieces": drawer + sold}
    return found


def facts_of_tickets(tickets: list[Ticket]) -> Facts:
    """Turnover, tax, tenders, cashiers and discounts of some tickets."""
    back = sum(line.amount for ticket in tickets for line in ticket.lines if line.comes_back)
    total = sum(ticket.total for ticket in tickets)
    found: Facts = {"sales": total - back, "returns": back, "turnover": total, "rounding": 0}
    discounts = [(line.off_reason, line.own_off) for t in tickets for line in t.lines if line.off_reason]
    discounts += [(ticket.basket_reason, ticket.shares) for ticket in tickets if ticket.basket_reason]
    found["discounts given"] = sum(amount for _, amount in discounts)
    for reason, amount in discounts:
        _add(found, f"discount {reason}", 1, amount)
    kinds = Counter(ticket.kind for ticket in tickets)
    found["count sales"], found["count returns"] = (
        kinds["sale"] + kinds["exchange"],
        kinds.total() - kinds["sale"],
    )
    found["count receipts"], found["count discounts given"] = kinds.total(), len(discounts)
    found["count items"] = sum(line.quantity for ticket in tickets for line in ticket.lines)
    found |= {"count line voids": 0, "count sale voids": 0, "count price changes": 0}
    found |= {"hours": total, "hours receipts": kinds.total(), "net": total, "tax": 0}
    for ticket in tickets:
        _add(found, f"cashier {ticket.cashier}", 1, ticket.total)
        for name, (tax, gross) in ticket.taxes.items():
            for key, value in (("net", gross - tax), ("tax", tax), ("gross", gross)):
                found[f"{key} {name}"] = int(found.get(f"{key} {name}", 0)) + value
            found["net"], found["tax"] = int(found["net"]) - tax, int(found["tax"]) + tax
        for method, amount, _ in ticket.tenders:
            _tender(found, method, 1, max(amount, 0), min(amount, 0))
    return found


def facts_of_closing(body: Document) -> Facts:
    """The closing event; a row of `z_reports` has the same figures."""
    figures = body["figures"]
    found: Facts = {
        "sales": figures["gross_minor"] + figures["returned_minor"],
        "returns": -figures["returned_minor"],
        "turnover": figures["gross_minor"],
        "rounding": figures["rounding_minor"],
        "discounts given": figures["discount_minor"],
        "net": sum(row["net_minor"] for row in figures["taxes"]),
        "tax": sum(row["tax_minor"] for row in figures["taxes"]),
        "count sales": figures["sale_count"],
        "count returns": figures["return_count"],
        "count receipts": sum(row["count"] for row in figures["cashiers"]),
        "count discounts given": figures["discount_count"],
        "count items": figures["item_milli"] // 1000,
        "count line voids": figures["line_voids"],
        "count sale voids": figures["sale_voids"],
        "count price changes": figures["price_changes"],
        "count no sales": figures["drawer_openings"],
        "hours": sum(row["gross_minor"] for row in figures["quarters"]),
        "hours receipts": sum(row["sale_count"] for row in figures["quarters"]),
        "float": 0, "cash in": 0, "cash out": 0, "drop to the safe": 0,
    }  # fmt: skip
    _closing_rows(found, figures)
    found["cash from sales"] = int(found.get("cash total", 0))
    counted, expected = _minor(body, "counted"), _minor(body, "expected")
    found |= {"counted": counted, "expected": expected, "difference": counted - expected}
    found["pieces"] = sum(piece["face_minor"] * piece["count"] for piece in body["pieces"])
    return found


def _closing_rows(found: Facts, figures: Document) -> None:
    for row in figures["taxes"]:
        for key in ("net", "tax", "gross"):
            found[f"{key} {row['tax_class']}"] = row[f"{key}_minor"]
    for row in figures["methods"]:
        _tender(found, row["method"], row["count"], row["taken_minor"], -row["given_back_minor"])
    for row in figures["cash"]:
        found[_KINDS.get(row["name"], row["name"])] = _SIGNS[row["name"]] * row["amount_minor"]
    for row in figures["moves"]:
        kind, _, reason = row["name"].partition(":")
        if kind in _KINDS:
            _add(found, f"{_KINDS[kind]}, {reason}", row["count"], _SIGNS[kind] * row["amount_minor"])
    for row in figures["cashiers"]:
        _add(found, f"cashier {row['name']}", row["count"], row["amount_minor"])
    for row in figures["discounts"]:
        _add(found, f"discount {row['name']}", row["count"], row["amount_minor"])


def facts_of_tables(tables: Tables, staff: Mapping[str, str]) -> Facts:
    """A report on paper or as CSV. staff: id to name."""
    ids = {name.lower(): staff_id for staff_id, name in staff.items()}
    found: Facts = {}
    for title, rows in tables.items():
        match title:
            case "summary" | "cash drawer":
                found |= {_name(row[0]): minor(row[-1]) for row in rows}
                found |= {f"count {_name(row[0])}": int(row[1]) for row in rows if len(row) == 3 and row[0]}
            case "tax by rate":
                for row in rows:
                    _tax_row(found, row)
            case "payments":
                _payments(found, rows)
            case "cash in and out":
                for row in rows:
                    if len(row) > 2:
                        _add(found, ", ".join(row[:-2]).lower(), int(row[-2]), minor(row[-1]))
            case "sales by hour":
                kept = [row for row in rows if re.match(r"\d\d:00", row[0])]
                found["hours"] = sum(minor(row[-1]) for row in kept)
                found["hours receipts"] = sum(_count(row[-2]) for row in kept)
            case "sales by cashier":
                for row in rows:
                    if len(row) == 3 and row[0].lower() in ids:
                        _add(found, f"cashier {ids[row[0].lower()]}", _count(row[1]), minor(row[2]))
            case "discounts by reason":
                for row in rows:
                    if len(row) == 3:
                        _add(found, f"discount {_name(row[0])}", _count(row[1]), minor(row[2]))
            case "counts":
                found |= {
                    f"count {_COUNTS.get(_name(row[0]), _name(row[0]))}": _count(row[1]) for row in rows
                }
            case "counted notes and coins":
                kept = [row for row in rows if re.match(r"\d", row[0])]
                found["pieces"] = sum(minor(row[0]) * _count(row[1]) for row in kept)
            case _:
                pass
    return {"rounding" if name == "cash rounding" else name: value for name, value in found.items()}


def store_facts(tables: Tables, staff: Mapping[str, str]) -> Facts:
    """The store report's CSV; its turnover counts receipts."""
    found = facts_of_tables(tables, staff)
    found["count receipts"] = found.pop("count turnover")
    for name in ("count net", "count tax", "count cash rounding"):
        found.pop(name, None)
    for row in tables.get("sales by article", []):
        found[f"article {row[1]}"] = minor(row[5])
        found[f"article {row[1]} pieces"] = minor(row[3]) // 1000
    for row in tables.get("sales by channel", []):
        _add(found, f"channel {row[0].lower()}", _count(row[1]), minor(row[2]))
    for row in tables.get("sales by till", []):
        _add(found, f"till {row[0]}", _count(row[1]), minor(row[2]))
    return found


def expected_store(expected: Expected, terminal_id: str) -> Facts:
    """What a store report has to say of the day, all articles among it."""
    found = facts_of_tickets(expected.tickets)
    for ticket in expected.tickets:
        for line in ticket.lines:
            name = f"article {line.product}"
            found[name] = int(found.get(name, 0)) + line.amount
            found[f"{name} pieces"] = int(found.get(f"{name} pieces", 0)) + line.quantity
    for name in ("channel till", f"till {terminal_id}"):
        _add(found, name, int(found["count receipts"]), int(found["turnover"]))
    return found


def _tax_row(found: Facts, row: list[str]) -> None:
    """Paper: `20%` and three amounts; CSV: class, rate and three amounts."""
    rate = re.fullmatch(r"(?:[A-Z] )?([\d.]+)%?", row[-4]) if len(row) >= 4 else None
    name = _CLASS_AT.get(round(float(rate[1]) * 100)) if rate else None
    if name is not None:
        for key, text in zip(("net", "tax", "gross"), row[-3:], strict=True):
            found[f"{key} {name}"] = minor(text)


def _payments(found: Facts, rows: list[list[str]]) -> None:
    """In columns, or with the number in brackets and the parts below."""
    method, count, total = "", 0, 0
    parts: dict[str, int] = {}
    for row in [*rows, ["(0)", "0.00"]]:
        if len(row) == 5:
            if _name(row[0]) not in ("sum", "payment"):
                _tender(found, _name(row[0]), _count(row[1]), minor(row[2]), minor(row[3]))
            continue
        head = re.fullmatch(r"(.*?) ?\(([\d,]+)\)", row[0])
        if len(row) == 1:
            continue  # the headings
        if head is None:
            parts[row[0].lower()] = minor(row[-1])
            continue
        if method and method != "sum":
            _tender(found, method, count, parts.get("taken", total), parts.get("given back", 0))
        method, count, parts, total = _name(head[1]), _count(head[2]), {}, minor(row[-1])


def _tender(found: Facts, method: str, count: int, taken: int, given_back: int) -> None:
    for name, value in (("count", count), ("taken", taken), ("given back", given_back)):
        found[f"{method} {name}"] = int(found.get(f"{method} {name}", 0)) + value
    found[f"{method} total"] = int(found.get(f"{method} total", 0)) + taken + given_back


def _add(found: Facts, name: str, count: int, amount: int) -> None:
    found[f"{name} count"] = int(found.get(f"{name} count", 0)) + count
    found[name] = int(found.get(name, 0)) + amount


def _name(text: str) -> str:
    return _WORDS.get(text.lower(), text.lower())


def _count(text: str) -> int:
    return int(text.replace(",", ""))


def _minor(body: Document, name: str) -> int:
    return int(body[f"{name}_minor"]) if f"{name}_minor" in body else int(body[name]["amount"])
