"""What the core thread needs of the configuration, as values; made by bootstrap."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pos_terminal.domain.labels import DEFAULT_POLICY, CodePolicy
from pos_terminal.domain.tax import TaxRules
from pos_terminal.services.quick_keys import QuickKey


def _no_offset(utc_ms: int) -> int:
    return 0


def _utc_date(utc_ms: int) -> str:
    return datetime.fromtimestamp(utc_ms / 1000, UTC).date().isoformat()


@dataclass(frozen=True, slots=True)
class DrawerRules:
    """What opens the drawer, and for how long it may stand open.

    kicked: it is opened by the till at all. left_open_ms: after so long the cashier is told, 0: never.
    must_be_closed: nobody pays while it is known to stand open.
    """

    tenders: frozenset[str] = frozenset({"cash"})
    kicked: bool = True
    left_open_ms: int = 0
    must_be_closed: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """Rules and names of one till.

    rates_bp: tax class to basis points; centre, stock: whether there is one. lock_after_ms 0: the till never
    locks itself. pieces_minor: faces of coins and notes, largest first. departments: name and tax class.
    reconciles: this till compares the counters with the centre.
    waits_for_staff: nothing is done before the list of the staff has come. large_discount_bp: from there on
    a discount needs the right `discount_large`. unchecked_return_minor: the
    most that may be given back while the centre cannot be asked, 0: nothing.
    card_by_hand_after_ms: so long a card terminal has to be silent before a manager may say what became of a
    tender. local_date: wall clock in ms to
    the shop's date; low_stock_units: at so many left the manager is told, 0: never; offset_minutes: to
    local time less UTC;
    local_hour: in which a UTC quarter (`2026-11-23T14:15`) begins. codes: what is done with what codes say.
    slips: kinds of slips that are printed by themselves.
    spare_printers: their names. guess_layout: the keyboard layout that a scanner is set to, by what was drawn
    for it and what came.
    """

    terminal_id: str
    store_name: str
    cashier: str
    currency: str
    decimals: int
    tax: TaxRules
    rates_bp: Mapping[str, int]
    cash_step_minor: int = 0
    merge_same_article: bool = True
    refuse_unknown_stock: bool = False
    has_stock: bool = True
    has_centre: bool = True
    training: bool = False
    park_hold_ms: int = 4 * 3_600_000
    lock_after_ms: int = 0
    cash_tolerance_minor: int = 0
    pieces_minor: tuple[int, ...] = ()
    departments: tuple[tuple[str, str], ...] = ()
    large_discount_bp: int = 10_000
    unchecked_return_minor: int = 0
    opens_shift_by_itself: bool = True
    waits_for_staff: bool = False
    reconciles: bool = False
    card_terminal: bool = False
    card_by_hand_after_ms: int = 60_000
    deposit_ids: frozenset[str] = frozenset()
    quick_keys: tuple[QuickKey, ...] = ()
    pin_hints: Mapping[str, str] = field(default_factory=dict)
    manager_address: str = ""
    has_mail: bool = False
    low_stock_units: int = 0
    codes: CodePolicy = DEFAULT_POLICY
    drawer: DrawerRules = DrawerRules()
    slips: frozenset[str] = frozenset()
    spare_printers: tuple[str, ...] = ()
    guess_layout: Callable[[str, str, str], str] = lambda device, drawn, came: ""
    local_date: Callable[[int], str] = _utc_date
    offset_minutes: Callable[[int], int] = _no_offset
    local_hour: Callable[[str], int] = lambda begins: int(begins[11:13])
