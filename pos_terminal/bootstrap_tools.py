"""Builds what the commands of journal and backup need, and the backup's worker. Main thread.

With `bootstrap.py` and `bootstrap_day.py` the only file that names an adapter.
"""

import contextlib
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pos_terminal import config as c
from pos_terminal.adapters.backup_folder import SETTINGS, BackupFolder, Manifest, Sources, check
from pos_terminal.adapters.ids import Uuid7
from pos_terminal.adapters.mongo.journals import MongoJournals
from pos_terminal.adapters.staff_file import StaffFile
from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.config_text import as_toml
from pos_terminal.device_list import look
from pos_terminal.domain.codes.self_test import SYMBOLS
from pos_terminal.domain.records import FinishedSale
from pos_terminal.errors import CentreUnavailable, ConfigError, PosError
from pos_terminal.folders import paths_of
from pos_terminal.journal.opening import Opening, open_after
from pos_terminal.journal.reading import SqliteJournalReader
from pos_terminal.journal.sqlite_journal import SqliteJournal
from pos_terminal.rendering import paper_maker
from pos_terminal.services.device_messages import SymbolsDrawn
from pos_terminal.services.ports import Clock, Post
from pos_terminal.workers.backup import BackupWorker
from pos_terminal.workers.devices import DeviceWorker
from receipts.symbols import DRAWINGS

_CENTRE_MS = 3000
_OWN_CENTRE_MS = 20_000
# Between the pieces of a backup, so that a scan never waits for the interpreter.
_REST_S = 0.002
FONTS = Path(__file__).parent / "assets" / "fonts"


def journal_opening(config: c.Config, centre_url: str, centre_is_new: bool) -> Opening:
    """How a new journal of this till is opened; the centre is asked which series there were.

    Raises CentreUnavailable where it does not answer and the configuration names no series.
    """
    wanted = config.till.receipt_series
    if not centre_url or centre_is_new:
        return Opening(wanted or Opening().series)
    # Our own server may be on its way up.
    select_ms = _OWN_CENTRE_MS if config.embedded.enabled else _CENTRE_MS
    journals = MongoJournals(centre_url, database=config.centre.database, select_ms=select_ms)
    try:
        return open_after(journals.known(config.till.terminal_id), wanted)
    except CentreUnavailable as error:
        if wanted:
            return Opening(wanted)
        raise CentreUnavailable(
            f"This machine has no journal of till {config.till.terminal_id} yet, and the centre cannot be "
            f"asked which receipt numbers that till has used ({str(error).rstrip('.')}): start again when it "
            "answers, or set till.receipt_series to a letter that this till never used (A at its very first "
            "start)."
        ) from error
    finally:
        journals.close()


def make_backup(config: c.Config, rest: Callable[[], None] = lambda: None) -> Path:
    """Back the till up into the configured folder; answers where it is.

    rest: called often, for others to work. Raises ConfigError, StorageUnavailable.
    """
    sources = Sources(paths_of(config).folder, {SETTINGS: _settings_text(config)})
    return _backups(config, rest).make(sources, now())


def now() -> datetime:
    """The wall clock, UTC."""
    return datetime.fromtimestamp(SystemClock().utc_ms() / 1000, UTC)


def check_backup(backup: Path) -> Manifest:
    """Verify a backup. Raises BadInput."""
    return check(backup)


def centre_journals(config: c.Config, centre_url: str) -> MongoJournals:
    """What the centre knows of journals; to be closed."""
    return MongoJournals(centre_url, database=config.centre.database)


def new_journal(path: Path, terminal_id: str, opening: Opening) -> None:
    """Make a journal that is opened like this."""
    SqliteJournal(path, terminal_id, Uuid7(SystemClock().utc_ms), lambda: opening).close()


def backup_worker(config: c.Config, post: Post, clock: Clock) -> BackupWorker | None:
    """The thread that backs up at every closing, None where there is no folder for it."""
    if not config.backup.folder or config.till.training:
        return None
    return BackupWorker(
        lambda: make_backup(config, lambda: time.sleep(_REST_S)),
        lambda: backup_owed(config),
        post,
        clock,
    )


def device_worker(config: c.Config, post: Post) -> DeviceWorker:
    """The thread that looks at what is plugged in."""
    return DeviceWorker(lambda: look(config.scanners), drawn_symbols, post)


def drawn_symbols() -> SymbolsDrawn:
    """The symbols of the self-test as modules."""
    return SymbolsDrawn(tuple((row.symbol_id, DRAWINGS[row.drawing](row.text)) for row in SYMBOLS))


def backup_owed(config: c.Config) -> bool:
    """Whether a day was closed that is in no backup; where that cannot be seen, an attempt will tell."""
    try:
        newest = _backups(config).newest()
        with contextlib.closing(SqliteJournalReader(paths_of(config).journal)) as reader:
            known = newest is not None and newest.journal_id == reader.named()[0]
            return reader.shift_closed_after(newest.seq if newest is not None and known else 0)
    except (OSError, PosError):
        return True


def _backups(config: c.Config, rest: Callable[[], None] = lambda: None) -> BackupFolder:
    wanted = config.backup
    if not wanted.folder:
        raise ConfigError("No backup is set up; set backup.folder to a folder on another disk or a share.")
    folder, terminal_id = Path(wanted.folder), config.till.terminal_id
    return BackupFolder(folder, terminal_id, wanted.keep_days, same_disk=wanted.same_disk, rest=rest)


def _settings_text(config: c.Config) -> str:
    return f"# The settings of till {config.till.terminal_id} when it was backed up.\n\n{as_toml(config)}"


def staff_names(config: c.Config) -> Mapping[str, str]:
    """The staff's names by id, as this till knows them."""
    entries = StaffFile(paths_of(config).staff).read().entries
    return {entry.member.staff_id: entry.member.name for entry in entries}


def receipt_text(config: c.Config, finished: FinishedSale, names: Mapping[str, str]) -> str:
    """A receipt as plain text, with the names that stand on it."""
    known = tuple((row_id, name) for row_id, name in names.items() if row_id and name)
    return paper_maker(config, FONTS).text(replace(finished, names=known))
