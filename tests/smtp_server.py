"""A mail server on a real socket for tests: SMTP with STARTTLS, TLS from the start, logins, faults on demand.

A thread for the door and one for each connection. What it has taken is in `mails`, in order; a test waits for
them by `wait_for`. It can go away and come back on the same port.
"""

from __future__ import annotations

import base64
import contextlib
import socket
import ssl
import threading
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from pathlib import Path
from types import TracebackType
from typing import Literal

CERTIFICATE = Path(__file__).parent / "golden" / "smtp" / "localhost.pem"
WAIT_S = 20

Step = Literal["connect", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "end"]
DROP: Literal["drop"] = "drop"
SILENCE: Literal["silence"] = "silence"


@dataclass(frozen=True)
class Taken:
    """A mail as it came: envelope, exact bytes, and how the connection was."""

    sender: str
    recipient: str
    raw: bytes
    protected: bool
    user: str
    options: str

    @property
    def message(self) -> EmailMessage:
        """The mail, parsed."""
        parsed = message_from_bytes(self.raw, policy=default)
        assert isinstance(parsed, EmailMessage)
        return parsed

    @property
    def from_name(self) -> str:
        """Who it is from; by the older parser, as the newer one puts blanks between encoded words (3.11)."""
        name, _ = parseaddr(str(message_from_bytes(self.raw)["From"]))
        return str(make_header(decode_header(name)))

    @property
    def text(self) -> str:
        """What is read first, its line ends as Python's."""
        body = self.message.get_body()
        assert body is not None
        return str(body.get_content()).replace("\r\n", "\n")

    @property
    def attachments(self) -> list[tuple[str, bytes]]:
        """Names and bytes."""
        found = []
        for part in self.message.iter_attachments():
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            found.append((part.get_filename() or "", content))
        return found


class SmtpServer:
    """Start it by `with`. extensions: what it says it can do. users: names and passwords; none: no login."""

    def __init__(
        self,
        security: Literal["starttls", "tls", "none"] = "starttls",
        users: dict[str, str] | None = None,
        extensions: tuple[str, ...] = ("8BITMIME", "SMTPUTF8"),
    ) -> None:
        self.security = security
        self.users = dict(users or {})
        self.extensions = extensions
        self.mails: list[Taken] = []
        self.connections = 0
        self.said: list[str] = []
        self.port = 0
        self.changed = threading.Condition()
        self._faults: defaultdict[Step, deque[str]] = defaultdict(deque)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(CERTIFICATE)
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._door: socket.socket | None = None
        self.ended = threading.Event()

    def __enter__(self) -> SmtpServer:
        self.come_back()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.go_away()

    def fault(self, step: Step, answer: str, times: int = 1) -> None:
        """At this step answer so, the next times. `DROP`: close the connection; `SILENCE`: say nothing more.

        At `end` a mail is taken before it drops or falls silent, as by a server that dies with the answer.
        """
        with self.changed:
            self._faults[step].extend([answer] * times)

    def mend(self) -> None:
        """No more faults."""
        with self.changed:
            self._faults.clear()

    def come_back(self) -> None:
        """Listen, at the same port as before."""
        self.ended = threading.Event()
        self._door = socket.create_server(("127.0.0.1", self.port))
        self.port = self._door.getsockname()[1]
        self._spawn(self._serve, self._door)

    def go_away(self) -> None:
        """Close the door and every connection at once."""
        self.ended.set()
        door, self._door = self._door, None
        assert door is not None
        door.shutdown(socket.SHUT_RDWR)
        door.close()
        with self.changed:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(WAIT_S)
        self._threads.clear()

    def wait_for(self, count: int) -> list[Taken]:
        """So many mails, or as many as came in time."""
        with self.changed:
            self.changed.wait_for(lambda: len(self.mails) >= count, WAIT_S)
            return list(self.mails)

    def wait_for_connections(self, count: int) -> None:
        """Until somebody has connected so often."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.connections >= count, WAIT_S)

    def next_fault(self, step: Step) -> str:
        """What was asked for at this step, once; empty for nothing."""
        with self.changed:
            waiting = self._faults[step]
            return waiting.popleft() if waiting else ""

    def take(self, mail: Taken) -> None:
        """A mail is ours now."""
        with self.changed:
            self.mails.append(mail)
            self.changed.notify_all()

    def protect(self, connection: socket.socket) -> ssl.SSLSocket:
        """The connection under TLS."""
        return self._context.wrap_socket(connection, server_side=True)

    def _spawn(self, run: Callable[[socket.socket], None], connection: socket.socket) -> None:
        thread = threading.Thread(target=run, args=(connection,), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _serve(self, door: socket.socket) -> None:
        while True:
            try:
                connection, _ = door.accept()
            except OSError:
                return
            connection.settimeout(WAIT_S)
            with self.changed:
                self._open.add(connection)
                self.connections += 1
                self.changed.notify_all()
            self._spawn(self._talk, connection)

    def _talk(self, connection: socket.socket) -> None:
        talk = _Talk(self, connection)
        try:
            with contextlib.suppress(OSError, _Over):
                talk.run()
        finally:
            talk.close()
            with self.changed:
                self._open.discard(connection)


class _Over(Exception):
    """This connection ends."""


class _Talk:
    """One connection."""

    def __init__(self, server: SmtpServer, connection: socket.socket) -> None:
        self._server = server
        self._socket = connection
        self._lines = connection.makefile("rb")
        self._protected = False
        self._user = ""
        self._sender = self._recipient = self._options = ""

    def close(self) -> None:
        self._lines.close()
        self._socket.close()

    def run(self) -> None:
        fault = self._server.next_fault("connect")
        self._obey(fault)
        if self._server.security == "tls":
            self._wrap()
        self._say(fault or "220 test ESMTP")
        while line := self._lines.readline():
            command = line.decode("utf-8", "replace").rstrip("\r\n")
            self._server.said.append(command)
            self._do(*command.partition(" ")[::2])

    def _do(self, verb: str, rest: str) -> None:
        match verb.upper():
            case "EHLO":
                self._answer("EHLO", *[f"250-{line}" for line in ("test", *self._offers())], "250 HELP")
            case "STARTTLS":
                if self._answer("STARTTLS", "220 go on"):
                    self._wrap()
            case "AUTH":
                self._answer("AUTH", self._log_in(rest))
            case "MAIL":
                self._sender, _, self._options = rest[5:].partition(" ")
                allowed = not self._server.users or self._user
                self._answer("MAIL", "250 ok" if allowed else "530 5.7.0 Authentication required")
            case "RCPT":
                self._recipient = rest[3:]
                self._answer("RCPT", "250 ok")
            case "DATA":
                if self._answer("DATA", "354 go on"):
                    self._take_message()
            case "RSET" | "NOOP":
                self._say("250 ok")
            case "QUIT":
                self._say("221 bye")
                raise _Over
            case _:
                self._say("502 not known")

    def _offers(self) -> tuple[str, ...]:
        offers = self._server.extensions
        if self._server.security == "starttls" and not self._protected:
            return (*offers, "STARTTLS")
        return (*offers, "AUTH PLAIN LOGIN") if self._server.users else offers

    def _log_in(self, rest: str) -> str:
        mechanism, _, first = rest.partition(" ")
        if mechanism == "PLAIN":
            _, user, password = base64.b64decode(first).decode().split("\0")
        else:
            user = base64.b64decode(first).decode()
            self._say("334 UGFzc3dvcmQ6")
            password = base64.b64decode(self._lines.readline()).decode()
        if self._server.users.get(user) != password:
            return f"535 5.7.8 Bad credentials for {user}"
        self._user = user
        return "235 welcome"

    def _take_message(self) -> None:
        lines = []
        while (line := self._lines.readline()) != b".\r\n":
            if not line:
                raise _Over
            lines.append(line[1:] if line.startswith(b".") else line)
        fault = self._server.next_fault("end")
        if fault in ("", DROP, SILENCE):
            raw = b"".join(lines)
            sender, recipient = self._sender.strip("<>"), self._recipient.strip("<>")
            self._server.take(Taken(sender, recipient, raw, self._protected, self._user, self._options))
        self._obey(fault)
        self._say(fault or "250 taken")

    def _answer(self, step: Step, *good: str) -> bool:
        """The step's answer, or its fault; whether it was good."""
        fault = self._server.next_fault(step)
        self._obey(fault)
        self._say(*([fault] if fault else good))
        return not fault

    def _obey(self, fault: str) -> None:
        if fault == SILENCE:
            self._server.ended.wait(WAIT_S)
        if fault in (DROP, SILENCE):
            raise _Over

    def _say(self, *lines: str) -> None:
        self._socket.sendall("".join(f"{line}\r\n" for line in lines).encode())
        if lines[-1].startswith("421"):
            raise _Over

    def _wrap(self) -> None:
        self._lines.close()
        self._socket = self._server.protect(self._socket)
        self._lines = self._socket.makefile("rb")
        self._protected = True
