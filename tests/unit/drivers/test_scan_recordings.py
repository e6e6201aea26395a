"""Recordings of scanners: every row of the quirk table has one, and each gives the scans that it says."""

import json
from pathlib import Path
from typing import Any

import pytest

from drivers.api import ScanBroken, ScanRead
from drivers.scanners.framing import Framer
from drivers.scanners.quirks import QUIRKS

RECORDINGS = sorted((Path(__file__).parents[2] / "golden" / "scans").glob("*.json"))


def loaded(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_recording_gives_the_scans_that_it_says(path: Path) -> None:
    recording = loaded(path)
    framer = Framer("s1", QUIRKS[recording["quirk"]].framing)
    found: list[ScanRead | ScanBroken] = []

    for at_ms, sent in recording["reads"]:
        if sent is None:
            found += framer.lost()
        else:
            found += framer.idle(at_ms * 1_000_000)
            found += framer.feed(bytes.fromhex(sent), at_ms * 1_000_000)
    found += framer.idle(10**15)

    assert [s.text if isinstance(s, ScanRead) else {"broken": s.reason} for s in found] == recording["scans"]


def test_every_quirk_has_a_recording_and_a_source() -> None:
    assert {loaded(path)["quirk"] for path in RECORDINGS} == set(QUIRKS)
    assert all(row.source for row in QUIRKS.values())
