"""What goes into the packages, what is left to Debian, whose licences stand there, where the servers are."""

import os
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

from pos_terminal.embedded.servers import find_programs, packaged_programs
from pos_terminal.errors import Unavailable
from tools import package, package_libraries, package_notices, package_tree

ROOT = Path(__file__).parents[3]


def test_the_distributions_libraries_stay_with_the_distribution_and_python_comes_along() -> None:
    # given, when
    stdlib = sysconfig.get_path("stdlib")
    system = ["/usr/lib/x86_64-linux-gnu/libz.so.1", "/lib/x86_64-linux-gnu/libssl.so.3"]
    own = [f"{stdlib}/lib-dynload/_ssl.so", "/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0", "/opt/x/y.so"]

    # then
    assert [path for path in system if not package_libraries.is_of_the_system(path)] == []
    assert [path for path in own if package_libraries.is_of_the_system(path)] == []


def test_unwanted_parts_of_a_library_are_left_out_by_their_place() -> None:
    # given
    rows = [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/env/libqxcb.so", "BINARY"),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", "/env/libqopensslbackend.so", "BINARY"),
        ("libz.so.1", "/usr/lib/x86_64-linux-gnu/libz.so.1", "BINARY"),
    ]

    # when, then
    assert package_libraries.ours(rows, ["Qt/plugins/tls/"]) == rows[:1]


def test_only_wheels_of_which_something_was_packed_are_named_with_their_licence(tmp_path: Path) -> None:
    # given two wheels, of which one was packed
    for name in ("used", "unused"):
        about = tmp_path / f"{name}-1.0.dist-info"
        about.mkdir()
        (tmp_path / f"{name}.py").touch()
        (about / "LICENSE").write_text(f"the licence of {name}")
        (about / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\nLicense: MIT\n")
        (about / "RECORD").write_text(f"{name}.py,,\n{about.name}/LICENSE,,\n")

    # when
    names = package_notices.packed_distributions([str(tmp_path / "used.py")], tmp_path)
    package_notices.copy_licences(names, tmp_path, tmp_path / "third-party")
    head = package_tree.HEADS[package_tree.PROGRAM]
    text = package_notices.copyright_text("pos-terminal", head, names, tmp_path)

    # then
    assert names == ["used"]
    assert (tmp_path / "third-party" / "used-1.0" / "LICENSE").read_text() == "the licence of used"
    assert "used 1.0" in text
    assert "License: MIT" in text
    assert "unused" not in text


def test_both_locks_name_the_same_versions() -> None:
    # given
    def versions(name: str) -> set[str]:
        lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
        return {line.split(" ")[0] for line in lines if line[:1].isalpha()}

    # when
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    freezing = {
        "altgraph",
        "macholib",
        "pefile",
        "pywin32-ctypes",
        "pyinstaller",
        "pyinstaller-hooks-contrib",
    }
    frozen = {row for row in versions("package.lock") if row.split("==")[0] not in freezing}

    # then what is shipped is what is tested
    assert frozen - versions("dev.lock") == set()
    assert project["dependency-groups"]["package"]


def test_a_packaged_till_finds_its_servers_in_both_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given both packages, unpacked anywhere
    programs = [
        tmp_path / "pos-terminal" / "pos-terminal",
        tmp_path / "pos-terminal" / "valkey-server",
        tmp_path / "pos-terminal-embedded-centre" / "secantusd-py",
    ]
    for program in programs:
        program.parent.mkdir(exist_ok=True)
        program.touch(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(programs[0]))

    # when
    found = find_programs()

    # then
    assert found.stock == (str(programs[1]),)
    assert found.centre == (str(programs[2]),)


def test_a_packaged_till_without_the_centres_package_names_it(tmp_path: Path) -> None:
    # given the till's package alone
    (tmp_path / "pos-terminal").mkdir()
    (tmp_path / "pos-terminal" / "valkey-server").touch(0o755)

    # when, then
    with pytest.raises(Unavailable, match="install the package pos-terminal-embedded-centre, or set"):
        packaged_programs(tmp_path / "pos-terminal")


def test_a_module_of_ours_that_is_not_there_is_named_and_other_peoples_are_not() -> None:
    # given what PyInstaller writes of a module that is optional, and of one that is ours
    warnings = (
        "missing module named olefile - imported by PIL.FpxImagePlugin (top-level)\n"
        "missing module named 'pos_terminal.lost' - imported by pos_terminal.bootstrap (top-level)\n"
    )

    # when, then
    assert package.missing_of_ours(warnings) == ["pos_terminal.lost"]


@pytest.mark.parametrize("name", package_tree.HEADS)
def test_every_packages_control_file_takes_what_the_build_knows(name: str) -> None:
    # given
    template = (ROOT / "packaging" / "debian" / f"{name}.control").read_text(encoding="utf-8")

    # when
    text = template.format(version="1", maintainer="N <n@example>", depends="libc6", installed_kib=1)

    # then
    assert text.startswith(f"Package: {name}\nVersion: 1\n")
    assert all(line[:1] == " " or ": " in line for line in text.strip().splitlines())


def test_what_was_executable_stays_so_and_nothing_can_be_changed_by_others(tmp_path: Path) -> None:
    # given a tree made with a careless mask
    (tmp_path / "usr").mkdir(mode=0o700)
    (tmp_path / "usr" / "program").touch()
    (tmp_path / "usr" / "program").chmod(0o775)
    (tmp_path / "usr" / "text").touch()
    (tmp_path / "usr" / "text").chmod(0o666)

    # when
    package_tree.settle_modes(tmp_path)

    # then
    modes = {path.name: os.stat(path).st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert modes == {"usr": 0o755, "program": 0o755, "text": 0o644}
