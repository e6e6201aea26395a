"""What stock reconciliation found and what did not come out at the centre: the manager's page.

Core thread only. The reconcile thread keeps the findings and raises counters, the enquiry thread asks for
the exceptions, some at a time; here is decided who may see and do what.
"""

from functools import partial

from pos_terminal import manager_commands as mc
from pos_terminal.domain.decision import Params
from pos_terminal.domain.quantity import quantity_text
from pos_terminal.domain.staff import holds
from pos_terminal.services import enquiry_messages as q
from pos_terminal.services import findings_messages as fm
from pos_terminal.services import rights
from pos_terminal.services.core import Core
from pos_terminal.services.desk import Act
from pos_terminal.services.findings_book import Noted, unseen
from pos_terminal.services.reasons import REASONS

COUNT_EVERY_NS = 600_000_000_000
# The network and the servers come up first.
FIRST_COUNT_NS = 30_000_000_000


def show(core: Core) -> None:
    """Show the page to somebody who may see it."""
    rights.allow(core, Act("findings", partial(_show, core), {}))


def leave(core: Core) -> None:
    """The page is closed."""
    desk = core.desk.manager
    desk.looker, desk.exceptions, desk.more, desk.problem = "", (), False, ""
    desk.changes += 1


def more(core: Core) -> None:
    """Older exceptions; while none is shown, the newest again."""
    desk = core.desk.manager
    if not desk.looker:
        core.refuse("findings_closed", {})
    elif core.settings.has_centre and desk.state != "asking":
        desk.state, desk.problem = "asking", ""
        desk.changes += 1
        core.outbox.day.enquire(q.AskExceptions(desk.exceptions[-1] if desk.exceptions else None))


def mark(core: Core, asked: mc.MarkException) -> None:
    """Somebody has seen an exception, or settled it; the latter is journalled."""
    desk = core.desk.manager
    if not desk.looker or all(row.exception_id != asked.exception_id for row in desk.exceptions):
        core.refuse("findings_closed", {})
    elif asked.mark == "seen":
        core.outbox.day.enquire(q.MarkException(asked.exception_id, "seen", desk.looker))
    else:
        run = partial(_settle, core, asked.exception_id)
        rights.allow(core, Act("findings", run, {}, "exception_settled", asked.exception_id))


def raise_counter(core: Core, product_id: str, reason: str) -> None:
    """Raise a counter that is too low: somebody looked at the shelf and says why."""
    low = low_row(core, product_id)
    if low is None:
        core.refuse("counter_not_low", {"name": product_id})
    elif reason not in REASONS["stock_raise"]:
        core.refuse("reason_missing", {})
    else:
        found = low.finding
        units = str(found.units) if found.unit == "each" else f"{quantity_text(found.units)} {found.unit}"
        params: Params = {"name": found.name or product_id, "count": units}
        rights.allow(core, Act("stock_raise", partial(_raise, core, product_id), params, reason, product_id))


def low_row(core: Core, product_id: str) -> Noted | None:
    """The finding that an article's counter is too low."""
    board = core.desk.manager.board
    rows = board.book if board is not None else ()
    return next(
        (
            row
            for row in rows
            if row.stands and row.finding.kind == "low" and row.finding.product_id == product_id
        ),
        None,
    )


def board(core: Core, said: fm.StockBoard) -> None:
    """What reconciling has to show now."""
    desk = core.desk.manager
    first = desk.board is None
    before = unseen(desk.board.book) if desk.board is not None else 0
    desk.board = said
    desk.changes += 1
    if not first:
        # What needs a person has just been said by itself.
        desk.told += max(0, unseen(said.book) - before)


def raised(core: Core, said: fm.CounterRaised) -> None:
    """What became of the raising of a counter."""
    desk = core.desk.manager
    desk.raising -= {said.product_id}
    desk.changes += 1
    low = low_row(core, said.product_id)
    name = said.name or (low.finding.name if low is not None else "") or said.product_id
    at = core.now_text()
    match said.outcome:
        case "raised":
            core.desk.notice("good", "counter_raised", {"name": name}, at)
        case "not_low":
            core.desk.notice("good", "counter_not_low", {"name": name}, at)
        case "not_proven":
            core.desk.notice("warn", "counter_not_proven", {"name": name}, at)
        case "away":
            core.refuse("counter_not_raised", {"name": name, "reason": said.problem})


def exceptions(core: Core, said: q.ExceptionsAnswer) -> None:
    """Some exceptions, or why there are none now; too late where the page was closed."""
    desk = core.desk.manager
    last = desk.exceptions[-1] if desk.exceptions else None
    if not desk.looker or desk.state != "asking" or said.after != last:
        return
    desk.changes += 1
    if said.problem:
        desk.state, desk.problem = "away", said.problem
        return
    known = {row.exception_id for row in desk.exceptions}
    new = (row for row in said.rows if row.exception_id not in known)
    desk.exceptions = (*desk.exceptions, *new)
    desk.state, desk.more, desk.problem = "ready", said.more, ""


def marked(core: Core, said: q.ExceptionMarked) -> None:
    """An exception as it is marked at the centre now."""
    desk, row = core.desk.manager, said.row
    if said.problem:
        if said.mark == "settled":
            core.refuse("exception_not_settled", {"reason": said.problem})
        return
    if row is None:
        core.refuse("exception_gone", {})
        return
    desk.exceptions = tuple(row if old.exception_id == row.exception_id else old for old in desk.exceptions)
    desk.unseen_there = max(0, desk.unseen_there - (1 if said.first and said.mark == "seen" else 0))
    desk.changes += 1
    if said.mark == "settled" and row.settled is not None:
        code = "exception_settled" if said.first else "exception_settled_before"
        core.desk.notice("good", code, {"name": row.settled.by}, core.now_text())


def counted(core: Core, said: q.ExceptionsCounted) -> None:
    """How many exceptions nobody has seen; a centre that is away says nothing new."""
    desk = core.desk.manager
    if not said.problem and said.count != desk.unseen_there:
        desk.unseen_there = said.count
        desk.changes += 1


def look(core: Core, now_ns: int) -> None:
    """On ticks: ask for what is new, and tell a manager once of what nobody has looked at."""
    desk = core.desk.manager
    if core.settings.has_centre:
        if desk.count_due_ns is None:
            desk.count_due_ns = now_ns + FIRST_COUNT_NS
        if now_ns >= desk.count_due_ns:
            desk.count_due_ns = now_ns + COUNT_EVERY_NS
            core.outbox.day.enquire(q.CountExceptions())
    count = unseen_count(core)
    if count > desk.told and not desk.looker and _may_see(core):
        core.desk.notice("warn", "findings_unseen", {"count": count}, core.now_text())
        desk.told = count
    desk.told = min(desk.told, count)


def unseen_count(core: Core) -> int:
    """How many findings and exceptions nobody has looked at."""
    desk = core.desk.manager
    return desk.unseen_there + (unseen(desk.board.book) if desk.board is not None else 0)


def _may_see(core: Core) -> bool:
    """Whether whoever stands at the till may look without asking anybody."""
    if not core.desk.staff:
        return core.desk.staff_known
    role = next((row.role for row in core.desk.staff if row.staff_id == core.till.staff_id), None)
    return role is not None and holds(role, "findings")


def _by(core: Core) -> str:
    """Who stands behind what is being done now."""
    if core.backing is not None:
        return core.backing.approver
    return core.till.staff_id or core.settings.cashier


def _show(core: Core) -> None:
    desk = core.desk.manager
    desk.looker, desk.opened_at = _by(core), core.now_text()
    desk.exceptions, desk.more, desk.problem = (), False, ""
    desk.state = "asking" if core.settings.has_centre else "none"
    desk.changes += 1
    core.outbox.day.reconcile(fm.FindingsSeen(desk.looker))
    if core.settings.has_centre:
        core.outbox.day.enquire(q.AskExceptions())


def _settle(core: Core, exception_id: str) -> None:
    by = _by(core)
    if core.commit(()):
        core.outbox.day.enquire(q.MarkException(exception_id, "settled", by))


def _raise(core: Core, product_id: str) -> None:
    """SAFETY: both names and the reason stand in the journal before the counter moves."""
    if core.commit(()):
        desk = core.desk.manager
        desk.raising |= {product_id}
        desk.changes += 1
        core.outbox.day.reconcile(fm.RaiseCounter(product_id))
