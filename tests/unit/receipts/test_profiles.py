"""The table of printers."""

import pytest

from pos_terminal.config_devices import Printer
from pos_terminal.errors import ConfigError
from receipts.profiles import PROFILES, Option, find_profile


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
        ("generic-80", {"pages": ("Martian",)}, "'Martian' is no code page of a printer: write its name"),
        ("generic-80", {"pages": ("CP858=900",)}, "'CP858=900' is no code page"),
        ("generic-80", {"pages": ("utf-16",)}, "'utf-16' is no code page"),
        ("TSP100", {}, "prints Star's own raster graphics and understands no ESC/POS"),
    ],
)
def test_mistakes_are_said_in_a_sentence(name: str, overrides: dict[str, Option], sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        find_profile(name, **overrides)


def test_the_configuration_puts_a_profile_right() -> None:
    written = Printer(
        dots=560,
        columns=40,
        pages=("CP858=7",),
        cutter="full",
        barcodes="picture",
        qr="native",
        inline_images="no",
    )
    profile = find_profile("POS-80", **written.overrides())

    assert (profile.dots, profile.columns, profile.pages, profile.cutter) == (560, 40, ("CP858=7",), "full")
    assert (profile.barcode_b, profile.qr, profile.inline_images) == (False, True, False)
    assert Printer().overrides() == {}
