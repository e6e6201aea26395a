"""Scanners in the network over real sockets: connecting, listening, several at once, lost and back."""

import queue
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from drivers.api import DeviceChanged, DeviceMissing, DeviceRefused, Message, ScanBroken, ScanRead
from drivers.catalog import ScannerOptions, make_scanner
from drivers.scanners.framing import Framing
from drivers.scanners.network import NetworkReader, NetworkSettings
from drivers.supervisor import BackOff, Supervisor

WITHIN_S = 20.0
BACK = DeviceChanged("n1", "scanner", True, "")


class Till:
    """Where the driver's messages arrive, and the reader that is watched."""

    def __init__(self) -> None:
        self.queue: queue.Queue[Message] = queue.Queue()
        self.supervisor = Supervisor(self.queue.put, BackOff(first_s=0.01, most_s=0.05))
        self.reader: NetworkReader | None = None
        self.kept: list[socket.socket] = []

    def watch(self, settings: NetworkSettings, framing: Framing | None = None) -> None:
        def make(sink: Callable[[Message], None]) -> NetworkReader:
            self.reader = NetworkReader("n1", settings, framing or Framing(), sink)
            return self.reader

        self.supervisor.watch(make, "scanner")

    def next(self) -> Message:
        return self.queue.get(timeout=WITHIN_S)

    def scan(self) -> str:
        message = self.next()
        assert isinstance(message, ScanRead)
        return message.text

    def lost(self) -> str:
        message = self.next()
        assert isinstance(message, DeviceChanged)
        assert not message.present
        return message.reason


@pytest.fixture
def till() -> Iterator[Till]:
    made = Till()
    yield made
    assert made.supervisor.stop(WITHIN_S) == ()
    for line in made.kept:
        line.close()


@pytest.fixture
def scanner() -> Iterator[socket.socket]:
    """A scanner that waits to be connected to."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(WITHIN_S)
        yield listening


def port_of(listening: socket.socket) -> int:
    return int(listening.getsockname()[1])


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return port_of(probe)


def phone(port: int) -> socket.socket:
    """A scanner that connects to the till; tried until the till listens."""
    for _ in range(1000):
        try:
            return socket.create_connection(("127.0.0.1", port), WITHIN_S)
        except ConnectionRefusedError:
            threading.Event().wait(0.01)
    raise AssertionError("The till does not listen.")


def reset(connection: socket.socket) -> None:
    """End a connection as a machine that loses its power and comes back does."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


@pytest.mark.expected_warnings("^device_lost device=n1")
def test_it_connects_reads_is_lost_and_found_again(till: Till, scanner: socket.socket) -> None:
    # Given a scanner that the till connected to
    till.watch(NetworkSettings("127.0.0.1", port_of(scanner)))
    line, _ = scanner.accept()
    assert till.next() == BACK

    # When it sends scans byte by byte, several at once, and half of one before it goes
    for byte in b"4006381333931\r\n":
        line.send(bytes((byte,)))
    line.sendall(b"73513537\r73513537\r590123")
    line.close()

    # Then the whole ones arrive, the half is told as broken, the loss once
    assert [till.scan() for _ in range(3)] == ["4006381333931", "73513537", "73513537"]
    assert till.next() == ScanBroken("n1", "unplugged")
    assert "look whether it is on" in till.lost()

    # And it is found again by itself, and the half joins nothing
    line, _ = scanner.accept()
    assert till.next() == BACK
    line.sendall(b"4123457\r")
    assert till.scan() == "4123457"
    line.close()


@pytest.mark.expected_warnings("^device_lost device=n1")
def test_a_scanner_that_is_off_is_told_once_however_often_it_is_tried(till: Till) -> None:
    port = free_port()
    till.watch(NetworkSettings("127.0.0.1", port))

    assert "switch it on" in till.lost()
    with socket.create_server(("127.0.0.1", port)) as listening:
        listening.settimeout(WITHIN_S)
        line, _ = listening.accept()

    assert till.next() == BACK
    line.close()


def test_a_host_that_does_not_answer_ends_in_its_time() -> None:
    # Given a port whose queue of callers is full, so that nobody gets an answer
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        callers = [socket.socket() for _ in range(4)]
        for caller in callers:
            caller.setblocking(False)
            caller.connect_ex(full.getsockname())

        settings = NetworkSettings("127.0.0.1", port_of(full), connect_s=0.05)
        reader = NetworkReader("n1", settings, Framing(), lambda _: None)
        with pytest.raises(DeviceMissing, match="no answer"):
            reader.run(lambda: False)

        reader.close()
        for caller in callers:
            caller.close()


def test_stop_ends_a_reader_that_waits_for_an_answer() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        callers = [socket.socket() for _ in range(4)]
        for caller in callers:
            caller.setblocking(False)
            caller.connect_ex(full.getsockname())

        till = Till()
        till.watch(NetworkSettings("127.0.0.1", port_of(full), connect_s=600))
        assert till.supervisor.stop(WITHIN_S) == ()
        for caller in callers:
            caller.close()


def test_an_address_that_nobody_knows_is_said() -> None:
    reader = NetworkReader("n1", NetworkSettings("no-such-host.invalid", 2101), Framing(), lambda _: None)

    with pytest.raises(DeviceMissing, match="Nobody knows the address"):
        reader.run(lambda: False)
    reader.close()


def test_two_scanners_on_one_port_never_mix_their_bytes(till: Till) -> None:
    # Given two that are connected at once
    port = free_port()
    till.watch(NetworkSettings("", port, listen=True))
    first, second = phone(port), phone(port)
    assert till.next() == BACK

    # When their bytes come in turn
    for one, other in zip(b"4006381333931\r", b"5901234123457\r", strict=True):
        first.send(bytes((one,)))
        second.send(bytes((other,)))

    # Then each code is whole, under one name
    assert {till.scan(), till.scan()} == {"4006381333931", "5901234123457"}
    first.close()
    second.close()


def test_it_listens_on_this_machine_alone_unless_told_otherwise(till: Till) -> None:
    port = free_port()
    till.watch(NetworkSettings("", port, listen=True))
    phone(port).close()

    assert till.reader is not None
    assert till.reader.address == ("127.0.0.1", port)


def test_a_phone_that_connects_for_each_scan_is_not_lost_each_time(till: Till) -> None:
    port = free_port()
    till.watch(NetworkSettings("", port, listen=True))

    for number in range(20):
        with phone(port) as line:
            line.sendall(b"%d\n" % number)
        if number == 0:
            assert till.next() == BACK
        assert till.scan() == str(number)
    assert till.queue.empty()


@pytest.mark.expected_warnings("^device_lost device=n1")
def test_half_a_scan_of_a_phone_that_vanishes_is_told_and_the_loss_once(till: Till) -> None:
    port = free_port()
    till.watch(NetworkSettings("", port, listen=True))
    line = phone(port)
    assert till.next() == BACK
    line.sendall(b"431\r40063813")
    assert till.scan() == "431"

    reset(line)

    assert till.next() == ScanBroken("n1", "unplugged")
    assert "set the scanner to send" in till.lost()
    with phone(port) as line:
        assert till.next() == BACK
        line.sendall(b"33931\r")
        assert till.scan() == "33931"


@pytest.mark.expected_warnings("^device_lost device=n1")
def test_no_scanner_from_the_start_is_told_once_and_the_first_is_found(till: Till) -> None:
    port = free_port()
    till.watch(NetworkSettings("", port, listen=True, patience_s=0.01))

    assert "No scanner is connected" in till.lost()
    with phone(port) as line:
        assert till.next() == BACK
        line.sendall(b"431\r")
        assert till.scan() == "431"
    assert "No scanner is connected" in till.lost()
    assert till.queue.empty()


def test_more_scanners_than_are_allowed_are_turned_away(till: Till) -> None:
    port = free_port()
    till.watch(NetworkSettings("", port, listen=True, most_clients=2))
    lines = [phone(port) for _ in range(2)]
    for line in lines:
        line.sendall(b"1\r")
    assert [till.next(), till.scan(), till.scan()] == [BACK, "1", "1"]

    with phone(port) as third:
        assert third.recv(1) == b""

    for line in lines:
        line.sendall(b"2\r")
        assert till.scan() == "2"
        line.close()


def test_a_port_that_is_taken_and_an_address_of_another_machine_are_refused(scanner: socket.socket) -> None:
    taken = NetworkSettings("127.0.0.1", port_of(scanner), listen=True)

    for settings in (taken, replace(taken, host="192.0.2.1")):
        reader = NetworkReader("n1", settings, Framing(), lambda _: None)
        with pytest.raises(DeviceRefused, match="choose another port"):
            reader.run(lambda: False)
        reader.close()


def test_a_dead_peer_is_asked_and_found() -> None:
    port = free_port()
    till = Till()
    till.watch(NetworkSettings("", port, listen=True))
    with phone(port):
        assert till.next() == BACK
        assert till.reader is not None
        (peer,) = till.reader._peers.values()
        options = (socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL, socket.TCP_KEEPCNT)
        asked = [peer.connection.getsockopt(socket.IPPROTO_TCP, option) for option in options]

        assert peer.connection.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        assert asked[0] + asked[1] * asked[2] <= 30
    assert till.supervisor.stop(WITHIN_S) == ()


def test_silence_ends_a_scan_where_the_scanner_sends_no_end(till: Till, scanner: socket.socket) -> None:
    till.watch(NetworkSettings("127.0.0.1", port_of(scanner)), Framing(terminators=b"", idle_ms=20))
    line, _ = scanner.accept()
    assert till.next() == BACK

    line.sendall(b"4006381333931")

    assert till.scan() == "4006381333931"
    till.kept.append(line)


def test_endless_bytes_are_told_once_and_cost_no_memory(till: Till) -> None:
    port = free_port()
    till.watch(NetworkSettings("", port, listen=True))
    with phone(port) as line:
        assert till.next() == BACK
        for _ in range(200):
            line.sendall(b"7" * 65_536)
        line.sendall(b"\r431\r")

        assert till.next() == ScanBroken("n1", "too_long")
        assert till.scan() == "431"
    assert till.reader is not None


def test_the_word_of_the_configuration_makes_it(till: Till, scanner: socket.socket) -> None:
    # Given what a configuration says of a scanner that sends a prefix and a suffix of its own
    options = ScannerOptions(
        "n1", host="127.0.0.1", port=port_of(scanner), prefix="S1:", suffix=r"\x0d\n", repeat_ms=1000
    )
    till.supervisor.watch(make_scanner("network", options), "scanner")
    line, _ = scanner.accept()
    assert till.next() == BACK

    # When it scans, bounces, and sends half a scan
    line.sendall(b"S1:431\r\nS1:431\r\n31\r\nS1:432\r\n")

    assert [till.scan(), till.next(), till.scan()] == ["431", ScanBroken("n1", "no_prefix"), "432"]
    till.kept.append(line)
