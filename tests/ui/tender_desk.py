"""The tender screen's keys with a clock of their own, without a window."""

from typing import Any

from pos_terminal import commands as c
from pos_terminal.views import RegisterView
from tools.screen_states import METHODS, three
from tools.sheet_states import KIT
from ui.interaction import Interaction
from ui.keymap import Action
from ui.tender_keys import TenderKeys


class Desk:
    """Keys with a clock of their own."""

    def __init__(self, **parts: Any) -> None:
        self.posted: list[c.Command] = []
        self.now = 100_000
        self.till = Interaction(
            self.posted.append, lambda: "2026-03-03T13:05:00.000+00:00", lambda: self.now, KIT
        )
        self.keys = TenderKeys(self.till, digits_are_minor=True)
        self.show(three().view(**({"phase": "tender", "methods": METHODS} | parts)))

    def show(self, view: RegisterView) -> None:
        self.till.show(view)

    def press(self, action: Action, text: str = "", after_ms: int = 400) -> int:
        self.now += after_ms
        return self.keys.press(action, text, self.now)

    def approving(self) -> bool:
        return self.till.hands.approving

    def type(self, text: str) -> None:
        for char in text:
            self.press(Action.CHAR, char, 150)
