"""`pos-terminal journal`: verify, export, show a receipt. Main thread; reads only, also while the till runs.

docs/journal.md explains what is printed and how an export is proved without this program.
"""

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from pos_terminal import bootstrap_tools
from pos_terminal import config as c
from pos_terminal.errors import BadInput, JournalDamaged
from pos_terminal.folders import paths_of
from pos_terminal.journal.export import days, lines, prove
from pos_terminal.journal.reading import SqliteJournalReader
from pos_terminal.journal.story import story
from pos_terminal.journal.verify import verify_file
from pos_terminal.rendering import barcode_text

Say = Callable[[str], None]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_END = 2**62
_PROOF_DIGITS = 5


def verify(config: c.Config, say: Say, complain: Say) -> int:
    """Check every event of the journal, and the file around them."""
    verdict = verify_file(_path(config))
    if verdict.reason:
        complain(verdict.sentence)
        return 1
    say(f"{verdict.events} events, all as they were written.")
    return 0


def verify_export(file: Path, say: Say, complain: Say) -> int:
    """Prove an exported file, without any journal."""
    with _lines_of(file) as rows:
        verdict, proven = prove(rows)
    if verdict.reason:
        complain(f"{verdict.sentence.partition(';')[0]}.")
        return 1
    if not proven.first_seq:
        complain(f"{file} holds no event.")
        return 1
    say(
        f"Events {proven.first_seq} to {proven.last.seq} of till {proven.terminal_id}, "
        f"journal {proven.journal_id}, all as they were written."
    )
    say(f"Last hash: {proven.last.hash}")
    return 0


def export(config: c.Config, file: str, first: str, last: str, say: Say) -> int:
    """Write events as JSON lines. file `-`: to standard output; first, last: seqs or business days."""
    with contextlib.closing(SqliteJournalReader(_path(config))) as reader:
        after, upto = _range(reader, first, last)
        rows = lines(reader.events, after, upto)
        if file == "-":
            sys.stdout.flush()
            count = _write(rows, sys.stdout.buffer)
            return 0
        count = _write_whole(rows, Path(file))
    say(f"{count} events are in {file}.")
    return 0


def show(config: c.Config, receipt: str, say: Say) -> int:
    """Tell a receipt's story, and show it as text below. receipt: its number, or what its barcode says."""
    with contextlib.closing(SqliteJournalReader(_path(config))) as reader:
        finished = reader.finished_sale(receipt_no=receipt)
        if finished is None and receipt[:-_PROOF_DIGITS]:
            finished = reader.finished_sale(receipt_no=receipt[:-_PROOF_DIGITS])
            if finished is not None and barcode_text(finished) != receipt.upper():
                finished = None
        if finished is None:
            raise BadInput(f"There is no receipt {receipt} in this till's journal; check its number.")
        sale = finished.sale
        names = bootstrap_tools.staff_names(config)
        for row in story(reader.told_about(sale.sale_id), sale.sale_id, names):
            say(f"{_here(row.at)}  {row.seq:>7}  {row.text}")
        owed = sale.sale_id in reader.uploads_owed()
        customer = reader.personal(f"customer:{sale.customer_id}") if sale.customer_id else ""
    say("At the centre: " + ("not yet, it waits for it." if owed else "nothing of it is owed any more."))
    say("")
    say(bootstrap_tools.receipt_text(config, finished, {**names, sale.customer_id: customer}))
    return 0


def _path(config: c.Config) -> Path:
    path = paths_of(config).journal
    if not path.exists():
        raise BadInput(f"There is no journal at {path}; check till.data_folder.")
    return path


def _range(reader: SqliteJournalReader, first: str, last: str) -> tuple[int, int]:
    """After which seq and up to which. Raises BadInput."""
    for text in (first, last):
        if text and not text.isdecimal() and not _DAY.fullmatch(text):
            raise BadInput(f"{text} is neither a number of an event nor a day; write it as 2026-11-23.")
    days_from, days_to = (text if _DAY.fullmatch(text) else "" for text in (first, last))
    after, upto = 0, _END
    if days_from or days_to:
        after, found = days(reader.events, days_from, days_to)
        upto = _END if found is None else found
    if first.isdecimal():
        after = int(first) - 1
    if last.isdecimal():
        upto = int(last)
    return after, upto


def _write(rows: Iterator[str], out: IO[bytes]) -> int:
    count = 0
    for row in rows:
        out.write(row.encode("utf-8"))
        count += 1
    out.flush()
    return count


def _write_whole(rows: Iterator[str], file: Path) -> int:
    """Under its own name only when it is whole and on disk. Raises BadInput."""
    new = file.with_name(f".{file.name}.new")
    try:
        with new.open("wb") as out:
            count = _write(rows, out)
            os.fsync(out.fileno())
        new.replace(file)
    except OSError as error:
        raise BadInput(f"{file} cannot be written ({error.strerror}); choose another place.") from error
    except JournalDamaged:
        new.unlink(missing_ok=True)
        raise
    return count


@contextlib.contextmanager
def _lines_of(file: Path) -> Iterator[IO[str]]:
    try:
        with file.open(encoding="utf-8", newline="\n") as rows:
            yield rows
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            f"{file} cannot be read ({error}); give a file that journal export has written."
        ) from error


def _here(at: str) -> str:
    """A time of the journal in this machine's zone."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M:%S}"
