"""Signals of the operating system end the program through Qt; fonts and languages are taken up."""

import os
import signal

import pytest
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ASSETS, OpenTill
from ui.app import FIRST_FAMILY, QUIT_SIGNALS, QuitSignals, load_fonts
from ui.theme.tokens import Type


@pytest.mark.parametrize("number", QUIT_SIGNALS)
def test_a_signal_becomes_one_call_and_handlers_are_given_back(qtbot: QtBot, number: signal.Signals) -> None:
    before = signal.getsignal(number)
    told: list[str] = []
    signals = QuitSignals(lambda: told.append("quit"))
    os.kill(os.getpid(), number)
    qtbot.waitUntil(lambda: told == ["quit"])
    signals.close()
    assert signal.getsignal(number) is before


def test_fonts_are_loaded_once(qapp: QApplication) -> None:
    first = load_fonts(ASSETS / "fonts")
    assert first[0] == FIRST_FAMILY
    assert load_fonts(ASSETS / "fonts") == first
    assert load_fonts(None) == (FIRST_FAMILY,)


@pytest.mark.parametrize("char", ["Ж", "λ", "ع", "日", "ไ", "ש", "€", "⌫", "⇧", "⏎", "×", "−"])
def test_every_script_of_the_shop_has_its_glyph(open_till: OpenTill, char: str) -> None:
    layout = QTextLayout(char, open_till().window.look.font(Type.ROW)[0])
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [index for run in layout.glyphRuns() for index in run.glyphIndexes()]
    assert glyphs
    assert 0 not in glyphs
