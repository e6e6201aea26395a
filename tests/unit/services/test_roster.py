"""The list at the till and at the centre: nothing changed here is lost, nothing changed there is missed."""

from __future__ import annotations

import pytest

from pos_terminal.errors import CentreUnavailable, StorageUnavailable
from pos_terminal.services.roster import Entries, Entry, Kept, put, sync
from tests.fakes.staff import FakePeople, FakeRoster, person

ADA, SAM, MIA = person("ada"), person("sam", "supervisor"), person("mia", "manager")
EARLY, LATE = "2026-11-23T08:00:00.000Z", "2026-11-23T09:00:00.000Z"


def ids(kept: Kept) -> list[str]:
    return [entry.member.staff_id for entry in kept.entries]


def test_the_centres_list_takes_the_place_of_the_files() -> None:
    file = FakeRoster((Entry(ADA), Entry(SAM)))

    kept = sync(file, FakePeople(MIA, ADA))

    assert ids(kept) == ["ada", "mia"]
    assert file.read() == kept


def test_without_a_centre_the_file_is_the_list() -> None:
    file = FakeRoster((Entry(ADA, EARLY, owed=True),))

    assert ids(sync(file, None)) == ["ada"]
    assert file.written == 0


def test_what_was_changed_here_goes_to_the_centre_first_and_is_owed_no_more() -> None:
    file, people = FakeRoster((Entry(SAM),)), FakePeople(SAM)
    put(file, MIA, LATE)
    put(file, ADA, EARLY)

    kept = sync(file, people)

    assert people.saved == [("ada", EARLY), ("mia", LATE)]
    assert kept.entries == (Entry(ADA), Entry(MIA), Entry(SAM))
    sync(file, people)
    assert len(people.saved) == 2


def test_a_change_waits_for_a_centre_that_is_away() -> None:
    file, people = FakeRoster((Entry(ADA),)), FakePeople(ADA)
    people.away = True
    put(file, MIA, LATE)
    with pytest.raises(CentreUnavailable):
        sync(file, people)
    assert ids(file.read()) == ["ada", "mia"]

    people.away = False
    sync(file, people)

    assert people.saved == [("mia", LATE)]


def test_a_change_in_the_middle_of_the_reading_is_kept() -> None:
    # given a command that changes Ada and adds Mia between the centre's answer and the file
    file, people = FakeRoster((Entry(ADA, EARLY, owed=True),)), FakePeople()
    renamed = person("ada", name="Ada L.")

    def meanwhile() -> None:
        people.on_read = lambda: None
        put(file, renamed, LATE)
        put(file, MIA, LATE)

    people.on_read = meanwhile

    kept = sync(file, people)

    assert kept.entries == (Entry(renamed, LATE, True), Entry(MIA, LATE, True))
    assert ids(sync(file, people)) == ["ada", "mia"]
    assert people.members["ada"].name == "Ada L."


def test_a_centre_that_knows_nobody_takes_nobody_away() -> None:
    file = FakeRoster((Entry(ADA), Entry(MIA)))

    assert ids(sync(file, FakePeople())) == ["ada", "mia"]
    assert file.written == 0


def test_the_centre_makes_good_a_damaged_file() -> None:
    file = FakeRoster(problem="The staff file is damaged.")

    assert sync(file, FakePeople(ADA)) == Kept((Entry(ADA),))


def test_a_full_disk_does_not_keep_the_centres_list_away() -> None:
    class FullDisk(FakeRoster):
        def change(self, changed: object) -> Kept:
            raise StorageUnavailable("The staff file cannot be written.")

    late: Entries = (Entry(SAM),)

    kept = sync(FullDisk(late), FakePeople(ADA))

    assert kept == Kept((Entry(ADA),), "The staff file cannot be written.")
