"""A cashier made of code: puts baskets through the till as fast as it acknowledges, and loses nothing by
itself.

Quantity keyed first over the control socket, then the barcode on the scanner's port; paid in cash. Works on
after a till that was killed: `resume` compares the basket that came back with what had been acknowledged.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tools.baskets import Basket, BasketLine
from tools.control_client import Control, View
from tools.till_process import ScannerPort

ACKNOWLEDGE_TIMEOUT_S = 15.0
PIPELINED = 16
POLL_S = 0.001


class Lost(Exception):
    """A scan or a payment was not acknowledged in time, or came out as something else."""


@dataclass
class Feeder:
    """One cashier at one till.

    acknowledged: lines of the basket at hand that the till has shown; sent: lines whose barcode was written.
    came_out: says whether the paper of a receipt number came out, when the till asks (without it: no).
    before_tender: called just before the cash is taken.
    """

    control: Control
    scanner: ScannerPort
    came_out: Callable[[str], bool] | None = None
    before_tender: Callable[[], None] | None = None
    scans: int = 0
    acknowledged: int = 0
    sent: int = 0
    tendered: bool = False
    faults: list[str] = field(default_factory=list)

    def sell(self, basket: Basket) -> str:
        """Scan and pay a whole basket; answers its receipt number. Raises Lost, Refused, ControlLost."""
        self.begin()
        return self.go_on(basket)

    def begin(self) -> None:
        """The next basket."""
        self.acknowledged, self.sent, self.tendered = 0, 0, False

    def inherit(self, before: "Feeder") -> None:
        """Take over from the cashier of a till that was killed."""
        self.acknowledged, self.sent, self.tendered = before.acknowledged, before.sent, before.tendered
        self.scans, self.faults = before.scans, before.faults

    def go_on(self, basket: Basket) -> str:
        """Scan what is not acknowledged yet, and pay."""
        while self.acknowledged < len(basket.lines):
            self._scan_some(basket)
        return self._pay(basket)

    def resume(self, basket: Basket, view: View) -> None:
        """After a restart: the basket must be one that scanning can have led to. Raises Lost."""
        shown = [(line.code_text, line.milli) for line in view.lines]
        for taken in range(self.acknowledged, self.sent + 1):
            if shown == _merged(basket.lines[:taken]):
                self.acknowledged = self.sent = taken
                self.tendered = False
                return
        raise Lost(
            f"{basket.invoice}: {self.acknowledged} lines were acknowledged and {self.sent} sent, "
            f"but {len(shown)} lines came back: {shown[-3:]}"
        )

    def settle_questions(self, view: View) -> View:
        """Answer what the till asks about papers."""
        while view.question is not None and view.question.code == "paper_doubtful":
            number = str(view.question.params["receipt_no"])
            yes = self.came_out is not None and self.came_out(number)
            view = self.control.send("AnswerQuestion", question_id=view.question.question_id, yes=yes)
        return view

    def _scan_some(self, basket: Basket) -> None:
        """The next line, or several when none needs a quantity: those are written in one go, as real scanners
        do.
        """
        line = basket.lines[self.acknowledged]
        run = 1
        if line.quantity == 1:
            following = basket.lines[self.acknowledged : self.acknowledged + PIPELINED]
            run = next(
                (place for place, other in enumerate(following) if other.quantity != 1), len(following)
            )
        else:
            self.control.send("SetNextQuantity", milli=line.quantity * 1000)
        for other in basket.lines[self.acknowledged : self.acknowledged + run]:
            self.sent += 1
            self.scanner.scan(other.article.barcode)
        self._wait_for(basket, self.acknowledged + run)
        self.acknowledged += run
        self.scans += run

    def _wait_for(self, basket: Basket, taken: int) -> None:
        """Until the till shows that many lines of the basket. Raises Lost."""
        expected_milli = sum(line.quantity for line in basket.lines[:taken]) * 1000
        expected_minor = sum(line.amount_minor for line in basket.lines[:taken])
        deadline = time.monotonic() + ACKNOWLEDGE_TIMEOUT_S
        while True:
            view = self.control.view()
            totals = view.totals
            if view.phase == "sale" and totals.item_milli == expected_milli:
                if totals.total_minor != expected_minor:
                    text = f"the till says {totals.total_minor}, the basket {expected_minor}"
                    self.faults.append(f"{basket.invoice} after {taken} lines: {text}")
                return
            if time.monotonic() > deadline:
                raise Lost(
                    f"{basket.invoice}: {expected_milli // 1000} pieces expected after {taken} lines, "
                    f"the till shows {totals.item_milli // 1000} in phase {view.phase}"
                )
            time.sleep(POLL_S)

    def _pay(self, basket: Basket) -> str:
        """Cash, exactly what is due."""
        view = self.control.send("StartPayment")
        deadline = time.monotonic() + ACKNOWLEDGE_TIMEOUT_S
        while view.phase != "tender" and time.monotonic() < deadline:
            time.sleep(POLL_S)
            view = self.control.view()
        if self.before_tender is not None:
            self.before_tender()
        self.tendered = True
        view = self.control.send("TakeTender", tender="cash", amount_minor=None)
        if view.phase != "done" or not view.receipt_no:
            raise Lost(f"{basket.invoice}: paid, but the till is in phase {view.phase}")
        if view.totals.total_minor != basket.total_minor:
            text = f"paid {view.totals.total_minor}, the basket costs {basket.total_minor}"
            self.faults.append(f"{basket.invoice}: {text}")
        return view.receipt_no


def _merged(lines: tuple[BasketLine, ...]) -> list[tuple[str, int]]:
    """Equal articles as one line at their first place: (barcode, thousandths)."""
    merged: dict[str, int] = {}
    for line in lines:
        merged[line.article.barcode] = merged.get(line.article.barcode, 0) + line.quantity * 1000
    return list(merged.items())
