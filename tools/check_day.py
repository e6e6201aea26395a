"""The independent checker of a shop's day: all sources read on their own, compared to the cent. Imports
nothing of the program.

Sources: basket file and plan, journal file, captured printer bytes, the centre's collections, the stock
counters, the closing in event, row, paper and CSV, the store report. A fact on which they disagree is
reported under the source that stands alone. `--self-test` plants one wrong cent (or unit, or number) in each.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that `python3 tools/check_day.py` works as well as `-m tools.check_day`

from tools import check_day_figures as figures  # noqa: E402
from tools import check_sources as sources  # noqa: E402
from tools.check_day_evidence import Difference, Evidence, gather, vote  # noqa: E402
from tools.check_day_expected import Expected, Reckoner, is_goods  # noqa: E402
from tools.check_day_paper import Trail, csv_tables, trail_of  # noqa: E402
from tools.check_day_plants import self_test  # noqa: E402
from tools.check_day_sums import Facts, Ticket  # noqa: E402
from tools.check_day_tickets import (  # noqa: E402
    JournalDay,
    facts_of_right,
    journal_day,
    sale_faults,
    tickets_of_sales,
)

SHOWN = 40
TERMINAL = "T1"


@dataclass(frozen=True, slots=True)
class Report:
    """What the checker found."""

    expected: Expected
    trail: Trail
    differences: tuple[Difference, ...]


def check(evidence: Evidence) -> Report:
    """Compare all sources."""
    expected = Reckoner(evidence.csv_rows, evidence.plan).reckon()
    journal = journal_day(evidence.journal)
    trail = trail_of(evidence.streams, evidence.plan["staff"])
    told = {
        "expected": expected.tickets,
        "journal": journal.tickets,
        "sales": tickets_of_sales(evidence.centre["sales"]),
        "paper": trail.tickets(),
    }
    found = [
        *(Difference("expected", "plan", text) for text in expected.faults),
        *_tickets(told),
        *_units(told, expected, evidence),
        *_rights(expected, journal, evidence),
        *_credit(expected, journal, trail, evidence),
        *_closing(expected, journal, trail, evidence),
        *_shift(journal, evidence),
        *_store(expected, evidence),
        *_paper_faults(trail),
        *_own_faults(evidence, journal),
    ]
    return Report(expected, trail, tuple(found))


def _tickets(told: Mapping[str, list[Ticket]]) -> Iterator[Difference]:
    """The n-th ticket of each source, fact for fact; numbers and names, too."""
    for number in range(max(map(len, told.values()))):
        present = {source: tickets[number] for source, tickets in told.items() if number < len(tickets)}
        place = f"ticket {number + 1} ({'/'.join(dict.fromkeys(one.key for one in present.values()))})"
        for source in told.keys() - present.keys():
            yield Difference(source, place, "is missing")
        yield from vote(place, {source: ticket.facts() for source, ticket in present.items()})
    for number, ticket in enumerate(told["journal"], 1):
        if not re.fullmatch(rf"{TERMINAL}-A0*{number}", ticket.key):
            yield Difference("journal", ticket.key, f"is the number of ticket {number}")
    for printed, written in zip(told["paper"], told["journal"], strict=False):
        for seen, line in zip(printed.lines, written.lines, strict=False):
            if re.sub(r"\s", "", seen.name) != re.sub(r"\s", "", line.name):
                yield Difference("paper", printed.key, f"prints '{seen.name}' for '{line.name}'")


def _units(told: Mapping[str, list[Ticket]], expected: Expected, evidence: Evidence) -> Iterator[Difference]:
    """Pieces that left the stock, by product."""
    units: dict[str, Mapping[str, int]] = {"expected": expected.units}
    for source in ("journal", "sales"):
        counted: Counter[str] = Counter()
        for ticket in told[source]:
            for line in ticket.lines:
                if is_goods(line.product) and line.restock:
                    counted[line.product] += line.quantity
        units[source] = counted
    moved: Counter[str] = Counter()
    for row in evidence.centre["moves"]:
        moved[row["product_id"]] += row["q"]
        if not row["settled"]:
            yield Difference("moves", str(row["_id"]), "is not settled")
    start = evidence.start_on_hand
    units["moves"] = moved
    units["inventory"] = {
        str(row["_id"]): start - int(row["on_hand"]) for row in evidence.centre["inventory"]
    }
    units["redis"] = {product: start - left for product, left in evidence.counters.items()}
    kept = {source: {p: n for p, n in counts.items() if n} for source, counts in units.items()}
    yield from vote("pieces sold", kept, absent=0)
    yield from (Difference("redis", "holds", text) for text in evidence.held)


def _rights(expected: Expected, journal: JournalDay, evidence: Evidence) -> Iterator[Difference]:
    """What may still come back of every ticket."""
    by_number = dict(journal.rights.values())
    central = {str(row["receipt_no"]): row for row in evidence.centre["return_rights"] if "lines" in row}
    for number, ticket in enumerate(journal.tickets):
        left = expected.left_by_ticket.get(number)
        told: dict[str, Mapping[str, int | str]] = {}
        if left is not None:
            told["expected"] = left.facts()
        if ticket.key in by_number:
            told["journal"] = by_number[ticket.key].facts()
        if ticket.key in central:
            told["return_rights"] = facts_of_right(central[ticket.key])
        for source in {"expected", "journal", "return_rights"} - told.keys() if told else ():
            yield Difference(source, ticket.key, "knows no right to return it")
        yield from vote(f"right to return {ticket.key}", told)
    for row in evidence.centre["return_rights"]:
        for op in row["ops"]:
            if op["state"] == "held":
                yield Difference("return_rights", str(row.get("receipt_no")), f"still holds {op['id']}")
    for row in evidence.centre["exceptions"]:
        yield Difference("return_rights", str(row["_id"]), f"is an exception: {row.get('kind')}")


def _credit(
    expected: Expected, journal: JournalDay, trail: Trail, evidence: Evidence
) -> Iterator[Difference]:
    """Store credit: the n-th voucher given, and what is left on it."""
    central = {str(row["_id"]): row for row in evidence.centre["credit_accounts"]}
    for account in central.keys() - journal.accounts.keys():
        yield Difference("credit_accounts", account, "is no voucher of the journal")
    for (label, sums), (account, written) in zip(
        expected.vouchers.items(), journal.accounts.items(), strict=False
    ):
        told: dict[str, Facts] = {
            "expected": {"given": sums[0], "left": sums[1]},
            "journal": {"given": written[0], "left": written[1]},
        }
        row = central.get(account)
        if row is None:
            yield Difference("credit_accounts", account, "is missing")
        else:
            given = -sum(op["x"] for op in row["ops"] if op["state"] == "taken" and op["x"] < 0)
            told["credit_accounts"] = {"given": given, "left": row["left"]}
            for op in row["ops"]:
                if op["state"] == "held":
                    yield Difference("credit_accounts", account, f"still holds {op['id']}")
        yield from vote(f"voucher {label}", told)
        printed = trail.vouchers.get(account)
        if printed != sums[0]:
            yield Difference("paper", f"voucher {label}", f"is over {printed}, given was {sums[0]}")
    if len(expected.vouchers) != len(journal.accounts):
        text = f"has {len(journal.accounts)} accounts of store credit, {len(expected.vouchers)} were planned"
        yield Difference("journal", "store credit", text)


def _closing(
    expected: Expected, journal: JournalDay, trail: Trail, evidence: Evidence
) -> Iterator[Difference]:
    """The Z in event, row, paper and CSV; the X before it."""
    staff = evidence.plan["staff"]
    told: dict[str, Mapping[str, int | str]] = {"expected": figures.expected_facts(expected, pieces=True)}
    for source, rows in (("z event", journal.closed), ("z_reports", evidence.centre["z_reports"])):
        if len(rows) == 1:
            told[source] = figures.facts_of_closing(rows[0])
        else:
            yield Difference(source, "Z", f"is there {len(rows)} times")
    moved = [(kind, amount) for kind, _, amount in expected.cash if kind != "float"]
    if trail.slips != moved:
        yield Difference("paper", "cash slips", f"are {trail.slips}, moved was {moved}")
    papers = {kind: trail.reports.get(kind, []) for kind in "XZ"}
    for kind, found in papers.items():
        if len(found) != 1:
            yield Difference(f"{kind.lower()} paper", kind, f"was printed {len(found)} times")
    if papers["Z"]:
        told["z paper"] = figures.facts_of_tables(papers["Z"][0], staff)
    told["z csv"] = figures.facts_of_tables(csv_tables(evidence.z_csv), staff)
    yield from vote("Z", told)
    if papers["X"]:
        before = figures.expected_facts(expected, pieces=False)
        closing = {name: value for name, value in told.get("z event", {}).items() if name in before}
        seen = figures.facts_of_tables(papers["X"][0], staff)
        # The Z's event has the majority with the paper where the plan is wrong, and with the plan where the
        # paper is; that event itself is compared above.
        yield from vote("X", {"expected": before, "x paper": seen, "z event": closing}, silent="z event")


def _shift(journal: JournalDay, evidence: Evidence) -> Iterator[Difference]:
    """The day's opening and closing in event, `shifts` and `z_reports`."""
    if len(journal.closed) != 1 or len(journal.opened) != 1:
        yield Difference("journal", "shift", f"{len(journal.opened)} opened, {len(journal.closed)} closed")
        return
    closed, opened = journal.closed[0], journal.opened[0]
    told: dict[str, Facts] = {
        "z event": {
            "shift": closed["shift_id"],
            "z_no": closed["z_no"],
            "day": opened["business_day"],
            "closed by": closed["cashier"],
        }
    }
    for source, key in (("shifts", "_id"), ("z_reports", "shift_id")):
        for row in evidence.centre[source]:
            told[source] = {
                "shift": row[key],
                "z_no": row.get("z_no", 0),
                "day": row["business_day"],
                "closed by": row.get("closed_by", ""),
            }
        if len(evidence.centre[source]) != 1:
            yield Difference(source, "shift", f"has {len(evidence.centre[source])} rows")
    yield from vote("shift", told)


def _store(expected: Expected, evidence: Evidence) -> Iterator[Difference]:
    """The store report against the plan and against what `sales` adds up to; it names the best articles."""
    seen = figures.store_facts(csv_tables(evidence.store_csv), evidence.plan["staff"])
    sums = Expected(tickets=tickets_of_sales(evidence.centre["sales"]))
    told = {
        "expected": figures.expected_store(expected, TERMINAL),
        "sales": figures.expected_store(sums, TERMINAL),
        "store report": seen,
    }
    for name in ("turnover", "net", "tax", "cash total"):
        if name not in seen:
            yield Difference("store report", name, "is missing")
    yield from vote("store report", {source: {k: f[k] for k in seen if k in f} for source, f in told.items()})


def _paper_faults(trail: Trail) -> Iterator[Difference]:
    for text in trail.faults:
        yield Difference("paper", "bytes", text)
    for number, tickets in trail.originals.items():
        if len(tickets) > 1:
            yield Difference("paper", number, f"was printed {len(tickets)} times as an original")


def _own_faults(evidence: Evidence, journal: JournalDay) -> Iterator[Difference]:
    """What a source says against itself: the chain, the centre's copy of it, sums of `sales`, approvals."""
    yield from (Difference("journal", "chain", text) for text in sources.chain_faults(evidence.journal))
    seq, digest = evidence.head
    for row in evidence.journal[:seq]:
        if evidence.events.get(row.seq) != (row.raw, row.hash):
            yield Difference("events", f"seq {row.seq}", "is missing at the centre or differs there")
    if not seq or seq > len(evidence.journal) or evidence.journal[seq - 1].hash != digest:
        yield Difference("events", f"seq {seq}", "the centre's head is not the journal's event")
    yield from (Difference("sales", "sums", text) for text in sale_faults(evidence.centre["sales"]))
    without = sum(
        not back["invoice"]
        for step in evidence.plan["steps"]
        if step["type"] == "TakeBack"
        for back in step["backs"]
    )
    if journal.acts["return_no_receipt"] != without:
        approved = journal.acts["return_no_receipt"]
        text = f"{approved} returns without receipt were approved, {without} were planned"
        yield Difference("journal", "approvals", text)
    yield from (Difference("journal", "approvals", text) for text in journal.unapproved)


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 only where nothing differs and every planted cent is found."""
    parser = argparse.ArgumentParser(description="Compare what a shop's day left behind, to the cent.")
    for name in ("--baskets", "--plan", "--journal", "--paper", "--reports"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--centre", required=True, help="mongodb:// address of the centre")
    parser.add_argument("--database", default="shop")
    parser.add_argument("--stock", required=True, help="redis:// or unix:// address of the counters")
    parser.add_argument("--on-hand", type=int, required=True, help="stock of every article before the day")
    parser.add_argument("--self-test", action="store_true", help="plant a wrong cent in each source, too")
    options = parser.parse_args(arguments)
    evidence = gather(options)
    report = check(evidence)
    for difference in report.differences[:SHOWN]:
        print(difference)
    if len(report.differences) > SHOWN:
        print(f"... and {len(report.differences) - SHOWN} more differences")
    print(f"checked: {len(report.expected.tickets)} tickets, {len(report.differences)} differences, "
          f"{report.expected.by_receipt} lines back by receipt, {report.expected.without} without, "
          f"{len(report.trail.copies)} copies, {report.trail.torn} torn papers")  # fmt: skip
    found = self_test(evidence, lambda planted: check(planted).differences) if options.self_test else []
    if found:
        reported = sum(not blamed for _, blamed in found)
        missed = [f"{source}: {text}" for source, text in found if text]
        print("; ".join([f"self-test: {len(found)} wrong cents planted, {reported} reported", *missed]))
    return 0 if not report.differences and not any(text for _, text in found) else 1


if __name__ == "__main__":
    sys.exit(main())
