"""The scanners of the proof: each with its line, its way to send, and a script of codes and faults a round.

A script is made on the main thread before it is sent, so that what must arrive is known first; sending runs
on a thread a scanner.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tools.check_scans import Comparison, Source
from tools.scan_coders import Coder, Sent
from tools.scan_lines import Line
from tools.scan_texts import Texts

_POLL_S = 0.001
_BARRIER_S = 20.0
_BURST = 40
_FAULT_CHANCE = 0.004
_MOST_FAULTS = 6
_PULL_CHANCE = 0.3
# Byte by byte, as from a slow line; small reads; several scans in one read.
_CUTS = ((1, 1), (1, 8), (5, 60), (200, 4000))


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a sender does: bytes in pieces, or the plug pulled after some and put back.

    items: what must come of it; upto: all items of the round up to and with these.
    """

    kind: Literal["send", "send_and_wait", "pull"]
    pieces: tuple[bytes, ...]
    items: tuple[str, ...]
    upto: int


@dataclass(slots=True)
class Sender:
    """One scanner.

    share: how many codes a round, among all. alone: its device is no other's too, so that its loss is told,
    and of a broken scan it is known whose it was. waits: each scan is over before the next, for only silence
    ends it. pulls: its plug is pulled now and then.
    """

    source: Source
    line: Line
    coder: Coder
    texts: Texts
    chance: random.Random
    share: int
    alone: bool = True
    waits: bool = False
    pulls: bool = True
    sent: int = field(default=0)
    script: Sequence[Act] = ()

    def prepare(self, count: int) -> tuple[str, ...]:
        """Make the script of a round with so many codes; answers all items that must come."""
        self.script = acts = []
        items: list[str] = []
        for sent in self._bursts(count):
            items += sent.items
            kind: Literal["send", "send_and_wait"] = "send_and_wait" if self.waits else "send"
            acts.append(Act(kind, self._cut(sent.wire), sent.items, len(items)))
        if self.pulls and self.chance.random() < _PULL_CHANCE:
            before = self.coder.whole(self.texts.next())
            # Where silence ends a scan, half of one would be over before the plug is out.
            half = b"" if self.waits else self.coder.half(self.texts.next())
            told = ("(unplugged)",) if half else ()
            pulled = (*before.items, *told, *(("-", "+") if self.alone else ()))
            items += pulled
            acts.append(Act("pull", (before.wire + half,), pulled, len(items)))
        self.sent += sum(not item.startswith("(") and item not in "+-" for item in items)
        return tuple(items)

    def play(self, comparison: Comparison) -> None:
        """Send the script; on a thread of its own."""
        for act in self.script:
            if act.kind == "pull":
                self._pull(act, comparison)
                continue
            for piece in act.pieces:
                self.line.write(piece)
            if act.kind == "send_and_wait":
                self._wait(comparison, act.upto)

    def _pull(self, act: Act, comparison: Comparison) -> None:
        """A scan and half of another in one go; when the first has come the half is there too."""
        before = act.upto - len(act.items)
        self._wait(comparison, before)
        for piece in act.pieces:
            self.line.write(piece)
        self._wait(comparison, before + 1)
        self.line.wait_read()
        self.line.unplug()
        self._wait(comparison, act.upto - self.alone)
        self.line.plug()
        self._wait(comparison, act.upto)
        self.coder.begin()

    def _wait(self, comparison: Comparison, count: int) -> None:
        """Until so many items came; a run in which they never do goes on, and the comparison says so."""
        end = time.monotonic() + _BARRIER_S
        while comparison.came[self.source] < count and time.monotonic() < end:
            time.sleep(_POLL_S)

    def _bursts(self, count: int) -> Iterator[Sent]:
        """So many codes: several at once as a busy machine reads them, with faults among them."""
        faults, left = _MOST_FAULTS, count
        makers: Sequence[Callable[[str, str], Sent]] = self.coder.faults()
        while left > 0:
            burst: list[Sent] = []
            for _ in range(1 if self.waits else min(left, self.chance.randint(1, _BURST))):
                sent = self.coder.whole(self.texts.next())
                if faults and self.chance.random() < _FAULT_CHANCE:
                    faults -= 1
                    fault = self.chance.choice(makers)(self.texts.short(), self.texts.short())
                    sent = fault if self.alone or not _has_broken(fault) else sent
                burst.append(sent)
            left -= len(burst)
            yield Sent(b"".join(sent.wire for sent in burst), tuple(i for sent in burst for i in sent.items))

    def _cut(self, wire: bytes) -> tuple[bytes, ...]:
        """Random pieces, where they may be cut at all."""
        if not self.line.unit or self.waits:
            return (wire,)
        least, most = self.chance.choices(_CUTS, (1, 3, 30, 30))[0]
        pieces, at = [], 0
        while at < len(wire):
            step = self.chance.randint(least, most)
            pieces.append(wire[at : at + step])
            at += step
        return tuple(pieces)


def _has_broken(sent: Sent) -> bool:
    return any(item.startswith("(") for item in sent.items)
