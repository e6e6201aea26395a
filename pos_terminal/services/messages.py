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
