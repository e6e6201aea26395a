"""The self-test's symbols on the real window are read back by a reader that is not ours."""

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from pos_terminal.domain.codes.self_test import SYMBOLS
from tests.ui.conftest import OpenTill
from tests.ui.walk import bring
from tools.screen_states_devices import device_states
from ui.theme.tokens import THEMES, ThemeName
from ui.widgets.symbol_field import SymbolField

STATES = {state.name: state for state in device_states()}


def photograph(window: QWidget) -> Image.Image:
    """What a scanner sees."""
    image = QImage(window.size(), QImage.Format.Format_RGB32)
    window.render(image)
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = bytes(grey.constBits())
    size = (grey.bytesPerLine(), grey.height())
    return Image.frombytes("L", size, rows).crop((0, 0, grey.width(), grey.height()))


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1366, 768), (1920, 1080)])
@pytest.mark.parametrize("theme", THEMES)
def test_every_symbol_can_be_read(open_till: OpenTill, width: int, height: int, theme: ThemeName) -> None:
    """Given each symbol on the screen, in each theme, when it is read, then it says what it should."""
    window = open_till(width, height).window
    window.use_theme(theme)
    for symbol in SYMBOLS:
        bring(window, STATES[f"self-test-{symbol.symbol_id}"])
        (field,) = [field for field in window.findChildren(SymbolField) if field.isVisible()]
        assert field.module_px() >= 2
        read = zxingcpp.read_barcodes(photograph(window))
        found = {code.bytes: code.symbology_identifier for code in read}
        assert found.get(symbol.text.encode()) in symbol.aims, symbol.name


def test_no_symbol_is_left_on_another_page(open_till: OpenTill) -> None:
    """Given the self-test, when another page is shown, then its symbol is gone."""
    window = open_till(1024, 768).window
    bring(window, STATES["self-test-ean13"])
    bring(window, STATES["devices"])
    assert not any(field.isVisible() for field in window.findChildren(SymbolField))
