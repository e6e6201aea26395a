"""What the five sources of a replay say, each read on its own into the same plain tickets. Imports nothing of
the program.

CSV of baskets, journal file (opened read-only), captured printer bytes, `sales` and `inventory` of the
centre.
"""

import csv
import gzip
import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from tools.check_paper import Paper, Unreadable, papers, ticket_of

# Basis points by tax class, and the class by the first character of the stock code: the replay's rule, said
# again here.
RATES = {"A": 2000, "B": 500, "C": 0}
CLASS_OF = {"2": "A", "8": "B"}
ZEROS = "0" * 64
_CLASS_AT = {rate: name for name, rate in RATES.items()}

Facts = dict[str, int | str]


@dataclass(slots=True)
class Ticket:
    """One sale as one source tells it. lines: (quantity, unit price, amount) in order; taxes: class to (tax,
    gross).
    """

    key: str
    lines: list[tuple[int, int, int]] = field(default_factory=list)
    total_minor: int = 0
    taxes: dict[str, tuple[int, int]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    products: list[str] = field(default_factory=list)

    def facts(self) -> Facts:
        """Everything that must agree, by a name a person understands."""
        found: Facts = {"total": self.total_minor, "number of lines": len(self.lines)}
        for number, (quantity, unit_minor, amount_minor) in enumerate(self.lines, 1):
            found[f"line {number} quantity"] = quantity
            found[f"line {number} unit price"] = unit_minor
            found[f"line {number} amount"] = amount_minor
        for name, (tax_minor, gross_minor) in self.taxes.items():
            found[f"tax {name}"] = tax_minor
            found[f"gross {name}"] = gross_minor
        return found


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One row of `events` in the journal file."""

    seq: int
    raw: bytes
    prev_hash: str
    hash: str


def read_csv(path: Path) -> list[dict[str, str]]:
    """All rows of the basket file."""
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="") as packed:
            return list(csv.DictReader(packed))
    with path.open(encoding="utf-8", newline="") as plain:
        return list(csv.DictReader(plain))


def read_journal(path: Path) -> list[JournalRow]:
    """All events of a journal file."""
    journal = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        rows = journal.execute("SELECT seq, raw, prev_hash, hash FROM events ORDER BY seq")
        return [JournalRow(seq, bytes(raw), prev_hash, digest) for seq, raw, prev_hash, digest in rows]
    finally:
        journal.close()


def read_streams(folder: Path) -> list[bytes]:
    """The captured bytes, a connection each, in the order of connecting."""
    return [path.read_bytes() for path in sorted(folder.glob("*.bin"))]


def tickets_of_csv(rows: Iterable[Mapping[str, str]], limit: int | None = None) -> list[Ticket]:
    """Invoices not beginning with C; one article at one price is one line of a basket, at its first place."""
    tickets: dict[str, Ticket] = {}
    places: dict[tuple[str, str, int], int] = {}
    for row in rows:
        sold = _sold(row)
        if sold is None:
            continue
        quantity, unit_minor = sold
        invoice, code = row["invoice"], row["stock_code"]
        if invoice not in tickets and limit is not None and len(tickets) == limit:
            continue
        ticket = tickets.setdefault(invoice, Ticket(invoice))
        place = places.get((invoice, code, unit_minor))
        if place is None:
            places[invoice, code, unit_minor] = len(ticket.lines)
            ticket.lines.append((quantity, unit_minor, quantity * unit_minor))
            ticket.products.append(f"{code.replace(' ', '.')}-{unit_minor}")
        else:
            merged = ticket.lines[place][0] + quantity
            ticket.lines[place] = (merged, unit_minor, merged * unit_minor)
        ticket.total_minor += quantity * unit_minor
    for ticket in tickets.values():
        _reckon_taxes(ticket)
    return list(tickets.values())


def _sold(row: Mapping[str, str]) -> tuple[int, int] | None:
    try:
        quantity, pence = int(row["quantity"]), Decimal(row["unit_price_gbp"]) * 100
    except (ValueError, InvalidOperation):
        return None
    if row["invoice"].startswith("C") or quantity <= 0 or pence < 0 or pence != pence.to_integral_value():
        return None
    return quantity, int(pence)


def _reckon_taxes(ticket: Ticket) -> None:
    """Prices include tax; tax by class, rounded half up once on the receipt."""
    gross: Counter[str] = Counter()
    for product, (_, _, amount_minor) in zip(ticket.products, ticket.lines, strict=True):
        gross[CLASS_OF.get(product[0], "C")] += amount_minor
    for name, amount_minor in gross.items():
        rate = RATES[name]
        base = 10_000 + rate
        ticket.taxes[name] = ((2 * amount_minor * rate + base) // (2 * base), amount_minor)


def tickets_of_journal(rows: Iterable[JournalRow]) -> list[Ticket]:
    """Completed sales in order of completion, folded from events; what has no beginning is passed over."""
    open_lines: dict[str, dict[str, list[Any]]] = {}
    tickets = []
    for row in rows:
        event = json.loads(row.raw)
        body = event["body"]
        lines = open_lines.setdefault(body.get("sale_id", ""), {})
        match str(event["type"]):
            case "LineAdded":
                lines[body["line_id"]] = [
                    body["milli"],
                    body["unit_price_minor"],
                    body["product_id"],
                    body["name"],
                ]
            case "QuantityChanged" if body["line_id"] in lines:
                lines[body["line_id"]][0] = body["milli"]
            case "LineVoided":
                lines.pop(body["line_id"], None)
            case "SaleCompleted":
                tickets.append(_completed(body, open_lines.pop(body["sale_id"], {})))
            case _:
                pass
    return tickets


def _completed(body: dict[str, Any], lines: dict[str, list[Any]]) -> Ticket:
    ticket = Ticket(body["receipt_no"], total_minor=body["total_minor"])
    for milli, unit_minor, product_id, name in lines.values():
        ticket.lines.append((milli // 1000, unit_minor, milli * unit_minor // 1000))
        ticket.products.append(product_id)
        ticket.names.append(name)
    ticket.taxes = {tax["tax_class"]: (tax["tax_minor"], tax["gross_minor"]) for tax in body["taxes"]}
    return ticket


def tickets_of_sales(documents: Iterable[Mapping[str, Any]]) -> list[Ticket]:
    """The centre's sales of one till, by receipt number."""
    tickets = []
    for document in sorted(documents, key=lambda found: str(found["receipt_no"])):
        ticket = Ticket(document["receipt_no"], total_minor=document["totals"]["gross"]["amount"])
        for line in document["lines"]:
            unit_minor, amount_minor = line["unit_price"]["amount"], line["amount"]["amount"]
            ticket.lines.append((line["quantity_milli"] // 1000, unit_minor, amount_minor))
            ticket.products.append(line["product_id"])
            ticket.names.append(line["name"])
        for tax in document["taxes"]:
            ticket.taxes[tax["tax_class"]] = (tax["tax"]["amount"], tax["gross"]["amount"])
        tickets.append(ticket)
    return tickets


@dataclass(slots=True)
class PaperTrail:
    """What came out of the printer. originals: complete receipts by number; copies: complete ones that say
    COPY.
    """

    originals: dict[str, list[Ticket]] = field(default_factory=dict)
    copies: dict[str, list[Ticket]] = field(default_factory=dict)
    torn: int = 0
    faults: list[str] = field(default_factory=list)

    def tickets(self) -> list[Ticket]:
        """One ticket a receipt number: the original, or the copy that took its place."""
        numbers = sorted({*self.originals, *self.copies})
        return [(self.originals.get(number) or self.copies[number])[0] for number in numbers]


def paper_trail(streams: Iterable[bytes]) -> PaperTrail:
    """Receipts in captured bytes. torn: papers without a cut, which a kill leaves behind."""
    trail = PaperTrail()
    for number, stream in enumerate(streams, 1):
        try:
            for paper in papers(stream):
                _sort_paper(trail, paper, number)
        except Unreadable as error:
            trail.faults.append(f"connection {number}: {error}")
    return trail


def _sort_paper(trail: PaperTrail, paper: Paper, number: int) -> None:
    printed = ticket_of(paper) if paper.whole else None
    if not paper.whole:
        trail.torn += 1
    elif printed is None:
        trail.faults.append(f"connection {number}: a paper with no receipt number or total")
    else:
        lines = [(line.quantity, line.unit_minor, line.amount_minor) for line in printed.lines]
        names = [line.name for line in printed.lines]
        taxes = {_CLASS_AT.get(rate, f"{rate} bp"): sums for rate, sums in printed.taxes.items()}
        ticket = Ticket(printed.receipt_no, lines, printed.total_minor, taxes, names)
        kept = trail.copies if printed.copy else trail.originals
        kept.setdefault(printed.receipt_no, []).append(ticket)


def chain_faults(rows: Sequence[JournalRow]) -> Iterator[str]:
    """What is wrong with the numbering or the hash chain of a journal."""
    expected_seq, expected_hash = 1, ZEROS
    for row in rows:
        if row.seq != expected_seq:
            yield f"seq {expected_seq} is missing before {row.seq}"
        if row.prev_hash != expected_hash:
            yield f"seq {row.seq} does not continue the chain"
        if hashlib.sha256(bytes.fromhex(row.prev_hash) + row.raw).hexdigest() != row.hash:
            yield f"seq {row.seq} does not match its hash"
        event = json.loads(row.raw)
        if event["seq"] != row.seq:
            yield f"seq {row.seq} says of itself {event['seq']}"
        expected_seq, expected_hash = row.seq + 1, row.hash


def sold_units(tickets: Iterable[Ticket]) -> Counter[str]:
    """Pieces sold by product id."""
    units: Counter[str] = Counter()
    for ticket in tickets:
        for product, (quantity, _, _) in zip(ticket.products, ticket.lines, strict=True):
            units[product] += quantity
    return units
