"""The one page that shows whatever a flow has to say: lead, entry, rows, bars and keys. GUI thread."""

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from pos_terminal.views import Level
from ui.flows.sheet import Sheet
from ui.geometry import grid
from ui.keymap import face_of
from ui.theme.look import Look
from ui.theme.tokens import GAP, PAD, ColourRole, Type
from ui.translations.words import RIGHT_TO_LEFT
from ui.widgets.canvas import Pen, Words
from ui.widgets.entry_box import EntryBox
from ui.widgets.key_button import KeyButton
from ui.widgets.letter_keys import LetterKeys
from ui.widgets.page import PageFrame
from ui.widgets.symbol_field import SymbolField
from ui.widgets.table_field import Table, TableField
from ui.widgets.text_field import TextField
from ui.widgets.tile_field import TileField

LEAD = 60
LABEL = 26
FIELD = 48
HINT = 26
KEY = 60
LETTERS = 4 * 48 + 3 * GAP
MOST_KEYS = 8
LATIN = "en"
ONE_ROW = 5
SYMBOL_SHARE = 60
_LEADS: dict[Level, tuple[ColourRole, ColourRole, ColourRole]] = {
    "info": ("panel", "ink", "edge"),
    "good": ("accent_soft", "ink", "accent"),
    "warn": ("panel", "ink", "alarm"),
    "bad": ("alarm_soft", "ink", "alarm"),
}


class SheetPage(PageFrame):
    """Paints a sheet; says which key, row or letter was touched."""

    text_changed = Signal(str)
    letter = Signal(str)
    chosen = Signal(int)
    scrolled = Signal(int)
    acted = Signal(str)

    def __init__(self, look: Look, language: str, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent)
        self._sheet = Sheet("")
        self.field = TextField(look, "", self)
        self._box = EntryBox(look, self)
        self._table = TableField(look, self)
        self._tiles = TileField(look, self)
        self._symbol = SymbolField(look, self)
        self._letters = LetterKeys(look, language, self)
        self._latin = LetterKeys(look, LATIN, self) if language in RIGHT_TO_LEFT else self._letters
        self._keys = [KeyButton(look, "", "", "plain", self) for _ in range(MOST_KEYS)]
        for index, key in enumerate(self._keys):
            key.tapped.connect(lambda index=index: self.acted.emit(self._sheet.keys[index].action))
        self.field.textEdited.connect(self.text_changed)
        for keys in {self._letters, self._latin}:
            keys.typed.connect(self.letter)
        for listed in (self._table, self._tiles):
            listed.chosen.connect(self.chosen)
            listed.scrolled.connect(self.scrolled)

    @property
    def capacity(self) -> int:
        """So many rows have room."""
        return self._tiles.capacity if self._sheet.tiles else self._table.capacity

    def show_sheet(self, sheet: Sheet, typed: str, row: int) -> None:
        """typed: the entry's text as it is to be shown (a masked text field hides it itself)."""
        old, self._sheet = self._sheet, sheet
        self.set_title(sheet.title)
        self._show_entry(sheet, typed)
        for key, shown in zip(self._keys, sheet.keys, strict=False):
            key.set_face(shown.label, face_of(shown.key), shown.look)
            key.setEnabled(shown.enabled)
        if sheet != old:
            self._back.setVisible(not sheet.covers)
            self.arrange()
            self.update()
        if sheet.tiles:
            self._tiles.show_tiles(sheet.rows, row)
        self._table.show_table(Table(sheet.columns, sheet.rows, sheet.bars, sheet.empty), row)

    def arrange(self) -> None:
        """Lead and entry above, keys and letters below, the rows between them."""
        sheet, body, px = self._sheet, self.body(), self.look.px
        gap = px(GAP)
        _, _, entry = self._upper()
        top = entry.bottom() + 1 + (gap if entry.height() else 0)
        bottom = self._place_keys(body)
        letters = sheet.entry is not None and sheet.entry.kind == "text"
        latin = letters and sheet.entry is not None and sheet.entry.latin
        if letters:
            bottom -= px(LETTERS)
            for keys in (self._letters, self._latin):
                keys.setGeometry(0, bottom, body.width(), px(LETTERS))
            bottom -= gap
        self._letters.setVisible(letters and not latin)
        self._latin.setVisible(letters and (latin or self._latin is self._letters))
        top = self._place_symbol(QRect(0, top, body.width(), max(0, bottom - top)))
        tiled = sheet.tiles and bool(sheet.rows)
        listed = bool(sheet.rows or sheet.bars or sheet.empty) and not tiled
        for widget, visible in ((self._table, listed), (self._tiles, tiled)):
            widget.setGeometry(0, top, body.width(), max(px(FIELD), bottom - top))
            widget.setVisible(visible)

    def draw(self, pen: Pen, area: QRect) -> None:
        """Paint the lead, and the entry's label and hint."""
        super().draw(pen, area)
        sheet, px, width = self._sheet, self.look.px, self.width()
        lead, label, entry = self._upper()
        if sheet.lead:
            ground, ink, edge = _LEADS[sheet.level]
            pen.fill(lead, ground)
            pen.frame(lead, edge, 2)
            words = Words(Type.BODY_BOLD, ink, ground, smaller=(Type.BODY, Type.SMALL, Type.SMALL_NARROW))
            pen.name(lead.adjusted(px(PAD), px(2), -px(PAD), -px(2)), sheet.lead, words)
        if sheet.entry is None:
            return
        words = Words(Type.BODY_BOLD, "ink", "window", fit="shrink", smaller=(Type.SMALL, Type.SMALL_NARROW))
        inset = label.adjusted(px(PAD), 0, -px(PAD), 0)
        pen.text(self.look.mirrored(inset, width), sheet.entry.label, words)
        if sheet.entry.hint:
            hint = QRect(px(PAD), entry.bottom() + 1 - px(HINT), width - 2 * px(PAD), px(HINT))
            words = Words(Type.SMALL, "muted", "window", fit="shrink", smaller=(Type.SMALL_NARROW,))
            pen.text(self.look.mirrored(hint, width), sheet.entry.hint, words)

    def _place_symbol(self, room: QRect) -> int:
        """A barcode has most of the room; answers where the rows begin."""
        picture = self._sheet.picture
        self._symbol.setVisible(picture is not None)
        if picture is None:
            return room.y()
        self._symbol.show_symbol(picture.rows)
        height = room.height() * SYMBOL_SHARE // 100
        self._symbol.setGeometry(room.x(), room.y(), room.width(), height)
        return room.y() + height + self.look.px(GAP)

    def _upper(self) -> tuple[QRect, QRect, QRect]:
        """Lead, the entry's label, and the whole of the entry; those that are not there have no height."""
        sheet, body, px = self._sheet, self.body(), self.look.px
        lead = QRect(0, body.y(), body.width(), px(LEAD) if sheet.lead else 0)
        top = lead.y() + lead.height() + (px(GAP) if sheet.lead else 0)
        if sheet.entry is None:
            return lead, QRect(0, top, body.width(), 0), QRect(0, top, body.width(), 0)
        height = px(LABEL) + px(FIELD) + (px(HINT) if sheet.entry.hint else 0)
        return lead, QRect(0, top, body.width(), px(LABEL)), QRect(0, top, body.width(), height)

    def _show_entry(self, sheet: Sheet, typed: str) -> None:
        entry = sheet.entry
        letters = entry is not None and entry.kind == "text"
        self.field.setVisible(letters)
        self._box.setVisible(entry is not None and not letters)
        if entry is None:
            return
        if letters:
            hidden = QLineEdit.EchoMode.Password if entry.masked else QLineEdit.EchoMode.Normal
            self.field.setEchoMode(hidden)
            self.field.setAccessibleName(entry.label)
            self.field.show_text(typed)
        else:
            self._box.setAccessibleName(entry.label)
            self._box.show_text(typed)

    def _place_keys(self, body: QRect) -> int:
        """Keys at the bottom, in one row or two; answers where what is above them ends."""
        px = self.look.px
        _, label, _ = self._upper()
        field = QRect(0, label.bottom() + 1, body.width(), px(FIELD))
        self.field.dress()
        self.field.setGeometry(field)
        self._box.setGeometry(field)
        count = len(self._sheet.keys)
        for index, key in enumerate(self._keys):
            key.setVisible(index < count)
        if not count:
            return body.bottom() + 1
        columns, rows = (max(3, count), 1) if count <= ONE_ROW else (MOST_KEYS // 2, 2)
        height = px(KEY) * rows + px(GAP) * (rows - 1)
        place = QRect(0, body.bottom() + 1 - height, body.width(), height)
        for key, cell in zip(self._keys, grid(place, columns, rows, px(GAP)), strict=False):
            key.setGeometry(self.look.mirrored(cell, self.width()))
        return place.y() - px(GAP)
