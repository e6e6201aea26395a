"""The one field that takes letters: names of articles and of parked baskets. GUI thread.

Whatever it does not use itself (Enter, Esc, function keys, up and down) goes on to the window.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme.look import Look
from ui.theme.tokens import PAD, Type


class TextField(QLineEdit):
    """A line of text in the window's look."""

    def __init__(self, look: Look, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setMaxLength(80)
        self.dress()

    def dress(self) -> None:
        """Take font and colours of the look as it is now."""
        font, _ = self._look.font(Type.ROW)
        self.setFont(font)
        self.setPalette(self._look.palette())
        pad = self._look.px(PAD)
        self.setTextMargins(pad, 0, pad, 0)

    def show_text(self, text: str) -> None:
        """Set the text from outside; the cursor stays where it is if nothing differs."""
        if text != self.text():
            self.setText(text)
