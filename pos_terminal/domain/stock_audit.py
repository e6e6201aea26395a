"""Reconciling, decided: what was seen of an article at two times becomes what may be done about it. Pure.

The rules are the contract's (Reaping, Reconcile). Times are of a monotonic clock, in ms. Nothing here is a
guess: what is not proven waits, and a wait says why and until when.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, assert_never

from pos_terminal.domain.inventory import HoldSeen, Look
from pos_terminal.domain.quantity import quantity_text
from pos_terminal.domain.records import Movement

SECOND_LOOK_MS = 60_000
LOW_MS = 15 * 60_000


@dataclass(frozen=True, slots=True)
class CentreStock:
    """What the centre knows of one article's stock, in base units; on_hand None: it counts none.

    movements: those not marked settled, and those whose hold was asked for by name.
    """

    on_hand: int | None
    movements: tuple[Movement, ...] = ()
    name: str = ""
    unit: str = "each"


@dataclass(frozen=True, slots=True)
class Sight:
    """One article as one round saw it: the look first, then leases, then the centre.

    server_run: changes when the server does. asked_ms: before the look was sent; answered_ms: after it came.
    leases: by terminal, the generation, None where there is none; a terminal that is not in it is unknown.
    """

    product_id: str
    look: Look
    server_run: str
    asked_ms: int
    answered_ms: int
    centre: CentreStock
    leases: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settle:
    """The centre has these movements: they leave the holds, and this round looks no further."""

    movements: tuple[Movement, ...]


@dataclass(frozen=True, slots=True)
class Reap:
    """This open hold's till is gone: give it back. lease: the higher generation, None for no lease."""

    hold: HoldSeen
    lease: int | None


@dataclass(frozen=True, slots=True)
class Lower:
    """The counter is provably too high."""

    counter: int
    by: int


@dataclass(frozen=True, slots=True)
class Raise:
    """The counter is too low, and somebody who may has said that it is to be raised."""

    counter: int
    by: int


@dataclass(frozen=True, slots=True)
class ReportLow:
    """The counter has been too low for 15 minutes; only a person can tell why."""

    by: int


@dataclass(frozen=True, slots=True)
class NoCounter:
    """The centre counts this article and the stock server does not."""

    on_hand: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Something is not as it should be and not yet proven. units: of the hold, or too many, or too few."""

    what: Literal["gone", "high", "low"]
    units: int
    due_ms: int


Decision = Settle | Reap | Lower | Raise | ReportLow | NoCounter | Wait


@dataclass(frozen=True, slots=True)
class GoneHold:
    """An open hold of a till that is gone, as it was when first seen so."""

    hold: HoldSeen
    session: str
    server_run: str
    since_ms: int


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier rounds saw of an article. drift: the first sight since which nothing has changed."""

    drift: Sight | None = None
    gone: tuple[GoneHold, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be done now, and what to remember for the next round."""

    decisions: tuple[Decision, ...]
    memory: Memory = Memory()


FindingKind = Literal["settled", "reaped", "lowered", "raised", "low", "no_counter", "unreadable", "waiting"]


@dataclass(frozen=True, slots=True)
class StockFinding:
    """What was found and done, for a person. units: base units; text: a plain sentence.

    The rest is the same in parts, for other languages. counter: as it is after it. terminal_id: whose hold.
    cause: of what waits `gone`, `high` or `low`; of a hold that is free `silent` or `restarted`.
    """

    kind: FindingKind
    product_id: str
    units: int
    text: str
    name: str = ""
    unit: str = "each"
    counter: int | None = None
    terminal_id: str = ""
    cause: str = ""


_WAITING = {
    "gone": "{} held by a till that is gone; looked at once more after a minute.",
    "high": "the counter is {} too high; looked at once more after a minute.",
    "low": "the counter is {} too low; that is reported if it is still so after 15 minutes.",
}


def judge(memory: Memory, sight: Sight, may_raise: bool) -> Verdict:
    """What this sight, after what is remembered, allows to do."""
    gone = _gone(memory.gone, sight)
    if sight.centre.movements:
        return Verdict((Settle(sight.centre.movements),), Memory(gone=gone))
    reaps: list[Decision] = []
    decisions: list[Decision] = []
    for seen in gone:
        due_ms = seen.since_ms + SECOND_LOOK_MS
        if sight.asked_ms >= due_ms:
            reaps.append(Reap(seen.hold, sight.leases[seen.hold.terminal_id]))
        else:
            decisions.append(Wait("gone", seen.hold.units, due_ms))
    if reaps:
        return Verdict(tuple(reaps), Memory(gone=gone))
    on_hand, counter = sight.centre.on_hand, sight.look.counter
    if on_hand is None:
        return Verdict(tuple(decisions), Memory(gone=gone))
    if counter is None:
        return Verdict((*decisions, NoCounter(on_hand)), Memory(gone=gone))
    wanted = on_hand - sight.look.held
    if counter == wanted:
        return Verdict(tuple(decisions), Memory(gone=gone))
    first = memory.drift if memory.drift is not None and _unchanged(memory.drift, sight) else sight
    decisions.append(_drifted(first, sight, wanted, may_raise))
    return Verdict(tuple(decisions), Memory(first, gone))


def explained(decision: Decision, product_id: str, centre: CentreStock) -> StockFinding:
    """A decision that was carried out (or stands, for reports and waits) in a plain sentence."""
    article = f"{centre.name} ({product_id})" if centre.name else product_id

    def amount(units: int) -> str:
        return str(units) if centre.unit == "each" else f"{quantity_text(units)} {centre.unit}"

    kind, units, text = _words(decision, product_id, amount)
    found = StockFinding(kind, product_id, units, f"{article}: {text}", centre.name, centre.unit)
    match decision:
        case Reap(hold=hold, lease=lease):
            cause = "silent" if lease is None else "restarted"
            return replace(found, terminal_id=hold.terminal_id, cause=cause)
        case Lower(counter=counter) | Raise(counter=counter):
            return replace(found, counter=counter)
        case Wait(what=what):
            return replace(found, cause=what)
        case _:
            return found


def _gone(remembered: tuple[GoneHold, ...], sight: Sight) -> tuple[GoneHold, ...]:
    """The open holds of tills that are gone, each with the first of the looks that saw it unchanged."""
    place = (sight.look.session, sight.server_run)
    known = {seen.hold: seen for seen in remembered if (seen.session, seen.server_run) == place}
    return tuple(
        known.get(hold) or GoneHold(hold, *place, sight.answered_ms)
        for hold in sight.look.holds
        if _is_gone(hold, sight.leases)
    )


def _is_gone(hold: HoldSeen, leases: Mapping[str, int | None]) -> bool:
    if hold.sold or hold.terminal_id not in leases:
        return False
    lease = leases[hold.terminal_id]
    return lease is None or lease > hold.version.generation


def _unchanged(first: Sight, sight: Sight) -> bool:
    return (
        first.look.same_state(sight.look)
        and first.server_run == sight.server_run
        and first.centre.on_hand == sight.centre.on_hand
    )


def _drifted(first: Sight, sight: Sight, wanted: int, may_raise: bool) -> Decision:
    by = (sight.look.counter or 0) - wanted
    due_ms = first.answered_ms + (SECOND_LOOK_MS if by > 0 else LOW_MS)
    if sight.asked_ms < due_ms:
        return Wait("high" if by > 0 else "low", abs(by), due_ms)
    if by > 0:
        return Lower(wanted, by)
    return Raise(wanted, -by) if may_raise else ReportLow(-by)


def _words(decision: Decision, product_id: str, amount: Callable[[int], str]) -> tuple[FindingKind, int, str]:
    match decision:
        case Settle(movements=movements):
            units = sum(movement.units for movement in movements)
            return (
                "settled",
                units,
                f"{amount(units)} went out of stock at the centre; the holds are settled.",
            )
        case Reap(hold=hold, lease=lease):
            why = "has not been heard of for over 15 minutes" if lease is None else "has started again since"
            text = f"{amount(hold.units)} held in a basket by till {hold.terminal_id} are free: it {why}."
            return ("reaped", hold.units, text)
        case Lower(counter=counter, by=by):
            told = (
                f"the counter was {amount(by)} too high with nobody touching it, and is now {amount(counter)}"
            )
            return ("lowered", by, f"{told}; a stock server that lost its last changes leaves this.")
        case Raise(counter=counter, by=by):
            return (
                "raised",
                by,
                f"the counter was {amount(by)} too low and was raised to {amount(counter)}.",
            )
        case ReportLow(by=by):
            return ("low", by, _too_low(amount(by), product_id))
        case NoCounter(on_hand=on_hand):
            told = f"the centre counts {amount(on_hand)}, the stock server nothing"
            return ("no_counter", on_hand, f"{told}; make its counter with 'pos-terminal stock init'.")
        case Wait(what=what, units=units):
            return ("waiting", units, _WAITING[what].format(amount(units)))
        case _:
            assert_never(decision)


def _too_low(units: str, product_id: str) -> str:
    """An online refusal never given back and an online sale never written look the same."""
    return (
        f"the counter has been {units} too low for 15 minutes: either the online store refused an order and "
        "did not give the goods back, or it sold them and did not write that down. Look at the shelf, "
        "correct the stock with 'pos-terminal stock init' if it is wrong there, then run "
        f"'pos-terminal stock reconcile --raise {product_id}'."
    )
