"""Client of the till's control socket: JSON lines, one answer to each line. One thread a client."""

import itertools
import socket
from pathlib import Path

import msgspec

ANSWER_TIMEOUT_S = 30.0


class ControlLost(Exception):
    """The till went away, or did not answer in time."""


class Refused(Exception):
    """The till said no; the text is its reason."""


class Totals(msgspec.Struct, frozen=True):
    """The sums of the open sale."""

    total_minor: int
    due_minor: int
    change_minor: int
    item_milli: int
    line_count: int


class Line(msgspec.Struct, frozen=True):
    """One line of the basket."""

    line_id: str
    name: str
    code_text: str
    milli: int
    unit_price_minor: int
    amount_minor: int


class Light(msgspec.Struct, frozen=True):
    """One field of the status strip."""

    subject: str
    level: str
    code: str
    params: dict[str, str | int]


class Question(msgspec.Struct, frozen=True):
    """A question in the notice strip."""

    question_id: str
    code: str
    params: dict[str, str | int]


class View(msgspec.Struct, frozen=True):
    """What a proof reads of the till's view; other fields are passed over."""

    serial: int
    phase: str
    totals: Totals
    lines: tuple[Line, ...]
    next_milli: int | None
    question: Question | None
    lights: tuple[Light, ...]
    receipt_no: str
    can_sell: bool


class Answer(msgspec.Struct, frozen=True):
    """One answer line."""

    ok: bool
    id: int | None = None
    view: View | None = None
    refused: str = ""


class Control:
    """One connection. Raises OSError where nobody listens."""

    def __init__(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(ANSWER_TIMEOUT_S)
        try:
            self._socket.connect(str(path))
        except OSError:
            self._socket.close()
            raise
        self._reader = self._socket.makefile("rb")
        self._ids = itertools.count(1)
        self._decoder = msgspec.json.Decoder(Answer)

    def view(self) -> View:
        """The till as it stands."""
        return self._ask({"command": "view"})

    def send(self, command: str, **fields: object) -> View:
        """Give a command; answers the view after it. Raises Refused, ControlLost."""
        return self._ask({"command": command, **fields})

    def post(self, command: str, **fields: object) -> None:
        """Give a command and leave its answer for `finish`."""
        self._write({"command": command, **fields})

    def finish(self) -> View:
        """The answer to the oldest posted command."""
        return self._read()

    def close(self) -> None:
        """Hang up."""
        self._reader.close()
        self._socket.close()

    def _ask(self, request: dict[str, object]) -> View:
        self._write(request)
        return self._read()

    def _write(self, request: dict[str, object]) -> None:
        try:
            self._socket.sendall(msgspec.json.encode({"id": next(self._ids), **request}) + b"\n")
        except OSError as error:
            raise ControlLost(str(error)) from error

    def _read(self) -> View:
        try:
            line = self._reader.readline()
        except OSError as error:
            raise ControlLost(str(error)) from error
        if not line.endswith(b"\n"):
            raise ControlLost("the till hung up")
        answer = self._decoder.decode(line)
        if not answer.ok or answer.view is None:
            raise Refused(answer.refused)
        return answer.view
