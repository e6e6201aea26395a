"""Recordings of keyboard scanners, one for each layout: GS1 content, links, all that its keys can type."""

import json
from pathlib import Path
from typing import Any

import pytest

from drivers.api import ScanBroken, ScanRead
from drivers.scanners.framing import Framing
from drivers.scanners.key_decoder import SETTLE_NS, KeyDecoder, KeySettings
from drivers.scanners.keymaps import LAYOUTS

FOLDER = Path(__file__).parents[2] / "golden" / "scans" / "keys"
VALUES = {"-": 0, "+": 1, "=": 2}


def recording(layout: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{layout}.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_recording_gives_the_scans_that_it_says(layout: str) -> None:
    played = recording(layout)
    decoder = KeyDecoder("s1", KeySettings(played["layout"]), Framing(repeat_ms=30))
    decoder.begin(0)
    at_ns, found = 2 * SETTLE_NS, list[ScanRead | ScanBroken]()

    for keys in played["keys"]:
        for key in keys.split():
            at_ns += played["gap_us"] * 1000
            found += decoder.key(int(key[:-1]), VALUES[key[-1]], at_ns)

    assert [m.text if isinstance(m, ScanRead) else m for m in found] == played["scans"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_recordings_hold_what_codes_are_made_of(layout: str) -> None:
    played = recording(layout)

    assert set("0123456789aZ](%)/:?=&-\x1d") <= set("".join(played["scans"]))
    assert played["layout"] == layout


def test_there_is_no_recording_of_another_layout() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == set(LAYOUTS)
