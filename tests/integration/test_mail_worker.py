"""The mail's thread and a real mail server: every mail queued arrives, whatever the server does meanwhile."""

from __future__ import annotations

import queue
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pos_terminal.adapters.smtp import SmtpMailer, SmtpSender, SmtpServer
from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.services.mail_messages import Attachment, MailAnswer, MailDown, MailUp, SendMail
from pos_terminal.workers.mail import Limits, MailWorker
from tests import smtp_server as test_server
from tests.smtp_server import DROP, SILENCE

WAIT_S = 20
QUICK = Limits(first_ms=1, longest_ms=20, barred_ms=20, parked_after=4)
PDF = b"%PDF-1.4\r\n" + bytes(range(256)) * 20


def mail(number: int, **changed: object) -> SendMail:
    made = SendMail(number, f"mail-{number}", f"customer{number}@example.org", f"Beleg {number}", "Größe\n")
    return replace(made, **changed)  # type: ignore[arg-type]


class Desk:
    """Server, worker and inbox of one test."""

    def __init__(
        self,
        server: test_server.SmtpServer,
        limits: Limits = QUICK,
        password: Path | None = None,
        timeout_s: float = WAIT_S,
        accept_timeout_s: float = WAIT_S,
    ) -> None:
        self.server = server
        self.inbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        reach = SmtpServer(
            "localhost",
            server.port,
            server.security,
            user="till" if password else "",
            password_file=str(password or ""),
            ca_file=str(test_server.CERTIFICATE),
            timeout_s=timeout_s,
            accept_timeout_s=accept_timeout_s,
        )
        clock = SystemClock()
        mailer = SmtpMailer(reach, SmtpSender("till@shop.example", "Bäckerei"), clock)
        self.worker = MailWorker(mailer, self.inbox.put, clock, limits)
        self.worker.start()

    def put(self, *mails: SendMail) -> None:
        for one in mails:
            self.worker.put(one)

    def next(self) -> object:
        return self.inbox.get(timeout=WAIT_S)

    def until_sent(self, count: int) -> list[object]:
        """Everything posted until so many mails were sent."""
        posted: list[object] = []
        while sum(isinstance(one, MailAnswer) and one.outcome == "sent" for one in posted) < count:
            posted.append(self.next())
        return posted


@pytest.fixture
def server() -> Iterator[test_server.SmtpServer]:
    with test_server.SmtpServer() as server:
        yield server


@pytest.fixture
def desk(server: test_server.SmtpServer) -> Iterator[Desk]:
    desk = Desk(server)
    yield desk
    desk.worker.stop(WAIT_S)


def recipients(server: test_server.SmtpServer) -> list[str]:
    return [taken.recipient for taken in server.mails]


def test_a_mail_is_sent_and_answered(desk: Desk) -> None:
    desk.put(mail(7))

    assert desk.next() == MailAnswer(7, "mail-7", "sent")
    assert recipients(desk.server) == ["customer7@example.org"]


def test_the_file_is_made_on_the_mails_thread(desk: Desk) -> None:
    names: list[str] = []

    def made() -> Attachment:
        names.append(threading.current_thread().name)
        return "receipt.pdf", PDF

    desk.put(mail(1, attachment=made))
    desk.until_sent(1)

    assert names == ["mail"]
    assert desk.server.mails[0].attachments == [("receipt.pdf", PDF)]


@pytest.mark.expected_warnings("mail_down")
def test_every_mail_arrives_once_the_server_is_back(desk: Desk) -> None:
    # given a server that is away
    desk.server.go_away()
    desk.put(*(mail(number) for number in range(1, 21)))
    down = desk.next()

    # when it comes back after several tries
    assert isinstance(down, MailDown)
    assert down.code == "mail_away"
    desk.server.come_back()
    posted = desk.until_sent(20)

    # then everything arrives once, in order, and both are said once
    assert recipients(desk.server) == [f"customer{number}@example.org" for number in range(1, 21)]
    assert [one for one in posted if not isinstance(one, MailAnswer)] == [MailUp()]


@pytest.mark.expected_warnings("mail_down")
def test_mails_arrive_through_all_kinds_of_trouble(server: test_server.SmtpServer) -> None:
    # given a server with every passing trouble
    desk = Desk(server, timeout_s=0.3)
    for step, answer in (
        ("connect", "421 too busy"),
        ("connect", DROP),
        ("connect", SILENCE),
        ("EHLO", DROP),
        ("STARTTLS", "454 not now"),
        ("MAIL", "451 later"),
        ("RCPT", "450 greylisted"),
        ("RCPT", DROP),
        ("DATA", "452 full"),
        ("end", "451 later"),
    ):
        server.fault(step, answer, 2)  # type: ignore[arg-type]

    # when ten mails are queued
    desk.put(*(mail(number, attachment=lambda: ("receipt.pdf", PDF)) for number in range(1, 11)))
    posted = desk.until_sent(10)
    desk.worker.stop(WAIT_S)

    # then each arrives, whole, once
    assert Counter(recipients(server)) == Counter(f"customer{number}@example.org" for number in range(1, 11))
    assert all(taken.attachments == [("receipt.pdf", PDF)] for taken in server.mails)
    assert not any(isinstance(one, MailAnswer) and one.outcome == "refused" for one in posted)


def test_a_mail_that_may_have_been_taken_is_recognised_when_it_comes_again(
    server: test_server.SmtpServer,
) -> None:
    # given a server that dies between taking a mail and saying so, and falls silent there the next time
    desk = Desk(server, accept_timeout_s=0.3)
    server.fault("end", DROP)
    server.fault("end", SILENCE)

    # when a mail is sent
    desk.put(mail(1))
    desk.until_sent(1)
    desk.worker.stop(WAIT_S)

    # then the doubles carry one Message-ID
    assert len(server.mails) >= 3
    assert {taken.message["Message-ID"] for taken in server.mails} == {"<mail-1@shop.example>"}


def test_after_a_restart_the_mail_is_the_same_one(server: test_server.SmtpServer) -> None:
    # given a till that was killed after its mail was taken and before it knew
    server.fault("end", DROP, 100)
    first = Desk(server, Limits(first_ms=600_000))
    first.put(mail(1))
    server.wait_for(1)
    first.worker.stop(WAIT_S)
    server.mend()

    # when the open job is handed out again at the next start
    second = Desk(server)
    second.put(mail(1))
    second.until_sent(1)
    second.worker.stop(WAIT_S)

    # then
    assert {taken.message["Message-ID"] for taken in server.mails} == {"<mail-1@shop.example>"}


def test_a_mail_that_is_handed_out_twice_is_sent_once(desk: Desk) -> None:
    desk.server.fault("RCPT", "450 later")
    desk.put(mail(1), mail(1), mail(2))
    desk.until_sent(2)

    assert sorted(recipients(desk.server)) == ["customer1@example.org", "customer2@example.org"]


def test_a_refused_recipient_ends_that_mail_with_the_servers_words(desk: Desk) -> None:
    desk.server.fault("RCPT", "550 5.1.1 No such user here")
    desk.put(mail(1), mail(2))

    refused = desk.next()
    assert refused == MailAnswer(
        1, "mail-1", "refused", "The mail server refused the mail: 5.1.1 No such user here", "mail_refused"
    )
    assert desk.next() == MailAnswer(2, "mail-2", "sent")
    assert recipients(desk.server) == ["customer2@example.org"]


def test_an_address_that_is_none_ends_that_mail(desk: Desk) -> None:
    desk.put(mail(1, address="nobody"), mail(2))

    refused = desk.next()
    assert isinstance(refused, MailAnswer)
    assert (refused.outcome, refused.code) == ("refused", "mail_address")
    assert desk.next() == MailAnswer(2, "mail-2", "sent")


def test_a_mail_that_is_put_off_again_and_again_is_parked_and_keeps_nobody_waiting(
    server: test_server.SmtpServer,
) -> None:
    # given a mail that the server puts off
    desk = Desk(server, Limits(first_ms=1, longest_ms=10, parked_after=4))
    server.fault("RCPT", "450 4.2.2 Mailbox full", 9)

    # when others come behind it
    desk.put(mail(1))
    parked = desk.next()
    server.mend()
    desk.put(mail(2))
    posted = desk.until_sent(2)
    desk.worker.stop(WAIT_S)

    # then somebody is told once, and all arrive
    assert isinstance(parked, MailAnswer)
    assert (parked.job_id, parked.outcome, parked.code) == (1, "parked", "mail_put_off")
    assert "Mailbox full" in parked.reason
    assert [one.outcome for one in posted if isinstance(one, MailAnswer)] == ["sent", "sent"]


def test_a_mail_that_waits_lets_the_next_one_pass(server: test_server.SmtpServer) -> None:
    desk = Desk(server, Limits(first_ms=600_000))
    server.fault("RCPT", "450 greylisted")
    desk.put(mail(1), mail(2), mail(3))

    assert [desk.next(), desk.next()] == [MailAnswer(2, "mail-2", "sent"), MailAnswer(3, "mail-3", "sent")]
    desk.worker.stop(WAIT_S)
    assert recipients(server) == ["customer2@example.org", "customer3@example.org"]


@pytest.mark.expected_warnings("mail_down")
def test_a_wrong_password_parks_all_until_it_is_mended(tmp_path: Path) -> None:
    password = tmp_path / "password"
    password.write_text("wrong")
    password.chmod(0o600)
    with test_server.SmtpServer(users={"till": "sesam"}) as server:
        # given three mails, one of them queued later
        desk = Desk(server, replace(QUICK, barred_ms=300), password)
        desk.put(mail(1), mail(2))
        down = desk.next()
        parked = [desk.next(), desk.next()]
        desk.put(mail(3))
        parked.append(desk.next())

        # then all are parked with the sentence for IT
        assert isinstance(down, MailDown)
        assert down.code == "mail_login"
        assert all(isinstance(one, MailAnswer) and one.outcome == "parked" for one in parked)
        assert {one.reason for one in parked if isinstance(one, MailAnswer)} == {down.reason}

        # when IT mends it
        password.write_text("sesam")
        posted = desk.until_sent(3)
        desk.worker.stop(WAIT_S)

    assert MailUp() in posted
    assert sorted(recipients(server)) == [f"customer{number}@example.org" for number in (1, 2, 3)]


@pytest.mark.expected_warnings("mail_attachment_failed")
def test_a_file_that_cannot_be_made_parks_its_own_mail(desk: Desk) -> None:
    # given a PDF that fails at first
    tries: list[int] = []

    def made() -> Attachment:
        tries.append(1)
        if len(tries) < 3:
            raise ValueError("no font")
        return "receipt.pdf", PDF

    # when others are behind it
    desk.put(mail(1, attachment=made), mail(2))

    # then it is said once, and each arrives
    parked = desk.next()
    assert isinstance(parked, MailAnswer)
    assert (parked.job_id, parked.outcome, parked.code) == (1, "parked", "mail_attachment")
    desk.until_sent(2)
    assert recipients(desk.server) == ["customer2@example.org", "customer1@example.org"]


@pytest.mark.expected_warnings("mail_failed")
def test_a_bug_over_one_mail_stops_no_other(server: test_server.SmtpServer) -> None:
    desk = Desk(server, replace(QUICK, barred_ms=600_000))
    desk.put(mail(1, mail_id="no id"), mail(2))

    parked = desk.next()
    assert isinstance(parked, MailAnswer)
    assert (parked.job_id, parked.outcome, parked.code) == (1, "parked", "mail_fault")
    assert desk.next() == MailAnswer(2, "mail-2", "sent")
    desk.worker.stop(WAIT_S)


@pytest.mark.expected_warnings("mail_down")
def test_it_ends_although_mails_wait(desk: Desk) -> None:
    desk.server.go_away()
    desk.put(mail(1), mail(2))
    assert isinstance(desk.next(), MailDown)
    desk.worker.stop(WAIT_S)
    desk.server.come_back()

    assert desk.inbox.empty()
    assert desk.server.mails == []
