"""The central database in memory, for tests of what stands before it; passes the suite of the real one."""

import threading
from collections.abc import Mapping, Sequence

from pos_terminal.domain.catalog import Product
from pos_terminal.domain.records import FinishedSale, Head, Movement, StoredEvent
from pos_terminal.errors import CentreUnavailable, ForkFound
from pos_terminal.services.ports import UploadBatch

ZERO_HASH = "0" * 64


class FakeCentre:
    """Fulfils `services.ports.Centre`; `down` makes it answer nothing."""

    def __init__(self) -> None:
        self.down = False
        self.calls: list[str] = []
        self._called = threading.Condition()
        self.heads: dict[str, Head] = {}
        self.terminals: dict[str, str] = {}
        self.events: dict[str, StoredEvent] = {}
        self.sales: dict[str, FinishedSale] = {}
        self.moves: dict[str, Movement] = {}
        self.settled: set[str] = set()
        self.on_hand: dict[str, int] = {}

    def head(self, journal_id: str, terminal_id: str) -> Head:
        self._answer("head")
        if self.terminals.setdefault(journal_id, terminal_id) != terminal_id:
            raise ForkFound("another till's journal")
        return self.heads.setdefault(journal_id, Head(0, ZERO_HASH))

    def upload(self, batch: UploadBatch) -> Head:
        self._answer("upload")
        head = self.heads.setdefault(batch.journal_id, Head(0, ZERO_HASH))
        if head != batch.before:
            ours = {batch.before.seq: batch.before.hash} | {event.seq: event.hash for event in batch.events}
            if ours.get(head.seq, head.hash) != head.hash:
                raise ForkFound("another event under the head's number")
            return head
        for event in batch.events:
            there = self.events.get(f"{batch.journal_id}:{event.seq}")
            if there is not None and there.hash != event.hash:
                raise ForkFound("another event under a number of ours")
        self.events |= {f"{batch.journal_id}:{event.seq}": event for event in batch.events}
        self.sales |= {sale.sale.sale_id: sale for sale in batch.sales}
        for movement in batch.movements:
            if movement.hold_id not in self.moves:
                self.moves[movement.hold_id] = movement
                on_hand = self.on_hand.get(movement.product_id, 0)
                self.on_hand[movement.product_id] = on_hand - movement.units
                if movement.sale_id in batch.settled:
                    self.settled.add(movement.hold_id)
        last = batch.events[-1]
        self.heads[batch.journal_id] = Head(last.seq, last.hash)
        return self.heads[batch.journal_id]

    def unsettled(self, sale_ids: Sequence[str]) -> tuple[Movement, ...]:
        self._answer("unsettled")
        found = [m for m in self.moves.values() if m.sale_id in sale_ids and m.hold_id not in self.settled]
        return tuple(sorted(found, key=lambda movement: movement.hold_id))

    def mark_settled(self, hold_ids: Sequence[str]) -> None:
        self._answer("mark_settled")
        self.settled |= set(hold_ids) & set(self.moves)

    def load_products(
        self, products: Sequence[Product], on_hand: Mapping[str, int], currency: str
    ) -> frozenset[str]:
        self._answer("load_products")
        new = {p.product_id for p in products if p.tracked} - set(self.on_hand)
        self.on_hand |= {product_id: on_hand.get(product_id, 0) for product_id in new}
        return frozenset(new)

    def close(self) -> None:
        pass

    def wait_for(self, call: str, times: int) -> None:
        """Until it was called so often."""
        with self._called:
            assert self._called.wait_for(lambda: self.calls.count(call) >= times, timeout=20), self.calls

    def _answer(self, call: str) -> None:
        with self._called:
            self.calls.append(call)
            self._called.notify_all()
        if self.down:
            raise CentreUnavailable("The central database does not answer.")
