"""The page of the devices: live scans, the till's scanners, what is plugged in. GUI thread.

It stands as long as the view has the page: the core decides when it is open, for then nothing is sold.
"""

from collections.abc import Callable
from itertools import islice

from pos_terminal.device_commands import LeaveDevices, StartSelfTest
from pos_terminal.device_views import DeviceScanView, DevicesView
from pos_terminal.views import RegisterView
from ui.flows import device_words as words
from ui.flows.kit import Kit, Start
from ui.flows.self_test import SelfTestFlow
from ui.flows.sheet import CLOSE, STAY, Column, PlainFlow, Sheet, SheetKey, SheetRow, Step
from ui.translations.words import tr

_LEAVE = Step(commands=(LeaveDevices(),), closing="this")
_NEWEST = 3

Find = Callable[[DevicesView], tuple[SheetRow, ...]]


class DevicesFlow(PlainFlow):
    """The newest scans first, then devices, then the scans before. Enter: one of them in full."""

    def __init__(self, start: Start) -> None:
        self._kit = start.kit
        self._view = start.view

    def sheet(self, view: RegisterView) -> Sheet:
        """All of it."""
        page = view.devices or DevicesView()
        rows = [SheetRow((tr("Scans, the newest first"),), strong=True)]
        rows += [_scan(scan) for scan in page.scans[:_NEWEST]]
        if not page.scans:
            rows.append(SheetRow((tr("Scan something."),)))
        rows += _devices(page)
        if page.scans[_NEWEST:]:
            rows.append(SheetRow((tr("Scans before"),), strong=True))
            rows += [_scan(scan) for scan in islice(page.scans, _NEWEST, None)]
        can_open = any(row.row_id for row in rows)
        return Sheet(
            tr("Devices"),
            tr("What is scanned is shown here and not sold. Esc goes back to the sale."),
            (Column(weight=3), Column(weight=2), Column(weight=3), Column(align="end")),
            tuple(rows),
            keys=(
                SheetKey("open", tr("Show"), "Enter", "main", enabled=can_open),
                SheetKey("test", tr("Self-test"), "F5"),
            ),
            level="warn",
        )

    def enter(self, text: str, row_id: str) -> Step:
        """One of them in full."""
        kind, _, wanted = row_id.partition("|")
        found = self._found(kind, wanted)
        return STAY if found is None else Step(over=found)

    def key(self, action: str, text: str, row_id: str) -> Step:
        """The self-test."""
        return Step(commands=(StartSelfTest(),), over=SelfTestFlow())

    def back(self) -> Step:
        """The next scan sells again."""
        return _LEAVE

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """The next phase of the sale ends it."""
        self._view = view
        return _LEAVE if view.phase != old.phase else STAY

    def _found(self, kind: str, wanted: str) -> "OneFlow | None":
        page, kit = self._view.devices, self._kit
        if page is None:
            return None
        match kind:
            case "scan":
                scan = next((row for row in page.scans if str(row.number) == wanted), None)
                # It is kept as it is: while it is looked at twenty others may come.
                return None if scan is None else OneFlow(tr("Scan"), _fixed(scan, kit))
            case "device":
                return OneFlow(tr("Device"), _device_rows(wanted))
            case "section":
                return OneFlow(tr("Device"), _section_rows(wanted))
            case _:
                return None


class OneFlow(PlainFlow):
    """One scan or device in full."""

    def __init__(self, title: str, find: Find) -> None:
        self._title = title
        self._find = find

    def sheet(self, view: RegisterView) -> Sheet:
        """As it is now."""
        rows = self._find(view.devices) if view.devices is not None else ()
        return Sheet(
            self._title,
            "" if rows else tr("It is not plugged in any more."),
            (Column(), Column(weight=3)),
            rows,
            enters=False,
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Nothing is done here."""
        return STAY

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """It goes with the page."""
        return CLOSE if view.devices is None else STAY


def _devices(page: DevicesView) -> list[SheetRow]:
    rows = []
    if page.sections:
        rows.append(SheetRow((tr("Scanners of this till"),), strong=True))
    for section in page.sections:
        cells = (section.name, words.mode(section.kind), words.section_state(section), "")
        rows.append(SheetRow(cells, f"section|{section.name}", strong=section.state == "away"))
    rows.append(SheetRow((tr("Plugged in"),), strong=True))
    for device in page.devices:
        cells = (words.name_of(device), words.mode(device.mode), words.device_state(device), "")
        rows.append(SheetRow(cells, f"device|{_id(device)}", strong=bool(device.remedy and device.known)))
    if page.problem:
        rows.append(SheetRow((page.problem,)))
    elif not page.looked:
        rows.append(SheetRow((tr("It is being looked at."),)))
    elif not page.devices:
        rows.append(SheetRow((tr("Nothing that could be a scanner."),)))
    return rows


def _scan(scan: DeviceScanView) -> SheetRow:
    seen = words.shown(scan.raw) if scan.raw else ""
    cells = (seen, words.symbology(scan), words.brief(scan), words.total(scan))
    return SheetRow(cells, f"scan|{scan.number}", strong=bool(scan.broken))


def _id(device: object) -> str:
    return "|".join(str(getattr(device, name)) for name in ("mode", "ids", "serial", "path"))


def _fixed(scan: DeviceScanView, kit: Kit) -> Find:
    rows = words.scan_rows(scan, kit)
    return lambda page: rows


def _device_rows(wanted: str) -> Find:
    def find(page: DevicesView) -> tuple[SheetRow, ...]:
        device = next((row for row in page.devices if _id(row) == wanted), None)
        return words.device_rows(device) if device is not None else ()

    return find


def _section_rows(wanted: str) -> Find:
    def find(page: DevicesView) -> tuple[SheetRow, ...]:
        section = next((row for row in page.sections if row.name == wanted), None)
        return words.section_rows(section) if section is not None else ()

    return find
