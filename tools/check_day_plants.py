"""Wrong cents for the checker of a shop's day: one in each source, each to be found and named. Imports
nothing of the program.

Every plant changes a copy of the evidence; where no cent can be planted, a unit or a number is.
"""

import copy
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from tools.check_day_evidence import Difference, Document, Evidence


def self_test(evidence: Evidence, check: Callable[[Evidence], Iterable[Difference]]) -> list[tuple[str, str]]:
    """Plants one at a time; answers for each source what is wrong, empty where it alone was reported."""
    before = set(check(evidence))
    results = []
    for source, allowed, planted in plants(evidence):
        found = set(check(planted)) - before
        blamed = {difference.source for difference in found}
        wrong = "" if source in blamed and blamed <= {source, *allowed} else f"blamed {sorted(blamed)}"
        results.append((source, wrong))
    return results


def plants(evidence: Evidence) -> Iterator[tuple[str, frozenset[str], Evidence]]:
    """The source, what else may be named with it, and the evidence with the wrong cent."""
    nothing: frozenset[str] = frozenset()
    # A changed event breaks the chain, and is no longer what the centre holds.
    chain = frozenset({"journal", "events"})
    yield "expected", nothing, replace(evidence, csv_rows=_wrong_csv(evidence))
    yield "expected", nothing, replace(evidence, plan=_wrong_plan(evidence.plan))
    yield "journal", chain, _event(evidence, "SaleCompleted", _grow("total_minor"))
    yield "journal", chain, _event(evidence, "TenderTaken", _grow("amount_minor"))
    yield "journal", chain, _event(evidence, "ReturnLineAdded", _grow("tax_minor"))
    yield "z event", chain, _event(evidence, "ShiftClosed", _in_figures)
    for pattern in _PAPER_CENTS:
        yield "paper", nothing, replace(evidence, streams=_wrong_paper(evidence.streams, pattern))
    yield "z paper", nothing, replace(evidence, streams=_wrong_report(evidence.streams, b"Z report"))
    yield "x paper", nothing, replace(evidence, streams=_wrong_report(evidence.streams, b"X report"))
    yield "z csv", nothing, replace(evidence, z_csv=_wrong_csv_report(evidence.z_csv))
    yield "store report", nothing, replace(evidence, store_csv=_wrong_csv_report(evidence.store_csv))
    yield "sales", nothing, _row(evidence, "sales", _sale_line)
    yield "sales", nothing, _row(evidence, "sales", _sale_tender)
    yield "moves", nothing, _row(evidence, "moves", lambda row: row.__setitem__("q", row["q"] + 1))
    yield "inventory", nothing, _row(evidence, "inventory", _one_more)
    yield "return_rights", nothing, _row(evidence, "return_rights", _right_line)
    if evidence.centre["credit_accounts"]:
        yield "credit_accounts", nothing, _row(evidence, "credit_accounts", _account)
    yield "z_reports", nothing, _row(evidence, "z_reports", _in_figures)
    yield "shifts", nothing, _row(evidence, "shifts", lambda row: row.__setitem__("z_no", row["z_no"] + 1))
    product = min(evidence.counters)
    counters = {**evidence.counters, product: evidence.counters[product] - 1}
    yield "redis", nothing, replace(evidence, counters=counters)


# What a cent is changed in on papers: the total, a tender, a discount, tax.
_PAPER_CENTS = (
    rb"TOTAL [A-Z]{3}[^\n]*?\d\.\d(\d)\n",
    rb"\nCash +[\d,]+\.\d(\d)\n",
    rb"\n  Discount [^\n]*?-[\d,]+\.\d(\d)\n",
    rb"To give back [A-Z]{3}[^\n]*?\d\.\d(\d)\n",
    rb"\n[A-Z] 20% +-?[\d,.]+ +-?[\d,]+\.\d(\d) +-?[\d,.]+\n",
)


def _wrong_csv(evidence: Evidence) -> list[dict[str, str]]:
    """The quantity of the first row that is sold grows by one."""
    rows = evidence.csv_rows
    for index, row in enumerate(rows):
        if not row["invoice"].startswith("C") and int(row["quantity"]) > 0:
            wrong = {**row, "quantity": str(int(row["quantity"]) + 1)}
            return [*rows[:index], wrong, *rows[index + 1 :]]
    raise ValueError("The basket file sells nothing, so nothing wrong can be planted in it.")


def _wrong_plan(plan: Document) -> Document:
    """A cent more in the drawer at the beginning."""
    return {**plan, "float_minor": plan["float_minor"] + 1}


def _event(evidence: Evidence, kind: str, change: Callable[[Document], None]) -> Evidence:
    rows = evidence.journal
    for index, row in enumerate(rows):
        event = json.loads(row.raw)
        if event["type"] == kind:
            change(event["body"])
            raw = json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
            return replace(evidence, journal=[*rows[:index], replace(row, raw=raw), *rows[index + 1 :]])
    raise ValueError(f"The journal has no {kind}, so no cent can be planted in one.")


def _grow(name: str) -> Callable[[Document], None]:
    def change(body: Document) -> None:
        body[name] += 1

    return change


def _in_figures(row: Document) -> None:
    row["figures"]["methods"][0]["taken_minor"] += 1


def _row(evidence: Evidence, collection: str, change: Callable[[Document], None]) -> Evidence:
    """The first row of a collection that can be changed, changed."""
    rows = evidence.centre[collection]
    for index, row in enumerate(rows):
        wrong = copy.deepcopy(row)
        try:
            change(wrong)
        except LookupError:
            continue
        return replace(
            evidence, centre={**evidence.centre, collection: [*rows[:index], wrong, *rows[index + 1 :]]}
        )
    raise ValueError(f"{collection} has no row in which a cent can be planted.")


def _sale_line(row: Document) -> None:
    row["lines"][0]["amount"]["amount"] += 1


def _sale_tender(row: Document) -> None:
    row["tenders"][1]["amount"]["amount"] += 1


def _one_more(row: Document) -> None:
    row["on_hand"] += 1


def _right_line(row: Document) -> None:
    row["lines"][0]["amount"] += 1


def _account(row: Document) -> None:
    row["left"] += 1


def _wrong_paper(streams: list[bytes], pattern: bytes) -> list[bytes]:
    """The last digit of the first amount on a receipt that the pattern finds; reports come after them."""
    for index, stream in enumerate(streams):
        end = stream.find(b"X report")
        match = re.compile(pattern).search(_plain(stream), 0, end if end >= 0 else len(stream))
        if match:
            return [*streams[:index], _other_digit(stream, match.start(1)), *streams[index + 1 :]]
    raise ValueError(f"No paper shows {pattern!r}, so no cent can be planted there.")


def _plain(stream: bytes) -> bytes:
    """The stream with its commands for size and weight made blanks of the same length, or line ends."""
    return re.sub(rb"\x1b[Ea].|\x1d!.", lambda match: b"\n" * len(match[0]), stream, flags=re.DOTALL)


def _wrong_report(streams: list[bytes], title: bytes) -> list[bytes]:
    """The last digit of a report's turnover."""
    for index, stream in enumerate(streams):
        start = stream.find(title)
        match = re.compile(rb"Turnover +[\d,]+\.\d(\d)").search(stream, start) if start >= 0 else None
        if match:
            return [*streams[:index], _other_digit(stream, match.start(1)), *streams[index + 1 :]]
    raise ValueError(f"No paper shows the turnover of a {title.decode()}, so no cent can be planted on it.")


def _wrong_csv_report(content: bytes) -> bytes:
    match = re.search(rb"Turnover,(?:\d+,)?\d+\.\d(\d)", content)
    if match is None:
        raise ValueError("The report's file shows no turnover, so no cent can be planted in it.")
    return _other_digit(content, match.start(1))


def _other_digit(content: bytes, at: int) -> bytes:
    return content[:at] + b"%d" % ((int(content[at : at + 1]) + 1) % 10) + content[at + 1 :]
