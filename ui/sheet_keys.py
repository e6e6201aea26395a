"""Keys of an open sheet. GUI thread; knows no widget."""

from PySide6.QtCore import Qt

from ui.flows.sheet import Sheet
from ui.interaction import Interaction, Page
from ui.keymap import KEYPAD_DIGITS, SHEET_KEYS, SHEET_SIGNS, Action, Pressed

_ROWS = {Action.UP: -1, Action.DOWN: 1}
_PAGES = {Action.PAGE_UP: -1, Action.PAGE_DOWN: 1}
_ENDS = {Action.FIRST: -1_000_000, Action.LAST: 1_000_000}
_OVER = {Action.HELP: Page.HELP, Action.HISTORY: Page.HISTORY}
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class SheetKeys:
    """What each key does on a sheet; the flows decide what it means."""

    def __init__(self, till: Interaction) -> None:
        self._till = till

    def press(self, action: Action, text: str = "") -> bool:
        """One key; answers whether it belongs to the sheet. No other does while the sheet covers all."""
        till, host = self._till, self._till.sheets
        if action in _OVER:
            if not host.covers or action is Action.HELP:
                till.open_page(_OVER[action])
            return True
        known = self._press_sheet(action, text)
        self._follow()
        return known or host.covers

    def bound(self, key: int, modifiers: Qt.KeyboardModifier) -> Pressed | None:
        """What the sheet itself has bound to a key of the keyboard."""
        if modifiers & _KEYPAD and any(key == known for known in KEYPAD_DIGITS):
            return None
        for shown in self._sheet().keys:
            wanted = SHEET_KEYS.get(shown.key)
            # A printed character may need Shift on this keyboard.
            free = _KEYPAD | _SHIFT if len(shown.key) == 1 else _KEYPAD
            if wanted is not None and wanted == key and not modifiers & ~free:
                return Pressed(Action.SHEET_KEY, shown.action)
        return None

    def signs(self) -> frozenset[Action]:
        """The number pad's signs that do something here."""
        keys = {shown.key for shown in self._sheet().keys if shown.enabled}
        return frozenset(action for action, key in SHEET_SIGNS.items() if key in keys)

    def choose(self, row: int) -> None:
        """A tap on a row."""
        self._till.sheets.choose(row)
        self._follow()

    def set_text(self, text: str) -> None:
        """The text field was edited."""
        self._till.sheets.set_text(text)
        self._follow()

    def leave(self) -> bool:
        """Go back to the sale for one of its keys; answers whether that may be."""
        if not self._till.sheets.leave():
            return False
        self._till.open_page(Page.NONE)
        return True

    def _press_sheet(self, action: Action, text: str) -> bool:
        host = self._till.sheets
        if action is Action.SHEET_KEY:
            host.key(text)
        elif action in SHEET_SIGNS:
            name = next(
                (shown.action for shown in self._sheet().keys if shown.key == SHEET_SIGNS[action]), ""
            )
            host.key(name)
        elif action is Action.CHAR:
            host.type(text)
        elif action is Action.BACKSPACE:
            host.set_text(host.shown.text[:-1] if host.shown is not None else "")
        elif action is Action.ENTER:
            host.enter()
        elif action is Action.ESCAPE:
            host.back()
        elif action in _PAGES:
            host.move(0, pages=_PAGES[action])
        elif action in _ROWS or action in _ENDS:
            host.move({**_ROWS, **_ENDS}[action])
        else:
            return False
        return True

    def _sheet(self) -> Sheet:
        shown = self._till.sheets.shown
        return shown.sheet if shown is not None and self._till.hands.page is Page.SHEET else Sheet("")

    def _follow(self) -> None:
        """The page goes with the last of the flows."""
        if self._till.hands.page is Page.SHEET and self._till.sheets.shown is None:
            self._till.open_page(Page.NONE)
