"""Parked baskets to take up again. GUI thread."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.theme.look import Look
from ui.translations.words import tr
from ui.widgets.list_field import ListField, Row
from ui.widgets.page import PageFrame


class RecallPage(PageFrame):
    """One row a basket."""

    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, tr("Recall a parked basket"), parent)
        self._list = ListField(look, parent=self)
        self._list.chosen.connect(self.chosen)

    def show_parked(self, rows: Sequence[Row], marked: int) -> None:
        """Show the parked baskets."""
        self._list.show_rows(rows, marked, tr("No basket is parked."))

    def arrange(self) -> None:
        """The list fills the page."""
        self._list.setGeometry(self.body())
