"""A wrong setting is one sentence with file, key and remedy."""

from pathlib import Path

import pytest

from pos_terminal import config
from pos_terminal.errors import ConfigError


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[shop]\nnam = 'x'", "shop.nam is not a known setting"),
        ("[till]\nterminal_id = 't1'", "till.terminal_id is wrong"),
        ("[printer]\nport = 0", "printer.port is wrong"),
        ("[printer]\nkind = 'network'", "printer.host is empty"),
        ("[[scanners]]\nkind = 'serial'", "scanners.path is empty"),
        ("[cash]\nrounding_step_minor = 3", "cash.rounding_step_minor is wrong"),
        ("[shop]\nname = ", "not valid TOML"),
        ("[tax]\nclasses = [" + 2 * "{code = 'A', name = 'x', rate_bp = 1}, " + "]", "twice"),
        ("[[tax.classes]]\ncode = 'A'", "tax.classes[0].name is missing"),
        ("[sound]\nvolume = 101", "sound.volume is wrong"),
        ("nonsense = 1", "nonsense is not a known setting"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_key(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "pos.toml"
    file.write_text(text)
    with pytest.raises(ConfigError) as error:
        config.load(file)
    message = str(error.value)
    assert said in message
    assert str(file) in message
    assert message.endswith(".")
    assert "\n" not in message


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="There is no configuration file"):
        config.load(tmp_path / "none.toml")


def test_an_empty_file_is_all_defaults(tmp_path: Path) -> None:
    file = tmp_path / "pos.toml"
    file.write_text("")
    assert config.load(file) == config.Config()
