"""Signing in: who is there, and their PIN. Opens by itself while nobody is signed in, and covers all.

GUI thread. SAFETY: a PIN is kept nowhere here; it goes to the core and is forgotten.
"""

from pos_terminal.commands import ShowReport, SignIn
from pos_terminal.views import NoticeView, RegisterView
from ui.flows.day_words import people_columns, people_rows, said_since
from ui.flows.kit import Start
from ui.flows.sheet import STAY, Entry, PlainFlow, Sheet, SheetKey, Step, post, say
from ui.translations.words import tr

_ANSWERS = frozenset({"pin_wrong", "pin_locked", "pin_unknown", "badge_unknown", "staff_problem"})


class SignInFlow(PlainFlow):
    """Arrow or tap chooses the name, digits the PIN. What was wrong stays until the next try."""

    def __init__(self, start: Start) -> None:
        self._kit = start.kit
        self._wrong: NoticeView | None = None
        self._asked = False

    def sheet(self, view: RegisterView) -> Sheet:
        """The staff, and the PIN as dots."""
        lead = tr("Choose your name, type your PIN, press Enter. Or scan your badge.")
        if self._wrong is not None:
            lead = self._kit.wording.sentence(self._wrong.code, self._wrong.params)
        elif self._asked:
            lead = tr("The PIN is being looked at.")
        return Sheet(
            tr("Sign in"),
            lead,
            people_columns(view.staff),
            people_rows(view.staff),
            Entry("PIN", masked=True),
            (SheetKey("sign_in", tr("Sign in"), "Enter", "main"),),
            "bad" if self._wrong is not None else "info",
            covers=True,
        )

    def enter(self, text: str, row_id: str) -> Step:
        """The PIN goes to be checked."""
        if not text:
            return say("pin_missing")
        self._wrong, self._asked = None, True
        return post(SignIn(row_id, text))

    def back(self) -> Step:
        """There is nothing behind it."""
        return STAY

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """Hear what was wrong. A report that somebody else had open does not go on for the next."""
        for notice in said_since(old, view):
            if notice.code in _ANSWERS:
                self._wrong, self._asked = notice, False
                break
        if old.must_sign_in and not view.must_sign_in and view.report is not None:
            return Step(commands=(ShowReport(""),))
        return STAY
