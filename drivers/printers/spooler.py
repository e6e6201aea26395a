"""A queue of the Windows spooler, by pywin32; win32print is imported here only, and only there.

Used by the printing worker's thread. **Untested on Windows**: tried against a made-up library only. Nothing
comes back from the printer itself: a document counts as sent when the spooler says that its job is printed,
or no longer knows the job. What is given up is deleted, so that it does not come out later and unattended.
"""

import logging
import time
from typing import Any, Protocol

from drivers.api import DeviceMissing, DeviceRefused, DriverError, PrinterStatus, SendResult

# winspool.h: PRINTER_STATUS_*, JOB_STATUS_*, JOB_CONTROL_DELETE.
_QUEUE_PROBLEMS = {
    0x0000_0001: "is paused",
    0x0000_0002: "reports an error",
    0x0000_0008: "has a paper jam",
    0x0000_0010: "has no paper",
    0x0000_0080: "is offline",
    0x0000_1000: "is not available",
    0x0040_0000: "is open",
}
_JOB_PRINTED, _JOB_COMPLETE, _JOB_DELETED = 0x0080, 0x1000, 0x0100
_DELETE_JOB = 5
# What a job that is done and gone is answered with (ERROR_INVALID_PARAMETER).
_NO_SUCH_JOB = 87
_PRINTER_LEVEL, _JOB_LEVEL = 2, 1
_LOOK_S = 0.1

log = logging.getLogger("printer.spooler")


class Library(Protocol):
    """The part of win32print that is used; every call may raise its `error`, the number first."""

    @property
    def error(self) -> type[Exception]: ...
    def OpenPrinter(self, name: str) -> Any: ...
    def ClosePrinter(self, handle: Any) -> None: ...
    def GetPrinter(self, handle: Any, level: int) -> dict[str, Any]: ...
    def StartDocPrinter(self, handle: Any, level: int, what: tuple[str, None, str]) -> int: ...
    def StartPagePrinter(self, handle: Any) -> None: ...
    def WritePrinter(self, handle: Any, piece: bytes) -> int: ...
    def EndPagePrinter(self, handle: Any) -> None: ...
    def EndDocPrinter(self, handle: Any) -> None: ...
    def GetJob(self, handle: Any, job: int, level: int) -> dict[str, Any]: ...
    def SetJob(self, handle: Any, job: int, level: int, what: None, command: int) -> None: ...


class SpoolerPrinter:
    """One queue; a Printer without status."""

    def __init__(
        self, name: str, queue: str, library: Library | None = None, document_s: float = 60.0
    ) -> None:
        self.name = name
        self._queue = queue
        self._library = library
        self._document_s = document_s

    def has_status(self) -> bool:
        """Never: the spooler knows its queue, and of the printer what a driver may tell."""
        return False

    def status(self) -> PrinterStatus:
        """Nothing is known of the printer. Raises DriverError where the queue takes no documents."""
        library = self._loaded()
        library.ClosePrinter(self._opened(library))
        return PrinterStatus(None, None, None)

    def send(self, blob: bytes) -> SendResult:
        """Print a document, and wait until the spooler has handed it over."""
        try:
            library = self._loaded()
            handle = self._opened(library)
        except DriverError as error:
            return SendResult(0, len(blob), str(error))
        try:
            return self._print(library, handle, blob)
        finally:
            library.ClosePrinter(handle)

    def close(self) -> None:
        """Nothing is kept open."""

    def _print(self, library: Library, handle: Any, blob: bytes) -> SendResult:
        sent, job = 0, 0
        try:
            job = library.StartDocPrinter(handle, 1, (self.name, None, "RAW"))
            library.StartPagePrinter(handle)
            while sent < len(blob):
                taken = library.WritePrinter(handle, blob[sent:])
                if taken <= 0:
                    break
                sent += taken
            library.EndPagePrinter(handle)
            library.EndDocPrinter(handle)
        except library.error as error:
            self._delete(library, handle, job)
            return SendResult(sent, len(blob), self._sentence(f"failed ({_words(error)})"))
        if sent < len(blob):
            self._delete(library, handle, job)
            return SendResult(sent, len(blob), self._sentence("takes no more data"))
        return self._follow(library, handle, job, len(blob))

    def _follow(self, library: Library, handle: Any, job: int, size: int) -> SendResult:
        """Wait for the end of a job; one that takes too long is deleted."""
        end_s = time.monotonic() + self._document_s
        while True:
            state = self._state_of(library, handle, job)
            if state is None or state & (_JOB_PRINTED | _JOB_COMPLETE):
                return SendResult(size, size)
            if state & _JOB_DELETED:
                return SendResult(size, size, self._sentence("broke the document off"))
            if time.monotonic() >= end_s:
                break
            time.sleep(_LOOK_S)
        self._delete(library, handle, job)
        return SendResult(size, size, self._sentence("does not get the document to the printer"))

    def _state_of(self, library: Library, handle: Any, job: int) -> int | None:
        """None where the spooler knows no such job any more."""
        try:
            return int(library.GetJob(handle, job, _JOB_LEVEL)["Status"])
        except library.error as error:
            if error.args and error.args[0] == _NO_SUCH_JOB:
                return None
            return 0

    def _delete(self, library: Library, handle: Any, job: int) -> None:
        try:
            library.SetJob(handle, job, 0, None, _DELETE_JOB)
        except library.error as error:
            log.warning("job_not_deleted printer=%s job=%d error=%s", self.name, job, _words(error))

    def _opened(self, library: Library) -> Any:
        """Raises DeviceMissing, DeviceRefused."""
        try:
            handle = library.OpenPrinter(self._queue)
        except library.error as error:
            raise DeviceMissing(self._sentence(f"cannot be opened ({_words(error)})")) from error
        try:
            status = int(library.GetPrinter(handle, _PRINTER_LEVEL)["Status"])
        except library.error as error:
            library.ClosePrinter(handle)
            raise DeviceMissing(self._sentence(f"cannot be asked ({_words(error)})")) from error
        problem = next((words for bit, words in _QUEUE_PROBLEMS.items() if status & bit), "")
        if problem:
            library.ClosePrinter(handle)
            raise DeviceRefused(self._sentence(problem))
        return handle

    def _loaded(self) -> Library:
        if self._library is None:
            try:
                import win32print
            except ImportError as error:
                raise DeviceRefused(
                    f"The printer {self.name} is a queue of Windows; choose another `kind` on this system."
                ) from error
            self._library = win32print
        return self._library

    def _sentence(self, what: str) -> str:
        return f"The queue {self._queue} of the printer {self.name} {what}; look at it in Windows."


def _words(error: Exception) -> str:
    return str(error.args[-1] if error.args else error).rstrip(". ").lower()
