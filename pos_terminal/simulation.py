"""The simulated devices as the screen's side panel sees them.

Its buttons put bytes on the simulated devices' transports; its paper is what the simulated printer made of
the bytes.
GUI thread.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from drivers.simulated import picture
from drivers.simulated.devices import SimulatedDevices
from ui.ports import DemoArticle, DeviceState


class DevicePanelPort:
    """Fulfils `ui.ports.DevicePort`. font: a TrueType face with characters of one width, for the paper."""

    def __init__(
        self,
        devices: SimulatedDevices,
        articles: Sequence[DemoArticle],
        font: Path,
        *,
        has_display: bool = False,
    ) -> None:
        self._devices = devices
        self._articles = tuple(articles)
        self._font = str(font)
        self._has_display = has_display
        self._card_answered = "idle"

    def articles(self) -> Sequence[DemoArticle]:
        """What the panel offers for scanning."""
        return self._articles

    def scan(self, code_text: str) -> None:
        """Put a code's bytes on the scanner's transport."""
        self._devices.scanner.scan(code_text)

    def state(self) -> DeviceState:
        """How the devices are now."""
        seen, cards = self._devices.printer.snapshot(), self._devices.card_terminal
        return DeviceState(
            paper_serial=seen.version,
            paper_out=seen.faults.paper == "out",
            cover_open=seen.faults.cover_open,
            drawer_open=self._devices.drawer.snapshot().is_open,
            weight_milli=self._devices.scale.weight()[0],
            card="waiting" if cards.shown() is not None else self._card_answered,
            card_away=cards.fault() != "",
            display=self._devices.display.rows() if self._has_display else (),
        )

    def paper_png(self) -> bytes:
        """The newest paper as a picture (PNG); empty before anything was printed."""
        slips = self._devices.printer.snapshot().slips
        return picture.png(slips[-1], self._font) if slips else b""

    def paper_text(self) -> str:
        """The same as text."""
        slips = self._devices.printer.snapshot().slips
        return slips[-1].text() if slips else ""

    def set_paper_out(self, out: bool) -> None:
        """Take the paper out or put it in."""
        machine = self._devices.printer
        machine.set_faults(replace(machine.faults(), paper="out" if out else "ok"))

    def set_cover_open(self, is_open: bool) -> None:
        """Open or close the printer's cover."""
        machine = self._devices.printer
        machine.set_faults(replace(machine.faults(), cover_open=is_open))

    def close_drawer(self) -> None:
        """Push the drawer shut."""
        self._devices.drawer.close()

    def answer_card(self, approve: bool) -> None:
        """The customer's card at the terminal is good, or is not."""
        terminal = self._devices.card_terminal
        ended = terminal.approve() if approve else terminal.decline()
        self._card_answered = self._card_answered if ended is None else ended.state

    def break_card(self) -> None:
        """The terminal charges, and the connection breaks before the till hears of it."""
        self.answer_card(True)
        self._devices.card_terminal.set_fault("cut")

    def set_card_silent(self, silent: bool) -> None:
        """Let the terminal answer the till nothing, or answer again; a broken connection is mended too."""
        self._devices.card_terminal.set_fault("silent" if silent else "")

    def set_weight(self, milli: int) -> None:
        """Put so many thousandths of a kilogram on the scale."""
        self._devices.scale.put(milli)
