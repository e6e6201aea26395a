"""One letter and a real mail server: what arrives, and what becomes of refusals, silence, bad settings."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos_terminal.adapters.smtp import SmtpMailer, SmtpSender, SmtpServer
from pos_terminal.errors import Bug
from pos_terminal.services.mail_messages import Delivery, Letter
from tests import smtp_server as test_server
from tests.smtp_server import DROP, SILENCE

SENDER = SmtpSender("till@shop.example", "Bäckerei Özgür & Söhne, مخبز النور")
LETTER = Letter("0190-mail.1", "anna.schmidt@example.org", "Your receipt", "Thank you.\n")
PDF = b"%PDF-1.4\r\n.\r\n..\n\0\xff" + bytes(range(256)) * 300 + b"\n.\r\n"


class FixedClock:
    """Noon of a day in summer."""

    def utc_ms(self) -> int:
        return 1_782_043_200_123

    def monotonic_ns(self) -> int:
        return time.monotonic_ns()


def settings_of(server: test_server.SmtpServer) -> SmtpServer:
    return SmtpServer(
        "localhost", server.port, server.security, ca_file=str(test_server.CERTIFICATE), timeout_s=5
    )


def send(server: test_server.SmtpServer, letter: Letter = LETTER, **changed: Any) -> Delivery:
    return mailer(server, **changed).send(letter)


def mailer(server: test_server.SmtpServer, **changed: Any) -> SmtpMailer:
    return SmtpMailer(replace(settings_of(server), **changed), SENDER, FixedClock())


@pytest.fixture(scope="module")
def quiet() -> Iterator[test_server.SmtpServer]:
    """A server that is never in trouble, for all letters of this file."""
    with test_server.SmtpServer() as server:
        yield server


@pytest.fixture
def server() -> Iterator[test_server.SmtpServer]:
    with test_server.SmtpServer() as server:
        yield server


@pytest.fixture
def password(tmp_path: Path) -> Path:
    file = tmp_path / "password"
    file.write_text("sesam\n")
    file.chmod(0o640)
    return file


def test_a_letter_arrives_under_tls_with_all_that_it_should_say(server: test_server.SmtpServer) -> None:
    assert send(server) == Delivery("sent")

    [mail] = server.mails
    message = mail.message
    assert mail.protected
    assert (mail.sender, mail.recipient) == ("till@shop.example", "anna.schmidt@example.org")
    assert mail.from_name == SENDER.name
    assert message["To"] == "anna.schmidt@example.org"
    assert message["Subject"] == "Your receipt"
    assert message["Message-ID"] == "<0190-mail.1@shop.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert parsedate_to_datetime(message["Date"]).timestamp() == FixedClock().utc_ms() // 1000
    assert message.get_content_type() == "text/plain"
    assert mail.text == "Thank you.\n"
    assert message["Bcc"] is None
    assert message["Cc"] is None


def test_the_file_arrives_byte_for_byte_beside_the_text(server: test_server.SmtpServer) -> None:
    send(server, replace(LETTER, attachment=("receipt-T1-A000001.pdf", PDF)))

    [mail] = server.mails
    assert mail.attachments == [("receipt-T1-A000001.pdf", PDF)]
    assert mail.text == "Thank you.\n"
    [part] = mail.message.iter_attachments()
    assert part.get_content_type() == "application/pdf"


WORDS = [
    ("Ihr Beleg von Bäckerei Müßigbrodt über 12,50 €", "Größe: schön.\nVielen Dank für Ihren Einkauf!\n"),
    ("إيصالك من متجر النور رقم T1-A000001", "شكرًا لتسوقك لدينا.\nالمجموع: ١٢٫٥٠\n"),
    ("您的收据 T1-A000001", "感谢您的光临。\n"),
    ("Low stock: " + "long name " * 30, "." + "x" * 5000 + "\n.\n..\nFrom here\n"),
]


@pytest.mark.parametrize(("subject", "text"), WORDS)
def test_every_script_survives(server: test_server.SmtpServer, subject: str, text: str) -> None:
    send(server, replace(LETTER, subject=subject, text=text, attachment=("إيصال Größe.pdf", PDF)))

    [mail] = server.mails
    assert mail.raw.isascii()
    assert max(map(len, mail.raw.splitlines())) <= 998
    assert str(mail.message["Subject"]) == subject.strip()
    assert mail.text == text
    assert mail.attachments == [("إيصال Größe.pdf", PDF)]


PRINTED = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=120)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(subject=PRINTED, text=PRINTED, name=PRINTED)
def test_whatever_an_article_or_a_shop_is_called_arrives_as_one_header(
    quiet: test_server.SmtpServer, subject: str, text: str, name: str
) -> None:
    quiet.mails.clear()
    sender = SmtpSender("till@shop.example", name)
    letter = replace(LETTER, subject=subject + "\r\nBcc: all@example.org", text=text)
    assert SmtpMailer(settings_of(quiet), sender, FixedClock()).send(letter) == Delivery("sent")

    [mail] = quiet.mails
    assert mail.recipient == LETTER.address
    assert mail.message["Bcc"] is None
    assert str(mail.message["To"]) == LETTER.address
    assert str(mail.message["Subject"]).split() == [*subject.split(), "Bcc:", "all@example.org"]
    assert mail.message["From"].addresses[0].addr_spec == "till@shop.example"
    assert "".join(mail.from_name.split()) == "".join(name.split())


def test_a_domain_in_another_script_is_written_as_the_dns_has_it(server: test_server.SmtpServer) -> None:
    send(server, replace(LETTER, address="anna@müller.example"))

    assert server.mails[0].recipient == "anna@xn--mller-kva.example"


def test_an_address_in_another_script_goes_where_the_server_can(server: test_server.SmtpServer) -> None:
    assert send(server, replace(LETTER, address="müller@example.org")) == Delivery("sent")

    assert server.mails[0].recipient == "müller@example.org"
    assert "SMTPUTF8" in server.mails[0].options


def test_an_address_in_another_script_is_refused_where_the_server_cannot() -> None:
    with test_server.SmtpServer(extensions=()) as server:
        answer = send(server, replace(LETTER, address="müller@example.org"))

    assert (answer.outcome, answer.code) == ("refused", "mail_refused")
    assert "müller" not in answer.reason


def test_an_address_that_is_none_reaches_no_server(server: test_server.SmtpServer) -> None:
    answer = send(server, replace(LETTER, address="anna@example.org\r\nRCPT TO:<all@example.org>"))

    assert (answer.outcome, answer.code) == ("refused", "mail_address")
    assert server.connections == 0


def test_a_mail_id_that_is_none_is_our_bug(server: test_server.SmtpServer) -> None:
    with pytest.raises(Bug):
        send(server, replace(LETTER, mail_id="a>\r\nBcc: b"))


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
def test_a_login_by_each_way(security: str, password: Path) -> None:
    with test_server.SmtpServer(security, {"till": "sesam"}) as server:  # type: ignore[arg-type]
        assert send(server, user="till", password_file=str(password)) == Delivery("sent")

    [mail] = server.mails
    assert mail.user == "till"
    assert mail.protected is (security != "none")


# What the server says at a step, and what it means: for this mail only, for all, or for IT.
ANSWERS = [
    ("connect", "421 too busy", "away", "mail_away"),
    ("connect", "554 5.7.1 your address is blocked", "barred", "mail_barred"),
    ("connect", "hello", "away", "mail_away"),
    ("connect", DROP, "away", "mail_away"),
    ("EHLO", DROP, "away", "mail_away"),
    ("STARTTLS", "454 4.7.0 TLS not available now", "away", "mail_away"),
    ("STARTTLS", DROP, "away", "mail_away"),
    ("MAIL", "451 4.3.0 later", "later", "mail_put_off"),
    ("MAIL", "421 4.7.0 closing", "later", "mail_put_off"),
    ("MAIL", "550 5.7.1 not from you", "barred", "mail_barred"),
    ("MAIL", "552 5.3.4 too large", "refused", "mail_refused"),
    ("RCPT", "450 4.2.0 greylisted", "later", "mail_put_off"),
    ("RCPT", "550 5.1.1 no such user", "refused", "mail_refused"),
    ("RCPT", "530 5.7.0 authentication required", "barred", "mail_barred"),
    ("RCPT", DROP, "broken", "mail_broken"),
    ("DATA", "452 4.3.1 full", "later", "mail_put_off"),
    ("DATA", "554 5.7.1 spam", "refused", "mail_refused"),
    ("end", "451 4.7.1 later", "later", "mail_put_off"),
    ("end", "554 5.7.1 spam", "refused", "mail_refused"),
    ("end", DROP, "broken", "mail_broken"),
]


@pytest.mark.parametrize(("step", "said", "outcome", "code"), ANSWERS)
def test_what_the_server_says_at_each_step(
    server: test_server.SmtpServer, step: test_server.Step, said: str, outcome: str, code: str
) -> None:
    server.fault(step, said)
    answer = send(server)

    assert (answer.outcome, answer.code) == (outcome, code)
    assert answer.reason.count("\n") == 0
    if step != "STARTTLS" and said not in (DROP, "hello"):
        assert said[4:] in answer.reason
    assert send(server) == Delivery("sent")


@pytest.mark.parametrize(
    ("step", "outcome"),
    [("connect", "away"), ("EHLO", "away"), ("STARTTLS", "away"), ("RCPT", "broken"), ("end", "broken")],
)
def test_a_server_that_falls_silent_is_given_up_in_time(
    server: test_server.SmtpServer, step: test_server.Step, outcome: str
) -> None:
    server.fault(step, SILENCE)

    assert send(server, timeout_s=0.2, accept_timeout_s=0.2).outcome == outcome


def test_silence_before_tls_is_given_up_in_time() -> None:
    with test_server.SmtpServer("tls") as server:
        server.fault("connect", SILENCE)
        assert send(server, timeout_s=0.2).outcome == "away"


def test_the_last_answer_may_take_longer_than_the_others(server: test_server.SmtpServer) -> None:
    server.fault("DATA", SILENCE)

    # The time-out of an answer would have ended it long before.
    answer = send(server, timeout_s=60, accept_timeout_s=0.2)
    assert answer.outcome == "broken"


def test_nobody_listens(server: test_server.SmtpServer) -> None:
    server.go_away()
    answer = send(server)
    server.come_back()

    assert (answer.outcome, answer.code) == ("away", "mail_away")
    assert f"localhost:{server.port}" in answer.reason


def test_no_such_host(server: test_server.SmtpServer) -> None:
    assert send(server, host="mail.invalid").outcome == "away"


@pytest.mark.parametrize("at", ["starttls", "tls"])
def test_a_server_that_does_not_prove_who_it_is_gets_nothing(at: str) -> None:
    with test_server.SmtpServer(at) as server:  # type: ignore[arg-type]
        strange = send(server, ca_file="")
        elsewhere = send(server, host="127.0.0.1")

    for answer in (strange, elsewhere):
        assert (answer.outcome, answer.code) == ("barred", "mail_tls")
        assert "mail.ca_file" in answer.reason
    assert not any(line.startswith("MAIL") for line in server.said)


def test_without_starttls_nothing_is_sent_in_the_clear(password: Path) -> None:
    with test_server.SmtpServer("none", {"till": "sesam"}) as server:
        answer = send(server, security="starttls", user="till", password_file=str(password))

    assert (answer.outcome, answer.code) == ("barred", "mail_tls")
    assert [line.split()[0] for line in server.said] == ["ehlo"]


def test_tls_where_the_server_speaks_plainly(server: test_server.SmtpServer) -> None:
    answer = send(server, security="tls")

    assert (answer.outcome, answer.code) == ("barred", "mail_tls")
    assert "mail.security" in answer.reason


def test_a_wrong_password_is_for_it_and_is_not_repeated(password: Path) -> None:
    password.write_text("falsch")
    with test_server.SmtpServer(users={"till": "sesam"}) as server:
        answer = send(server, user="till", password_file=str(password))

    assert (answer.outcome, answer.code) == ("barred", "mail_login")
    assert str(password) in answer.reason
    assert "falsch" not in answer.reason
    assert "Bad credentials for ..." in answer.reason


def test_a_login_that_cannot_be_checked_now_is_tried_again(password: Path) -> None:
    with test_server.SmtpServer(users={"till": "sesam"}) as server:
        server.fault("AUTH", "454 4.7.0 Temporary failure", 3)
        assert send(server, user="till", password_file=str(password)).outcome == "away"


def test_a_server_without_login(server: test_server.SmtpServer, password: Path) -> None:
    answer = send(server, user="till", password_file=str(password))

    assert (answer.outcome, answer.code) == ("barred", "mail_login")


@pytest.mark.parametrize(
    ("mode", "content", "said"),
    [
        (0o644, "sesam", "chmod 640"),
        (0o600, "", "is empty"),
        (0o600, None, "cannot be read"),
        (0o600, "sesam ö", "in plain characters"),
    ],
)
def test_a_password_file_that_cannot_be_used_is_for_it(
    password: Path, mode: int, content: str | None, said: str
) -> None:
    if content is None:
        password.unlink()
    else:
        password.write_text(content)
        password.chmod(mode)
    with test_server.SmtpServer(users={"till": "sesam"}) as server:
        answer = send(server, user="till", password_file=str(password))

    assert (answer.outcome, answer.code) == ("barred", "mail_login")
    assert said in answer.reason


def test_an_authority_that_cannot_be_read_is_for_it(server: test_server.SmtpServer, tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("no certificate")
    for file in (tmp_path / "ca.pem", tmp_path / "none.pem"):
        answer = send(server, ca_file=str(file))
        assert (answer.outcome, answer.code) == ("barred", "mail_tls")
        assert "mail.ca_file" in answer.reason


@pytest.mark.parametrize(
    "said",
    [
        "550 5.1.1 <anna.schmidt@example.org>: unknown",
        "550 ANNA.SCHMIDT@EXAMPLE.ORG unknown",
        "550 user anna.schmidt is over quota at example.org",
        "530 log in before writing to anna.schmidt@example.org",
        "450 anna.schmidt@example.org is greylisted",
    ],
)
def test_the_servers_words_come_without_the_address(server: test_server.SmtpServer, said: str) -> None:
    server.fault("RCPT", said)
    reason = send(server).reason.lower()

    assert "anna" not in reason
    assert "example.org" not in reason


def test_long_and_broken_words_of_a_server_become_one_short_line(server: test_server.SmtpServer) -> None:
    server.fault("RCPT", "550-first\r\n550 " + "x\x1b[31m" * 100)
    answer = send(server)

    assert answer.reason.isprintable()
    assert len(answer.reason) < 300
    assert answer.reason.startswith("The mail server refused the mail: first x")


def test_nothing_shows_an_address_by_accident() -> None:
    assert "anna" not in repr(LETTER)
