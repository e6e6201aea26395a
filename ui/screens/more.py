"""The rarer keys, in one place. GUI thread."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.keymap import Action
from ui.theme.look import Look
from ui.translations.words import tr
from ui.widgets.key_grid import Cap, KeyGrid
from ui.widgets.page import PageFrame

CAPS = (
    Cap("Reprint", Action.REPRINT),
    Cap("Show receipt", Action.SHOW_RECEIPT),
    Cap("Change price", Action.CHANGE_PRICE),
    Cap("Return", Action.RETURN),
    Cap("Quick keys", Action.QUICK_KEYS),
    Cap("Department", Action.DEPARTMENT),
    Cap("After the sale", Action.AFTER_SALE),
    Cap("Customer", Action.CUSTOMER),
    Cap("Park, named", Action.PARK_NAMED),
    Cap("What was said", Action.HISTORY),
    Cap("Open drawer", Action.OPEN_DRAWER),
    Cap("Manager", Action.MANAGER),
    Cap("Louder", Action.LOUDER),
    Cap("Quieter", Action.QUIETER),
    Cap("Sound off/on", Action.MUTE),
    Cap("Light/dark", Action.THEME),
    Cap("Void sale", Action.VOID_SALE, "alarm"),
    Cap("Devices", Action.DEVICES),
)


class MorePage(PageFrame):
    """A grid of keys."""

    acted = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, tr("More keys"), parent)
        self._grid = KeyGrid(look, CAPS, 4, 5, self)
        self._grid.acted.connect(self.acted)

    def arrange(self) -> None:
        """The keys fill the page."""
        self._grid.setGeometry(self.body())
