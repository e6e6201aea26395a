"""Everything the strips ever said, newest first. GUI thread."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.theme.look import Look
from ui.translations.words import tr
from ui.widgets.list_field import ListField, Row
from ui.widgets.page import PageFrame


class HistoryPage(PageFrame):
    """One row a sentence."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, tr("What was said"), parent)
        self._list = ListField(look, tall=True, marks=False, parent=self)

    def show_said(self, rows: Sequence[Row], first: int) -> None:
        """Show the sentences from one on."""
        self._list.show_rows(rows, first, tr("Nothing was said yet."))

    def arrange(self) -> None:
        """The list fills the page."""
        self._list.setGeometry(self.body())
