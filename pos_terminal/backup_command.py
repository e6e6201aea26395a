"""`pos-terminal backup`: a backup at once, the proof of one, and a restore. Main thread; docs/backup.md.

A restore builds the whole folder aside and puts it in the place of the present one at the end, which stays
beside it under another name: whatever stops it before that has changed nothing.
"""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from pos_terminal import bootstrap_tools as tools
from pos_terminal import config as c
from pos_terminal.embedded import servers as embedded
from pos_terminal.embedded.instance import claim_instance
from pos_terminal.errors import BadInput, ConfigError, StorageUnavailable
from pos_terminal.folders import Paths, paths_of
from pos_terminal.refilling import Places, Report, refill

Say = Callable[[str], None]

# What a backup does not hold and the folder that is replaced may: reports, this machine's token, its servers.
_TAKEN_OVER = ("installation.token", "reports", "servers", "logs")
_LOCKS = ("instance.lock", "backup.lock")


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to restore. into: the data folder, None: the configuration's. new_series: see docs/backup.md."""

    into: Path | None = None
    from_centre: bool = True
    new_series: bool = False


def now(config: c.Config, say: Say) -> int:
    """Make a backup."""
    say(f"Backed up and verified: {tools.make_backup(config)}")
    return 0


def verify(backup: Path, say: Say) -> int:
    """Prove a backup."""
    manifest = tools.check_backup(backup)
    say(
        f"{len(manifest.files)} files of till {manifest.terminal_id}, {manifest.seq} events up to "
        f"{manifest.made_at}, all as they were written."
    )
    return 0


def settings_of(backup: Path, config_file: Path) -> c.Config:
    """The machine's configuration; where it has none yet, the one of the backup."""
    if config_file.exists():
        return c.load(config_file)
    kept = backup / "pos.toml"
    if not kept.exists():
        raise ConfigError(
            f"There is no configuration file {config_file}, and none in {backup}; make one first."
        )
    return c.load(kept)


def restore(config: c.Config, backup: Path, wishes: Wishes, say: Say) -> int:
    """Put a backup in the place of the till's data.

    Raises BadInput, Unavailable, ForkFound, JournalDamaged; then nothing was changed.
    """
    manifest = tools.check_backup(backup)
    if manifest.terminal_id != config.till.terminal_id:
        raise BadInput(
            f"{backup} is of till {manifest.terminal_id}, but the configuration is of till "
            f"{config.till.terminal_id}; two tills must never share a journal."
        )
    if wishes.into is not None:
        till = msgspec.structs.replace(config.till, data_folder=str(wishes.into))
        config = msgspec.structs.replace(config, till=till)
    data = paths_of(config).folder.absolute()
    try:
        with _claimed(data):
            return _restore(config, backup, data, wishes, say)
    except OSError as error:
        raise StorageUnavailable(
            f"The backup cannot be restored to {data} ({error.strerror or error}); see that its disk has "
            "room and is writable. What was there is unchanged."
        ) from error


def _restore(config: c.Config, backup: Path, data: Path, wishes: Wishes, say: Say) -> int:
    staging = data.with_name(f"{data.name}.restoring")
    shutil.rmtree(staging, ignore_errors=True)
    try:
        report = _build(config, backup, data, staging, wishes)
        beside = _swap(data, staging)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    _tell(report, backup, data, beside, say)
    return 0


def _build(config: c.Config, backup: Path, data: Path, staging: Path, wishes: Wishes) -> Report:
    """The whole new folder, aside."""
    staging.mkdir(mode=0o700)
    for file in sorted(backup.iterdir()):
        if file.is_file() and file.name != "manifest.json":
            _copy(file, staging / file.name)
    with _centre_url(config, data) as url:
        places = Places(Paths(staging), Paths(data), url)
        report = refill(config, places, ask_centre=wishes.from_centre, new_series=wishes.new_series)
    for name in _TAKEN_OVER:
        _take_over(data / name, staging / name)
    return report


@contextlib.contextmanager
def _claimed(data: Path) -> Iterator[None]:
    """Nobody's till while this lasts. Raises BadInput where one is open."""
    data.parent.mkdir(parents=True, exist_ok=True)
    lock = claim_instance(data)
    if lock is None:
        raise BadInput(f"A till is open on {data}; close it before a backup takes its place.")
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def _centre_url(config: c.Config, data: Path) -> Iterator[str]:
    """Where the centre is; the one that the app brings with it runs as long as this. Empty: there is none."""
    if not config.embedded.enabled:
        yield config.centre.url
        return
    if not (data / "servers" / "centre" / "db").exists():
        yield ""
        return
    running = embedded.start(data / "servers")
    try:
        yield running.centre_url
    finally:
        running.stop()


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    target.chmod(0o600)
    with target.open("rb") as file:
        os.fsync(file.fileno())


def _take_over(old: Path, new: Path) -> None:
    """Copied, not moved: until the swap the present folder stays as it is."""
    if old.is_dir():
        shutil.copytree(old, new, symlinks=True)
    elif old.exists():
        _copy(old, new)


def _swap(data: Path, staging: Path) -> Path | None:
    """Put the new folder in place; answers where the present one is now, None where it was empty."""
    beside = None
    if any(entry.name not in _LOCKS for entry in data.iterdir()):
        beside = data.with_name(f"{data.name}.before-{tools.now():%Y%m%dT%H%M%SZ}")
        data.rename(beside)
    else:
        shutil.rmtree(data)
    try:
        staging.rename(data)
    except OSError:
        if beside is not None:
            beside.rename(data)
        raise
    return beside


def _tell(report: Report, backup: Path, data: Path, beside: Path | None, say: Say) -> None:
    say(f"Restored {backup} to {data}: {report.events} events up to number {report.restored_seq}.")
    for sentence in report.sentences:
        say(sentence)
    if beside is not None:
        say(f"What was there before is in {beside}; remove it when everything is well.")
    say(
        f"The settings of that day are in {data / 'pos.toml'}; the till runs with its own configuration file."
    )
