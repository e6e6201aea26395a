"""Messages to the core thread that are neither commands nor driver messages: the workers' answers.

Frozen values; made on a worker's thread, read on the core thread.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Tick:
    """Some time has passed without another message: look at what is due."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Save what there is to save and end the core thread."""


@dataclass(frozen=True, slots=True)
class PaperAnswer:
    """What became of a paper. outcome: `printed`, `waiting` (the printer is not ready), `doubtful`, `dropped`."""

    job_id: int
    sale_id: str
    copy: int
    outcome: Literal["printed", "waiting", "doubtful", "dropped"]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DrawerAnswer:
    """What became of a drawer pulse."""

    job_id: int
    sale_id: str
    outcome: Literal["sent", "expired", "failed"]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PrinterLight:
    """The printer's state changed. code: `ok`, `paper_low`, `paper_out`, `cover_open`, `offline`, `silent`, `none`."""

    code: str


@dataclass(frozen=True, slots=True)
class ReceiptPicture:
    """The picture of a receipt that was asked for."""

    receipt_no: str
    png: bytes


@dataclass(frozen=True, slots=True)
class Upload:
    """Bring every event up to this seq to the centre. To the upload worker, from the core.

    upto_seq: fsynced, and no sale up to it whose stock was not handed over. sale_ids: sales up to it whose
    movements are to be settled; at a start all whose job is open, afterwards the new ones.
    """

    upto_seq: int
    sale_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UploadDone:
    """The centre has come so far. sale_ids: uploaded and settled, nothing of them is owed any more.

    Comes also without sale_ids (uploaded, the stock counters are away) and with an older seq than before (the
    centre was set back to a backup; everything after it goes up again by itself).
    """

    upto_seq: int
    head_hash: str
    sale_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CentreDown:
    """The centre does not take uploads; said once until it is back. reason: a plain sentence."""

    reason: str


@dataclass(frozen=True, slots=True)
class CentreUp:
    """The centre answers (again)."""


@dataclass(frozen=True, slots=True)
class ForkSeen:
    """The centre holds another history of this journal: no more uploads in this run. text: a plain sentence."""

    text: str
