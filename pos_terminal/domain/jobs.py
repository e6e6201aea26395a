"""The outward work that events cause, and what to do with it after a crash. Pure.

A job is written in the transaction of its event and closed in that of the answering event. `lane`: jobs of
one lane
run one after the other, a failing one stays at its head.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

WhenUnsure = Literal["repeat", "ask"]


@dataclass(frozen=True, slots=True)
class ClaimStock:
    """Set what one hold claims of a product. units: base units; sold: the claim outlives the basket."""

    STORED: ClassVar = "ClaimStock"
    WHEN_UNSURE: ClassVar[WhenUnsure] = "repeat"
    sale_id: str
    hold_id: str
    product_id: str
    units: int
    sold: bool
    policy: str


@dataclass(frozen=True, slots=True)
class ReleaseStock:
    """Give back what a hold claimed. Sent only after its event is fsynced."""

    STORED: ClassVar = "ReleaseStock"
    WHEN_UNSURE: ClassVar[WhenUnsure] = "repeat"
    sale_id: str
    hold_id: str
    product_id: str


@dataclass(frozen=True, slots=True)
class OpenDrawer:
    """Kick the cash drawer; expires 5 s after it was written (never late and unattended)."""

    STORED: ClassVar = "OpenDrawer"
    WHEN_UNSURE: ClassVar[WhenUnsure] = "ask"
    sale_id: str


@dataclass(frozen=True, slots=True)
class PrintPaper:
    """Print the receipt of a sale. copy: 0 the original, else its number as a copy."""

    STORED: ClassVar = "PrintPaper"
    WHEN_UNSURE: ClassVar[WhenUnsure] = "ask"
    sale_id: str
    copy: int


@dataclass(frozen=True, slots=True)
class UploadSale:
    """Bring a completed sale to the centre, and settle its stock."""

    STORED: ClassVar = "UploadSale"
    WHEN_UNSURE: ClassVar[WhenUnsure] = "repeat"
    sale_id: str


Job = ClaimStock | ReleaseStock | OpenDrawer | PrintPaper | UploadSale

DRAWER_EXPIRY_MS = 5_000


def lane(job: Job) -> str:
    """Which jobs must keep their order among themselves."""
    match job:
        case ClaimStock(product_id=product_id) | ReleaseStock(product_id=product_id):
            return f"stock:{product_id}"
        case OpenDrawer():
            return "drawer"
        case PrintPaper():
            return "printer"
        case UploadSale():
            return "upload"


def key(job: Job) -> str:
    """What a job is about; a newer job of the same key takes the place of an open older one."""
    match job:
        case ClaimStock(hold_id=hold_id) | ReleaseStock(hold_id=hold_id):
            return f"hold:{hold_id}"
        case OpenDrawer(sale_id=sale_id):
            return f"drawer:{sale_id}"
        case PrintPaper(sale_id=sale_id, copy=copy):
            return f"paper:{sale_id}:{copy}"
        case UploadSale(sale_id=sale_id):
            return f"upload:{sale_id}"
