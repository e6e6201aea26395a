"""A town in one thread: tills, a centre, an online store and a reaper around one stock server.

Messages to the server are delayed, doubled, reordered and lost, and so are its replies; tills are killed,
lose power and lease; hours pass. After every step the counters add up (contract, "Invariant"); when all has
come to rest, the server holds exactly what the tills have on disk. Everything is drawn from one seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from pos_terminal.adapters.redis_stock.keys import Keys, hold_of
from pos_terminal.services.ports import HoldSeen
from tests.fakes.stock_till import (
    DEADLINE_MS,
    PRODUCTS,
    TOMBSTONE_MS,
    Line,
    Message,
    NotAfter,
    Till,
    Violation,
    three_keys,
)


class Server(Protocol):
    """The server under test, with the town's clock; a NotAfter among the arguments is told by its own."""

    def now_ms(self) -> int: ...

    def advance(self, by_ms: int) -> None: ...

    def run(self, name: str, keys: Sequence[str], arguments: Sequence[object]) -> list[object]: ...

    def add(self, key: str, by: int) -> int: ...

    def counter(self, key: str) -> int: ...

    def holds(self, key: str) -> dict[str, str]: ...


class World:
    """The town. leave_out: rules that its inhabitants do not keep (`handover`, `fsync`)."""

    def __init__(self, server: Server, seed: int, leave_out: frozenset[str] = frozenset()) -> None:
        self.server = server
        self.random = random.Random(seed)
        self.leave_out = leave_out
        self.keys = Keys()
        self.tills = [Till("T1"), Till("T2")]
        self.on_hand = dict.fromkeys(PRODUCTS, 40)
        self.moves: dict[str, tuple[str, int, bool]] = {}
        self.settled: set[object] = set()
        self.network: list[Message] = []
        self.later: list[Callable[[], None]] = []
        self.online: dict[str, int] = dict.fromkeys(PRODUCTS, 0)
        self.holds_made = 0
        self.looks: dict[str, tuple[int, str]] = {}
        self.settlers: list[int] = []
        for product, units in self.on_hand.items():
            server.add(self.keys.counter(product), units)

    def step(self) -> None:
        """One thing happens, and the counters add up."""
        (action,) = self.random.choices(list(_ACTIONS), list(_ACTIONS.values()))
        action(self)
        self._check_sums()

    def _check_sums(self) -> None:
        """counter + holds = on_hand - what the online store has under way + movements not settled."""
        for product in PRODUCTS:
            held = sum(hold.units for hold in self._holds(product))
            unsettled = sum(
                units
                for hold_id, (where, units, _) in self.moves.items()
                if where == product and hold_id not in self.settled
            )
            counter = self.server.counter(self.keys.counter(product))
            if counter + held != self.on_hand[product] - self.online[product] + unsettled:
                raise Violation(
                    f"{product}: counter {counter} + held {held} != on hand {self.on_hand[product]}"
                )

    def come_to_rest(self) -> None:
        """Everything under way arrives, late or not; then server and tills agree, hold by hold."""
        self.random.shuffle(self.network)
        for wait_ms in (0, 40_000, TOMBSTONE_MS + 60_000):
            self.server.advance(wait_ms)
            for _ in range(len(self.network) // (1 if wait_ms > 40_000 else 2)):
                self._send(self.network.pop())
        for till in self.tills:
            till.come_back(self.server.now_ms())
            # A claim that was short is asked anew by each of its copies.
            till.owed |= {hold for hold, held in till.answered.items() if held < till.lines[hold].units}
            while till.owed:
                self._send(till.message(min(till.owed), self.server.now_ms()))
        while self.later:
            self.later.pop()()
        while self.network or any(not settled for _, _, settled in self.moves.values()):
            self._begin_settling()
            self._settle()
            while self.network:
                self._send(self.network.pop())
        self.moves.clear()
        self.settled.clear()
        self._reap()
        self.server.advance(61_000)
        self._reap()
        self._check_sums()
        self._check_holds()

    def _check_holds(self) -> None:
        """The server holds what the tills have: no more, no less."""
        for product, policy in PRODUCTS.items():
            held = {hold.hold_id: hold.units for hold in self._holds(product)}
            wanted: dict[str, int] = {}
            for till in self.tills:
                for hold_id, line in till.lines.items():
                    if line.product == product:
                        units = till.answered[hold_id]
                        wanted.update({hold_id: units} if units or hold_id in held else {})
                        if policy != "block" and units != line.units:
                            raise Violation(f"{hold_id} holds {units}, its line says {line.units}")
            if held != wanted:
                raise Violation(f"{product}: the server holds {held}, the tills {wanted}")

    def _holds(self, product: str) -> list[HoldSeen]:
        return [hold_of(*item) for item in self.server.holds(self.keys.holds(product)).items()]

    # What a till does

    def _till(self) -> Till | None:
        till = self.random.choice(self.tills)
        return till if till.offline_since_ms is None else None

    def _line(self, till: Till, state: str) -> str | None:
        lines = [hold_id for hold_id, line in till.lines.items() if line.state == state]
        return self.random.choice(lines) if lines else None

    def _scan(self) -> None:
        till = self._till()
        if till and len(till.lines) < 8:
            self.holds_made += 1
            product = self.random.choice(list(PRODUCTS))
            till.write(f"h{self.holds_made}", Line(product, self.random.randint(1, 3)))
            self._send_owed(till, f"h{self.holds_made}")

    def _change(self) -> None:
        till = self._till()
        hold_id = till and self._line(till, "open")
        if till and hold_id:
            till.write(hold_id, replace(till.lines[hold_id], units=self.random.randint(1, 5)))
            self._send_owed(till, hold_id)

    def _void(self) -> None:
        till = self._till()
        hold_id = till and self._line(till, "open")
        if till and hold_id:
            till.write(hold_id, replace(till.lines[hold_id], state="voided"))
            if "fsync" not in self.leave_out:
                till.fsync()
            self._send_owed(till, hold_id)

    def _pay(self) -> None:
        """Only an open claim may run ahead of the disk: a sold hold that no till knows of is never reaped."""
        till = self._till()
        if till:
            paid = {hold_id: line for hold_id, line in till.lines.items() if line.state == "open"}
            for hold_id, line in paid.items():
                till.write(hold_id, replace(line, state="sold"))
            till.fsync()
            for hold_id in paid:
                self._send_owed(till, hold_id)

    def _upload(self) -> None:
        """Hand-over on disk first, then the movement and on_hand in one transaction."""
        till = self._till()
        hold_id = till and self._line(till, "sold")
        if till and hold_id:
            line = till.lines[hold_id]
            if "handover" not in self.leave_out or hold_id not in till.owed:
                till.end(hold_id)
            if hold_id not in self.moves:
                self.moves[hold_id] = (line.product, line.units, False)
                self.on_hand[line.product] -= line.units

    def _ask_again(self) -> None:
        till = self._till()
        if till and till.owed:
            self._send_owed(till, self.random.choice(sorted(till.owed)))

    def _break_down(self) -> None:
        self.random.choice(self.tills).restart(power_cut=self.random.random() < 0.6)

    def _go_offline(self) -> None:
        till = self._till()
        if till:
            till.offline_since_ms = self.server.now_ms()

    def _come_back(self) -> None:
        self.random.choice(self.tills).come_back(self.server.now_ms())

    def _send_owed(self, till: Till, hold_id: str) -> None:
        self.network.append(till.message(hold_id, self.server.now_ms()))

    # What others do

    def _deliver(self) -> None:
        """One message arrives, in no order; it may arrive again, and its reply may be lost."""
        if self.network:
            at = self.random.randrange(len(self.network))
            message = self.network[at] if self.random.random() < 0.15 else self.network.pop(at)
            self._send(message, reply_lost=self.random.random() < 0.2)

    def _lose(self) -> None:
        if self.network:
            self.network.pop(self.random.randrange(len(self.network)))

    def _send(self, message: Message, *, reply_lost: bool = False) -> None:
        reply = self.server.run(message.name, message.keys, message.arguments)
        if reply[0] == b"settled":
            self.settled.add(message.arguments[0])
        if not reply_lost:
            message.answer(reply)

    def _pass_time(self) -> None:
        shape = self.random.random()
        most_ms = 2_000 if shape < 0.85 else 50_000 if shape < 0.97 else 3 * TOMBSTONE_MS
        self.server.advance(self.random.randrange(most_ms))

    def _begin_settling(self) -> None:
        self.settlers.append(self.server.now_ms() + DEADLINE_MS)

    def _settle(self) -> None:
        """Read the movements, under a deadline that was read before."""
        if not self.settlers:
            return
        deadline = NotAfter(self.settlers.pop(self.random.randrange(len(self.settlers))))
        for hold_id, (product, units, settled) in self.moves.items():
            if not settled:
                keys = three_keys(product, hold_id)
                answer = self._marker(hold_id, keys[2])
                self.network.append(Message("settle", keys, (hold_id, units, deadline), answer))

    def _marker(self, hold_id: str, tombstone: str) -> Callable[[list[object]], None]:
        def mark(reply: list[object]) -> None:
            if reply[0] != b"late" and hold_id in self.moves:
                product, units, _ = self.moves[hold_id]
                self.moves[hold_id] = (product, units, True)
                self.network.append(Message("forget", (tombstone,), (TOMBSTONE_MS,), lambda _: None))

        return mark

    def _order_online(self) -> None:
        product, units = self.random.choice(list(PRODUCTS)), self.random.randint(1, 4)
        left = self.server.add(self.keys.counter(product), -units)
        self.online[product] += units

        def refuse() -> None:
            self.server.add(self.keys.counter(product), units)
            self.online[product] -= units

        def write() -> None:
            self.on_hand[product] -= units
            self.online[product] -= units

        self.later.append(refuse if left < 0 else write)

    def _restock_online(self) -> None:
        """Into MongoDB first, then onto the counter."""
        product, units = self.random.choice(list(PRODUCTS)), self.random.randint(1, 6)
        self.on_hand[product] += units
        self.online[product] += units

        def give() -> None:
            self.server.add(self.keys.counter(product), units)
            self.online[product] -= units

        self.later.append(give)

    def _finish_online(self) -> None:
        if self.later:
            self.later.pop(self.random.randrange(len(self.later)))()

    def _reap(self) -> None:
        """Open holds of a lost lease or an older generation, seen alike in two looks a minute apart."""
        now_ms = self.server.now_ms()
        leases = {till.name: till.lease(now_ms) for till in self.tills}
        found: dict[str, tuple[int, str]] = {}
        for product in PRODUCTS:
            for hold in self._holds(product):
                lease = leases[hold.terminal_id]
                if hold.sold or (lease is not None and lease <= hold.version.generation):
                    continue
                since_ms, value = self.looks.get(hold.hold_id, (now_ms, hold.value))
                if value == hold.value and now_ms - since_ms >= 60_000:
                    keys = (self.keys.counter(product), self.keys.holds(product))
                    self._send(Message("reap", keys, (hold.hold_id, hold.value), lambda _: None))
                else:
                    found[hold.hold_id] = (since_ms if value == hold.value else now_ms, hold.value)
        self.looks = found


_ACTIONS: dict[Callable[[World], None], int] = {
    World._deliver: 40,
    World._lose: 4,
    World._scan: 12,
    World._change: 7,
    World._void: 5,
    World._pay: 5,
    World._upload: 8,
    World._ask_again: 8,
    World._break_down: 4,
    World._go_offline: 1,
    World._come_back: 2,
    World._begin_settling: 3,
    World._settle: 3,
    World._order_online: 4,
    World._restock_online: 3,
    World._finish_online: 7,
    World._reap: 3,
    World._pass_time: 12,
}
