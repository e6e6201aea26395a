"""Tests of the first-run page: servers, printer, scanner, each on a thread that nobody waits for.

Called on the GUI thread; `changed` is called on any. A test has its time: after that it counts as unanswered,
whatever its thread still waits for.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from drivers import catalog
from drivers.api import DeviceChanged, Message, ScanBroken, ScanRead
from drivers.scanners.serial_line import SerialSettings
from drivers.supervisor import Supervisor
from pos_terminal.setup_answers import Answers, Check, Finding, SetupState

log = logging.getLogger("pos.setup")

SERIAL = "serial"
_BUSY: dict[Check, str] = {"stock": "setup_asking", "centre": "setup_asking", "printer": "setup_printing"}


@dataclass(frozen=True, slots=True)
class Trial:
    """How one thing is tested. limit_s: how long it may take; late: what is said after that."""

    run: Callable[[Answers], Finding]
    limit_s: float
    late: str


class SetupChecks:
    """Runs tests and keeps what they found."""

    def __init__(self, tests: Mapping[Check, Trial], changed: Callable[[], None]) -> None:
        self._tests = tests
        self._changed = changed
        self._lock = threading.Lock()
        self._state = SetupState()
        self._runs: dict[Check, int] = {}
        self._scanner: Supervisor | None = None

    def state(self) -> SetupState:
        """What is known now."""
        with self._lock:
            return self._state

    def check(self, what: Check, answers: Answers, about: str) -> None:
        """Begin a test; a former one of the same thing says no more. about: the answer that is tested."""
        test = self._tests[what]
        with self._lock:
            run = self._runs[what] = self._runs.get(what, 0) + 1
        self._note(what, run, Finding(_BUSY[what], "info", about))
        late = threading.Timer(
            test.limit_s, lambda: self._finish(what, run, Finding(test.late, "bad", about))
        )
        late.daemon = True

        def work() -> None:
            try:
                found = replace(test.run(answers), about=about)
            except Exception as error:
                # The top of a thread: a fault of ours is said and does not leave the page waiting.
                log.exception("setup_test_failed")
                found = Finding("setup_fault", "bad", about, {"name": type(error).__name__})
            late.cancel()
            self._finish(what, run, found)

        late.start()
        threading.Thread(target=work, name=f"setup-{what}", daemon=True).start()

    def note(self, name: str, finding: Finding | None) -> None:
        """Keep or forget a finding of somebody else."""
        with self._lock:
            findings = {key: value for key, value in self._state.findings.items() if key != name}
            if finding is not None:
                findings[name] = finding
            self._state = replace(self._state, findings=findings)
        self._changed()

    def listen(self, path: str, baud: int) -> None:
        """Show what a serial scanner reads, until `hush`."""
        self.hush()
        options = catalog.ScannerOptions(SERIAL, path, SerialSettings(baud=baud))
        self._scanner = Supervisor(self._heard)
        self._scanner.watch(catalog.make_scanner("serial", options), "scanner")

    def hush(self) -> None:
        """Let the serial port go, and forget what was scanned."""
        scanner, self._scanner = self._scanner, None
        if scanner is not None:
            scanner.stop(1.0)
        with self._lock:
            findings = {key: value for key, value in self._state.findings.items() if key != "scanner"}
            self._state = replace(self._state, scan="", scanner="", findings=findings)

    def scanned(self, text: str, device: str) -> None:
        """Something was scanned."""
        with self._lock:
            self._state = replace(self._state, scan=text, scanner=device)
        self._changed()

    def _heard(self, message: Message) -> None:
        match message:
            case ScanRead(text=text):
                self.scanned(text, SERIAL)
            case ScanBroken(reason=reason):
                self.note("scanner", Finding("setup_scan_broken", "warn", params={"reason": reason}))
            case DeviceChanged(present=present):
                self.note("scanner", None if present else Finding("setup_scanner_away", "bad"))
            case _:
                pass

    def _finish(self, what: Check, run: int, finding: Finding) -> None:
        """The end of a test; whatever comes from it later is not heard."""
        with self._lock:
            if self._runs.get(what) != run:
                return
            self._runs[what] = run + 1
        self._note(what, run + 1, finding)

    def _note(self, what: Check, run: int, finding: Finding) -> None:
        with self._lock:
            if self._runs.get(what) != run:
                return
            self._state = replace(self._state, findings={**self._state.findings, what: finding})
        self._changed()
