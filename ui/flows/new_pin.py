"""A new PIN, typed twice unseen. GUI thread.

SAFETY: the first typing is kept until the second one, and nowhere else; then it goes to the core.
"""

from collections.abc import Callable

from pos_terminal.commands import Command
from pos_terminal.views import RegisterView
from ui.flows.choices import fill
from ui.flows.day_words import said_since
from ui.flows.kit import Kit
from ui.flows.sheet import CLEAR, CLOSE, STAY, Entry, PlainFlow, Sheet, SheetKey, Step, post, say
from ui.translations.words import tr

_OBJECTIONS = frozenset({"pin_length", "pin_simple"})
_DONE = frozenset({"staff_added", "staff_pin_changed"})
_REFUSED = frozenset({"approval_refused", "staff_not_saved", "staff_here_already", "staff_gone"})


class NewPinFlow(PlainFlow):
    """name: whose; done: what is asked of the core with it. What was wrong stays until the next try."""

    def __init__(self, kit: Kit, name: str, done: Callable[[str], Command]) -> None:
        self._kit = kit
        self._name = name
        self._done = done
        self._first = ""
        self._wrong = ""
        self._asked = False

    def sheet(self, view: RegisterView) -> Sheet:
        """The PIN as dots, then once more."""
        label = tr("The new PIN once more") if self._first else tr("New PIN")
        lead = fill(tr("{name}: typed by the person, unseen by anybody else."), name=self._name)
        wrong = self._kit.wording.sentence(self._wrong, {}) if self._wrong else ""
        return Sheet(
            tr("New PIN"),
            wrong or (tr("It is being saved.") if self._asked else lead),
            entry=Entry(label, masked=True, hint=tr("4 to 8 digits, no row such as 1234.")),
            keys=(SheetKey("next", tr("Save") if self._first else tr("Next"), "Enter", "main"),),
            level="bad" if wrong else "info",
            holds=bool(self._first),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """The first typing, then the same again."""
        if not text:
            return say("pin_missing")
        first, self._first, self._wrong = self._first, "", ""
        if not first:
            self._first = text
            return CLEAR
        if first != text:
            self._wrong = "pins_differ"
            return CLEAR
        self._asked = True
        return post(self._done(text))

    def back(self) -> Step:
        """To the first typing, then out."""
        if not self._first:
            return CLOSE
        self._first = ""
        return CLEAR

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """Hear what became of it."""
        if view.manager.staff is None:
            return CLOSE
        for said in said_since(old, view) if self._asked else ():
            if said.code in _OBJECTIONS:
                self._wrong, self._asked = said.code, False
                return CLEAR
            if said.code in _DONE | _REFUSED:
                return CLOSE
        return STAY
