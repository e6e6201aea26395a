"""Which outward work each event causes. Pure; so the work table can be rebuilt from the journal."""

from pos_terminal.domain import events as e
from pos_terminal.domain.jobs import ClaimStock, Job, OpenDrawer, PrintPaper, ReleaseStock, UploadSale
from pos_terminal.domain.payments.methods import METHODS
from pos_terminal.domain.quantity import base_units
from pos_terminal.domain.sale import Line, Sale
from pos_terminal.domain.till import Till


def consequences(before: Till, after: Till, event: e.Event) -> tuple[Job, ...]:
    """The jobs of one event. before, after: the till around it."""
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
        case e.LineVoided(line_id=line_id):
            return _releases(before.sale, before.sale.lines, line_id) if before.sale else ()
        case e.SaleVoided():
            return _releases(before.sale, before.sale.lines) if before.sale else ()
        case e.SaleCompleted():
            return _completion(after.last) if after.last else ()
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


def _completion(sale: Sale) -> tuple[Job, ...]:
    opens = any(METHODS[tender.method].opens_drawer for tender in sale.tenders)
    drawer: tuple[Job, ...] = (OpenDrawer(sale.sale_id),) if opens else ()
    return (*drawer, PrintPaper(sale.sale_id, 0), *_sold(sale), UploadSale(sale.sale_id))


def _opened(sale: Sale) -> tuple[Job, ...]:
    return tuple(_claim(sale, line, sold=False) for line in sale.lines if _counts(line))


def _sold(sale: Sale) -> tuple[Job, ...]:
    return tuple(_claim(sale, line, sold=True) for line in sale.lines if _counts(line))


def _counts(line: Line) -> bool:
    return line.tracked and line.milli != 0


def _claim(sale: Sale, line: Line, *, sold: bool) -> ClaimStock:
    return ClaimStock(
        sale_id=sale.sale_id,
        hold_id=line.hold_id,
        product_id=line.product_id,
        units=base_units(line.milli, line.unit),
        sold=sold,
        policy=line.stock_policy,
    )


def _releases(sale: Sale, lines: tuple[Line, ...], line_id: str = "") -> tuple[Job, ...]:
    return tuple(
        ReleaseStock(sale.sale_id, line.hold_id, line.product_id)
        for line in lines
        if line.tracked and line_id in ("", line.line_id)
    )
