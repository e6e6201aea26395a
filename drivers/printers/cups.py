"""A raw queue of CUPS, by IPP over HTTP: no program is started and no library of CUPS is needed.

Used by the printing worker's thread; every wait has an end. Nothing comes back from the printer itself. A
document counts as sent when CUPS says that its job is completed, that is: that the queue's own driver has
handed over all of it. What is given up is cancelled, so that it does not come out later and unattended.
"""

import http.client
import itertools
import logging
import time
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlsplit

from drivers.api import DeviceMissing, DeviceRefused, DeviceSilent, DriverError, PrinterStatus, SendResult
from drivers.printers import ipp

_PORT = 631
_RAW = "application/vnd.cups-raw"
_LARGEST_ANSWER_BYTES = 262_144
# Reasons of a queue (RFC 8011, 5.4.12) with which a document would only wait in it.
_BAD_REASONS = (
    "-error",
    "offline",
    "paused",
    "media-empty",
    "cover-open",
    "door-open",
    "shutdown",
    "timed-out",
)

log = logging.getLogger("printer.cups")


@dataclass(frozen=True, slots=True)
class CupsLimits:
    """answer_s: for each question; document_s: until a job is completed; looks from first_look_s apart to
    last_look_s."""

    answer_s: float = 5.0
    document_s: float = 60.0
    first_look_s: float = 0.05
    last_look_s: float = 0.5


@dataclass(frozen=True, slots=True)
class Queue:
    """Where a queue is."""

    host: str
    port: int
    path: str

    @property
    def uri(self) -> str:
        """As IPP names it."""
        return f"ipp://{self.host}:{self.port}{self.path}"


def queue_of(wanted: str) -> Queue:
    """wanted: the name of a queue on this computer, or ipp://host[:port]/printers/name."""
    if "://" not in wanted:
        return Queue("localhost", _PORT, f"/printers/{quote(wanted)}")
    parts = urlsplit(wanted)
    return Queue(parts.hostname or "localhost", parts.port or _PORT, parts.path)


class CupsPrinter:
    """One queue; a Printer without status."""

    def __init__(self, name: str, queue: str, limits: CupsLimits | None = None) -> None:
        self.name = name
        self._queue = queue_of(queue)
        self._limits = limits or CupsLimits()
        self._numbers = itertools.count(1)

    def has_status(self) -> bool:
        """Never: CUPS knows its queue; of the printer only what a driver tells, and raw queues have none."""
        return False

    def status(self) -> PrinterStatus:
        """Nothing is known of the printer. Raises DriverError where the queue takes no documents."""
        self._look_at_queue()
        return PrinterStatus(None, None, None)

    def send(self, blob: bytes) -> SendResult:
        """Print a document, and wait until CUPS has handed it over."""
        try:
            self._look_at_queue()
        except DriverError as error:
            return SendResult(0, len(blob), str(error))
        asked = self._request(
            ipp.PRINT_JOB,
            (
                ipp.Attribute("name", "requesting-user-name", ("pos-terminal",)),
                ipp.Attribute("name", "job-name", (self.name,)),
                ipp.Attribute("mime", "document-format", (_RAW,)),
            ),
            (ipp.Attribute("name", "job-sheets", ("none",)),),
            blob,
        )
        try:
            made = self._ask(asked)
        except DeviceRefused as error:
            return SendResult(0, len(blob), str(error))
        except DriverError as error:
            # The request may have arrived although no answer did.
            return SendResult(len(blob), len(blob), str(error))
        job = made.number("job-id")
        if not made.is_good or job is None:
            return SendResult(
                0, len(blob), self._sentence("does not take the document", "look at it in CUPS")
            )
        return self._follow(job, len(blob))

    def close(self) -> None:
        """Nothing is kept open."""

    def _follow(self, job: int, size: int) -> SendResult:
        """Wait for the end of a job; one that takes too long is cancelled."""
        end_s, pause_s, begun = time.monotonic() + self._limits.document_s, self._limits.first_look_s, False
        while True:
            state = self._state_of(job)
            begun = begun or state not in (ipp.PENDING, ipp.HELD)
            if state == ipp.COMPLETED:
                return SendResult(size, size)
            if state in (ipp.CANCELLED, ipp.ABORTED):
                problem = self._sentence("broke the document off", "look at what came out, and at CUPS")
                return SendResult(size, size, problem)
            if time.monotonic() >= end_s:
                break
            time.sleep(pause_s)
            pause_s = min(pause_s * 2, self._limits.last_look_s)
        ended = self._cancel(job)
        problem = self._sentence("does not get the document to the printer", "look at the printer")
        # SAFETY: only a job that never began and that is surely cancelled left nothing on paper.
        return SendResult(0 if ended == "in_time" and not begun else size, size, problem)

    def _cancel(self, job: int) -> Literal["in_time", "unknown"]:
        try:
            self._ask(self._request(ipp.CANCEL_JOB, (ipp.Attribute("integer", "job-id", (job,)),)))
        except DriverError as error:
            log.warning("job_not_cancelled printer=%s job=%d error=%s", self.name, job, error)
            return "unknown"
        return "in_time" if self._state_of(job) == ipp.CANCELLED else "unknown"

    def _state_of(self, job: int) -> int | None:
        """None where CUPS does not say."""
        wanted = ipp.Attribute("keyword", "requested-attributes", ("job-state",))
        about = (ipp.Attribute("integer", "job-id", (job,)), wanted)
        try:
            return self._ask(self._request(ipp.GET_JOB, about)).number("job-state")
        except DriverError:
            return None

    def _look_at_queue(self) -> None:
        """Raises DriverError unless it takes documents."""
        wanted = ("printer-state", "printer-state-reasons", "printer-is-accepting-jobs")
        found = self._ask(
            self._request(ipp.GET_PRINTER, (ipp.Attribute("keyword", "requested-attributes", wanted),))
        )
        if not found.is_good:
            raise DeviceMissing(self._sentence("is not known to CUPS", "correct `queue`, or make the queue"))
        reasons = [word for word in found.words("printer-state-reasons") if _is_bad(word)]
        if found.number("printer-state") == ipp.QUEUE_STOPPED or reasons:
            why = f" ({', '.join(reasons)})" if reasons else ""
            raise DeviceRefused(self._sentence(f"is stopped{why}", "look at the printer and at CUPS"))
        if found.number("printer-is-accepting-jobs") == 0:
            raise DeviceRefused(self._sentence("takes no documents", "switch it on in CUPS (cupsaccept)"))

    def _request(
        self,
        operation: int,
        about: tuple[ipp.Attribute, ...],
        job: tuple[ipp.Attribute, ...] = (),
        document: bytes = b"",
    ) -> bytes:
        to = ipp.Attribute("uri", "printer-uri", (self._queue.uri,))
        return ipp.request(operation, next(self._numbers), (to, *about), job, document)

    def _ask(self, message: bytes) -> ipp.Answer:
        """Raises DeviceMissing, DeviceRefused where CUPS will not, DeviceSilent where it is none."""
        where = f"{self._queue.host}:{self._queue.port}"
        connection = http.client.HTTPConnection(
            self._queue.host, self._queue.port, timeout=self._limits.answer_s
        )
        try:
            connection.request("POST", self._queue.path, message, {"Content-Type": "application/ipp"})
            response = connection.getresponse()
            body = response.read(_LARGEST_ANSWER_BYTES)
        except (OSError, http.client.HTTPException) as error:
            raise DeviceMissing(
                f"CUPS at {where} does not answer for the printer {self.name} "
                f"({str(error) or type(error).__name__}); look whether it runs."
            ) from error
        finally:
            connection.close()
        if response.status != http.client.OK:
            raise DeviceRefused(
                self._sentence(f"is not open to this till (HTTP {response.status})", "see CUPS")
            )
        try:
            return ipp.answer(body)
        except ipp.NotIpp as error:
            raise DeviceSilent(f"What answers at {where} is no CUPS ({error}); correct `queue`.") from error

    def _sentence(self, what: str, remedy: str) -> str:
        return f"The queue {self._queue.path.rpartition('/')[2]} of the printer {self.name} {what}; {remedy}."


def _is_bad(reason: str) -> bool:
    return not reason.endswith(("-report", "-warning")) and any(word in reason for word in _BAD_REASONS)
