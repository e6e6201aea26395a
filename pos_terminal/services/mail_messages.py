"""The mail worker's messages, and the port by which it sends.

Frozen values. `SendMail` is made on the core thread; the answers on the worker's, read on the core thread.
An address or a server's sentence belongs in no event: the journal keeps codes and ids only.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

Attachment = tuple[str, bytes]

MailCode = Literal[
    "",
    "mail_away",
    "mail_login",
    "mail_tls",
    "mail_barred",
    "mail_put_off",
    "mail_broken",
    "mail_refused",
    "mail_address",
    "mail_attachment",
    "mail_fault",
]


@dataclass(frozen=True, slots=True)
class SendMail:
    """Send this mail. To the mail worker, from the core; again after each start while the job is open.

    mail_id: `[A-Za-z0-9._-]`, 1 to 64; the same mail has the same for ever. attachment: makes the file's name
    and bytes (a PDF), called on the worker's thread; None: there is none.
    """

    job_id: int
    mail_id: str
    address: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    attachment: Callable[[], Attachment] | None = None


@dataclass(frozen=True, slots=True)
class MailAnswer:
    """What became of a mail.

    outcome: `sent`, `refused` (it can never be sent; nothing more is tried), `parked` (somebody has to mend
    something; said once for each reason, tried again by itself, and the job stays open). code: empty where it
    was sent. reason: a plain sentence, with the mail server's own words where it said any.
    """

    job_id: int
    mail_id: str
    outcome: Literal["sent", "refused", "parked"]
    reason: str = ""
    code: MailCode = ""


@dataclass(frozen=True, slots=True)
class MailDown:
    """No mail goes out; said once until it does, and again where the code is another one.

    code: `mail_away` (it comes back by itself), `mail_login`, `mail_tls`, `mail_barred` (IT must mend it).
    reason: a plain sentence.
    """

    reason: str
    code: MailCode


@dataclass(frozen=True, slots=True)
class MailUp:
    """The mail server takes mails again."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it is put on the wire."""

    mail_id: str
    address: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    attachment: Attachment | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the mail server did with a letter.

    outcome: `sent`; `refused`, this letter for ever; `later`, this letter now; `broken`, the connection broke
    under it and it may have been taken; `away`, no letter now; `barred`, no letter until somebody mends the
    settings.
    """

    outcome: Literal["sent", "refused", "later", "broken", "away", "barred"]
    code: MailCode = ""
    reason: str = ""


class Mailer(Protocol):
    """The way to the mail server; one thread uses it. Every call ends by itself within its time-outs."""

    def send(self, letter: Letter) -> Delivery:
        """Hand one letter over. What can go wrong outside is an answer, not an exception."""
