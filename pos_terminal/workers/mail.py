"""The mail's thread: hands over what is queued, tries again what the mail server puts off.

What is owed stands as an open job in the journal; here are only the mails of this run, each once. No mail
keeps another one waiting: only a server that takes none at all does. It decides nothing about sales and logs
no address.
"""

import logging
import queue
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass

from pos_terminal.services.mail_messages import (
    Attachment,
    Delivery,
    Letter,
    MailAnswer,
    MailCode,
    MailDown,
    Mailer,
    MailUp,
    SendMail,
)
from pos_terminal.services.ports import Clock, Post

log = logging.getLogger("pos.mail")

_NS_PER_MS = 1_000_000
_NS_PER_S = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How long to wait, in ms.

    first_ms, longest_ms: after a failure, doubled each time, half of it by chance. barred_ms: where somebody
    has to mend something first. parked_after: so often one mail is put off until somebody is told.
    """

    first_ms: int = 1_000
    longest_ms: int = 600_000
    barred_ms: int = 600_000
    parked_after: int = 10


class Pause:
    """When something that failed may be tried again. jitter: as `random.random`."""

    def __init__(self, limits: Limits, jitter: Callable[[], float]) -> None:
        self._limits = limits
        self._jitter = jitter
        self.failures = 0
        self.until_ns = 0

    def failed(self, now_ns: int) -> None:
        """Wait longer than last time."""
        self.failures += 1
        doubled_ms = min(self._limits.first_ms << min(self.failures, 20), self._limits.longest_ms)
        half_ns = doubled_ms * _NS_PER_MS // 2
        self.until_ns = now_ns + half_ns + int(self._jitter() * half_ns)

    def barred(self, now_ns: int) -> None:
        """Wait for a person."""
        self.until_ns = now_ns + self._limits.barred_ms * _NS_PER_MS

    def succeeded(self) -> None:
        """Nothing is waited for."""
        self.failures = 0
        self.until_ns = 0


@dataclass(slots=True)
class _Waiting:
    """A mail that is owed. attachment: once made, kept. told: the code with which it was parked."""

    wanted: SendMail
    pause: Pause
    attachment: Attachment | None = None
    told: MailCode = ""


class MailWorker:
    """The thread `mail`. The mailer is used on it only."""

    def __init__(
        self,
        mailer: Mailer,
        post: Post,
        clock: Clock,
        limits: Limits | None = None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._mailer = mailer
        self._post = post
        self._clock = clock
        self._limits = limits or Limits()
        self._jitter = jitter
        self._queue: queue.SimpleQueue[SendMail | None] = queue.SimpleQueue()
        self._waiting: dict[int, _Waiting] = {}
        self._server = Pause(self._limits, jitter)
        self._down: Delivery | None = None
        self._thread = threading.Thread(target=self._run, name="mail", daemon=True)

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def put(self, wanted: SendMail) -> None:
        """Hand a mail over; returns at once."""
        self._queue.put(wanted)

    def stop(self, timeout_s: float) -> None:
        """End after the mail that is on its way; what was not sent stays owed in the journal."""
        self._queue.put(None)
        self._thread.join(timeout_s)

    def _run(self) -> None:
        while self._listen():
            due = self._due()
            if due is None:
                continue
            try:
                self._try(due)
            except Exception:
                log.exception("mail_failed mail=%s", due.wanted.mail_id)
                self._park(due, "mail_fault", "A mail met an error of the till's own; the log tells more.")

    def _listen(self) -> bool:
        """Everything that lies in the queue, or whatever comes until something is due; False at the end."""
        block, timeout_s = True, self._wait_s()
        while True:
            try:
                wanted = self._queue.get(block, timeout_s)
            except queue.Empty:
                return True
            if wanted is None:
                return False
            self._take(wanted)
            block, timeout_s = False, None

    def _take(self, wanted: SendMail) -> None:
        """A mail that is handed out twice is owed once."""
        if wanted.job_id in self._waiting:
            return
        mail = _Waiting(wanted, Pause(self._limits, self._jitter))
        self._waiting[wanted.job_id] = mail
        if self._down is not None and self._down.outcome == "barred":
            self._tell_parked(mail, self._down.code, self._down.reason)

    def _wait_s(self) -> float | None:
        if not self._waiting:
            return None
        due_ns = max(self._server.until_ns, min(mail.pause.until_ns for mail in self._waiting.values()))
        return max(0, due_ns - self._clock.monotonic_ns()) / _NS_PER_S

    def _due(self) -> _Waiting | None:
        """The mail that has waited longest of those that may be tried now."""
        now_ns = self._clock.monotonic_ns()
        if now_ns < self._server.until_ns:
            return None
        return next((mail for mail in self._waiting.values() if mail.pause.until_ns <= now_ns), None)

    def _try(self, mail: _Waiting) -> None:
        wanted = mail.wanted
        if wanted.attachment is not None and mail.attachment is None:
            try:
                mail.attachment = wanted.attachment()
            except Exception:
                log.exception("mail_attachment_failed mail=%s", wanted.mail_id)
                self._park(
                    mail, "mail_attachment", "The file of a mail could not be made; the log tells more."
                )
                return
        letter = Letter(wanted.mail_id, wanted.address, wanted.subject, wanted.text, mail.attachment)
        self._settle(mail, self._mailer.send(letter))

    def _settle(self, mail: _Waiting, delivery: Delivery) -> None:
        match delivery.outcome:
            case "sent" | "refused":
                self._reached()
                self._end(mail, delivery)
            case "later":
                self._reached()
                self._put_off(mail, delivery)
            case "broken":
                self._put_off(mail, delivery)
            case "away":
                self._server.failed(self._clock.monotonic_ns())
                self._say_down(delivery)
            case "barred":
                self._server.barred(self._clock.monotonic_ns())
                self._say_down(delivery)
                for waiting in self._waiting.values():
                    self._tell_parked(waiting, delivery.code, delivery.reason)

    def _end(self, mail: _Waiting, delivery: Delivery) -> None:
        wanted = mail.wanted
        del self._waiting[wanted.job_id]
        outcome = "sent" if delivery.outcome == "sent" else "refused"
        log.info("mail_%s mail=%s", outcome, wanted.mail_id)
        if outcome == "sent":
            self._post(MailAnswer(wanted.job_id, wanted.mail_id, "sent"))
        else:
            self._post(MailAnswer(wanted.job_id, wanted.mail_id, "refused", delivery.reason, delivery.code))

    def _put_off(self, mail: _Waiting, delivery: Delivery) -> None:
        mail.pause.failed(self._clock.monotonic_ns())
        if mail.pause.failures >= self._limits.parked_after:
            self._tell_parked(mail, delivery.code, delivery.reason)

    def _park(self, mail: _Waiting, code: MailCode, reason: str) -> None:
        mail.pause.barred(self._clock.monotonic_ns())
        self._tell_parked(mail, code, reason)

    def _tell_parked(self, mail: _Waiting, code: MailCode, reason: str) -> None:
        if mail.told == code:
            return
        mail.told = code
        self._post(MailAnswer(mail.wanted.job_id, mail.wanted.mail_id, "parked", reason, code))

    def _reached(self) -> None:
        self._server.succeeded()
        if self._down is not None:
            self._down = None
            log.info("mail_up")
            self._post(MailUp())

    def _say_down(self, delivery: Delivery) -> None:
        told, self._down = self._down, delivery
        if told is None or told.code != delivery.code:
            log.warning("mail_down reason=%s", delivery.reason)
            self._post(MailDown(delivery.reason, delivery.code))
