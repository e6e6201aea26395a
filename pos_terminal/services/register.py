"""The register: takes one message at a time, decides, commits, publishes. Core thread only.

It dispatches by `match` to functions and contains no rule.
"""

from collections.abc import Callable
from functools import partial

import msgspec

from drivers import api as d
from pos_terminal import commands as c
from pos_terminal.any_command import AnyCommand
from pos_terminal.domain import basket
from pos_terminal.domain.decision import Refused
from pos_terminal.services import (
    answers,
    articles,
    customers,
    day_jobs,
    day_register,
    device_page,
    drawers,
    manager_staff,
    paying,
    scanning,
    selling,
    signing,
    waiting_papers,
)
from pos_terminal.services import messages as m
from pos_terminal.services.core import Core
from pos_terminal.services.handover import HandOver
from pos_terminal.services.present import Presenter
from pos_terminal.services.watch import Watch
from pos_terminal.views import RegisterView

Publish = Callable[[RegisterView], None]


class Register:
    """The till's one decision maker."""

    def __init__(self, core: Core, publish: Publish) -> None:
        self._core = core
        core.hand_out_day = partial(day_jobs.hand_out, core)
        core.in_turn = partial(waiting_papers.in_turn, core)
        self._publish = publish
        self._presenter = Presenter()
        self._handover = HandOver(core)
        self._watch = Watch(core)
        self._last: RegisterView | None = None
        self._shown = 0
        self._stock_answers: list[m.StockAnswer] = []
        self._early: list[object] = []

    def begin(self) -> None:
        """After recovery: hand out what is owed and show the till as it was left."""
        articles.find_quick_keys(self._core)
        self._handover.begin()
        self.publish()

    def publish(self) -> None:
        """Show the till as it is now, if it is another than was shown last."""
        view = self._presenter.view(self._core)
        if msgspec.structs.replace(view, serial=self._shown) == self._last:
            return
        self._last, self._shown = view, view.serial
        self._publish(view)
        self._core.desk.cue_seen = view.cue.serial

    def handle(self, message: object) -> None:
        """Take one message. Answers of the stock counters are gathered; `settle` writes them."""
        match message:
            case m.StockAnswer():
                self._stock_answers.append(message)
            case c.Command() | m.Called() | d.ScanRead() if self._too_early():
                self._early.append(message)
            case m.Called(command=command, reply=reply):
                self._call(command, reply)
            case c.Command():
                self._command(message)
            case _:
                self._message(message)
                if self._early and not self._too_early():
                    early, self._early = self._early, []
                    for waited in early:
                        self.handle(waited)

    def _too_early(self) -> bool:
        """Who may do what is not known yet; what was asked meanwhile is done as soon as it is."""
        return self._core.settings.waits_for_staff and not self._core.desk.staff_known

    def fault(self) -> None:
        """A message met a fault of ours: whoever gave it must see and hear that nothing came of it."""
        self._core.refuse("fault", {})

    def settle(self) -> None:
        """The inbox is empty for now: write what was gathered, hand over what is ready."""
        if self._stock_answers:
            gathered, self._stock_answers = self._stock_answers, []
            answers.stock_answers(self._core, gathered)
        if self._core.desk.pay_wait_until_ns is not None:
            paying.start_payment(self._core)
        customers.look(self._core)
        self._handover.look()

    def _call(self, command: AnyCommand | None, reply: Callable[[RegisterView, str], None]) -> None:
        """A command from the control socket: answered with the view, and the refusal if there is one."""
        core = self._core
        seen, asked, refused = core.desk.refusals, core.desk.pending, "fault"
        try:
            if command is not None:
                self._command(command)
            # Before `settle`: what others say meanwhile is no refusal of this command.
            refused = core.desk.refused if core.desk.refusals > seen else ""
            if not refused and core.desk.pending is not None and core.desk.pending is not asked:
                refused = core.desk.pending.question.code
            self.settle()
        finally:
            reply(self._presenter.view(core), refused)

    def _command(self, command: c.Command) -> None:
        core = self._core
        core.desk.touched_ns = core.clock.monotonic_ns()
        if signing.must_sign_in(core) and not isinstance(command, day_register.WITHOUT_NAME):
            core.refuse("sign_in_first", {})
            return
        match command:
            case c.EnterCode(code_text=text):
                day_register.scanned(core, text, "typed")
            case c.AddProduct(product_id=product_id):
                self._add_product(product_id)
            case c.SetNextQuantity(milli=milli):
                core.desk.next_milli = milli if milli and milli > 0 else None
            case c.CheckPrice(code_text=text):
                if text:
                    scanning.check_price(core, text)
                else:
                    core.desk.price_check = not core.desk.price_check
            case c.StartPayment():
                paying.start_payment(core)
            case c.LeavePayment():
                paying.leave_payment(core)
            case c.TakeTender(tender=tender, amount_minor=amount_minor, approval_code=approval):
                paying.take_tender(core, tender, amount_minor, approval, account=command.account)
            case c.TakeTenderBack(tender_id=tender_id):
                paying.take_tender_back(core, tender_id)
            case c.AnswerQuestion(question_id=question_id, yes=yes):
                self._answer(question_id, yes)
            case c.ReprintReceipt(receipt_no=receipt_no):
                paying.reprint(core, receipt_no)
            case c.AnswerPrint(job_id=job_id, again=again):
                paying.answer_paper(core, job_id, again)
            case c.ShowReceipt(receipt_no=receipt_no):
                paying.show_receipt(core, receipt_no)
            case _:
                self._basket_command(command)

    def _basket_command(self, command: c.Command) -> None:
        core = self._core
        sale = core.till.sale
        match command:
            case c.ChangeQuantity(line_id=line_id, milli=milli):
                selling.set_quantity(core, line_id, milli)
            case c.StepQuantity(line_id=line_id, steps=steps):
                selling.step(core, line_id, steps)
            case c.EnterWeight(line_id=line_id, milli=milli):
                selling.weigh(core, line_id, milli, "typed")
            case c.VoidLine(line_id=line_id) if sale is not None:
                selling.change(core, basket.void_line(sale, line_id))
            case c.VoidLine():
                core.refuse("line_gone", {})
            case c.VoidSale():
                selling.void_sale(core)
            case c.RepeatLast():
                selling.repeat_last(core)
            case c.Undo() if sale is not None:
                selling.change(core, basket.undo(sale, core.new_id))
            case c.Undo():
                core.refuse("nothing_to_undo", {})
            case c.ParkSale(name=name):
                selling.park(core, name)
            case c.RecallSale(sale_id=sale_id):
                selling.recall(core, sale_id)
            case c.Search(text=text):
                self._search(text)
            case c.ClearNotice(notice_id=notice_id):
                core.desk.notices = tuple(n for n in core.desk.notices if n.notice_id != notice_id)
            case _:
                day_register.command(core, command)

    def _message(self, message: object) -> None:
        core = self._core
        match message:
            case d.ScanRead() | d.ScanBroken() if device_page.takes(core, message):
                pass  # somebody looks into the devices: it is shown there, and nothing is sold
            case d.ScanRead(text=text):
                core.desk.light("scanner", "good", "scanner_ok", {"device": message.device}, core.now_text())
                self._scanned(text)
            case d.ScanBroken(reason=reason):
                core.refuse("scan_broken", {"reason": reason})
            case d.WeightRead(milli=milli, stable=stable):
                selling.use_scale(core, milli if stable else 0)
            case d.DeviceChanged(kind=kind, device=device, present=present, reason=reason):
                device_page.device_changed(core, message)
                answers.device_changed(core, kind, device, present, reason)
            case m.PaperAnswer():
                answers.paper(core, message)
                if message.outcome == "doubtful" and core.journal.open_job(message.job_id) is not None:
                    paying.doubt_paper(core, message.job_id, message.sale_id)
            case m.PaperStarting(job_id=job_id, printer=printer):
                answers.paper_starting(core, job_id, printer)
            case m.PaperSaved():
                answers.paper_saved(core, message)
            case m.DrawerAnswer():
                answers.drawer(core, message)
            case m.DrawerSeen(is_open=is_open):
                drawers.seen(core, is_open)
            case m.PrinterLight(code=code, printer=printer):
                answers.printer_light(core, code, printer)
            case m.ReceiptPicture(receipt_no=receipt_no, png=png):
                paying.receipt_drawn(core, receipt_no, png)
            case m.SearchFound():
                answers.search_found(core, message)
            case m.Tick():
                self._watch.tick()
            case _:
                self._away_and_back(message)

    def _away_and_back(self, message: object) -> None:
        core = self._core
        match message:
            case m.StockDown(reason=reason):
                answers.stock_light(core, self._handover, away=True, reason=reason)
            case m.StockUp():
                answers.stock_light(core, self._handover, away=False)
            case m.LeaseLost(reason=lost, generation_seen=seen):
                answers.raise_generation(core, lost, seen)
            case m.StockStuck(product_id=product_id, reason=reason):
                params: dict[str, str | int] = {"product_id": product_id, "reason": reason}
                core.desk.notice("warn", "stock_stuck", params, core.now_text())
            case m.StockFindings(findings=findings):
                answers.stock_findings(core, findings)
            case m.StockAgain(job_id=job_id):
                answers.stock_again(core, job_id)
            case m.UploadDone():
                answers.upload_done(core, message)
            case m.CentreDown(reason=reason):
                answers.centre_light(core, "centre_away", reason)
            case m.CentreUp():
                answers.centre_light(core, "centre_ok")
            case m.ForkSeen(text=text):
                answers.centre_light(core, "centre_fork", text)
            case _:
                day_register.message(core, message)

    def _answer(self, question_id: str, yes: bool) -> None:
        core = self._core
        pending, sale = core.desk.pending, core.till.sale
        kind, _, detail = question_id.partition(":")
        if pending is not None and pending.question.question_id == question_id:
            core.desk.pending = None
            if yes:
                pending.retry()
        elif kind == "age" and sale is not None and detail == str(sale.open_age):
            selling.answer_age(core, sale, yes)
        elif kind == "paper" and any(str(doubt.job_id) == detail for doubt in core.desk.doubts):
            # The question is whether the paper came out: "yes" needs no other one.
            paying.answer_paper(core, int(detail), again=not yes)
        else:
            core.refuse("question_gone", {})

    def _scanned(self, text: str) -> None:
        """A scan at a till that nobody has taken over can only be a badge."""
        core = self._core
        core.desk.touched_ns = core.clock.monotonic_ns()
        if signing.must_sign_in(core):
            signing.badge(core, scanning.badge_text(core, text))
        elif not manager_staff.badge_scanned(core, text):
            day_register.scanned(core, text, "scan")

    def _add_product(self, product_id: str) -> None:
        core = self._core
        product = selling.article(core, product_id)
        if core.desk.phase == "tender" and core.till.sale is not None and core.till.sale.paying:
            core.refuse("payment_begun", {})
        elif isinstance(product, Refused):
            core.refuse(product.code, product.params)
        else:
            scanning.choose(core, product)

    def _search(self, text: str) -> None:
        desk = self._core.desk
        desk.searching, desk.choice = bool(text.strip()), None
        if desk.searching:
            self._core.outbox.find(text)
        else:
            desk.search = None
