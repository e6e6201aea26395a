"""Compares what lies on the simulated roll with what the journal says was sold. Pure; reads no file.

Every committed sale is there once as an original, or, where nobody could know, as a COPY that was asked for;
the originals in the order of their sales; with its own figures; nothing else; and no drawer opened late.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# The till counts 5 s from when the pulse is owed; a little goes by on the way, on a busy machine too.
DRAWER_MS = 5_500


@dataclass(frozen=True, slots=True)
class Sold:
    """A committed sale. facts: what its paper must say; at_ms: UTC; copies: that were asked for."""

    receipt_no: str
    at_ms: int
    copies: int = 0
    facts: tuple[tuple[str, int | str], ...] = ()


@dataclass(frozen=True, slots=True)
class Lying:
    """A paper on the roll, in the order of the roll. facts: as read from its text; None: it is no receipt.

    whole: cut, with its barcode; torn: its beginning or end is missing and that is seen at a glance. notices:
    what a real printer would have got wrong in silence.
    """

    receipt_no: str
    copy: bool
    whole: bool
    torn: bool = False
    facts: tuple[tuple[str, int | str], ...] | None = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is wrong.

    kind: `lost`, `doubled`, `swapped`, `unmarked`, `foreign`, `wrong`, `drawer`, or `stuck`
    (something is owed for ever).
    """

    kind: str
    text: str


def differences(sold: Sequence[Sold], roll: Sequence[Lying], pulses_ms: Sequence[int]) -> list[Difference]:
    """All that is wrong, the worst first."""
    by_number = {sale.receipt_no: sale for sale in sold}
    papers = [paper for paper in roll if paper.whole]
    return [
        *_missing(sold, papers),
        *_too_many(by_number, papers),
        *_out_of_order(sold, papers),
        *_foreign(by_number, roll),
        *_wrong(by_number, papers),
        *_late_pulses(sold, pulses_ms),
    ]


def _missing(sold: Iterable[Sold], papers: Iterable[Lying]) -> Iterator[Difference]:
    there = {paper.receipt_no for paper in papers}
    for sale in sold:
        if sale.receipt_no not in there:
            yield Difference("lost", f"{sale.receipt_no} lies nowhere on the roll")


def _too_many(by_number: dict[str, Sold], papers: Sequence[Lying]) -> Iterator[Difference]:
    originals = Counter(paper.receipt_no for paper in papers if not paper.copy)
    copies = Counter(paper.receipt_no for paper in papers if paper.copy)
    for number, count in originals.items():
        asked = by_number[number].copies if number in by_number else 0
        if count > 1 and copies[number] < asked:
            yield Difference("unmarked", f"{number}: a copy was asked for and {count} papers say no COPY")
        elif count > 1:
            yield Difference("doubled", f"{number} lies {count} times on the roll as an original")
    for number, count in copies.items():
        asked = by_number[number].copies if number in by_number else 0
        if count > asked:
            yield Difference("doubled", f"{number}: {count} papers say COPY, {asked} were asked for")


def _out_of_order(sold: Sequence[Sold], papers: Iterable[Lying]) -> Iterator[Difference]:
    place = {sale.receipt_no: index for index, sale in enumerate(sold)}
    newest, before, copied = -1, "", set()
    for paper in papers:
        if paper.copy:
            copied.add(paper.receipt_no)
        elif paper.receipt_no in copied:
            yield Difference("swapped", f"{paper.receipt_no} lies as an original after its own COPY")
        elif paper.receipt_no in place:
            if place[paper.receipt_no] < newest:
                yield Difference("swapped", f"{paper.receipt_no} lies after {before}")
            else:
                newest, before = place[paper.receipt_no], paper.receipt_no


def _foreign(by_number: dict[str, Sold], roll: Iterable[Lying]) -> Iterator[Difference]:
    for number, paper in enumerate(roll, 1):
        if paper.whole and paper.receipt_no not in by_number:
            yield Difference("foreign", f"paper {number} is receipt {paper.receipt_no or '?'}: never sold")
        elif not paper.whole and not paper.torn:
            yield Difference("foreign", f"paper {number} was cut off and is no receipt")
        for notice in () if paper.torn else paper.notices:
            yield Difference("foreign", f"paper {number} ({paper.receipt_no}): {notice}")


def _wrong(by_number: dict[str, Sold], papers: Iterable[Lying]) -> Iterator[Difference]:
    for paper in papers:
        sale = by_number.get(paper.receipt_no)
        if sale is not None and paper.facts is not None and paper.facts != sale.facts:
            theirs, ours = dict(paper.facts), dict(sale.facts)
            names = [name for name in {**ours, **theirs} if ours.get(name) != theirs.get(name)]
            said = "; ".join(f"{name} {theirs.get(name)} for {ours.get(name)}" for name in names[:3])
            yield Difference("wrong", f"{paper.receipt_no}: {said}")
        elif sale is not None and paper.facts is None:
            yield Difference("wrong", f"{paper.receipt_no}: its text cannot be read")


def _late_pulses(sold: Sequence[Sold], pulses_ms: Sequence[int]) -> Iterator[Difference]:
    """Each pulse belongs to one sale, no longer after it than a drawer may wait."""
    left = sorted((sale.at_ms, sale.receipt_no) for sale in sold)
    for pulse_ms in sorted(pulses_ms):
        mine = [row for row in left if 0 <= pulse_ms - row[0] <= DRAWER_MS]
        if mine:
            left.remove(mine[0])
            continue
        before = [row for row in left if row[0] <= pulse_ms]
        text = f"{pulse_ms - before[-1][0]} ms after {before[-1][1]}" if before else "before any sale"
        yield Difference("drawer", f"a pulse came {text}")
