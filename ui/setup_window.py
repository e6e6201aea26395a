"""The window of the first-run page: the till's own, with nothing behind the page. GUI thread.

A new language needs a new window, for keys and pages carry their words from the start; the answers stay.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from pos_terminal.commands import Command
from pos_terminal.setup_answers import Answers
from pos_terminal.views import RegisterView, TotalsView
from ui.app import dress
from ui.flows.first_run import FirstRun, begin
from ui.flows.kit import Kit
from ui.formatting import Numbers
from ui.main_window import MainWindow
from ui.ports import ScreenOptions, WedgePort
from ui.setup_port import SetupPort
from ui.translations.words import tr
from ui.wording import Wording


class SetupScreen:
    """Shows the questions. options: its language is the first one."""

    def __init__(
        self,
        app: QApplication,
        port: SetupPort,
        answers: Answers,
        options: ScreenOptions,
        make_wedge: Callable[[], WedgePort[Any]],
    ) -> None:
        numbers = Numbers(options.language)
        kit = Kit(numbers, Wording(numbers), options.now)
        self.setup = begin(port, kit, answers)
        self._app = app
        self._options = options
        self._make_wedge = make_wedge
        self._serial = 0
        self._number = 0
        self._translator = dress(app, options)
        self.window = self._made()

    def refresh(self) -> None:
        """Something was found: show it."""
        self._serial += 1
        answers = self.setup.answers
        self.window.show_view(
            RegisterView(
                self._serial,
                "sale",
                answers.currency,
                2,
                TotalsView(),
                store_name=answers.shop_name.strip() or tr("POS Terminal"),
                terminal_id=answers.terminal_id,
                can_sell=False,
            )
        )

    def choose_language(self, language: str) -> None:
        """From the next turn of the loop on; the key that asked for it is still being handled."""
        QTimer.singleShot(0, lambda: self._speak(language))

    def close(self) -> None:
        """Take the window and its language away."""
        self.window.close()
        self.window.deleteLater()
        self._forget_language()

    def _speak(self, language: str) -> None:
        old = self.window
        self._forget_language()
        self._options = replace(self._options, language=language)
        self._translator = dress(self._app, self._options)
        self.window = self._made()
        self.setup.propose_rates()
        self.refresh()
        self.window.setGeometry(old.geometry())
        self.window.setWindowState(old.windowState())
        self.window.show()
        self.window.raise_window()
        old.close()
        old.deleteLater()

    def _forget_language(self) -> None:
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None

    def _made(self) -> MainWindow:
        self._number += 1
        number = self._number
        options = replace(self._options, on_quit=lambda: self._closed(number))
        return MainWindow(_no_core, options, None, self._make_wedge(), FirstRun(self.setup))

    def _closed(self, number: int) -> None:
        """Closing the window of a former language ends nothing."""
        if number == self._number:
            self._options.on_quit()


def _no_core(command: Command) -> None:
    """There is no till yet that could be asked for anything."""
