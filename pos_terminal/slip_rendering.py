"""Slips to the printer's bytes: what the core put together, in the shop's stationery.

Runs on the thread that has the fonts; decides nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from pos_terminal.domain.catalog import Product
from pos_terminal.domain.records import FinishedSale
from pos_terminal.errors import Bug
from pos_terminal.rendering import PaperMaker, proof_of
from pos_terminal.services.slip_messages import SlipOrder
from receipts.card_slips import CardPayment, card_slip
from receipts.document import Document
from receipts.escpos import render
from receipts.gift_receipt import gift_receipt
from receipts.labels import Label, price_labels, shelf_labels
from receipts.look import Made
from receipts.reasons import cash_reason
from receipts.slips import (
    CashKind,
    CashMove,
    NoSale,
    Parked,
    Voided,
    cash_slip,
    no_sale_slip,
    parked_slip,
    void_slip,
)

_CASH: dict[str, CashKind] = {"cash_float": "float", "cash_in": "in", "cash_out": "out", "cash_drop": "drop"}


@dataclass(frozen=True, slots=True)
class SlipMaker:
    """Makes slips and labels. till: its id."""

    papers: PaperMaker
    till: str

    def printed(self, order: SlipOrder) -> bytes:
        """For the printer."""
        return render(self.document(order), self.papers.profile, self.papers.fonts)

    def document(self, order: SlipOrder) -> Document:
        """The slip itself."""
        look = self.papers.look
        made = Made(datetime.fromisoformat(order.at).astimezone(), self.till, order.cashier)
        if order.kind in _CASH:
            reason = cash_reason(look.say, order.reason)
            kind = _CASH[order.kind]
            return cash_slip(CashMove(made, kind, order.amount_minor, reason, order.approved_by), look)
        if order.kind == "no_sale":
            return no_sale_slip(NoSale(made, cash_reason(look.say, order.reason), order.approved_by), look)
        if order.product is not None:
            return self._labels(order, order.product)
        if order.finished is not None:
            return self._of_sale(order, order.finished, made)
        if order.sale is None:
            raise Bug(f"The slip {order.kind} says nothing.")
        if order.kind == "parked":
            return parked_slip(Parked(made, order.sale, order.code, order.name), look)
        return void_slip(Voided(made, order.sale, approved_by=order.approved_by), look)

    def _of_sale(self, order: SlipOrder, finished: FinishedSale, made: Made) -> Document:
        look = self.papers.look
        if order.kind == "gift":
            return gift_receipt(finished.sale, proof_of(finished), look)
        tender = next(row for row in finished.sale.tenders if row.tender_id == order.tender_id)
        payment = CardPayment(
            made, tender.amount_minor, receipt_no=finished.sale.receipt_no, approval=tender.approval_code
        )
        return card_slip(payment, look, merchant=order.kind == "card_merchant")

    def _labels(self, order: SlipOrder, product: Product) -> Document:
        label = Label(
            product.name,
            product.price_minor,
            product.unit,
            code=product.barcodes[0] if product.barcodes else "",
            article_no=product.product_id,
            base_minor=product.price_minor if product.measured else None,
            base_unit=product.unit if product.measured else "",
            pieces=order.pieces,
        )
        make = shelf_labels if order.kind == "shelf_label" else price_labels
        return make((label,), self.papers.look)
