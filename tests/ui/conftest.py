"""A till's window without a core: views go in by hand, commands are written down."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyleFactory

import pos_terminal
from pos_terminal.commands import Command
from tools.screen_states import now
from ui.app import dress
from ui.flows.automatic import Automatic, wanted
from ui.main_window import MainWindow
from ui.ports import DemoArticle, DeviceState, ScreenOptions

ASSETS = Path(pos_terminal.__file__).parent / "assets"


class Devices:
    """Simulated devices that only remember what was done to them."""

    def __init__(self) -> None:
        self.scanned: list[str] = []
        self.now = DeviceState()
        self.answers: list[bool] = []

    def articles(self) -> list[DemoArticle]:
        return [DemoArticle(f"Demo article {number}", f"952000{number}") for number in range(1, 11)]

    def scan(self, code_text: str) -> None:
        self.scanned.append(code_text)

    def state(self) -> DeviceState:
        return self.now

    def paper_png(self) -> bytes:
        return b""

    def paper_text(self) -> str:
        return ""

    def set_paper_out(self, out: bool) -> None:
        self.now = replace(self.now, paper_out=out)

    def set_cover_open(self, is_open: bool) -> None:
        self.now = replace(self.now, cover_open=is_open)

    def close_drawer(self) -> None:
        self.now = replace(self.now, drawer_open=False)

    def answer_card(self, approve: bool) -> None:
        self.answers.append(approve)

    def break_card(self) -> None:
        self.now = replace(self.now, card="approved", card_away=True)

    def set_card_silent(self, silent: bool) -> None:
        self.now = replace(self.now, card_away=silent)

    def set_weight(self, milli: int) -> None:
        self.now = replace(self.now, weight_milli=milli)


class Till:
    """One window and what it asked for."""

    def __init__(self, window: MainWindow, posted: list[Command], devices: Devices) -> None:
        self.window = window
        self.posted = posted
        self.devices = devices

    def taken(self) -> list[Command]:
        """What was asked for since the last time."""
        taken, self.posted[:] = list(self.posted), []
        return taken


OpenTill = Callable[..., Till]


@pytest.fixture
def open_till(qapp: QApplication) -> Iterator[OpenTill]:
    """Opens windows; takes them and their language away afterwards."""
    opened: list[MainWindow] = []
    translators: list[Any] = []
    qapp.setStyle(QStyleFactory.create("Fusion"))
    qapp.setQuitOnLastWindowClosed(False)

    def opening(
        width: int = 1024,
        height: int = 768,
        *,
        wedge: Any = None,
        devices: bool = False,
        automatic: Automatic = wanted,
        **options: Any,
    ) -> Till:
        given: dict[str, Any] = {"now": now, "fonts_folder": ASSETS / "fonts", **options}
        chosen = ScreenOptions(**given)
        translators.append(dress(qapp, chosen))
        posted: list[Command] = []
        port = Devices()
        window = MainWindow(posted.append, chosen, port if devices else None, wedge, automatic)
        window.resize(width, height)
        window.show()
        opened.append(window)
        return Till(window, posted, port)

    yield opening
    for window in opened:
        window.close()
        window.deleteLater()
    for translator in translators:
        if translator is not None:
            qapp.removeTranslator(translator)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
