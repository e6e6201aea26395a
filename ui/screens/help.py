"""The keys of the screen that was open when help was asked for. GUI thread."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from ui.flows.sheet import ENTER, Sheet
from ui.keymap import NOT_BUILT, SHORTCUTS, Where, face_of
from ui.theme.look import Look
from ui.theme.tokens import PAD, Type
from ui.translations.words import key_name, later, source, tr
from ui.widgets.canvas import Pen, Words
from ui.widgets.page import PageFrame

KEY_WIDTH = 66
SHEET_HELP = (
    ("↑ ↓", source("Mark another row")),
    ("PgUp", source("A page up or down")),
    ("Home", source("First row, End: last")),
    ("⌫", source("Erase a character")),
    ("Esc", source("Back")),
    ("Ctrl L", source("Lock the till")),
    ("⇧F10", source("What was said")),
)
"""What every sheet answers to."""


class HelpPage(PageFrame):
    """Two columns: key, and what it does."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, tr("Keys of this screen"), parent)
        self._items: list[tuple[str, str, bool]] = []

    def show_keys(self, where: Where, sheet: Sheet | None = None) -> None:
        """Show the keys of a screen, or of the sheet that is open over it."""
        items = self._sheet_items(sheet) if sheet is not None else self._screen_items(where)
        if items != self._items:
            self._items = items
            self.update()

    def draw(self, pen: Pen, area: QRect) -> None:
        """Paint the table."""
        super().draw(pen, area)
        body, px, width = self.body(), self.look.px, self.width()
        pen.fill(body, "panel")
        pen.frame(body, "edge")
        rows = max(1, (len(self._items) + 1) // 2)
        height = min(px(48), (body.height() - px(PAD)) // rows)
        column = body.width() // 2
        for index, (key, text, built) in enumerate(self._items):
            left = body.x() + (index // rows) * column
            top = body.y() + px(4) + (index % rows) * height
            hint = QRect(left + px(PAD), top, px(KEY_WIDTH), height)
            label = QRect(hint.right() + px(PAD), top, column - px(KEY_WIDTH + 3 * PAD), height)
            pen.text(
                self.look.mirrored(hint, width),
                key,
                Words(
                    Type.SMALL_BOLD,
                    "accent" if built else "off_ink",
                    fit="shrink",
                    ltr=True,
                    smaller=(Type.KEY_NARROW,),
                ),
            )
            pen.text(
                self.look.mirrored(label, width),
                text if built else later(text),
                Words(Type.SMALL, "ink" if built else "off_ink", fit="shrink", smaller=(Type.SMALL_NARROW,)),
            )

    def _sheet_items(self, sheet: Sheet) -> list[tuple[str, str, bool]]:
        own = [(face_of(key.key), key.label, True) for key in sheet.keys if key.key]
        if not any(key.key == ENTER for key in sheet.keys):
            own.append((tr("Enter"), tr("Take what is typed or marked"), True))
        return [*own, *((key_name(hint), tr(label), True) for hint, label in SHEET_HELP)]

    def _screen_items(self, where: Where) -> list[tuple[str, str, bool]]:
        items = [
            (key_name(item.hint), tr(item.label), item.action not in NOT_BUILT)
            for item in SHORTCUTS
            if where in item.where and item.hint
        ]
        if where is Where.SALE:
            items.insert(0, (tr("Code"), tr("Code, Enter: like a scan"), True))
        return items
