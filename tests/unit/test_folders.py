"""Where the configuration is looked for, and where the first one is written."""

from pathlib import Path

import pytest

from pos_terminal import config, folders, start
from pos_terminal.errors import ConfigError


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine's configuration folder of our own."""
    path = tmp_path / "etc" / "pos.toml"
    monkeypatch.setattr(folders, "SYSTEM_CONFIG", path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user"))
    return path


def written(path: Path) -> Path:
    path.parent.mkdir(parents=True)
    path.touch()
    return path


def test_the_named_file_comes_first_even_if_it_is_not_there(machine: Path, tmp_path: Path) -> None:
    written(machine)

    assert folders.find_config(tmp_path / "named.toml") == tmp_path / "named.toml"


def test_the_machines_file_comes_before_the_users(machine: Path) -> None:
    written(folders.user_config())
    assert folders.find_config(None) == folders.user_config()

    written(machine)

    assert folders.find_config(None) == machine


def test_without_any_the_machines_is_named(machine: Path) -> None:
    assert folders.find_config(None) == machine


def test_a_first_file_goes_where_this_user_may_write(machine: Path, tmp_path: Path) -> None:
    assert folders.new_config(None) == folders.user_config()
    assert folders.new_config(tmp_path / "named.toml") == tmp_path / "named.toml"

    machine.parent.mkdir()

    assert folders.new_config(None) == machine


def test_a_missing_file_is_told_with_the_example_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "INSTALLED_EXAMPLE", tmp_path / "pos.example.toml")
    with pytest.raises(ConfigError, match=r"copy packaging/pos\.example\.toml there\.$"):
        config.load(tmp_path / "pos.toml")
    (tmp_path / "pos.example.toml").touch()
    with pytest.raises(ConfigError, match=rf"copy {tmp_path}/pos\.example\.toml there\.$"):
        config.load(tmp_path / "pos.toml")


@pytest.mark.parametrize(
    ("environment", "seen"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ({"QT_QPA_PLATFORM": "minimal:x"}, False),
        ({"QT_QPA_PLATFORM": "linuxfb"}, True),
    ],
)
def test_a_window_for_nobody_is_no_screen(
    environment: dict[str, str], seen: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert start.has_screen() == seen
