"""The replica of the staff list in a file: JSON, readable by the till's user only, replaced whole.

Fulfils `services.roster.RosterFile`. Any thread and any process: a lock file keeps two writers apart. A file
that cannot be used is told once as a WARNING, counts as empty and is set aside at the next change.
"""

import contextlib
import fcntl
import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from pos_terminal.domain.staff import Role, StaffMember, is_staff_id
from pos_terminal.errors import StorageUnavailable
from pos_terminal.services.roster import Entries, Entry, Kept

log = logging.getLogger("pos.staff")

_OWNER_ONLY = 0o600


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    staff_id: str
    name: str
    role: Role
    pin_hash: str
    badge: str
    active: bool
    at: str = ""
    owed: bool = False


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: Literal[1]
    staff: tuple[_Row, ...]


class StaffFile:
    """One till's staff file; need not exist."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._told = ""

    def read(self) -> Kept:
        """What is in it."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return Kept(())
        except OSError as error:
            return self._unusable(
                f"The staff file {self._path} cannot be read ({error.strerror}); give it to the till's user."
            )
        try:
            file = msgspec.json.decode(content, type=_File)
            if not all(is_staff_id(row.staff_id) for row in file.staff):
                raise ValueError("an id")
        except (msgspec.DecodeError, ValueError):
            # What the decoder says could show a piece of the content.
            return self._unusable(
                f"The staff file {self._path} is damaged; the list comes back from the centre, or add the "
                "staff again with pos-terminal staff add."
            )
        self._told = ""
        return Kept(tuple(_entry(row) for row in file.staff))

    def change(self, changed: Callable[[Entries], Entries]) -> Kept:
        """Replace what is in it; nothing is written where nothing changed. Raises StorageUnavailable."""
        try:
            with self._locked():
                kept = self.read()
                entries = changed(kept.entries)
                if kept.problem:
                    self._path.replace(self._path.with_suffix(".damaged"))
                if entries != kept.entries or kept.problem:
                    self._write(entries)
        except OSError as error:
            raise StorageUnavailable(
                f"The staff file {self._path} cannot be written ({error.strerror}); "
                "see that the disk has room and the folder belongs to the till's user."
            ) from error
        return Kept(entries)

    def _unusable(self, sentence: str) -> Kept:
        if self._told != sentence:
            self._told = sentence
            log.warning("staff_file_unusable reason=%s", sentence)
        return Kept((), sentence)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        lock = self._open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _write(self, entries: Entries) -> None:
        file = _File(version=1, staff=tuple(_row(entry) for entry in entries))
        new = self._path.with_suffix(".new")
        # What a crash left there may have other rights.
        new.unlink(missing_ok=True)
        with os.fdopen(self._open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "wb") as stream:
            stream.write(msgspec.json.format(msgspec.json.encode(file), indent=1) + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(self._path)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _open(self, path: Path, flags: int) -> int:
        """Open for the till's user: the administrator who gives a command must not lock the till out."""
        descriptor = os.open(path, flags | os.O_CLOEXEC, _OWNER_ONLY)
        if os.geteuid() == 0:
            owner = self._path.parent.stat()
            os.fchown(descriptor, owner.st_uid, owner.st_gid)
        return descriptor


def _entry(row: _Row) -> Entry:
    member = StaffMember(row.staff_id, row.name, row.role, row.pin_hash, row.badge, row.active)
    return Entry(member, row.at, row.owed)


def _row(entry: Entry) -> _Row:
    member = entry.member
    return _Row(
        staff_id=member.staff_id,
        name=member.name,
        role=member.role,
        pin_hash=member.pin_hash,
        badge=member.badge,
        active=member.active,
        at=entry.at,
        owed=entry.owed,
    )
