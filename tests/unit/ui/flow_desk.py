"""A desk for flows: a host with a clock of its own, what was posted and what was said. No window."""

from collections.abc import Sequence

from pos_terminal.commands import Command
from pos_terminal.views import Level, Param, RegisterView
from tools.screen_states import three
from tools.sheet_states import KIT
from ui.flows.automatic import Automatic
from ui.flows.host import SheetHost
from ui.flows.kit import Start
from ui.flows.sheet import Flow, Sheet

LATER_MS = 1000


class FlowDesk:
    """Opens flows and presses their keys as a cashier does, never too soon."""

    def __init__(
        self,
        view: RegisterView | None = None,
        automatic: Automatic = lambda start: None,
    ) -> None:
        self.posted: list[Command] = []
        self.said: list[tuple[str, dict[str, Param]]] = []
        self.now_ms = 100_000
        self.view = view or three().view()
        self.host = SheetHost(KIT, self.posted.append, self._say, lambda: self.now_ms, automatic, self.view)

    @property
    def start(self) -> Start:
        """What a flow is opened with now."""
        return Start(KIT, self.view)

    @property
    def sheet(self) -> Sheet:
        """The sheet that is shown."""
        assert self.host.shown is not None
        return self.host.shown.sheet

    @property
    def text(self) -> str:
        """What is typed."""
        assert self.host.shown is not None
        return self.host.shown.text

    @property
    def row_id(self) -> str:
        """The marked row."""
        assert self.host.shown is not None
        return self.sheet.rows[self.host.shown.row].row_id

    def open(self, flow: Flow) -> None:
        """Open a flow."""
        self.host.open(flow)

    def show(self, view: RegisterView) -> None:
        """The core has answered."""
        self.view = view
        self.host.show(view)

    def type(self, text: str) -> None:
        """Type characters."""
        for char in text:
            self.host.type(char)

    def enter(self, typed: str = "") -> None:
        """Type and press Enter."""
        self.type(typed)
        self.now_ms += LATER_MS
        self.host.enter()

    def key(self, action: str) -> None:
        """Press one of the sheet's keys."""
        self.now_ms += LATER_MS
        self.host.key(action)

    def mark(self, row_id: str) -> None:
        """Go to a row with the arrows."""
        self.host.move(-1_000_000)
        for _ in self.sheet.rows:
            if self.row_id == row_id:
                return
            self.host.move(1)
        raise AssertionError(f"no row {row_id}")

    def codes(self) -> Sequence[str]:
        """What was said, as codes."""
        return [code for code, _ in self.said]

    def _say(self, level: Level, code: str, params: dict[str, Param] | None) -> None:
        self.said.append((code, params or {}))
