"""What a batch says of shifts, closings and corrected tenders, in its transaction. Upload worker's thread."""

from pymongo import UpdateOne
from pymongo.client_session import ClientSession
from pymongo.database import Database

from pos_terminal.adapters.mongo.day_documents import (
    correction_document,
    correction_id,
    shift_fields,
    z_report_fields,
    z_report_id,
)
from pos_terminal.adapters.mongo.documents import Document
from pos_terminal.domain.day_events import ShiftClosed
from pos_terminal.services.ports import UploadBatch


def write_shifts(database: Database[Document], session: ClientSession, batch: UploadBatch) -> None:
    """Note what was opened and closed. Raises PyMongoError."""
    shifts = [
        UpdateOne({"_id": shift.shift_id}, {"$set": shift_fields(shift, batch)}, upsert=True)
        for shift in batch.shifts
    ]
    closings = [
        UpdateOne({"_id": z_report_id(shift, batch)}, {"$set": z_report_fields(shift, batch)}, upsert=True)
        for shift in batch.shifts
        if isinstance(shift, ShiftClosed)
    ]
    if shifts:
        database.shifts.bulk_write(shifts, session=session)
    if closings:
        database.z_reports.bulk_write(closings, session=session)


def write_corrections(database: Database[Document], session: ClientSession, batch: UploadBatch) -> None:
    """Book tenders of completed sales under another way of paying. Raises PyMongoError."""
    for correction in batch.corrections:
        made, fresh = correction.corrected, {"corrections.id": {"$ne": correction_id(correction, batch)}}
        sale = database.sales.find_one({"_id": made.sale_id, **fresh}, {"tenders": 1}, session=session)
        for index, tender in enumerate(sale["tenders"] if sale is not None else ()):
            if tender["tender_id"] == made.tender_id:
                change = {
                    "$set": {f"tenders.{index}.method": made.method},
                    "$push": {
                        "corrections": correction_document(correction, batch, tender["amount"]["currency"])
                    },
                }
                database.sales.update_one({"_id": made.sale_id}, change, session=session)
