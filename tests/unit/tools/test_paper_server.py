"""The captured printer: every byte in a file, every status request answered, every pulse noted."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.paper_server import PaperServer, Pulse


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PaperServer]:
    running = PaperServer(tmp_path / "paper")
    yield running
    running.close()


def test_each_connection_becomes_a_file(server: PaperServer) -> None:
    for text in (b"first", b"second"):
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as client:
            client.sendall(text)
            client.shutdown(socket.SHUT_WR)
            assert client.recv(1) == b""

    assert server.wait_idle(5)
    assert [path.read_bytes() for path in sorted(server.folder.iterdir())] == [b"first", b"second"]


def test_a_status_request_is_answered_also_when_it_comes_in_pieces(server: PaperServer) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for part in (b"text\x10", b"\x04", b"\x04more\x10\x04\x01"):
            client.sendall(part)
        answers = client.recv(1) + client.recv(1)
        client.shutdown(socket.SHUT_WR)

        assert answers == b"\x12\x12"
        assert client.recv(1) == b"", "two requests, two answers"


def test_a_pulse_is_noted_once(tmp_path: Path) -> None:
    seen: list[Pulse] = []
    noted = threading.Event()

    def note(pulse: Pulse) -> None:
        seen.append(pulse)
        noted.set()

    server = PaperServer(tmp_path / "paper", on_pulse=note)
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.sendall(b"\x1b")
        client.sendall(b"p\x00\x3c\x78")
        client.sendall(b"after")
        assert noted.wait(5)
    server.close()

    assert len(seen) == 1
    assert server.pulses == seen
