"""What every ledger promises the till: the same suite for the real one and for the fake."""

from collections.abc import Iterator
from typing import Any, Protocol

import pytest

from pos_terminal.adapters.mongo.ledger import MongoLedger
from pos_terminal.adapters.mongo.rights import right_document, right_in
from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.domain.day_events import RefundPart
from pos_terminal.domain.returns import Given, Right, RightLine, RightTender
from pos_terminal.errors import Bug
from pos_terminal.services.ledger_port import (
    RETURN_RIGHTS,
    Ended,
    Held,
    Ledger,
    NoAccount,
    NoRight,
    ReturnHeld,
    ReturnTooMany,
    TooLittle,
)
from tests.centre_servers import CentreServer, centre_server
from tests.fakes.ledger import Account, FakeLedger, Returnable

__all__ = ["centre_server"]

CREDIT = "store_credit"
RIGHT = Right(
    "s1",
    False,
    (RightLine("l1", 3000, 1000, 160), RightLine("l2", 250, 499, 0)),
    (RightTender("cash", "", 1000), RightTender("card", "", 499)),
)


class Window(Protocol):
    """Looks into the ledgers past the till."""

    @property
    def ledger(self) -> Ledger: ...
    def give(self, account: str, left: int) -> None: ...
    def sold(self, right: Right) -> None: ...
    def right(self, sale_id: str) -> Right | None: ...
    def exceptions(self) -> dict[str, str]: ...


class FakeWindow:
    def __init__(self) -> None:
        self.ledger = FakeLedger()

    def give(self, account: str, left: int) -> None:
        self.ledger.accounts[CREDIT, account] = Account(left)

    def sold(self, right: Right) -> None:
        self.ledger.rights[right.sale_id] = Returnable(right)

    def right(self, sale_id: str) -> Right | None:
        return self.ledger.rights[sale_id].right

    def exceptions(self) -> dict[str, str]:
        return self.ledger.exceptions


class RealWindow:
    def __init__(self, url: str) -> None:
        self.ledger = MongoLedger(url, "T1", SystemClock())
        self._database: Any = self.ledger._database

    def give(self, account: str, left: int) -> None:
        row = {"_id": account, "kind": CREDIT, "left": left, "v": 0, "ops": []}
        self._database.credit_accounts.insert_one(row)

    def sold(self, right: Right) -> None:
        self._database.return_rights.insert_one(right_document(right, "T1-A000001", "EUR"))

    def right(self, sale_id: str) -> Right | None:
        return right_in(self._database.return_rights.find_one({"_id": sale_id}))

    def exceptions(self) -> dict[str, str]:
        return {row["_id"]: row["kind"] for row in self._database.exceptions.find()}


@pytest.fixture(params=["fake", "real"])
def window(request: pytest.FixtureRequest) -> Iterator[Window]:
    if request.param == "fake":
        yield FakeWindow()
        return
    server: CentreServer = request.getfixturevalue("centre_server")
    real = RealWindow(server.url())
    yield real
    real.ledger.close()


def test_what_is_held_is_gone_for_others(window: Window) -> None:
    # given
    window.give("a1", 500)

    # when, then
    assert window.ledger.hold(CREDIT, "a1", "o1", 300) == Held(200)
    assert window.ledger.hold(CREDIT, "a1", "o2", 300) == TooLittle(200)
    assert window.ledger.hold(CREDIT, "a1", "o3", 200) == Held(0)
    assert window.ledger.left(CREDIT, "a1") == 0


def test_an_account_that_is_not_there(window: Window) -> None:
    # given, when, then
    assert window.ledger.hold(CREDIT, "a1", "o1", 300) == NoAccount()
    assert window.ledger.left(CREDIT, "a1") is None
    assert window.ledger.free(CREDIT, "a1", "o1") == "freed"
    assert window.ledger.left(CREDIT, "a1") is None


def test_a_hold_asked_again_is_answered_as_it_was_decided(window: Window) -> None:
    # given
    window.give("a1", 500)
    window.ledger.hold(CREDIT, "a1", "o1", 300)

    # when, then
    assert window.ledger.hold(CREDIT, "a1", "o1", 300) == Held(200)
    assert window.ledger.left(CREDIT, "a1") == 200


def test_what_is_taken_is_spent_and_stays_so(window: Window) -> None:
    # given
    window.give("a1", 500)
    window.ledger.hold(CREDIT, "a1", "o1", 300)

    # when, then
    assert window.ledger.take(CREDIT, "a1", "o1") == "taken"
    assert window.ledger.take(CREDIT, "a1", "o1") == "taken"
    assert window.ledger.hold(CREDIT, "a1", "o1", 300) == Ended("taken")
    assert window.exceptions() == {}
    assert window.ledger.free(CREDIT, "a1", "o1") == "taken"
    assert window.ledger.left(CREDIT, "a1") == 200
    assert window.exceptions() == {"o1": "hold_taken"}


def test_what_is_freed_comes_back_once(window: Window) -> None:
    # given
    window.give("a1", 500)
    window.ledger.hold(CREDIT, "a1", "o1", 300)

    # when, then
    assert window.ledger.free(CREDIT, "a1", "o1") == "freed"
    assert window.ledger.free(CREDIT, "a1", "o1") == "freed"
    assert window.ledger.left(CREDIT, "a1") == 500
    assert window.ledger.hold(CREDIT, "a1", "o1", 300) == Ended("freed")


def test_free_stops_a_hold_that_is_still_under_way(window: Window) -> None:
    # given an operation that the ledger has not seen
    window.give("a1", 500)

    # when
    assert window.ledger.free(CREDIT, "a1", "o1") == "freed"

    # then
    assert window.ledger.hold(CREDIT, "a1", "o1", 300) == Ended("freed")
    assert window.ledger.left(CREDIT, "a1") == 500


def test_taking_what_nobody_holds_is_the_managers_to_look_at(window: Window) -> None:
    # given a centre that was set back, and a manager who freed another one
    window.give("a1", 500)
    window.ledger.hold(CREDIT, "a1", "o2", 100)
    window.ledger.free(CREDIT, "a1", "o2")

    # when, then
    assert window.ledger.take(CREDIT, "a1", "o1") == "missing"
    assert window.ledger.take(CREDIT, "a1", "o2") == "freed"
    assert window.ledger.left(CREDIT, "a1") == 500
    assert window.exceptions() == {"o1": "hold_missing", "o2": "hold_freed"}


def test_nothing_is_never_held_and_no_ledger_is_ours(window: Window) -> None:
    # given
    window.give("a1", 500)

    # when, then
    with pytest.raises(Bug):
        window.ledger.hold(CREDIT, "a1", "o1", 0)


def test_a_return_gives_its_part_and_the_last_takes_the_rest(window: Window) -> None:
    # given three units for 10.00
    window.sold(RIGHT)

    # when they come back one by one
    given = []
    for number in range(3):
        reply = window.ledger.hold_return("s1", f"o{number}", "l1", 1000)
        assert isinstance(reply, ReturnHeld)
        given.append(reply.given)

    # then they are worth what was paid, to the cent, and no more come
    assert [row.amount_minor for row in given] == [333, 334, 333]
    assert sum(row.tax_minor for row in given) == 160
    assert [sum(part.amount_minor for part in row.refunds) for row in given] == [333, 334, 333]
    assert window.ledger.hold_return("s1", "o9", "l1", 1000) == ReturnTooMany("return_too_many", 0)
    assert window.ledger.hold_return("s1", "o9", "l2", 251) == ReturnTooMany("return_too_many", 250)
    assert window.ledger.hold_return("s1", "o9", "lx", 1) == ReturnTooMany("return_line_unknown", 0)


def test_a_return_asked_again_gives_the_same(window: Window) -> None:
    # given
    window.sold(RIGHT)
    first = window.ledger.hold_return("s1", "o1", "l1", 1000)
    window.ledger.hold_return("s1", "o2", "l1", 1000)

    # when, then
    assert first == ReturnHeld(
        Given("l1", 1000, 333, 53, (RefundPart("cash", "", 222), RefundPart("card", "", 111)))
    )
    assert window.ledger.hold_return("s1", "o1", "l1", 1000) == first


def test_a_freed_return_leaves_the_right_as_it_was(window: Window) -> None:
    # given
    window.sold(RIGHT)
    window.ledger.hold_return("s1", "o1", "l1", 1000)

    # when, then
    assert window.ledger.free(RETURN_RIGHTS, "s1", "o1") == "freed"
    assert window.ledger.free(RETURN_RIGHTS, "s1", "o1") == "freed"
    assert window.right("s1") == RIGHT
    assert window.ledger.hold_return("s1", "o1", "l1", 1000) == Ended("freed")


def test_a_taken_return_stays_taken(window: Window) -> None:
    # given
    window.sold(RIGHT)
    window.ledger.hold_return("s1", "o1", "l1", 3000)

    # when, then
    assert window.ledger.take(RETURN_RIGHTS, "s1", "o1") == "taken"
    assert window.ledger.take(RETURN_RIGHTS, "s1", "o1") == "taken"
    right = window.right("s1")
    assert right is not None
    assert [row.milli for row in right.lines] == [0, 250]


def test_free_stops_a_return_that_is_still_under_way(window: Window) -> None:
    # given
    window.sold(RIGHT)

    # when, then
    assert window.ledger.free(RETURN_RIGHTS, "s1", "o1") == "freed"
    assert window.ledger.hold_return("s1", "o1", "l1", 1000) == Ended("freed")
    assert window.right("s1") == RIGHT
    assert window.ledger.take(RETURN_RIGHTS, "s1", "o2") == "missing"


def test_a_sale_that_the_centre_does_not_know(window: Window) -> None:
    # given, when, then
    assert window.ledger.hold_return("s1", "o1", "l1", 1000) == NoRight()
    assert window.ledger.free(RETURN_RIGHTS, "s1", "o1") == "freed"
    assert window.ledger.take(RETURN_RIGHTS, "s1", "o2") == "missing"
