"""Backups as a person or the clock makes them: whole or not there, verified, kept for a while."""

import json
import os
import resource
import signal
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pos_terminal import config as c
from pos_terminal.adapters.backup_folder import BackupFolder, Sources, check
from pos_terminal.cli import main
from pos_terminal.config_text import as_toml
from pos_terminal.errors import BadInput, StorageUnavailable
from tests.desk_harness import MILK, CounterTill

NOW = datetime(2026, 11, 24, 18, 0, 0, tzinfo=UTC)


class Place:
    """A till with some receipts, and a share beside it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data, self.share = folder / "data", folder / "share"
        self.till = CounterTill(self.data)
        self.share.mkdir()
        self.config = folder / "pos.toml"
        self.config.write_text(
            f"[till]\ndata_folder = '{self.data}'\n[backup]\nfolder = '{self.share}'\nsame_disk = true\n"
        )
        self.sources = Sources(self.data, {"pos.toml": "# settings\n"})
        self._capsys = capsys

    def sell(self) -> None:
        self.till.scan(MILK)
        self.till.pay()

    def give(self, *words: str) -> tuple[int, str]:
        status = main([*words, *([] if words[1] == "verify" else ["--config", str(self.config)])])
        said = self._capsys.readouterr()
        return status, said.out + said.err

    def folder(self, *, keep_days: int = 30, same_disk: bool = True) -> BackupFolder:
        return BackupFolder(self.share, "T1", keep_days, same_disk=same_disk)

    def names(self) -> list[str]:
        return sorted(entry.name for entry in self.share.iterdir())


@pytest.fixture
def place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Place:
    made = Place(tmp_path, capsys)
    made.sell()
    return made


def test_a_backup_holds_everything_and_verifies_while_the_till_sells(place: Place) -> None:
    (place.data / "staff.json").write_text('{"version": 1, "staff": []}')
    status, said = place.give("backup", "now")
    assert status == 0, said
    (name,) = place.names()
    backup = place.share / name
    assert sorted(entry.name for entry in backup.iterdir()) == [
        "journal.sqlite",
        "manifest.json",
        "pos.toml",
        "staff.json",
    ]
    manifest = json.loads((backup / "manifest.json").read_text())
    head = place.till.core.head
    assert (manifest["seq"], manifest["hash"], manifest["series"]) == (head.seq, head.hash, "A")
    assert stat.S_IMODE((backup / "pos.toml").stat().st_mode) == 0o600
    kept = c.load(backup / "pos.toml")
    assert kept == c.load(place.config)

    place.sell()
    assert place.give("backup", "verify", str(backup))[0] == 0
    assert place.till.core.head.seq > head.seq


def test_any_changed_byte_of_a_backup_is_found(place: Place) -> None:
    made = place.folder().make(place.sources, NOW)
    assert made.name == "pos-T1-20261124T180000Z"
    for name in ("journal.sqlite", "pos.toml"):
        file = made / name
        content = file.read_bytes()
        file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        with pytest.raises(BadInput, match=f"The file {name} of the backup"):
            check(made)
        file.write_bytes(content)
    (made / "manifest.json").unlink()
    with pytest.raises(BadInput, match="is no whole backup"):
        check(made)


def test_old_backups_go_after_the_new_one_is_verified(place: Place) -> None:
    for days in (40, 31, 29):
        place.folder(keep_days=365).make(place.sources, NOW - timedelta(days=days))
    (place.share / "pos-T2-20200101T000000Z").mkdir()
    (place.share / "holiday photos").mkdir()
    damaged = place.data / "journal.sqlite"
    place.till.journal.close()
    content = damaged.read_bytes()
    damaged.write_bytes(content.replace(b"Milk 1 l", b"Mild 1 l"))
    with pytest.raises(StorageUnavailable, match="did not verify, so the older ones were kept"):
        place.folder(keep_days=30).make(place.sources, NOW)
    assert sum(name.startswith("pos-T1-") for name in place.names()) == 3

    damaged.write_bytes(content)
    place.folder(keep_days=30).make(place.sources, NOW)
    assert place.names() == [
        "holiday photos",
        "pos-T1-20261026T180000Z",
        "pos-T1-20261124T180000Z",
        "pos-T2-20200101T000000Z",
    ]


def test_a_share_that_is_away_or_the_own_disk_is_one_sentence(place: Place) -> None:
    with pytest.raises(StorageUnavailable, match="lies on the till's own disk"):
        place.folder(same_disk=False).make(place.sources, NOW)
    place.share.rmdir()
    status, said = place.give("backup", "now")
    assert (status, said.count("\n")) == (1, 1)
    assert "is not there; see that its disk or share is connected" in said
    place.config.write_text(f"[till]\ndata_folder = '{place.data}'\n")
    assert "No backup is set up; set backup.folder" in place.give("backup", "now")[1]


def command(place: Place) -> list[str]:
    return [sys.executable, "-m", "pos_terminal", "backup", "now", "--config", str(place.config)]


def test_a_full_share_leaves_the_last_good_one(place: Place) -> None:
    good = place.folder().make(place.sources, NOW)

    def full() -> None:
        # A full disk answers its writes the same way.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

    done = subprocess.run(
        command(place), capture_output=True, text=True, timeout=60, check=False, preexec_fn=full
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    check(good)
    assert [name for name in place.names() if not name.startswith(".")] == [good.name]


def test_a_kill_in_the_middle_leaves_the_last_good_one_and_no_half(place: Place) -> None:
    good = place.folder().make(place.sources, NOW)
    # Nobody writes into it: the backup waits there, with the journal copied and no manifest.
    os.mkfifo(place.data / "staff.json")
    running = subprocess.Popen(command(place), stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while not list(place.share.glob(".pos-T1-*.part/journal.sqlite")):
        assert time.monotonic() < deadline
        assert running.poll() is None
        time.sleep(0.01)
    running.kill()
    running.wait(10)

    check(good)
    (half,) = place.share.glob(".pos-T1-*.part")
    with pytest.raises(BadInput, match="no whole backup"):
        check(half)
    (place.data / "staff.json").unlink()
    place.folder().make(place.sources, NOW + timedelta(days=1))
    assert place.names() == [good.name, "pos-T1-20261125T180000Z"]


def test_settings_come_back_as_they_were() -> None:
    raw = {
        "shop": {"name": 'Käse "Ecke"', "address": ["1 Way", "Town\\2"], "currency": "CHF"},
        "tax": {"classes": [{"code": "A", "name": "Full", "rate_bp": 810}]},
        "scanners": [{"kind": "serial", "path": "/dev/ttyACM0", "baud": 115200}],
        "departments": [{"name": "Fruit", "tax_class": "A"}, {"name": "Other", "tax_class": "A"}],
        "reconcile": {"raise": "auto"},
        "sound": {"volume": 0},
        "staff": {"lock_after_minutes": 0},
    }
    config = c.check(raw, "test")
    text = as_toml(config)
    import tomllib

    assert c.check(tomllib.loads(text), "again") == config
    assert "[[tax.classes]]" in text
