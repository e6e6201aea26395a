"""Plays a planned day at the running till: badge and PIN, scanner bytes, commands, a cut and a kill.

One thread, from which every step is waited for; what the till does otherwise than a cashier may expect is
`Lost`. It notes what the checker cannot know: nothing.
"""

import contextlib
import time
from dataclasses import dataclass, field
from typing import assert_never

from tools.baskets import Basket, BasketLine
from tools.control_client import Refused
from tools.day_plan import (
    MANAGER,
    STAFF,
    Back,
    Buy,
    Cut,
    DayFile,
    DayPlan,
    Mend,
    MoveCash,
    NoSale,
    Off,
    Pay,
    Sell,
    SignIn,
    Step,
    TakeBack,
)
from tools.day_till import (
    CENTRE_TIMEOUT_S,
    DayControl,
    DayFeeder,
    DayView,
    Drawer,
    PaperPile,
    ReceiptSeen,
)
from tools.feeder import Lost
from tools.proof_rig import ProofRig
from tools.till_process import wait_ready

FACES = (50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1)
AGAIN_S = 0.1
WHOLE_BP = 10_000


@dataclass
class DayRun:
    """One day at one till."""

    rig: ProofRig
    file: DayFile
    plan: DayPlan
    receipts: dict[str, str] = field(default_factory=dict)
    vouchers: dict[str, str] = field(default_factory=dict)
    completed: int = 0
    scans: int = 0
    approvals: int = 0
    kills: int = 0
    seen_away: int = 0
    not_found: int = 0
    refused_offline: int = 0
    cut: bool = False
    who: str = ""

    def __post_init__(self) -> None:
        self.papers = PaperPile(self.rig.paper.folder)
        self.drawer = Drawer(FACES)
        self.till: DayControl
        self.feeder: DayFeeder
        self._connect()

    def play(self) -> None:
        """Everything from the first sign-in to the last return. Raises Lost, Refused, ControlLost."""
        first = self.plan.steps[0]
        self._do(first)
        self.till.do("OpenShift", float_minor=self.plan.float_minor, business_day=self.plan.business_day)
        self.drawer.minor = self.plan.float_minor
        for number, step in enumerate(self.plan.steps[1:], 1):
            try:
                self._do(step)
            except (Lost, Refused) as error:
                name = getattr(step, "invoice", "") or getattr(step, "name", "")
                text = f"step {number}, {type(step).__name__} {name}: {error}; {self.till.look().told()}"
                raise Lost(text) from error
            if number % 40 == 0:
                print(f"{number} of {len(self.plan.steps)} steps, {self.completed} receipts", flush=True)

    def _do(self, step: Step) -> None:
        match step:
            case Sell():
                self._sell(step)
            case TakeBack():
                self._take_back(step)
            case SignIn(who=who, how=how):
                self.sign_in(who, how)
            case MoveCash():
                self._move_cash(step)
            case NoSale(reason=reason):
                self.till.do("OpenDrawerNow", reason=reason)
                self._approve("pin")
            case Cut():
                self.rig.stores.freeze()
                self.cut = True
            case Mend():
                self._mend()
            case _:
                assert_never(step)

    def sign_in(self, who: str, how: str) -> None:
        """Take the till over."""
        person = STAFF[who]
        if how == "badge":
            self.rig.scanner.scan(person.badge)
        else:
            self.till.do("SignIn", staff_id=who, pin=person.pin)
        self.till.until(lambda view: view.cashier_id == who, f"{who} signs in by {how}")
        self.who = who

    def close(self) -> DayView:
        """X, the blind count, the Z."""
        self.till.do("PrintReportNow", kind="x")
        self._approve("pin")
        self.till.do("CloseShift", pieces=self.drawer.pieces())
        self._approve("badge")
        view = self.till.until(lambda seen: not seen.shift.is_open, "the day closes")
        self.till.until(lambda seen: bool(seen.report and seen.report.get("exported")), "the Z is exported")
        return view

    def store_report(self) -> str:
        """Have the store report made and written; answers where it is."""
        self.till.do("ShowReport", kind="store", first_day=self.plan.business_day)
        self._approve("pin")
        self.till.until(
            lambda seen: bool(seen.report) and (seen.report or {}).get("state") == "ready",
            "the store report comes",
            CENTRE_TIMEOUT_S,
        )
        self.till.do("ExportReport")
        view = self.till.until(
            lambda seen: bool(seen.report and seen.report.get("exported")), "the store report is exported"
        )
        return str((view.report or {})["exported"])

    def _sell(self, step: Sell) -> None:
        basket = self.file.scans[step.invoice]
        self.feeder.begin()
        if step.pause:
            self.feeder.scan_until(basket, step.pause_after)
            self._pause(step, basket)
        self.feeder.scan_until(basket, len(basket.lines))
        for off in step.offs:
            self._discount(off)
        self._pay(step.pays)
        self._completed(step.invoice)
        if self.cut and self.till.look().light("centre") != "centre_away":
            self.till.until(_both_away, "both servers are seen to be away", CENTRE_TIMEOUT_S)

    def _pause(self, step: Sell, basket: Basket) -> None:
        taken = self.feeder.acknowledged
        if step.pause == "park":
            view = self.till.do("ParkSale", name="Mrs Smith")
            parked = view.parked[-1].sale_id
            if step.meanwhile is not None:
                self._sell(step.meanwhile)
            self.till.do("RecallSale", sale_id=parked)
            self.feeder.acknowledged = self.feeder.sent = taken
        else:
            self._kill()
        self.feeder.compare(basket, self.till.until(lambda view: bool(view.lines), "the basket is back"))

    def _kill(self) -> None:
        """kill -9, and the same cashier again."""
        self.kills += 1
        before = self.feeder
        self.till.close()
        self.rig.kill()
        self.rig.start()
        self._connect()
        self.feeder.inherit(before)
        self.feeder.sent = self.feeder.acknowledged
        if not self.till.look().must_sign_in:
            raise Lost("After the kill nobody has to sign in again.")
        self.sign_in(self.who, "pin")
        self.feeder.settle_questions(self.till.view())

    def _discount(self, off: Off) -> None:
        line_id = self.till.look().lines[off.line].line_id if off.line >= 0 else ""
        self.till.do("GiveDiscount", line_id=line_id, kind=off.kind, value=off.value, reason=off.reason)
        self._approve("pin")

    def _pay(self, pays: tuple[Pay, ...]) -> None:
        self.till.do("StartPayment")
        view = self.till.until(lambda seen: seen.phase == "tender", "the tender screen comes")
        if self.cut and view.light("centre") == "centre_away" and self.vouchers:
            self._try_credit_offline()
        total = view.totals.due_minor
        for pay in pays:
            view = self.till.look()
            if view.phase != "tender":
                return
            self._tender(pay, total, view.totals.due_minor)

    def _tender(self, pay: Pay, total: int, due: int) -> None:
        amount = total * pay.share_bp // WHOLE_BP if pay.share_bp else None
        fields: dict[str, object] = {"tender": pay.method, "amount_minor": amount}
        if pay.note_minor:
            fields["amount_minor"] = -(-due // pay.note_minor) * pay.note_minor
        if pay.method == "card":
            fields["approval_code"] = f"A{self.completed:05d}"
        if pay.method == "store_credit":
            left = self._scan_voucher(self.vouchers[pay.voucher])
            fields["amount_minor"] = min(due, left * pay.share_bp // WHOLE_BP)
        self.till.do("TakeTender", **fields)
        self.till.until(
            lambda seen: seen.phase == "done" or seen.totals.due_minor < due, f"{pay.method} is taken",
            CENTRE_TIMEOUT_S,
        )  # fmt: skip

    def _try_credit_offline(self) -> None:
        """Nobody can say what is left on a voucher now, so it must be refused, with the reason."""
        try:
            self.till.do("TakeTender", tender="store_credit", account=next(iter(self.vouchers.values())))
        except Refused as error:
            if str(error) != "credit_away":
                raise
            self.refused_offline += 1
        else:
            raise Lost("Store credit was taken while the centre is away.")

    def _scan_voucher(self, code: str) -> int:
        """What is left on a voucher; it can be spent once it was reported to the centre."""
        deadline = time.monotonic() + CENTRE_TIMEOUT_S
        while time.monotonic() < deadline:
            self.till.do("LeavePayment")
            self.rig.scanner.scan(code)
            with contextlib.suppress(Lost):
                view = self.till.until(lambda seen: seen.voucher_left_minor is not None, "the voucher", 2)
                self.till.do("StartPayment")
                self.till.until(lambda seen: seen.phase == "tender", "the tender screen comes")
                return view.voucher_left_minor or 0
        raise Lost(f"The voucher {code} was never known at the centre.")

    def _completed(self, name: str) -> None:
        view = self.till.until(lambda seen: seen.phase == "done" and bool(seen.receipt_no), "the receipt")
        self.receipts[name] = view.receipt_no
        self.drawer.after(view)
        self.completed += 1
        self.scans = self.feeder.scans

    def _take_back(self, step: TakeBack) -> None:
        for number, back in enumerate(step.backs):
            if back.invoice:
                self._by_receipt(back, number + 1)
            else:
                self._without_receipt(back, "badge" if number % 2 else "pin")
                self._until_lines(number + 1, f"{back.stock_code} comes back")
        for buy in step.buys:
            self._buy(buy)
        due = self.till.look().totals.due_minor
        if due > 0:
            self._pay(step.pays)
        elif step.voucher:
            known = frozenset(self.papers.barcodes())
            self.till.do("StartPayment")
            self.till.do("TakeTender", tender="store_credit")
            self.vouchers[step.voucher] = self.papers.find("SC-", known)
        else:
            self.till.do("RefundAsPaid")
        self._completed(step.name)

    def _by_receipt(self, back: Back, lines: int) -> None:
        """Scan the receipt and take the line back; while the centre is away, try again a little later."""
        deadline = time.monotonic() + CENTRE_TIMEOUT_S
        while True:
            code, found = self._find_receipt(back.invoice)
            line, known = found.lines[back.line], self.till.look().newest_notice
            try:
                self.till.do(
                    "ReturnLine", original_sale_id=found.sale_id, original_line_id=line.line_id,
                    milli=back.quantity * 1000, reason=back.reason, restock=back.restock,
                )  # fmt: skip
                self._approve("pin")
                said = self._answered(lines, known)
            except Refused as error:
                said = str(error)
            if not said:
                return
            if said != "return_away" or time.monotonic() > deadline:
                raise Lost(f"{back.stock_code} of {code} does not come back: {said}")
            self.seen_away += 1
            time.sleep(AGAIN_S)

    def _answered(self, lines: int, known: int) -> str:
        """Wait for the line that comes back, or for why it does not. known: the last notice before."""
        view = self.till.until(
            lambda seen: len(seen.lines) == lines or bool(seen.refused_since(known, "return_")),
            "the right to return is answered", CENTRE_TIMEOUT_S,
        )  # fmt: skip
        return "" if len(view.lines) == lines else view.refused_since(known, "return_")

    def _until_lines(self, lines: int, what: str) -> None:
        self.till.until(lambda view: len(view.lines) == lines, what)

    def _find_receipt(self, invoice: str) -> tuple[str, ReceiptSeen]:
        """Scan a receipt's barcode from its paper, until its till or the centre knows it."""
        code = self.papers.find(f"{self.receipts[invoice]}-")
        deadline = time.monotonic() + CENTRE_TIMEOUT_S
        while True:
            self.till.do("FindReceipt", text="")  # else what is shown may be the last look
            self.rig.scanner.scan(code)
            view = self.till.until(
                lambda seen: seen.receipt_found is not None
                and seen.receipt_found.text == code
                and seen.receipt_found.state != "asking",
                f"the receipt {code} is looked up", CENTRE_TIMEOUT_S,
            )  # fmt: skip
            found = view.receipt_found
            if found is not None and found.state == "found":
                return code, found
            if time.monotonic() > deadline:
                raise Lost(f"The receipt {code} stays {found.state if found else 'unseen'}.")
            self.not_found += 1
            time.sleep(AGAIN_S)

    def _without_receipt(self, back: Back, how: str) -> None:
        article = self.file.articles[back.stock_code, back.price_minor]
        self.till.do(
            "ReturnWithoutReceipt", product_id=article.product_id, milli=back.quantity * 1000,
            price_minor=back.price_minor, reason=back.reason, restock=back.restock,
        )  # fmt: skip
        if self.till.look().approval is None:
            raise Lost("A return without receipt was not sent to the manager.")
        self._approve(how)

    def _buy(self, buy: Buy) -> None:
        article = self.file.articles[buy.stock_code, buy.price_minor]
        lines = len(self.till.look().lines)
        if buy.quantity != 1:
            self.till.do("SetNextQuantity", milli=buy.quantity * 1000)
        self.rig.scanner.scan(BasketLine(article, buy.quantity).article.barcode)
        self.feeder.scans += 1
        self._until_lines(lines + 1, f"{buy.stock_code} is bought")

    def _move_cash(self, step: MoveCash) -> None:
        self.till.do("MoveCash", kind=step.kind, amount_minor=step.amount_minor, reason=step.reason)
        self._approve("badge")
        self.drawer.minor += step.amount_minor if step.kind == "in" else -step.amount_minor

    def _approve(self, how: str) -> None:
        """Whoever asks for a manager gets one."""
        if self.till.look().approval is None:
            return
        manager = STAFF[MANAGER]
        if how == "badge":
            self.rig.scanner.scan(manager.badge)
        else:
            self.till.do("Approve", staff_id=MANAGER, pin=manager.pin)
        view = self.till.until(
            lambda seen: seen.approval is None or bool(seen.approval.wrong), f"the manager approves by {how}"
        )
        if view.approval is not None:
            raise Lost(f"The manager's {how} was refused: {view.approval.wrong}")
        self.approvals += 1

    def _mend(self) -> None:
        """Both servers again; goes on when the till has brought everything to them."""
        self.rig.stores.thaw()
        self.cut = False
        self.till.until(
            lambda view: view.light("centre") == "centre_ok" and view.light("stock") == "stock_ok",
            "both servers are back", CENTRE_TIMEOUT_S,
        )  # fmt: skip

    def _came_out(self, receipt_no: str) -> bool:
        """What a cashier does when asked: looks whether the receipt lies in the printer."""
        return any(text.startswith(f"{receipt_no}-") for text in self.papers.barcodes())

    def _connect(self) -> None:
        self.till = DayControl(self.rig.till.control_path)
        wait_ready(self.till)
        self.feeder = DayFeeder(self.till, self.rig.scanner, self._came_out)


def _both_away(view: DayView) -> bool:
    return view.light("centre") == "centre_away" and view.light("stock") == "stock_away"
