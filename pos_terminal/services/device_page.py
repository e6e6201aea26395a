"""The page of the devices: while it is open scans are looked into and nothing is sold. Core thread only.

What is plugged in is looked at by a worker, the symbols are drawn by it; both answer with messages.
SAFETY: it closes by itself, so that a till that was left there does not swallow scans for ever.
"""

from functools import partial

from drivers.api import DeviceChanged, ScanBroken, ScanRead
from pos_terminal import device_commands as dc
from pos_terminal.device_views import DeviceScanView
from pos_terminal.domain import barcodes
from pos_terminal.domain.codes.looking import aim_of, carried_facts, symbology, timing, visible
from pos_terminal.domain.codes.self_test import SYMBOLS, Level, judged
from pos_terminal.domain.decision import Params, Refused
from pos_terminal.errors import Bug
from pos_terminal.services import scanning, signing
from pos_terminal.services.core import Core
from pos_terminal.services.device_desk import SelfTest
from pos_terminal.services.device_messages import DevicesSeen, DrawSymbols, SymbolsDrawn, WatchDevices

MOST_SCANS = 20
LEFT_ALONE_NS = 120_000_000_000
# As good as a PIN, or as money: never shown.
SECRET = frozenset({"staff", "gift_card"})


def command(core: Core, asked: dc.DeviceCommand) -> None:
    """What was asked of the page; what belongs to an open one is nothing while it is closed."""
    desk = core.desk.devices
    match asked:
        case dc.ShowDevices():
            _show(core)
        case dc.LeaveDevices():
            desk.leave()
        case dc.StartSelfTest() if desk.shown:
            desk.test = SelfTest()
            if not desk.drawn:
                core.outbox.day.devices(DrawSymbols())
        case dc.ShowSymbol(steps=steps) if desk.test is not None:
            desk.test.shown = max(0, min(desk.test.shown + steps, len(SYMBOLS)))
        case dc.EndSelfTest():
            desk.test = None
        case _:
            return
    desk.touched_ns = core.clock.monotonic_ns()
    desk.changes += 1


def takes(core: Core, message: object) -> bool:
    """Whether a device's message is the page's alone: a scan, whole or broken, while it is open."""
    desk = core.desk.devices
    if not desk.shown or signing.must_sign_in(core) or not isinstance(message, ScanRead | ScanBroken):
        return False
    now_ns = core.clock.monotonic_ns()
    desk.count += 1
    desk.changes += 1
    # A line that hisses keeps nobody here.
    if isinstance(message, ScanRead):
        desk.touched_ns = core.desk.touched_ns = now_ns
        core.desk.light("scanner", "good", "scanner_ok", {"device": message.device}, core.now_text())
        scan = _looked_into(core, message)
        wrong = _test(core, message) == "differs"
    else:
        scan = DeviceScanView(desk.count, core.now_text(), message.device, broken=message.reason)
        wrong = True
    desk.scans = (scan, *desk.scans[: MOST_SCANS - 1])
    core.desk.sound("bad" if wrong else "good")
    return True


def device_changed(core: Core, change: DeviceChanged) -> None:
    """A scanner came or went; remembered also while the page is closed."""
    if change.kind == "scanner":
        core.desk.devices.here[change.device] = "" if change.present else change.reason
        core.desk.devices.changes += 1


def message(core: Core, said: DevicesSeen | SymbolsDrawn) -> None:
    """The worker's answers."""
    desk = core.desk.devices
    match said:
        case DevicesSeen():
            desk.seen = said
        case SymbolsDrawn(symbols=symbols):
            desk.drawn = dict(symbols)
        case _:
            raise Bug(f"Nobody handles the message {type(said).__name__}.")
    desk.changes += 1


def look(core: Core, now_ns: int) -> None:
    """Close it when nothing was scanned for long; tell the worker when nobody looks any more."""
    desk = core.desk.devices
    if desk.shown and now_ns - desk.touched_ns > LEFT_ALONE_NS:
        desk.leave()
        core.desk.notice("warn", "devices_left", {}, core.now_text())
    if desk.watched and not desk.shown:
        desk.watched = False
        core.outbox.day.devices(WatchDevices(False))


def _show(core: Core) -> None:
    desk = core.desk.devices
    desk.shown, desk.test, desk.seen = True, None, None
    if not desk.watched:
        desk.watched = True
        core.outbox.day.devices(WatchDevices(True))


def _looked_into(core: Core, scan: ScanRead) -> DeviceScanView:
    code = scanning.parsed(core, scan.text)
    means, params = _meaning(core, code)
    aim, came = aim_of(scan.text), timing(scan.pieces_ns)
    secret = isinstance(code, barcodes.Code) and code.own is not None and code.own.kind in SECRET
    return DeviceScanView(
        number=core.desk.devices.count,
        at=core.now_text(),
        device=scan.device,
        raw="" if secret else visible(scan.raw or scan.text.encode("utf-8", "replace")),
        aim=aim,
        symbology=symbology(aim),
        code=means,
        params=params,
        facts=() if secret else _facts(core, code),
        pieces=came.pieces,
        total_us=came.total_us,
        least_us=came.least_us,
        median_us=came.median_us,
        most_us=came.most_us,
        secret=secret,
    )


def _meaning(core: Core, code: scanning.Parsed) -> tuple[str, Params]:
    if isinstance(code, barcodes.Code) and code.own is not None:
        return f"own_{code.own.kind}", {}
    found = scanning.find(core, code)
    if isinstance(found, Refused):
        return found.code, found.params
    if len(found) > 1:
        return "code_ambiguous", {"code": scanning.shown(found[0].product_id)}
    return "article", {"name": found[0].name}


def _facts(core: Core, code: scanning.Parsed) -> tuple[tuple[str, str], ...]:
    if isinstance(code, barcodes.BadCode):
        return ()
    if code.own is not None:
        return (("number", code.own.text),)
    key = (("key", visible(code.keys[-1].encode())),)
    add_on = (("add_on", code.add_on),) if code.add_on else ()
    unit = (("case_of", code.unit_keys[0]),) if code.unit_keys else ()
    return (*key, *add_on, *unit, *carried_facts(code.carried, core.settings.decimals))


def _test(core: Core, scan: ScanRead) -> Level | None:
    """Judge the symbol that is shown, and go on to the next where it was read right; None without a test."""
    test = core.desk.devices.test
    if test is None or test.shown >= len(SYMBOLS):
        return None
    symbol = SYMBOLS[test.shown]
    guess = partial(core.settings.guess_layout, scan.device)
    verdict = judged(symbol, scan.text, guess)
    test.verdicts[symbol.symbol_id] = verdict
    if verdict.level != "differs":
        test.shown += 1
    return verdict.level
