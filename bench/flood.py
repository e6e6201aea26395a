"""Ten thousand scans at fifty a second: mixed articles, runs of one article; what is lost, doubled or misread
is counted.
"""

import itertools
import os
import random
import time
import tty
from collections import Counter
from collections.abc import Iterator, Sequence

from bench.figures import Measured
from bench.stage import MeasuredTill, Stage, till_on
from tools.control_client import View

SCANS_A_SECOND = 50
SCANS_A_SALE = 250
RUN_CHANCE = 0.15
LONGEST_RUN = 8
CATCH_UP_S = 10.0


def measure(stage: Stage) -> Iterator[Measured]:
    """One sample a scan: 0 where it came into the basket once and as it was sent, 1 where it did not."""
    count = stage.count(10_000, 500)
    sequence = list(itertools.islice(mixed(stage.codes), count))
    parts = [sequence[start : start + SCANS_A_SALE] for start in range(0, count, SCANS_A_SALE)]
    with till_on(stage, "flood") as till:
        wrong = sum(_sale(till, part) for part in parts)
    bare = bare_pty(sequence)
    yield Measured(
        "scans_lost_doubled_or_misread",
        "",
        [1.0] * wrong + [0.0] * (count - wrong),
        [1.0] * bare + [0.0] * (count - bare),
        "the same bytes through a bare pty",
    )


def mixed(codes: Sequence[str], seed: int = 1) -> Iterator[str]:
    """Articles at random, now and then a run of one."""
    chance = random.Random(seed)
    while True:
        run = chance.randint(2, LONGEST_RUN) if chance.random() < RUN_CHANCE else 1
        yield from itertools.repeat(chance.choice(codes), run)


def wrong_scans(sent: Sequence[str], view: View) -> int:
    """By how many pieces a basket differs from what was sent."""
    expected = Counter(sent)
    shown: Counter[str] = Counter()
    for line in view.lines:
        shown[line.code_text] += line.milli // 1000
    return (expected - shown).total() + (shown - expected).total()


def bare_pty(sequence: Sequence[str]) -> int:
    """How many codes a bare reader of a pty gets wrong, written without a pause."""
    master, slave = os.openpty()
    tty.setraw(slave)
    wrong = 0
    for code_text in sequence:
        os.write(master, code_text.encode() + b"\r")
        wrong += os.read(slave, 4096) != code_text.encode() + b"\r"
    os.close(master)
    os.close(slave)
    return wrong


def _sale(till: MeasuredTill, codes: Sequence[str]) -> int:
    """Send at the given pace, wait until the basket stands still, compare, pay."""
    began = time.monotonic()
    for number, code_text in enumerate(codes):
        time.sleep(max(0.0, began + number / SCANS_A_SECOND - time.monotonic()))
        till.rig.scanner.scan(code_text)
    deadline = time.monotonic() + CATCH_UP_S
    view = till.rig.control.view()
    while view.totals.item_milli < len(codes) * 1000 and time.monotonic() < deadline:
        time.sleep(0.05)
        view = till.rig.control.view()
    wrong = wrong_scans(codes, view)
    till.pay()
    return wrong
