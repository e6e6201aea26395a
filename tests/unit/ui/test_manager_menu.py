"""The manager's menu: every row does something or says that it comes later."""

from typing import Any

import pytest

from pos_terminal import manager_commands as mc
from pos_terminal.commands import Command
from pos_terminal.manager_views import ManagerView
from pos_terminal.views import RegisterView
from tests.unit.ui.flow_desk import FlowDesk
from tools.screen_states import three
from ui.flows import manager
from ui.flows.catalog import FLOWS
from ui.flows.kit import Start
from ui.flows.manager import MENU, Item, ManagerMenu
from ui.flows.sheet import PlainFlow, Sheet
from ui.keymap import NOT_BUILT, Action


class Report(PlainFlow):
    """A report of the newest view."""

    def __init__(self, start: Start) -> None:
        self._serial = start.view.serial

    def sheet(self, view: RegisterView) -> Sheet:
        return Sheet(f"Report of view {self._serial}")


def test_f11_opens_it() -> None:
    assert FLOWS[Action.MANAGER] is ManagerMenu


def test_no_key_is_both_built_and_said_to_come_later() -> None:
    assert not set(FLOWS) & set(NOT_BUILT)


def test_names_of_the_rows_are_unique() -> None:
    assert len({item.name for item in MENU}) == len(MENU)


def test_every_row_is_built() -> None:
    assert [item.name for item in MENU if not item.is_built] == []


def test_what_is_not_built_says_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manager, "MENU", (*MENU, Item("loyalty", "Loyalty")))
    desk = FlowDesk()
    desk.open(ManagerMenu(desk.start))
    desk.mark("loyalty")
    desk.enter()
    assert desk.said == [("not_built", {"feature": "Loyalty"})]
    assert desk.sheet.title == "Manager"


@pytest.mark.parametrize(("name", "asked"), [("stock", mc.ShowFindings()), ("staff", mc.ShowStaff())])
def test_a_page_that_needs_a_manager_is_asked_for_when_it_opens(name: str, asked: Command) -> None:
    desk = FlowDesk()
    desk.open(ManagerMenu(desk.start))
    desk.mark(name)
    desk.enter()
    assert desk.posted == [asked]
    assert desk.sheet.lead == "A manager has to agree."


def test_what_nobody_has_looked_at_is_counted_beside_its_row() -> None:
    desk = FlowDesk(three().view(manager=ManagerView(unseen=3)))
    desk.open(ManagerMenu(desk.start))
    (cells,) = [row.cells for row in desk.sheet.rows if row.row_id == "stock"]
    assert cells == ("Stock findings", "3 new")


def test_a_task_opens_over_the_menu_and_esc_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    menu: Any = (*MENU, Item("report", "Report", Report))
    monkeypatch.setattr(manager, "MENU", menu)
    desk = FlowDesk()
    desk.open(ManagerMenu(desk.start))
    desk.show(three().view(serial=7))
    desk.mark("report")
    desk.enter()
    assert desk.sheet.title == "Report of view 7"
    desk.host.back()
    assert (desk.sheet.title, desk.row_id) == ("Manager", "report")
    desk.host.back()
    assert desk.host.shown is None
