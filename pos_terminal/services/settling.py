"""Settling: what the centre knows as moved leaves the holds. Runs on the thread of whoever uploads.

It needs counters of its own (a connection belongs to one thread) and may be repeated at any time, by any till
and any reconciler: whatever is not marked settled at the centre is settled again, to the same end.
"""

from collections.abc import Sequence

from pos_terminal.errors import StockRefused
from pos_terminal.services.ports import Centre, Movement, StockCounters


def settle_movements(counters: StockCounters, centre: Centre, sale_ids: Sequence[str]) -> int:
    """Settle the unsettled movements of these sales: counters first, then the mark, then forget.

    Answers how many were settled and marked. Some may be left, when the server was too slow for its deadline
    or refuses one article's counter: they stay unsettled at the centre, for the next call. Raises
    StockUnavailable and CentreUnavailable; what was done until then is found done by the next call.
    """
    settled_before = 0
    while True:
        # The deadline before the movements: if it were read after, a movement that somebody else has settled,
        # marked and forgotten meanwhile could be settled a second time once its tombstone has run out.
        not_after_ms = counters.settle_deadline()
        movements = centre.unsettled(sale_ids)
        settled = [movement for movement in movements if _settle(counters, movement, not_after_ms)]
        if not settled:
            return settled_before
        centre.mark_settled([movement.hold_id for movement in settled])
        for movement in settled:
            counters.forget(movement.product_id, movement.hold_id)
        settled_before += len(settled)
        if len(settled) == len(movements):
            return settled_before


def _settle(counters: StockCounters, movement: Movement, not_after_ms: int) -> bool:
    try:
        answer = counters.settle(movement.product_id, movement.hold_id, movement.units, not_after_ms)
    except StockRefused:
        return False
    return answer != "late"
