"""`pos-terminal stock`: a count taken in, counters made, counters compared with the centre. Main thread.

What is printed is explained in docs/stock.md. Nothing is decided here, but in services/counting and
services/reconciling.
"""

import contextlib
import csv
import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pos_terminal import bootstrap
from pos_terminal import config as c
from pos_terminal.embedded import servers as embedded
from pos_terminal.embedded.instance import claim_instance
from pos_terminal.errors import BadInput
from pos_terminal.folders import paths_of
from pos_terminal.services.counting import CountResult, book_count, make_counters, read_count
from pos_terminal.services.reconciling import Reconciler

Say = Callable[[str], None]

_RAISE_MINUTES = 16
_MINUTES = 2
_MS_PER_MINUTE = 60_000


def init(config: c.Config, file: Path | None, count_id: str, say: Say) -> int:
    """Take a count in, or only make the counters that are missing. 0 only if nothing was left out."""
    problems: tuple[str, ...] = ()
    with _servers(config) as addresses:
        audit, centre = bootstrap.stock_parts(config, addresses)
        with contextlib.closing(audit), contextlib.closing(centre):
            if file is None:
                result = make_counters(audit, centre)
            else:
                rows, named = _rows(file)
                catalogue = bootstrap.open_catalogue(config)
                counted, problems = read_count(rows, catalogue)
                catalogue.close()
                count_id = count_id or named
                result = book_count(audit, centre, count_id, counted)
    for problem in (*problems, *result.problems):
        say(problem)
    say(_summary(result, count_id if file else "", len(problems) + len(result.problems)))
    return 1 if problems or result.problems else 0


def reconcile(config: c.Config, raised: Sequence[str], minutes: int | None, say: Say) -> int:
    """Compare all counters with the centre. 0 if it could be done, and all that was named was raised."""
    with _servers(config) as addresses:
        reconciler = bootstrap.make_reconciler(config, addresses, frozenset(raised))
        with contextlib.closing(reconciler):
            longest_ms = (minutes or (_RAISE_MINUTES if raised else _MINUTES)) * _MS_PER_MINUTE
            return run_rounds(reconciler, raised, longest_ms, say)


def run_rounds(
    reconciler: Reconciler,
    raised: Sequence[str],
    longest_ms: int,
    say: Say,
    wait_s: Callable[[float], None] = time.sleep,
) -> int:
    """Rounds until nothing waits, or what waits takes longer than that."""
    until_ms = reconciler.now_ms() + longest_ms
    seen = reconciler.look_at_all()
    say(f"{seen.looked_at} articles are counted at the centre.")
    quiet, risen = True, set[str]()
    while True:
        for finding in seen.findings:
            say(finding.text)
            quiet = False
            risen |= {finding.product_id} if finding.kind == "raised" else set()
        if seen.next_due_ms is None or seen.next_due_ms > until_ms:
            break
        pause_ms = max(0, seen.next_due_ms - reconciler.now_ms())
        if pause_ms:
            for finding in seen.waiting:
                say(f"Not sure yet. {finding.text}")
            say(f"The next look is in {-(-pause_ms // 1000)} seconds.")
        wait_s(pause_ms / 1000)
        seen = reconciler.look_again()
    for finding in seen.waiting:
        say(f"Not proven, nothing was changed. {finding.text}")
    if quiet and not seen.waiting:
        say("Every counter is as it should be.")
    left = [product_id for product_id in raised if product_id not in risen]
    for product_id in left:
        say(f"{product_id} was not raised: it was not too low for 15 minutes in which nobody touched it.")
    return 1 if left else 0


@contextlib.contextmanager
def _servers(config: c.Config) -> Iterator[bootstrap.Addresses]:
    """Where the servers are; those that the app brings with it run as long as this."""
    if not config.embedded.enabled:
        yield bootstrap.Addresses(config.stock.url, config.centre.url)
        return
    folder = paths_of(config).folder
    lock = claim_instance(folder)
    if lock is None:
        raise BadInput("The till is open and looks after its stock itself; close it first for this command.")
    with contextlib.ExitStack() as ends:
        ends.callback(lock.release)
        running = embedded.start(folder / "servers")
        ends.callback(running.stop)
        yield bootstrap.Addresses(running.stock_url, running.centre_url)


def _rows(file: Path) -> tuple[list[dict[str, str | None]], str]:
    """The rows of a count, and an id for it that is the same for the same file. Raises BadInput."""
    try:
        content = file.read_bytes()
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file} cannot be read ({error}); give a CSV file in UTF-8.") from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(text.splitlines(), delimiter=delimiter, restkey="", strict=False)
    names = set(reader.fieldnames or ())
    if "on_hand" not in names or not names & {"product_id", "barcode"}:
        raise BadInput(f"{file} needs the columns on_hand and product_id or barcode in its first line.")
    return list(reader), "file-" + hashlib.sha256(content).hexdigest()[:16]


def _summary(result: CountResult, count_id: str, problems: int) -> str:
    parts = [f"{result.counters_made} counters made"]
    if count_id:
        parts = [f"{result.counted} articles counted", f"{result.earlier} as counted before", *parts]
    left = f"; {problems} problems, see above" if problems else ""
    return ", ".join(parts) + left + (f". Count id: {count_id}." if count_id else ".")
