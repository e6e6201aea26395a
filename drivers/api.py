"""What drivers promise: the small messages that they send up and the protocols that they fulfil.

Messages leave a driver through the `Sink` that it was given; a sink only queues and never blocks. Nothing
here knows of sales.

    DriverError
    ├── DeviceMissing    it is not plugged in, not found, or refuses the connection
    ├── DeviceLost       it was there and went away in the middle of work
    ├── DeviceSilent     it is there and did not answer within its time
    └── DeviceRefused    it is there and may not be used (permission, another program holds it)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol


class DriverError(Exception):
    """Root of what drivers raise; the text is one plain sentence with the remedy."""


class DeviceMissing(DriverError):
    """Not found."""


class DeviceLost(DriverError):
    """Went away while in use."""


class DeviceSilent(DriverError):
    """Did not answer in time."""


class DeviceRefused(DriverError):
    """May not be used."""


@dataclass(frozen=True, slots=True)
class ScanRead:
    """One whole scan, framing taken off. text: may begin with an AIM identifier; GS is the character 0x1D.

    at_ns: CLOCK_MONOTONIC when its last byte was read. raw: what the device sent for it, framing and all, as
    far as it is kept. pieces_ns: when each piece of it (a read, a key) came; for looking into a device.
    """

    text: str
    device: str
    at_ns: int
    raw: bytes = b""
    pieces_ns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ScanBroken:
    """A scan that came only in part and was thrown away.

    reason: a code such as `unplugged`, `overrun`, `too_long`.
    """

    device: str
    reason: str


@dataclass(frozen=True, slots=True)
class WeightRead:
    """What lies on the scale.

    milli: thousandths of a kilogram; stable: the scale says that it has come to rest.
    """

    milli: int
    stable: bool
    device: str


@dataclass(frozen=True, slots=True)
class DeviceChanged:
    """A device was lost or is back; sent once for each change.

    reason: a plain sentence, empty when it is back.
    """

    device: str
    kind: Literal["scanner", "printer", "drawer", "scale", "card", "display"]
    present: bool
    reason: str


Message = ScanRead | ScanBroken | WeightRead | DeviceChanged
Sink = Callable[[Message], None]


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """What the printer says of itself. None where it did not say: unknown is not OK."""

    online: bool | None
    paper: Literal["ok", "near_end", "out"] | None
    cover_open: bool | None
    drawer_open: bool | None = None

    @property
    def ready(self) -> bool:
        """Whether a job may be sent."""
        return self.online is True and self.paper in ("ok", "near_end") and self.cover_open is False


@dataclass(frozen=True, slots=True)
class SendResult:
    """How far a document got. sent_bytes: bytes the transport took before it failed or ended."""

    sent_bytes: int
    total_bytes: int
    error: str = ""


class Printer(Protocol):
    """One printer, used by one thread. Every call ends within its time."""

    name: str

    def status(self) -> PrinterStatus:
        """Ask the safe way (drain, DLE EOT n, one byte, check). Raises DeviceMissing or DeviceSilent."""

    def send(self, blob: bytes) -> SendResult:
        """Send a whole document; where the transport fails in the middle, the result says how far it came."""

    def has_status(self) -> bool:
        """Whether this transport can answer at all (a file cannot)."""

    def close(self) -> None:
        """Let go of the transport; the next call opens it again."""


class Drawer(Protocol):
    """A cash drawer that is on no printer, used by one thread.

    Every call ends within its time.
    """

    name: str

    def open(self, within_s: float) -> None:
        """Open it now or never.

        SAFETY: nothing may stay behind that opens it after within_s. Raises DriverError.
        """

    def close(self) -> None:
        """Let go of the transport; the next call opens it again."""


@dataclass(frozen=True, slots=True)
class DisplayRow:
    """One row of a customer display, in any script. Where not both fit, left is cut, never right.

    short: stands for right where left would be cut otherwise. centred: left alone, in the middle.
    """

    left: str = ""
    right: str = ""
    short: str = ""
    centred: bool = False


@dataclass(frozen=True, slots=True)
class DisplayFace:
    """All that a customer display shows at one moment."""

    top: DisplayRow = DisplayRow()
    bottom: DisplayRow = DisplayRow()


class Display(Protocol):
    """One customer display, used by one thread. Every call ends within its time."""

    name: str

    def show(self, face: DisplayFace) -> None:
        """Show this and nothing else. Raises DriverError."""

    def close(self) -> None:
        """Let go of the transport; the next call opens it again."""


class Reader(Protocol):
    """A device that is read for ever by a thread of its own, until stopped."""

    name: str

    def run(self, stop: Callable[[], bool]) -> None:
        """Open, say DeviceChanged(present=True), read and report until stop() or until the device is lost.

        Raises DriverError; the loss itself is told by whoever called.
        """

    def wake(self) -> None:
        """Make a run() that waits look at stop() again; from any thread, at any time."""

    def close(self) -> None:
        """Let go of everything; after the last run()."""


MakeReader = Callable[[Sink], Reader]


@dataclass(frozen=True, slots=True)
class CardResult:
    """What became of a charge or refund; only `in_progress` can still change.

    approval_code, reason: as the terminal says them, where it was approved or declined. card_tail: the last
    four digits of the card at most.
    """

    state: Literal["in_progress", "approved", "declined", "cancelled"]
    approval_code: str = ""
    card_tail: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        """SAFETY: nothing that could be a card number ever leaves a driver."""
        if len(self.card_tail) > 4:
            raise ValueError("More than the last four digits of a card would leave the driver.")


@dataclass(frozen=True, slots=True)
class NeverSeen:
    """The terminal is sure that it was never asked to charge under this reference."""


class CardTerminal(Protocol):
    """One card terminal, used by one thread; one operation at a time. Every call ends within its time.

    A reference is one operation for ever: however often it is charged, money moves once at most.
    """

    name: str

    def charge(self, reference: str, amount_minor: int, currency: str) -> CardResult:
        """Begin to charge, or to give back where amount_minor < 0; a reference that it knows changes nothing.

        Answers at once, mostly `in_progress`. Raises DeviceMissing or DeviceRefused where nothing was begun,
        DeviceLost or DeviceSilent where nobody knows.
        """

    def outcome(self, reference: str) -> CardResult | NeverSeen:
        """What became of it, also after power cuts on either side. Raises DriverError."""

    def cancel(self, reference: str) -> None:
        """End it as `cancelled` if it can still be ended; one never seen is closed for good. DriverError."""

    def close(self) -> None:
        """Let go of the connection; the next call opens it again."""
