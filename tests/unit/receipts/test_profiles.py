"""The table of printers."""

import pytest

from pos_terminal.errors import ConfigError
from receipts.profiles import PROFILES, find_profile


@pytest.mark.parametrize("name", PROFILES)
def test_every_row_is_possible(name: str) -> None:
    profile = find_profile(name)

    assert profile.columns * 12 <= profile.dots
    assert profile.pages[0].startswith("CP858")
    assert profile.source
    assert set(profile.drawer_pins) <= {2, 5}


def test_it_may_override_a_field() -> None:
    profile = find_profile("TM-T20III", columns=42, pages=("CP1252",), cutter="none")

    assert (profile.columns, profile.pages, profile.cutter) == (42, ("CP1252",), "none")
    assert profile.dots == 576


@pytest.mark.parametrize(
    ("name", "overrides", "sentence"),
    [
        ("nothing", {}, "There is no printer profile 'nothing': choose one of generic-80"),
        ("generic-80", {"colour": 1}, "A printer profile has no field 'colour'"),
        ("generic-80", {"columns": 56}, "56 columns do not go with 576 dots"),
        ("generic-58", {"columns": 12}, "24 to 64 columns are possible"),
    ],
)
def test_mistakes_are_said_in_a_sentence(name: str, overrides: dict[str, int], sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        find_profile(name, **overrides)
