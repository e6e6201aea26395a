"""The settings of a scanner in keyboard mode: what is wrong is one sentence, and the drivers agree."""

from pathlib import Path

import pytest

from drivers.scanners.key_decoder import gs_problem
from pos_terminal import config
from pos_terminal.errors import ConfigError


def load(tmp_path: Path, text: str) -> config.Config:
    file = tmp_path / "pos.toml"
    file.write_text(text)
    return config.load(file)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[scanners]]\nkind = 'keyboard'\nlayout = 'azerty'", "scanners[0].layout is wrong"),
        ("[wedge]\nlayout = 'uk'", "wedge.layout is wrong"),
        ("[[scanners]]\nkind = 'keyboard'\ngs = 'F8 F25'", "function keys"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as error:
        load(tmp_path, text)

    assert said in str(error.value)
    assert str(error.value).endswith(".")


@pytest.mark.parametrize("gs", ["", "F8", "F1 F24", "~", "| F12  ^", " F9 "])
def test_configuration_and_driver_take_the_same_words_for_gs(tmp_path: Path, gs: str) -> None:
    scanner = load(tmp_path, f"[[scanners]]\nkind = 'keyboard'\ngs = '{gs}'").scanners[0]

    assert scanner.gs == gs
    assert gs_problem(gs) == ""


@pytest.mark.parametrize("gs", ["F25", "F0", "GS", "~~", "F8,F9"])
def test_configuration_and_driver_refuse_the_same_words_for_gs(tmp_path: Path, gs: str) -> None:
    with pytest.raises(ConfigError):
        load(tmp_path, f"[[scanners]]\nkind = 'keyboard'\ngs = '{gs}'")
    assert gs_problem(gs) == gs
