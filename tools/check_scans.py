"""Compares what scanners sent with what arrived in the inbox, one by one, and says what is wrong with each.

`self_test()` plants each kind of error in a right run and looks whether it is found and named. Pure; imports
nothing of the program.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

KINDS = ("lost", "doubled", "split", "merged", "misrouted", "misread", "out of order")
_MOST_SAID = 20
_SHORTEST_PART = 4

# A scanner's device and its number there: several scanners may share a device.
Source = tuple[str, int]


@dataclass(slots=True)
class Arrival:
    """What is still to come from one source, and what came."""

    coming: deque[str]
    came: list[str]


class Comparison:
    """One round: the items that each source sent in order, against those that arrive."""

    def __init__(self, sent: Mapping[Source, Sequence[str]]) -> None:
        self.wrong: Counter[str] = Counter()
        self.said: list[str] = []
        self.came: dict[Source, int] = dict.fromkeys(sent, 0)
        self._arrivals = {source: Arrival(deque(items), []) for source, items in sent.items()}
        self._by_device: dict[str, list[Source]] = {}
        for source in sent:
            self._by_device.setdefault(source[0], []).append(source)
        self._skipped: Counter[tuple[str, str]] = Counter()

    def take(self, device: str, item: str) -> None:
        """One message that arrived under this device's name."""
        sources = self._by_device.get(device, [])
        for source in sources:
            arrival = self._arrivals[source]
            if arrival.coming and arrival.coming[0] == item:
                self._arrived(source)
                return
        self._judge(device, sources, item)

    def outstanding(self) -> int:
        """How many items have not come."""
        return sum(len(arrival.coming) for arrival in self._arrivals.values())

    def close(self) -> None:
        """Nothing more comes: what is outstanding is lost."""
        for (device, _), arrival in self._arrivals.items():
            for item in arrival.coming:
                self._say("lost", device, item)
            arrival.coming.clear()
        for (device, item), count in self._skipped.items():
            for _ in range(count):
                self._say("lost", device, item)
        self._skipped.clear()

    def _arrived(self, source: Source) -> None:
        arrival = self._arrivals[source]
        arrival.came.append(arrival.coming.popleft())
        self.came[source] += 1

    def _judge(self, device: str, sources: Sequence[Source], item: str) -> None:
        """Name what is wrong with an item that is not the next of any source, and find the place again."""
        if self._skipped[device, item]:
            self._skipped[device, item] -= 1
            self._say("out of order", device, item)
        elif any(item in self._arrivals[source].came for source in sources):
            self._say("doubled", device, item)
        elif any(item in self._arrivals[source].coming for source in sources):
            self._skip_to(device, sources, item)
        elif self._is_of_another(device, item):
            self._say("misrouted", device, item)
        elif not (self._is_merged(device, sources, item) or self._is_part(device, sources, item)):
            self._say("misread", device, item)
            if len(sources) == 1 and self._arrivals[sources[0]].coming:
                self._arrived(sources[0])

    def _skip_to(self, device: str, sources: Sequence[Source], item: str) -> None:
        source = next(source for source in sources if item in self._arrivals[source].coming)
        coming = self._arrivals[source].coming
        while coming[0] != item:
            self._skipped[device, coming.popleft()] += 1
        self._arrived(source)

    def _is_of_another(self, device: str, item: str) -> bool:
        return any(
            item in arrival.coming or item in arrival.came
            for (other, _), arrival in self._arrivals.items()
            if other != device
        )

    def _is_merged(self, device: str, sources: Sequence[Source], item: str) -> bool:
        for source in sources:
            coming = self._arrivals[source].coming
            if coming and len(coming[0]) >= _SHORTEST_PART and coming[0] in item:
                self._say("merged", device, item)
                while coming and coming[0] in item:
                    self._arrived(source)
                return True
        return False

    def _is_part(self, device: str, sources: Sequence[Source], item: str) -> bool:
        for source in sources:
            coming = self._arrivals[source].coming
            if coming and coming[0].startswith(item):
                self._say("split", device, item)
                coming[0] = coming[0].removeprefix(item)
                return True
        return False

    def _say(self, kind: str, device: str, item: str) -> None:
        self.wrong[kind] += 1
        if len(self.said) < _MOST_SAID:
            self.said.append(f"{kind}: {device} {item!r}")


_RIGHT: dict[Source, tuple[str, ...]] = {
    ("a", 0): ("a-0001", "a-0002", "(unplugged)", "-", "+", "a-0003", "a-0003", "a-0004"),
    ("b", 0): ("b-0001", "b-0002", "b-0003"),
    ("b", 1): ("c-0001", "c-0002", "c-0003"),
}
_Items = list[tuple[str, str]]


def self_test() -> list[str]:
    """Plants each kind of error; answers what was not found, or named wrongly. Empty: all is well."""
    problems = []
    for kind, items in _plants():
        comparison = Comparison(_RIGHT)
        for device, item in items:
            comparison.take(device, item)
        comparison.close()
        wanted = set() if kind == "nothing" else {kind}
        # What came under another name is missing under its own.
        also = {"lost"} if kind == "misrouted" else set()
        found = {name for name, count in comparison.wrong.items() if count}
        if not wanted <= found <= wanted | also:
            problems.append(f"planted {kind}, found {sorted(found) or 'nothing'}")
    return problems


def _plants() -> Iterator[tuple[str, _Items]]:
    right = [(device, item) for (device, _), items in _RIGHT.items() for item in items]
    mixed = right[:8] + [pair for pairs in zip(right[8:11], right[11:], strict=True) for pair in pairs]
    changes: list[tuple[str, Callable[[_Items, int], _Items]]] = [
        ("nothing", lambda items, at: items),
        ("lost", lambda items, at: items[:at] + items[at + 1 :]),
        ("doubled", lambda items, at: items[: at + 1] + items[at:]),
        ("split", lambda items, at: items[:at] + _halves(*items[at]) + items[at + 1 :]),
        (
            "misread",
            lambda items, at: [*items[:at], (items[at][0], "?" + items[at][1][1:]), *items[at + 1 :]],
        ),
        (
            "misrouted",
            lambda items, at: [*items[:at], (_other(items[at][0]), items[at][1]), *items[at + 1 :]],
        ),
    ]
    for items in (right, mixed):
        for kind, change in changes:
            for at in (1, 6):
                yield kind, change(items, at)
    yield "merged", [("a", "a-0001a-0002"), *right[2:]]
    yield "out of order", [right[1], right[0], *right[2:]]
    yield "lost", right[:-1]
    yield "lost", [pair for pair in right if pair[1] != "(unplugged)"]
    yield "misread", [*right, ("a", "(too_long)")]
    yield "doubled", [*right[:5], right[5], right[5], right[5], *right[7:]]


def _halves(device: str, item: str) -> _Items:
    return [(device, item[:3]), (device, item[3:])]


def _other(device: str) -> str:
    return "b" if device == "a" else "a"
