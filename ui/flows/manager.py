"""The manager's menu, F11: everything of the day, the reports and the shop that is not part of a sale."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from pos_terminal.commands import Command, ShowReport, SignOut
from pos_terminal.device_commands import ShowDevices
from pos_terminal.manager_commands import ShowFindings, ShowStaff
from pos_terminal.views import RegisterView
from ui.flows.article import ArticleFlow
from ui.flows.card_by_hand import CardDisputesFlow
from ui.flows.cash import cash_drop, cash_in, cash_out
from ui.flows.choices import fill
from ui.flows.count import CountFlow
from ui.flows.findings import FindingsFlow
from ui.flows.kit import Start
from ui.flows.report import StoreDaysFlow, ZReportsFlow
from ui.flows.sheet import STAY, Flow, PlainFlow, Sheet, SheetKey, SheetRow, Step, post, say
from ui.flows.shift import OpenShiftFlow
from ui.flows.staff_list import StaffFlow
from ui.flows.waiting_papers import WaitingPapersFlow
from ui.translations.words import source, tr

MakeFlow = Callable[[Start], Flow]
Needs = Literal["", "shift", "no_shift", "card_disputes", "papers"]


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the menu. make: its flow; ask: asked at once, with a flow or without: what comes of it opens
    by itself then. Without either it is not built yet. needs: an open shift, or none. turns: without what it
    needs it is not there at all, for another stands in its place.
    """

    name: str
    label: str
    make: MakeFlow | None = None
    ask: Command | None = None
    needs: Needs = ""
    turns: bool = False

    @property
    def is_built(self) -> bool:
        """Whether it does anything."""
        return self.make is not None or self.ask is not None

    def may(self, view: RegisterView) -> bool:
        """Whether it can be done now."""
        if self.needs == "card_disputes":
            return bool(view.card_disputes)
        if self.needs == "papers":
            return bool(view.papers.rows)
        return not self.needs or (self.needs == "shift") == view.shift.is_open


MENU: tuple[Item, ...] = (
    Item("open_shift", source("Open the day"), OpenShiftFlow, needs="no_shift", turns=True),
    Item("close_day", source("Count the drawer, close the day"), CountFlow, needs="shift", turns=True),
    Item(
        "card_disputes",
        source("Card payments with two answers"),
        CardDisputesFlow,
        needs="card_disputes",
        turns=True,
    ),
    Item("papers", source("Waiting papers"), WaitingPapersFlow, needs="papers", turns=True),
    Item("cash_in", source("Cash in"), cash_in, needs="shift"),
    Item("cash_out", source("Cash out"), cash_out, needs="shift"),
    Item("drop", source("Drop to the safe"), cash_drop, needs="shift"),
    Item("x_report", source("X report, so far"), ask=ShowReport("x"), needs="shift"),
    Item("z_reports", source("Z reports, closed days"), ZReportsFlow),
    Item("store_report", source("Store report, all tills"), StoreDaysFlow),
    Item("article", source("Article: new, or a new price"), ArticleFlow),
    Item("stock", source("Stock findings"), FindingsFlow, ask=ShowFindings()),
    Item("staff", source("Staff"), StaffFlow, ask=ShowStaff()),
    Item("devices", source("Devices"), ask=ShowDevices()),
)
"""The menu. An area that is built puts its flow's class into its row. Ten rows have room above the keys."""


class ManagerMenu(PlainFlow):
    """One row a task; Enter opens it over the menu, and Esc there comes back. F11 once more signs out."""

    def __init__(self, start: Start) -> None:
        self._start = start
        self._items = {item.name: item for item in MENU}

    def sheet(self, view: RegisterView) -> Sheet:
        """All tasks, whatever is built."""
        rows = tuple(_row(item, view) for item in MENU if item.may(view) or not item.turns)
        label = tr("Sign out, hand over")
        leaving = SheetKey("sign_out", label, "F11", enabled=bool(view.cashier_id))
        return Sheet(tr("Manager"), rows=rows, keys=(leaving,))

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """What is opened from here begins with the newest view."""
        self._start = replace(self._start, view=view)
        return super().watch(old, view)

    def enter(self, text: str, row_id: str) -> Step:
        """Open the marked task."""
        item = self._items.get(row_id)
        if item is None:
            return STAY
        asked = (item.ask,) if item.ask is not None else ()
        if item.make is not None:
            return Step(commands=asked, over=item.make(self._start))
        return post(*asked) if asked else say("not_built", {"feature": tr(item.label)}, "info")

    def key(self, action: str, text: str, row_id: str) -> Step:
        """Leave the till to the next; the basket stays."""
        return Step(commands=(SignOut(),), closing="all")


def _row(item: Item, view: RegisterView) -> SheetRow:
    beside = "" if item.is_built else tr("later")
    if item.name == "papers":
        beside = str(len(view.papers.rows))
    if item.name == "stock" and view.manager.unseen:
        beside = fill(tr("{count} new"), count=str(view.manager.unseen))
    return SheetRow((tr(item.label), beside), row_id=item.name, enabled=item.may(view))
