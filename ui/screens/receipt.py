"""The last receipt as it looks on paper. GUI thread."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from pos_terminal.views import ReceiptView
from ui.theme.look import Look
from ui.translations.words import tr
from ui.widgets.canvas import Pen
from ui.widgets.page import PageFrame

STEP = 48


class ReceiptPage(PageFrame):
    """The picture, at the width of its paper; up and down move it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, tr("Last receipt"), parent)
        self._shown: ReceiptView | None = None
        self._picture = QPixmap()
        self._steps = 0

    def show_receipt(self, receipt: ReceiptView | None, steps: int) -> None:
        """steps: how far down to look."""
        if receipt is not self._shown and receipt is not None:
            self._picture = QPixmap()
            self._picture.loadFromData(receipt.png)
            self._shown = receipt
            self.set_title(f"{tr('Receipt')} {receipt.receipt_no}")
            self.update()
        if steps != self._steps:
            self._steps = steps
            self.update()

    def draw(self, pen: Pen, area: QRect) -> None:
        """Paint the paper."""
        super().draw(pen, area)
        body = self.body()
        pen.fill(body, "panel_alt")
        if self._picture.isNull():
            return
        width = min(body.width(), self._picture.width() * self.look.scale_milli // 1000)
        height = self._picture.height() * width // self._picture.width()
        shift = min(self._steps * self.look.px(STEP), max(0, height - body.height()))
        place = QRect(body.x() + (body.width() - width) // 2, body.y() - shift, width, height)
        pen.painter.setClipRect(body, Qt.ClipOperation.ReplaceClip)
        pen.painter.drawPixmap(place, self._picture)
