"""The centre's stock in memory; passes the suite of the real one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pos_terminal.domain.records import Movement
from pos_terminal.errors import CentreUnavailable
from pos_terminal.services.ports import CentreStock, Counted


@dataclass
class FakeStockCentre:
    """Fulfils `services.ports.StockCentre`; `down` makes it answer nothing."""

    on_hand: dict[str, int] = field(default_factory=dict)
    moves: dict[str, Movement] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)
    untracked: set[str] = field(default_factory=set)
    booked: dict[str, Counted] = field(default_factory=dict)
    down: bool = False

    def move(self, movement: Movement) -> None:
        """A till uploads a movement."""
        self.moves[movement.hold_id] = movement
        self.on_hand[movement.product_id] = self.on_hand.get(movement.product_id, 0) - movement.units

    def counted_ids(self, after: str, limit: int) -> tuple[str, ...]:
        self._answer()
        return tuple(sorted(i for i in self.on_hand if i > after and i not in self.untracked)[:limit])

    def stock_of(self, product_ids: Sequence[str], hold_ids: Sequence[str]) -> Mapping[str, CentreStock]:
        self._answer()
        wanted = [m for m in self.moves.values() if m.hold_id not in self.settled or m.hold_id in hold_ids]
        wanted.sort(key=lambda movement: movement.hold_id)
        return {
            product_id: CentreStock(
                self.on_hand.get(product_id), tuple(m for m in wanted if m.product_id == product_id)
            )
            for product_id in product_ids
        }

    def book_count(self, count_id: str, counted: Mapping[str, int]) -> tuple[Counted, ...]:
        self._answer()
        rows = []
        for product_id, units in sorted(counted.items()):
            hold_id = f"count.{count_id}.{product_id}"
            known = self.booked.get(hold_id)
            if known is None:
                before = self.on_hand.get(product_id, 0)
                self.on_hand.setdefault(product_id, 0)
                self.move(Movement(hold_id, product_id, before - units, ""))
                known = Counted(product_id, units, before, True)
                self.booked[hold_id] = known
                rows.append(Counted(product_id, units, before, False))
            else:
                rows.append(known)
        return tuple(rows)

    def mark_settled(self, hold_ids: Sequence[str]) -> None:
        self._answer()
        self.settled |= set(hold_ids) & set(self.moves)

    def close(self) -> None:
        pass

    def _answer(self) -> None:
        if self.down:
            raise CentreUnavailable("The central database does not answer.")
