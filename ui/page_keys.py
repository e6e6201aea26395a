"""Keys of the pages that cover the cart: find, recall, park by name, help, history. GUI thread;

knows no widget.
"""

from pos_terminal.commands import AddProduct, ParkSale, RecallSale, Search
from pos_terminal.views import SearchRow
from ui.interaction import TEXT_PAGES, Interaction, Page
from ui.keymap import Action

MOST_TYPED = 80
_MOVES = {Action.UP: -1, Action.DOWN: 1, Action.PAGE_UP: -8, Action.PAGE_DOWN: 8}
_ENDS = {Action.FIRST: 0, Action.LAST: 1_000_000}


class PageKeys:
    """What each key does on a page."""

    def __init__(self, till: Interaction) -> None:
        self._till = till

    def press(self, action: Action, text: str = "") -> bool:
        """One key; answers whether it meant anything here."""
        till, hands = self._till, self._till.hands
        if action is Action.ESCAPE:
            self._close()
        elif action is Action.ENTER:
            self.choose(hands.row)
        elif action in _MOVES:
            hands.row = max(0, min(hands.row + _MOVES[action], self._row_count() - 1))
        elif action in _ENDS:
            hands.row = max(0, min(_ENDS[action], self._row_count() - 1))
        elif action is Action.CHAR and hands.page in TEXT_PAGES:
            self.set_text(hands.page_text + text)
        elif action is Action.BACKSPACE and hands.page in TEXT_PAGES:
            self.set_text(hands.page_text[:-1])
        elif action is Action.HELP:
            was_help = hands.page is Page.HELP
            self._close()
            till.open_page(Page.NONE if was_help else Page.HELP)
        else:
            return action in (Action.CHAR, Action.BACKSPACE)
        return True

    def set_text(self, text: str) -> None:
        """What stands in the page's text field."""
        hands = self._till.hands
        if text == hands.page_text:
            return
        hands.page_text, hands.row, hands.wants_first_row = text[:MOST_TYPED], 0, False
        if hands.page is Page.FIND:
            self._till.post(Search(hands.page_text))

    def choose(self, row: int) -> None:
        """Take a row, or what is typed."""
        till, hands = self._till, self._till.hands
        if hands.page is Page.FIND:
            self._choose_article(row)
        elif hands.page is Page.RECALL and 0 <= row < len(till.view.parked):
            sale_id = till.view.parked[row].sale_id
            self._close()
            till.post(RecallSale(sale_id))
        elif hands.page is Page.PARK:
            name = hands.page_text.strip()
            self._close()
            till.post(ParkSale(name))
        elif hands.page in (Page.HELP, Page.HISTORY, Page.RECEIPT):
            self._close()

    def shown(self) -> None:
        """A view has arrived: an Enter that came before its results takes the first of them now."""
        if self._till.hands.wants_first_row and self.found():
            self._choose_article(0)

    def found(self) -> tuple[SearchRow, ...]:
        """The rows that belong to what is typed now; none while they are still on their way."""
        search = self._till.view.search
        if search is None or search.text != self._till.hands.page_text:
            return ()
        return search.rows

    def _choose_article(self, row: int) -> None:
        till, rows = self._till, self.found()
        if not 0 <= row < len(rows):
            search = till.view.search
            answered = search is not None and search.text == till.hands.page_text
            till.hands.wants_first_row = bool(till.hands.page_text.strip()) and not answered
            return
        till.open_page(Page.NONE)
        till.post(AddProduct(rows[row].product_id))

    def _close(self) -> None:
        if self._till.hands.page is Page.FIND:
            self._till.post(Search(""))
        self._till.open_page(Page.NONE)

    def _row_count(self) -> int:
        hands, view = self._till.hands, self._till.view
        match hands.page:
            case Page.FIND:
                return len(self.found())
            case Page.RECALL:
                return len(view.parked)
            case Page.HISTORY:
                return len(view.history) + len(hands.said)
            case Page.RECEIPT:
                return 100
            case _:
                return 0
