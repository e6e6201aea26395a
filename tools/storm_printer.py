"""A simulated printer that breaks at random, and its roll: what lies there in order, as a person reads it.

Over TCP, a serial pty, or a made-up USB bus. Faults change on a thread of its own; `calm` stops them for
somebody who looks at the printer.
"""

import contextlib
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from drivers.simulated.drawer import SimulatedDrawer
from drivers.simulated.machine import Faults, PrinterMachine
from drivers.simulated.paper import Slip
from drivers.simulated.port import SimulatedPrinterPort
from drivers.simulated.roll import PaperRead, read_back
from drivers.simulated.server import SimulatedPrinterServer

LONGEST_S = 1.4
BETWEEN_S = 0.3
SETTLED_S = 0.05
SHOP = "Proof shop"
# Read by Python before the till's own first line: pyusb finds the made-up bus, and nothing else is different.
USB_BUS = """from drivers.printers import usb_bulk
from drivers.simulated.usb_bus import SimulatedUsbBus
bus = SimulatedUsbBus(({host!r}, {port}))
usb_bulk._libusb = lambda: bus
"""


@dataclass
class Roll:
    """All that came out, and when the drawer was kicked. Filled on the printer's thread."""

    papers: list[PaperRead] = field(default_factory=list)
    pulses_ms: list[int] = field(default_factory=list)

    def lies_whole(self, receipt_no: str) -> bool:
        """Whether a whole receipt of that number lies there, original or copy."""
        return any(paper.whole and paper.receipt_no == receipt_no for paper in reversed(self.papers))

    def add(self, slip: Slip) -> None:
        """A paper was cut off."""
        self.papers.append(read_back(slip))

    def pulse(self, pin: int, on_ms: int) -> None:
        """The drawer was kicked; a hand shuts it at once."""
        self.pulses_ms.append(time.time_ns() // 1_000_000)


@dataclass(frozen=True, slots=True)
class Connection:
    """How the till reaches the printer: keys of its [printer] section, and what the till's process needs."""

    section: dict[str, object]
    environment: dict[str, str] = field(default_factory=dict)


class StormPrinter:
    """One printer in bad weather. kind: `tcp`, `pty` or `usb`."""

    def __init__(self, kind: str, folder: Path, chance: random.Random) -> None:
        self.roll = Roll()
        self.drawer = SimulatedDrawer()
        self.machine = PrinterMachine(
            self.drawer, keep_slips=2, on_slip=self.roll.add, on_pulse=self.roll.pulse
        )
        self.faults_seen: Counter[str] = Counter()
        self._chance = chance
        self._kind = kind
        self._ends = contextlib.ExitStack()
        self.connection = self._connect(kind, folder)
        self._free = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="weather", daemon=True)

    def start(self) -> None:
        """The weather turns bad."""
        self._thread.start()

    def close(self) -> None:
        """It is over; the printer is taken away."""
        self.quiet()
        self._ends.close()

    def quiet(self) -> None:
        """No fault comes any more, and all that were are mended."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(10)
        self._mend()

    @contextlib.contextmanager
    def calm(self) -> Iterator[None]:
        """Somebody looks after the printer: all is mended, and what it still had to print has come out."""
        with self._free:
            self._mend()
            self._wait_settled()
            yield

    def _connect(self, kind: str, folder: Path) -> Connection:
        if kind in ("tcp", "usb"):
            server = SimulatedPrinterServer(self.machine).start()
            self._ends.callback(server.close)
            host, number = server.address
            if kind == "tcp":
                return Connection({"kind": "network", "host": host, "port": number})
            (folder / "sitecustomize.py").write_text(USB_BUS.format(host=host, port=number), encoding="utf-8")
            paths = f"{folder}:{Path(__file__).resolve().parent.parent}"
            return Connection({"kind": "usb", "path": "04b8:0e28"}, {"PYTHONPATH": paths})
        port = SimulatedPrinterPort(folder / "printer", self.machine).start()
        self._ends.callback(port.close)
        return Connection({"kind": "serial", "path": str(port.path), "baud": 921_600})

    def _run(self) -> None:
        while not self._stopping.wait(self._chance.uniform(0, BETWEEN_S)):
            with self._free:
                self._break()
            # Outside of the lock: who looks after the printer ends it early.
            self._stopping.wait(self._chance.uniform(0.02, LONGEST_S))
            with self._free:
                self._mend()

    def _break(self) -> None:
        name, act = self._chance.choice(tuple(self._acts().items()))
        self.faults_seen[name] += 1
        act()

    def _acts(self) -> dict[str, Callable[[], None]]:
        chance, machine = self._chance, self.machine

        def fault(**what: object) -> Callable[[], None]:
            return lambda: machine.set_faults(Faults(**what))  # type: ignore[arg-type]  # fields by name

        acts = {
            "near_end": fault(paper="near_end"),
            "paper_out": fault(paper="out"),
            "paper_out_in_mid": fault(rows_left=chance.randrange(1, 60)),
            "cover_open": fault(cover_open=True),
            "offline": fault(offline=True),
            "slow": fault(bytes_per_s=chance.randrange(2_000, 40_000)),
            "dies": fault(dies_after=chance.randrange(0, 4_000)),
            "answers_late": fault(answers="late", late_ms=chance.randrange(900, 1_600)),
            "answers_nothing": fault(answers="nothing"),
            "garbage": fault(answers="garbage"),
            "power_cycle": machine.switch_off_and_on,
            "cable_out": fault(unplugged=True),
        }
        if self._kind == "usb":
            del acts["cable_out"]  # a plug that is pulled is seen at once there, as when the printer dies
        return acts

    def _mend(self) -> None:
        self.drawer.close()
        self.machine.set_faults(Faults())

    def _wait_settled(self) -> None:
        """Until nothing moves any more, or the next papers do."""
        end_s = time.monotonic() + 2
        seen = self.machine.snapshot()
        while time.monotonic() < end_s:
            time.sleep(SETTLED_S)
            now = self.machine.snapshot()
            if now.received_bytes == seen.received_bytes and not now.waiting_bytes:
                return
            seen = now


def receipt_rows(paper: PaperRead) -> tuple[str, ...]:
    """The rows of the last receipt on a paper; what hung out of the printer before it is torn off."""
    heads = [index for index, row in enumerate(paper.rows) if row.strip() == SHOP]
    return paper.rows[heads[-1] :] if heads else paper.rows


def is_torn(paper: PaperRead) -> bool:
    """Whether this is not one clean receipt: something was cut off before it, be it one unprinted word."""
    heads = [index for index, row in enumerate(paper.rows) if row.strip()]
    cut_off = any("threw away" in notice for notice in paper.notices)
    return paper.torn or cut_off or not heads or paper.rows[heads[0]].strip() != SHOP or _begun_twice(paper)


def _begun_twice(paper: PaperRead) -> bool:
    return sum(row.strip() == SHOP for row in paper.rows) > 1
