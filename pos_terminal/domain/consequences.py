"""Which outward work each event causes. Pure; so the work table can be rebuilt from the journal."""

from collections.abc import Collection

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.jobs import (
    ChargeCard,
    ClaimStock,
    EndHold,
    HoldCredit,
    HoldReturn,
    Job,
    OpenDrawer,
    PrintInvoice,
    PrintPaper,
    PrintReport,
    PrintSlip,
    ReleaseStock,
    SendMail,
    UploadSale,
)
from pos_terminal.domain.payments.methods import METHODS
from pos_terminal.domain.sale import Line, Sale, Tender
from pos_terminal.domain.till import Till

OPEN_THE_DRAWER = frozenset(name for name, method in METHODS.items() if method.opens_drawer)


def consequences(
    before: Till, after: Till, event: e.Event, opens_drawer: Collection[str] = OPEN_THE_DRAWER
) -> tuple[Job, ...]:
    """The jobs of one event. before, after: the till around it. opens_drawer: methods of payment that do."""
    match event:
        case (
            e.LineAdded(line_id=line_id) | e.QuantityChanged(line_id=line_id) | e.LineWeighed(line_id=line_id)
        ):
            line = after.sale.line(line_id) if after.sale else None
            if after.sale is None or line is None:
                return ()
            waits_from_the_start = line.milli == 0 and isinstance(event, e.LineAdded)
            return (
                (_claim(after.sale, line, sold=False),) if line.tracked and not waits_from_the_start else ()
            )
        case d.StockOverridden(line_id=line_id):
            line = after.sale.line(line_id) if after.sale else None
            return (_claim(after.sale, line, sold=False),) if after.sale and line and _counts(line) else ()
        case e.LineVoided(line_id=line_id):
            return _line_gone(before.sale, line_id) if before.sale else ()
        case e.SaleVoided():
            return _sale_gone(before.sale) if before.sale else ()
        case e.TenderTakenBack(tender_id=tender_id):
            return _tender_gone(before.sale, tender_id) if before.sale else ()
        case e.SaleCompleted():
            return _completion(after.last, opens_drawer) if after.last else ()
        case e.CopyRequested(sale_id=sale_id, copy=copy):
            return (PrintPaper(sale_id, copy),)
        case e.GenerationRaised():
            return _held_again(after)
        case e.HoldsReleased(sale_id=sale_id):
            sale = after.find(sale_id)
            return _releases(sale, sale.lines) if sale else ()
        case e.HoldsRenewed():
            return _opened(after.sale) if after.sale else ()
        case _:
            return _of_the_day(event)


def _of_the_day(event: e.Event) -> tuple[Job, ...]:
    match event:
        case d.TenderAsked(sale_id=sale_id, tender_id=tender_id, method=method, amount_minor=amount_minor):
            if METHODS[method].has_ledger:
                return (HoldCredit(sale_id, tender_id, method, event.account, amount_minor),)
            return (ChargeCard(sale_id, tender_id, amount_minor),)
        case d.TenderRefused(tender_id=tender_id, method=method, account=account):
            return (EndHold(tender_id, method, account, take=False),) if METHODS[method].has_ledger else ()
        case d.ReturnAsked():
            return (
                HoldReturn(
                    event.sale_id,
                    event.op_id,
                    event.original_sale_id,
                    event.original_line_id,
                    event.milli,
                ),
            )
        case d.ReturnRefused(op_id=op_id, original_sale_id=original):
            return (EndHold(op_id, "return_rights", original, take=False),)
        case d.CashMoved(move_id=move_id) | d.DrawerOpened(move_id=move_id):
            return (OpenDrawer(move_id),)
        case d.ShiftClosed(shift_id=shift_id, z_no=z_no):
            return (PrintReport(f"z:{shift_id}", z_no),)
        case d.ReportAsked(report_id=report_id, z_no=z_no):
            return (PrintReport(report_id, z_no),)
        case d.InvoiceAsked(sale_id=sale_id, invoice_no=invoice_no, buyer_id=buyer_id):
            return (PrintInvoice(sale_id, invoice_no, buyer_id),)
        case d.SlipAsked():
            fields = (event.slip_id, event.kind, event.subject_id, event.cashier, event.approver)
            return (PrintSlip(*fields, event.amount_minor, event.detail),)
        case d.MailAsked(mail_id=mail_id, kind=kind, subject_id=subject_id, to_id=to_id):
            return (SendMail(mail_id, kind, subject_id, to_id),)
        case _:
            return ()


def closed_keys(before: Till, event: e.Event) -> tuple[str, ...]:
    """Keys of jobs that an event ends although nobody answered them."""
    if not isinstance(event, e.StockHandedOver):
        return ()
    gone = [sale for sale in before.unsent if sale.sale_id in event.sale_ids]
    return tuple(f"hold:{line.hold_id}" for sale in gone for line in sale.lines)


def _held_again(till: Till) -> tuple[Job, ...]:
    """Every open hold and every sold one that was not handed over, said again under a new generation."""
    baskets = [*(parked.sale for parked in till.parked), *([till.sale] if till.sale else [])]
    opened = (claim for sale in baskets if not sale.released for claim in _opened(sale))
    return (*(claim for sale in till.unsent for claim in _sold(sale)), *opened)


def _completion(sale: Sale, opens_drawer: Collection[str]) -> tuple[Job, ...]:
    opens = any(tender.method in opens_drawer for tender in sale.tenders)
    drawer: tuple[Job, ...] = (OpenDrawer(sale.sale_id),) if opens else ()
    return (
        *drawer,
        PrintPaper(sale.sale_id, 0),
        *_sold(sale),
        *_ends(sale, take=True),
        UploadSale(sale.sale_id),
    )


def _ends(sale: Sale, *, take: bool) -> tuple[Job, ...]:
    """What a ledger holds for a sale is taken with its completion, or freed with its death."""
    returns = (line.returned for line in sale.lines if line.returned is not None)
    return (
        *(_end_tender(tender, take=take) for tender in sale.tenders if _holds(tender)),
        *(
            EndHold(row.op_id, "return_rights", row.sale_id, take)
            for row in returns
            if row.authority == "centre"
        ),
    )


def _holds(tender: Tender) -> bool:
    """Whether a ledger holds this tender; what is added to one needs no hold."""
    return METHODS[tender.method].has_ledger and tender.amount_minor > 0


def _end_tender(tender: Tender, *, take: bool) -> Job:
    return EndHold(tender.tender_id, tender.method, tender.account, take)


def _line_gone(sale: Sale, line_id: str) -> tuple[Job, ...]:
    line = sale.line(line_id)
    if line is not None and line.returned is not None:
        held = line.returned.authority == "centre"
        return (EndHold(line.returned.op_id, "return_rights", line.returned.sale_id, False),) if held else ()
    return _releases(sale, sale.lines, line_id)


def _sale_gone(sale: Sale) -> tuple[Job, ...]:
    asked = (EndHold(row.op_id, "return_rights", row.sale_id, take=False) for row in sale.asked_returns)
    tender = sale.asked
    credit = (
        (EndHold(tender.tender_id, tender.method, tender.account, take=False),)
        if tender is not None and METHODS[tender.method].has_ledger
        else ()
    )
    return (*_releases(sale, sale.lines), *_ends(sale, take=False), *asked, *credit)


def _tender_gone(sale: Sale, tender_id: str) -> tuple[Job, ...]:
    gone = (tender for tender in sale.tenders if tender.tender_id == tender_id and _holds(tender))
    return tuple(_end_tender(tender, take=False) for tender in gone)


def _opened(sale: Sale) -> tuple[Job, ...]:
    return tuple(_claim(sale, line, sold=False) for line in sale.lines if _counts(line))


def _sold(sale: Sale) -> tuple[Job, ...]:
    return tuple(_claim(sale, line, sold=True) for line in sale.lines if _counts(line))


def _counts(line: Line) -> bool:
    return line.tracked and line.milli > 0


def _claim(sale: Sale, line: Line, *, sold: bool) -> ClaimStock:
    return ClaimStock(
        sale_id=sale.sale_id,
        hold_id=line.hold_id,
        product_id=line.product_id,
        units=line.units,
        sold=sold,
        policy=line.stock_policy,
    )


def _releases(sale: Sale, lines: tuple[Line, ...], line_id: str = "") -> tuple[Job, ...]:
    return tuple(
        ReleaseStock(sale.sale_id, line.hold_id, line.product_id)
        for line in lines
        if line.tracked and not line.is_return and line_id in ("", line.line_id)
    )
