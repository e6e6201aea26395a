"""What a shop's day left behind, as it was found, and who of several sources stands alone. Imports nothing of
the program.

Reads the journal file (read-only), the captured papers, the files of reports, both central stores.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pymongo
import redis

from tools import check_sources as sources
from tools.check_sources import JournalRow

COLLECTIONS = (
    "sales",
    "moves",
    "inventory",
    "return_rights",
    "credit_accounts",
    "z_reports",
    "shifts",
    "exceptions",
)
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything as it was found. centre: rows by collection; counters: by product; held: holds left over."""

    csv_rows: list[dict[str, str]]
    plan: Document
    journal: list[JournalRow]
    streams: list[bytes]
    centre: dict[str, list[Document]]
    events: dict[int, tuple[bytes, str]]
    head: tuple[int, str]
    counters: dict[str, int]
    held: tuple[str, ...]
    z_csv: bytes
    store_csv: bytes
    start_on_hand: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that one source says otherwise than the others."""

    source: str
    place: str
    text: str

    def __str__(self) -> str:
        return f"difference: {self.source}: {self.place}: {self.text}"


def gather(options: argparse.Namespace) -> Evidence:
    """Read everything from where the command line says it is."""
    with pymongo.MongoClient[Document](options.centre, serverSelectionTimeoutMS=5000) as client:
        shop = client[options.database]
        centre = {name: list(shop[name].find()) for name in COLLECTIONS}
        events = {
            int(str(found["_id"]).rpartition(":")[2]): (bytes(found["raw"]), str(found["hash"]))
            for found in shop["events"].find()
        }
        heads = list(shop["journals"].find())
    with redis.Redis.from_url(options.stock, decode_responses=True, socket_timeout=5) as stock:
        keys = sorted(stock.scan_iter("stock:*", count=1000))
        counters = (
            dict(zip((key[6:] for key in keys), map(int, stock.mget(keys)), strict=True)) if keys else {}
        )
        held = tuple(f"{key} holds {stock.hgetall(key)}" for key in stock.scan_iter("{stock:*}:holds"))
    return Evidence(
        csv_rows=sources.read_csv(options.baskets),
        plan=json.loads(options.plan.read_bytes()),
        journal=sources.read_journal(options.journal),
        streams=sources.read_streams(options.paper),
        centre=centre,
        events=events,
        head=(int(heads[0]["seq"]), str(heads[0]["hash"])) if len(heads) == 1 else (0, f"{len(heads)} heads"),
        counters=counters,
        held=held,
        z_csv=_newest(options.reports, "z-*.csv"),
        store_csv=_newest(options.reports, "store-*.csv"),
        start_on_hand=options.on_hand,
    )


def _newest(folder: Path, pattern: str) -> bytes:
    files = sorted(folder.glob(pattern))
    return files[-1].read_bytes() if files else b""


def vote(
    place: str, told: Mapping[str, Mapping[str, int | str]], absent: int | None = None, silent: str = ""
) -> Iterator[Difference]:
    """Who stands alone; all are named where there is no majority.

    absent: what a missing fact counts as; silent: votes, and is not named.
    """
    wrong: dict[str, list[str]] = {}
    for fact in dict.fromkeys(name for facts in told.values() for name in facts):
        said = {source: facts.get(fact, absent) for source, facts in told.items()}
        counted = Counter(said.values()).most_common()
        if len(counted) == 1:
            continue
        majority = counted[0][0] if counted[0][1] > counted[1][1] else "no majority"
        for source, value in said.items():
            if value != majority and source != silent:
                wrong.setdefault(source, []).append(f"{fact} is {value}, elsewhere {majority}")
    for source, texts in wrong.items():
        more = f" and {len(texts) - 4} more" if len(texts) > 4 else ""
        yield Difference(source, place, "; ".join(texts[:4]) + more)
