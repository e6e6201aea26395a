"""The independent checker of a replay: five sources, read on their own, compared to the cent. Imports nothing
of the program.

Sources: the CSV of baskets, the journal file, the captured printer bytes, `sales` and `inventory` of the
centre. A fact on which they disagree is reported under the source that stands alone. `--self-test` plants one
wrong cent (in `inventory` one wrong unit) in each source and expects each to be reported.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pymongo

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(
    0, str(ROOT)
)  # so that `python3 tools/check_replay.py` works as well as `-m tools.check_replay`

from tools import check_sources as sources  # noqa: E402
from tools.check_sources import Facts, JournalRow, PaperTrail, Ticket  # noqa: E402

SHOWN = 40


@dataclass(frozen=True, slots=True)
class Evidence:
    """The five sources as they were found, and what the centre holds of the journal."""

    csv_rows: list[dict[str, str]]
    journal: list[JournalRow]
    streams: list[bytes]
    sales: list[dict[str, Any]]
    inventory: dict[str, int]
    events: dict[int, tuple[bytes, str]]
    head: tuple[int, str]
    start_on_hand: int
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that one source says otherwise than the others."""

    source: str
    place: str
    text: str

    def __str__(self) -> str:
        return f"difference: {self.source}: {self.place}: {self.text}"


@dataclass(frozen=True, slots=True)
class Report:
    """What the checker found."""

    baskets: int
    lines: int
    differences: tuple[Difference, ...]
    torn: int
    copies: int


def gather(options: argparse.Namespace) -> Evidence:
    """Read everything from where the command line says it is."""
    with pymongo.MongoClient[dict[str, Any]](options.centre, serverSelectionTimeoutMS=5000) as client:
        shop = client[options.database]
        sales = list(shop["sales"].find({"channel": "till"}))
        inventory = {str(found["_id"]): int(found["on_hand"]) for found in shop["inventory"].find()}
        events = {
            int(str(found["_id"]).rpartition(":")[2]): (bytes(found["raw"]), str(found["hash"]))
            for found in shop["events"].find()
        }
        heads = list(shop["journals"].find())
    head = (int(heads[0]["seq"]), str(heads[0]["hash"])) if len(heads) == 1 else (0, f"{len(heads)} heads")
    return Evidence(
        csv_rows=sources.read_csv(options.baskets),
        journal=sources.read_journal(options.journal),
        streams=sources.read_streams(options.paper),
        sales=sales,
        inventory=inventory,
        events=events,
        head=head,
        start_on_hand=options.on_hand,
        limit=options.limit,
    )


def check(evidence: Evidence) -> Report:
    """Compare all sources."""
    expected = sources.tickets_of_csv(evidence.csv_rows, evidence.limit)
    trail = sources.paper_trail(evidence.streams)
    told = {
        "csv": expected,
        "journal": sources.tickets_of_journal(evidence.journal),
        "sales": sources.tickets_of_sales(evidence.sales),
        "paper": trail.tickets(),
    }
    found = [
        *compare_tickets(told),
        *compare_units(told, evidence),
        *_paper_faults(trail),
        *(Difference("journal", "chain", text) for text in sources.chain_faults(evidence.journal)),
        *_centre_faults(evidence),
        *_number_faults(told["journal"]),
        *_name_faults(told),
    ]
    lines = sum(len(ticket.lines) for ticket in expected)
    copies = sum(map(len, trail.copies.values()))
    return Report(len(expected), lines, tuple(found), trail.torn, copies)


def compare_tickets(told: Mapping[str, list[Ticket]]) -> Iterator[Difference]:
    """The n-th sale of each source, fact for fact; one report a source and sale."""
    for number in range(max(map(len, told.values()))):
        present = {source: tickets[number] for source, tickets in told.items() if number < len(tickets)}
        place = f"sale {number + 1} ({'/'.join(dict.fromkeys(ticket.key for ticket in present.values()))})"
        for source in told.keys() - present.keys():
            yield Difference(source, place, "is missing")
        yield from _vote(place, {source: ticket.facts() for source, ticket in present.items()})


def compare_units(told: Mapping[str, list[Ticket]], evidence: Evidence) -> Iterator[Difference]:
    """Pieces that left the stock, by product."""
    units: dict[str, Facts] = {
        source: {
            product: count
            for product, count in sources.sold_units(told[source]).items()
            if _is_goods(product)
        }
        for source in ("csv", "journal", "sales")
    }
    moved = {product: evidence.start_on_hand - on_hand for product, on_hand in evidence.inventory.items()}
    units["inventory"] = {product: count for product, count in moved.items() if count}
    yield from _vote("pieces sold", units, absent=0)


def _is_goods(product: str) -> bool:
    """Postage, fees and the like have no digit in their stock code, and no stock counter."""
    return bool(re.search(r"\d", product.rpartition("-")[0]))


def _vote(place: str, told: Mapping[str, Facts], absent: int | None = None) -> Iterator[Difference]:
    """Who stands alone; all are named where there is no majority. absent: what a missing fact counts as."""
    wrong: dict[str, list[str]] = {}
    for fact in dict.fromkeys(name for facts in told.values() for name in facts):
        said = {source: facts.get(fact, absent) for source, facts in told.items()}
        counted = Counter(said.values()).most_common()
        if len(counted) == 1:
            continue
        majority = counted[0][0] if counted[0][1] > counted[1][1] else "no majority"
        for source, value in said.items():
            if value != majority:
                wrong.setdefault(source, []).append(f"{fact} is {value}, elsewhere {majority}")
    for source, texts in wrong.items():
        yield Difference(
            source, place, "; ".join(texts[:4]) + (f" and {len(texts) - 4} more" if len(texts) > 4 else "")
        )


def _paper_faults(trail: PaperTrail) -> Iterator[Difference]:
    for text in trail.faults:
        yield Difference("paper", "bytes", text)
    for number, tickets in trail.originals.items():
        if len(tickets) > 1:
            yield Difference("paper", number, f"was printed {len(tickets)} times as an original")


def _centre_faults(evidence: Evidence) -> Iterator[Difference]:
    """What the centre holds of the journal must be the journal, without holes, up to the head."""
    seq, digest = evidence.head
    for row in evidence.journal[:seq]:
        if evidence.events.get(row.seq) != (row.raw, row.hash):
            yield Difference("events", f"seq {row.seq}", "is missing at the centre or differs there")
    if seq and (seq > len(evidence.journal) or evidence.journal[seq - 1].hash != digest):
        yield Difference("events", f"seq {seq}", "the centre's head is not the journal's event")
    if len(evidence.events) != seq:
        yield Difference(
            "events", "head", f"stands at {seq} with {len(evidence.events)} events at the centre"
        )


def _number_faults(tickets: Iterable[Ticket]) -> Iterator[Difference]:
    """Receipt numbers: one series, no hole, none twice."""
    for place, ticket in enumerate(tickets, 1):
        match = re.fullmatch(r"[A-Z0-9]{1,8}-[A-Z](\d{6,})", ticket.key)
        if not match or int(match[1]) != place:
            yield Difference("journal", ticket.key, f"is the receipt number of sale {place}")


def _name_faults(told: Mapping[str, list[Ticket]]) -> Iterator[Difference]:
    """Article names on the paper, blanks aside, against the journal's."""
    for printed, written in zip(told["paper"], told["journal"], strict=False):
        for seen, name in zip(printed.names, written.names, strict=False):
            if _bare(seen) != _bare(name):
                yield Difference("paper", printed.key, f"prints '{seen}' for '{name}'")


def _bare(name: str) -> str:
    return re.sub(r"\s", "", name)


def self_test(evidence: Evidence) -> list[tuple[str, bool]]:
    """Plants a wrong cent in one source at a time; answers for each whether that source, and no other, is
    reported.
    """
    before = set(check(evidence).differences)
    results = []
    for source, planted in plants(evidence):
        found = set(check(planted).differences) - before
        # A changed journal event also breaks the chain, and is no longer what the centre holds.
        blamed = {difference.source for difference in found} - ({"events"} if source == "journal" else set())
        results.append((source, blamed == {source}))
    return results


def plants(evidence: Evidence) -> Iterator[tuple[str, Evidence]]:
    """The evidence with one wrong cent, in each of the five sources in turn."""
    yield "csv", replace(evidence, csv_rows=_wrong_csv(evidence.csv_rows))
    yield "journal", replace(evidence, journal=_wrong_journal(evidence.journal))
    yield "paper", replace(evidence, streams=_wrong_paper(evidence.streams))
    first = json.loads(json.dumps(evidence.sales[0], default=str))
    first["lines"][0]["amount"]["amount"] += 1
    yield "sales", replace(evidence, sales=[first, *evidence.sales[1:]])
    product = min(evidence.inventory)
    yield (
        "inventory",
        replace(evidence, inventory={**evidence.inventory, product: evidence.inventory[product] + 1}),
    )


def _wrong_csv(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The total of the first sold row's invoice grows by a cent; its other lines stay."""
    for index, row in enumerate(rows):
        if not row["invoice"].startswith("C") and int(row["quantity"]) > 0:
            wrong = {**row, "unit_price_gbp": f"{float(row['unit_price_gbp']) + 0.01:.2f}"}
            return [*rows[:index], wrong, *rows[index + 1 :]]
    raise ValueError("The basket file sells nothing, so no cent can be planted in it.")


def _wrong_journal(rows: list[JournalRow]) -> list[JournalRow]:
    for index, row in enumerate(rows):
        event = json.loads(row.raw)
        if event["type"] == "SaleCompleted":
            event["body"]["total_minor"] += 1
            raw = json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
            return [*rows[:index], replace(row, raw=raw), *rows[index + 1 :]]
    raise ValueError("The journal has no completed sale, so no cent can be planted in it.")


def _wrong_paper(streams: list[bytes]) -> list[bytes]:
    """The last digit of the first amount that follows the word for the total."""
    for index, stream in enumerate(streams):
        match = re.search(rb"(?i)total\D{0,60}[\d,]+\.\d(\d)", stream)
        if match:
            digit = b"%d" % ((int(match[1]) + 1) % 10)
            wrong = stream[: match.start(1)] + digit + stream[match.end(1) :]
            return [*streams[:index], wrong, *streams[index + 1 :]]
    raise ValueError("No paper shows a total, so no cent can be planted on it.")


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 only where nothing differs and every planted cent is found."""
    parser = argparse.ArgumentParser(description="Compare what a replay left behind, to the cent.")
    parser.add_argument("--baskets", type=Path, required=True, help="the CSV that was replayed")
    parser.add_argument("--journal", type=Path, required=True, help="the till's journal file")
    parser.add_argument("--paper", type=Path, required=True, help="folder of captured printer bytes")
    parser.add_argument("--centre", required=True, help="mongodb:// address of the centre")
    parser.add_argument("--database", default="shop")
    parser.add_argument("--on-hand", type=int, required=True, help="stock of every article before the replay")
    parser.add_argument("--limit", type=int, help="only the first n baskets were replayed")
    parser.add_argument("--self-test", action="store_true", help="plant a wrong cent in each source, too")
    options = parser.parse_args(arguments)
    evidence = gather(options)
    report = check(evidence)
    for difference in report.differences[:SHOWN]:
        print(difference)
    if len(report.differences) > SHOWN:
        print(f"... and {len(report.differences) - SHOWN} more differences")
    print(f"checked: {report.baskets} baskets, {report.lines} lines, {len(report.differences)} differences, "
          f"{report.copies} copies, {report.torn} torn papers")  # fmt: skip
    found = self_test(evidence) if options.self_test else []
    if found:
        reported = sum(good for _, good in found)
        missed = [f"missed: {source}" for source, good in found if not good]
        print(", ".join([f"self-test: {len(found)} wrong cents planted, {reported} reported", *missed]))
    return 0 if not report.differences and all(good for _, good in found) else 1


if __name__ == "__main__":
    sys.exit(main())
