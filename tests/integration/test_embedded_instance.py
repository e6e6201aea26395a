"""One till on a data folder; the second start raises the first one's window."""

import queue
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal.embedded import instance
from pos_terminal.embedded.instance import claim_instance, raise_first

ROOT = Path(__file__).parents[2]
FIRST = """
import sys, threading
from pathlib import Path
from pos_terminal.embedded.instance import claim_instance
lock = claim_instance(Path(sys.argv[1]))
lock.listen(lambda: print("raised", flush=True))
print("ready", flush=True)
threading.Event().wait(60)
"""


@pytest.fixture(autouse=True)
def _short_runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tempfile.mkdtemp(prefix="pos-", dir="/tmp")
    monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
    yield
    shutil.rmtree(folder)


def test_the_second_is_refused_and_raises_the_first(tmp_path: Path) -> None:
    # given
    first = claim_instance(tmp_path)
    assert first is not None
    wishes: queue.SimpleQueue[str] = queue.SimpleQueue()
    first.listen(lambda: wishes.put("raise"))

    # when
    second = claim_instance(tmp_path)

    # then
    assert second is None
    assert raise_first(tmp_path)
    assert wishes.get(timeout=10) == "raise"
    first.release()


def test_after_its_end_the_folder_is_free_again(tmp_path: Path) -> None:
    # given
    first = claim_instance(tmp_path)
    assert first is not None
    first.listen(lambda: None)

    # when
    first.release()

    # then
    again = claim_instance(tmp_path)
    assert again is not None
    again.release()


def test_a_killed_till_leaves_no_lock_and_its_socket_does_not_matter(tmp_path: Path) -> None:
    # given a till in another process, that another start can raise
    with subprocess.Popen(
        [sys.executable, "-c", FIRST, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "ready\n"
        assert claim_instance(tmp_path) is None
        assert raise_first(tmp_path)
        assert first.stdout.readline() == "raised\n"

        # when it is killed
        first.send_signal(signal.SIGKILL)
        first.wait(10)

    # then the next takes its place, socket and all
    after = claim_instance(tmp_path)
    assert after is not None
    after.listen(lambda: None)
    assert raise_first(tmp_path)
    after.release()


def test_tills_on_two_folders_do_not_know_of_each_other(tmp_path: Path) -> None:
    # given
    first, second = claim_instance(tmp_path / "a"), claim_instance(tmp_path / "b")

    # when, then
    assert first is not None
    assert second is not None
    first.release()
    second.release()


def test_nobody_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given a folder that never had a till
    monkeypatch.setattr(instance, "_ANSWER_S", 0.1)

    # when, then
    assert not raise_first(tmp_path)


def test_what_is_no_wish_is_passed_over(tmp_path: Path) -> None:
    # given
    first = claim_instance(tmp_path)
    assert first is not None
    wishes: queue.SimpleQueue[str] = queue.SimpleQueue()
    first.listen(lambda: wishes.put("raise"))

    # when somebody says something else, and then the wish comes
    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.connect(str(first._address))
        stranger.sendall(b"GET / HTTP/1.1\r\n")
        assert stranger.recv(64) == b""
    assert raise_first(tmp_path)

    # then only the wish was followed
    wishes.get(timeout=10)
    assert wishes.empty()
    first.release()
