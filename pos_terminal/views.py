"""Everything that may be seen: one immutable picture of the till, made by the core thread.

Texts are codes with parameters, put into words by the screen. Amounts are minor units, quantities
thousandths.
A part that did not change is the same object as in the view before, so that a screen can compare with `is`.
"""

from typing import Literal

import msgspec

from pos_terminal.device_views import DevicesView
from pos_terminal.manager_views import ManagerView
from pos_terminal.paper_views import PapersView

Level = Literal["info", "good", "warn", "bad"]
Phase = Literal["sale", "tender", "done"]
Param = str | int


class LineView(msgspec.Struct, frozen=True):
    """One line of the basket.

    badges: codes: `stock_short`, `stock_below`, `stock_unknown`, `needs_weight`, `needs_age`,
    `typed_weight`, `age_confirmed`, `returned`, `discounted`, `price_changed`, `label_price`,
    `past_date`. discount_minor: its own and its share of the basket's. milli, amount_minor below zero: it
    comes back. lot, serial, expiry, best_before (ISO dates): what its code said of this very piece.
    """

    line_id: str
    name: str
    code_text: str
    milli: int
    unit: str
    unit_price_minor: int
    amount_minor: int
    tax_class: str
    badges: tuple[str, ...] = ()
    discount_minor: int = 0
    list_price_minor: int | None = None
    lot: str = ""
    serial: str = ""
    expiry: str = ""
    best_before: str = ""


class TenderView(msgspec.Struct, frozen=True):
    """One payment taken in the open sale, or (amount below zero) given back. state: `taken` or `asked`.

    by_hand: its card terminal has been silent for so long that a manager may say what became of it.
    """

    tender_id: str
    method: str
    amount_minor: int
    given_minor: int
    change_minor: int
    state: str = "taken"
    by_hand: bool = False


class MethodView(msgspec.Struct, frozen=True):
    """A method of payment on the tender screen; quick_minor: amounts to offer as keys.

    by_terminal: a device charges it, nobody types an approval code.
    """

    method: str
    enabled: bool
    quick_minor: tuple[int, ...] = ()
    by_terminal: bool = False


class NoticeView(msgspec.Struct, frozen=True):
    """One sentence for the notice strip: a code and its parameters. at: UTC, ISO 8601 with milliseconds."""

    notice_id: int
    level: Level
    code: str
    params: dict[str, Param]
    at: str


class QuestionView(msgspec.Struct, frozen=True):
    """A question in the notice strip, answered by one key each; never a dialog."""

    question_id: str
    code: str
    params: dict[str, Param]


class LastItemView(msgspec.Struct, frozen=True):
    """The large field that answers every scan at a glance.

    code: `added`, `price`, `refused` or a refusal's own code.
    """

    level: Level
    code: str
    params: dict[str, Param]
    name: str = ""
    milli: int = 0
    unit: str = "each"
    unit_price_minor: int = 0
    amount_minor: int = 0


class LightView(msgspec.Struct, frozen=True):
    """One field of the status strip.

    subject: `printer`, `scanner`, `stock`, `centre`, `storage`, `clock`, `drawer`, `display`. since: UTC
    ISO 8601, empty where it is well.
    """

    subject: str
    level: Level
    code: str
    params: dict[str, Param]
    since: str = ""


class ParkedView(msgspec.Struct, frozen=True):
    """A basket that was put aside."""

    sale_id: str
    name: str
    line_count: int
    total_minor: int
    parked_at: str


class SearchRow(msgspec.Struct, frozen=True):
    """One article found. tax_class: its code, empty where it is not told."""

    product_id: str
    name: str
    code_text: str
    price_minor: int
    unit: str
    tax_class: str = ""


class SearchView(msgspec.Struct, frozen=True):
    """What the search found for its text."""

    text: str
    rows: tuple[SearchRow, ...]


class ReceiptView(msgspec.Struct, frozen=True):
    """A receipt as a picture of its paper (PNG), and how it was paid."""

    receipt_no: str
    png: bytes
    tenders: tuple[TenderView, ...] = ()


class CueView(msgspec.Struct, frozen=True):
    """The sound and flash that are due; a new serial means a new one."""

    serial: int
    kind: Literal["none", "good", "bad", "done", "question"]


class StaffView(msgspec.Struct, frozen=True):
    """Somebody who may sign in. pin_hint: only in the demo shop, where the PINs are no secret."""

    staff_id: str
    name: str
    role: str
    pin_hint: str = ""


class ApprovalView(msgspec.Struct, frozen=True):
    """An act waits for somebody who holds its right. approvers: who may; wrong: the last PIN was refused.

    params: what it is about, how much, what it was before. asked_by: the name of whoever wants it; reason: a
    code of the reasons' list, empty where the act needs none.
    """

    approval_id: str
    right: str
    params: dict[str, Param]
    approvers: tuple[StaffView, ...]
    wrong: str = ""
    asked_by: str = ""
    reason: str = ""


class ReturnableView(msgspec.Struct, frozen=True):
    """A line of the receipt found. left_milli: what may still come back; left_minor: what it is worth."""

    line_id: str
    name: str
    unit: str
    sold_milli: int
    left_milli: int
    left_minor: int
    asked: bool = False


class ReceiptFoundView(msgspec.Struct, frozen=True):
    """A receipt looked up to take goods back. state: `asking`, `found`, `unknown`, `away`, `needs_digits`.

    handed_out_by, handed_out_at: the till and the UTC time at which an online order was handed out.
    """

    text: str
    state: str
    sale_id: str = ""
    receipt_no: str = ""
    business_day: str = ""
    channel: str = "till"
    lines: tuple[ReturnableView, ...] = ()
    handed_out_by: str = ""
    handed_out_at: str = ""


class CustomerView(msgspec.Struct, frozen=True):
    """A customer. credit_minor: store credit, None where it is not known."""

    customer_id: str
    name: str
    phone: str = ""
    card_code: str = ""
    credit_minor: int | None = None


class CustomersView(msgspec.Struct, frozen=True):
    """What the search for customers found. state: `asking`, `found`, `away`."""

    text: str
    state: str
    rows: tuple[CustomerView, ...] = ()


class ClosedDayView(msgspec.Struct, frozen=True):
    """A closed day in the list of Z reports. turnover_minor: its Z's."""

    z_no: int
    business_day: str
    turnover_minor: int


class ShiftView(msgspec.Struct, frozen=True):
    """The shift. is_open: selling is possible; counted: the last closing's result until the next opening.

    closed: the newest closed days, newest first; older ones have their number only.
    """

    is_open: bool
    business_day: str = ""
    opened_at: str = ""
    last_z_no: int = 0
    difference_minor: int | None = None
    pieces_minor: tuple[int, ...] = ()
    closed: tuple[ClosedDayView, ...] = ()


class ReportTableView(msgspec.Struct, frozen=True):
    """One table of a report. Cells are codes or values with a kind for each column.

    kinds: `text`, `code`, `money`, `count`, `milli`, `rate`, `hour`. bars: the column that a chart shows, -1.
    """

    code: str
    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    bars: int = -1


class ReportView(msgspec.Struct, frozen=True):
    """A report on the screen. state: `asking`, `ready`, `away`; warnings: codes with parameters."""

    kind: str
    state: str
    title: str = ""
    params: dict[str, Param] = {}
    tables: tuple[ReportTableView, ...] = ()
    warnings: tuple[NoticeView, ...] = ()
    exported: str = ""


class CardDisputeView(msgspec.Struct, frozen=True):
    """A card payment of which manager and terminal said different things. charged: what the manager said.

    outcome: what the terminal said later. receipt_no: of its sale, empty where that was never completed.
    """

    tender_id: str
    amount_minor: int
    charged: bool
    outcome: str
    receipt_no: str = ""


class TotalsView(msgspec.Struct, frozen=True):
    """The sums of the open sale (or of the last one while its change is shown)."""

    total_minor: int = 0
    tax_minor: int = 0
    paid_minor: int = 0
    due_minor: int = 0
    change_minor: int = 0
    item_milli: int = 0
    line_count: int = 0


class RegisterView(msgspec.Struct, frozen=True):
    """The whole till at one moment. serial grows by one with every view.

    quick: articles that have a key of their own. checked: the article whose price was looked at last.
    tax_classes: codes and rates in basis points. voucher: the store-credit voucher scanned or typed last, and
    what is left on it (None: not known yet). devices: their page, None while it is closed.
    """

    serial: int
    phase: Phase
    currency: str
    decimals: int
    totals: TotalsView
    lines: tuple[LineView, ...] = ()
    newest_line_id: str = ""
    tenders: tuple[TenderView, ...] = ()
    methods: tuple[MethodView, ...] = ()
    next_milli: int | None = None
    price_check: bool = False
    last_item: LastItemView | None = None
    notices: tuple[NoticeView, ...] = ()
    question: QuestionView | None = None
    lights: tuple[LightView, ...] = ()
    history: tuple[NoticeView, ...] = ()
    parked: tuple[ParkedView, ...] = ()
    search: SearchView | None = None
    receipt: ReceiptView | None = None
    cue: CueView = CueView(0, "none")
    receipt_no: str = ""
    cashier: str = ""
    business_day: str = ""
    terminal_id: str = ""
    store_name: str = ""
    training: bool = False
    can_sell: bool = True
    must_sign_in: bool = False
    staff: tuple[StaffView, ...] = ()
    cashier_id: str = ""
    cashier_role: str = ""
    approval: ApprovalView | None = None
    receipt_found: ReceiptFoundView | None = None
    customer: CustomerView | None = None
    customers: CustomersView | None = None
    shift: ShiftView = ShiftView(True)
    report: ReportView | None = None
    manager: ManagerView = ManagerView()
    papers: PapersView = PapersView()
    devices: DevicesView | None = None
    departments: tuple[str, ...] = ()
    reasons: dict[str, tuple[str, ...]] = {}
    unknown_code: str = ""
    sale_discount_minor: int = 0
    quick: tuple[SearchRow, ...] = ()
    checked: SearchRow | None = None
    tax_classes: tuple[tuple[str, int], ...] = ()
    voucher: str = ""
    voucher_left_minor: int | None = None
    card_disputes: tuple[CardDisputeView, ...] = ()
