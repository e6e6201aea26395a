"""The ledgers on a real central database: replies lost, commands twice or late, many tills at once."""

import json
import queue
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pymongo.errors import AutoReconnect

from pos_terminal.adapters.mongo.ledger import MongoLedger
from pos_terminal.adapters.mongo.rights import right_document, right_in
from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.domain.jobs import EndHold, HoldCredit
from pos_terminal.domain.records import OpenJob
from pos_terminal.domain.returns import Right, RightLine, RightTender
from pos_terminal.errors import CentreUnavailable
from pos_terminal.services.ledger_messages import CreditAnswer, HoldEnded
from pos_terminal.services.ledger_port import RETURN_RIGHTS, Ended, Held, Ledger, ReturnHeld
from pos_terminal.workers.ledger import LedgerWorker
from tests.centre_servers import CentreServer, centre_server, own_centre_server
from tests.fakes.ledger import Account, FakeLedger, Returnable

__all__ = ["centre_server", "own_centre_server"]

CREDIT = "store_credit"
FIRST = 500
PROCESSES = 30
MANY = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass
class Network:
    """What happens to the next write; what is late lies in `pending` until it is delivered."""

    fault: str = ""
    pending: list[Callable[[], Any]] = field(default_factory=list)

    def carry(self, write: Callable[[], Any]) -> Any:
        fault, self.fault = self.fault, ""
        match fault:
            case "lost":
                raise AutoReconnect("the request was lost")
            case "unanswered":
                write()
                raise AutoReconnect("the reply was lost")
            case "late":
                self.pending.append(write)
                raise AutoReconnect("it is still under way")
            case "twice":
                self.pending.append(write)
            case _:
                pass
        return write()

    def deliver(self, which: int) -> None:
        """One of the late writes arrives."""
        if self.pending:
            self.pending.pop(which % len(self.pending))()


class Wire:
    """A collection, or a database of such, behind the network."""

    def __init__(self, real: Any, network: Network) -> None:
        self._real = real
        self._network = network

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        if name in ("find_one_and_update", "update_one", "insert_one"):
            return lambda *args, **options: self._network.carry(lambda: found(*args, **options))
        return found if callable(found) and name.startswith("find") else Wire(found, self._network)

    def __getitem__(self, name: str) -> "Wire":
        return Wire(self._real[name], self._network)


class Till:
    """A till whose network is bad."""

    def __init__(self, url: str) -> None:
        self.network = Network()
        self.ledger = MongoLedger(url, "T1", SystemClock())
        self.database: Any = self.ledger._database
        wired: Any = Wire(self.ledger._database, self.network)
        self.ledger._database = wired


@pytest.fixture(scope="module")
def till(centre_server: CentreServer) -> Iterator[Till]:
    made = Till(centre_server.url())
    yield made
    made.ledger.close()


def credit_call(ledger: Ledger, account: str, call: tuple[str, int, int]) -> object:
    """One call on an account; None where nobody knows."""
    name, op, x = call
    try:
        match name:
            case "hold":
                return ledger.hold(CREDIT, account, f"o{op}", x)
            case "take":
                return ledger.take(CREDIT, account, f"o{op}")
            case _:
                return ledger.free(CREDIT, account, f"o{op}")
    except CentreUnavailable:
        return None


def return_call(ledger: Ledger, sale_id: str, call: tuple[str, int, int]) -> object:
    """One call on a right of two lines; None where nobody knows."""
    name, op, x = call
    try:
        match name:
            case "hold":
                return ledger.hold_return(sale_id, f"o{op}", f"l{op % 2}", x * 10)
            case "take":
                return ledger.take(RETURN_RIGHTS, sale_id, f"o{op}")
            case _:
                return ledger.free(RETURN_RIGHTS, sale_id, f"o{op}")
    except CentreUnavailable:
        return None


CALLS = st.tuples(st.sampled_from(["hold", "hold", "take", "free"]), st.integers(0, 4), st.integers(1, 300))
PROMPT = st.sampled_from(["", "", "lost", "unanswered", "twice"])
ANY_FAULT = st.sampled_from(["", "", "lost", "unanswered", "twice", "late"])
RIGHT_LINES = (RightLine("l0", 3000, 1000, 160), RightLine("l1", 2750, 1234, 81))
RIGHT_TENDERS = (RightTender("cash", "", 2000), RightTender("card", "", 234))


@MANY
@given(steps=st.lists(st.tuples(CALLS, PROMPT), min_size=3, max_size=15))
def test_credit_is_as_in_a_plain_model(till: Till, steps: list[tuple[tuple[str, int, int], str]]) -> None:
    # given an account here and in the model
    account, model = uuid.uuid4().hex, FakeLedger()
    till.database.credit_accounts.insert_one({"_id": account, "left": FIRST, "v": 0, "ops": []})
    model.accounts[CREDIT, account] = Account(FIRST)

    for call, fault in steps:
        # when replies are lost and writes doubled
        till.network.fault = fault
        reply = credit_call(till.ledger, account, call)
        if reply is not None or fault != "lost":
            expected = credit_call(model, account, call)
            # then what is told is what the model tells
            assert reply in (expected, None)
        till.network.fault = ""
        while till.network.pending:
            till.network.deliver(0)
        row = till.database.credit_accounts.find_one({"_id": account})
        wanted = model.accounts[CREDIT, account]
        assert row["left"] == wanted.left
        assert {op["id"]: (op["x"], op["state"]) for op in row["ops"]} == wanted.ops


@MANY
@given(steps=st.lists(st.tuples(CALLS, PROMPT), min_size=3, max_size=15))
def test_rights_are_as_in_a_plain_model(till: Till, steps: list[tuple[tuple[str, int, int], str]]) -> None:
    # given a right here and in the model
    sale_id, model = uuid.uuid4().hex, FakeLedger()
    whole = Right(sale_id, False, RIGHT_LINES, RIGHT_TENDERS)
    till.database.return_rights.insert_one(right_document(whole, "T1-A000001", "EUR"))
    model.rights[sale_id] = Returnable(whole)

    for call, fault in steps:
        # when replies are lost and writes doubled
        till.network.fault = fault
        reply = return_call(till.ledger, sale_id, call)
        if reply is not None or fault != "lost":
            expected = return_call(model, sale_id, call)
            # then what is told is what the model tells
            assert reply in (expected, None)
        till.network.fault = ""
        while till.network.pending:
            till.network.deliver(0)
        row = till.database.return_rights.find_one({"_id": sale_id})
        wanted = model.rights[sale_id]
        assert right_in(row) == wanted.right
        assert {op["id"]: op["state"] for op in row["ops"]} == {
            op_id: state for op_id, (_, state) in wanted.ops.items()
        }


@MANY
@given(
    steps=st.lists(
        st.tuples(CALLS, ANY_FAULT, st.one_of(st.none(), st.integers(0, 9))), min_size=5, max_size=25
    )
)
def test_late_writes_never_undo_what_was_told(
    till: Till, steps: list[tuple[tuple[str, int, int], str, int | None]]
) -> None:
    # given an account, and what the till was told last of each operation
    account = uuid.uuid4().hex
    till.database.credit_accounts.insert_one({"_id": account, "left": FIRST, "v": 0, "ops": []})
    told: dict[str, str] = {}
    ends_tried: set[str] = set()
    till.network.pending.clear()

    for call, fault, arrives in steps:
        # when writes are lost, doubled, late and out of order
        op_id = f"o{call[1]}"
        if call[0] != "hold":
            ends_tried.add(op_id)
        till.network.fault = fault
        reply = credit_call(till.ledger, account, call)
        till.network.fault = ""
        match reply:
            case Held() if op_id not in ends_tried:
                told[op_id] = "held"
            case Ended(state=state) | ("taken" | "freed" as state):
                told[op_id] = str(state)
            case _:
                pass
        if arrives is not None:
            till.network.deliver(arrives)

        # then nothing is spent twice, and what was told stays so
        row = till.database.credit_accounts.find_one({"_id": account})
        ops = {op["id"]: op for op in row["ops"]}
        assert len(ops) == len(row["ops"])
        assert row["left"] == FIRST - sum(op["x"] for op in row["ops"] if op["state"] != "freed")
        assert row["left"] >= 0
        for told_id, state in told.items():
            if state == "held" and told_id in ends_tried:
                continue
            assert ops[told_id]["state"] == state


@MANY
@given(
    steps=st.lists(
        st.tuples(CALLS, ANY_FAULT, st.one_of(st.none(), st.integers(0, 9))), min_size=5, max_size=25
    )
)
def test_late_returns_never_give_more_than_was_bought(
    till: Till, steps: list[tuple[tuple[str, int, int], str, int | None]]
) -> None:
    # given
    sale_id = uuid.uuid4().hex
    whole = Right(sale_id, False, RIGHT_LINES, RIGHT_TENDERS)
    till.database.return_rights.insert_one(right_document(whole, "T1-A000001", "EUR"))
    told: dict[str, object] = {}
    till.network.pending.clear()

    for call, fault, arrives in steps:
        # when writes are lost, doubled, late and out of order
        till.network.fault = fault
        reply = return_call(till.ledger, sale_id, call)
        till.network.fault = ""
        if arrives is not None:
            till.network.deliver(arrives)

        # then what is left and what was given add up to what was bought
        row = till.database.return_rights.find_one({"_id": sale_id})
        given = [op for op in row["ops"] if op["state"] != "freed"]
        for line, first in zip(row["lines"], RIGHT_LINES, strict=True):
            back = [part for op in given for part in op["lines"] if part["line_id"] == line["line_id"]]
            assert line["q"] + sum(part["q"] for part in back) == first.milli
            assert line["amount"] + sum(part["amount"] for part in back) == first.amount_minor
            assert line["tax"] + sum(part["tax"] for part in back) == first.tax_minor
        for tender, paid in zip(row["tenders"], RIGHT_TENDERS, strict=True):
            refunds = [
                part["amount"] for op in given for part in op["refunds"] if part["method"] == tender["method"]
            ]
            assert tender["left"] + sum(refunds) == paid.left_minor
        if isinstance(reply, ReturnHeld):
            assert told.setdefault(f"o{call[1]}", reply) == reply


def test_thirty_processes_spending_one_credit_never_overspend_it(centre_server: CentreServer) -> None:
    # given one account for thirty tills, each a process of its own
    url = centre_server.url()
    watching = MongoLedger(url, "T1", SystemClock())
    database: Any = watching._database
    database.credit_accounts.insert_one({"_id": "a1", "kind": CREDIT, "left": 700, "v": 0, "ops": []})

    # when they spend it at once
    program = [sys.executable, "-m", "tests.ledger_spender", url, str(PROCESSES)]
    root = Path(__file__).parents[2]
    done = subprocess.run(program, cwd=root, capture_output=True, text=True, timeout=90, check=True)
    totals = json.loads(done.stdout)

    # then what they say they spent is what is gone, and nearly all of it is
    row = database.credit_accounts.find_one({"_id": "a1"})
    assert row["left"] == 700 - sum(totals)
    assert 0 <= row["left"] < 7 * PROCESSES
    assert sum(op["x"] for op in row["ops"] if op["state"] == "taken") == sum(totals)
    assert {op["state"] for op in row["ops"]} == {"taken", "freed"}
    assert sum(total > 0 for total in totals) > 1
    watching.close()


def test_a_centre_that_never_answers_is_left_after_the_deadline_and_its_doubt_is_ended(
    own_centre_server: CentreServer,
) -> None:
    # given an account, and a server that stops in its tracks
    url = own_centre_server.url("shop")
    ledger = MongoLedger(url, "T1", SystemClock(), hold_ms=300)
    database: Any = ledger._database
    database.credit_accounts.insert_one({"_id": "a1", "left": FIRST, "v": 0, "ops": []})
    assert ledger.left(CREDIT, "a1") == FIRST
    own_centre_server.pause()

    # when
    with pytest.raises(CentreUnavailable):
        ledger.hold(CREDIT, "a1", "o1", 300)
    own_centre_server.resume()

    # then, whatever became of it, it is freed
    assert ledger.free(CREDIT, "a1", "o1") == "freed"
    assert ledger.left(CREDIT, "a1") == FIRST
    assert ledger.hold(CREDIT, "a1", "o1", 300) == Ended("freed")
    ledger.close()


def test_what_is_owed_to_a_ledger_is_done_when_its_server_is_back(own_centre_server: CentreServer) -> None:
    # given a worker with credit that is held, and a server that is gone
    url = own_centre_server.url("shop")
    ledger, watching = (MongoLedger(url, "T1", SystemClock(), hold_ms=500, end_ms=500) for _ in range(2))
    database: Any = watching._database
    database.credit_accounts.insert_one({"_id": "a1", "left": FIRST, "v": 0, "ops": []})
    said: queue.SimpleQueue[object] = queue.SimpleQueue()
    worker = LedgerWorker(ledger, said.put, SystemClock(), lambda: 0.1)
    worker.start()
    worker.put(OpenJob(1, 1, HoldCredit("s9", "o1", CREDIT, "a1", 300), False, 0))
    assert said.get(timeout=30) == CreditAnswer(1, "s9", "o1", "held", 200)
    own_centre_server.kill()

    # when a sale is completed, and another one asks
    worker.put(OpenJob(2, 2, EndHold("o1", CREDIT, "a1", take=True), False, 0))
    worker.put(OpenJob(3, 3, HoldCredit("s9", "o2", CREDIT, "a1", 100), False, 0))
    assert said.get(timeout=30) == CreditAnswer(3, "s9", "o2", "away")
    worker.put(OpenJob(4, 4, EndHold("o2", CREDIT, "a1", take=False), False, 0))
    own_centre_server.start()

    # then both are ended, in order
    assert said.get(timeout=30) == HoldEnded(2, "o1", "taken")
    assert said.get(timeout=30) == HoldEnded(4, "o2", "freed")
    assert watching.left(CREDIT, "a1") == 200
    worker.stop(30)
    watching.close()


def test_a_stand_alone_server_holds_nothing(tmp_path: Path) -> None:
    # given
    server = CentreServer(tmp_path / "alone", "--standalone")
    server.start()
    try:
        # when, then
        with (
            closing(MongoLedger(server.url(), "T1", SystemClock())) as ledger,
            pytest.raises(CentreUnavailable, match="stand-alone server without transactions"),
        ):
            ledger.hold(CREDIT, "a1", "o1", 300)
    finally:
        server.kill()
