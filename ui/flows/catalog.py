"""Which flow each key of the sale screen opens. GUI thread.

An action stands here or in `keymap.NOT_BUILT`, never in both.
"""

from collections.abc import Callable, Mapping

from ui.flows.kit import Start
from ui.flows.manager import ManagerMenu
from ui.flows.sheet import Flow
from ui.keymap import Action

MakeFlow = Callable[[Start], Flow]

FLOWS: Mapping[Action, MakeFlow] = {
    Action.MANAGER: ManagerMenu,
}
