"""Keys of the sale screen. GUI thread; knows no widget."""

from pos_terminal.commands import (
    CheckPrice,
    EnterCode,
    EnterWeight,
    ParkSale,
    RepeatLast,
    ReprintReceipt,
    SetNextQuantity,
    ShowReceipt,
    StartPayment,
    StepQuantity,
    Undo,
    VoidLine,
)
from ui.cart_model import index_of, waiting_line
from ui.flows.catalog import FLOWS
from ui.flows.kit import Start
from ui.formatting import parse_milli
from ui.interaction import Interaction, Page
from ui.keymap import NOT_BUILT, Action
from ui.translations.words import tr

MOST_TYPED = 60
PAGE_ROWS = 8
SHORTEST_CODE = 4
_MOVES = {
    Action.UP: -1,
    Action.DOWN: 1,
    Action.PAGE_UP: -PAGE_ROWS,
    Action.PAGE_DOWN: PAGE_ROWS,
}
_PAGES = {
    Action.HELP: Page.HELP,
    Action.FIND: Page.FIND,
    Action.RECALL: Page.RECALL,
    Action.PARK_NAMED: Page.PARK,
    Action.MORE: Page.MORE,
    Action.HISTORY: Page.HISTORY,
}


class SaleKeys:
    """What each key does while the basket is being built."""

    def __init__(self, till: Interaction) -> None:
        self._till = till

    def press(self, action: Action, text: str = "") -> None:
        """One key."""
        till, hands = self._till, self._till.hands
        if action in _PAGES:
            till.open_page(_PAGES[action])
        elif action in FLOWS:
            self._open_flow(action)
        elif action in NOT_BUILT:
            till.say("info", "not_built", {"feature": tr(NOT_BUILT[action])})
        elif action in _MOVES:
            self._move(_MOVES[action])
        elif action is Action.CHAR:
            hands.entry = (hands.entry + text)[:MOST_TYPED]
        elif action is Action.BACKSPACE:
            hands.entry = hands.entry[:-1]
        else:
            self._press_rest(action)

    def _open_flow(self, action: Action) -> None:
        """Open the sheet of a key, over the marked line and with what was typed before it."""
        till = self._till
        start = Start(till.sheets.kit, till.view, till.marked_id, self._taken())
        till.sheets.open(FLOWS[action](start))
        till.open_page(Page.SHEET)

    def _press_rest(self, action: Action) -> None:
        till = self._till
        match action:
            case Action.ENTER:
                self._enter()
            case Action.ESCAPE:
                self._escape()
            case Action.QUANTITY:
                self._quantity()
            case Action.PLUS:
                self._step(1)
            case Action.MINUS:
                self._minus()
            case Action.VOID_LINE if till.marked_id:
                till.post(VoidLine(till.marked_id))
            case Action.VOID_SALE if till.view.lines:
                till.ask("void_sale")
            case Action.FIRST | Action.LAST:
                self._jump(first=action is Action.FIRST)
            case Action.PRICE_CHECK:
                till.post(CheckPrice(self._taken()))
            case Action.PARK:
                till.post(ParkSale(self._taken()))
            case Action.SHOW_RECEIPT:
                till.hands.wants_receipt = True
                till.post(ShowReceipt())
            case _:
                self._post_plain(action)

    def _post_plain(self, action: Action) -> None:
        match action:
            case Action.UNDO:
                self._till.post(Undo())
            case Action.REPEAT:
                self._till.post(RepeatLast())
            case Action.REPRINT:
                self._till.post(ReprintReceipt())
            case Action.PAY:
                self._till.hands.entry = ""
                self._till.post(StartPayment())
            case _:
                pass

    def _taken(self) -> str:
        entry, self._till.hands.entry = self._till.hands.entry.strip(), ""
        return entry

    def _enter(self) -> None:
        """A typed code, or the weight that a line waits for: a weight has a decimal mark, a code has none.

        A few bare digits while the marked line waits were meant as its weight, but kilograms or grams?
        """
        text = self._taken()
        if not text:
            if self._till.question is not None:
                self._till.refuse_for_question()
            return
        line_id = self._waiting_line() if "." in text or "," in text else ""
        milli = parse_milli(text) if line_id else None
        if line_id and milli:
            self._till.post(EnterWeight(line_id, milli))
        elif text.isdecimal() and len(text) < SHORTEST_CODE and self._marked_waits():
            self._till.say("warn", "weight_needs_decimals")
        else:
            self._till.post(EnterCode(text))

    def _marked_waits(self) -> bool:
        return waiting_line(self._till.view.lines, self._till.marked_id) is not None

    def _waiting_line(self) -> str:
        lines = self._till.view.lines
        if self._marked_waits():
            return self._till.marked_id
        return next((line.line_id for line in reversed(lines) if "needs_weight" in line.badges), "")

    def _escape(self) -> None:
        till, hands = self._till, self._till.hands
        if hands.entry:
            hands.entry = ""
        elif till.view.price_check:
            till.post(CheckPrice())
        elif till.view.next_milli is not None:
            till.post(SetNextQuantity(None))
        elif hands.question is not None:
            till.drop_question()
        elif not till.clear_notice():
            hands.selected_id = ""

    def _quantity(self) -> None:
        text = self._taken()
        if not text:
            self._till.post(SetNextQuantity(None))
            return
        milli = parse_milli(text)
        if milli:
            self._till.post(SetNextQuantity(milli))
        else:
            self._till.say("warn", "quantity_unreadable")

    def _minus(self) -> None:
        """One less; inside a typed code it is a hyphen."""
        if self._till.hands.entry:
            self.press(Action.CHAR, "-")
        else:
            self._step(-1)

    def _step(self, steps: int) -> None:
        line_id = self._till.marked_id
        if line_id:
            self._till.post(StepQuantity(line_id, steps))

    def _move(self, rows: int) -> None:
        lines = self._till.view.lines
        if not lines:
            return
        index = index_of(lines, self._till.marked_id)
        self._select(min(max(index + rows, 0), len(lines) - 1))

    def _jump(self, *, first: bool) -> None:
        if self._till.view.lines:
            self._select(0 if first else len(self._till.view.lines) - 1)

    def _select(self, index: int) -> None:
        line_id = self._till.view.lines[index].line_id
        self._till.hands.selected_id = "" if line_id == self._till.view.newest_line_id else line_id
