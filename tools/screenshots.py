"""Pictures of every state of the screen, in every size, language and theme, and one sheet with all of them.

`make screenshots` writes into build/screenshots and refreshes the few that README shows in docs/screenshots;
`python tools/screenshots.py FOLDER` writes into a folder of your own. No display is needed.
"""

import argparse
import csv
import gzip
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QSize, Qt  # noqa: E402 -- the folder above has to be known first
from PySide6.QtGui import QColor, QImage, QPainter  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from drivers.simulated.devices import SimulatedDevices  # noqa: E402
from pos_terminal.simulation import DevicePanelPort  # noqa: E402
from tools.screen_states import State, now  # noqa: E402
from tools.show_state import all_states, show_state  # noqa: E402
from ui.app import create_app, dress  # noqa: E402
from ui.main_window import MainWindow  # noqa: E402
from ui.ports import DemoArticle, ScreenOptions  # noqa: E402
from ui.theme.tokens import ThemeName  # noqa: E402

ASSETS = ROOT / "pos_terminal" / "assets"
FONT = ASSETS / "fonts" / "DejaVuSansMono.ttf"
PAPER = ROOT / "tests" / "golden" / "receipts" / "three-lines-en-48.escpos.gz"
KEPT = ROOT / "docs" / "screenshots"
LANGUAGES = ("en", "de", "ar")
THEMES: tuple[ThemeName, ...] = ("light", "dark")
THUMB = QSize(256, 160)
LABEL = 18
# State, size, language and theme of those that README and docs/manager.md show.
SHOWN = (
    ("three-lines", "1366x768", "en", "light"),
    ("tender-typed", "1366x768", "en", "light"),
    ("change", "1024x768", "en", "light"),
    ("200-lines", "1024x768", "de", "dark"),
    ("question", "1920x1080", "ar", "light"),
    ("every-notice", "1024x768", "en", "light"),
    ("findings", "1024x768", "en", "light"),
)


@dataclass(frozen=True)
class Size:
    """A screen. percent: how much larger the system shows everything; devices: with the demo's side panel."""

    name: str
    width: int
    height: int
    percent: int = 100
    devices: bool = False


SIZES = (
    Size("1024x768", 1024, 768),
    Size("1366x768", 1366, 768, devices=True),
    Size("1920x1080", 1920, 1080, devices=True),
    Size("1920x1080-150", 1280, 720, 150),
)


def window_for(size: Size, language: str) -> MainWindow:
    """A till of that size, with simulated devices that have printed a receipt."""
    options = ScreenOptions(now=now, language=language, fonts_folder=ASSETS / "fonts", muted=True)
    port = None
    if size.devices:
        devices = SimulatedDevices()
        devices.printer.receive(gzip.decompress(PAPER.read_bytes()))
        devices.scale.put(1274)
        port = DevicePanelPort(devices, _articles(), FONT)
    window = MainWindow(lambda command: None, options, port)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.resize(size.width, size.height)
    window.show()
    if window.parts.devices is not None:
        window.parts.devices.look_at_devices()
    return window


def picture(window: MainWindow, state: State, size: Size) -> QImage:
    """One state as it is seen."""
    show_state(window, state)
    image = QImage(window.size() * size.percent / 100, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(size.percent / 100)
    window.render(image)
    return image


def pictures(app: QApplication) -> Iterator[tuple[str, QImage]]:
    """The whole matrix, by name."""
    for language in LANGUAGES:
        translator = dress(app, ScreenOptions(now=now, language=language, fonts_folder=ASSETS / "fonts"))
        for size in SIZES:
            window = window_for(size, language)
            for theme in THEMES:
                window.use_theme(theme)
                for state in all_states():
                    yield f"{state.name}-{size.name}-{language}-{theme}", picture(window, state, size)
            window.close()
        if translator is not None:
            app.removeTranslator(translator)


class Sheet:
    """The contact sheet: a row for each state, a column for each size, language and theme."""

    def __init__(self) -> None:
        self._names = [state.name for state in all_states()]
        columns = len(SIZES) * len(LANGUAGES) * len(THEMES)
        size = QSize(columns * THUMB.width(), len(self._names) * (THUMB.height() + LABEL))
        self._image = QImage(size, QImage.Format.Format_RGB32)
        self._image.fill(QColor("#808080"))
        self._counts = dict.fromkeys(self._names, 0)

    def add(self, name: str, image: QImage) -> None:
        """Put one picture into its cell."""
        state = max((known for known in self._names if name.startswith(f"{known}-")), key=len)
        left = self._counts[state] * THUMB.width()
        top = self._names.index(state) * (THUMB.height() + LABEL)
        self._counts[state] += 1
        small = image.scaled(
            THUMB, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        small.setDevicePixelRatio(1)
        with QPainter(self._image) as painter:
            painter.setPen(QColor("white"))
            painter.drawText(left + 4, top + LABEL - 5, name[: THUMB.width() // 6])
            painter.drawImage(left, top + LABEL, small)

    def save(self, path: Path) -> None:
        """Write it."""
        self._image.save(str(path), quality=80)


def _articles() -> list[DemoArticle]:
    with (ASSETS / "demo" / "articles.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    shown = [row for row in rows if row.get("panel")] or rows
    return [DemoArticle(row["name"], row["barcodes"].split("|")[0]) for row in shown[:8]]


def main() -> int:
    """Write them all."""
    parser = argparse.ArgumentParser(description="Pictures of every state of the screen.")
    parser.add_argument("folder", nargs="?", type=Path, help="where to (default: build/screenshots)")
    chosen: Path | None = parser.parse_args().folder
    folder = chosen or ROOT / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    app = create_app(["screenshots"])
    sheet, count = Sheet(), 0
    kept = {"-".join(parts) for parts in SHOWN} if chosen is None else set()
    for name, image in pictures(app):
        image.save(str(folder / f"{name}.png"))
        sheet.add(name, image)
        count += 1
        if name in kept:
            KEPT.mkdir(parents=True, exist_ok=True)
            image.save(str(KEPT / f"{name}.png"))
    sheet.save(folder / "contact-sheet.jpg")
    print(f"{count} pictures and contact-sheet.jpg are in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
