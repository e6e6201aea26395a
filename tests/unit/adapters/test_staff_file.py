"""The staff file: whole or as before, for one user's eyes, and a damaged one is no end of the till."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest

from pos_terminal.adapters.staff_file import StaffFile
from pos_terminal.errors import StorageUnavailable
from pos_terminal.services.roster import Entries, Entry, put
from tests.fakes.staff import person

AT = "2026-11-23T08:00:00.000Z"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "till" / "staff.json"


def test_what_was_written_is_read_again_by_another(path: Path) -> None:
    ada, sam = person("ada"), person("sam", "supervisor", active=False)
    put(StaffFile(path), ada, AT)
    put(StaffFile(path), sam, AT)

    assert StaffFile(path).read().entries == (Entry(ada, AT, True), Entry(sam, AT, True))


def test_no_file_is_an_empty_list_and_no_problem(path: Path) -> None:
    kept = StaffFile(path).read()

    assert (kept.entries, kept.problem) == ((), "")


def test_only_the_owner_may_read_it(path: Path) -> None:
    # given what a crash left, open to all
    path.parent.mkdir()
    path.with_suffix(".new").touch(0o666)

    put(StaffFile(path), person("ada"), AT)

    assert {file.name: oct(file.stat().st_mode & 0o777) for file in path.parent.iterdir()} == {
        "staff.json": "0o600",
        "staff.lock": "0o600",
    }


@pytest.mark.expected_warnings("staff_file_unusable")
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"version": 2, "staff": []}',
        b'{"version": 1, "staff": [{"staff_id": "ada"}]}',
        b'{"version": 1, "staff": [], "more": 1}',
        b'{"version":1,"staff":[{"staff_id":"a b","name":"A","role":"cashier","pin_hash":"","badge":"",'
        b'"active":true}]}',
        b'{"version":1,"staff":[{"staff_id":"a","name":"A","role":"king","pin_hash":"","badge":"",'
        b'"active":true}]}',
    ],
)
def test_a_damaged_file_is_an_empty_list_said_once(
    path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    file = StaffFile(path)

    seen = [file.read(), file.read()]

    assert [kept.entries for kept in seen] == [(), ()]
    assert all("is damaged; the list comes back from the centre" in kept.problem for kept in seen)
    assert len(caplog.records) == 1


@pytest.mark.expected_warnings("staff_file_unusable")
def test_a_damaged_file_is_set_aside_at_the_next_change(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"{half")
    file = StaffFile(path)

    put(file, person("ada"), AT)

    assert [entry.member.staff_id for entry in file.read().entries] == ["ada"]
    assert file.read().problem == ""
    assert path.with_suffix(".damaged").read_bytes() == b"{half"


def test_nothing_is_written_where_nothing_changed(path: Path) -> None:
    file = StaffFile(path)
    put(file, person("ada"), AT)
    before = path.stat().st_ino

    file.change(lambda entries: entries)

    assert path.stat().st_ino == before


def test_what_the_change_raises_leaves_the_file_as_it_was(path: Path) -> None:
    file = StaffFile(path)
    put(file, person("ada"), AT)

    def refuse(entries: Entries) -> Entries:
        raise LookupError

    with pytest.raises(LookupError):
        file.change(refuse)

    assert len(file.read().entries) == 1


def test_writers_at_once_lose_nobody(path: Path) -> None:
    def write(number: int) -> None:
        file = StaffFile(path)
        for turn in range(4):
            put(file, person(f"s{number}-{turn}"), AT)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(StaffFile(path).read().entries) == 24


def test_a_folder_that_cannot_be_written_is_a_sentence(path: Path) -> None:
    path.parent.write_text("a file where the folder should be")

    with pytest.raises(StorageUnavailable, match="cannot be written"):
        put(StaffFile(path), person("ada"), AT)


@pytest.mark.expected_warnings("staff_file_unusable")
def test_a_file_that_cannot_be_read_is_not_written_over(path: Path) -> None:
    # given a folder in the file's place, as a stand-in for missing rights: a test may run as root
    path.mkdir(parents=True)
    (path / "in the way").touch()

    assert "give it to the till's user" in StaffFile(path).read().problem
    assert (path / "in the way").exists()


def test_what_the_administrator_writes_belongs_to_the_folders_owner(path: Path) -> None:
    path.parent.mkdir()
    if os.geteuid() == 0:
        os.chown(path.parent, 1234, 1234)

    put(StaffFile(path), person("ada"), AT)

    assert {file.stat().st_uid for file in path.parent.iterdir()} == {path.parent.stat().st_uid}


def test_the_file_can_be_read_by_a_person(path: Path) -> None:
    put(StaffFile(path), person("ada"), AT)

    (row,) = json.loads(path.read_text())["staff"]

    assert row == {
        "staff_id": "ada",
        "name": "Ada",
        "role": "cashier",
        "pin_hash": "7531#",
        "badge": "BADGE-ada",
        "active": True,
        "at": AT,
        "owed": True,
    }
