"""The page of the devices as the screen is looked at: scans of every kind, devices, the self-test.

Used by `make screenshots` and by tests/ui; it makes no decision and touches no device.
"""

import msgspec

from pos_terminal.bootstrap_tools import drawn_symbols
from pos_terminal.device_views import (
    DeviceScanView,
    DevicesView,
    DeviceView,
    SectionView,
    SelfTestView,
    SymbolView,
)
from pos_terminal.domain.codes.looking import visible
from pos_terminal.domain.codes.self_test import SYMBOLS
from pos_terminal.views import RegisterView
from tools.screen_states import AT, LONG_NAME, State, three
from tools.screen_states_sale import FlowState, MakeFlow, day
from ui.flows.devices import DevicesFlow
from ui.flows.kit import Start
from ui.flows.self_test import SelfTestFlow
from ui.flows.sheet import Flow
from ui.keymap import Action, Pressed
from ui.words import devices as words

Row = tuple[str, RegisterView, tuple[Pressed, ...], MakeFlow | None]

REASON = "There is no /dev/ttyACM0; plug the device in."
_RAW = "]C1010400638133393110AB7-2026-11␝1727123121A1b2C3d4E5f6G7h8I9␝310300125039220012345␍␊"

SCANS = (
    DeviceScanView(
        30,
        AT,
        "counter",
        "]E09520000000011␍",
        "]E0",
        "EAN-13, UPC-A, UPC-E",
        "article",
        {"name": LONG_NAME},
        (("key", "09520000000011"),),
        15,
        14_212,
        901,
        1_004,
        1_437,
    ),
    DeviceScanView(
        29,
        AT,
        "counter",
        _RAW,
        "]C1",
        "GS1-128",
        "article",
        {"name": "Mountain cheese"},
        (
            ("key", "04006381333931"),
            ("lot", "AB7-2026-11"),
            ("serial", "A1b2C3d4E5f6G7h8I9"),
            ("expiry", "2027-12-31"),
            ("weight", "1.250 kg"),
            ("price", "123.45"),
            ("elements", "(01)04006381333931(10)AB7-2026-11(17)271231(21)A1b2C3d4E5f6G7h8I9"),
        ),
        1,
    ),
    DeviceScanView(28, AT, "counter", broken="overrun"),
    DeviceScanView(27, AT, "keyboard", "9520000000012", code="code_check_digit"),
    DeviceScanView(26, AT, "counter", "", "]C0", "Code 128", "own_staff", {}, secret=True),
    *(
        DeviceScanView(25 - place, AT, "counter", "␂]X0ABC␃", "]X0", "", code)
        for place, code in enumerate(words.SCAN_MEANINGS)
        if code != "article"
    ),
    *(DeviceScanView(99 - place, AT, "counter", broken=code) for place, code in enumerate(words.SCAN_BROKEN)),
)
DEVICES = (
    DeviceView(
        "hid_pos", "Voyager XP 1470g", "Honeywell", "0c2e:1007", "20123B45", "/dev/hidraw0", True, "counter"
    ),
    DeviceView(
        "keyboard",
        "Symbol Bar Code Scanner",
        "Symbol Technologies, Inc",
        "05e0:1200",
        "",
        "/dev/input/event7",
        True,
        remedy="udev_rule",
        lines=("[[scanners]]", 'kind = "keyboard"', 'path = "05e0:1200"'),
    ),
    DeviceView("other", "Symbol Bar Code Scanner", "", "05e0:1300", "", "", True, remedy="other_mode"),
    DeviceView(
        "com",
        "Gryphon GD4500",
        "Datalogic",
        "05f9:4204",
        "",
        "/dev/ttyACM1",
        True,
        remedy="serial_group",
        lines=("[[scanners]]", 'kind = "serial"', 'path = "usb-Datalogic_Gryphon_GD4500_C3-if00"'),
    ),
    DeviceView("com", "Opticon", "", "065a:0009", "", "", True, remedy="no_driver"),
    DeviceView("keyboard", "USB Keyboard", "Logitech", "046d:c31c", "", "/dev/input/event3", False),
)
SECTIONS = (
    SectionView("counter", "hid_pos", "", "there"),
    SectionView("second counter", "serial", "/dev/ttyACM0", "away", REASON),
    SectionView("phone", "network", "127.0.0.1:2101", "unknown"),
)
KNOWN = " ".join(
    (
        LONG_NAME,
        REASON,
        _RAW,
        *(text for scan in SCANS for text in (scan.raw, scan.symbology, scan.device, scan.aim)),
        *(value for scan in SCANS for _, value in scan.facts),
        *(f"{device.maker} {device.name} {device.serial} {device.path}" for device in DEVICES),
        *(line for device in DEVICES for line in device.lines),
        *(f"{section.name} {section.path}" for section in SECTIONS),
        *(symbol.name for symbol in SYMBOLS),
        *(visible(symbol.text.encode()) for symbol in SYMBOLS),
        "Mountain cheese de, ch_de, ch_fr Q3 E0 XW4T ms kg",
    )
)
FULL = DevicesView(True, "", DEVICES, SECTIONS, SCANS)


def _page(**changes: object) -> RegisterView:
    return day(three().view(), devices=msgspec.structs.replace(FULL, **changes))


def _test(shown: int, level: str = "", *findings: tuple[str, str]) -> RegisterView:
    drawn = dict(drawn_symbols().symbols)
    symbols = []
    for place, symbol in enumerate(SYMBOLS):
        judged = level if place == shown else "ok" if place < shown else ""
        symbols.append(
            SymbolView(
                symbol.symbol_id,
                symbol.name,
                visible(symbol.text.encode()),
                drawn[symbol.symbol_id],
                judged,
                findings if place == shown else (),
            )
        )
    return _page(test=SelfTestView(tuple(symbols), shown))


def _result(level: str, *findings: tuple[str, str]) -> RegisterView:
    symbols = tuple(
        SymbolView(symbol.symbol_id, symbol.name, symbol.text, (), level, findings) for symbol in SYMBOLS
    )
    return _page(test=SelfTestView(symbols, len(symbols)))


def _one(row_id: str) -> MakeFlow:
    def make(start: Start) -> Flow:
        over = DevicesFlow(start).enter("", row_id).over
        if over is None:
            raise ValueError(row_id)
        return over

    return make


def _self_test(start: Start) -> SelfTestFlow:
    return SelfTestFlow()


def device_states() -> list[State]:
    """All of them."""
    pages: list[Row] = [
        ("devices", _page(), (), None),
        ("devices-end", _page(), (Pressed(Action.LAST),), None),
        ("devices-first", _page(looked=False, devices=(), scans=(), sections=()), (), None),
        ("devices-none", _page(devices=(), scans=()), (), None),
        ("devices-failed", _page(devices=(), problem=REASON), (), None),
        ("device-scan", _page(), (), _one("scan|30")),
        ("device-scan-elements", _page(), (), _one("scan|29")),
        ("device-scan-broken", _page(), (), _one("scan|28")),
        *(
            (
                f"device-{place}",
                _page(),
                (),
                _one(f"device|{row.mode}|{row.ids}|{row.serial}|{row.path}"),
            )
            for place, row in enumerate(DEVICES)
        ),
        ("device-section", _page(), (), _one("section|second counter")),
    ]
    tests: list[Row] = [
        *((f"self-test-{row.symbol_id}", _test(place), (), _self_test) for place, row in enumerate(SYMBOLS)),
        *(
            (f"self-test-said-{code}", _test(3, "differs", (code, "de, ch_de, ch_fr")), (), _self_test)
            for code in words.TEST_FINDINGS
        ),
        ("self-test-two", _test(4, "differs", ("no_aim", "Q3"), ("no_gs", "")), (), _self_test),
        ("self-test-all-well", _result("ok"), (), _self_test),
        ("self-test-hints", _result("hint", ("no_aim", "E0")), (), _self_test),
        ("self-test-wrong", _result("differs", ("no_gs", "")), (), _self_test),
    ]
    return [FlowState(name, view, keys, make, KNOWN) for name, view, keys, make in (*pages, *tests)]
