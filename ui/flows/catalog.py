"""Which flow each key of the sale screen opens. GUI thread.

An action stands here or in `keymap.NOT_BUILT`, never in both.
"""

from collections.abc import Callable, Mapping

from ui.flows.afterwards import AfterSaleFlow
from ui.flows.cash import NoSaleFlow
from ui.flows.customer import CustomerFlow
from ui.flows.department import DepartmentFlow
from ui.flows.discount import DiscountFlow
from ui.flows.kit import Start
from ui.flows.manager import ManagerMenu
from ui.flows.price import PriceFlow
from ui.flows.quick_keys import QuickKeysFlow
from ui.flows.returning import AskReceiptFlow
from ui.flows.sheet import Flow
from ui.keymap import Action

MakeFlow = Callable[[Start], Flow]

FLOWS: Mapping[Action, MakeFlow] = {
    Action.CUSTOMER: CustomerFlow,
    Action.QUICK_KEYS: QuickKeysFlow,
    Action.DISCOUNT: DiscountFlow,
    Action.DEPARTMENT: DepartmentFlow,
    Action.CHANGE_PRICE: PriceFlow,
    Action.RETURN: AskReceiptFlow,
    Action.AFTER_SALE: AfterSaleFlow,
    Action.OPEN_DRAWER: NoSaleFlow,
    Action.MANAGER: ManagerMenu,
}
