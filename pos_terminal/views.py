"""Everything that may be seen: one immutable picture of the till, made by the core thread.

Texts are codes with parameters, put into words by the screen. Amounts are minor units, quantities
thousandths.
A part that did not change is the same object as in the view before, so that a screen can compare with `is`.
"""

from typing import Literal

import msgspec

Level = Literal["info", "good", "warn", "bad"]
Phase = Literal["sale", "tender", "done"]
Param = str | int


class LineView(msgspec.Struct, frozen=True):
    """One line of the basket.

    badges: codes: `stock_short`, `stock_below`, `stock_unknown`, `needs_weight`, `needs_age`,
    `typed_weight`, `age_confirmed`.
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


class TenderView(msgspec.Struct, frozen=True):
    """One payment taken in the open sale."""

    tender_id: str
    method: str
    amount_minor: int
    given_minor: int
    change_minor: int


class MethodView(msgspec.Struct, frozen=True):
    """A method of payment on the tender screen; quick_minor: amounts to offer as keys."""

    method: str
    enabled: bool
    quick_minor: tuple[int, ...] = ()


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

    subject: `printer`, `scanner`, `stock`, `centre`, `storage`, `clock`. since: UTC ISO 8601, empty where
    it is well.
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
    """One article found."""

    product_id: str
    name: str
    code_text: str
    price_minor: int
    unit: str


class SearchView(msgspec.Struct, frozen=True):
    """What the search found for its text."""

    text: str
    rows: tuple[SearchRow, ...]


class ReceiptView(msgspec.Struct, frozen=True):
    """A receipt as a picture of its paper (PNG)."""

    receipt_no: str
    png: bytes


class CueView(msgspec.Struct, frozen=True):
    """The sound and flash that are due; a new serial means a new one."""

    serial: int
    kind: Literal["none", "good", "bad", "done", "question"]


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
    """The whole till at one moment. serial grows by one with every view."""

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
