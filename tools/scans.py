"""Sends generated scans through every transport into the inbox, and compares one by one what arrives.

`make scans` (SCANS=n SEED=n; 1,000,000). Serial ports (ptys) with every ending, scanners in the network,
keys in ten layouts and HID-POS reports, all at once, through the program's own readers and supervisor; with
bursts, random splits, bounces, garbage, lost ends and plugs pulled in the middle of a scan. None may be lost,
doubled, split, merged, misread or told under another device's name. Exit status 1 on any difference.
"""

import argparse
import contextlib
import logging
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that `python3 tools/scans.py` works as well as `-m tools.scans`

from drivers.api import DeviceChanged, MakeReader, ScanBroken, ScanRead, Sink  # noqa: E402
from drivers.catalog import ScannerOptions, make_scanner  # noqa: E402
from drivers.scanners import keymaps  # noqa: E402
from drivers.scanners.framing import Framing  # noqa: E402
from drivers.scanners.hid_evdev import KeyboardReader  # noqa: E402
from drivers.scanners.hid_pos import Hid, HidPosReader  # noqa: E402
from drivers.scanners.key_decoder import KeyDecoder, KeySettings  # noqa: E402
from drivers.supervisor import BackOff, Supervisor  # noqa: E402
from pos_terminal.services.inbox import Inbox  # noqa: E402
from tools.check_scans import KINDS, Comparison, Source, self_test  # noqa: E402
from tools.scan_coders import BytesCoder, Coder, HidCoder, KeysCoder  # noqa: E402
from tools.scan_lines import Calling, HidBus, Keys, Line, Pty, Serving  # noqa: E402
from tools.scan_senders import Sender  # noqa: E402
from tools.scan_texts import Texts  # noqa: E402

LAYOUTS = ("us", "gb", "de", "fr", "be", "es", "it", "ch_de", "dk", "ru")
ENDS = (keymaps.KEY_ENTER, keymaps.KEY_KPENTER, keymaps.KEY_TAB, keymaps.KEY_LINEFEED)
A_ROUND = 20_000
QUIET_S = 10.0
SETTLE_S = 0.3
STOP_S = 10.0

# Serial: name, prefix and suffix as sent, what the configuration says, codes a round.
_SERIAL: tuple[tuple[str, bytes, bytes, dict[str, Any], int], ...] = (
    ("cr", b"", b"\r", {}, 500),
    ("lf", b"", b"\n", {}, 500),
    ("cr-lf", b"", b"\r\n", {}, 500),
    ("tab", b"", b"\t", {}, 500),
    ("stx-etx", b"\x02", b"\x03", {"quirk": "stx_etx"}, 500),
    ("own-text", b"S1:", b"\x1e##", {"prefix": "S1:", "suffix": r"\x1e##"}, 500),
    ("window", b"\x02", b"\r\n", {"repeat_ms": 2000}, 500),
    ("silence", b"", b"", {"suffix": "none"}, 4),
)


@dataclass
class Proof:
    """All scanners, the till's end of them, and what came out."""

    seed: int
    folder: Path
    inbox: Inbox = field(default_factory=Inbox)
    senders: list[Sender] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    said: list[str] = field(default_factory=list)
    compared: int = 0

    def __post_init__(self) -> None:
        self.supervisor = Supervisor(self.inbox.post, BackOff(first_s=0.01, most_s=0.05), self.inbox.waiting)
        self._present: set[str] = set()

    def add(
        self,
        device: str,
        line: Line,
        coder: Coder,
        share: int,
        *,
        keys: bool = False,
        alone: bool = True,
        waits: bool = False,
        pulls: bool = True,
    ) -> None:
        """One more scanner; its codes are its own by their number."""
        number = len(self.senders)
        chance = random.Random(f"{self.seed} {number}")
        texts = Texts(number, chance, keys=keys)
        self.senders.append(Sender((device, number), line, coder, texts, chance, share, alone, waits, pulls))

    def watch(self, make_reader: MakeReader) -> None:
        """The till begins to read a device."""
        self.supervisor.watch(make_reader, "scanner")

    def wait_present(self) -> None:
        """Until every device was found. Raises TimeoutError."""
        wanted = {sender.source[0] for sender in self.senders}
        end = time.monotonic() + QUIET_S
        while not wanted <= self._present:
            message = self.inbox.take(0.1)
            if isinstance(message, DeviceChanged) and message.present:
                self._present.add(message.device)
            if time.monotonic() > end:
                raise TimeoutError(f"Not found: {', '.join(sorted(wanted - self._present))}.")
        for sender in self.senders:
            sender.coder.begin()

    def round(self, count: int, *, last: bool) -> None:
        """Send about so many codes through all transports at once, and compare what arrives."""
        total = sum(sender.share for sender in self.senders)
        sent = {
            sender.source: sender.prepare(max(1, sender.share * count // total)) for sender in self.senders
        }
        comparison = Comparison(sent)
        threads = [
            threading.Thread(target=sender.play, args=(comparison,), daemon=True) for sender in self.senders
        ]
        for thread in threads:
            thread.start()
        self._receive(comparison, threads, SETTLE_S if last else 0.0)
        self.compared += sum(comparison.came.values())
        self.wrong += comparison.wrong
        self.said += comparison.said

    def _receive(self, comparison: Comparison, threads: list[threading.Thread], settle_s: float) -> None:
        """Take what arrives until all is there and nothing more comes, or it was quiet for long."""
        quiet_since = time.monotonic()
        while True:
            message = self.inbox.take(0.05)
            if message is not None:
                quiet_since = time.monotonic()
                comparison.take(*_item(message))
                continue
            quiet_s = time.monotonic() - quiet_since
            sending = any(thread.is_alive() for thread in threads)
            if not sending and not comparison.outstanding() and quiet_s >= settle_s:
                break
            if quiet_s > QUIET_S and not sending:
                break
        comparison.close()


def _item(message: object) -> tuple[str, str]:
    """Device and item of a message, as check_scans compares them."""
    match message:
        case ScanRead(text=text, device=device):
            return device, text
        case ScanBroken(device=device, reason=reason):
            return device, f"({reason})"
        case DeviceChanged(device=device, present=present):
            return device, "+" if present else "-"
        case _:
            return "?", repr(message)


def add_serial(proof: Proof) -> None:
    """A serial port for each ending, set up as the configuration sets it up."""
    for name, prefix, suffix, options, share in _SERIAL:
        port = Pty(proof.folder / name)
        device = f"serial-{name}"
        coder = BytesCoder(prefix, suffix, window="repeat_ms" in options, needs="prefix" in options)
        proof.add(device, port, coder, share, waits=not suffix)
        proof.watch(make_scanner("serial", ScannerOptions(device, str(port.path), **options)))


def add_network(proof: Proof) -> None:
    """Two scanners that wait for the till, and three that call it on one port."""
    for name, suffix in (("lf", b"\n"), ("cr-lf", b"\r\n")):
        scanner = Serving()
        device = f"network-{name}"
        proof.add(device, scanner, BytesCoder(b"", suffix), 600)
        proof.watch(make_scanner("network", ScannerOptions(device, host="127.0.0.1", port=scanner.port)))
    free = Serving()
    port = free.port
    free.close()
    proof.watch(make_scanner("network", ScannerOptions("network-phones", port=port, listen=True)))
    for number in range(3):
        phone = Calling(port)
        phone.plug()
        # One stays, for with the last of them the till loses the device.
        proof.add("network-phones", phone, BytesCoder(b"", b"\n"), 600, alone=False, pulls=number > 0)


def add_keys(proof: Proof) -> None:
    """A keyboard for each layout, with every key that ends a code."""
    for number, layout in enumerate(LAYOUTS):
        keyboard = Keys()
        device = f"keys-{layout}"
        coder = KeysCoder(layout, ENDS[number % len(ENDS)], random.Random(f"{proof.seed} {layout}"))
        proof.add(device, keyboard, coder, 300, keys=True)
        proof.watch(keyboard_maker(device, keyboard, layout))


def keyboard_maker(device: str, keyboard: Keys, layout: str) -> MakeReader:
    """A reader of a made-up keyboard, as drivers/catalog.py makes one of a real one."""

    def make(sink: Sink) -> KeyboardReader:
        decoder = KeyDecoder(device, KeySettings(layout), Framing(repeat_ms=30))
        return KeyboardReader(device, keyboard, decoder, sink)

    return make


def add_hid_pos(proof: Proof) -> None:
    """Two scanners in HID-POS mode."""
    for number in range(2):
        bus, device = HidBus(), f"hid-pos-{number}"
        proof.add(device, bus, HidCoder(), 500)
        proof.watch(hid_pos_maker(device, bus))


def hid_pos_maker(device: str, bus: Hid) -> MakeReader:
    """A reader of a made-up bus."""

    def make(sink: Sink) -> HidPosReader:
        return HidPosReader(device, "", sink, bus)

    return make


def prove(count: int, seed: int) -> Proof:
    """Send at least so many codes and compare them all."""
    with tempfile.TemporaryDirectory(prefix="scans-") as folder, _losses_unlogged():
        proof = Proof(seed, Path(folder))
        for add in (add_serial, add_network, add_keys, add_hid_pos):
            add(proof)
        try:
            proof.wait_present()
            while (left := count - sum(sender.sent for sender in proof.senders)) > 0:
                proof.round(min(left, A_ROUND), last=left <= A_ROUND)
        finally:
            stuck = proof.supervisor.stop(STOP_S)
            for sender in proof.senders:
                sender.line.close()
        if stuck:
            proof.said.append(f"did not end: {', '.join(stuck)}")
            proof.wrong["lost"] += 1
    return proof


@contextlib.contextmanager
def _losses_unlogged() -> Iterator[None]:
    """Plugs are pulled by the thousand here; each would be a line of the log."""
    log = logging.getLogger("devices")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


def by_transport(senders: list[Sender]) -> Counter[str]:
    """Codes sent by kind of transport."""
    counts: Counter[str] = Counter()
    for sender in senders:
        counts[_transport(sender.source)] += sender.sent
    return counts


def _transport(source: Source) -> str:
    return source[0].partition("-")[0]


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 when every code arrived once, whole and under its own device's name."""
    parser = argparse.ArgumentParser(description="Send scans through every transport and compare them.")
    parser.add_argument("--count", type=int, default=1_000_000, help="at least so many codes (1,000,000)")
    parser.add_argument("--seed", type=int, default=1, help="what is random in it (1)")
    options = parser.parse_args(arguments)
    problems = self_test()
    for problem in problems:
        print(f"scans: the comparison is blind: {problem}")
    began = time.monotonic()
    proof = prove(options.count, options.seed)
    seconds = time.monotonic() - began
    for said in proof.said[:50]:
        print(said)
    sent = sum(sender.sent for sender in proof.senders)
    parts = ", ".join(f"{name} {count:,}" for name, count in by_transport(proof.senders).items())
    wrong = ", ".join(f"{proof.wrong[kind]} {kind}" for kind in KINDS)
    print(f"scans: {sent:,} sent ({parts}), {proof.compared:,} messages compared one by one: {wrong}")
    print(f"scans: seed {options.seed}, {seconds:.0f} s, {len(problems)} errors planted and not found")
    return 1 if problems or any(proof.wrong.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
