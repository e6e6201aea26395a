"""The card worker: what it asks the terminal, what it answers, and that it never guesses."""

import queue

import pytest

from drivers.api import CardResult, DeviceChanged, DeviceLost, DeviceMissing, NeverSeen
from drivers.cards.simulated import SimulatedCards
from drivers.simulated.card_terminal import SimulatedCardTerminal
from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.services.card_messages import CardAnswer
from pos_terminal.workers.cards import Cancel, CardDesk, CardWorker, Charge, Settled

WAIT_S = 20.0
PAY = Charge(7, "s1", "t1", 2000, inquire=False)
ASK = Charge(7, "s1", "t1", 2000, inquire=True)
LOST_WARNINGS = ("card_terminal_lost", "card_unknown")


class HandClock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now_ns = 0

    def utc_ms(self) -> int:
        return 0

    def monotonic_ns(self) -> int:
        return self.now_ns


class Bench:
    """A desk at a simulated terminal; presence apart from answers."""

    def __init__(self) -> None:
        self.terminal = SimulatedCardTerminal()
        self.cards = SimulatedCards("card", self.terminal)
        self.said: list[CardAnswer] = []
        self.presence: list[bool] = []
        self.clock = HandClock()
        self.desk = CardDesk(self.cards, "EUR", self._post, self.clock, lambda: 1.0)

    def _post(self, message: object) -> None:
        if isinstance(message, DeviceChanged):
            self.presence.append(message.present)
        elif isinstance(message, CardAnswer):
            self.said.append(message)

    def run(self, *messages: Charge | Cancel | Settled) -> int | None:
        """Until it waits; answers for how many ms."""
        for message in messages:
            self.desk.take(message)
        wait_ns: int | None = 0
        while wait_ns == 0:
            wait_ns = self.desk.turn()
        return None if wait_ns is None else wait_ns // 1_000_000

    def later(self) -> int | None:
        """When it is due again."""
        self.clock.now_ns += 10_000_000_000
        return self.run()

    def outcomes(self) -> list[str]:
        return [answer.outcome for answer in self.said]


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.mark.parametrize("amount_minor", [2000, -2000])
def test_approved_with_its_code(bench: Bench, amount_minor: int) -> None:
    bench.run(Charge(7, "s1", "t1", amount_minor, inquire=False))
    shown = bench.terminal.shown()
    assert shown is not None
    assert (shown.reference, shown.amount_minor, shown.currency) == ("t1", amount_minor, "EUR")
    assert bench.said == []

    approved = bench.terminal.approve()

    assert bench.later() is None
    assert approved is not None
    assert bench.said == [CardAnswer(7, "s1", "t1", "approved", approved.approval_code)]
    assert bench.presence == []


def test_declined_or_stopped_by_the_customer(bench: Bench) -> None:
    bench.run(PAY)
    bench.terminal.decline()
    bench.later()
    bench.run(Charge(8, "s1", "t2", 2000, inquire=False))
    bench.terminal.press_stop()
    bench.later()

    assert bench.said == [CardAnswer(7, "s1", "t1", "declined"), CardAnswer(8, "s1", "t2", "cancelled")]


def test_the_cashier_stops_it(bench: Bench) -> None:
    bench.run(PAY)

    assert bench.run(Cancel("t1")) is None

    assert bench.outcomes() == ["cancelled"]
    assert bench.terminal.shown() is None


def test_a_stop_that_comes_too_late_changes_nothing(bench: Bench) -> None:
    bench.run(PAY)
    bench.terminal.approve()

    bench.run(Cancel("t1"))

    assert bench.outcomes() == ["approved"]
    assert bench.run(Cancel("t1")) is None


def test_stopped_before_it_was_begun_it_is_never_charged(bench: Bench) -> None:
    bench.run(PAY, Cancel("t1"))

    assert bench.outcomes() == ["cancelled"]
    assert bench.cards.charge("t1", 2000, "EUR") == CardResult("cancelled")


def test_one_in_flight_and_each_once(bench: Bench) -> None:
    bench.run(PAY, PAY, Charge(8, "s1", "t2", 100, inquire=False), PAY)
    bench.terminal.approve()
    bench.later()
    shown = bench.terminal.shown()
    assert shown is not None
    assert shown.reference == "t2"
    bench.terminal.approve()
    bench.later()

    assert bench.outcomes() == ["approved", "approved"]


@pytest.mark.expected_warnings(*LOST_WARNINGS)
def test_nothing_begun_at_a_terminal_that_is_away(bench: Bench) -> None:
    bench.terminal.set_fault("silent")

    assert bench.run(PAY) is None

    bench.terminal.set_fault("")
    assert bench.outcomes() == ["no_terminal"]
    assert bench.cards.outcome("t1") == NeverSeen()
    bench.run(Charge(8, "s1", "t2", 100, inquire=False))
    assert bench.presence == [False, True]


@pytest.mark.expected_warnings(*LOST_WARNINGS)
@pytest.mark.parametrize("error", [DeviceMissing, DeviceLost])
def test_a_charge_that_was_surely_not_begun_is_told_at_once_and_one_in_doubt_is_asked_for(
    bench: Bench, error: type[DeviceMissing] | type[DeviceLost], monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a terminal that answers questions and breaks at the charge
    def broken(reference: str, amount_minor: int, currency: str) -> CardResult:
        raise error("It broke.")

    monkeypatch.setattr(bench.cards, "charge", broken)
    wait_ms = bench.run(PAY)

    # then only where it was surely not begun it is over
    if error is DeviceMissing:
        assert (wait_ms, bench.outcomes()) == (None, ["no_terminal"])
        return
    assert bench.outcomes() == ["unknown"]
    assert wait_ms
    monkeypatch.undo()
    bench.later()
    assert bench.terminal.shown() is not None


@pytest.mark.expected_warnings(*LOST_WARNINGS)
def test_broken_off_after_the_charge_it_asks_and_charges_once(bench: Bench) -> None:
    bench.terminal.lose_next_answer()
    bench.run(PAY)
    bench.terminal.approve()
    bench.later()

    assert bench.outcomes() == ["approved"]


@pytest.mark.expected_warnings(*LOST_WARNINGS)
def test_unknown_is_said_once_and_it_asks_on_until_it_knows(bench: Bench) -> None:
    # given a charge whose terminal falls silent
    bench.run(PAY)
    bench.terminal.set_fault("silent")

    # when it asks again and again
    bench.clock.now_ns += 200_000_000
    waits = []
    for _ in range(8):
        wait_ms = bench.run()
        assert wait_ms is not None
        waits.append(wait_ms)
        bench.clock.now_ns += wait_ms * 1_000_000

    # then it waits longer each time, and says what it hears at last
    assert waits == [200, 400, 800, 1600, 3200, 5000, 5000, 5000]
    assert bench.outcomes() == ["unknown"]
    bench.terminal.approve()
    bench.terminal.set_fault("")
    assert bench.later() is None
    assert bench.outcomes() == ["unknown", "approved"]
    assert bench.presence == [False, True]


def test_after_a_restart_it_only_asks(bench: Bench) -> None:
    # given one that was approved while the till was dead, and one the terminal never saw
    bench.terminal.charge("t1", 2000, "EUR")
    bench.terminal.approve()

    bench.run(ASK, Charge(8, "s2", "t2", 100, inquire=True))

    # then it tells the one, and gives the other up for good
    assert bench.outcomes() == ["approved", "cancelled"]
    assert bench.terminal.shown() is None
    assert bench.cards.charge("t2", 100, "EUR") == CardResult("cancelled")


@pytest.mark.expected_warnings(*LOST_WARNINGS)
def test_after_a_restart_without_its_terminal_nobody_knows(bench: Bench) -> None:
    bench.terminal.set_fault("no_power")
    bench.run(ASK)
    assert bench.outcomes() == ["unknown"]

    bench.terminal.set_fault("")
    bench.later()

    assert bench.outcomes() == ["unknown", "cancelled"]


@pytest.mark.expected_warnings("card_failed", *LOST_WARNINGS)
def test_the_thread_answers_after_an_error_of_ours() -> None:
    # given a thread at a terminal whose driver has a bug
    terminal = SimulatedCardTerminal()
    cards = SimulatedCards("card", terminal)
    said: queue.SimpleQueue[object] = queue.SimpleQueue()
    worker = CardWorker(cards, "EUR", said.put, SystemClock())
    good = cards.outcome
    cards.outcome = lambda reference: [][0]  # type: ignore[method-assign]
    worker.start()

    # when
    worker.put(PAY)
    first = said.get(timeout=WAIT_S)
    cards.outcome = good  # type: ignore[method-assign]
    worker.put(Charge(8, "s1", "t2", 100, inquire=False))
    assert terminal.wait_shown(WAIT_S)
    terminal.approve()
    second = said.get(timeout=WAIT_S)
    worker.stop(WAIT_S)

    # then
    assert first == CardAnswer(7, "s1", "t1", "no_terminal")
    assert isinstance(second, CardAnswer)
    assert (second.tender_id, second.outcome) == ("t2", "approved")


@pytest.mark.expected_warnings(*LOST_WARNINGS)
def test_settled_by_hand_nothing_waits_for_it_and_its_answer_still_comes(bench: Bench) -> None:
    # given a charge that nobody knows anything of, and a manager's word
    bench.run(PAY)
    bench.terminal.set_fault("cut")
    bench.later()
    bench.later()
    bench.run(Settled("t1"))
    assert bench.outcomes() == ["unknown"]

    # when the customer pays after all, and the next one comes
    bench.terminal.approve()
    bench.terminal.set_fault("")
    bench.run(Charge(8, "s2", "t2", 100, inquire=False))
    bench.later()

    # then both are told
    assert [(one.tender_id, one.outcome) for one in bench.said[1:]] == [("t1", "approved")]
    bench.terminal.approve()
    assert bench.later() is None
    assert bench.outcomes()[-1] == "approved"


@pytest.mark.expected_warnings(*LOST_WARNINGS)
def test_settled_by_hand_it_is_ended_where_it_still_can_be(bench: Bench) -> None:
    bench.run(PAY)
    bench.terminal.set_fault("cut")
    bench.later()
    bench.later()
    bench.run(Settled("t1"), Charge(8, "s2", "t2", 100, inquire=False))
    assert bench.outcomes() == ["unknown", "no_terminal"]

    bench.terminal.set_fault("")
    bench.later()

    assert bench.outcomes()[-1] == "cancelled"
    assert bench.terminal.shown() is None


def test_settled_by_hand_and_never_seen_it_is_never_charged(bench: Bench) -> None:
    bench.run(ASK, Settled("t1"), ASK, Settled("t9"))

    assert bench.outcomes() == ["cancelled"]
    assert bench.cards.charge("t1", 2000, "EUR") == CardResult("cancelled")


@pytest.mark.expected_warnings(*LOST_WARNINGS)
def test_unknown_is_said_anew_after_the_terminal_was_there(bench: Bench) -> None:
    bench.run(PAY)
    for fault in ("cut", "", "silent"):
        bench.terminal.set_fault(fault)
        bench.later()
        bench.later()

    assert bench.outcomes() == ["unknown", "unknown"]
