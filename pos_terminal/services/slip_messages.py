"""What a slip says, put together on the core thread for whoever draws it. Pure data."""

from dataclasses import dataclass
from typing import Literal, Protocol

from pos_terminal.domain.catalog import Product
from pos_terminal.domain.records import FinishedSale, OpenJob
from pos_terminal.domain.reports.table import Report
from pos_terminal.domain.sale import Sale

SlipKind = Literal[
    "cash_float",
    "cash_in",
    "cash_out",
    "cash_drop",
    "no_sale",
    "parked",
    "voided",
    "gift",
    "card_customer",
    "card_merchant",
    "shelf_label",
    "price_label",
]


@dataclass(frozen=True, slots=True)
class SlipOrder:
    """One slip. at: UTC ISO 8601, when it was asked for; cashier: name; name: of the parked basket.

    sale: of a basket that is no receipt; finished: of one that is; tender_id: of a card slip. reason: a code
    of `reasons.REASONS`. code: what its barcode says. product, pieces: of labels.
    """

    slip_id: str
    kind: SlipKind
    at: str
    cashier: str = ""
    amount_minor: int = 0
    reason: str = ""
    approved_by: str = ""
    code: str = ""
    name: str = ""
    sale: Sale | None = None
    finished: FinishedSale | None = None
    tender_id: str = ""
    product: Product | None = None
    pieces: int = 1


class SheetOutbox(Protocol):
    """Where everything on paper goes that is no receipt."""

    def report(self, job: OpenJob, report: Report) -> None:
        """Print a report."""

    def export_report(self, report: Report) -> None:
        """Write a report as PDF and CSV."""

    def invoice(self, job: OpenJob, sale: FinishedSale, buyer: tuple[str, ...], issued_at: str) -> None:
        """Print an invoice. buyer: name, address, VAT number; issued_at: UTC ISO 8601."""

    def slip(self, job: OpenJob, order: SlipOrder) -> None:
        """Print a slip."""
