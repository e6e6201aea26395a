"""`pos-terminal devices`: what is plugged in, live scans, tapes of them, a self-test. Main thread.

For whoever sets a device up, with no till running: a scanner has one reader at a time. Readers run on threads
of their own and only queue; everything is printed here. docs/scanners.md explains what is printed.
"""

import argparse
import contextlib
import json
import os
import queue
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO, Any

from drivers import catalog
from drivers.api import DeviceChanged, Message, ScanBroken, ScanRead
from drivers.plugged_in import PluggedIn, plugged_in
from drivers.scanners.keymaps import LAYOUTS
from drivers.scanners.layout_guess import guessed_layout
from drivers.scanners.quirks import QUIRKS
from drivers.scanners.tape import Kind, Piece, played
from drivers.scanners.tape_file import TapeUnreadable, TapeWriter, read_tape
from drivers.supervisor import Supervisor
from pos_terminal import config as c
from pos_terminal import device_words as words
from pos_terminal.bootstrap_devices import scanner_options
from pos_terminal.config_codes import policy_of
from pos_terminal.config_devices import Scanner
from pos_terminal.device_list import KINDS, look, section_of
from pos_terminal.domain.codes.meaning import CodeRules
from pos_terminal.domain.codes.self_test import BY_ID, SYMBOLS, Level, judged
from pos_terminal.domain.money import Currency
from pos_terminal.errors import BadInput, Unavailable

Say = Callable[[str], None]
Wanted = tuple[Kind, catalog.ScannerOptions]

_NETWORK = re.compile(r"tcp://([^:/]*):(\d{1,5})")
_POLL_S = 0.2
_MOST_TAPE_BYTES = 64 * 1024 * 1024
_STOP_S = 2.0


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asks for. device: see `chosen`; seconds, scans: end after so much, 0: never.

    The others take the place of what the configuration says; empty and 0 leave it.
    """

    device: str = ""
    seconds: int = 0
    scans: int = 0
    layout: str = ""
    quirk: str = ""
    baud: int = 0


def wishes_of(options: argparse.Namespace) -> Wishes:
    """From the command line. Raises BadInput."""
    if options.layout and options.layout not in LAYOUTS:
        raise BadInput(f"There is no layout {options.layout}; use one of {', '.join(LAYOUTS)}.")
    if options.quirk and options.quirk not in QUIRKS:
        raise BadInput(f"There is no quirk {options.quirk}; use one of {', '.join(QUIRKS)}.")
    return Wishes(options.device, options.seconds, options.scans, options.layout, options.quirk, options.baud)


def show(config: c.Config | None, say: Say, *, as_json: bool, root: Path = Path("/")) -> int:
    """List what is plugged in. root: of the file system, for tests."""
    seen = look(config.scanners if config is not None else (), root)
    if as_json:
        say(json.dumps(asdict(seen), ensure_ascii=False, indent=2))
    else:
        for line in words.device_lines(seen):
            say(line)
    return 0


def watch(config: c.Config | None, wishes: Wishes, say: Say, complain: Say) -> int:
    """Print scans as they come, until Ctrl+C or what was wished. 0 if a scanner could be read."""
    scanners = chosen(config, wishes, plugged_in())
    live = _Live(wishes, rules_of(config), say, complain)
    return live.run([_options(scanner, wishes) for scanner in scanners])


def record(config: c.Config | None, wishes: Wishes, file: Path, say: Say, complain: Say) -> int:
    """Watch one scanner, and write all that it sends to a tape. 0 if something was recorded whole."""
    scanners = chosen(config, wishes, plugged_in())
    if len(scanners) != 1:
        names = ", ".join(scanner.name for scanner in scanners)
        raise BadInput(
            f"A tape holds one scanner, and there are {len(scanners)} ({names}); name one of them."
        )
    (kind, options) = _options(scanners[0], wishes)
    live = _Live(wishes, rules_of(config), say, complain)
    with _new_file(file) as out:
        live.tape = TapeWriter(
            out, catalog.recipe_of(kind, options), live.began_ns, time.strftime("%FT%TZ", time.gmtime())
        )
        status = live.run([(kind, replace(options, tap=live.queue.put))])
        live.tape.end()
    said = " It is full; what came later is not on it." if live.tape.full else ""
    say(f"{live.tape.pieces} pieces are in {file}.{said}")
    return 1 if live.tape.full else status


def replay(config: c.Config | None, file: Path, say: Say, complain: Say, *, recorded_speed: bool) -> int:
    """Play a tape back and print what watching printed. 0 only if the tape is whole."""
    try:
        if file.stat().st_size > _MOST_TAPE_BYTES:
            raise BadInput(f"{file} is larger than any tape; give a file that devices record has written.")
        with file.open("rb") as lines:
            tape = read_tape(lines)
    except OSError as error:
        raise BadInput(f"{file} cannot be read ({error.strerror}); give a tape.") from error
    except TapeUnreadable as error:
        raise BadInput(str(error)) from error
    rules, summary = rules_of(config), words.Summary()
    wait = _wait_ns if recorded_speed else None
    for message in played(tape.recipe, tape.pieces, wait):
        _show(message, tape.began_ns, rules, say, summary)
    for line in summary.lines():
        say(line)
    if tape.problem:
        complain(tape.problem)
    return 1 if tape.problem else 0


def self_test(config: c.Config | None, wishes: Wishes, sheet: Path, say: Say, complain: Say) -> int:
    """Write the sheet, then ask for each symbol on it. 0 only if none was read otherwise than drawn."""
    scanners = chosen(config, wishes, plugged_in())
    if len(scanners) != 1:
        raise BadInput(f"The self-test is for one scanner, and there are {len(scanners)}; name one of them.")
    write_sheet(sheet)
    say(f"{sheet} holds {len(SYMBOLS)} symbols: print it in its own size (100 %), or show it on a screen.")
    kind, options = _options(scanners[0], wishes)
    live = _Live(wishes, rules_of(config), say, complain)
    return _SelfTest(live, options.layout if kind == "keyboard" else "").run([(kind, options)])


def write_sheet(file: Path) -> None:
    """The sheet of the self-test as PNG or PDF, by the name's ending. Raises BadInput."""
    # Imported late: nothing else here draws, and all else is to begin at once.
    from pos_terminal.bootstrap_tools import FONTS
    from receipts.fonts import Fonts
    from receipts.symbol_sheet import SheetSymbol, as_file, symbol_sheet
    from receipts.symbols import DRAWINGS

    symbols = [
        SheetSymbol(row.name, row.text.replace("\x1d", " "), DRAWINGS[row.drawing](row.text))
        for row in SYMBOLS
    ]
    lead = "Print in its own size (100 %). Scan each symbol once, in any order."
    drawn = symbol_sheet("POS Terminal: scanner self-test", lead, symbols, Fonts(FONTS))
    try:
        file.write_bytes(as_file(drawn, file.name))
    except OSError as error:
        raise BadInput(f"{file} cannot be written ({error.strerror}); choose another place.") from error


def chosen(config: c.Config | None, wishes: Wishes, found: Sequence[PluggedIn]) -> list[Scanner]:
    """The scanners that are meant: by a section's name, ids, a path or tcp://HOST:PORT; else all there are.

    Raises BadInput.
    """
    configured = config.scanners if config is not None else ()
    wanted = wishes.device
    if not wanted:
        real = [scanner for scanner in configured if scanner.kind != "simulated"]
        known = [_adopted(device, ()) for device in found if device.surely and device.path]
        if real or known:
            return list(real or known)
        raise BadInput("No scanner is configured and none is known; name one: devices list shows them.")
    for scanner in configured:
        if wanted == scanner.name:
            return [scanner]
    network = _NETWORK.fullmatch(wanted)
    if network is not None:
        return [_network(network[1], int(network[2]))]
    for device in found:
        if wanted in (device.path, device.stable, device.ids, f"{device.ids}:{device.serial}"):
            return [_adopted(device, configured)]
    if "/" in wanted and os.path.exists(wanted):
        return [Scanner(kind="serial", path=wanted)]
    raise BadInput(
        f"{wanted} is no scanner of the configuration and nothing that is plugged in; "
        "pos-terminal devices list shows what there is."
    )


def rules_of(config: c.Config | None) -> CodeRules:
    """What codes mean in this shop; without a configuration anywhere."""
    if config is None:
        return CodeRules(century_year=time.gmtime().tm_year)
    decimals = Currency.of(config.shop.currency).decimals
    return policy_of(config.codes, config.label_layouts, decimals, time.gmtime().tm_year).rules


class _Live:
    """Readers at work, and what they say printed as it comes."""

    def __init__(self, wishes: Wishes, rules: CodeRules, say: Say, complain: Say) -> None:
        self.queue: queue.SimpleQueue[Message | Piece] = queue.SimpleQueue()
        self.began_ns = time.monotonic_ns()
        self.tape: TapeWriter | None = None
        self.rules = rules
        self.say = say
        self._complain = complain
        self._wishes = wishes
        self._summary = words.Summary()
        self._was_there = False

    def run(self, scanners: Sequence[Wanted]) -> int:
        """Until Ctrl+C or what was wished; then the summary."""
        with contextlib.suppress(KeyboardInterrupt):
            for message in self.messages(scanners):
                self._take(message)
        with contextlib.suppress(queue.Empty):
            while True:  # what was read before the end belongs to it
                self._take(self.queue.get_nowait())
        for line in self._summary.lines():
            self.say(line)
        return 0 if self._was_there else 1

    def messages(self, scanners: Sequence[Wanted]) -> Iterator[Message | Piece]:
        """What comes, until it is time to end; the readers have ended then too. Raises Unavailable."""
        supervisor = Supervisor(self.queue.put)
        for kind, options in scanners:
            supervisor.watch(catalog.make_scanner(kind, options), "scanner")
        try:
            while not self._is_over():
                with contextlib.suppress(queue.Empty):
                    yield self.queue.get(timeout=_POLL_S)
        finally:
            left = supervisor.stop(_STOP_S)
        if left:
            raise Unavailable(f"The scanner {left[0]} did not let go; pull its plug.")

    def device_changed(self, change: DeviceChanged) -> None:
        """Say that one came or went."""
        self._was_there = self._was_there or change.present
        self._complain(
            f"{change.device}: it is there." if change.present else f"{change.device}: {change.reason}"
        )

    def _take(self, message: Message | Piece) -> None:
        if isinstance(message, Piece):
            if self.tape is not None:
                self.tape.take(message)
        elif isinstance(message, DeviceChanged):
            self.device_changed(message)
        else:
            _show(message, self.began_ns, self.rules, self.say, self._summary)

    def _is_over(self) -> bool:
        wishes = self._wishes
        if self.tape is not None and self.tape.full:
            return True
        if wishes.scans and self._summary.scans >= wishes.scans:
            return True
        return bool(wishes.seconds) and time.monotonic_ns() - self.began_ns > wishes.seconds * 10**9


class _SelfTest:
    """Asks for one symbol after the other; one that was read early counts too."""

    def __init__(self, live: _Live, layout: str) -> None:
        self._live = live
        self._guess = partial(guessed_layout, configured=layout)
        self._levels: dict[str, Level] = {}

    def run(self, scanners: Sequence[Wanted]) -> int:
        """Until each was read once, or Ctrl+C."""
        self._ask()
        with contextlib.suppress(KeyboardInterrupt):
            for message in self._live.messages(scanners):
                if isinstance(message, ScanRead):
                    self._judge(message.text)
                elif isinstance(message, ScanBroken):
                    self._live.say(words.broken_lines(message)[0])
                elif isinstance(message, DeviceChanged):
                    self._live.device_changed(message)
                if self._left() is None:
                    break
        differ = sum(level == "differs" for level in self._levels.values())
        missing = len(SYMBOLS) - len(self._levels)
        self._live.say(f"{len(self._levels) - differ} as drawn, {differ} differ, {missing} not read.")
        return 1 if differ or missing else 0

    def _judge(self, text: str) -> None:
        asked = self._left()
        if asked is None:
            return
        symbol = BY_ID[asked]
        verdict = judged(symbol, text, self._guess)
        if verdict.other:
            symbol = BY_ID[verdict.other]
            verdict = judged(symbol, text, self._guess)
        self._levels[symbol.symbol_id] = verdict.level
        for line in words.verdict_lines(verdict, symbol.name):
            self._live.say(line)
        self._ask()

    def _left(self) -> str | None:
        return next((row.symbol_id for row in SYMBOLS if row.symbol_id not in self._levels), None)

    def _ask(self) -> None:
        asked = self._left()
        if asked is not None:
            number = [row.symbol_id for row in SYMBOLS].index(asked) + 1
            self._live.say(f"Scan symbol {number}, {BY_ID[asked].name}.")


def _show(message: Message, began_ns: int, rules: CodeRules, say: Say, summary: words.Summary) -> None:
    if isinstance(message, ScanRead):
        summary.add(message)
        for line in words.scan_lines(message, began_ns, rules):
            say(line)
    elif isinstance(message, ScanBroken):
        summary.add(message)
        for line in words.broken_lines(message):
            say(line)


def _options(scanner: Scanner, wishes: Wishes) -> Wanted:
    changes: dict[str, Any] = {
        name: value for name in ("layout", "quirk", "baud") if (value := getattr(wishes, name))
    }
    options = scanner_options(scanner)
    if "baud" in changes:
        options = replace(options, serial=replace(options.serial, baud=changes.pop("baud")))
    return scanner.kind, replace(options, **changes)


def _adopted(device: PluggedIn, configured: Sequence[Scanner]) -> Scanner:
    """The section that means a device, else one made for it. Raises BadInput."""
    section = section_of(device, configured)
    if section is not None:
        return section
    kind = KINDS.get(device.mode)
    if kind is None or not device.path:
        raise BadInput(
            f"{device.ids} is in a mode that this program does not read; scan the barcode 'USB HID-POS' of "
            "its manual."
        )
    path = device.path if kind == "serial" else device.stable
    return Scanner(kind=kind, name=device.ids, path=path)


def _network(host: str, port: int) -> Scanner:
    return Scanner(kind="network", host=host, port=port, listen=not host)


@contextlib.contextmanager
def _new_file(file: Path) -> Iterator[IO[bytes]]:
    """SAFETY: a tape never takes the place of another file. Raises BadInput."""
    try:
        with file.open("xb") as out:
            yield out
            os.fsync(out.fileno())
    except FileExistsError as error:
        raise BadInput(f"{file} is there already; choose another name.") from error
    except OSError as error:
        raise BadInput(f"{file} cannot be written ({error.strerror}); choose another place.") from error


def _wait_ns(ns: int) -> None:
    time.sleep(ns / 1e9)
