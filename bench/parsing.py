"""What a code means: `barcodes.parse` beside biip alone on the same text, call by call in turn."""

import time
from collections.abc import Callable, Iterator

import biip

from bench.figures import Measured
from bench.stage import Stage
from pos_terminal.domain.barcodes import parse

_GS = "\x1d"
# As a scanner sends them, with its AIM identifier; a link as it is, for biip reads links by their beginning.
TEXTS = {
    "parse_number": ("]E09521234567899", "]E496385074", "]E00042100005264", "]I119521234567896"),
    "parse_elements": (
        "]e00109521234567899",
        "]d201095212345678991727013110LOT-7A" + _GS + "21S0042",
        "]C1010952123456789910LOT-7A" + _GS + "21S/0042" + _GS + "15270200",
        "]e0019952123456789231030008751727013110F22",
    ),
    "parse_link": (
        "https://id.gs1.org/01/09521234567899",
        "https://id.gs1.org/01/09521234567899/10/LOT-7A/21/S%2F42?17=270131",
        "https://shop.example/p/01/9521234567899?3103=000420",
    ),
}


def measure(stage: Stage) -> Iterator[Measured]:
    """Times in this process: neither touches anything outside of it."""
    for name, texts in TEXTS.items():
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(stage.count(5_000, 500)):
            for text in texts:
                ours.append(_us(parse, text))
                theirs.append(_us(biip.parse, text))
        yield Measured(name, "µs", ours, theirs, "biip alone on the same text")


def _us(call: Callable[[str], object], text: str) -> float:
    began = time.perf_counter_ns()
    call(text)
    return (time.perf_counter_ns() - began) / 1_000
