"""The outward work that events cause, and what to do with it after a crash. Pure.

A job is written in the transaction of its event and closed in that of the answering event. `lane`: jobs of
one lane
run one after the other, a failing one stays at its head.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

WhenUnsure = Literal["repeat", "ask", "inquire"]


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
    """Kick the cash drawer; expires 5 s after it was written (never late and unattended).

    sale_id: of the sale, or the id of the cash movement that it is for.
    """

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


@dataclass(frozen=True, slots=True)
class HoldCredit:
    """Hold an amount of a ledger account for a tender; asked once more after a doubt, by the same id."""

    STORED: ClassVar = "HoldCredit"
    WHEN_UNSURE: ClassVar[WhenUnsure] = "repeat"
    sale_id: str
    op_id: str
    method: str
    account: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class HoldReturn:
    """Hold the right to take units of a sold line back."""

    STORED: ClassVar = "HoldReturn"
    WHEN_UNSURE: ClassVar[WhenUnsure] = "repeat"
    sale_id: str
    op_id: str
    original_sale_id: str
    original_line_id: str
    milli: int


@dataclass(frozen=True, slots=True)
class EndHold:
    """Take what a ledger holds (the sale is complete), or free it (it is dead, or nobody knows).

    ledger: `return_rights` or the method of payment; account: the original sale or the account.
    """

    STORED: ClassVar = "EndHold"
    WHEN_UNSURE: ClassVar[WhenUnsure] = "repeat"
    op_id: str
    ledger: str
    account: str
    take: bool


@dataclass(frozen=True, slots=True)
class ChargeCard:
    """Charge a card on the connected terminal, or give money back to it (amount_minor < 0)."""

    STORED: ClassVar = "ChargeCard"
    WHEN_UNSURE: ClassVar[WhenUnsure] = "inquire"
    sale_id: str
    tender_id: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class PrintReport:
    """Print an X or Z report. z_no 0: the X of the open shift."""

    STORED: ClassVar = "PrintReport"
    WHEN_UNSURE: ClassVar[WhenUnsure] = "ask"
    report_id: str
    z_no: int


@dataclass(frozen=True, slots=True)
class PrintInvoice:
    """Print a receipt as an invoice."""

    STORED: ClassVar = "PrintInvoice"
    WHEN_UNSURE: ClassVar[WhenUnsure] = "ask"
    sale_id: str
    invoice_no: str
    buyer_id: str


@dataclass(frozen=True, slots=True)
class PrintSlip:
    """Print a slip; the fields are those of the event that asked for it."""

    STORED: ClassVar = "PrintSlip"
    WHEN_UNSURE: ClassVar[WhenUnsure] = "ask"
    slip_id: str
    kind: str
    subject_id: str
    cashier: str
    approver: str
    amount_minor: int
    detail: str


@dataclass(frozen=True, slots=True)
class SendMail:
    """Send a mail; a doubled one carries the same Message-ID."""

    STORED: ClassVar = "SendMail"
    WHEN_UNSURE: ClassVar[WhenUnsure] = "repeat"
    mail_id: str
    kind: str
    subject_id: str
    to_id: str


Job = (
    ClaimStock
    | ReleaseStock
    | OpenDrawer
    | PrintPaper
    | UploadSale
    | HoldCredit
    | HoldReturn
    | EndHold
    | ChargeCard
    | PrintReport
    | PrintInvoice
    | PrintSlip
    | SendMail
)

DRAWER_EXPIRY_MS = 5_000


def lane(job: Job) -> str:
    """Which jobs must keep their order among themselves."""
    match job:
        case ClaimStock(product_id=product_id) | ReleaseStock(product_id=product_id):
            return f"stock:{product_id}"
        case OpenDrawer():
            return "drawer"
        case PrintPaper() | PrintReport() | PrintInvoice() | PrintSlip():
            return "printer"
        case UploadSale():
            return "upload"
        case HoldCredit(account=account) | EndHold(account=account):
            return f"ledger:{account}"
        case HoldReturn(original_sale_id=account):
            return f"ledger:{account}"
        case ChargeCard():
            return "card"
        case SendMail(mail_id=mail_id):
            return f"mail:{mail_id}"


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
        case HoldCredit(op_id=op_id) | HoldReturn(op_id=op_id) | EndHold(op_id=op_id):
            return f"op:{op_id}"
        case ChargeCard(tender_id=tender_id):
            return f"card:{tender_id}"
        case _:
            return _other_key(job)


def _other_key(job: PrintReport | PrintInvoice | PrintSlip | SendMail) -> str:
    match job:
        case PrintReport(report_id=report_id):
            return f"report:{report_id}"
        case PrintInvoice(invoice_no=invoice_no):
            return f"invoice:{invoice_no}"
        case PrintSlip(slip_id=slip_id):
            return f"slip:{slip_id}"
        case SendMail(mail_id=mail_id):
            return f"mail:{mail_id}"
