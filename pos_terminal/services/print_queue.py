"""The papers before one printer, in order, and what may be done with each. Pure; used by one thread.

A paper goes through these states, the one on disk (the job's mark) in brackets:

    new [begun?] ── the printer cannot print ──> waiting [certainly not begun]
    waiting ── the printer is ready ──> asked [not begun] ── the core took the mark off ──> cleared [begun?]
    new, cleared ── its bytes go out ──> sending [begun?] ── not one was taken ──> waiting
    cleared ── the printer cannot print after all ──> waiting
    sending ── any byte was taken ──> gone, whatever became of it

SAFETY: only `new` and `cleared` may be sent, so that after a crash a paper that has begun is never taken for
one that has not; and what has begun once is not in here any more, so that nothing is sent twice.
"""

from dataclasses import dataclass, field
from typing import Literal

from pos_terminal.services.print_messages import OtherPaper, Paper

AnyPaper = Paper | OtherPaper
State = Literal["new", "waiting", "asked", "cleared", "sending"]
MADE_AHEAD = 3


@dataclass(slots=True)
class _Place:
    """One paper in the queue. making: its bytes were asked for; blob: they are there."""

    paper: AnyPaper
    state: State
    making: bool = False
    blob: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Ready:
    """The first paper may be sent."""

    paper: AnyPaper
    blob: bytes = field(repr=False)


class PrintQueue:
    """One printer's queue."""

    def __init__(self) -> None:
        self._places: list[_Place] = []
        self._held = False

    def __len__(self) -> int:
        return len(self._places)

    def put(self, paper: AnyPaper) -> bool:
        """Take a paper in at the end; True where it is to be marked as waiting, for nothing prints now."""
        if any(place.paper.job_id == paper.job_id for place in self._places):
            return False
        waits = self._held and bool(self._places) and not paper.waiting
        self._places.append(_Place(paper, "waiting" if waits or paper.waiting else "new"))
        return waits

    def drop(self, job_id: int) -> None:
        """This paper is not wanted here any more."""
        self._places = [place for place in self._places if place.paper.job_id != job_id]

    def clear(self) -> tuple[AnyPaper, ...]:
        """Take everything out."""
        papers, self._places = tuple(place.paper for place in self._places), []
        return papers

    def may_start(self, job_id: int) -> None:
        """The mark of a waiting paper is off on disk."""
        for place in self._places:
            if place.paper.job_id == job_id:
                place.state = "cleared"

    def to_make(self) -> tuple[AnyPaper, ...]:
        """The papers whose bytes are wanted next; each is named once."""
        wanted = [place for place in self._places[:MADE_AHEAD] if not place.making]
        for place in wanted:
            place.making = True
        return tuple(place.paper for place in wanted)

    def made(self, job_id: int, blob: bytes | None) -> AnyPaper | None:
        """A paper's bytes; None: they cannot be made. Answers the paper that is out of the queue by that."""
        for place in self._places:
            if place.paper.job_id == job_id and place.making:
                place.blob = blob
                if blob is None:
                    self._places.remove(place)
                    return place.paper
        return None

    @property
    def head_is_made(self) -> bool:
        """Whether there is anything to do at the printer."""
        return bool(self._places) and self._places[0].blob is not None

    def hold(self) -> tuple[AnyPaper, ...]:
        """The printer cannot print now: the papers that are to be marked as waiting, in order."""
        self._held = True
        marked = [place for place in self._places if place.state in ("new", "cleared", "sending")]
        for place in marked:
            place.state = "waiting"
        return tuple(place.paper for place in marked)

    def next(self) -> Ready | AnyPaper | None:
        """The printer is ready: the paper to send now, or whose mark must come off first, or neither."""
        self._held = False
        if not self.head_is_made:
            return None
        head = self._places[0]
        if head.state == "waiting":
            head.state = "asked"
            return head.paper
        if head.state == "asked" or head.blob is None:
            return None
        head.state = "sending"
        return Ready(head.paper, head.blob)

    def begun(self) -> AnyPaper | None:
        """Bytes of the first paper have gone out: it is in here no more. None where it was not being sent."""
        if not self._places or self._places[0].state != "sending":
            return None
        return self._places.pop(0).paper

    def unmarked(self) -> tuple[AnyPaper, ...]:
        """Papers that have certainly not begun, while the disk does not say so."""
        return tuple(place.paper for place in self._places if place.state != "waiting")
