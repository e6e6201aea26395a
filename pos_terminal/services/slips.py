"""Slips: the papers of a till's day that are no receipts. Core thread only.

The event that asks for one is written with what it is about, so that it is owed from then on. Which kinds are
printed by themselves is the configuration's word.
"""

from dataclasses import replace
from typing import get_args

from pos_terminal import slip_commands as c
from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.jobs import PrintSlip
from pos_terminal.domain.records import FinishedSale, OpenJob
from pos_terminal.domain.sale import Sale, Tender
from pos_terminal.services.core import Core
from pos_terminal.services.slip_messages import SlipKind, SlipOrder
from pos_terminal.services.timestamps import utc_text

PARKED_PREFIX = "PARK-"
MOST_LABELS = 50
_CODE_DIGITS = 10
_KINDS: tuple[SlipKind, ...] = get_args(SlipKind)


def parked_code(sale_id: str) -> str:
    """What the slip of a parked basket says: enough of its random id for one till's parked baskets."""
    return PARKED_PREFIX + sale_id.replace("-", "")[-_CODE_DIGITS:].upper()


def of_move(core: Core, event: d.CashMoved | d.DrawerOpened) -> tuple[e.Event, ...]:
    """The event with that of its slip, where one is wanted."""
    if isinstance(event, d.CashMoved):
        return _with(core, event, f"cash_{event.kind}", event.move_id, event.amount_minor, event.reason)
    return _with(core, event, "no_sale", event.move_id, 0, event.reason)


def of_basket(core: Core, event: e.SaleParked | e.SaleVoided) -> tuple[e.Event, ...]:
    """The same for a basket that is put aside or thrown away."""
    kind = "parked" if isinstance(event, e.SaleParked) else "voided"
    return _with(core, event, kind, event.sale_id, 0, "")


def with_cards(core: Core, sale: Sale, events: tuple[e.Event, ...]) -> tuple[e.Event, ...]:
    """What completes a sale with the slips of its card payments, asked for before the sale is complete."""
    if not events or not isinstance(events[-1], e.SaleCompleted):
        return events
    taken = [(row.tender_id, row.method, row.amount_minor) for row in sale.tenders]
    taken += [
        (row.tender_id, row.method, row.amount_minor) for row in events if isinstance(row, e.TenderTaken)
    ]
    slips = (
        _asked(core, kind, sale.sale_id, amount_minor, tender_id)
        for tender_id, method, amount_minor in taken
        if method == "card"
        for kind in ("card_merchant", "card_customer")
        if kind in core.settings.slips
    )
    return (*events[:-1], *slips, events[-1])


def parked_sale(core: Core, code_text: str) -> str:
    """The parked basket that a slip's code means; empty where it is none of this till's."""
    wanted = code_text.strip().upper()
    found = [row.sale.sale_id for row in core.till.parked if parked_code(row.sale.sale_id) == wanted]
    return found[0] if len(found) == 1 else ""


def command(core: Core, asked: c.PrintGiftReceipt | c.PrintLabels) -> None:
    """A paper that somebody wants."""
    match asked:
        case c.PrintGiftReceipt(receipt_no=receipt_no):
            _gift_receipt(core, receipt_no)
        case c.PrintLabels():
            _labels(core, asked)


def _gift_receipt(core: Core, receipt_no: str) -> None:
    """A paper without prices for a present."""
    sale = completed(core, receipt_no)
    if sale is None:
        core.refuse("receipt_unknown", {"receipt_no": receipt_no})
    elif all(line.is_return for line in sale.lines):
        core.refuse("gift_nothing", {})
    elif core.commit((_asked(core, "gift", sale.sale_id, 0, ""),)):
        core.desk.notice("good", "slip_printing", {}, core.now_text())


def _labels(core: Core, asked: c.PrintLabels) -> None:
    """Labels of an article, for the shelf or for the goods."""
    kind = f"{asked.kind}_label"
    product = core.catalogue.by_id(asked.product_id)
    if kind not in _KINDS or product is None:
        core.refuse("product_gone", {})
    elif not 1 <= asked.pieces <= MOST_LABELS:
        core.refuse("labels_too_many", {"most": MOST_LABELS})
    elif core.commit((_asked(core, kind, product.product_id, 0, str(asked.pieces)),)):
        core.desk.notice("good", "slip_printing", {}, core.now_text())


def hand_out(core: Core, owed: OpenJob, job: PrintSlip) -> None:
    """A slip to the printer; what it is about may be gone since, and with it the slip."""
    order = _order(core, owed, job)
    if order is None:
        core.close_job(owed.job_id)
    else:
        core.outbox.day.sheets.slip(owed, order)


def completed(core: Core, receipt_no: str) -> Sale | None:
    """A completed sale of this till by its number, with or without the four digits; empty: the last."""
    if not receipt_no:
        return core.till.last
    number = "-".join(receipt_no.strip().upper().split("-")[:2])
    finished = core.journal.finished_sale(receipt_no=number)
    return finished.sale if finished is not None else None


def _with(
    core: Core, event: e.Event, kind: str, subject_id: str, amount_minor: int, detail: str
) -> tuple[e.Event, ...]:
    if kind not in core.settings.slips:
        return (event,)
    return (event, _asked(core, kind, subject_id, amount_minor, detail))


def _asked(core: Core, kind: str, subject_id: str, amount_minor: int, detail: str) -> d.SlipAsked:
    cashier = core.till.staff_id or core.settings.cashier
    approver = core.backing.approver if core.backing is not None else ""
    other = "" if approver == cashier else approver
    return d.SlipAsked(core.new_id(), kind, subject_id, cashier, other, amount_minor, detail)


def _order(core: Core, owed: OpenJob, job: PrintSlip) -> SlipOrder | None:
    """What stands on it; None where what it is about is gone."""
    kind = next((known for known in _KINDS if known == job.kind), None)
    if kind is None:
        return None
    order = SlipOrder(
        job.slip_id,
        kind,
        utc_text(owed.written_at_ms),
        _name(core, job.cashier),
        job.amount_minor,
        approved_by=_name(core, job.approver),
    )
    match kind:
        case "parked" | "voided":
            return _of_basket(core, job, order)
        case "gift" | "card_customer" | "card_merchant":
            finished = core.finished(job.subject_id)
            if finished is None or (kind != "gift" and _tender(finished, job.detail) is None):
                return None
            return replace(order, finished=finished, tender_id=job.detail)
        case "shelf_label" | "price_label":
            product = core.catalogue.by_id(job.subject_id)
            return replace(order, product=product, pieces=int(job.detail)) if product is not None else None
        case _:
            return replace(order, reason=job.detail)


def _of_basket(core: Core, job: PrintSlip, order: SlipOrder) -> SlipOrder | None:
    if job.kind == "voided":
        sale = core.journal.voided_sale(job.subject_id)
        return replace(order, sale=sale) if sale is not None else None
    parked = next((row.sale for row in core.till.parked if row.sale.sale_id == job.subject_id), None)
    if parked is None:
        return None
    name = core.journal.personal(parked.name_id) if parked.name_id else ""
    return replace(order, code=parked_code(job.subject_id), name=name, sale=parked)


def _tender(finished: FinishedSale, tender_id: str) -> Tender | None:
    return next((row for row in finished.sale.tenders if row.tender_id == tender_id), None)


def _name(core: Core, staff_id: str) -> str:
    """As the list of the staff has it; the id where it has none."""
    return next((row.name for row in core.desk.staff if row.staff_id == staff_id), staff_id)
