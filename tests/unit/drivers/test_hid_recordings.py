"""Recordings of HID-POS scanners: each gives the scans that it says, in the layout of its row."""

import json
from pathlib import Path
from typing import Any

import pytest

from drivers.api import ScanBroken, ScanRead
from drivers.scanners.hid_descriptor import parsed
from drivers.scanners.hid_report import ReportDecoder, layout_of
from drivers.scanners.models import MODELS

RECORDINGS = sorted((Path(__file__).parents[2] / "golden" / "hid_pos").glob("*.json"))
ROWS = {row.name: row for row in MODELS}


def loaded(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_recording_gives_the_scans_that_it_says(path: Path) -> None:
    recording = loaded(path)
    descriptor = parsed(bytes.fromhex(recording["descriptor"]))
    layout = layout_of(descriptor, data_first=ROWS[recording["row"]].data_first)
    decoder = ReportDecoder("s1", layout)
    found: list[ScanRead | ScanBroken] = []

    for at_ms, sent in recording["reports"]:
        if sent is None:
            found += decoder.lost()
        else:
            found += decoder.idle(at_ms * 1_000_000)
            found += decoder.feed(bytes.fromhex(sent), at_ms * 1_000_000)
    found += decoder.idle(10**15)

    assert [s.text if isinstance(s, ScanRead) else {"broken": s.reason} for s in found] == recording["scans"]


def test_each_recording_says_where_it_is_from() -> None:
    assert RECORDINGS
    assert all(loaded(path)["source"] and loaded(path)["what"] for path in RECORDINGS)
