"""The one table of keys: which key does what, where, and in which words the help shows it. GUI thread.

Function keys, `*`, `+`, `-`, `Delete`, `Esc` and Enter are fixed by the contract; the others were free.
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt

from ui.translations.words import key_name


class Where(StrEnum):
    """What the cashier has before them."""

    SALE = "sale"
    TENDER = "tender"
    PAGE = "page"


class Action(StrEnum):
    """Everything that a key, or a tap in its place, can do."""

    CHAR = "char"
    BACKSPACE = "backspace"
    ENTER = "enter"
    ESCAPE = "escape"
    QUANTITY = "quantity"
    PLUS = "plus"
    MINUS = "minus"
    VOID_LINE = "void_line"
    VOID_SALE = "void_sale"
    UP = "up"
    DOWN = "down"
    PAGE_UP = "page_up"
    PAGE_DOWN = "page_down"
    FIRST = "first"
    LAST = "last"
    UNDO = "undo"
    REPEAT = "repeat"
    LOCK = "lock"
    PRICE_CHECK = "price_check"
    HELP = "help"
    FIND = "find"
    CUSTOMER = "customer"
    DISCOUNT = "discount"
    CHANGE_PRICE = "change_price"
    PARK = "park"
    PARK_NAMED = "park_named"
    RECALL = "recall"
    RETURN = "return"
    REPRINT = "reprint"
    SHOW_RECEIPT = "show_receipt"
    OPEN_DRAWER = "open_drawer"
    MANAGER = "manager"
    PAY = "pay"
    MORE = "more"
    HISTORY = "history"
    YES = "yes"
    NO = "no"
    CLEAR_NOTICE = "clear_notice"
    METHOD_1 = "method_1"
    METHOD_2 = "method_2"
    METHOD_3 = "method_3"
    METHOD_4 = "method_4"
    QUICK_1 = "quick_1"
    QUICK_2 = "quick_2"
    QUICK_3 = "quick_3"
    QUICK_4 = "quick_4"
    TAKE_BACK = "take_back"
    DEVICES = "devices"
    MUTE = "mute"
    LOUDER = "louder"
    QUIETER = "quieter"
    THEME = "theme"
    SHEET_KEY = "sheet_key"
    QUICK_KEYS = "quick_keys"
    DEPARTMENT = "department"
    AFTER_SALE = "after_sale"


NOT_BUILT: dict[Action, str] = {}
"""Keys that have their place already; the source text names the feature that comes later. What is built moves
to `FLOWS` in `ui/flows/catalog.py`.
"""

METHOD_ACTIONS = (Action.METHOD_1, Action.METHOD_2, Action.METHOD_3, Action.METHOD_4)
QUICK_ACTIONS = (Action.QUICK_1, Action.QUICK_2, Action.QUICK_3, Action.QUICK_4)


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One key. hint: what stands on the key; label: the source text that says what it does."""

    where: tuple[Where, ...]
    key: Qt.Key
    action: Action
    hint: str
    label: str
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier


_K = Qt.Key
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SALE = (Where.SALE,)
_TENDER = (Where.TENDER,)
_LISTS = (Where.SALE, Where.TENDER, Where.PAGE)
_ALL = _LISTS

SHORTCUTS: tuple[Shortcut, ...] = (
    Shortcut(_ALL, _K.Key_F1, Action.HELP, "⇧F1", "Help everywhere", _SHIFT),
    Shortcut((Where.SALE, Where.PAGE), _K.Key_F1, Action.HELP, "F1", "Help"),
    Shortcut(_SALE, _K.Key_F2, Action.FIND, "F2", "Find an article"),
    Shortcut(_SALE, _K.Key_F3, Action.CUSTOMER, "F3", "Customer"),
    Shortcut(_SALE, _K.Key_F3, Action.QUICK_KEYS, "⇧F3", "Quick keys, no barcode", _SHIFT),
    Shortcut(_SALE, _K.Key_F4, Action.DISCOUNT, "F4", "Discount"),
    Shortcut(_SALE, _K.Key_F4, Action.DEPARTMENT, "⇧F4", "Sell by department", _SHIFT),
    Shortcut(_SALE, _K.Key_F5, Action.CHANGE_PRICE, "F5", "Change price"),
    Shortcut(_SALE, _K.Key_F6, Action.PARK, "F6", "Park (type a name first)"),
    Shortcut(_SALE, _K.Key_F6, Action.PARK_NAMED, "⇧F6", "Park with a name", _SHIFT),
    Shortcut(_SALE, _K.Key_F7, Action.RECALL, "F7", "Recall a parked basket"),
    Shortcut(_SALE, _K.Key_F8, Action.RETURN, "F8", "Return"),
    Shortcut(_SALE, _K.Key_F8, Action.AFTER_SALE, "⇧F8", "Invoice, e-mail, payment", _SHIFT),
    Shortcut(_SALE, _K.Key_F9, Action.REPRINT, "F9", "Reprint the last receipt"),
    Shortcut(_SALE, _K.Key_F9, Action.SHOW_RECEIPT, "⇧F9", "Show the last receipt", _SHIFT),
    Shortcut(_SALE, _K.Key_F10, Action.OPEN_DRAWER, "F10", "Open drawer"),
    Shortcut(_ALL, _K.Key_F10, Action.HISTORY, "⇧F10", "What was said", _SHIFT),
    Shortcut(_SALE, _K.Key_F11, Action.MANAGER, "F11", "Manager, sign out"),
    Shortcut(_ALL, _K.Key_F11, Action.MUTE, "⇧F11", "Sound off or on", _SHIFT),
    Shortcut(_SALE, _K.Key_F12, Action.PAY, "F12", "Pay"),
    Shortcut(_ALL, _K.Key_F12, Action.DEVICES, "⇧F12", "Simulated devices", _SHIFT),
    Shortcut(_SALE, _K.Key_F2, Action.MORE, "⇧F2", "More keys", _SHIFT),
    Shortcut(_SALE, _K.Key_Asterisk, Action.QUANTITY, "5 ×", "Quantity, then the article"),
    Shortcut(_SALE, _K.Key_multiply, Action.QUANTITY, "", ""),
    Shortcut(_SALE, _K.Key_Plus, Action.PLUS, "+", "One more on this line"),
    Shortcut(_SALE, _K.Key_Minus, Action.MINUS, "−", "One less on this line"),
    Shortcut(_SALE, _K.Key_Delete, Action.VOID_LINE, "Del", "Void this line"),
    Shortcut(_SALE, _K.Key_Delete, Action.VOID_SALE, "⇧Del", "Void the whole sale", _SHIFT),
    Shortcut(_SALE, _K.Key_Slash, Action.PRICE_CHECK, "/", "Price without selling"),
    Shortcut(_SALE, _K.Key_Insert, Action.REPEAT, "Ins", "Last article once more"),
    Shortcut(_SALE, _K.Key_Z, Action.UNDO, "Ctrl Z", "Undo", _CTRL),
    Shortcut(_ALL, _K.Key_L, Action.LOCK, "Ctrl L", "Lock the till", _CTRL),
    Shortcut(_ALL, _K.Key_Return, Action.ENTER, "Enter", "Take what is typed or due"),
    Shortcut(_ALL, _K.Key_Enter, Action.ENTER, "", ""),
    Shortcut(_ALL, _K.Key_Escape, Action.ESCAPE, "Esc", "Back"),
    Shortcut(_ALL, _K.Key_Backspace, Action.BACKSPACE, "⌫", "Erase a character"),
    Shortcut(_TENDER, _K.Key_F1, Action.METHOD_1, "F1", "Cash"),
    Shortcut(_TENDER, _K.Key_F2, Action.METHOD_2, "F2", "Card"),
    Shortcut(_TENDER, _K.Key_F3, Action.METHOD_3, "F3", "Store credit"),
    Shortcut(_TENDER, _K.Key_F4, Action.METHOD_4, "F4", "Gift card"),
    Shortcut(_TENDER, _K.Key_F5, Action.QUICK_1, "F5", "Take 1st amount offered"),
    Shortcut(_TENDER, _K.Key_F6, Action.QUICK_2, "F6", "Take 2nd amount offered"),
    Shortcut(_TENDER, _K.Key_F7, Action.QUICK_3, "F7", "Take 3rd amount offered"),
    Shortcut(_TENDER, _K.Key_F8, Action.QUICK_4, "F8", "Take 4th amount offered"),
    Shortcut(_TENDER, _K.Key_Delete, Action.TAKE_BACK, "Del", "Give last payment back"),
    Shortcut(_LISTS, _K.Key_Up, Action.UP, "↑ ↓", "Mark another line"),
    Shortcut(_LISTS, _K.Key_Down, Action.DOWN, "", ""),
    Shortcut(_LISTS, _K.Key_PageUp, Action.PAGE_UP, "PgUp", "A page up or down"),
    Shortcut(_LISTS, _K.Key_PageDown, Action.PAGE_DOWN, "", ""),
    Shortcut(_LISTS, _K.Key_Home, Action.FIRST, "Home", "First, End: newest"),
    Shortcut(_LISTS, _K.Key_End, Action.LAST, "", ""),
)

_TABLE = {(where, item.key, item.modifiers): item.action for item in SHORTCUTS for where in item.where}

# With NumLock off the keypad types cursor keys; on a till it types digits, whatever NumLock says.
KEYPAD_DIGITS: dict[Qt.Key, str] = {
    _K.Key_Insert: "0",
    _K.Key_End: "1",
    _K.Key_Down: "2",
    _K.Key_PageDown: "3",
    _K.Key_Left: "4",
    _K.Key_Clear: "5",
    _K.Key_Right: "6",
    _K.Key_Home: "7",
    _K.Key_Up: "8",
    _K.Key_PageUp: "9",
    _K.Key_Delete: ".",
}

REPEATING = frozenset(
    {Action.CHAR, Action.BACKSPACE, Action.UP, Action.DOWN, Action.PAGE_UP, Action.PAGE_DOWN}
)
"""What a key held down goes on doing; everything else happens once a press."""


SHEET_KEYS: dict[str, Qt.Key] = {
    **{f"F{number}": Qt.Key(_K.Key_F1.value + number - 1) for number in range(2, 13)},
    "Del": _K.Key_Delete,
    "Ins": _K.Key_Insert,
    "+": _K.Key_Plus,
    "-": _K.Key_Minus,
    "*": _K.Key_Asterisk,
}
"""What a sheet may bind to its own keys, by what stands on them. F1 stays the help."""

_FACES = {"-": "−", "*": "×"}

SHEET_SIGNS: dict[Action, str] = {Action.PLUS: "+", Action.MINUS: "-", Action.QUANTITY: "*"}
"""The number pad's keys that a sheet may bind."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a key means here; text: the character of a CHAR, the sheet's own action of a SHEET_KEY."""

    action: Action
    text: str = ""


def meaning(where: Where, key: int, modifiers: Qt.KeyboardModifier, text: str) -> Pressed | None:
    """What a key press means; None where it means nothing."""
    known = _key_of(key)
    plain = modifiers & ~Qt.KeyboardModifier.KeypadModifier
    if modifiers & Qt.KeyboardModifier.KeypadModifier and known in KEYPAD_DIGITS and not plain:
        return Pressed(Action.CHAR, KEYPAD_DIGITS[known])
    if known is not None:
        found = _TABLE.get((where, known, plain))
        # On many layouts `*`, `+` and `/` need Shift: a printed character is looked up without it.
        if found is None and text and plain == _SHIFT:
            found = _TABLE.get((where, known, Qt.KeyboardModifier.NoModifier))
        if found is not None:
            return Pressed(found)
    if len(text) == 1 and text.isprintable() and not plain & (_CTRL | Qt.KeyboardModifier.AltModifier):
        return Pressed(Action.CHAR, text)
    return None


def hint_of(action: Action, where: Where = Where.SALE) -> str:
    """What stands on the key of an action."""
    for item in SHORTCUTS:
        if item.action is action and where in item.where and item.hint:
            plain = item.modifiers == Qt.KeyboardModifier.NoModifier
            if plain or not any(
                other.action is action and other.modifiers == Qt.KeyboardModifier.NoModifier
                for other in SHORTCUTS
            ):
                return item.hint
    return ""


def face_of(key: str) -> str:
    """What stands on a sheet's own key, in the language in use."""
    return key_name(_FACES.get(key, key))


def _key_of(key: int) -> Qt.Key | None:
    try:
        return Qt.Key(key)
    except ValueError:
        return None
