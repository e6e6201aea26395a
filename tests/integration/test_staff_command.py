"""`pos-terminal staff` as a person gives it: PIN from standard input, list at the till, then the centre."""

from __future__ import annotations

import contextlib
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from pos_terminal.adapters.mongo.people import MongoPeople
from pos_terminal.adapters.pins import pin_matches
from pos_terminal.adapters.staff_file import StaffFile
from pos_terminal.cli import main
from pos_terminal.domain.staff import StaffMember
from tests.centre_servers import CentreServer, centre_server, own_centre_server
from tests.fakes.staff import person

__all__ = ["centre_server", "own_centre_server"]

MIA = ["add", "mia", "--name", "Mia", "--role", "manager"]
ADA = ["add", "ada", "--name", "Ada", "--role", "cashier", "--badge", "B-77001"]


class Place:
    """A till's folder and its configuration; the commands are given there."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], more: str = "") -> None:
        self.file = StaffFile(folder / "data" / "staff.json")
        self.path = folder / "data" / "staff.json"
        self.config = folder / "pos.toml"
        self.config.write_text(f"[till]\ndata_folder = '{folder / 'data'}'\n{more}")
        self._capsys = capsys

    def give(self, *words: str, pin: str = "") -> tuple[int, str]:
        """The status, and everything said."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", io.StringIO(f"{pin}\n"))
            status = main(["staff", *words, "--config", str(self.config)])
        said = self._capsys.readouterr()
        assert pin == "" or pin not in said.out + said.err
        return status, said.out + said.err

    def member(self, staff_id: str) -> StaffMember:
        (found,) = [entry.member for entry in self.file.read().entries if entry.member.staff_id == staff_id]
        return found


@pytest.fixture
def place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Place:
    return Place(tmp_path, capsys)


def test_somebody_is_taken_on_with_pin_and_badge(place: Place) -> None:
    assert place.give(*MIA, pin="80246") == (0, "Mia (mia) may work here as manager.\n")
    assert place.give(*ADA, pin="13570") == (0, "Ada (ada) may work here as cashier.\n")

    ada = place.member("ada")
    assert (ada.name, ada.role, ada.badge, ada.active) == ("Ada", "cashier", "B-77001", True)
    assert pin_matches(ada.pin_hash, "13570")
    assert place.give("list") == (0, "ada\tAda\tcashier, badge\nmia\tMia\tmanager\n")


def test_a_shop_without_a_manager_is_told(place: Place) -> None:
    status, said = place.give(*ADA, pin="13570")

    assert status == 0
    assert "There is no manager yet" in said


def test_a_pin_is_changed(place: Place) -> None:
    place.give(*MIA, pin="80246")

    assert place.give("pin", "mia", pin="13579") == (0, "mia has a new PIN.\n")

    assert pin_matches(place.member("mia").pin_hash, "13579")


def test_somebody_goes_and_comes_back(place: Place) -> None:
    place.give(*MIA, pin="80246")
    place.give(*ADA, pin="13570")

    assert place.give("off", "ada") == (0, "ada may not sign in any more.\n")
    assert place.give("list")[1] == "ada\tAda\tcashier, badge, off\nmia\tMia\tmanager\n"
    assert place.give("off", "ada")[0] == 1
    assert place.give("pin", "ada", pin="24680")[0] == 1
    assert place.give(*ADA, pin="24680")[0] == 0
    assert place.member("ada").active


def test_the_last_manager_stays_as_long_as_there_are_others(place: Place) -> None:
    place.give(*MIA, pin="80246")
    place.give(*ADA, pin="13570")

    status, said = place.give("off", "mia")

    assert (status, said) == (1, "mia is the last manager; add another before this one goes.\n")
    place.give("off", "ada")
    assert place.give("off", "mia")[0] == 0


@pytest.mark.parametrize(
    ("words", "pin", "said"),
    [
        (ADA, "1234", "anybody tries"),
        (ADA, "12a4", "4 to 8 digits"),
        (ADA, "", "4 to 8 digits"),
        (["add", "a b", "--name", "A", "--role", "cashier"], "13570", "cannot be used"),
        (["add", "bob", "--name", " ", "--role", "cashier"], "13570", "A name has 1 to 80"),
        (["add", "bob", "--name", "B\n", "--role", "cashier", "--badge", "x y z"], "13570", "badge's code"),
        (MIA, "13570", "mia is on the list already"),
        (["add", "bob", "--name", "Bob", "--role", "cashier", "--badge", "M-1000"], "13570", "mia has that"),
        (["pin", "eve"], "13570", "Nobody with the id eve works here"),
        (["off", "eve"], "", "Nobody with the id eve works here"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_changes_nothing(
    place: Place, words: list[str], pin: str, said: str
) -> None:
    place.give(*MIA, "--badge", "M-1000", pin="80246")
    before = place.path.read_bytes()

    status, heard = place.give(*words, pin=pin)

    assert status == 1
    assert said in heard
    assert heard.count("\n") == 1
    assert place.path.read_bytes() == before


def test_an_empty_list_says_what_that_means(place: Place) -> None:
    status, said = place.give("list")

    assert status == 0
    assert "sells without sign-in" in said


@pytest.mark.expected_warnings("staff_file_unusable")
def test_a_damaged_list_is_no_empty_list(place: Place) -> None:
    place.path.parent.mkdir()
    place.path.write_text("{half")

    status, said = place.give("list")

    assert status == 1
    assert "is damaged" in said


def test_embedded_servers_need_not_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = Place(tmp_path, capsys, "[embedded]\nenabled = true\n")

    status, said = place.give(*MIA, pin="80246")

    assert status == 0
    assert said.startswith("The open till knows it within a minute")
    assert "the centre is not told yet" in place.give("list")[1]


def test_at_a_terminal_the_pin_is_typed_twice_and_not_shown(place: Place) -> None:
    for second, status in (("80247", 1), ("80246", 0)):
        said, ended = at_terminal(place, ["80246", second])
        assert ended == status, said
        assert "8024" not in said
        assert ("The two PINs differ" in said) == bool(status)
    assert pin_matches(place.member("mia").pin_hash, "80246")
    assert "80246" not in json.dumps(place.path.read_text())


# The centre


def two_tills(folder: Path, centre_url: str, capsys: pytest.CaptureFixture[str]) -> tuple[Place, Place]:
    places = []
    for name in ("one", "two"):
        (folder / name).mkdir()
        places.append(Place(folder / name, capsys, f"[centre]\nurl = '{centre_url}'\n"))
    return places[0], places[1]


def test_what_is_done_at_one_till_is_so_at_the_other(
    tmp_path: Path, centre_server: CentreServer, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = two_tills(tmp_path, centre_server.url(), capsys)

    assert one.give(*MIA, pin="80246")[0] == 0
    assert two.give(*ADA, pin="13570") == (0, "Ada (ada) may work here as cashier.\n")
    assert two.give("pin", "mia", pin="24680")[0] == 0

    listed = "ada\tAda\tcashier, badge\nmia\tMia\tmanager\n"
    assert [till.give("list") for till in (one, two)] == [(0, listed)] * 2
    assert pin_matches(one.member("mia").pin_hash, "24680")
    assert one.give(*ADA, pin="13570")[0] == 1


def test_a_centre_that_is_away_is_told_later(
    tmp_path: Path, own_centre_server: CentreServer, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = two_tills(tmp_path, own_centre_server.url(), capsys)
    one.give(*MIA, pin="80246")
    own_centre_server.kill()

    status, said = one.give("pin", "mia", pin="24680")
    assert status == 0
    assert "it tells the centre of changes as soon as that answers.\nmia has a new PIN." in said
    assert one.file.read().entries[0].owed

    own_centre_server.start()
    assert one.give("list")[1] == two.give("list")[1] == "mia\tMia\tmanager\n"
    assert pin_matches(two.member("mia").pin_hash, "24680")


def test_a_later_change_at_the_centre_is_not_undone_in_silence(
    tmp_path: Path, centre_server: CentreServer, capsys: pytest.CaptureFixture[str]
) -> None:
    # given another machine whose clock is ahead
    url = centre_server.url()
    one, _ = two_tills(tmp_path, url, capsys)
    with contextlib.closing(MongoPeople(url)) as people:
        people.save_staff(person("mia", "manager"), "2199-01-01T00:00:00.000Z")

    status, said = one.give("pin", "mia", pin="24680")

    assert status == 1
    assert said.startswith("The centre holds a later change of mia")
    assert one.member("mia") == person("mia", "manager")


def at_terminal(place: Place, answers: list[str]) -> tuple[str, int]:
    """Give the command at a terminal of its own; each question is answered when it has been asked."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pos_terminal", "staff", *MIA, "--config", str(place.config)]
    running = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    said = b""
    for answer in answers:
        while not said.endswith(b": "):
            said += os.read(ours, 1)
        os.write(ours, answer.encode() + b"\n")
        said += b"|"
    try:
        while chunk := os.read(ours, 1024):
            said += chunk
    except OSError:
        pass  # the other end is closed
    os.close(ours)
    return said.decode(), running.wait(20)
