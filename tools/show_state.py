"""Brings a window into one of the states of `tools/screen_states.py` and `tools/sheet_states.py`."""

from tools.screen_states import State, states
from tools.screen_states_cards import card_states
from tools.screen_states_day import day_states
from tools.screen_states_devices import device_states
from tools.screen_states_manager import manager_states
from tools.screen_states_papers import paper_states
from tools.screen_states_sale import FlowState, sale_states
from tools.sheet_states import FixedFlow, SheetState, sheet_states
from ui.flows.kit import Start
from ui.interaction import Hands, Page
from ui.main_window import MainWindow


def all_states() -> list[State]:
    """Every state that the screen is looked at in."""
    return [
        *states(),
        *sheet_states(),
        *sale_states(),
        *day_states(),
        *manager_states(),
        *device_states(),
        *card_states(),
        *paper_states(),
    ]


def show_state(window: MainWindow, state: State) -> None:
    """As if the window had just been opened, the view shown and the keys pressed."""
    window.till.hands = Hands()
    window.till.pending_tender = None
    window.till.sheets.close_all()
    window.show_view(state.view)
    if isinstance(state, SheetState):
        window.till.sheets.open(FixedFlow(state.sheet))
        window.till.open_page(Page.SHEET)
        window.show_view(state.view)
    if isinstance(state, FlowState) and state.make is not None:
        till = window.till
        till.sheets.open(state.make(Start(till.sheets.kit, till.view, till.marked_id)))
        till.open_page(Page.SHEET)
        window.show_view(state.view)
    for pressed in state.keys:
        window.press(pressed)
