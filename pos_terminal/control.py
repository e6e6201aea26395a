"""The control socket: a second front end beside the screen, JSON lines over a UNIX socket of mode 0600.

One thread a connection and one that accepts. It has no more power than the signed-in cashier: every line is
a command of
`commands.py` put into the same inbox, answered with the view.

    {"id": 7, "command": "TakeTender", "tender": "cash", "amount_minor": 2000}
    {"id": 7, "ok": true, "view": {...}}
    {"id": 7, "ok": false, "refused": "nothing_to_pay", "view": {...}}
"""

import contextlib
import logging
import os
import queue
import socket
import threading
from pathlib import Path
from typing import Any

import msgspec

from pos_terminal.any_command import AnyCommand
from pos_terminal.errors import BadInput
from pos_terminal.services.messages import Called
from pos_terminal.services.ports import Post
from pos_terminal.views import ReceiptView, RegisterView

log = logging.getLogger("pos.control")

_LONGEST_LINE_BYTES = 1 << 20
_ANSWER_S = 10.0

# Bytes that are no UTF-8, and nesting without end, are not the decoder's own errors.
_NOT_A_COMMAND = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)

_commands = msgspec.json.Decoder(AnyCommand)


class _Line(msgspec.Struct):
    """What every line has; `view` as the command only reads."""

    command: str
    id: int | str | None = None


class ControlServer:
    """Listens until it is stopped."""

    def __init__(self, path: Path, post: Post) -> None:
        self._path = path
        self._post = post
        self._listener = _listen(path)
        self._thread = threading.Thread(target=self._accept, name="control", daemon=True)

    def start(self) -> None:
        """Begin to accept."""
        self._thread.start()

    def stop(self) -> None:
        """Stop accepting; connections end with the process."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._path.unlink(missing_ok=True)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(
                target=self._serve, args=(connection,), name="control-client", daemon=True
            ).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError), connection.makefile("rb") as lines:
            while line := lines.readline(_LONGEST_LINE_BYTES):
                connection.sendall(self._answer(line) + b"\n")

    def _answer(self, line: bytes) -> bytes:
        try:
            head = msgspec.json.decode(line, type=_Line)
        except _NOT_A_COMMAND as error:
            return msgspec.json.encode({"id": None, "ok": False, "refused": f"Not a command: {error}"})
        command: AnyCommand | None = None
        if head.command != "view":
            try:
                command = _commands.decode(line)
            except _NOT_A_COMMAND as error:
                return msgspec.json.encode({"id": head.id, "ok": False, "refused": f"Not a command: {error}"})
        answers: queue.SimpleQueue[tuple[RegisterView, str]] = queue.SimpleQueue()
        self._post(Called(command, lambda view, refused: answers.put((view, refused))))
        try:
            view, refused = answers.get(timeout=_ANSWER_S)
        except queue.Empty:
            return msgspec.json.encode({"id": head.id, "ok": False, "refused": "The till does not answer."})
        answer: dict[str, Any] = {"id": head.id, "ok": not refused}
        if refused:
            answer["refused"] = refused
        answer["view"] = _without_pictures(view)
        return msgspec.json.encode(answer)


def _without_pictures(view: RegisterView) -> RegisterView:
    """A receipt's picture has no place in a line of JSON; its number stays."""
    if view.receipt is None:
        return view
    return msgspec.structs.replace(view, receipt=ReceiptView(view.receipt.receipt_no, b""))


def _listen(path: Path) -> socket.socket:
    if os.path.exists(path) and not path.is_socket():
        raise BadInput(
            f"The control socket cannot be at {path}: what is there is not a socket; choose another path."
        )
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        path.unlink(missing_ok=True)
        listener.bind(str(path))
    except OSError as error:
        listener.close()
        raise BadInput(
            f"The control socket {path} cannot be made ({error}); choose a shorter or writable path."
        ) from error
    finally:
        os.umask(before)
    listener.listen(8)
    return listener
