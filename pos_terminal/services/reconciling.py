"""Reconciling: the shared counters are compared with the centre, and what is provably wrong is mended.

Runs on the thread of whoever asks (the app's schedule, the command line), on connections of its own. It sees
ports only; what may be done about what was seen is decided in domain/stock_audit.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pos_terminal.domain import stock_audit as a
from pos_terminal.domain.inventory import Look
from pos_terminal.domain.records import Movement
from pos_terminal.errors import Bug, ConfigError, StockRefused
from pos_terminal.services.ports import StockCentre, StockSettling, StockWatch

AT_ONCE = 100
# Some servers read the whole collection for each page.
_PAGE = 10_000
_NS_PER_MS = 1_000_000
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Round:
    """What a round found and did. waiting: what is not proven yet; next_due_ms: when to look at it again.

    standing: what was told and stands until a person does something. low: articles whose counter is below
    what it should be, proven or not.
    """

    looked_at: int
    findings: tuple[a.StockFinding, ...]
    waiting: tuple[a.StockFinding, ...] = ()
    next_due_ms: int | None = None
    standing: tuple[a.StockFinding, ...] = ()
    low: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Open:
    """What waits for another look at one article."""

    findings: tuple[a.StockFinding, ...]
    due_ms: int


class Reconciler:
    """Remembers what it saw from round to round.

    may_raise: whether the counter of this article may be raised where it is too low.
    """

    def __init__(
        self,
        audit: StockWatch,
        centre: StockCentre,
        monotonic_ns: Callable[[], int],
        may_raise: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._audit = audit
        self._centre = centre
        self._monotonic_ns = monotonic_ns
        self._may_raise = may_raise
        self._memories: dict[str, a.Memory] = {}
        self._open: dict[str, _Open] = {}
        self._told: dict[str, a.StockFinding] = {}
        self._named = ""

    def look_at_all(self) -> Round:
        """Every article that the centre counts. Raises StockUnavailable, CentreUnavailable."""
        findings: list[a.StockFinding] = []
        seen: set[str] = set()
        uncounted: list[a.StockFinding] = []
        for ids in counted_articles(self._centre, AT_ONCE):
            for finding in self._look_at(ids):
                (uncounted if finding.kind == "no_counter" else findings).append(finding)
            seen.update(ids)
        for product_id in self._memories.keys() - seen:
            self._forget(product_id)
        found = [*findings, *_summed(uncounted)]
        standing = {_key(finding) for finding in found}
        self._told = {
            key: finding for key, finding in self._told.items() if key in standing or self._is_low(finding)
        }
        return self._round(len(seen), found)

    def look_again(self) -> Round:
        """The articles whose next look is due. Raises as look_at_all."""
        now_ms = self.now_ms()
        ids = sorted(product_id for product_id, wait in self._open.items() if wait.due_ms <= now_ms)
        findings: list[a.StockFinding] = []
        for start in range(0, len(ids), AT_ONCE):
            findings += self._look_at(ids[start : start + AT_ONCE])
        return self._round(len(ids), [finding for finding in findings if finding.kind != "no_counter"])

    def raise_low(self, product_id: str) -> Round:
        """Look at one article now, and raise its counter if it is proven to be too low.

        Raises as look_at_all. SAFETY: who said so looked at the shelf now; what is proven later is told anew.
        """
        self._named = product_id
        try:
            findings = tuple(self._look_at((product_id,)))
        finally:
            self._named = ""
        told = self._told.get(f"low {product_id}")
        if told is not None and not self._is_low(told):
            del self._told[f"low {product_id}"]
        return self._round(1, findings)

    def now_ms(self) -> int:
        """The clock in which due times are told."""
        return self._monotonic_ns() // _NS_PER_MS

    def close(self) -> None:
        """Close both connections."""
        self._audit.close()
        self._centre.close()

    def _round(self, looked_at: int, found: Sequence[a.StockFinding]) -> Round:
        waits = [self._open[product_id] for product_id in sorted(self._open)]
        return Round(
            looked_at=looked_at,
            findings=tuple(finding for finding in found if self._is_news(finding)),
            waiting=tuple(finding for wait in waits for finding in wait.findings),
            next_due_ms=min((wait.due_ms for wait in waits), default=None),
            standing=tuple(self._told[key] for key in sorted(self._told)),
            low=frozenset(pid for pid, memory in self._memories.items() if _drifts_low(memory)),
        )

    def _is_news(self, finding: a.StockFinding) -> bool:
        """What stands until a person does something is told once."""
        if finding.kind not in ("low", "no_counter", "unreadable"):
            return True
        known = self._told.get(_key(finding))
        self._told[_key(finding)] = finding
        return known != finding

    def _is_low(self, finding: a.StockFinding) -> bool:
        """Whether a counter that was told to be low is still not right, be it proven anew or not."""
        memory = self._memories.get(finding.product_id, a.Memory())
        return finding.kind == "low" and memory.drift is not None

    def _look_at(self, ids: Sequence[str]) -> Iterator[a.StockFinding]:
        """One round for some articles: all looks, then the leases, then the centre, then what follows."""
        not_after_ms = self._audit.settle_deadline()
        server_run = self._audit.server_run()
        looks: dict[str, tuple[int, Look, int]] = {}
        for product_id in ids:
            asked_ms = self.now_ms()
            try:
                looks[product_id] = asked_ms, self._audit.look(product_id), self.now_ms()
            except StockRefused as error:
                self._forget(product_id)
                yield a.StockFinding("unreadable", product_id, 0, f"{product_id}: {error}")
        holds = [hold for _, look, _ in looks.values() for hold in look.holds]
        leases = self._leases({hold.terminal_id for hold in holds if not hold.sold})
        stocks = self._centre.stock_of(list(looks), [hold.hold_id for hold in holds])
        for product_id, (asked_ms, look, answered_ms) in looks.items():
            sight = a.Sight(product_id, look, server_run, asked_ms, answered_ms, stocks[product_id], leases)
            yield from self._follow(sight, not_after_ms)

    def _leases(self, terminals: set[str]) -> dict[str, int | None]:
        leases: dict[str, int | None] = {}
        for terminal_id in sorted(terminals):
            try:
                leases[terminal_id] = self._audit.lease_seen(terminal_id)
            except ConfigError:
                continue  # a name that no till of ours has: nobody can tell whether it lives
        return leases

    def _follow(self, sight: a.Sight, not_after_ms: int) -> Iterator[a.StockFinding]:
        product_id = sight.product_id
        memory = self._memories.get(product_id, a.Memory())
        may_raise = product_id == self._named or self._may_raise(product_id)
        verdict = a.judge(memory, sight, may_raise)
        self._forget(product_id)
        if verdict.memory != a.Memory():
            self._memories[product_id] = verdict.memory
        waits = [decision for decision in verdict.decisions if isinstance(decision, a.Wait)]
        if waits:
            findings = tuple(a.explained(wait, product_id, sight.centre) for wait in waits)
            self._open[product_id] = _Open(findings, min(wait.due_ms for wait in waits))
        for decision in verdict.decisions:
            if not isinstance(decision, a.Wait) and self._carry_out(decision, sight, not_after_ms):
                yield a.explained(decision, product_id, sight.centre)

    def _carry_out(self, decision: a.Decision, sight: a.Sight, not_after_ms: int) -> bool:
        """Whether it was done, or stands to be told."""
        match decision:
            case a.Settle(movements=movements):
                settled = settle_seen(self._audit, self._centre, movements, not_after_ms)
                if len(settled) == len(movements):
                    self._look_soon(sight.product_id)
                return bool(settled)
            case a.Reap(hold=hold):
                same_run = self._audit.server_run() == sight.server_run
                reaped = same_run and self._audit.reap(sight.product_id, hold)
                if reaped:
                    self._look_soon(sight.product_id)
                return reaped
            case a.Lower(counter=counter) | a.Raise(counter=counter):
                self._forget(sight.product_id)
                return self._correct(sight, counter)
            case a.ReportLow() | a.NoCounter():
                return True
            case _:
                raise Bug(f"{decision} cannot be carried out.")

    def _correct(self, sight: a.Sight, counter: int) -> bool:
        """Set the counter, if it was not touched until after the centre was asked either."""
        if self._audit.server_run() != sight.server_run:
            return False
        last = self._audit.look(sight.product_id)
        return last.same_state(sight.look) and self._audit.repair(sight.product_id, last, counter)

    def _look_soon(self, product_id: str) -> None:
        """What was under the thing that is now out of the way is looked at at once."""
        self._open[product_id] = _Open((), self.now_ms())

    def _forget(self, product_id: str) -> None:
        self._memories.pop(product_id, None)
        self._open.pop(product_id, None)


def counted_articles(centre: StockCentre, at_once: int) -> Iterator[tuple[str, ...]]:
    """The ids of all articles that the centre counts, so many at once."""
    ids = centre.counted_ids("", _PAGE)
    while ids:
        yield from (ids[start : start + at_once] for start in range(0, len(ids), at_once))
        ids = centre.counted_ids(ids[-1], _PAGE) if len(ids) == _PAGE else ()


def settle_seen(
    counters: StockSettling, centre: StockCentre, movements: Sequence[Movement], not_after_ms: int
) -> tuple[Movement, ...]:
    """Settle, mark, forget; answers which were settled. not_after_ms: read before the movements were.

    A movement whose mark was set long ago, and whose hold stands again because the server lost its last
    changes, is settled once more: the hold and the counter are as they were before the first time.
    """
    settled: list[Movement] = []
    for movement in movements:
        try:
            answer = counters.settle(movement.product_id, movement.hold_id, movement.units, not_after_ms)
        except StockRefused:
            continue
        if answer != "late":
            settled.append(movement)
    if settled:
        centre.mark_settled([movement.hold_id for movement in settled])
    for movement in settled:
        counters.forget(movement.product_id, movement.hold_id)
    return tuple(settled)


def _key(finding: a.StockFinding) -> str:
    return f"{finding.kind} {finding.product_id}"


def _drifts_low(memory: a.Memory) -> bool:
    first = memory.drift
    if first is None or first.look.counter is None or first.centre.on_hand is None:
        return False
    return first.look.counter < first.centre.on_hand - first.look.held


def _summed(findings: Sequence[a.StockFinding]) -> list[a.StockFinding]:
    """A stock server that lost everything is one finding, not thousands."""
    if len(findings) <= _NAMED:
        return list(findings)
    some = ", ".join(finding.product_id for finding in findings[:_NAMED])
    told = f"{len(findings)} articles have no counter at the stock server ({some}, ...)"
    text = f"{told}; make them with 'pos-terminal stock init'."
    return [a.StockFinding("no_counter", "", len(findings), text)]
