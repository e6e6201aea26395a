"""A card terminal that is not there: it shows an amount, and a person approves, declines, or does nothing.

Thread-safe. Like a real one it has a memory of its own, in a file that is on disk before anything is said: a
till that was killed, or whose connection broke, can ask later what became of a reference. One reference is
charged once at most. The till's side of the cable is `drivers/cards/simulated.py`.
"""

import json
import os
import threading
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from drivers.api import CardResult, DeviceLost, DeviceMissing, DeviceRefused, DeviceSilent, NeverSeen

State = Literal["in_progress", "approved", "declined", "cancelled"]
Fault = Literal["", "no_power", "cut", "silent"]

_CARD_TAIL = "4242"
_FAULTS: dict[Fault, type[DeviceLost] | type[DeviceMissing] | type[DeviceSilent]] = {
    "no_power": DeviceMissing,
    "cut": DeviceLost,
    "silent": DeviceSilent,
}
_SENTENCES = {
    "no_power": "The card terminal is off; switch it on.",
    "cut": "The connection to the card terminal broke; look at its cable.",
    "silent": "The card terminal does not answer; look at its display before charging again.",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One charge (amount_minor > 0) or refund (< 0). A cancelled one of nothing closes a reference."""

    reference: str
    amount_minor: int
    currency: str
    state: State = "in_progress"
    approval_code: str = ""


class SimulatedCardTerminal:
    """One terminal; one operation is in progress at a time. memory: its file, None to keep it in memory."""

    def __init__(self, memory: Path | None = None) -> None:
        self._changed = threading.Condition()
        self._memory = memory
        self._operations: dict[str, Operation] = {}
        self._fault: Fault = ""
        self._loses_next_answer = False
        for operation in _read(memory):
            self._operations[operation.reference] = operation

    def charge(self, reference: str, amount_minor: int, currency: str) -> CardResult:
        """The till's request. Raises as `drivers.api.CardTerminal` says."""
        with self._changed:
            self._check_link()
            known = self._operations.get(reference)
            if known is None:
                if self._open() is not None:
                    raise DeviceRefused("The card terminal waits for another card; end that payment first.")
                known = self._set(Operation(reference, amount_minor, currency))
            if self._loses_next_answer:
                self._loses_next_answer = False
                raise DeviceLost(_SENTENCES["cut"])
            return _result(known)

    def outcome(self, reference: str) -> CardResult | NeverSeen:
        """The till's question."""
        with self._changed:
            self._check_link()
            known = self._operations.get(reference)
            return NeverSeen() if known is None else _result(known)

    def cancel(self, reference: str) -> None:
        """The till's wish to stop."""
        with self._changed:
            self._check_link()
            known = self._operations.get(reference, Operation(reference, 0, ""))
            if known.state == "in_progress":
                self._set(replace(known, state="cancelled"))

    def shown(self) -> Operation | None:
        """What its display asks a person for."""
        with self._changed:
            return self._open()

    def fault(self) -> Fault:
        """What is wrong with it."""
        with self._changed:
            return self._fault

    def approve(self) -> Operation | None:
        """The customer's card is good; answers the operation, None where none is in progress."""
        return self._end("approved")

    def decline(self) -> Operation | None:
        """The customer's bank says no."""
        return self._end("declined")

    def press_stop(self) -> Operation | None:
        """The customer presses the red key."""
        return self._end("cancelled")

    def lose_next_answer(self) -> None:
        """The next charge is begun, and the connection breaks before the till hears of it."""
        with self._changed:
            self._loses_next_answer = True

    def set_fault(self, fault: Fault) -> None:
        """Break it or, with an empty fault, mend it. What is in progress goes on; without power it ends."""
        if fault == "no_power":
            self._end("cancelled")
        with self._changed:
            self._fault = fault
            self._changed.notify_all()

    def wait_shown(self, timeout_s: float) -> bool:
        """Wait until it asks a person for something; False after timeout_s."""
        with self._changed:
            return self._changed.wait_for(lambda: self._open() is not None, timeout_s)

    def _open(self) -> Operation | None:
        return next((one for one in self._operations.values() if one.state == "in_progress"), None)

    def _end(self, state: State) -> Operation | None:
        with self._changed:
            found = self._open()
            if found is None:
                return None
            # The simulated bank knows no secrets: the code only has to look like one and be the same each
            # time.
            code = f"{sum(found.reference.encode()) * 7919 % 1_000_000:06d}" if state == "approved" else ""
            return self._set(replace(found, state=state, approval_code=code))

    def _set(self, operation: Operation) -> Operation:
        """SAFETY: on disk first, then true: what the till was told is never forgotten."""
        if self._memory is not None:
            self._memory.parent.mkdir(parents=True, exist_ok=True)
            with self._memory.open("ab") as file:
                file.write(json.dumps(asdict(operation)).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
        self._operations[operation.reference] = operation
        self._changed.notify_all()
        return operation

    def _check_link(self) -> None:
        if self._fault:
            raise _FAULTS[self._fault](_SENTENCES[self._fault])


def _result(operation: Operation) -> CardResult:
    tail = _CARD_TAIL if operation.state == "approved" else ""
    reason = "The bank declined the card." if operation.state == "declined" else ""
    return CardResult(operation.state, operation.approval_code, tail, reason)


def _read(memory: Path | None) -> list[Operation]:
    """What it remembers; a line that a crash cut off was never said to anybody."""
    if memory is None or not memory.exists():
        return []
    content = memory.read_bytes()
    whole, newline, rest = content.rpartition(b"\n")
    if rest:
        with memory.open("r+b") as file:
            file.truncate(len(whole) + len(newline))
    return [Operation(**json.loads(line)) for line in whole.splitlines()]
