"""What a manager sees beside the day's work: stock findings, exceptions of the centre, the staff.

Part of `views.RegisterView` and made like it: codes and figures, put into words by the screen; times are UTC,
ISO 8601 with milliseconds. SAFETY: no PIN, no hash and no badge's code is in here.
"""

import msgspec


class StockFindingView(msgspec.Struct, frozen=True):
    """What reconciling found of one article. kind: `settled`, `reaped`, `lowered`, `raised`, `low`,
    `no_counter`, `unreadable`, or `waiting` (not proven yet).

    milli: thousandths of the unit; counter_milli: the counter after it. cause: why, as a code. text: a plain
    sentence, in English. since: when it was found or done, empty for what waits; ended: it does not stand any
    more. stands: a person is needed. is_new: nobody had looked when the page was opened. count: so many
    articles, where it is about several. raising: it was asked for, the answer is not there yet.
    """

    finding_id: str
    kind: str
    product_id: str
    name: str
    unit: str
    milli: int
    text: str
    counter_milli: int | None = None
    terminal_id: str = ""
    cause: str = ""
    since: str = ""
    ended: str = ""
    stands: bool = False
    is_new: bool = False
    count: int = 0
    raising: bool = False


class MarkView(msgspec.Struct, frozen=True):
    """Who marked an exception, at which till, and when."""

    by: str
    terminal_id: str
    at: str


class ExceptionView(msgspec.Struct, frozen=True):
    """What did not come out as it should at the centre.

    kind: `return_not_left`, `credit_without_account`, `hold_missing`, `hold_taken`, `hold_freed`, or another.
    receipt_no: of the sale in which it happened; original_no: of the one whose goods came back. milli: what
    came back; left_milli: what of it was left. amount_minor: None where nobody knows. ledger: what was held;
    account_end: the last signs of the account.
    """

    exception_id: str
    kind: str
    at: str
    terminal_id: str = ""
    business_day: str = ""
    cashier: str = ""
    receipt_no: str = ""
    original_no: str = ""
    article: str = ""
    unit: str = "each"
    milli: int = 0
    left_milli: int = 0
    amount_minor: int | None = None
    ledger: str = ""
    account_end: str = ""
    seen: MarkView | None = None
    settled: MarkView | None = None


class FindingsView(msgspec.Struct, frozen=True):
    """The page of the findings.

    reconciles: this till looks after the stock. looked_at: when it last looked at all articles, and at how
    many; empty: not yet since the start. stock_away: a plain sentence while a server does not answer.
    state: of the exceptions: `asking`, `ready`, `away` (problem: a plain sentence), `none` without a centre.
    more: there are older ones.
    """

    stock: tuple[StockFindingView, ...] = ()
    reconciles: bool = True
    looked_at: str = ""
    articles: int = 0
    stock_away: str = ""
    state: str = "asking"
    exceptions: tuple[ExceptionView, ...] = ()
    more: bool = False
    problem: str = ""


class StaffRowView(msgspec.Struct, frozen=True):
    """One person of the staff. locked: too many wrong PINs just now; owed: the centre is not told yet."""

    staff_id: str
    name: str
    role: str
    active: bool
    has_badge: bool = False
    locked: bool = False
    owed: bool = False


class StaffPageView(msgspec.Struct, frozen=True):
    """The page of the staff. centre: `answers`, `away`, or `none` where there is none; empty: not known yet.

    badge_for: whose badge the next scan is; saving: a change is on its way.
    """

    rows: tuple[StaffRowView, ...] = ()
    centre: str = ""
    problem: str = ""
    badge_for: str = ""
    saving: bool = False


class ManagerView(msgspec.Struct, frozen=True):
    """unseen: how many findings and exceptions nobody has looked at. A page is None while it is closed."""

    unseen: int = 0
    findings: FindingsView | None = None
    staff: StaffPageView | None = None
