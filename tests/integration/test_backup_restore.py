"""Restores of an older journal: what it lacks comes back, and no receipt number is given twice."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos_terminal.adapters.backup_folder import BackupFolder, Sources
from pos_terminal.adapters.mongo.client import MongoCentre
from pos_terminal.cli import main
from pos_terminal.embedded import servers as embedded
from pos_terminal.embedded.instance import claim_instance
from pos_terminal.journal.reading import SqliteJournalReader
from pos_terminal.journal.verify import verify_file
from pos_terminal.services import messages as m
from pos_terminal.workers.upload import Limits, Origin, next_batch
from tests.centre_servers import CentreServer, centre_server, own_centre_server
from tests.desk_harness import BREAD, MILK, CounterTill

__all__ = ["centre_server", "own_centre_server"]

NOW = datetime(2026, 11, 24, 18, 0, 0, tzinfo=UTC)


class Place:
    """A till with a share beside it, and maybe a centre."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], centre_url: str = "") -> None:
        self.data, self.share, self.centre_url = folder / "data", folder / "share", centre_url
        self.share.mkdir()
        self.config = folder / "pos.toml"
        self.config.write_text(
            f"[till]\ndata_folder = '{self.data}'\n[centre]\nurl = '{centre_url}'\n"
            f"[backup]\nfolder = '{self.share}'\nsame_disk = true\n"
        )
        self._capsys = capsys
        self.till = self.open()

    def open(self) -> CounterTill:
        self.till = CounterTill(self.data, has_centre=bool(self.centre_url))
        return self.till

    def sell(self, times: int = 1) -> str:
        for _ in range(times):
            self.till.scan(MILK, BREAD)
            self.till.pay()
        self.till.clock.pass_ms(11_000)
        self.till.tell(m.Tick())
        return str(self.till.core.till.last.receipt_no) if self.till.core.till.last else ""

    def back_up(self) -> Path:
        return BackupFolder(self.share, "T1", 30, same_disk=True).make(Sources(self.data, {}), NOW)

    def upload(self) -> int:
        """Everything, as the worker would."""
        centre = MongoCentre(self.centre_url, database="shop", opening=self.till.journal.opening)
        reader = SqliteJournalReader(self.data / "journal.sqlite")
        journal_id = self.till.journal.journal_id
        head = centre.head(journal_id, "T1")
        while head.seq < reader.head().seq:
            batch = next_batch(reader, Origin(journal_id, "T1", "S1"), head, reader.head().seq, Limits())
            head = centre.upload(batch)
        reader.close()
        centre.close()
        return head.seq

    def end(self) -> None:
        self.till.journal.close()

    def restore(self, *words: str, backup: Path, status: int = 0) -> str:
        assert main(["backup", "restore", str(backup), "--config", str(self.config), *words]) == status
        said = self._capsys.readouterr()
        return said.out + said.err

    def files(self) -> list[str]:
        return sorted(entry.name for entry in self.data.parent.iterdir() if entry.name.startswith("data"))


def events_in(path: Path) -> list[tuple[object, ...]]:
    db = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    rows = db.execute("SELECT seq, raw, prev_hash, hash, sale_id, receipt_no FROM events").fetchall()
    db.close()
    return rows


def test_an_open_till_is_not_restored_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = Place(tmp_path, capsys)
    place.sell()
    backup = place.back_up()
    place.end()
    lock = claim_instance(place.data)
    assert lock is not None
    assert "A till is open on" in place.restore(backup=backup, status=1)
    lock.release()
    (backup / "journal.sqlite").write_bytes(b"something else")
    assert "is not as it was written" in place.restore(backup=backup, status=1)
    assert place.files() == ["data"]


def test_what_the_present_journal_has_more_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = Place(tmp_path, capsys)
    place.sell(2)
    backup = place.back_up()
    place.sell(2)
    place.end()
    before = events_in(place.data / "journal.sqlite")
    (place.data / "installation.token").write_text("of this machine")

    said = place.restore(backup=backup)

    assert "with receipts T1-A000003 to T1-A000004 that the backup lacked came back from the journal" in said
    assert events_in(place.data / "journal.sqlite") == before
    assert (place.data / "installation.token").read_text() == "of this machine"
    (beside,) = [name for name in place.files() if ".before-" in name]
    assert events_in(place.data.with_name(beside) / "journal.sqlite") == before
    assert place.open().journal.series == "A"
    # Nothing prints by itself that may have come out before; uploads are owed as before.
    assert place.till.tray.papers == []
    assert place.sell() == "T1-A000005"
    assert verify_file(place.data / "journal.sqlite").reason == ""


def test_without_a_centre_a_lost_disk_opens_the_next_series(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = Place(tmp_path, capsys)
    place.sell(2)
    backup = place.back_up()
    place.sell(1)
    place.end()
    place.data.rename(tmp_path / "lost")

    assert "Receipts go on in series B" in place.restore(backup=backup)

    place.open()
    assert place.sell() == "T1-B000003"
    assert verify_file(place.data / "journal.sqlite").reason == ""
    assert place.files() == ["data"]


def test_the_centre_fills_in_and_then_the_present_journal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], centre_server: CentreServer
) -> None:
    place = Place(tmp_path, capsys, centre_server.url())
    place.sell(1)
    backup = place.back_up()
    place.sell(1)
    uploaded = place.upload()
    place.sell(1)
    place.end()
    before = events_in(place.data / "journal.sqlite")

    said = place.restore(backup=backup)

    assert "receipts T1-A000002 to T1-A000002 that the backup lacked came back from the centre" in said
    assert "T1-A000003 to T1-A000003 that the backup lacked came back from the journal that was there" in said
    assert events_in(place.data / "journal.sqlite") == before
    place.open()
    assert place.sell() == "T1-A000004"
    assert place.upload() > uploaded


def test_a_damaged_present_journal_gives_what_it_can_and_the_series_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], centre_server: CentreServer
) -> None:
    place = Place(tmp_path, capsys, centre_server.url())
    place.sell(1)
    backup = place.back_up()
    place.upload()
    place.sell(2)
    place.end()
    db = sqlite3.connect(place.data / "journal.sqlite")
    db.execute("DROP TRIGGER events_are_never_changed")
    db.execute("UPDATE events SET raw = CAST(raw || ' ' AS BLOB) WHERE receipt_no = 'T1-A000003'")
    db.commit()
    db.close()

    said = place.restore(backup=backup)

    assert "T1-A000002 to T1-A000002 that the backup lacked came back from the journal that was there" in said
    assert "Receipts go on in series B" in said
    # The basket that was being paid when the damage comes is as it was then: open, and sold now.
    place.open()
    assert place.sell().startswith("T1-B")
    place.upload()


def test_without_the_centres_answer_nothing_is_restored_unless_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], own_centre_server: CentreServer
) -> None:
    place = Place(tmp_path, capsys, own_centre_server.url())
    place.sell(1)
    backup = place.back_up()
    place.sell(1)
    place.upload()
    old_id = place.till.journal.journal_id
    place.end()
    place.data.rename(tmp_path / "lost")
    own_centre_server.kill()

    said = place.restore(backup=backup, status=1)
    assert said.startswith("Nothing was restored, for the centre cannot be asked")
    assert not (place.data / "journal.sqlite").exists()

    said = place.restore("--no-fill-from-centre", backup=backup)
    assert "A new journal begins with receipt series B" in said
    own_centre_server.start()
    place.open()
    assert place.till.journal.journal_id != old_id
    assert place.till.journal.opening.predecessor == old_id
    assert place.sell() == "T1-B000001"
    # No fork: the centre has the old journal's head and takes the new one beside it.
    assert place.upload() == place.till.core.head.seq


def test_another_history_at_the_centre_is_not_restored_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], centre_server: CentreServer
) -> None:
    place = Place(tmp_path, capsys, centre_server.url())
    place.sell(1)
    backup = place.back_up()
    place.sell(1)
    place.upload()
    place.end()
    centre = MongoCentre(place.centre_url)
    base = centre._database
    base.events.update_one(
        {"_id": f"{place.till.journal.journal_id}:{place.till.core.head.seq}"}, {"$set": {"raw": b"x"}}
    )

    said = place.restore(backup=backup, status=1)

    assert "The centre holds another history" in said
    assert place.files() == ["data"]
    centre.close()


def test_a_new_machine_takes_the_settings_of_the_backup(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = Place(tmp_path, capsys)
    place.sell(1)
    assert main(["backup", "now", "--config", str(place.config)]) == 0
    (backup,) = place.share.iterdir()
    place.end()
    place.config.unlink()
    into = tmp_path / "new" / "till"

    said = place.restore("--into", str(into), backup=backup)

    assert f"to {into}" in said
    assert verify_file(into / "journal.sqlite").reason == ""
    assert (into / "pos.toml").exists()


def test_the_apps_own_centre_fills_in_and_stays_with_the_till(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = Place(tmp_path, capsys)
    place.config.write_text(
        f"[till]\ndata_folder = '{place.data}'\n[embedded]\nenabled = true\n"
        f"[backup]\nfolder = '{place.share}'\nsame_disk = true\n"
    )
    place.sell(1)
    backup = place.back_up()
    place.sell(2)
    servers = embedded.start(place.data / "servers")
    assert servers.centre_is_new
    place.centre_url = servers.centre_url
    place.upload()
    servers.stop()
    place.end()
    for file in place.data.glob("journal.sqlite*"):
        file.unlink()

    said = place.restore(backup=backup)

    assert "receipts T1-A000002 to T1-A000003 that the backup lacked came back from the centre" in said
    servers = embedded.launch(place.data / "servers")
    assert not servers.centre_is_new
    servers.stop()
    place.open()
    assert place.sell() == "T1-A000004"
