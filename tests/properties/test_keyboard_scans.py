"""Any text that a scanner types in any layout comes out as it was, once, whole and in order.

From the binary events of the kernel to the inbox, through the reader that the till uses, over a socket. As
many scans as SCANS says (default 1,000).
"""

import os
import queue
import random
import threading

import pytest

from drivers.api import DeviceChanged, DeviceLost, Message, ScanRead
from drivers.scanners.framing import Framing
from drivers.scanners.hid_evdev import KeyboardReader
from drivers.scanners.key_decoder import KeyDecoder, KeySettings
from drivers.scanners.keymaps import LAYOUTS
from tests.unit.drivers.event_line import EventLine
from tests.unit.drivers.typist import GS, Typist, strokes

SCANS = int(os.environ.get("SCANS", "1000"))
SEED = int(os.environ.get("SEED", "1"))
LATIN_1 = "".join(chr(code) for code in (*range(33, 127), *range(0xA1, 0x100)))
REPEAT_NS = 30_000_000


def text(rng: random.Random, layout: str) -> str:
    """Mostly what codes are made of, sometimes all that the layout can type, sometimes what only Alt can."""
    manner = rng.random()
    if manner < 0.4:
        alphabet = "0123456789"
    elif manner < 0.7:
        alphabet = "0123456789ABCDEFabcdefXYZxyz]()%/:-._?=&" + GS
    elif manner < 0.95:
        alphabet = "".join(sorted(strokes(layout))) + GS
    else:
        alphabet = LATIN_1
    body = "".join(rng.choices(alphabet, k=rng.randrange(1, 30)))
    return rng.choice("0123456789") + body if GS in body or " " in body else body


def typed(rng: random.Random, typist: Typist, count: int) -> list[str]:
    """Type so many scans with re-reads and second units among them; what must arrive."""
    expected: list[str] = []
    last, last_ns = "", -(10**12)
    for _ in range(count):
        again = rng.random() < 0.05 and last
        code = last if again else text(rng, typist.layout)
        if again and rng.random() < 0.5:
            typist.wait(rng.randrange(31_000_000, 10**9))
        typist.scan(code)
        if code != last or typist.ended_ns - last_ns > REPEAT_NS:
            expected.append(code)
            last, last_ns = code, typist.ended_ns
        typist.wait(rng.choice((0, 1_000_000, 400_000_000)))
    return expected


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.timeout(3600)
def test_scans_arrive_as_they_were_typed(layout: str) -> None:
    rng = random.Random(f"{SEED} {layout}")
    inbox: queue.SimpleQueue[Message] = queue.SimpleQueue()
    line = EventLine()
    decoder = KeyDecoder("s1", KeySettings(layout), Framing(repeat_ms=30))
    reader = KeyboardReader("s1", lambda already: [] if already else [line], decoder, inbox.put)
    thread = threading.Thread(target=run, args=(reader,), daemon=True)
    thread.start()
    assert isinstance(inbox.get(timeout=20), DeviceChanged)
    typist = Typist(layout, rng, at_ns=line.quiet_ns(), slowest_us=rng.choice((100, 1000, 5000)))

    left = -(-SCANS // len(LAYOUTS))
    while left:
        count = min(left, 200)
        expected = typed(rng, typist, count)
        line.send(typist.bytes(), rng)
        typist.events.clear()
        assert [received(inbox) for _ in expected] == expected, f"layout {layout}, SEED={SEED}"
        left -= count

    line.unplug()
    thread.join(20)
    assert not thread.is_alive()
    assert inbox.empty()
    reader.close()


def run(reader: KeyboardReader) -> None:
    with pytest.raises(DeviceLost):
        reader.run(lambda: False)


def received(inbox: "queue.SimpleQueue[Message]") -> str:
    message = inbox.get(timeout=60)
    assert isinstance(message, ScanRead), message
    return message.text
