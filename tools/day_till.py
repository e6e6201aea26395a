"""The till as a person in front of it sees and works it: its whole view, its papers, approvals, the drawer's
money.

Used by `day_run.py`, from one thread. Knows nothing of the plan and nothing of the program's code.
"""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import msgspec

from tools.baskets import Basket
from tools.control_client import Answer, Control, View
from tools.feeder import ACKNOWLEDGE_TIMEOUT_S, Feeder, Lost

POLL_S = 0.005
CENTRE_TIMEOUT_S = 60.0
# GS k 73 n: CODE128, which begins with the choice of its set B.
_BARCODE = re.compile(rb"\x1dkI(.)\{B([ -~]+)", re.DOTALL)


class TenderSeen(msgspec.Struct, frozen=True):
    """One tender of the sale shown."""

    method: str
    amount_minor: int
    given_minor: int
    change_minor: int


class Coded(msgspec.Struct, frozen=True):
    """The large field: a code with its parameters."""

    code: str
    params: dict[str, str | int]


class Noticed(msgspec.Struct, frozen=True):
    """A sentence of the notice strip."""

    notice_id: int
    code: str
    params: dict[str, str | int]


class ApprovalSeen(msgspec.Struct, frozen=True):
    """An act that waits for a manager."""

    right: str
    wrong: str = ""


class ReturnableSeen(msgspec.Struct, frozen=True):
    """A line of a receipt found."""

    line_id: str
    name: str
    sold_milli: int
    left_milli: int
    left_minor: int


class ReceiptSeen(msgspec.Struct, frozen=True):
    """A receipt looked up."""

    text: str
    state: str
    sale_id: str
    receipt_no: str
    lines: tuple[ReturnableSeen, ...]


class ShiftSeen(msgspec.Struct, frozen=True):
    """The shift."""

    is_open: bool
    last_z_no: int
    difference_minor: int | None


class ParkedSeen(msgspec.Struct, frozen=True):
    """A parked basket."""

    sale_id: str
    name: str


class DayView(View, frozen=True):
    """What a day needs to see of the till."""

    tenders: tuple[TenderSeen, ...] = ()
    notices: tuple[Noticed, ...] = ()
    parked: tuple[ParkedSeen, ...] = ()
    last_item: Coded | None = None
    must_sign_in: bool = False
    cashier_id: str = ""
    approval: ApprovalSeen | None = None
    receipt_found: ReceiptSeen | None = None
    shift: ShiftSeen = ShiftSeen(True, 0, None)
    report: dict[str, Any] | None = None
    voucher: str = ""
    voucher_left_minor: int | None = None

    def light(self, subject: str) -> str:
        """The code of a field of the status strip."""
        return next((light.code for light in self.lights if light.subject == subject), "")

    @property
    def newest_notice(self) -> int:
        """The number of the last notice that is shown."""
        return max((notice.notice_id for notice in self.notices), default=0)

    def refused_since(self, notice_id: int, start: str) -> str:
        """The code of a later notice that begins so; empty where there is none."""
        later = (notice for notice in self.notices if notice.notice_id > notice_id)
        return next((notice.code for notice in later if notice.code.startswith(start)), "")

    def told(self) -> str:
        """What the till says, for a report of what went wrong."""
        said = [f"{notice.code} {notice.params}" for notice in self.notices[-4:]]
        large = f"{self.last_item.code} {self.last_item.params}" if self.last_item else ""
        waits = f"asks for {self.approval.right} {self.approval.wrong}" if self.approval else ""
        return "; ".join(filter(None, (f"phase {self.phase}", large, waits, *said)))


class DayAnswer(Answer, frozen=True):
    """An answer with the larger view."""

    view: DayView | None = None


class DayControl(Control):
    """A connection that decodes the larger view."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._decoder = msgspec.json.Decoder(DayAnswer)

    def look(self) -> DayView:
        """The till as it stands."""
        return cast(DayView, self.view())

    def do(self, command: str, **fields: object) -> DayView:
        """Give a command. Raises Refused, ControlLost."""
        return cast(DayView, self.send(command, **fields))

    def until(
        self, seen: Callable[[DayView], bool], what: str, timeout_s: float = ACKNOWLEDGE_TIMEOUT_S
    ) -> DayView:
        """Look until the view is so. Raises Lost."""
        deadline = time.monotonic() + timeout_s
        while True:
            view = self.look()
            if seen(view):
                return view
            if time.monotonic() > deadline:
                raise Lost(f"{what}: not within {timeout_s:.0f} s; the till says: {view.told()}")
            time.sleep(POLL_S)


@dataclass
class DayFeeder(Feeder):
    """A cashier who may stop in the middle of a basket."""

    def scan_until(self, basket: Basket, lines: int) -> None:
        """Scan up to so many lines of the file's basket."""
        part = Basket(basket.invoice, basket.lines[:lines])
        while self.acknowledged < len(part.lines):
            self._scan_some(part)

    def compare(self, basket: Basket, view: View) -> None:
        """The basket that came back must be what was scanned, line for line. Raises Lost."""
        shown = [(line.code_text, line.milli) for line in view.lines]
        merged: dict[str, int] = {}
        for line in basket.lines[: self.acknowledged]:
            code = line.article.barcode
            merged[code] = merged.get(code, 0) + line.quantity * 1000
        wanted = list(merged.items())
        if shown != wanted:
            raise Lost(
                f"{basket.invoice}: {len(wanted)} lines were scanned, {len(shown)} came back: {shown[-3:]}"
            )


@dataclass
class PaperPile:
    """The papers that came out of the printer: whose barcodes are on them."""

    folder: Path

    def barcodes(self) -> Iterator[str]:
        """Every barcode printed, newest connection first."""
        for path in sorted(self.folder.glob("*.bin"), reverse=True):
            stream = path.read_bytes()
            for match in reversed(list(_BARCODE.finditer(stream))):
                length = match[1][0] - 2
                if len(match[2]) >= length:
                    yield match[2][:length].decode("ascii")

    def find(self, start: str, known: frozenset[str] = frozenset()) -> str:
        """The newest barcode that begins so and is not known; waits for its paper. Raises Lost."""
        deadline = time.monotonic() + ACKNOWLEDGE_TIMEOUT_S
        while True:
            for text in self.barcodes():
                if text.startswith(start) and text not in known:
                    return text
            if time.monotonic() > deadline:
                raise Lost(f"No paper with a barcode {start}... came out of the printer.")
            time.sleep(POLL_S)


@dataclass
class Drawer:
    """The money that really lies in the drawer: what the customers gave and the till told to hand out."""

    faces: tuple[int, ...]
    minor: int = 0

    def after(self, view: DayView) -> None:
        """A sale was completed: cash in and change out, as the screen shows them."""
        self.minor += sum(
            tender.given_minor - tender.change_minor for tender in view.tenders if tender.method == "cash"
        )

    def pieces(self) -> list[list[int]]:
        """Counted by face value, with the fewest pieces."""
        left, found = self.minor, []
        for face in self.faces:
            count, left = divmod(left, face)
            if count:
                found.append([face, count])
        if left:
            raise Lost(f"{left} of the drawer's money cannot be counted in {self.faces}.")
        return found
