"""The page of the devices at the till: looked into and never sold, and never left open by mistake."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.api import DeviceChanged, ScanBroken, ScanRead
from pos_terminal import commands as c
from pos_terminal import device_commands as dc
from pos_terminal.device_views import DevicesView
from pos_terminal.domain.codes.meaning import CodeRules
from pos_terminal.domain.codes.self_test import GS, SYMBOLS
from pos_terminal.domain.labels import CodePolicy
from pos_terminal.services import staff_messages as s
from pos_terminal.services.device_messages import (
    DevicesSeen,
    DrawSymbols,
    SeenDevice,
    SeenSection,
    SymbolsDrawn,
    WatchDevices,
)
from pos_terminal.services.messages import Tick
from pos_terminal.views import RegisterView
from tests.desk_harness import BREAD, MILK, CounterTill

RULES = CodeRules(own=(("990", "staff"), ("991", "customer")))
HID = SeenDevice(
    "hid_pos", "Voyager", "Honeywell", "0c2e:1007", "", "/dev/hidraw0", "0c2e:1007", True, "scanner"
)


@pytest.fixture
def till(tmp_path: Path) -> Iterator[CounterTill]:
    made = CounterTill(tmp_path, codes=CodePolicy(RULES))
    yield made
    made.journal.close()


def page(view: RegisterView) -> DevicesView:
    assert view.devices is not None
    return view.devices


def test_a_scan_is_shown_and_not_sold(till: CounterTill) -> None:
    """Given a basket and the open page, when articles are scanned, then they are shown and not added."""
    till.scan(MILK)
    before = till.core.head.seq
    till.do(dc.ShowDevices())
    times = (5_000_000_000, 5_001_000_000, 5_004_000_000)
    raw = b"]E09520000000028\r\n"
    view = till.tell(ScanRead("]E0" + BREAD.barcodes[0], "scanner", times[-1], raw, times))
    assert len(view.lines) == 1
    assert till.core.head.seq == before
    (scan,) = page(view).scans
    assert (scan.raw, scan.symbology, scan.aim) == (
        "]E09520000000028␍␊",
        "EAN-13, UPC-A, UPC-E",
        "]E0",
    )
    assert (scan.code, scan.params) == ("article", {"name": BREAD.name})
    assert dict(scan.facts)["key"] == "09520000000028"
    assert (scan.pieces, scan.total_us, scan.least_us, scan.median_us, scan.most_us) == (
        3,
        4000,
        1000,
        2000,
        3000,
    )
    assert view.cue.kind == "good"
    till.do(dc.LeaveDevices())
    assert len(till.scan(BREAD).lines) == 2
    assert till.view.devices is None


def test_what_is_wrong_is_said_in_its_own_words(till: CounterTill) -> None:
    """Given the page, when unreadable things are scanned, then each has the reason that a sale would give."""
    till.do(dc.ShowDevices())
    till.scan_text("9520000000012")
    till.scan_text("]C10109520000000028" + "17321399")
    till.scan_text("never on file")
    view = till.tell(ScanBroken("scanner", "overrun"))
    codes = [scan.code or scan.broken for scan in page(view).scans]
    assert codes == ["overrun", "code_unknown_code", "code_gs1_date", "code_check_digit"]
    assert view.cue.kind == "bad"
    assert view.notices == ()
    assert view.unknown_code == ""


def test_badges_are_not_shown_and_cards_are(till: CounterTill) -> None:
    """Given the page, when a staff badge is scanned, then its code is nowhere in the view."""
    till.do(dc.ShowDevices())
    till.scan_text("991881188")
    view = till.tell(ScanRead("990471147", "scanner", 1, b"990471147\r"))
    badge, card = page(view).scans
    assert (badge.code, badge.secret, badge.facts, badge.raw) == ("own_staff", True, (), "")
    assert (card.code, dict(card.facts)) == ("own_customer", {"number": "881188"})
    assert "471147" not in repr(view)


def test_the_newest_twenty_are_kept(till: CounterTill) -> None:
    """Given the page, when thirty scans come, then the newest twenty are shown, the newest first."""
    till.do(dc.ShowDevices())
    for _ in range(30):
        till.scan(MILK)
    assert [scan.number for scan in page(till.view).scans] == list(range(30, 10, -1))


def test_left_alone_it_closes_and_sells_again(till: CounterTill) -> None:
    """Given the open page, when nobody scans for two minutes, then it closes, says so, and scans sell."""
    till.do(dc.ShowDevices())
    till.clock.pass_ms(119_000)
    till.scan(MILK)
    till.clock.pass_ms(119_000)
    till.tell(ScanBroken("scanner", "garbage"))
    assert till.tell(Tick()).devices is not None
    till.clock.pass_ms(2_000)
    view = till.tell(Tick())
    assert view.devices is None
    assert [notice.code for notice in view.notices] == ["devices_left"]
    assert len(till.scan(MILK).lines) == 1


def test_somebody_looks_at_the_bus_only_while_it_is_open(till: CounterTill) -> None:
    """Given the page, when it is opened and closed, then the worker is told once each."""
    till.tell(DeviceChanged("scanner", "scanner", True, ""))
    till.do(dc.ShowDevices())
    till.do(dc.ShowDevices())
    assert till.tray.device_requests == [WatchDevices(True)]
    assert not page(till.view).looked
    section = SeenSection("scanner", "hid_pos", "", True)
    gone = SeenSection("second", "serial", "/dev/ttyS9", False)
    view = till.tell(DevicesSeen((HID,), (section, gone)))
    assert page(view).looked
    assert page(view).devices[0].section == "scanner"
    assert [row.state for row in page(view).sections] == ["there", "unknown"]
    reason = "There is no /dev/ttyS9; plug the device in."
    view = till.tell(DeviceChanged("second", "scanner", False, reason))
    assert [(row.state, row.reason) for row in page(view).sections] == [("there", ""), ("away", reason)]
    till.do(dc.LeaveDevices())
    till.tell(Tick())
    assert till.tray.device_requests == [WatchDevices(True), WatchDevices(False)]


def test_the_self_test_goes_on_by_itself(till: CounterTill) -> None:
    """Given the self-test, when symbols are read right, then the next is shown; a wrong one stays."""
    till.do(dc.ShowDevices(), dc.StartSelfTest())
    assert till.tray.device_requests[-1] == DrawSymbols()
    till.tell(SymbolsDrawn(tuple((row.symbol_id, ("101",)) for row in SYMBOLS)))
    till.scan_text("]E0" + SYMBOLS[0].text)
    view = till.scan_text(SYMBOLS[1].text)
    test = page(view).test
    assert test is not None
    assert test.shown == 2
    assert [row.level for row in test.symbols] == ["ok", "hint", "", "", "", ""]
    assert test.symbols[1].findings == (("no_aim", "]C0"),)
    assert test.symbols[2].text == "010400638133393110AB7␝17271231"
    view = till.scan_text("]C1" + SYMBOLS[2].text.replace(GS, ""))
    test = page(view).test
    assert test is not None
    assert (test.shown, test.symbols[2].level) == (2, "differs")
    assert test.symbols[2].findings == (("no_gs", ""),)
    assert view.cue.kind == "bad"
    for _ in range(9):
        till.do(dc.ShowSymbol())
    test = page(till.view).test
    assert test is not None
    assert test.shown == len(SYMBOLS)
    till.scan(MILK)
    till.do(dc.ShowSymbol(-1), dc.EndSelfTest())
    assert page(till.view).test is None
    assert till.view.lines == ()


def test_a_layout_is_guessed_for_the_device_that_scanned(tmp_path: Path) -> None:
    """Given who knows layouts, when a symbol comes garbled, then it is asked about that device."""
    asked: list[tuple[str, str]] = []

    def guess(device: str, drawn: str, came: str) -> str:
        asked.append((device, came))
        return "de"

    till = CounterTill(tmp_path, guess_layout=guess)
    till.do(dc.ShowDevices(), dc.StartSelfTest())
    view = till.tell(ScanRead("$))^#*!###(#!", "gun", 1))
    test = page(view).test
    assert test is not None
    assert test.symbols[0].findings == (("no_aim", "]E0"), ("layout", "de"))
    assert asked == [("gun", "$))^#*!###(#!")]
    till.journal.close()


def test_without_the_page_its_commands_do_nothing(till: CounterTill) -> None:
    """Given a closed page, when what belongs to it is asked for, then nothing opens and scans sell."""
    till.do(dc.StartSelfTest(), dc.ShowSymbol(), dc.EndSelfTest(), dc.LeaveDevices())
    assert till.view.devices is None
    assert till.tray.device_requests == []
    assert len(till.scan(MILK).lines) == 1


def test_typed_codes_sell_as_ever(till: CounterTill) -> None:
    """Given the open page, when another program types a code, then that is no scan and sells."""
    till.do(dc.ShowDevices())
    assert len(till.do(c.EnterCode(MILK.barcodes[0])).lines) == 1


def test_it_goes_with_the_cashier(till: CounterTill) -> None:
    """Given staff and the open page, when the cashier signs out, then it closes and a badge signs in."""
    till.tell(s.StaffList((s.StaffBrief("ada", "Ada", "cashier"),)))
    till.do(c.SignIn("ada", "1111"))
    request = till.tray.staff_requests[-1]
    assert isinstance(request, s.CheckPin)
    till.tell(s.PinChecked(request.request_id, "ada", "ok"))
    assert till.do(dc.ShowDevices()).devices is not None
    view = till.do(c.SignOut())
    assert (view.devices, view.must_sign_in) == (None, True)
    till.scan_text("badge of Ada")
    assert isinstance(till.tray.staff_requests[-1], s.CheckBadge)
    assert till.view.devices is None
