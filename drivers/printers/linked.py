"""A printer behind any link that takes and gives bytes: the safe way to ask and to send.

Used by one thread (the printing worker's). It must never take an old answer for a new one, nor report
bytes as sent that the link did not take. A link is opened for a job and closed by close(), or when it is
found doubtful: then, where the link can, what is still under way on it is forgotten. The answer after a
document counts only over the very link that took it.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from drivers.api import DeviceLost, DeviceMissing, DeviceSilent, DriverError, PrinterStatus, SendResult
from drivers.printers import status

_CHUNK_BYTES = 16_384
# A printer answers behind the document that it was sent; this is how fast the slowest ones take it.
_SLOWEST_BYTES_PER_S = 800


class Link(Protocol):
    """An open way to a printer. Every call raises DeviceLost where the other end is gone."""

    def write_some(self, piece: memoryview, timeout_s: float) -> int:
        """Bytes taken; 0 where none were within the time."""

    def read_byte(self, timeout_s: float) -> int | None:
        """The next byte from the printer; None where none came within the time."""

    def drain(self) -> None:
        """Throw away what the printer has sent so far."""

    def close(self) -> None:
        """Let go, after what was written has left; never raises."""


@runtime_checkable
class ForgetfulLink(Link, Protocol):
    """A link that can take back what it took and did not deliver yet."""

    def forget(self) -> None:
        """Let go, and let nothing arrive that is still under way; never raises."""


@runtime_checkable
class SettlingLink(Link, Protocol):
    """A link that can tell when what it took has left this computer."""

    def settle(self, timeout_s: float) -> bool:
        """Whether everything has left, waiting for it no longer than that. Raises DeviceLost."""


OpenLink = Callable[[], Link]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a printer may take. answer_s: one status byte; stall_s: without taking a byte; document_s:
    in all; after_s: at most for the answer after a document; late_s: an answer that did not come in so long
    will not come any more.

    idle_s: a link that was not used for so long is opened afresh, for its other end may be gone unnoticed.
    """

    answer_s: float = 1.0
    stall_s: float = 10.0
    document_s: float = 60.0
    after_s: float = 20.0
    late_s: float = 5.0
    idle_s: float = 2.0


class LinkedPrinter:
    """One printer; a Printer. answers: whether it understands DLE EOT at all.

    same_stream: a link that is opened anew is the same cable as before, so that an answer to the old one
    can come out of it.
    """

    def __init__(
        self,
        name: str,
        open_link: OpenLink,
        limits: Limits | None = None,
        answers: bool = True,
        drawer_open_is_high: bool = True,
        same_stream: bool = False,
    ) -> None:
        self.name = name
        self._open_link = open_link
        self._limits = limits or Limits()
        self._answers = answers
        self._drawer_open_is_high = drawer_open_is_high
        self._link: Link | None = None
        self._used_s = 0.0
        self._unproven_bytes = 0
        self._same_stream = same_stream
        self._owed = 0
        self._owed_until_s = 0.0

    def has_status(self) -> bool:
        """Whether this printer can say how it is."""
        return self._answers

    def status(self) -> PrinterStatus:
        """Ask how the printer is; raises DeviceMissing or DeviceSilent."""
        if not self._answers:
            return PrinterStatus(None, None, None)
        sent_bytes, self._unproven_bytes = self._unproven_bytes, 0
        if sent_bytes and (self._link is None or not self._still_there(self._link)):
            # A printer that was switched off and on is well again, and knows nothing of the document.
            self._forget()
            raise DeviceSilent(
                f"The printer {self.name} broke the connection after a document; look at what came out."
            )
        link = self._ready_link()
        patience_s = min(self._limits.answer_s + sent_bytes / _SLOWEST_BYTES_PER_S, self._limits.after_s)
        try:
            self._await_owed(link)
            return status.decode(self._ask_all(link, patience_s), self._drawer_open_is_high)
        except DeviceLost as error:
            self._forget()
            raise DeviceSilent(self._broken(error)) from None

    def send(self, blob: bytes) -> SendResult:
        """Send a document; the result says how many bytes the link took, and why it stopped."""
        try:
            link = self._ready_link()
        except DriverError as error:
            return SendResult(0, len(blob), str(error))
        sent, problem = self._write(link, memoryview(blob))
        if not problem and not self._answers:
            # No answer will prove it, so at least it must have left.
            problem = self._settled(link)
        if problem:
            self._forget()
        else:
            self._unproven_bytes += sent
        self._used_s = time.monotonic()
        return SendResult(sent, len(blob), problem)

    def close(self) -> None:
        """Let go of the link; the next call opens a new one."""
        self._unproven_bytes = 0
        if self._link is not None:
            self._link.close()
            self._link = None

    def _forget(self) -> None:
        """Let go of a link in doubt.

        SAFETY: a pulse or a paper that is still under way must not arrive when nobody expects it any more.
        """
        link: Link | None = self._link
        self._link, self._unproven_bytes = None, 0
        if isinstance(link, ForgetfulLink):
            link.forget()
        elif link is not None:
            link.close()

    def _ready_link(self) -> Link:
        if self._link is not None and not self._still_there(self._link):
            self.close()
        if self._link is None:
            try:
                self._link = self._open_link()
            except DeviceMissing:
                self._owed = 0  # what comes back is another stream
                raise
        self._used_s = time.monotonic()
        return self._link

    def _still_there(self, link: Link) -> bool:
        """Whether an earlier link may be used again: a write to a dead one can vanish unnoticed."""
        if time.monotonic() - self._used_s > self._limits.idle_s:
            return False
        try:
            link.drain()
        except DeviceLost:
            return False
        return True

    def _ask_all(self, link: Link, first_s: float) -> dict[int, int]:
        """first_s: how long the first answer may take."""
        answers: dict[int, int] = {}
        patience_s = max(first_s, self._limits.answer_s)
        for number in status.QUESTIONS:
            link.drain()
            _, problem = self._write(link, memoryview(status.question(number)))
            byte = None if problem else link.read_byte(patience_s)
            patience_s = self._limits.answer_s
            if byte is None:
                # A late answer would be taken for the next question's: it must find this link closed.
                self._owe()
                self._forget()
                raise self._silent()
            if not status.is_answer(byte):
                self._owe()
                self.close()
                return answers
            answers[number] = byte
        self._used_s = time.monotonic()
        return answers

    def _owe(self) -> None:
        """An answer is still to come."""
        if self._same_stream:
            self._owed += 1
            self._owed_until_s = time.monotonic() + self._limits.late_s

    def _await_owed(self, link: Link) -> None:
        """Nothing new is asked before what was asked earlier is answered, or will not be any more."""
        end_s = min(time.monotonic() + self._limits.answer_s, self._owed_until_s)
        while self._owed and (left_s := end_s - time.monotonic()) > 0:
            if link.read_byte(left_s) is not None:
                self._owed -= 1
        if self._owed and time.monotonic() < self._owed_until_s:
            self._forget()
            raise self._silent()
        self._owed = 0

    def _silent(self) -> DeviceSilent:
        return DeviceSilent(f"The printer {self.name} does not answer; look whether it is switched on.")

    def _settled(self, link: Link) -> str:
        """What is wrong where a document does not leave."""
        try:
            if isinstance(link, SettlingLink) and not link.settle(self._limits.stall_s):
                return self._stalled()
        except DeviceLost as error:
            return self._broken(error)
        return ""

    def _stalled(self) -> str:
        return f"The printer {self.name} takes no more data; look at its paper and its cover."

    def _broken(self, error: DeviceLost) -> str:
        return f"The printer {self.name} broke the connection ({error}); switch it off and on."

    def _write(self, link: Link, view: memoryview) -> tuple[int, str]:
        """Send all of it in as many short writes as it takes; answers how far it came and what stopped it."""
        sent, started_s = 0, time.monotonic()
        while sent < len(view):
            left_s = min(self._limits.stall_s, started_s + self._limits.document_s - time.monotonic())
            try:
                taken = link.write_some(view[sent : sent + _CHUNK_BYTES], left_s) if left_s > 0 else 0
            except DeviceLost as error:
                return sent, self._broken(error)
            if taken == 0:
                return sent, self._stalled()
            sent += taken
        return sent, ""
