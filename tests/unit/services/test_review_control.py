"""The control socket against what nobody should send, and a path that is something else."""

import queue
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal.control import ControlServer
from pos_terminal.errors import BadInput
from pos_terminal.services import messages as m
from tests.desk_harness import CounterTill
from tests.talk import Talk


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    view = CounterTill(tmp_path).view

    def post(message: object) -> None:
        assert isinstance(message, m.Called)
        message.reply(view, "")

    server = ControlServer(tmp_path / "c.sock", post)
    server.start()
    with Talk(tmp_path / "c.sock") as client:
        yield client
    server.stop()


@pytest.mark.parametrize(
    "line",
    [
        b'{"command": "EnterCode", "code_text": "\xff\xfe"}',
        b'{"command": "view", "more": ' + b"[" * 100_000,
        b'{"command": "view", "id": 1e400}',
        b'{"command": "EnterCode", "code_text": "\\ud800"}',
    ],
    ids=["not utf-8", "nested", "no number", "half a surrogate"],
)
def test_no_line_ends_the_connection(talk: Talk, line: bytes) -> None:
    assert talk.raw(line)["ok"] is False
    assert talk.ask(command="view")["ok"] is True


def test_a_file_that_is_no_socket_is_not_deleted(tmp_path: Path) -> None:
    kept = tmp_path / "journal.sqlite"
    kept.write_text("precious")
    with pytest.raises(BadInput, match="not a socket"):
        ControlServer(kept, queue.SimpleQueue[object]().put)
    assert kept.read_text() == "precious"


def test_a_folder_is_no_socket_either(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not a socket"):
        ControlServer(tmp_path, queue.SimpleQueue[object]().put)


def test_the_socket_of_a_killed_run_is_taken_over(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as killed:
        killed.bind(str(tmp_path / "c.sock"))
    ControlServer(tmp_path / "c.sock", queue.SimpleQueue[object]().put).stop()
    assert not (tmp_path / "c.sock").exists()
