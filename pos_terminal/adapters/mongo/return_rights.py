"""Holding, taking and freeing the right to return a sale's line. On the caller's thread.

A right is changed by one compare on its version `v`, from what was read to what `domain.returns` makes of it.
Raises CameBetween where somebody else was quicker: the caller asks again; and PyMongoError.
"""

from datetime import datetime
from typing import Any

from pymongo.database import Database
from pymongo.errors import PyMongoError

from pos_terminal.adapters.mongo.documents import Document
from pos_terminal.adapters.mongo.rights import (
    given_in_op,
    op_document,
    right_fields,
    right_in,
    right_of_document,
    stop_document,
)
from pos_terminal.adapters.mongo.sentences import is_duplicate
from pos_terminal.domain.decision import Refused
from pos_terminal.domain.returns import give, take_back
from pos_terminal.services.ledger_port import (
    Ended,
    Ending,
    NoRight,
    ReturnHeld,
    ReturnReply,
    ReturnTooMany,
)

Origin = tuple[str, datetime]
Wanted = tuple[str, str, str, int]


class CameBetween(Exception):
    """The document was changed between reading and writing; nothing was written."""


def hold_right(database: Database[Document], wanted: Wanted, origin: Origin) -> ReturnReply:
    """Hold units of a line. wanted: sale, operation, line, thousandths; origin: till and time."""
    sale_id, op_id, line_id, milli = wanted
    row = database.return_rights.find_one({"_id": sale_id}) or _made(database, sale_id)
    if row is None:
        return NoRight()
    op = _op_in(row, op_id)
    if op is not None:
        return ReturnHeld(given_in_op(op)) if op["state"] == "held" else Ended(op["state"])
    right = right_in(row)
    if right is None:
        return NoRight()
    answer = give(right, line_id, milli)
    if isinstance(answer, Refused):
        line = right.line(line_id)
        return ReturnTooMany(answer.code, 0 if line is None else line.milli)
    after, given = answer
    op = op_document(op_id, "held", given, *origin)
    change = {"$set": right_fields(after), "$push": {"ops": op}}
    _change(database, row, change)
    return ReturnHeld(given)


def end_right(
    database: Database[Document], sale_id: str, op_id: str, origin: Origin, *, take: bool
) -> Ending:
    """Take or free an operation; free also stops one that is still under way."""
    row = database.return_rights.find_one({"_id": sale_id})
    if row is None:
        return "missing" if take else "freed"
    op = _op_in(row, op_id)
    if op is None:
        if take:
            return "missing"
        stop = {"$push": {"ops": stop_document(op_id, *origin)}}
        _change(database, row, stop)
        return "freed"
    if op["state"] != "held":
        return "taken" if op["state"] == "taken" else "freed"
    state: Ending = "taken" if take else "freed"
    index = [other["id"] for other in row["ops"]].index(op_id)
    fields: Document = {f"ops.{index}.state": state}
    right = right_in(row)
    if not take and right is not None:
        fields |= right_fields(take_back(right, given_in_op(op)))
    _change(database, row, {"$set": fields})
    return state


def _made(database: Database[Document], sale_id: str) -> Document | None:
    """The right of a sale that came without one (online, or from an older till); None: no such sale."""
    sale = database.sales.find_one({"_id": sale_id})
    made = None if sale is None else right_of_document(sale)
    if made is None:
        return None
    try:
        database.return_rights.insert_one(made)
    except PyMongoError as error:
        if not is_duplicate(error):
            raise
        raise CameBetween from error
    return made


def _change(database: Database[Document], row: Document, change: dict[str, Any]) -> None:
    """Change a right that is still as it was read. Raises CameBetween."""
    wanted = {"_id": row["_id"], "v": row["v"]}
    if not database.return_rights.update_one(wanted, {**change, "$inc": {"v": 1}}).matched_count:
        raise CameBetween


def _op_in(row: Document, op_id: str) -> Document | None:
    return next((op for op in row["ops"] if op["id"] == op_id), None)
