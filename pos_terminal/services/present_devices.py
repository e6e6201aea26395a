"""The page of the devices as a view. Core thread only; it changes nothing."""

from pos_terminal.device_views import (
    DevicesView,
    DeviceView,
    SectionView,
    SelfTestView,
    SymbolView,
)
from pos_terminal.domain.codes.looking import visible
from pos_terminal.domain.codes.self_test import SYMBOLS
from pos_terminal.services.core import Core
from pos_terminal.services.device_desk import DeviceDesk, SelfTest
from pos_terminal.services.device_messages import DevicesSeen, SeenDevice, SeenSection


class DevicesPresenter:
    """Makes the page anew only when something of it has changed."""

    def __init__(self) -> None:
        self._changes = -1
        self._view: DevicesView | None = None

    def view(self, core: Core) -> DevicesView | None:
        """As it is now; None while it is closed."""
        desk = core.desk.devices
        if desk.changes != self._changes:
            self._changes = desk.changes
            self._view = _page(desk) if desk.shown else None
        return self._view


def _page(desk: DeviceDesk) -> DevicesView:
    seen = desk.seen or DevicesSeen()
    return DevicesView(
        looked=desk.seen is not None,
        problem=seen.problem,
        devices=tuple(_device(device) for device in seen.devices),
        sections=tuple(_section(section, desk) for section in seen.sections),
        scans=desk.scans,
        test=_test(desk.test, desk) if desk.test is not None else None,
    )


def _device(device: SeenDevice) -> DeviceView:
    return DeviceView(
        device.mode,
        device.name,
        device.maker,
        device.ids,
        device.serial,
        device.path,
        device.known,
        device.section,
        device.remedy,
        device.lines,
    )


def _section(section: SeenSection, desk: DeviceDesk) -> SectionView:
    reason = desk.here.get(section.name)
    state = "unknown" if reason is None else "away" if reason else "there"
    return SectionView(section.name, section.kind, section.path, state, reason or "")


def _test(test: SelfTest, desk: DeviceDesk) -> SelfTestView:
    rows = []
    for symbol in SYMBOLS:
        verdict = test.verdicts.get(symbol.symbol_id)
        rows.append(
            SymbolView(
                symbol.symbol_id,
                symbol.name,
                visible(symbol.text.encode()),
                desk.drawn.get(symbol.symbol_id, ()),
                verdict.level if verdict is not None else "",
                tuple((code, visible(what.encode())) for code, what in verdict.findings) if verdict else (),
            )
        )
    return SelfTestView(tuple(rows), test.shown)
