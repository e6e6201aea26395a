"""Opening the day: the float. Opens by itself while selling is closed; Esc leaves it, F11 opens it again.

GUI thread.
"""

from pos_terminal.commands import OpenShift
from pos_terminal.views import RegisterView
from ui.flows.choices import fill
from ui.flows.day_words import difference_words
from ui.flows.kit import Start
from ui.flows.sheet import CLOSE_ALL, STAY, Entry, PlainFlow, Sheet, SheetKey, Step, post, say
from ui.translations.words import tr


class OpenShiftFlow(PlainFlow):
    """An amount, Enter."""

    def __init__(self, start: Start) -> None:
        self._kit = start.kit
        self._view = start.view

    def sheet(self, view: RegisterView) -> Sheet:
        """What the last day came to, and the float of the next."""
        shift = view.shift
        if shift.is_open:
            params = {"business_day": shift.business_day}
            return Sheet(tr("Open the day"), self._kit.wording.sentence("shift_open_already", params))
        lead = tr("Selling is closed. Count the float into the drawer, type it, press Enter.")
        last = fill(tr("Last Z report: {z_no}."), z_no=str(shift.last_z_no)) if shift.last_z_no else ""
        hint = f"{last} {difference_words(shift.difference_minor, view, self._kit)}".strip()
        return Sheet(
            tr("Open the day"),
            lead,
            entry=Entry(tr("Float in the drawer"), kind="amount", hint=hint),
            keys=(SheetKey("open", tr("Open the day"), "Enter", "main"),),
            empty=tr("Esc goes to the sale. F11 is the manager's menu, with the reports."),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Ask for it; an empty float is no float of nought."""
        if self._view.shift.is_open:
            return CLOSE_ALL
        if not text:
            return say("float_missing")
        float_minor = self._kit.parse(text, self._view)
        return say("amount_unreadable") if float_minor is None else post(OpenShift(float_minor))

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """Open: on to the first sale."""
        self._view = view
        return CLOSE_ALL if view.shift.is_open and not old.shift.is_open else STAY
