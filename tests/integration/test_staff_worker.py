"""The staff threads on real parts: argon2, the file, Valkey, and servers that go in the middle."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pos_terminal.adapters.pins import pin_matches
from pos_terminal.adapters.redis_sessions import RedisSessions
from pos_terminal.adapters.staff_file import StaffFile
from pos_terminal.demo_staff import DEMO_PINS, demo_staff
from pos_terminal.services.attempts import TRIES, Attempts
from pos_terminal.services.roster import put
from pos_terminal.services.staff_messages import CheckPin, PinChecked, StaffBrief, StaffList
from pos_terminal.workers.sign_in_store import InTime
from pos_terminal.workers.staff import StaffWorker
from tests.stock_servers import StockServerProcess, TestClock, free_port, stock_server

WAIT_S = 20
AT = "2026-11-23T08:00:00.000Z"


class Till:
    """One till's staff threads; the demo's people are on its file. deadline_ms: the shop's own is 150."""

    def __init__(self, folder: Path, url: str, terminal_id: str, deadline_ms: int) -> None:
        file, clock = StaffFile(folder / terminal_id / "staff.json"), TestClock()
        for member in demo_staff():
            put(file, member, AT)
        self.inbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.lock = threading.Lock()
        self.looked_at = 0
        shared = InTime(RedisSessions(url, terminal_id, clock, deadline_ms=deadline_ms), WAIT_S)
        self.worker = StaffWorker(
            file, None, self._matches, Attempts(shared, clock), self.inbox.put, clock, every_s=3600
        )
        self.worker.start()
        self.listed = self.inbox.get(timeout=WAIT_S)

    def check(self, staff_id: str, pin: str) -> PinChecked:
        self.worker.put(CheckPin("q", staff_id, pin, "sign_in"))
        answer = self.inbox.get(timeout=WAIT_S)
        assert isinstance(answer, PinChecked)
        return answer

    def _matches(self, pin_hash: str, pin: str) -> bool:
        with self.lock:
            self.looked_at += 1
        return pin_matches(pin_hash, pin)


OpenTill = Callable[..., Till]


@pytest.fixture
def server() -> Iterator[StockServerProcess]:
    with stock_server("valkey") as started:
        yield started


@pytest.fixture
def open_till(tmp_path: Path) -> Iterator[OpenTill]:
    opened: list[Till] = []

    def till(url: str, terminal_id: str, deadline_ms: int = 10_000) -> Till:
        opened.append(Till(tmp_path, url, terminal_id, deadline_ms))
        return opened[-1]

    yield till
    for made in opened:
        made.worker.stop(WAIT_S)


@pytest.mark.expected_warnings("sign_in_store_down")
def test_with_no_server_at_all_everybody_signs_in(open_till: OpenTill) -> None:
    till = open_till(f"redis://127.0.0.1:{free_port()}/0", "T1")

    assert till.listed == StaffList(
        (
            StaffBrief("ada", "Ada", "cashier"),
            StaffBrief("mia", "Mia", "manager"),
            StaffBrief("sam", "Sam", "supervisor"),
        )
    )
    for staff_id, pin in DEMO_PINS.items():
        assert till.check(staff_id, pin) == PinChecked("q", staff_id, "ok")


def test_the_second_till_says_where_the_first_one_is(server: StockServerProcess, open_till: OpenTill) -> None:
    one, two = open_till(server.url, "T1"), open_till(server.url, "T2")

    assert one.check("ada", "1111").elsewhere == ""
    assert two.check("ada", "1111").elsewhere == "T1"

    two.worker.stop(WAIT_S)
    assert one.check("ada", "1111").elsewhere == ""


@pytest.mark.expected_warnings("pin_locked staff=mia")
def test_eight_tills_guessing_at_once_look_at_five_pins(
    server: StockServerProcess, open_till: OpenTill, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    tills = [open_till(server.url, f"T{number}") for number in range(8)]
    together = threading.Barrier(8)

    def guess(till: Till) -> None:
        together.wait()
        for turn in range(4):
            till.worker.put(CheckPin(f"q{turn}", "mia", f"7070{turn}", "approve"))

    threads = [threading.Thread(target=guess, args=(till,)) for till in tills]
    for thread in threads:
        thread.start()
    answers = [till.inbox.get(timeout=WAIT_S) for till in tills for _ in range(4)]
    for thread in threads:
        thread.join()

    assert sum(till.looked_at for till in tills) == TRIES
    assert {answer.outcome for answer in answers if isinstance(answer, PinChecked)} == {"wrong", "locked"}
    assert "7070" not in caplog.text


@pytest.mark.expected_warnings("sign_in_store_down", "pin_locked staff=ada")
@pytest.mark.parametrize("how", ["kill", "freeze"])
def test_a_server_lost_in_the_middle_keeps_nobody_waiting_and_gives_no_new_tries(
    server: StockServerProcess, open_till: OpenTill, how: str
) -> None:
    till = open_till(server.url, "T1", 150)
    outcomes = [till.check("ada", "9999").outcome for _ in range(2)]

    server.kill() if how == "kill" else server.freeze()

    outcomes += [till.check("ada", "9999").outcome for _ in range(4)]
    assert outcomes == ["wrong"] * 4 + ["locked"] * 2
    assert till.looked_at == TRIES
    assert till.check("sam", "2222").outcome == "ok"
