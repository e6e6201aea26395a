"""System calls of the real program: each sale is synced to disk before the first drawer or printer byte
leaves.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools.baskets import Article, Basket, BasketLine
from tools.feeder import Feeder
from tools.proof_rig import ProofRig, wait_until

SALES = 50
TRACED = "trace=fdatasync,fsync,pwrite64,write,sendto,sendmsg,recvfrom"
ARTICLE = Article("21730", 425, "GLASS STAR")

_CALL = re.compile(r"^(?P<pid>\d+) +(?P<name>\w+)\((?P<rest>.*)$")
_RESUMED = re.compile(r"^(?P<pid>\d+) +<\.\.\. (?P<name>\w+) resumed>(?P<rest>.*)$")


@dataclass(frozen=True, slots=True)
class Call:
    """One finished system call, at the place where it returned (sends: where they began)."""

    name: str
    text: str


def test_fifty_sales_are_on_disk_before_the_first_byte_to_the_printer(tmp_path: Path) -> None:
    strace = shutil.which("strace")
    assert strace, "strace is missing; install the package strace"
    trace = tmp_path / "calls.txt"
    wrapper = [strace, "-D", "-f", "-yy", "-s", "96", "-e", TRACED, "-e", "signal=none", "-o", str(trace)]

    with ProofRig(tmp_path / "rig", wrapper=wrapper) as rig:
        rig.prepare([ARTICLE])
        rig.start()
        feeder = Feeder(rig.control, rig.scanner)
        for number in range(SALES):
            feeder.sell(Basket(str(number), (BasketLine(ARTICLE, 1),)))
            # The paper of one sale must not be taken for that of the next.
            wait_until(lambda: "papers are open" if rig.progress().open_papers else "", 20, rig.till)
        port = rig.paper.port
        assert rig.till.stop() == 0
        wait_until(lambda: "" if "+++ exited with 0 +++" in _tail(trace) else "strace runs on", 20, rig.till)

    journal = str(rig.till.journal_path)
    verdicts = [_verdict(calls, journal, port) for calls in _by_tender(trace.read_text(errors="replace"))]
    assert verdicts == ["written, synced, sent"] * SALES


def _tail(path: Path) -> str:
    return path.read_text(errors="replace")[-200:]


def _verdict(calls: list[Call], journal: str, port: int) -> str:
    """What happened first after a tender, in order."""
    seen: list[str] = []
    for call in calls:
        if call.name == "pwrite64" and journal in call.text and "written" not in seen:
            seen.append("written")
        elif call.name in ("fdatasync", "fsync") and journal in call.text and "= 0" in call.text:
            if "synced" not in seen:
                seen.append("synced")
        elif call.name in ("sendto", "sendmsg", "write") and f"->127.0.0.1:{port}]" in call.text:
            seen.append("sent")
            break
    return ", ".join(seen)


def _by_tender(text: str) -> Iterator[list[Call]]:
    """The calls after each tender that came in by the control socket, up to the next."""
    current: list[Call] | None = None
    for call in _calls(text):
        if call.name == "recvfrom" and "TakeTender" in call.text:
            if current is not None:
                yield current
            current = []
        elif current is not None:
            current.append(call)
    if current is not None:
        yield current


def _calls(text: str) -> Iterator[Call]:
    """Calls in order.

    One that was interrupted in the list counts where it returned, a send where it began.
    """
    begun: dict[str, str] = {}
    for line in text.splitlines():
        if found := _RESUMED.match(line):
            yield Call(found["name"], begun.pop(found["pid"], "") + found["rest"])
        elif found := _CALL.match(line):
            if "<unfinished ...>" not in found["rest"] or found["name"] in ("sendto", "sendmsg", "write"):
                yield Call(found["name"], found["rest"])
            else:
                begun[found["pid"]] = found["rest"]


WRITE = "pwrite64(5</j.sqlite-wal>) = 9"
SYNC = "fdatasync(5</j.sqlite-wal>) = 0"
SYNC_BEGUN, SYNC_ENDED = "fdatasync(5</j.sqlite-wal> <unfinished ...>", "<... fdatasync resumed>) = 0"
SEND = "sendto(7<TCP:[127.0.0.1:1->127.0.0.1:9]>) = 5"


@pytest.mark.parametrize(
    ("lines", "verdict"),
    [
        ((WRITE, SYNC, SEND), "written, synced, sent"),
        ((WRITE, SYNC_BEGUN, SYNC_ENDED, SEND), "written, synced, sent"),
        ((WRITE, SEND, SYNC), "written, sent"),
        ((WRITE, SYNC_BEGUN, SEND, SYNC_ENDED), "written, sent"),
    ],
)
def test_a_byte_before_the_sync_is_seen(lines: tuple[str, ...], verdict: str) -> None:
    text = "\n".join(['1 recvfrom(3, "TakeTender") = 9', *(f"2 {line}" for line in lines)])

    [calls] = _by_tender(text)

    assert _verdict(calls, "/j.sqlite", 9) == verdict
