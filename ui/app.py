"""Starts Qt: fonts, language, look, and the signals of the operating system. GUI thread.

Python's signal handlers do not run while Qt waits, so the interpreter writes each signal's number into a pipe
that Qt watches. This module starts no event loop; bootstrap calls `app.exec()` once.
"""

import os
import signal
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTranslator
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QStyleFactory

from ui.ports import ScreenOptions
from ui.translations.words import RIGHT_TO_LEFT, translator_of

QUIT_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
# The first has tabular figures and most scripts; the others are asked in this order for what it lacks.
FIRST_FAMILY = "DejaVu Sans"
FONT_ENDINGS = (".ttf", ".otf", ".ttc")
_MONO = "Mono"
_LOADED = "till_font_families"


def create_app(argv: Sequence[str], options: ScreenOptions | None = None) -> QApplication:
    """The one QApplication, dressed for the options where they are given."""
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QApplication.setEffectEnabled(Qt.UIEffect.UI_AnimateMenu, False)
    app = QApplication(list(argv))
    app.setApplicationName("pos-terminal")
    app.setQuitOnLastWindowClosed(False)
    app.setStyle(QStyleFactory.create("Fusion"))
    if options is not None:
        dress(app, options)
    return app


def dress(app: QApplication, options: ScreenOptions) -> QTranslator | None:
    """Take up language, direction and fonts; answers the translator, for who wants to take it off again."""
    load_fonts(options.fonts_folder)
    translator = translator_of(options.language)
    if translator is not None:
        translator.setParent(app)
        app.installTranslator(translator)
    rtl = options.language in RIGHT_TO_LEFT
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    return translator


def load_fonts(folder: Path | None) -> tuple[str, ...]:
    """Make the program's own fonts known to Qt, once; answers the families to set the screen in."""
    app = QApplication.instance()
    if folder is None or not folder.is_dir() or app is None:
        return (FIRST_FAMILY,)
    loaded = app.property(_LOADED)
    if not loaded:
        files = sorted(path for path in folder.iterdir() if path.suffix in FONT_ENDINGS)
        ids = [QFontDatabase.addApplicationFont(str(path)) for path in files]
        loaded = [name for number in ids for name in QFontDatabase.applicationFontFamilies(number)]
        app.setProperty(_LOADED, loaded)
    rest = dict.fromkeys(name for name in loaded if name != FIRST_FAMILY and _MONO not in name)
    return (FIRST_FAMILY, *rest)


class QuitSignals(QObject):
    """Turns SIGTERM, SIGINT and SIGHUP into one call on the GUI thread."""

    def __init__(self, on_quit: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_quit = on_quit
        self._read_fd, self._write_fd = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._old_fd = signal.set_wakeup_fd(self._write_fd, warn_on_full_buffer=False)
        self._old = {number: signal.signal(number, _ignored) for number in _available(QUIT_SIGNALS)}
        self._notifier = QSocketNotifier(self._read_fd, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._arrived)

    def close(self) -> None:
        """Give the signals back."""
        self._notifier.setEnabled(False)
        for number, handler in self._old.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._old_fd)
        os.close(self._read_fd)
        os.close(self._write_fd)

    def _arrived(self) -> None:
        numbers = os.read(self._read_fd, 64)
        if any(number in QUIT_SIGNALS for number in numbers):
            self._on_quit()


def _available(numbers: Iterable[signal.Signals]) -> list[signal.Signals]:
    return [number for number in numbers if number in signal.valid_signals()]


def _ignored(number: int, frame: FrameType | None) -> None:
    """A Python handler has to be there, or the signal would end the process before the pipe is read."""
