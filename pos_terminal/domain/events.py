"""Every fact that the journal can hold. Pure.

An event states its stored name and version itself (`STORED`), so that moving a class never breaks an old
journal.
No personal data: names and free texts lie in the table `personal`, here only random ids.
"""

from dataclasses import dataclass
from typing import ClassVar

from pos_terminal.domain.day_events import DayEvent
from pos_terminal.domain.marks import Marks
from pos_terminal.domain.tax import Rounding, TaxLine


@dataclass(frozen=True, slots=True)
class ShiftOpened:
    """A business day began on this till.

    business_day: ISO date, given, never worked out from a time stamp.
    """

    STORED: ClassVar = ("ShiftOpened", 1)
    shift_id: str
    business_day: str
    cashier: str


@dataclass(frozen=True, slots=True)
class GenerationRaised:
    """The stock protocol's generation went up; all holds are said again under it.

    reason: `start`, `lease`, `server`.
    """

    STORED: ClassVar = ("GenerationRaised", 1)
    generation: int
    reason: str


@dataclass(frozen=True, slots=True)
class ClockJumped:
    """The wall clock moved against the monotonic clock by more than five minutes."""

    STORED: ClassVar = ("ClockJumped", 1)
    by_ms: int


@dataclass(frozen=True, slots=True)
class SaleStarted:
    """A basket was begun, with the rules that hold for it until its end."""

    STORED: ClassVar = ("SaleStarted", 1)
    sale_id: str
    business_day: str
    cashier: str
    currency: str
    decimals: int
    prices_include_tax: bool
    rounding: Rounding
    cash_step_minor: int


@dataclass(frozen=True, slots=True)
class LineAdded:
    """An article came into the basket.

    milli 0: its weight is not known yet. entry: `scan`, `typed`, `list`, `repeat`, `undo`. marks: what its
    code said of this very piece, None for nothing.
    """

    STORED: ClassVar = ("LineAdded", 2)
    sale_id: str
    line_id: str
    hold_id: str
    product_id: str
    code_text: str
    name: str
    unit: str
    milli: int
    unit_price_minor: int
    tax_class: str
    rate_bp: int
    stock_policy: str
    tracked: bool
    minimum_age: int
    entry: str
    marks: Marks | None = None


@dataclass(frozen=True, slots=True)
class QuantityChanged:
    """A line's quantity went from was_milli to milli. cause: `merge`, `key`, `typed`, `undo`."""

    STORED: ClassVar = ("QuantityChanged", 1)
    sale_id: str
    line_id: str
    was_milli: int
    milli: int
    cause: str


@dataclass(frozen=True, slots=True)
class LineWeighed:
    """A waiting line got its weight. source: `scale`, `typed` or `label`."""

    STORED: ClassVar = ("LineWeighed", 1)
    sale_id: str
    line_id: str
    milli: int
    source: str


@dataclass(frozen=True, slots=True)
class LineVoided:
    """A line was taken out of the basket. cause: `void`, `key`, `undo`, `age` (the customer is too young)."""

    STORED: ClassVar = ("LineVoided", 1)
    sale_id: str
    line_id: str
    cause: str


@dataclass(frozen=True, slots=True)
class AgeAnswered:
    """The cashier said whether the customer is old enough.

    `allowed` holds for the whole sale up to that age.
    """

    STORED: ClassVar = ("AgeAnswered", 1)
    sale_id: str
    minimum_age: int
    allowed: bool


@dataclass(frozen=True, slots=True)
class SaleVoided:
    """The whole basket was thrown away."""

    STORED: ClassVar = ("SaleVoided", 1)
    sale_id: str


@dataclass(frozen=True, slots=True)
class SaleParked:
    """The basket was put aside. name_id: row of `personal` that holds its name, empty for none."""

    STORED: ClassVar = ("SaleParked", 1)
    sale_id: str
    name_id: str


@dataclass(frozen=True, slots=True)
class SaleRecalled:
    """A parked basket was taken up again. business_day: it belongs to now; empty: to the one it had."""

    STORED: ClassVar = ("SaleRecalled", 2)
    sale_id: str
    business_day: str = ""


@dataclass(frozen=True, slots=True)
class HoldsReleased:
    """A parked basket waited so long that its stock was given back; recall claims it anew."""

    STORED: ClassVar = ("HoldsReleased", 1)
    sale_id: str


@dataclass(frozen=True, slots=True)
class HoldsRenewed:
    """A recalled basket's lines got new holds, in the order of its lines.

    A released hold is never used again.
    """

    STORED: ClassVar = ("HoldsRenewed", 1)
    sale_id: str
    hold_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TenderTaken:
    """Money was taken.

    amount: what counts towards the total; given - change = amount. rounding: cash rounding that it caused.
    Below zero: given back. account: of a ledger (store credit, gift card), empty for other methods.
    """

    STORED: ClassVar = ("TenderTaken", 2)
    sale_id: str
    tender_id: str
    method: str
    amount_minor: int
    given_minor: int
    change_minor: int
    rounding_minor: int
    approval_code: str
    account: str = ""


@dataclass(frozen=True, slots=True)
class TenderTakenBack:
    """A tender of the open sale was given back."""

    STORED: ClassVar = ("TenderTakenBack", 1)
    sale_id: str
    tender_id: str


@dataclass(frozen=True, slots=True)
class SaleCompleted:
    """The sale is paid. total = sum of tenders - rounding. completed_at: UTC ISO 8601 with milliseconds.

    cashier: who took the money; empty: who began the basket.
    """

    STORED: ClassVar = ("SaleCompleted", 2)
    sale_id: str
    receipt_no: str
    total_minor: int
    rounding_minor: int
    change_minor: int
    taxes: tuple[TaxLine, ...]
    completed_at: str
    cashier: str = ""


@dataclass(frozen=True, slots=True)
class StockAnswered:
    """What the shared counters said to a claim or release.

    outcome: `held`, `short`, `below`, `unknown`, `sold`, `released`; left: units still available, None
    where not known.
    """

    STORED: ClassVar = ("StockAnswered", 1)
    sale_id: str
    hold_id: str
    outcome: str
    left: int | None


@dataclass(frozen=True, slots=True)
class StockHandedOver:
    """From here on no claim is sent for the holds of these sales: their movements go to the centre."""

    STORED: ClassVar = ("StockHandedOver", 1)
    sale_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperPrinted:
    """A printer said that it is well after this paper. copy: 0 for the original."""

    STORED: ClassVar = ("PaperPrinted", 1)
    sale_id: str
    job_id: int
    copy: int


@dataclass(frozen=True, slots=True)
class PaperDoubtful:
    """It cannot be known whether this paper came out; the cashier is asked."""

    STORED: ClassVar = ("PaperDoubtful", 1)
    sale_id: str
    job_id: int


@dataclass(frozen=True, slots=True)
class PaperDropped:
    """A paper that will not be printed. reason: a code."""

    STORED: ClassVar = ("PaperDropped", 1)
    sale_id: str
    job_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class CopyRequested:
    """A copy of a receipt was asked for; copy counts from 1."""

    STORED: ClassVar = ("CopyRequested", 1)
    sale_id: str
    copy: int


@dataclass(frozen=True, slots=True)
class DrawerAnswered:
    """What became of a drawer pulse. outcome: `sent`, `expired`, `failed`."""

    STORED: ClassVar = ("DrawerAnswered", 1)
    sale_id: str
    job_id: int
    outcome: str


Event = (
    ShiftOpened
    | GenerationRaised
    | ClockJumped
    | SaleStarted
    | LineAdded
    | QuantityChanged
    | LineWeighed
    | LineVoided
    | AgeAnswered
    | SaleVoided
    | SaleParked
    | SaleRecalled
    | HoldsReleased
    | HoldsRenewed
    | TenderTaken
    | TenderTakenBack
    | SaleCompleted
    | StockAnswered
    | StockHandedOver
    | PaperPrinted
    | PaperDoubtful
    | PaperDropped
    | CopyRequested
    | DrawerAnswered
    | DayEvent
)
