"""Which outward work each event causes. Pure; so the work table can be rebuilt from the journal."""

from pos_terminal.domain import events as e
from pos_terminal.domain.jobs import ClaimStock, Job, OpenDrawer, PrintPaper, ReleaseStock, UploadSale
from pos_terminal.domain.payments.methods import METHODS
from pos_terminal.domain.quantity import base_units
from pos_terminal.domain.sale import Line, Sale


def consequences(before: Sale | None, after: Sale | None, event: e.Event) -> tuple[Job, ...]:
    """The jobs of one event. before, after: the sale that it belongs to, as it was and as it became."""
    match event:
        case (
            e.LineAdded(line_id=line_id) | e.QuantityChanged(line_id=line_id) | e.LineWeighed(line_id=line_id)
        ):
            line = after.line(line_id) if after else None
            return (
                (_claim(after, line, sold=False),) if after and line and line.tracked and line.milli else ()
            )
        case e.LineVoided(line_id=line_id):
            line = before.line(line_id) if before else None
            return _releases(before, (line,)) if before and line else ()
        case e.SaleVoided():
            return _releases(before, before.lines) if before else ()
        case e.SaleCompleted():
            return _completion(after) if after else ()
        case e.CopyRequested(sale_id=sale_id, copy=copy):
            return (PrintPaper(sale_id, copy),)
        case _:
            return ()


def held_again(sale: Sale) -> tuple[Job, ...]:
    """Every hold of a sale, said again (after a new generation). A completed sale's holds are sold."""
    sold = sale.state == "completed"
    return tuple(_claim(sale, line, sold=sold) for line in sale.lines if line.tracked and line.milli)


def _completion(sale: Sale) -> tuple[Job, ...]:
    opens = any(METHODS[tender.method].opens_drawer for tender in sale.tenders)
    drawer: tuple[Job, ...] = (OpenDrawer(sale.sale_id),) if opens else ()
    return (*drawer, PrintPaper(sale.sale_id, 0), *held_again(sale), UploadSale(sale.sale_id))


def _claim(sale: Sale, line: Line, *, sold: bool) -> ClaimStock:
    return ClaimStock(
        sale_id=sale.sale_id,
        hold_id=line.hold_id,
        product_id=line.product_id,
        units=base_units(line.milli, line.unit),
        sold=sold,
        policy=line.stock_policy,
    )


def _releases(sale: Sale, lines: tuple[Line, ...]) -> tuple[Job, ...]:
    return tuple(
        ReleaseStock(sale.sale_id, line.hold_id, line.product_id)
        for line in lines
        if line.tracked and line.milli
    )
