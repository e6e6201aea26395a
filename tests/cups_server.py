"""A small CUPS for tests: a raw queue over real HTTP, its own reading of IPP, a simulated printer behind it.

It answers as cupsd 2.4.2 did when it was tried with these drivers: states as enums, reasons as keywords.
"""

import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from drivers.simulated.machine import Dead, PrinterMachine

PATH = "/printers/receipts"


@dataclass
class Job:
    """One document on its way."""

    document: bytes
    about: dict[str, list[bytes]]
    state: int = 3
    left: bytes = b""


@dataclass
class Cups:
    """The queue. stuck: it begins no job; loses: it takes a job, hangs up and tells nobody; refuses: an HTTP
    status."""

    machine: PrinterMachine
    stuck: bool = False
    loses: bool = False
    refuses: int = 0
    state: int = 3
    reasons: tuple[str, ...] = ("none",)
    accepting: bool = True
    jobs: list[Job] = field(default_factory=list)
    garbage: bool = False

    def __post_init__(self) -> None:
        cups = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if cups.refuses:
                    self.send_error(cups.refuses)
                    return
                answer = cups.answer(self.path, body)
                if answer is None:
                    self.close_connection = True
                    return
                self.send_response(200)
                self.send_header("Content-Type", "application/ipp")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self.port = self._server.server_address[1]
        self._lock = threading.Lock()

    @property
    def queue(self) -> str:
        return f"ipp://127.0.0.1:{self.port}{PATH}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, path: str, body: bytes) -> bytes | None:
        operation, number = struct.unpack_from(">2xHI", body)
        about, document = read_attributes(body)
        with self._lock:
            if self.garbage:
                return b"<html>" + bytes(10)
            if path != PATH or about["printer-uri"] != [self.queue.encode()]:
                return said(0x0406, number)
            match operation:
                case 0x000B:
                    return said(
                        0,
                        number,
                        (0x23, "printer-state", [struct.pack(">i", self.state)]),
                        (0x44, "printer-state-reasons", [word.encode() for word in self.reasons]),
                        (0x22, "printer-is-accepting-jobs", [bytes((self.accepting,))]),
                    )
                case 0x0002:
                    self.jobs.append(Job(document, about, left=document))
                    return None if self.loses else said(0, number, job_id(len(self.jobs)))
                case 0x0009 | 0x0008:
                    return self._job(operation, number, about)
                case _:
                    return said(0x0501, number)

    def _job(self, operation: int, number: int, about: dict[str, list[bytes]]) -> bytes:
        (job,) = struct.unpack(">i", about["job-id"][0])
        found = self.jobs[job - 1]
        if operation == 0x0008 and found.state < 7:
            found.state = 7
        elif found.state in (3, 5) and not self.stuck:
            self._go_on(found)
        return said(0, number, (0x23, "job-state", [struct.pack(">i", found.state)]))

    def _go_on(self, job: Job) -> None:
        """What the queue's own driver hands over meanwhile."""
        job.state = 5
        try:
            job.left = job.left[self.machine.receive(job.left).taken :]
        except Dead:
            job.state = 8
        if not job.left:
            job.state = 9


def read_attributes(body: bytes) -> tuple[dict[str, list[bytes]], bytes]:
    found: dict[str, list[bytes]] = {}
    at, name = 8, ""
    while body[at] != 3:
        if body[at] < 0x10:
            at += 1
            continue
        (size,) = struct.unpack_from(">H", body, at + 1)
        name = body[at + 3 : at + 3 + size].decode() or name
        at += 3 + size
        (size,) = struct.unpack_from(">H", body, at)
        found.setdefault(name, []).append(body[at + 2 : at + 2 + size])
        at += 2 + size
    return found, body[at + 1 :]


def said(status: int, number: int, *attributes: tuple[int, str, list[bytes]]) -> bytes:
    out = struct.pack(">BBHI", 1, 1, status, number) + b"\x01"
    out += b"".join(
        written((0x47, "attributes-charset", [b"utf-8"]), (0x48, "attributes-natural-language", [b"en"]))
    )
    return out + b"\x04" + b"".join(written(*attributes)) + b"\x03"


def written(*attributes: tuple[int, str, list[bytes]]) -> Iterator[bytes]:
    for tag, name, values in attributes:
        for number, value in enumerate(values):
            key = b"" if number else name.encode()
            yield struct.pack(">BH", tag, len(key)) + key + struct.pack(">H", len(value)) + value


def job_id(number: int) -> tuple[int, str, list[bytes]]:
    return (0x21, "job-id", [struct.pack(">i", number)])
