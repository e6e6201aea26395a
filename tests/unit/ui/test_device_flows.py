"""The page of the devices and the self-test, as their flows show them."""

from pathlib import Path

import msgspec
import pytest

from pos_terminal import device_commands as dc
from pos_terminal.device_views import DeviceScanView, DevicesView, SelfTestView, SymbolView
from pos_terminal.views import RegisterView
from tests.desk_harness import MILK, CounterTill
from tests.unit.ui.flow_desk import FlowDesk
from tests.unit.ui.real_desk import RealDesk
from tools.screen_states import AT, three
from tools.screen_states_devices import DEVICES, FULL, REASON, SCANS, SECTIONS
from ui.flows.automatic import wanted
from ui.flows.manager import ManagerMenu
from ui.keymap import Action

PAGE = msgspec.structs.replace(FULL, scans=SCANS[:4])
SYMBOLS = tuple(SymbolView(name, name.upper(), f"text of {name}", ("101", "010")) for name in ("a", "b"))


def view(page: DevicesView | None = PAGE, **parts: object) -> RegisterView:
    return msgspec.structs.replace(three().view(), devices=page, **parts)


def self_test(shown: int, *symbols: SymbolView) -> RegisterView:
    return view(msgspec.structs.replace(PAGE, test=SelfTestView(symbols or SYMBOLS, shown)))


@pytest.fixture
def desk() -> FlowDesk:
    made = FlowDesk(automatic=wanted)
    made.show(view())
    return made


def sold(till: CounterTill) -> list[str]:
    return [line.name for line in till.view.lines]


def cells(desk: FlowDesk) -> list[str]:
    return [cell for row in desk.sheet.rows for cell in row.cells if cell]


def test_the_menu_asks_for_it_and_the_view_opens_it() -> None:
    """Given the manager's menu, when its row is chosen, then the page opens as soon as the core agrees."""
    desk = FlowDesk(automatic=wanted)
    desk.open(ManagerMenu(desk.start))
    desk.mark("devices")
    desk.enter()
    assert desk.posted == [dc.ShowDevices()]
    assert desk.sheet.title == "Manager"
    desk.show(view())
    assert desk.sheet.title == "Devices"
    desk.host.back()
    assert desk.posted[-1] == dc.LeaveDevices()
    desk.show(view(None))
    assert desk.sheet.title == "Manager"


def test_with_the_real_core_nothing_is_sold_while_it_is_open(tmp_path: Path) -> None:
    """Given the real core, when the page is opened, scanned at and left, then only the last scan sells."""
    till = CounterTill(tmp_path)
    desk = RealDesk(till)
    desk.begin(Action.MANAGER)
    desk.mark("devices")
    desk.enter()
    assert desk.sheet.title == "Devices"
    desk.scan_text(MILK.barcodes[0])
    assert MILK.name in cells(desk)
    desk.key("test")
    desk.scan_text(MILK.barcodes[0])
    assert "Something else came: 9520000000011" in cells(desk)
    desk.back()
    desk.back()
    desk.back()
    assert not desk.is_open
    assert sold(till) == []
    desk.scan_text(MILK.barcodes[0])
    assert sold(till) == [MILK.name]
    till.journal.close()


def test_it_says_that_nothing_is_sold_and_shows_all(desk: FlowDesk) -> None:
    """Given scans and devices, when the page is shown, then newest scans, scanners and devices are on it."""
    assert desk.sheet.lead.startswith("What is scanned is shown here and not sold.")
    shown = cells(desk)
    assert shown[:3] == ["Scans, the newest first", "]E09520000000011␍", "EAN-13, UPC-A, UPC-E · ]E0"]
    assert "Keys came too fast, some are missing" in shown
    assert "is away" in shown
    assert "read as counter" in shown
    assert shown.index("Scans before") > shown.index("Plugged in")


def test_one_in_full(desk: FlowDesk) -> None:
    """Given the page, when a scan, a device or a scanner is opened, then all that is known of it."""
    desk.mark("scan|29")
    desk.enter()
    assert desk.sheet.title == "Scan"
    shown = cells(desk)
    assert shown[shown.index("Bytes") + 1].startswith("]C10104006381333931")
    assert shown[shown.index("Use by") + 1] == "2027-12-31"
    assert shown[shown.index("Took") + 1] == "in one piece"
    desk.show(view(msgspec.structs.replace(PAGE, scans=())))
    assert desk.sheet.title == "Scan"
    desk.host.back()
    desk.mark("section|second counter")
    desk.enter()
    assert REASON in cells(desk)
    desk.host.back()
    device = DEVICES[1]
    desk.mark(f"device|{device.mode}|{device.ids}|{device.serial}|{device.path}")
    desk.enter()
    assert cells(desk)[-2:] == ['kind = "keyboard"', 'path = "05e0:1200"']
    assert "May not be read: install the udev rules, then plug it in again." in cells(desk)
    desk.show(view(msgspec.structs.replace(PAGE, devices=())))
    assert desk.sheet.lead == "It is not plugged in any more."


def test_times_are_told(desk: FlowDesk) -> None:
    """Given a scan in fifteen pieces, when it is opened, then its time and what lies between two."""
    desk.mark("scan|30")
    desk.enter()
    assert "14.2 ms in 15 pieces" in cells(desk)
    assert "0.9 ms to 1.4 ms, mostly 1.0 ms" in cells(desk)


def test_a_secret_shows_nothing(desk: FlowDesk) -> None:
    """Given a staff badge, when it is shown, then neither bytes nor number."""
    badge = DeviceScanView(31, AT, "counter", "", "]C0", "Code 128", "own_staff", secret=True)
    desk.show(view(msgspec.structs.replace(PAGE, scans=(badge,))))
    assert "A staff badge; its code is not shown" in cells(desk)


def test_the_next_phase_of_the_sale_ends_it(desk: FlowDesk) -> None:
    """Given the page, when a payment that was under way ends the sale, then the sale is seen again."""
    desk.show(view(phase="done"))
    assert desk.posted == [dc.LeaveDevices()]


def test_one_symbol_after_the_other(desk: FlowDesk) -> None:
    """Given the self-test, when keys are pressed, then it goes on, back and begins anew."""
    desk.key("test")
    assert desk.posted == [dc.StartSelfTest()]
    desk.show(self_test(0))
    assert desk.sheet.lead == "Scan this symbol: A (1 of 2)."
    assert desk.sheet.picture is not None
    assert desk.sheet.picture.rows == ("101", "010")
    assert cells(desk) == ["text of a"]
    desk.enter()
    desk.show(self_test(1))
    desk.key("before")
    desk.key("again")
    assert desk.posted[1:] == [dc.ShowSymbol(1), dc.ShowSymbol(-1), dc.StartSelfTest()]
    desk.host.back()
    assert desk.posted[-1] == dc.EndSelfTest()
    desk.show(view())
    assert desk.sheet.title == "Devices"


def test_what_differs_is_said_with_what_to_set(desk: FlowDesk) -> None:
    """Given a symbol whose GS was lost, when it is shown, then what that means and what to set."""
    wrong = msgspec.structs.replace(SYMBOLS[0], level="differs", findings=(("no_gs", ""),))
    desk.key("test")
    desk.show(self_test(0, wrong, SYMBOLS[1]))
    assert desk.sheet.level == "warn"
    assert cells(desk) == [
        "The separator GS is missing: a lot runs into what follows.",
        "In the scanner: send FNC1 as ASCII 29 (GS).",
    ]
    desk.show(self_test(2, wrong, SYMBOLS[1]))
    assert desk.sheet.lead == "1 of 2 symbols differ, 1 were not read."
    assert cells(desk)[:2] == ["A", "differs"]
    well = tuple(msgspec.structs.replace(row, level="ok") for row in SYMBOLS)
    desk.show(self_test(2, *well))
    assert (desk.sheet.lead, str(desk.sheet.level)) == ("Every symbol was read as it was drawn.", "good")


def test_the_self_test_goes_with_the_page(desk: FlowDesk) -> None:
    """Given the self-test, when the core closes the page, then nothing of it is left open."""
    desk.key("test")
    desk.show(self_test(0))
    desk.show(view(None))
    assert desk.host.shown is None


def test_what_is_configured_has_a_row(desk: FlowDesk) -> None:
    """Given the configured scanners, when listed, then each by its name."""
    ids = [row.row_id for row in desk.sheet.rows]
    assert all(f"section|{section.name}" in ids for section in SECTIONS)
