"""What the core does with commands for payment and paper.

Core thread only; the rules are in `domain.payments`.
"""

from functools import partial

from pos_terminal.domain import basket
from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.decision import Ask, Decision, Refused
from pos_terminal.domain.labels import past_since
from pos_terminal.domain.payments import tendering
from pos_terminal.domain.returns import refund_plan
from pos_terminal.domain.sale import Sale
from pos_terminal.services import asking, drawers, rights, slips
from pos_terminal.services.core import Core
from pos_terminal.services.desk import Act, PaperDoubt
from pos_terminal.services.pricing import discount_to_allow
from pos_terminal.services.tender_views import tender_views
from pos_terminal.views import LastItemView, ReceiptView

STOCK_WAIT_NS = 300_000_000


def start_payment(core: Core) -> bool:
    """Go to the tender screen; a claim of a `block` line that is still under way is waited for 300 ms.

    Answers whether the tender screen is reached.
    """
    desk = core.desk
    refused = basket.ready_to_pay(core.till.sale)
    if refused is None and core.till.sale is not None:
        refused = past_since(core.till.sale, core.settings.codes, core.today())
    if refused is None and not core.till.shift_id:
        refused = Refused("shift_closed_now")
    if refused is None and drawers.must_be_shut(core):
        refused = Refused("drawer_open")
    if refused is not None:
        desk.pay_wait_until_ns = None
        _not_ready(core, refused)
        return False
    missing = discount_to_allow(core)
    if missing is not None:
        desk.pay_wait_until_ns = None
        rights.allow(core, missing)
        if discount_to_allow(core) is not None:
            return False
    if _stock_unanswered(core):
        now_ns = core.clock.monotonic_ns()
        if desk.pay_wait_until_ns is None:
            desk.pay_wait_until_ns = now_ns + STOCK_WAIT_NS
        if now_ns < desk.pay_wait_until_ns:
            return False
    desk.pay_wait_until_ns = None
    refused = basket.ready_to_pay(core.till.sale, refuse_unknown_stock=core.settings.refuse_unknown_stock)
    if refused is not None:
        core.refuse(refused.code, refused.params)
        return False
    desk.phase = "tender"
    desk.price_check, desk.next_milli, desk.receipt = False, None, None
    desk.search, desk.searching = None, False
    return True


def _not_ready(core: Core, refused: Refused) -> None:
    """Goods in the customer's hand outrank the counter, if somebody who may says so."""
    sale = core.till.sale
    short = next((line for line in sale.lines if basket.is_short(line)), None) if sale else None
    if refused.code != "stock_short" or sale is None or short is None or not core.desk.staff:
        core.refuse(refused.code, refused.params)
        return

    def run() -> None:
        now = core.till.sale.line(short.line_id) if core.till.sale is not None else None
        if now is None or now.milli != short.milli:
            core.refuse("question_gone", {})
        elif core.commit((d.StockOverridden(sale.sale_id, short.line_id),)):
            start_payment(core)

    params = {**refused.params, "milli": short.milli, "unit": short.unit}
    rights.allow(core, Act("stock_override", run, params, "", short.line_id))


def leave_payment(core: Core) -> None:
    """Back to the sale; tenders that may go back do, others keep the till on the tender screen."""
    core.desk.pay_wait_until_ns = None
    core.desk.pending = None
    sale = core.till.sale
    if sale is not None and sale.asked is not None:
        asking.call_off(core)
        return
    if sale is not None and sale.tenders:
        taken_minor = sale.paid_minor
        if not core.decide(tendering.leave(sale)):
            return
        back_minor = taken_minor - (core.till.sale.paid_minor if core.till.sale else 0)
        if back_minor > 0:
            core.desk.notice("warn", "cash_given_back", {"amount_minor": back_minor}, core.now_text())
        if core.till.sale is not None and core.till.sale.tenders:
            core.desk.notice("warn", "card_taken", {}, core.now_text())
            return
    core.desk.phase = "sale"


def take_tender(
    core: Core,
    method: str,
    amount_minor: int | None,
    approval_code: str,
    *,
    account: str = "",
    confirmed: bool = False,
) -> None:
    """Take a tender; the last one completes the sale in the same journal entry."""
    sale = _sale_to_pay(core)
    if sale is None:
        return
    used = asking.account_of(core, sale, method, account.strip())
    if used is None:
        core.refuse("credit_no_account", {})
        return
    tendered = tendering.take(
        sale,
        method,
        amount_minor,
        approval_code.strip()[:40],
        core.new_id(),
        confirmed=confirmed,
        account=used,
        by_terminal=core.settings.card_terminal,
    )
    core.desk.pending = None
    retry = partial(take_tender, core, method, amount_minor, approval_code, account=account, confirmed=True)
    if isinstance(tendered, Refused | Ask):
        core.decide(tendered, retry)
    elif asking.must_ask(core, tendered):
        asking.ask(core, tendered)
    else:
        settle_tender(core, sale, tendered)


def _sale_to_pay(core: Core) -> Sale | None:
    """The basket, on the tender screen; None, with the reason shown, where it cannot be paid."""
    if core.till.sale is None:
        core.refuse("nothing_to_pay", {})
        return None
    if core.desk.phase != "tender" and not start_payment(core):
        return None
    sale = core.till.sale
    if not sale.tenders:  # an answer that comes after the first one must not lock the sale half paid
        refused = basket.ready_to_pay(sale, refuse_unknown_stock=core.settings.refuse_unknown_stock)
        if refused is not None:
            core.refuse(refused.code, refused.params)
            return None
    return sale


def settle_tender(core: Core, sale: Sale, tendered: Decision, closes: tuple[int, ...] = ()) -> None:
    """Money is there: the tender, with the sale's completion where nothing is due any more."""
    number = f"{core.settings.terminal_id}-{core.journal.series}{core.till.receipt_count + 1:06d}"
    decision = tendering.complete(sale, tendered, number, core.now_text(), core.till.staff_id)
    if isinstance(decision, Refused | Ask):
        return
    if not core.commit(slips.with_cards(core, sale, decision), closes=closes):
        return
    if core.till.sale is None:
        _finish(core)
    else:
        core.desk.sound("good")


def refund_as_paid(core: Core) -> None:
    """Give back what is owed to the tenders that paid; what a device has to do comes last."""
    sale = core.till.sale
    if sale is None or sale.due_minor >= 0:
        core.refuse("nothing_to_refund", {})
        return
    if core.desk.phase != "tender" and not start_payment(core):
        return
    for part in asking.in_order(core, refund_plan(sale)):
        before = core.till.sale
        if before is None or before.sale_id != sale.sale_id:
            return
        take_tender(core, part.method, -part.amount_minor, "", account=part.account)
        now = core.till.sale
        if now is before or (now is not None and now.asked is not None):
            return  # refused, or a device is asked: the rest waits for the cashier


def take_tender_back(core: Core, tender_id: str) -> None:
    """Give one tender back."""
    sale = core.till.sale
    tender = next((row for row in sale.tenders if row.tender_id == tender_id), None) if sale else None
    if sale is None or tender is None:
        core.refuse("tender_gone", {})
    elif tender.method == "card" and core.settings.card_terminal:
        # The terminal has booked it: a tender without a charge would be lost. It goes back as a return.
        core.refuse("card_taken", {})
    elif core.decide(tendering.give_back(sale, tender_id)):
        core.desk.sound("good")


def reprint(core: Core, receipt_no: str) -> None:
    """Print a copy of a receipt."""
    last = core.till.last
    finished = core.journal.finished_sale(receipt_no=receipt_no) if receipt_no else None
    sale = finished.sale if finished else (last if not receipt_no else None)
    if sale is None:
        core.refuse("receipt_unknown", {"receipt_no": receipt_no})
        return
    if core.commit((e.CopyRequested(sale.sale_id, _next_copy(core, sale.sale_id)),)):
        core.desk.notice("info", "copy_requested", {"receipt_no": sale.receipt_no}, core.now_text())
        core.desk.last_item = LastItemView("info", "copy_requested", {"receipt_no": sale.receipt_no})


def show_receipt(core: Core, receipt_no: str) -> None:
    """Have the picture of a receipt drawn; empty: the last one."""
    last = core.till.last
    wanted = receipt_no or (last.receipt_no if last else "")
    finished = core.journal.finished_sale(receipt_no=wanted) if wanted else None
    if finished is None:
        core.refuse("receipt_unknown", {"receipt_no": receipt_no})
    else:
        core.outbox.picture(core.finished(finished.sale.sale_id) or finished)


def receipt_drawn(core: Core, receipt_no: str, png: bytes) -> None:
    """The picture that was asked for, with how it was paid: a wrong tender is corrected from there."""
    finished = core.journal.finished_sale(receipt_no=receipt_no)
    tenders = tender_views(finished.sale) if finished is not None else ()
    core.desk.receipt = ReceiptView(receipt_no, png, tenders)


def doubt_paper(core: Core, job_id: int, sale_id: str) -> None:
    """Ask the cashier whether a paper came out; asked once."""
    finished = core.finished(sale_id)
    receipt_no = finished.sale.receipt_no if finished else ""
    if all(doubt.job_id != job_id for doubt in core.desk.doubts):
        core.desk.doubts = (*core.desk.doubts, PaperDoubt(job_id, sale_id, receipt_no))
        core.desk.sound("question")


def answer_paper(core: Core, job_id: int, again: bool) -> None:
    """The cashier says whether a doubtful paper is wanted again; a second one says COPY."""
    doubt = next((doubt for doubt in core.desk.doubts if doubt.job_id == job_id), None)
    if doubt is None:
        core.refuse("question_gone", {})
        return
    dropped = e.PaperDropped(doubt.sale_id, job_id, "copy_instead" if again else "came_out")
    events = (
        (dropped, e.CopyRequested(doubt.sale_id, _next_copy(core, doubt.sale_id))) if again else (dropped,)
    )
    if core.commit(events, closes=(job_id,)):
        core.desk.doubts = tuple(other for other in core.desk.doubts if other.job_id != job_id)
        core.outbox.drop_paper(job_id)


def _next_copy(core: Core, sale_id: str) -> int:
    """The number of the next copy; copies of older receipts are counted from one again."""
    last = core.till.last
    return core.till.last_copies + 1 if last is not None and last.sale_id == sale_id else 1


def _finish(core: Core) -> None:
    """The sale is paid: the change stays large until the next sale's first scan."""
    desk, last = core.desk, core.till.last
    desk.phase, desk.next_milli, desk.newest_line_id, desk.receipt = "done", None, "", None
    desk.voucher, desk.voucher_left_minor = "", None
    desk.clear_notices()
    if last is not None:
        desk.last_item = LastItemView(
            "good",
            "paid" if last.total_minor >= 0 else "paid_back",
            {"receipt_no": last.receipt_no, "change_minor": last.change_minor},
            amount_minor=last.change_minor,
        )
    desk.sound("done")


def _stock_unanswered(core: Core) -> bool:
    """Whether a claim of a `block` line of the open sale is still unanswered."""
    if core.till.sale is None or not core.settings.has_stock:
        return False
    blocked = (line for line in core.till.sale.lines if line.stock_policy == "block" and line.tracked)
    return any(not line.stock_answered for line in blocked)
