"""A receipt that was found, wherever it was: one shape for the own journal's and the centre's. Pure."""

from dataclasses import dataclass

from pos_terminal.domain.marks import said
from pos_terminal.domain.returns import Right
from pos_terminal.domain.sale import Sale
from pos_terminal.services.enquiry_port import CentralLine, CentralSale


@dataclass(frozen=True, slots=True)
class Found:
    """authority: who decides on a return of it now, as in `ReturnLineAdded`."""

    sale: CentralSale
    authority: str


def central_of(sale: Sale, right: Right) -> CentralSale:
    """A sale of the own journal in the centre's shape."""
    lines = tuple(
        CentralLine(
            line_id=line.line_id,
            product_id=line.product_id,
            code_text=line.code_text,
            name=line.name,
            unit=line.unit,
            milli=line.milli,
            unit_price_minor=line.unit_price_minor,
            amount_minor=line.amount_minor,
            tax_class=line.tax_class,
            rate_bp=line.rate_bp,
            tracked=line.tracked,
            marks=said(line.marks),
        )
        for line in sale.lines
        if not line.is_return
    )
    return CentralSale(
        sale_id=sale.sale_id,
        receipt_no=sale.receipt_no,
        channel="till",
        terminal_id="",
        business_day=sale.business_day,
        completed_at=sale.completed_at,
        currency=sale.currency,
        customer_id=sale.customer_id,
        lines=lines,
        right=right,
    )
