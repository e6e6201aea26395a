"""Compares one basket of the window's scans: what was sent and typed, and what came of it where.

`planted()` plants each kind of error in a right basket and looks whether it is found. Pure; imports nothing
of the program.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tools.check_scans import Comparison, Source, self_test

KEYS, SERIAL, HAND, UNKNOWN = (("till", number) for number in range(4))


class Arrived(NamedTuple):
    """What became of a scan. in_books: it is in the journal, else it was only said."""

    item: str
    in_books: bool


@dataclass(slots=True)
class Typed:
    """What a person typed and what stands there: one place of the window after a burst."""

    place: str
    typed: object
    shown: object


def typing_faults(fields: Sequence[Typed]) -> list[str]:
    """Places where something else stands than what was typed by hand."""
    return [
        f"misrouted: {f.place} has {f.shown!r}, {f.typed!r} was typed" for f in fields if f.typed != f.shown
    ]


@dataclass
class Burst:
    """One basket's scans: what was sent, what arrived, and what stood in the places that were focused.

    stalled: codes in the midst of whose keys the machine stalled.
    """

    sent: dict[Source, list[str]] = field(
        default_factory=lambda: {s: [] for s in (KEYS, SERIAL, HAND, UNKNOWN)}
    )
    came: list[Arrived] = field(default_factory=list)
    fields: list[Typed] = field(default_factory=list)
    stalled: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many scans were made."""
        return len(self.sent[KEYS]) + len(self.sent[SERIAL]) + len(self.sent[UNKNOWN])

    def compared(self) -> tuple[Counter[str], list[str]]:
        """What is wrong, by kind and in words."""
        comparison = Comparison(self.sent)
        for arrived in self.came:
            comparison.take("till", arrived.item)
        comparison.close()
        faults = typing_faults(self.fields)
        return comparison.wrong + Counter(misrouted=len(faults)), comparison.said + faults

    def booked_wrongly(self) -> list[str]:
        """What is in the books and was not sent, or not so often: no stall excuses that."""
        sent = Counter(code for codes in self.sent.values() for code in codes)
        came = Counter(arrived.item for arrived in self.came if arrived.in_books)
        return list((came - sent).elements())


def planted() -> list[str]:
    """Plants each kind of error; answers what was not found. Empty: all is well."""
    problems = self_test()
    right = [Typed("a", "anna", "anna"), Typed("b", None, None), Typed("c", ("sale", 0), ("sale", 0))]
    problems += typing_faults(right)
    for place, shown in enumerate(("anna4006381333931", "4006381333931", ("tender", 1))):
        wrong = [Typed(f.place, f.typed, shown if n == place else f.shown) for n, f in enumerate(right)]
        if len(typing_faults(wrong)) != 1:
            problems.append(f"planted {shown!r} in a field, found nothing")
    for kind, sent, came in (
        ("lost", ["1", "2"], ["1"]),
        ("merged", ["1234"], ["1234 by typed"]),
        ("doubled", ["1"], ["1", "1"]),
        ("misread", ["1"], ["1", "(QuantityChanged)"]),
    ):
        burst = Burst(came=[Arrived(text, True) for text in came])
        burst.sent[KEYS] = sent
        if burst.compared()[0][kind] != 1:
            problems.append(f"planted {kind} with {came}, found nothing")
        if kind != "lost" and not burst.booked_wrongly():
            problems.append(f"planted {came} in the books of {sent}, found nothing")
    return problems
