"""What setup says of a machine that lacks something."""

from __future__ import annotations

import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tools import system_checks

ROOT = Path(__file__).parents[3]


def test_this_machine_has_everything_that_the_tests_need() -> None:
    command = [sys.executable, "-E", "-s", "-m", "tools.setup", "--check", "--for", "test"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("description", "family"),
    [
        ('ID=debian\nVERSION_ID="12"\n', "debian"),
        ("ID=ubuntu\nID_LIKE=debian\n", "debian"),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', "debian"),
        ("ID=fedora\n", "fedora"),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', "fedora"),
        ("ID=arch\n", "arch"),
        ('ID="opensuse-leap"\nID_LIKE="suse opensuse"\n', "opensuse"),
        ("ID=alpine\n", None),
    ],
)
def test_distribution_is_read_from_its_description(
    tmp_path: Path, description: str, family: str | None
) -> None:
    file = tmp_path / "os-release"
    file.write_text(description)

    assert system_checks.distribution(file) == family
    assert system_checks.distribution(tmp_path / "nothing") is None


@pytest.mark.parametrize(
    ("family", "command"),
    [
        ("debian", "apt-get install libmissing9"),
        ("fedora", "dnf install missing-libs"),
        ("arch", "pacman -S --needed missing"),
        ("opensuse", "zypper install libmissing-9"),
    ],
)
def test_missing_library_is_one_sentence_with_the_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, family: str, command: str
) -> None:
    need = system_checks.Need(
        "why", "libmissing.so.9", "libmissing9", "missing-libs", "missing", "libmissing-9"
    )
    monkeypatch.setattr(system_checks, "LIBRARIES", (need,))
    monkeypatch.setattr(system_checks, "distribution", lambda: family)

    lacks = system_checks.find_lacks(tmp_path, "run", building=False)

    assert len(lacks) == 1
    assert lacks[0].sentence.startswith("libmissing.so.9 is missing (why): `")
    assert f"{command}`." in lacks[0].sentence
    assert lacks[0].packages == (command.split()[-1],)


def test_missing_library_on_an_unknown_distribution_names_debians_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    need = system_checks.Need("why", "libmissing.so.9", "libmissing9", "x", "x", "x")
    monkeypatch.setattr(system_checks, "LIBRARIES", (need,))
    monkeypatch.setattr(system_checks, "distribution", lambda: None)

    (lack,) = system_checks.find_lacks(tmp_path, "run", building=False)

    assert lack.sentence.endswith("install the package that Debian calls libmissing9.")
    assert lack.packages == ()


def test_programs_are_asked_for_by_the_tests_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    need = system_checks.Need("why", "no-such-program", "p", "p", "p", "p")
    monkeypatch.setattr(system_checks, "TEST_PROGRAMS", (need,))

    assert system_checks.find_lacks(tmp_path, "run", building=False) == []
    assert len(system_checks.find_lacks(tmp_path, "test", building=False)) == 1


@pytest.mark.parametrize("version", [(3, 10, 12), (3, 14, 0)])
def test_wrong_interpreter_is_the_only_thing_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: tuple[int, int, int]
) -> None:
    monkeypatch.setattr(sys, "version_info", version)

    (lack,) = system_checks.find_lacks(tmp_path, "run", building=True)

    assert "Python 3.11 to 3.13 is needed" in lack.sentence
    assert "PYTHON=python3." in lack.sentence


def test_full_disk_old_c_library_and_closed_data_folder_are_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "a file"
    blocked.touch()
    monkeypatch.setattr(system_checks, "BUILD_BYTES", 1 << 62)
    monkeypatch.setattr(system_checks, "OLDEST_GLIBC", (99, 0))
    monkeypatch.setenv("XDG_DATA_HOME", str(blocked / "share"))

    sentences = "\n".join(lack.sentence for lack in system_checks.find_lacks(tmp_path, "run", building=True))

    assert "MB free" in sentences
    assert "glibc 99.0 or newer" in sentences
    assert f"The data folder {blocked}/share cannot be written" in sentences


def test_index_that_does_not_answer_is_said_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIP_NO_INDEX", raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setattr(urllib.request, "getproxies", dict)

    (lack,) = system_checks.network_lacks()

    assert "cannot be reached" in lack.sentence
    assert "PIP_INDEX_URL" in lack.sentence
