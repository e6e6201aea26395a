"""Fuzzes the way from a scanner's bytes and keys to an article: `make fuzz`.

Each input goes through the framer in random pieces, or as keys through the decoder of keyboard mode, and each
scan that comes out is parsed. Failures: an exception; an article whose number the text does not spell (a
second implementation, code_oracle.py, is asked); a right symbol that does not find its article; memory that
grows; a code that takes long. Repeatable: the same seed and number of processes give the same inputs.
"""

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from drivers.api import ScanBroken, ScanRead  # noqa: E402
from drivers.scanners.framing import Framer, Framing  # noqa: E402
from drivers.scanners.key_decoder import KeyDecoder, KeySettings  # noqa: E402
from drivers.scanners.keymaps import KEY_ENTER, KEY_LEFTSHIFT, LAYOUTS  # noqa: E402
from pos_terminal.domain.barcodes import BadCode, Code, parse  # noqa: E402
from pos_terminal.domain.codes.label_presets import LABEL_PRESETS  # noqa: E402
from pos_terminal.domain.codes.meaning import CodeRules, LabelLayout  # noqa: E402
from tools import code_oracle, code_symbols  # noqa: E402

KEY_F8 = 66
MOST_GROWTH_KB = 16_384
MOST_PARSE_NS = 50_000_000
_STEP_NS = 500_000_000
_MOST_SHOWN = 20
RULES = CodeRules(
    labels=(LABEL_PRESETS["us"][0], LabelLayout("20", "PPIIIIIIWWWWC"), LABEL_PRESETS["de"][4]),
    own=(("STAFF-", "staff"), ("9999", "gift_card")),
)
_US = LAYOUTS["us"]
_KEYS = {char: (code, True) for code, char in _US.shifted.items()}
_KEYS |= {char: (code, False) for code, char in _US.plain.items()}


@dataclass(slots=True)
class Tally:
    """What a run found."""

    inputs: int = 0
    scans: int = 0
    broken: int = 0
    said: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    failed: int = 0
    grown_kb: int = 0
    slowest_ns: int = 0

    def fail(self, what: str) -> None:
        """Count a failure; the first few are kept in words."""
        self.failed += 1
        if len(self.failures) < _MOST_SHOWN:
            self.failures.append(what)

    def add(self, other: "Tally") -> None:
        """The sum of two runs; memory: the one that grew most."""
        self.inputs += other.inputs
        self.scans += other.scans
        self.broken += other.broken
        self.said += other.said
        self.failed += other.failed
        self.failures += other.failures[: _MOST_SHOWN - len(self.failures)]
        self.grown_kb = max(self.grown_kb, other.grown_kb)
        self.slowest_ns = max(self.slowest_ns, other.slowest_ns)


class Till:
    """A scanner's two ways in, and the catalogue behind."""

    def __init__(self, source: random.Random, tally: Tally) -> None:
        self._source = source
        self._tally = tally
        self.shop = code_symbols.make_shop(source)
        self._gtins = frozenset(self.shop.gtins)
        self._labels = {"0" + item: item for item in self.shop.labels}
        # Articles that are kept by prefix and digits alone; of layout 20 these would be an EAN-8.
        self._labels |= {item[:7]: item for item in self.shop.labels if item.startswith("02")}
        self._texts = frozenset(self.shop.texts)
        self._framer = Framer("serial", Framing())
        self._decoder = KeyDecoder("keyboard", KeySettings(), Framing())
        self._at_ns = 10**9

    def read(self, text: str) -> list[ScanRead | ScanBroken]:
        """Send a text as bytes in pieces, one time in eight as keys; what the drivers make of it."""
        self._at_ns += _STEP_NS
        if self._source.random() < 0.125 and all(char in _KEYS or char == "\x1d" for char in text):
            return list(self._typed(text))
        whole = text.encode("utf-8", "surrogatepass")
        if self._source.random() < 0.02:
            whole = text.encode("latin-1", "replace")
        whole += self._source.choice((b"\r", b"\r\n", b"\n", b"\t", b"\x03"))
        found: list[ScanRead | ScanBroken] = []
        at = 0
        while at < len(whole):
            size = self._source.choice((1, 7, 62, 600))
            found += self._framer.feed(whole[at : at + size], self._at_ns)
            at += size
        return found

    def _typed(self, text: str) -> Iterable[ScanRead | ScanBroken]:
        for char in text + "\r":
            code, shift = (KEY_ENTER, False) if char == "\r" else _KEYS.get(char, (KEY_F8, False))
            strokes = [(code, 1), (code, 0)]
            for key, value in [(KEY_LEFTSHIFT, 1), *strokes, (KEY_LEFTSHIFT, 0)] if shift else strokes:
                self._at_ns += 1_000
                yield from self._decoder.key(key, value, self._at_ns)

    def mash(self) -> None:
        """Any keys at all, held or not, into the decoder; then what was begun is ended."""
        for _ in range(40):
            self._at_ns += 1_000
            key, value = self._source.randrange(250), self._source.choice((0, 1, 1, 2))
            for scan in self._decoder.key(key, value, self._at_ns):
                if isinstance(scan, ScanRead):
                    self.check(scan.text)
        self._decoder.overrun(self._at_ns)
        for _ in self._typed(""):
            pass

    def check(self, text: str) -> str | None:
        """Parse a scan and judge it; the key under which it finds an article, None where it finds none."""
        began_ns = time.thread_time_ns()  # of the processor: other work on the machine does not count
        code = parse(text, rules=RULES)
        self._tally.slowest_ns = max(self._tally.slowest_ns, time.thread_time_ns() - began_ns)
        if isinstance(code, BadCode):
            self._tally.said[code.reason] += 1
            return None
        found = [key for key in code.keys if key in self._gtins or key in self._labels or key in self._texts]
        for key in found:
            if code.own is not None or not self._is_legal(text, key):
                self._tally.fail(f"wrong article: {text!r} found {key}")
        if found:
            self._check_carried(text, code)
        self._tally.said["found" if found else "own" if code.own else code.unknown_reason] += 1
        return found[0] if found else None

    def _is_legal(self, text: str, key: str) -> bool:
        if key in self._texts:
            return text.strip() == key or (
                text.strip()[3:].strip() == key and text.strip()[:3] not in code_symbols.ELEMENTS
            )
        if key in self._labels:
            item = self._labels[key]
            pattern = code_symbols.LABELS[item[:2]]
            typed = text.strip() == key or code_oracle.spells(text, key)
            return typed or code_oracle.spells_label(text, item, pattern)
        return code_oracle.spells(text, key)

    def _check_carried(self, text: str, code: Code) -> None:
        """Lot, serial and day against the second walker; a case's unit against its number."""
        if code.symbology in code_symbols.ELEMENTS and code.text[0] not in "(hH":
            walked = dict(code_oracle.walk(code.text))
            if (code.carried.lot, code.carried.serial) != (walked.get("10", ""), walked.get("21", "")):
                self._tally.fail(f"wrong lot or serial: {text!r}")
            day = code.carried.expiry.replace("-", "")[2:]
            if "17" in walked and (day[:4] != walked["17"][:4] or walked["17"][4:] not in ("00", day[4:])):
                self._tally.fail(f"wrong day: {text!r}")
        if any(unit[1:13] not in code.keys[-1] for unit in code.unit_keys):
            self._tally.fail(f"wrong unit: {text!r}")


def run(seed: int, inputs: int) -> Tally:
    """One process's share."""
    source = random.Random(seed)
    tally = Tally()
    till = Till(source, tally)
    settled_kb = 0
    for number in range(inputs):
        if number == min(50_000, inputs // 2):
            settled_kb = _resident_kb()
        _one(source, till, tally)
    tally.grown_kb = _resident_kb() - settled_kb
    if tally.slowest_ns > MOST_PARSE_NS:
        tally.fail(f"a code took {tally.slowest_ns / 1e6:.0f} ms")
    if tally.grown_kb > MOST_GROWTH_KB:
        tally.fail(f"memory grew by {tally.grown_kb} kB")
    return tally


def _one(source: random.Random, till: Till, tally: Tally) -> None:
    tally.inputs += 1
    draw = source.random()
    if draw > 0.995:
        till.mash()
    right = code_symbols.symbol(source, till.shop) if draw < 0.85 else None
    text = code_symbols.garbage(source) if right is None else right.text
    if right is not None and draw < 0.6:
        text, right = code_symbols.mutate(source, text), None
    try:
        read = till.read(text)
        scans = [scan.text for scan in read if isinstance(scan, ScanRead)]
        keys = [till.check(scan) for scan in scans]
    except Exception:  # noqa: BLE001 - any exception at all is what is looked for
        tally.fail(f"exception: {text!r}\n{traceback.format_exc()}")
        return
    tally.scans += len(scans)
    tally.broken += len(read) - len(scans)
    if right is not None and (scans != [right.text] or keys != [right.key]):
        tally.fail(f"not found: {right.text!r} is {right.key}, read {scans!r}, found {keys!r}")


def _resident_kb() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4


def summary(tally: Tally, seconds: float) -> str:
    """The line that goes into the notes."""
    said = ", ".join(f"{reason} {count:,}" for reason, count in tally.said.most_common())
    return (
        f"fuzz: {tally.inputs:,} inputs in {seconds / 60:.1f} min ({tally.inputs / seconds:,.0f} a second), "
        f"{tally.scans:,} scans, {tally.broken:,} broken ones told; {said}; memory +{tally.grown_kb} kB, "
        f"slowest {tally.slowest_ns / 1e6:.1f} ms; "
        f"{tally.failed} failures"
    )


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 when nothing failed."""
    parser = argparse.ArgumentParser(description="Fuzz framing, key decoding and the meaning of codes.")
    parser.add_argument("--inputs", type=int, default=10_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args(arguments)
    began = time.monotonic()
    shares = [options.inputs // options.processes] * options.processes
    shares[0] += options.inputs - sum(shares)
    seeds = [options.seed * 1_000 + number for number in range(options.processes)]
    total = Tally()
    with ProcessPoolExecutor(options.processes) as pool:
        for tally in pool.map(run, seeds, shares):
            total.add(tally)
    for failure in total.failures:
        print(failure)
    print(summary(total, time.monotonic() - began))
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
