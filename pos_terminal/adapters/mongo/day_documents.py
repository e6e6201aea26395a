"""The documents of shifts, closings and corrected tenders, built from domain values. Pure; any thread."""

from dataclasses import asdict
from datetime import datetime

from pos_terminal.adapters.mongo.documents import Document, event_id, money
from pos_terminal.domain.day_events import ShiftClosed
from pos_terminal.services.ports import Correction, ShiftBegun, UploadBatch


def shift_fields(shift: ShiftBegun | ShiftClosed, batch: UploadBatch) -> Document:
    """What a row of `shifts` says after its opening, or (with `closed_at`) after its closing."""
    till = {"terminal_id": batch.terminal_id, "store_id": batch.store_id}
    if isinstance(shift, ShiftBegun):
        return {
            **till,
            "business_day": shift.business_day,
            "opened_at": datetime.fromisoformat(shift.opened_at),
            "opened_by": shift.opened_by,
        }
    figures = shift.figures
    opened: Document = {"opened_at": datetime.fromisoformat(figures.opened_at)} if figures.opened_at else {}
    return {
        **till,
        **opened,
        "business_day": figures.business_day,
        "opened_by": figures.opened_by,
        "closed_at": datetime.fromisoformat(shift.closed_at),
        "closed_by": shift.cashier,
        "z_no": shift.z_no,
    }


def z_report_id(shift: ShiftClosed, batch: UploadBatch) -> str:
    """The `_id` of a row of `z_reports`; a new journal of the same till counts its closings from 1 again."""
    return f"{batch.terminal_id}-{shift.z_no}-{batch.journal_id}"


def z_report_fields(shift: ShiftClosed, batch: UploadBatch) -> Document:
    """A row of `z_reports` without its id; figures: as the paper said it, `..._minor` in figures.currency."""
    currency = shift.figures.currency
    difference = shift.counted_minor - shift.expected_minor
    return {
        "terminal_id": batch.terminal_id,
        "store_id": batch.store_id,
        "shift_id": shift.shift_id,
        "z_no": shift.z_no,
        "business_day": shift.figures.business_day,
        "closed_at": datetime.fromisoformat(shift.closed_at),
        "closed_by": shift.cashier,
        "counted": money(shift.counted_minor, currency),
        "expected": money(shift.expected_minor, currency),
        "difference": money(difference, currency),
        "pieces": [asdict(piece) for piece in shift.pieces],
        "figures": asdict(shift.figures),
    }


def correction_id(correction: Correction, batch: UploadBatch) -> str:
    """The id under which a correction is known: its event's."""
    return event_id(batch.journal_id, correction.seq)


def correction_document(correction: Correction, batch: UploadBatch, currency: str) -> Document:
    """One row of a sale's `corrections`."""
    made = correction.corrected
    return {
        "id": correction_id(correction, batch),
        "tender_id": made.tender_id,
        "was_method": made.was_method,
        "method": made.method,
        "amount": money(made.amount_minor, currency),
        "reason": made.reason,
        "at": datetime.fromisoformat(correction.at),
    }
