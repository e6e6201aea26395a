"""A desk for flows with the real core and journal behind it. No window, no threads."""

from pos_terminal.views import RegisterView
from tests.desk_harness import CounterTill
from tests.unit.ui.flow_desk import FlowDesk
from tools.sheet_states import KIT
from ui.flows.automatic import wanted
from ui.flows.catalog import FLOWS
from ui.flows.kit import Start
from ui.keymap import Action


class RealDesk(FlowDesk):
    """What the flows post is done at once, and the views come back to them."""

    def __init__(self, till: CounterTill) -> None:
        self.till = till
        super().__init__(till.view, wanted)

    @property
    def is_open(self) -> bool:
        """Whether any page is open."""
        return self.host.shown is not None

    @property
    def newest(self) -> str:
        """The code of what the core said last."""
        return self.till.view.history[-1].code

    def begin(self, action: Action, marked_id: str = "", typed: str = "") -> None:
        """Press a key of the sale screen."""
        self.open(
            FLOWS[action](Start(KIT, self.till.view, marked_id or self.till.view.newest_line_id, typed))
        )
        self.pump()

    def enter(self, typed: str = "") -> None:
        super().enter(typed)
        self.pump()

    def key(self, action: str) -> None:
        super().key(action)
        self.pump()

    def back(self) -> None:
        """Esc."""
        self.host.back()
        self.pump()

    def scan_text(self, text: str) -> None:
        """Scan a code."""
        self.till.scan_text(text)
        self.pump()

    def tell(self, message: object) -> None:
        """A worker answers."""
        self.till.tell(message)
        self.pump()

    def pump(self) -> RegisterView:
        """Everything that was asked is done and seen."""
        while True:
            self.show(self.till.view)
            if not self.posted:
                return self.till.view
            self.till.do(self.posted.pop(0))
