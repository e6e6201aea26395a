"""Paying with a store-credit voucher: its code is typed or scanned, and the centre says what is left. GUI
thread. It takes no money: that is the tender screen's Enter.
"""

from pos_terminal.commands import EnterCode
from pos_terminal.views import RegisterView
from ui.flows.choices import fill, joined, said_since
from ui.flows.kit import Start
from ui.flows.sheet import CLOSE, STAY, Entry, PlainFlow, Sheet, SheetKey, Step, say
from ui.translations.words import tr

PREFIX = "SC-"
# Crockford's base 32 has no such letters: who types one means the digit.
_MEANT = str.maketrans("OIL", "011")


class VoucherFlow(PlainFlow):
    """A code, Enter. It closes when the centre has said what is left."""

    def __init__(self, start: Start) -> None:
        self._kit = start.kit

    def sheet(self, view: RegisterView) -> Sheet:
        """The code."""
        customer = view.customer
        credit = customer.credit_minor if customer is not None else None
        about = ""
        if customer is not None and credit is not None:
            amount = self._kit.amount(credit, view)
            about = joined(customer.name, fill(tr("store credit {amount}"), amount=amount))
        return Sheet(
            tr("Store credit"),
            about,
            entry=Entry(tr("Scan the voucher, or type its code"), PREFIX, kind="text", latin=True),
            keys=(SheetKey("look", tr("Look it up"), "Enter", "main"),),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Ask what is left. The code may be typed whole, behind the letters that stand there already."""
        code = "".join(text.upper().split())
        while code.startswith(PREFIX):
            code = code.removeprefix(PREFIX)
        code = code.translate(_MEANT)
        return Step((EnterCode(PREFIX + code),)) if code else say("voucher_missing")

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """The centre has answered, or the payment is over."""
        answered = "voucher_left" in said_since(old, view)
        return CLOSE if answered or view.phase != old.phase else STAY
