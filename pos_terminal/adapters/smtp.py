"""Sending mail by SMTP (RFC 5321, 6409): sole importer of smtplib, ssl and email. The mail worker's thread.

A connection for each letter. It never falls back from TLS to a plain connection and never logs an address.
The server's own words are passed on without the address in them.
"""

import contextlib
import re
import smtplib
import ssl
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Literal

from pos_terminal.domain.notifications import address_problem
from pos_terminal.errors import Bug, ConfigError
from pos_terminal.services.mail_messages import Delivery, Letter, MailCode
from pos_terminal.services.ports import Clock

# After the last dot a server may filter for long; giving up early sends the mail twice (RFC 5321, 4.5.3.2.6).
ACCEPT_TIMEOUT_S = 120
_OTHERS_MAY_READ = 0o007
_MOST_SENTENCE = 200
# What a client without a name in the DNS says (RFC 5321, 4.1.3); the machine's own name is nobody's business.
_OWN_NAME = "[127.0.0.1]"
_NOT_IN_HEADERS = ("Cc", "Cs", "Zl", "Zp")
_MAIL_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
# Where the systems keep the authorities that they trust; a Python that was built elsewhere looks elsewhere.
_AUTHORITIES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)

# Every exception of smtplib and ssl is an OSError.
_Wrong = Literal["later", "refused", "away", "barred"]


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where and how mail is handed over. ca_file: an authority of the shop's own; empty: the system's.

    user empty: no login. password_file: read at each login, so that a new password needs no restart.
    """

    host: str
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password_file: str = ""
    ca_file: str = ""
    timeout_s: float = 30
    accept_timeout_s: float = ACCEPT_TIMEOUT_S


@dataclass(frozen=True, slots=True)
class SmtpSender:
    """Who the mails are from: the address, and the shop's name before it."""

    address: str
    name: str = ""


class _Stopped(Exception):
    """The letter went no further; carries the answer."""

    def __init__(self, outcome: _Wrong, code: MailCode, reason: str) -> None:
        super().__init__(reason)
        self.delivery = Delivery(outcome, code, reason)


@dataclass(frozen=True, slots=True)
class _Envelope:
    """Addresses as they are said to the server, and the message's bytes. international: needs SMTPUTF8."""

    sender: str
    recipient: str = field(repr=False)
    message: bytes = field(repr=False)
    international: bool


class SmtpMailer:
    """Fulfils `services.mail_messages.Mailer`."""

    def __init__(self, server: SmtpServer, sender: SmtpSender, clock: Clock) -> None:
        self._server = server
        self._sender = sender
        self._clock = clock
        self._where = f"{server.host}:{server.port}"

    def send(self, letter: Letter) -> Delivery:
        """Hand one letter over, on a connection of its own."""
        envelope = self._envelope(letter)
        if envelope is None:
            return Delivery("refused", "mail_address", "The mail's address cannot be one; correct it.")
        try:
            client = self._connected()
        except _Stopped as stopped:
            return stopped.delivery
        with contextlib.closing(client):
            return self._handed_over(client, envelope)

    def _envelope(self, letter: Letter) -> _Envelope | None:
        """The letter as bytes, None where its address is none. Raises Bug for a mail id that is none."""
        if not _MAIL_ID.fullmatch(letter.mail_id):
            raise Bug(f"A mail id must match {_MAIL_ID.pattern}.")
        if address_problem(letter.address) is not None:
            return None
        try:
            recipient = _on_the_wire(letter.address)
        except ValueError:
            return None
        sender = _on_the_wire(self._sender.address)
        international = not (recipient.isascii() and sender.isascii())
        at = datetime.fromtimestamp(self._clock.utc_ms() / 1000, UTC).astimezone()
        message = EmailMessage(SMTP.clone(cte_type="7bit", utf8=international))
        message["From"] = _person(sender, _one_line(self._sender.name))
        message["To"] = _person(recipient)
        message["Subject"] = _one_line(letter.subject)
        message["Date"] = format_datetime(at)
        message["Message-ID"] = f"<{letter.mail_id}@{sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        if letter.attachment is not None:
            name, content = letter.attachment
            message.add_attachment(content, maintype="application", subtype="pdf", filename=_one_line(name))
        return _Envelope(sender, recipient, message.as_bytes(), international)

    def _connected(self) -> smtplib.SMTP:
        """A connection, protected and logged in as the settings ask. Raises _Stopped."""
        password = self._password()
        context = ssl.create_default_context() if self._server.security == "none" else self._context()
        client = self._greeted(context)
        try:
            client.ehlo_or_helo_if_needed()
            if self._server.security == "starttls":
                self._protect(client, context)
            if self._server.user:
                self._log_in(client, password)
        except _Stopped:
            client.close()
            raise
        except OSError as error:
            client.close()
            raise self._not_opened(error) from error
        return client

    def _greeted(self, context: ssl.SSLContext) -> smtplib.SMTP:
        server = self._server
        try:
            if server.security == "tls":
                return smtplib.SMTP_SSL(
                    server.host, server.port, _OWN_NAME, timeout=server.timeout_s, context=context
                )
            return smtplib.SMTP(server.host, server.port, _OWN_NAME, timeout=server.timeout_s)
        except OSError as error:
            raise self._not_opened(error) from error

    def _protect(self, client: smtplib.SMTP, context: ssl.SSLContext) -> None:
        if not client.has_extn("starttls"):
            raise _Stopped(
                "barred",
                "mail_tls",
                f'The mail server {self._where} offers no STARTTLS; set mail.security = "tls" with its port '
                "(often 465), or have IT look.",
            )
        client.starttls(context=context)
        client.ehlo()

    def _log_in(self, client: smtplib.SMTP, password: str) -> None:
        try:
            client.login(self._server.user, password)
        except smtplib.SMTPAuthenticationError as error:
            said = _said(error.smtp_error, self._server.user, password)
            if 400 <= error.smtp_code < 500:
                raise self._away(f"it cannot check the password now ({said})") from error
            raise _Stopped(
                "barred",
                "mail_login",
                f"The mail server {self._where} does not accept mail.user with the password in "
                f"{self._server.password_file} ({said}); correct them.",
            ) from error
        except (smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException):
            raise
        except (smtplib.SMTPException, UnicodeError) as error:
            raise _Stopped(
                "barred",
                "mail_login",
                f"The mail server {self._where} offers no login that this till knows (PLAIN, LOGIN, "
                "CRAM-MD5, in plain characters); have IT look.",
            ) from error

    def _not_opened(self, error: OSError) -> _Stopped:
        """Why there is no connection, as an answer."""
        match error:
            case ssl.SSLEOFError() | ssl.SSLZeroReturnError():
                return self._away("it closed the connection")
            case ssl.SSLCertVerificationError():
                return _Stopped(
                    "barred",
                    "mail_tls",
                    f"The mail server {self._where} does not prove who it is ({error.verify_message}); "
                    "correct mail.host, or name its authority in mail.ca_file.",
                )
            case ssl.SSLError():
                return _Stopped(
                    "barred",
                    "mail_tls",
                    f"The mail server {self._where} speaks no TLS that this till can use "
                    f"({error.reason or 'unknown'}); look at mail.port and mail.security.",
                )
            case smtplib.SMTPResponseException() if error.smtp_code >= 500:
                return _Stopped(
                    "barred",
                    "mail_barred",
                    f"The mail server {self._where} does not serve this till ({_said(error.smtp_error)}); "
                    "have IT look.",
                )
            case smtplib.SMTPResponseException():
                return self._away(_said(error.smtp_error) or "it gave no proper answer")
            case smtplib.SMTPServerDisconnected():
                return self._away("it closed the connection, or gave no answer in time")
            case smtplib.SMTPException():
                return self._away("it gave no proper answer")
            case _:
                return self._away(error.strerror or "no answer in time")

    def _away(self, why: str) -> _Stopped:
        return _Stopped(
            "away",
            "mail_away",
            f"The mail server {self._where} does not answer as it should ({why}); mails wait and are sent "
            "later.",
        )

    def _handed_over(self, client: smtplib.SMTP, envelope: _Envelope) -> Delivery:
        """The transaction of one mail; once the server has taken it, nothing that follows can change that."""
        try:
            self._transfer(client, envelope)
        except _Stopped as stopped:
            return stopped.delivery
        except OSError:
            return Delivery(
                "broken",
                "mail_broken",
                f"The connection to the mail server {self._where} broke while a mail was handed over; it is "
                "sent again.",
            )
        with contextlib.suppress(OSError):
            client.quit()
        return Delivery("sent")

    def _transfer(self, client: smtplib.SMTP, envelope: _Envelope) -> None:
        options = []
        if envelope.international:
            if not client.has_extn("smtputf8"):
                raise _Stopped(
                    "refused",
                    "mail_refused",
                    f"The mail server {self._where} cannot send to an address with letters beyond A to Z; "
                    "ask for another one.",
                )
            options = ["SMTPUTF8", "BODY=8BITMIME"]
        code, said = client.mail(envelope.sender, options)
        if code != 250:
            raise self._sender_refused(code, said, envelope)
        code, said = client.rcpt(envelope.recipient)
        if code == 530:
            raise self._sender_refused(code, said, envelope)
        if code not in (250, 251, 252):
            raise self._letter_refused(code, said, envelope)
        if client.sock is not None:
            client.sock.settimeout(self._server.accept_timeout_s)
        try:
            code, said = client.data(envelope.message)
        except smtplib.SMTPDataError as error:
            raise self._letter_refused(error.smtp_code, error.smtp_error, envelope) from error
        if not 200 <= code < 300:
            raise self._letter_refused(code, said, envelope)

    def _sender_refused(self, code: int, said: bytes, envelope: _Envelope) -> _Stopped:
        # 552: this mail is larger than the server takes; all else is about the shop's own address.
        if code < 500 or code == 552:
            return self._letter_refused(code, said, envelope)
        words = _said(said, *_secrets(envelope.recipient))
        return _Stopped(
            "barred",
            "mail_barred",
            f"The mail server {self._where} takes no mail from {envelope.sender} ({words}); correct "
            "mail.sender, or have IT look at mail.user.",
        )

    def _letter_refused(self, code: int, said: bytes | str, envelope: _Envelope) -> _Stopped:
        words = _said(said, *_secrets(envelope.recipient))
        if code >= 500:
            return _Stopped("refused", "mail_refused", f"The mail server refused the mail: {words}")
        return _Stopped("later", "mail_put_off", f"The mail server puts the mail off: {words}")

    def _context(self) -> ssl.SSLContext:
        """What TLS trusts. Raises _Stopped where an authority's file cannot be read."""
        named = self._server.ca_file
        try:
            context = ssl.create_default_context(cafile=named or None)
        except OSError as error:
            raise _Stopped(
                "barred",
                "mail_tls",
                f"The file mail.ca_file {named} cannot be read ({error.strerror or 'no certificate in it'}); "
                "correct it.",
            ) from error
        if not named and not context.cert_store_stats()["x509_ca"]:
            found = next((file for file in map(Path, _AUTHORITIES) if file.is_file()), None)
            if found is not None:
                context.load_verify_locations(cafile=found)
        return context

    def _password(self) -> str:
        if not self._server.user:
            return ""
        try:
            return read_password(Path(self._server.password_file))
        except ConfigError as error:
            raise _Stopped("barred", "mail_login", str(error)) from error


def read_password(file: Path) -> str:
    """The first line of a password file.

    Raises ConfigError where it is missing, empty or open to everybody.
    """
    try:
        if file.stat().st_mode & _OTHERS_MAY_READ:
            raise ConfigError(
                f"mail.password_file {file} is open to everybody on this machine; say `chmod 640 {file}`."
            )
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"mail.password_file {file} cannot be read; make it, with the password as its only line, "
            "readable for the till's user."
        ) from error
    if not lines or not lines[0].strip():
        raise ConfigError(f"mail.password_file {file} is empty; write the password into it.")
    return lines[0].strip()


def _on_the_wire(address: str) -> str:
    """The address with its domain as the DNS has it. Raises ValueError."""
    local, at, domain = address.rpartition("@")
    if not domain.isascii():
        domain = domain.encode("idna").decode("ascii")
    return f"{local}{at}{domain}"


def _person(address: str, name: str = "") -> Address:
    local, _, domain = address.rpartition("@")
    return Address(name, local, domain)


def _one_line(text: str) -> str:
    """As it may stand in a header: single blanks in the place of line ends and control characters."""
    allowed = "".join(" " if unicodedata.category(sign) in _NOT_IN_HEADERS else sign for sign in text)
    return " ".join(allowed.split())


def _secrets(address: str) -> tuple[str, ...]:
    """What of an address must not be repeated; the longest first."""
    local, _, domain = address.rpartition("@")
    return address, local, domain


def _said(words: bytes | str, *secrets: str) -> str:
    """What the server said, as one short line, with dots in the place of what it must not repeat."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    for secret in filter(None, secrets):
        text = re.sub(re.escape(secret), "...", text, flags=re.IGNORECASE)
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= _MOST_SENTENCE else line[:_MOST_SENTENCE] + "..."
