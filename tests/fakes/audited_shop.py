"""One test's shop with tills, an online store, a centre and a reconciler; on real servers or in memory."""

from __future__ import annotations

from typing import Protocol

from pos_terminal.adapters.mongo.stock import MongoStock
from pos_terminal.domain.records import Movement
from pos_terminal.services.ports import StockCentre, Version
from pos_terminal.services.reconciling import Reconciler, Round
from tests.fakes.stock_centre import FakeStockCentre
from tests.fakes.stock_shop import Shop

MINUTE_MS = 60_000


class CentreDesk(Protocol):
    """A centre, with what tills and the online store do at it."""

    @property
    def centre(self) -> StockCentre: ...

    def put(self, product_id: str, on_hand: int) -> None: ...

    def add(self, product_id: str, units: int) -> None: ...

    def move(self, movement: Movement, *, settled: bool = False) -> None: ...

    def on_hand(self, product_id: str) -> int | None: ...

    def unsettled(self) -> set[str]: ...


class FakeDesk:
    """In memory."""

    def __init__(self) -> None:
        self.centre = FakeStockCentre()

    def put(self, product_id: str, on_hand: int) -> None:
        self.centre.on_hand[product_id] = on_hand

    def add(self, product_id: str, units: int) -> None:
        self.centre.on_hand[product_id] += units

    def move(self, movement: Movement, *, settled: bool = False) -> None:
        self.centre.move(movement)
        if settled:
            self.centre.settled.add(movement.hold_id)

    def on_hand(self, product_id: str) -> int | None:
        return self.centre.on_hand.get(product_id)

    def unsettled(self) -> set[str]:
        return set(self.centre.moves) - self.centre.settled


class MongoDesk:
    """At a real server."""

    def __init__(self, url: str) -> None:
        self.centre = MongoStock(url)
        self._database = self.centre._database

    def put(self, product_id: str, on_hand: int) -> None:
        self._database.inventory.update_one({"_id": product_id}, {"$set": {"on_hand": on_hand}}, upsert=True)

    def add(self, product_id: str, units: int) -> None:
        self._database.inventory.update_one({"_id": product_id}, {"$inc": {"on_hand": units}}, upsert=True)

    def move(self, movement: Movement, *, settled: bool = False) -> None:
        row = {"_id": movement.hold_id, "product_id": movement.product_id, "location": "main"}
        self._database.moves.insert_one(
            row | {"q": movement.units, "sale": movement.sale_id, "settled": settled}
        )
        self.add(movement.product_id, -movement.units)

    def on_hand(self, product_id: str) -> int | None:
        row = self._database.inventory.find_one({"_id": product_id})
        return None if row is None else int(row["on_hand"])

    def unsettled(self) -> set[str]:
        return {row["_id"] for row in self._database.moves.find({"settled": False})}


class AuditedShop:
    """Article `p`, counted at the centre and at the stock server. raised: what a manager has named."""

    def __init__(self, shop: Shop, desk: CentreDesk, units: int | None = 10) -> None:
        self.shop = shop
        self.desk = desk
        self.raised: set[str] = set()
        self.audit = shop.audit()
        self.reconciler = self.new_reconciler()
        self._seq = 0
        if units is not None:
            shop.stock(units)
            desk.put("p", units)

    def new_reconciler(self) -> Reconciler:
        """One that remembers nothing."""
        monotonic_ns = self.shop.clock.monotonic_ns
        return Reconciler(self.audit, self.desk.centre, monotonic_ns, self.raised.__contains__)

    def later(self, milliseconds: int = MINUTE_MS) -> None:
        """Time passes."""
        self.shop.clock.offset_ms += milliseconds

    def round(self) -> Round:
        """Look at everything."""
        return self.reconciler.look_at_all()

    def kinds(self) -> list[tuple[str, int]]:
        """Look at everything; what was found."""
        return [(finding.kind, finding.units) for finding in self.round().findings]

    def hold(self, hold_id: str, units: int, *, sold: bool = False, terminal_id: str = "T1") -> None:
        """A till scans, or pays."""
        self._seq += 1
        till = self.shop.till(terminal_id)
        till.claim("p", hold_id, Version(1, self._seq), units, sold, "warn")

    def upload(self, hold_id: str, units: int) -> None:
        """A till's movement arrives at the centre, and is not settled."""
        self.desk.move(Movement(hold_id, "p", units, "sale"))

    def till_dies(self, terminal_id: str = "T1") -> None:
        """Its lease has run out."""
        self.shop.server.drop(f"{self.shop.prefix}pos:lease:{terminal_id}")
