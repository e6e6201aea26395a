"""A receipt printer that is not there: bytes in, paper and status bytes out, with faults on demand.
Thread-safe.

It behaves as the real ones do where that hurts: while it cannot print it keeps what comes, up to its
buffer, and prints it, *and opens the drawer*, when it can again; real-time commands are answered meanwhile.
"""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from drivers.simulated.drawer import SimulatedDrawer
from drivers.simulated.paper import Slip
from drivers.simulated.stream import Command, Tokenizer
from drivers.simulated.typesetter import Typesetter

BUFFER_BYTES = 4096

_DRAWER_AT_ONCE = b"\x10\x14\x01"


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong with it. answers: to status questions; late: after late_ms, when nobody waits any more.

    bytes_per_s: 0 is at once. dies_after: breaks the connection after so many more bytes, None never.
    rows_left: so many more lines until its paper is out, None never. unplugged: nothing of what is sent
    arrives, nobody answers, and nobody says so.
    """

    paper: Literal["ok", "near_end", "out"] = "ok"
    cover_open: bool = False
    offline: bool = False
    answers: Literal["right", "nothing", "late", "garbage"] = "right"
    late_ms: int = 1500
    bytes_per_s: int = 0
    dies_after: int | None = None
    rows_left: int | None = None
    unplugged: bool = False

    def __post_init__(self) -> None:
        """They may come from outside, in words."""
        if self.paper not in ("ok", "near_end", "out"):
            raise ValueError(f"paper cannot be {self.paper!r}")
        if self.answers not in ("right", "nothing", "late", "garbage"):
            raise ValueError(f"answers cannot be {self.answers!r}")

    @property
    def stopped(self) -> bool:
        """Whether it cannot print now."""
        return self.offline or self.cover_open or self.paper == "out"


@dataclass(frozen=True, slots=True)
class MachineSnapshot:
    """What there is to see. slips: cut off, oldest first; running: not cut yet.

    version: rises when paper or faults change, not when a status is asked for. received_bytes: ever.
    waiting_bytes: held until it can print again. cut_slips: ever, torn ones among them. power_cycles: how
    often it was switched off and on.
    """

    version: int
    slips: tuple[Slip, ...]
    running: Slip
    faults: Faults
    dead: bool
    received_bytes: int
    waiting_bytes: int
    cut_slips: int = 0
    power_cycles: int = 0


@dataclass(frozen=True, slots=True)
class Reception:
    """What came of some bytes. taken: fewer where the buffer is full; answer: what it sends back."""

    taken: int
    answer: bytes = b""


class Dead(Exception):
    """The printer broke the connection."""


class PrinterMachine:
    """One printer. keep_slips: how much paper is remembered.

    on_slip: called with each slip that was cut, on the thread that sent it; on_pulse: with the pin and length
    in ms of each pulse for the drawer. They must not call the machine.
    """

    def __init__(
        self,
        drawer: SimulatedDrawer | None = None,
        width_dots: int = 576,
        keep_slips: int = 50,
        on_slip: Callable[[Slip], None] | None = None,
        on_pulse: Callable[[int, int], None] | None = None,
    ) -> None:
        self._drawer = drawer or SimulatedDrawer()
        self._changed = threading.Condition()
        self._tokens = Tokenizer()
        self._typesetter = Typesetter(width_dots)
        self._slips: deque[Slip] = deque(maxlen=keep_slips)
        self._waiting: deque[Command] = deque()
        self._faults = Faults()
        self._dead = False
        self._version = 0
        self._received_bytes = 0
        self._cut_slips = 0
        self._listeners: list[Callable[[], None]] = []
        self._power_cycles = 0
        self._on_slip = on_slip
        self._on_pulse = on_pulse

    def receive(self, sent: bytes) -> Reception:
        """Take bytes as from a cable. Raises Dead."""
        with self._changed:
            if self._dead:
                raise Dead
            dies_after = self._faults.dies_after
            room = len(sent) if not self._faults.stopped else max(0, BUFFER_BYTES - self._waiting_bytes())
            taken = min(room, len(sent)) if dies_after is None else min(room, len(sent), dies_after)
            answer = self._take(sent[:taken])
            if not taken and dies_after is None and self._tokens.waiting_bytes == 0:
                taken, answer = self._take_when_full(sent)
            died = dies_after is not None and self._count_down(dies_after - taken)
            if died and not taken:
                raise Dead
            return Reception(taken, answer)

    def set_faults(self, faults: Faults) -> None:
        """Break it, or mend it: then it prints what it had kept."""
        with self._changed:
            self._faults = faults
            self._dead = False
            self._note()
            self._print_waiting()
            listeners = list(self._listeners)
        for listener in listeners:
            listener()

    def switch_off_and_on(self) -> None:
        """As a person does in despair: what it had kept is gone, and so is whoever was connected."""
        with self._changed:
            self._tokens = Tokenizer()
            self._waiting.clear()
            self._dead = False
            self._power_cycles += 1
            self._typesetter.power_up()
            self._note()
            listeners = list(self._listeners)
        for listener in listeners:
            listener()

    def tear_off(self) -> None:
        """Take the paper by hand, uncut."""
        with self._changed:
            self._typesetter.tear()
            self._keep_cut()
            self._note()

    def snapshot(self) -> MachineSnapshot:
        """What there is to see now."""
        with self._changed:
            return MachineSnapshot(
                version=self._version,
                slips=tuple(self._slips),
                running=self._typesetter.running(),
                faults=self._faults,
                dead=self._dead,
                received_bytes=self._received_bytes,
                waiting_bytes=self._waiting_bytes(),
                cut_slips=self._cut_slips,
                power_cycles=self._power_cycles,
            )

    def wait_for_slips(self, count: int, timeout_s: float) -> tuple[Slip, ...]:
        """Wait until so many slips were ever cut; answers those that are kept. Raises TimeoutError."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._cut_slips >= count, timeout_s):
                raise TimeoutError(f"{self._cut_slips} of {count} slips came out of the printer.")
            return tuple(self._slips)

    def listen(self, listener: Callable[[], None]) -> None:
        """Call this, on the thread that changes them, whenever the faults change."""
        with self._changed:
            self._listeners.append(listener)

    def faults(self) -> Faults:
        """What is wrong with it now."""
        with self._changed:
            return self._faults

    def is_dead(self) -> bool:
        """Whether it broke the connection, and was not mended or switched on since."""
        with self._changed:
            return self._dead

    def power_cycles(self) -> int:
        """How often it was switched off and on; whoever is connected over one of them is not any more."""
        with self._changed:
            return self._power_cycles

    # Below, the lock is held.

    def _take(self, sent: bytes) -> bytes:
        self._received_bytes += len(sent)
        answer = b""
        for command in self._tokens.feed(sent):
            if command.name.startswith("DLE"):
                answer += self._do_at_once(command)
            else:
                self._waiting.append(command)
        self._print_waiting()
        return answer

    def _take_when_full(self, sent: bytes) -> tuple[int, bytes]:
        """A full buffer keeps documents out, not the real-time commands that come first."""
        first = Tokenizer().feed(sent[:16])[:1]
        if first and first[0].name.startswith("DLE"):
            self._received_bytes += first[0].size
            return first[0].size, self._do_at_once(first[0])
        return 0, b""

    def _count_down(self, left: int) -> bool:
        self._faults = replace(self._faults, dies_after=left or None)
        if left:
            return False
        self._dead = True
        self._tokens = Tokenizer()
        self._note()
        return True

    def _waiting_bytes(self) -> int:
        return sum(command.size for command in self._waiting) + self._tokens.waiting_bytes

    def _print_waiting(self) -> None:
        if not self._waiting or self._faults.stopped:
            return
        while self._waiting and not self._faults.stopped:
            command = self._waiting.popleft()
            if command.name == "ESC p":
                self._pulse(command.args[0], command.args[1] * 2)
            else:
                self._set(command)
        self._keep_cut()
        self._note()

    def _set(self, command: Command) -> None:
        if _DRAWER_AT_ONCE in command.payload:
            self._typesetter.notice("A picture holds the bytes that open the drawer at once (DLE DC4).")
        before = self._typesetter.rows
        self._typesetter.run(command)
        if self._faults.rows_left is not None:
            left = max(0, self._faults.rows_left - (self._typesetter.rows - before))
            self._faults = replace(
                self._faults, rows_left=left or None, paper=self._faults.paper if left else "out"
            )

    def _keep_cut(self) -> None:
        for slip in self._typesetter.take_finished():
            self._slips.append(slip)
            self._cut_slips += 1
            if self._on_slip is not None:
                self._on_slip(slip)

    def _do_at_once(self, command: Command) -> bytes:
        if command.name == "DLE DC4" and command.args[0] == 1:
            self._pulse(command.args[1], command.args[2] * 100)
        if command.name != "DLE EOT":
            return b""
        return self._answer(command.args[0]) if self._faults.answers != "nothing" else b""

    def _pulse(self, connector: int, on_ms: int) -> None:
        if on_ms == 0:
            self._typesetter.notice("The drawer's pulse lasts no time.")
        pin: Literal[2, 5] = 5 if connector in (1, 49) else 2
        self._drawer.pulse(pin, on_ms)
        if self._on_pulse is not None:
            self._on_pulse(pin, on_ms)

    def _answer(self, question: int) -> bytes:
        if self._faults.answers == "garbage":
            return b"\xff"
        faults, byte = self._faults, 0x12
        match question:
            case 1:
                byte |= 0x08 if faults.stopped else 0
                byte |= 0x04 if self._drawer.snapshot().is_open else 0
            case 2:
                byte |= (0x04 if faults.cover_open else 0) | (0x20 if faults.paper == "out" else 0)
            case 4:
                byte |= {"ok": 0x00, "near_end": 0x0C, "out": 0x6C}[faults.paper]
            case _:
                pass  # errors of the knife and the like: it has none
        return bytes((byte,))

    def _note(self) -> None:
        self._version += 1
        self._changed.notify_all()
