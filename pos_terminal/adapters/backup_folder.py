"""Backups in a folder on another disk or a share: dated, with a manifest, whole or not there at all.

One is written under a name that counts for nothing, verified as it lies there, and only then renamed; older
ones go only after that. Nothing here starts a thread; `make` may take minutes on a slow share.
"""

import contextlib
import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from pos_terminal import __version__
from pos_terminal.errors import BadInput, StorageUnavailable
from pos_terminal.journal.copying import copy_sqlite, prove_copy
from pos_terminal.journal.reading import SqliteJournalReader

JOURNAL, SETTINGS = "journal.sqlite", "pos.toml"
MANIFEST = "manifest.json"
_NAME = "pos-{terminal_id}-{at:%Y%m%dT%H%M%SZ}"
_SQLITE = ".sqlite"
_BLOCK = 1024 * 1024
_SPARE_BYTES = 1024 * 1024


class FileRow(msgspec.Struct, frozen=True):
    """A file of a backup."""

    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds. seq, hash: the journal's head in it; made_at: UTC ISO 8601."""

    format: int
    program: str
    terminal_id: str
    made_at: str
    journal_id: str
    series: str
    seq: int
    hash: str
    files: dict[str, FileRow]


@dataclass(frozen=True, slots=True)
class Sources:
    """What is backed up: every SQLite and JSON file of the till's data folder, and texts by their names."""

    folder: Path
    texts: Mapping[str, str]


class BackupFolder:
    """The backups of one till in a folder that is there already; it is never made.

    same_disk: whether it may lie on the disk of the till's data. rest: called often, for others to work.
    """

    def __init__(
        self,
        folder: Path,
        terminal_id: str,
        keep_days: int,
        *,
        same_disk: bool,
        rest: Callable[[], None] = lambda: None,
    ) -> None:
        self._folder = folder
        self._terminal_id = terminal_id
        self._keep_days = keep_days
        self._same_disk = same_disk
        self._rest = rest

    def make(self, sources: Sources, now: datetime) -> Path:
        """Make and verify a backup; answers where it is. now: UTC. Raises StorageUnavailable."""
        try:
            with _one_at_a_time(sources.folder):
                self._check_place(sources)
                self._clear_parts()
                made = self._write(sources, now)
                self._prune(made, now)
                return made
        except OSError as error:
            raise StorageUnavailable(
                f"The backup cannot be written to {self._folder} ({error.strerror or error}); see that its "
                "disk or share is connected, writable and has room."
            ) from error

    def newest(self) -> Manifest | None:
        """What the newest backup of this till holds, None where there is none. Raises BadInput, OSError."""
        found = self._all()
        return read_manifest(found[-1]) if found else None

    def _all(self) -> list[Path]:
        wanted = re.compile(rf"pos-{re.escape(self._terminal_id)}-\d{{8}}T\d{{6}}Z")
        return sorted(entry for entry in self._folder.iterdir() if wanted.fullmatch(entry.name))

    def _check_place(self, sources: Sources) -> None:
        if not self._folder.is_dir():
            raise StorageUnavailable(
                f"The backup folder {self._folder} is not there; see that its disk or share is connected, or "
                "make the folder."
            )
        if not self._same_disk and self._folder.stat().st_dev == sources.folder.stat().st_dev:
            raise StorageUnavailable(
                f"The backup folder {self._folder} lies on the till's own disk, or its share is not "
                "connected; choose another disk, or set backup.same_disk to true."
            )
        files = (*_wanted(sources.folder), sources.folder / f"{JOURNAL}-wal")
        needed = sum(_size(file) for file in files) + _SPARE_BYTES
        free = shutil.disk_usage(self._folder).free
        if free < needed:
            raise StorageUnavailable(
                f"The backup folder {self._folder} has {free // _BLOCK} MB left and the backup needs "
                f"{needed // _BLOCK + 1} MB; make room there, or set backup.keep_days lower."
            )

    def _clear_parts(self) -> None:
        """What a killed run left behind."""
        for part in self._folder.glob(f".pos-{self._terminal_id}-*.part"):
            shutil.rmtree(part, ignore_errors=True)

    def _write(self, sources: Sources, now: datetime) -> Path:
        whole = self._folder / _NAME.format(terminal_id=self._terminal_id, at=now.astimezone(UTC))
        if whole.exists():
            raise StorageUnavailable(f"There is a backup {whole} already; try again in a second.")
        part = self._folder / f".{whole.name}.part"
        part.mkdir(mode=0o700)
        for file in _wanted(sources.folder):
            if file.suffix == _SQLITE:
                copy_sqlite(file, part / file.name)
            else:
                (part / file.name).write_bytes(file.read_bytes())
        for name, text in sources.texts.items():
            (part / name).write_text(text, encoding="utf-8")
        self._finish(part, now)
        try:
            check(part, self._rest)
        except BadInput as error:
            raise StorageUnavailable(
                "The backup that was just written did not verify, so the older ones were kept; check that "
                f"disk. {error}"
            ) from error
        part.rename(whole)
        _sync(self._folder)
        return whole

    def _finish(self, part: Path, now: datetime) -> None:
        """Everything on disk, then the manifest that says so."""
        rows: dict[str, FileRow] = {}
        for file in sorted(part.iterdir()):
            with contextlib.suppress(OSError):
                file.chmod(0o600)  # some shares know no owners
            _sync(file)
            rows[file.name] = FileRow(file.stat().st_size, _digest(file, self._rest))
        with contextlib.closing(SqliteJournalReader(part / JOURNAL, immutable=True)) as reader:
            head, opening, (journal_id, terminal_id) = reader.head(), reader.opening(), reader.named()
        manifest = Manifest(
            1,
            __version__,
            terminal_id,
            now.astimezone(UTC).isoformat(timespec="seconds"),
            journal_id,
            opening.series,
            head.seq,
            head.hash,
            rows,
        )
        file = part / MANIFEST
        file.write_bytes(msgspec.json.format(msgspec.json.encode(manifest)) + b"\n")
        _sync(file)
        _sync(part)

    def _prune(self, made: Path, now: datetime) -> None:
        """SAFETY: only after a newer one was verified; one that cannot be removed stays for the next day."""
        oldest = _NAME.format(terminal_id=self._terminal_id, at=now - timedelta(days=self._keep_days))
        for old in self._all():
            if old != made and old.name < oldest:
                with contextlib.suppress(OSError):
                    part = old.with_name(f".{old.name}.part")
                    old.rename(part)
                    shutil.rmtree(part)


def read_manifest(backup: Path) -> Manifest:
    """What a backup says that it holds. Raises BadInput."""
    try:
        manifest = msgspec.json.decode((backup / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise BadInput(
            f"{backup} is no whole backup ({error}); name a folder that pos-terminal backup has made."
        ) from error
    if manifest.format != 1:
        raise BadInput(f"{backup} was made by a newer program ({manifest.program}); install that one first.")
    return manifest


def check(backup: Path, rest: Callable[[], None] = lambda: None) -> Manifest:
    """Verify a backup: every file's size and hash, and the journal's chain. Raises BadInput."""
    manifest = read_manifest(backup)
    for name, row in manifest.files.items():
        file = backup / name
        if Path(name).name != name or _size(file) != row.bytes or _digest(file, rest) != row.sha256:
            raise BadInput(
                f"The file {name} of the backup {backup} is not as it was written; use another backup."
            )
    verdict = prove_copy(backup / JOURNAL, rest)
    if verdict.reason or (verdict.events, verdict.head_hash) != (manifest.seq, manifest.hash):
        reason = verdict.sentence.partition(";")[0] if verdict.reason else "its head is not the manifest's"
        raise BadInput(f"The journal of the backup {backup} does not verify ({reason}); use another backup.")
    return manifest


def _wanted(folder: Path) -> list[Path]:
    """The journal first, so that what it names is in the other files."""
    found = [*folder.glob(f"*{_SQLITE}"), *folder.glob("*.json")]
    return sorted(
        (file for file in found if not file.is_dir()), key=lambda file: (file.name != JOURNAL, file.name)
    )


@contextlib.contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """The lock lies beside the till's data: a share may have none."""
    try:
        with (folder / "backup.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
    except BlockingIOError as error:
        raise StorageUnavailable("A backup is being made already; wait until it is done.") from error


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _digest(file: Path, rest: Callable[[], None]) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as content:
        while block := content.read(_BLOCK):
            digest.update(block)
            rest()
    return digest.hexdigest()


def _sync(path: Path) -> None:
    """On disk, and out of memory, so that what is verified is what lies there."""
    handle = os.open(path, os.O_RDONLY)
    try:
        if path.is_dir():
            with contextlib.suppress(OSError):
                os.fsync(handle)  # some shares cannot
        else:
            os.fsync(handle)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)
