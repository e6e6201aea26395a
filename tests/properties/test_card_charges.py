"""Kill the till at any moment, lose or delay any message: charged once at most, and no charge is lost."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drivers.api import CardResult, DeviceLost, DeviceMissing, DeviceSilent, NeverSeen
from drivers.simulated.card_terminal import SimulatedCardTerminal
from pos_terminal.services.card_messages import CardAnswer
from pos_terminal.workers.cards import Cancel, CardDesk, Charge

FATES = ("fine", "fine", "lost_going", "lost_coming", "late", "missing", "die_before", "die_after")
DEEDS = ("nothing", "nothing", "approve", "decline", "stop", "cancel", "power_cut")
QUIET = [("nothing", False)] * 6
T = TypeVar("T")


class Died(BaseException):
    """kill -9, in the middle of a call."""


class Clock:
    """Stands where it is put."""

    now_ns = 0

    def utc_ms(self) -> int:
        return 0

    def monotonic_ns(self) -> int:
        return self.now_ns


class Cable:
    """Between till and terminal: each call meets the next fate."""

    name = "card"

    def __init__(self, terminal: SimulatedCardTerminal, fates: list[str]) -> None:
        self._terminal = terminal
        self._fates = fates
        self._late: list[Callable[[], object]] = []

    def charge(self, reference: str, amount_minor: int, currency: str) -> CardResult:
        return self._carry(lambda: self._terminal.charge(reference, amount_minor, currency))

    def outcome(self, reference: str) -> CardResult | NeverSeen:
        return self._carry(lambda: self._terminal.outcome(reference))

    def cancel(self, reference: str) -> None:
        self._carry(lambda: self._terminal.cancel(reference))

    def close(self) -> None:
        """Nothing is held."""

    def deliver_late(self) -> None:
        """What was delayed arrives after all."""
        late, self._late = self._late, []
        for call in late:
            call()

    def _carry(self, call: Callable[[], T]) -> T:
        match self._fates.pop(0) if self._fates else "fine":
            case "lost_going":
                raise DeviceLost("It broke on the way there.")
            case "lost_coming":
                call()
                raise DeviceLost("It broke on the way back.")
            case "late":
                self._late.append(call)
                raise DeviceSilent("It takes its time.")
            case "missing":
                raise DeviceMissing("It is not there.")
            case "die_before":
                raise Died
            case "die_after":
                call()
                raise Died
            case _:
                return call()


class Till:
    """One tender, its job in a journal that survives, and the desk of each run."""

    def __init__(self, fates: list[str]) -> None:
        self.terminal = SimulatedCardTerminal()
        self.cable = Cable(self.terminal, fates)
        self.clock = Clock()
        self.outcome = ""
        self.moved = 0
        self._start(inquire=False)

    def _start(self, *, inquire: bool) -> None:
        self._desk = CardDesk(self.cable, "EUR", self._post, self.clock, lambda: 0.5)
        if not self.outcome:
            self._desk.take(Charge(1, "s1", "t1", 2000, inquire))

    def _post(self, message: object) -> None:
        if isinstance(message, CardAnswer) and message.outcome != "unknown":
            assert not self.outcome, "answered twice"
            self.outcome = message.outcome

    def turn(self) -> None:
        self.clock.now_ns += 10_000_000_000
        try:
            self._desk.turn()
        except Died:
            self._start(inquire=True)

    def do(self, deed: str) -> None:
        match deed:
            case "approve":
                self.moved += self.terminal.approve() is not None
            case "decline":
                self.terminal.decline()
            case "stop":
                self.terminal.press_stop()
            case "cancel":
                self._desk.take(Cancel("t1"))
            case "power_cut":
                self.terminal.set_fault("no_power")
                self.terminal.set_fault("")
            case _:
                pass


@settings(max_examples=700)
@given(
    st.lists(st.sampled_from(FATES), min_size=2, max_size=14),
    st.lists(st.tuples(st.sampled_from(DEEDS), st.sampled_from((False, False, False, True))), min_size=4),
)
@example(["fine", "late", "die_after"], QUIET)
@example(["fine", "late", "fine", "missing"], QUIET)
@example(["fine", "lost_coming", "die_before"], QUIET)
@pytest.mark.expected_warnings("card_terminal_lost", "card_unknown")
def test_a_charge_moves_money_once_at_most_and_is_never_lost(
    fates: list[str], deeds: list[tuple[str, bool]]
) -> None:
    fates = list(fates)
    till = Till(fates)
    for deed, late in deeds:
        till.turn()
        till.do(deed)
        if late:
            till.cable.deliver_late()
    # Everything is mended, what was delayed arrives, and the customer pays whatever is asked of him.
    fates.clear()
    for _ in range(8):
        till.turn()
        till.cable.deliver_late()
        till.do("approve")

    assert till.outcome in ("approved", "declined", "cancelled", "no_terminal")
    assert till.moved == (till.outcome == "approved")
