"""The control socket against the real core on a thread of its own."""

import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal.control import ControlServer
from pos_terminal.errors import BadInput
from pos_terminal.services.inbox import Inbox
from pos_terminal.services.messages import Stop
from tests.desk_harness import MILK, CounterTill
from tests.talk import Talk


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    inbox = Inbox()
    ready = threading.Event()

    def core() -> None:
        till = CounterTill(tmp_path)
        ready.set()
        while not isinstance(message := inbox.take(10), Stop):
            if message is not None:
                till.tell(message)

    thread = threading.Thread(target=core)
    thread.start()
    ready.wait(10)
    server = ControlServer(tmp_path / "c.sock", inbox.post)
    server.start()
    yield tmp_path / "c.sock"
    server.stop()
    inbox.post(Stop())
    thread.join(10)


@pytest.fixture
def talk(path: Path) -> Iterator[Talk]:
    with Talk(path) as client:
        yield client


def test_a_sale_over_the_socket(talk: Talk) -> None:
    answer = talk.ask(id=1, command="EnterCode", code_text=MILK.barcodes[0])
    assert answer["id"] == 1
    assert answer["ok"] is True
    assert answer["view"]["totals"]["total_minor"] == 119
    talk.ask(command="StartPayment")
    answer = talk.ask(id="x", command="TakeTender", tender="cash", amount_minor=200)
    assert answer["view"]["receipt_no"] == "T1-A000001"
    assert answer["view"]["totals"]["change_minor"] == 81


def test_a_refusal_is_a_code(talk: Talk) -> None:
    answer = talk.ask(id=2, command="StartPayment")
    assert (answer["ok"], answer["refused"]) == (False, "nothing_to_pay")


def test_view_alone_reads(talk: Talk) -> None:
    assert talk.ask(id=3, command="view")["view"]["phase"] == "sale"


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"nonsense",
        b"[]",
        b'{"command": "Nothing"}',
        b'{"command": "TakeTender", "amount_minor": "x"}',
        b"\xff\xfe",
    ],
)
def test_garbage_is_answered_and_the_connection_lives(talk: Talk, line: bytes) -> None:
    answer = talk.raw(line)
    assert answer["ok"] is False
    assert talk.ask(command="view")["ok"] is True


def test_only_the_owner_may_connect(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_path_that_cannot_be_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="control socket"):
        ControlServer(tmp_path / ("x" * 200), lambda _: None)
