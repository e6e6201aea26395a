"""The day's papers and files: receipts with discounts and returns, vouchers, X and Z, the reports as CSV.
Imports nothing of the program.

Pure. Written from what a person reads on them: names at the left, two blanks before what belongs to them.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tools.check_day_sums import RATES, SoldLine, Ticket
from tools.check_paper import Paper, Unreadable, minor, papers

_AMOUNT = r"-?\d[\d,]*\.\d\d"
_END = re.compile(rf"^(?P<label>.*?)\s+(?P<amount>{_AMOUNT})(?:\s+[A-Z])?$")
_DETAIL = re.compile(rf"^(?P<quantity>-?[\d,]+) x (?P<unit>{_AMOUNT})$")
_HEADING = re.compile(r"^(Return of receipt \S+(?: \(unchecked\))?|Return without receipt|Bought)$")
_TAX = re.compile(rf"^(?:[A-Z] )?(?P<rate>[\d.]+)%\s+{_AMOUNT}\s+(?P<tax>{_AMOUNT})\s+(?P<gross>{_AMOUNT})$")
_SUM = re.compile(rf"^(?P<word>TOTAL|To give back) [A-Z]{{3}}\s+(?P<amount>{_AMOUNT})$")
_NUMBER = re.compile(r"^Receipt\s+(?P<number>[A-Z0-9]{1,8}-[A-Z]\d{6,})$")
_REPORT = re.compile(r"^(?P<kind>[XZ]) report(?: (?P<number>\d+))?$")
_CLASS_AT = {rate: name for name, rate in RATES.items()}
_METHODS = {
    "Cash": ("cash", 1),
    "Card": ("card", 1),
    "Store credit": ("store_credit", 1),
    "Given back cash": ("cash", -1),
    "Given back to card": ("card", -1),
    "Given back as store credit": ("store_credit", -1),
}
_CASH_SLIPS = {"CASH IN": "in", "CASH OUT": "out", "CASH DROP": "drop"}
_MONEY = frozenset({"summary", "tax by rate", "payments", "cash drawer", "cash in and out", "sales by hour",
                    "sales by cashier", "discounts by reason", "counted notes and coins"})  # fmt: skip


@dataclass(slots=True)
class Trail:
    """What came out of the printer.

    vouchers: code to amount; slips: kind of cash moved and amount; reports: kind (`X`, `Z`) to their tables.
    """

    originals: dict[str, list[Ticket]] = field(default_factory=dict)
    copies: dict[str, list[Ticket]] = field(default_factory=dict)
    vouchers: dict[str, int] = field(default_factory=dict)
    slips: list[tuple[str, int]] = field(default_factory=list)
    reports: dict[str, list["Tables"]] = field(default_factory=dict)
    torn: int = 0
    faults: list[str] = field(default_factory=list)

    def tickets(self) -> list[Ticket]:
        """One a receipt number: the original, or the copy that took its place."""
        numbers = sorted({*self.originals, *self.copies})
        return [(self.originals.get(number) or self.copies[number])[0] for number in numbers]


Tables = dict[str, list[list[str]]]


def trail_of(streams: Iterable[bytes], staff: dict[str, str]) -> Trail:
    """Sort all papers. staff: id to name."""
    trail = Trail()
    ids = {name: staff_id for staff_id, name in staff.items()}
    for number, stream in enumerate(streams, 1):
        try:
            for paper in papers(stream):
                _sort(trail, paper, ids, number)
        except Unreadable as error:
            trail.faults.append(f"connection {number}: {error}")
    return trail


def _sort(trail: Trail, paper: Paper, ids: dict[str, str], number: int) -> None:
    rows = [row.rstrip() for row in paper.rows]
    texts = [row.strip() for row in rows]
    report = next((found for text in texts[:12] if (found := _REPORT.match(text))), None)
    ticket = ticket_of(rows, ids)
    if not paper.whole:
        trail.torn += 1
    elif report is not None:
        trail.reports.setdefault(report["kind"], []).append(_tables(texts))
    elif "STORE CREDIT VOUCHER" in texts:
        amount = next(found[1] for text in texts if (found := re.match(rf"^({_AMOUNT}) [A-Z]{{3}}$", text)))
        code = next(text for text in texts if text.startswith("SC-"))
        if not any("COPY" in text for text in texts):
            trail.vouchers[code] = trail.vouchers.get(code, 0) + minor(amount)
    elif kind := next((_CASH_SLIPS[text] for text in texts if text in _CASH_SLIPS), ""):
        amount = next(found[1] for text in texts if (found := re.match(rf"^[A-Z]{{3}}\s+({_AMOUNT})$", text)))
        trail.slips.append((kind, minor(amount)))
    elif ticket is None:
        trail.faults.append(f"connection {number}: a paper that is neither receipt nor voucher nor report")
    else:
        kept = trail.copies if any("COPY" in text for text in texts) else trail.originals
        kept.setdefault(ticket.key, []).append(ticket)


def ticket_of(rows: Sequence[str], ids: dict[str, str]) -> Ticket | None:
    """The receipt on a paper; None where it has no number or no total."""
    ends = [at for at, row in enumerate(rows) if set(row) == {"="}]
    numbers = [found["number"] for row in rows if (found := _NUMBER.match(row))]
    if not ends or not numbers:
        return None
    start = next((at for at, row in enumerate(rows) if len(row) > 8 and set(row) == {"-"}), 0)
    ticket = Ticket(numbers[0], list(_lines(rows[start + 1 : ends[0]])))
    if not _sums(ticket, rows[ends[0] + 1 :]):
        return None
    names = [row.split(None, 1)[1] for row in rows if row.startswith("Cashier ")]
    ticket.cashier = ids.get(names[0].strip(), names[0]) if names else ""
    return ticket


def _lines(rows: Sequence[str]) -> Iterator[SoldLine]:
    """The articles; what stands indented below one belongs to it."""
    name: list[str] = []
    line: SoldLine | None = None
    for row in rows:
        text = row.strip()
        if not text or _HEADING.match(text):
            name = []
            continue
        found = _END.match(text)
        detail = _DETAIL.match(found["label"].strip()) if found else None
        if row.startswith("  ") and not detail:
            if found and line is not None:
                line.amount += minor(found["amount"])
        elif detail and found:
            if line is not None:
                yield line
            quantity = int(detail["quantity"].replace(",", ""))
            line = SoldLine("", quantity, minor(detail["unit"]), minor(found["amount"]), name=" ".join(name))
            name = []
        elif found:
            if line is not None:
                yield line
            price = minor(found["amount"])
            line = SoldLine("", 1, price, price, name=" ".join([*name, found["label"].strip()]).strip())
            name = []
        else:
            name.append(text)
    if line is not None:
        yield line


def _sums(ticket: Ticket, rows: Sequence[str]) -> bool:
    """Total, basket discount, tenders and taxes below the lines."""
    seen, change = False, 0
    for row in rows:
        text = row.strip()
        if total := _SUM.match(text):
            seen = True
            ticket.total = minor(total["amount"]) * (-1 if total["word"] == "To give back" else 1)
        elif tax := _TAX.match(text):
            name = _CLASS_AT.get(round(float(tax["rate"]) * 100), f"{tax['rate']} %")
            ticket.taxes[name] = (minor(tax["tax"]), minor(tax["gross"]))
        elif found := _END.match(text):
            label, amount = re.sub(r" \*{4}\S+$", "", found["label"].strip()), minor(found["amount"])
            if label in _METHODS:
                method, sign = _METHODS[label]
                ticket.tenders.append((method, sign * amount, sign * amount))
            elif label == "Change":
                change = amount
            elif label.startswith("Discount") and not seen and ticket.lines:
                ticket.lines[0].share += -amount
    if change and ticket.tenders:
        # Change comes out of the cash that was given last.
        method, amount, given = ticket.tenders[-1]
        ticket.tenders[-1] = (method, amount - change, given)
    if ticket.lines and ticket.lines[0].share:
        ticket.lines[0].amount -= ticket.lines[0].share
    return seen


def _tables(texts: Sequence[str]) -> Tables:
    """The tables of a report on paper, by their title in small letters: rows of cells."""
    found: Tables = {}
    title = ""
    for before, text in zip(["", *texts], texts, strict=False):
        if len(before) > 8 and set(before) == {"-"} and text:
            title = re.sub(r" \([A-Z]{3}\)$", "", text).lower()
        elif title and text and set(text) not in ({"-"}, {"="}):
            found.setdefault(title, []).append(_cells(text, is_money=title in _MONEY))
    return found


def _cells(text: str, *, is_money: bool) -> list[str]:
    """The label and the numbers at the end of a row."""
    numbers: list[str] = []
    pattern = re.compile(rf"^(.*?)\s+({_AMOUNT}|[\d,]+)$" if is_money else r"^(.*?)\s+(-?[\d,]+)$")
    while match := pattern.match(text):
        text, number = match[1], match[2]
        numbers.insert(0, number)
    if text and re.fullmatch(rf"{_AMOUNT}", text) and numbers:
        return [text, *numbers]
    return [text, *numbers]


def csv_tables(content: bytes) -> Tables:
    """The tables of a report's CSV, by their title in small letters; their headings are left out."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    found: Tables = {}
    title, place = "", 0
    for row in rows:
        if not row:
            title, place = "", 1
        elif place == 1:
            title, place = row[0].lower(), 2
        elif place == 2:
            place = 3
        elif place == 3:
            found.setdefault(title, []).append(row)
    return found
