"""What the real readers of keys and reports give a tap plays back as the same messages."""

import queue
import random
import threading
from functools import partial

import pytest

from drivers.api import DeviceChanged, DeviceLost, Message, Reader, ScanBroken, ScanRead
from drivers.catalog import ScannerOptions, recipe_of
from drivers.scanners.hid_evdev import KeyboardReader
from drivers.scanners.hid_pos import HidPosReader
from drivers.scanners.tape import Kind, Piece, Recipe, TapedKeys, TapedReports, played
from tests.unit.drivers.event_line import EventLine
from tests.unit.drivers.hid_scanners import UNNUMBERED, MadeUpHid, Plug, report, reports, scanner
from tests.unit.drivers.typist import GS, Typist

WITHIN_S = 20.0


def read_to_the_end(reader: Reader) -> threading.Thread:
    def run() -> None:
        with pytest.raises(DeviceLost):
            reader.run(lambda: False)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def scans_of(inbox: "queue.SimpleQueue[Message]") -> list[Message]:
    found = [inbox.get_nowait() for _ in range(inbox.qsize())]
    return [message for message in found if not isinstance(message, DeviceChanged)]


def recipe(kind: Kind, **options: str) -> Recipe:
    return recipe_of(kind, ScannerOptions("s1", **options))  # type: ignore[arg-type]


def test_keys_of_a_grabbed_keyboard() -> None:
    """Given events cut anywhere and the plug pulled in mid-scan, when played, then the same comes."""
    made, line = recipe("keyboard", layout="de"), EventLine(frozenset({30}))
    pieces, inbox = list[Piece](), queue.SimpleQueue[Message]()
    decoder = TapedKeys(made, pieces.append)
    reader = KeyboardReader("s1", lambda already: [] if already else [line], decoder, inbox.put)
    thread = read_to_the_end(reader)
    assert isinstance(inbox.get(timeout=WITHIN_S), DeviceChanged)
    rng = random.Random(7)
    typist = Typist("de", rng, at_ns=line.quiet_ns())
    for code in ("4006381333931", f"10ab-Z{GS}17271231", "äöüß?/y"):
        typist.scan(code)
    line.send(typist.bytes(), rng)
    typist.events.clear()
    while inbox.qsize() < 3:
        thread.join(0.001)
    typist.scan("99")
    half = typist.bytes()
    line.send(half[: len(half) // 2 // 24 * 24])
    line.unplug()
    thread.join(WITHIN_S)
    reader.close()
    live = scans_of(inbox)
    assert [m.text for m in live if isinstance(m, ScanRead)] == [
        "4006381333931",
        f"10ab-Z{GS}17271231",
        "äöüß?/y",
    ]
    assert list(played(made, pieces)) == live
    assert pieces[0].held == (30,)


@pytest.mark.parametrize("descriptor", [None, UNNUMBERED])
def test_reports_of_a_hid_pos_scanner(descriptor: bytes | None) -> None:
    """Given long, bad and torn reports of two layouts, when played, then the same comes."""
    made = recipe("hid_pos")
    plug = Plug(scanner()) if descriptor is None else Plug(scanner(), descriptor)
    sent = [*reports("]E0", "4006381333931"), *reports("]d2", "9" * 120), b"\x02\xff", *reports("]E0", "7")]
    sent += [report("]d2", "1" * 56, more=True)]
    plug.send(*(each if descriptor is None else each[1:] for each in sent))
    bus, pieces, inbox = MadeUpHid(plug), list[Piece](), queue.SimpleQueue[Message]()
    reader = HidPosReader("s1", "", inbox.put, bus, 0, partial(TapedReports, tap=pieces.append))
    thread = read_to_the_end(reader)
    while len(pieces) < 1 + len(sent):
        thread.join(0.001)
    bus.pull(plug)
    thread.join(WITHIN_S)
    live = scans_of(inbox)
    assert any(isinstance(message, ScanBroken) for message in live)
    assert list(played(made, pieces)) == live
    assert pieces[0].layout == reader.layout
