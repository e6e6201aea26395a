"""The manager's menu, F11: everything of the day, the reports and the shop that is not part of a sale."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pos_terminal.views import RegisterView
from ui.flows.article import ArticleFlow
from ui.flows.kit import Start
from ui.flows.sheet import STAY, Flow, PlainFlow, Sheet, SheetRow, Step, say
from ui.translations.words import source, tr

MakeFlow = Callable[[Start], Flow]


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the menu. make: its flow; None where that is not built yet."""

    name: str
    label: str
    make: MakeFlow | None = None


MENU: tuple[Item, ...] = (
    Item("open_shift", source("Open the shift")),
    Item("close_day", source("Count the drawer, close the day")),
    Item("cash_in", source("Cash in")),
    Item("cash_out", source("Cash out")),
    Item("drop", source("Drop to the safe")),
    Item("x_report", source("X report, so far")),
    Item("z_reports", source("Z reports, closed days")),
    Item("store_report", source("Store report, all tills")),
    Item("article", source("Article: new, or a new price"), ArticleFlow),
    Item("stock", source("Stock findings")),
    Item("staff", source("Staff")),
)
"""The menu. An area that is built puts its flow's class into its row. Eleven rows have room."""


class ManagerMenu(PlainFlow):
    """One row a task; Enter opens it over the menu, and Esc there comes back."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self._items = {item.name: item for item in MENU}

    def sheet(self, view: RegisterView) -> Sheet:
        """All tasks, whatever is built."""
        return Sheet(tr("Manager"), rows=tuple(_row(item) for item in MENU))

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """What is opened from here begins with the newest view."""
        self._start = replace(self._start, view=view)
        return super().watch(old, view)

    def enter(self, text: str, row_id: str) -> Step:
        """Open the marked task."""
        item = self._items.get(row_id)
        if item is None:
            return STAY
        if item.make is None:
            return say("not_built", {"feature": tr(item.label)}, "info")
        return Step(over=item.make(self._start))


def _row(item: Item) -> SheetRow:
    return SheetRow((tr(item.label), "" if item.make is not None else tr("later")), row_id=item.name)
