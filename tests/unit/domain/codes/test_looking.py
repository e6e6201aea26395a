"""What a scan looks like from inside: control characters as pictures, times, symbologies, facts."""

import pytest

from pos_terminal.domain import barcodes
from pos_terminal.domain.codes.looking import (
    Timing,
    aim_of,
    carried_facts,
    symbology,
    timing,
    visible,
)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"4006381333931\r\n", "4006381333931␍␊"),
        (b"\x02]C10104\x1d10\x03", "␂]C10104␝10␃"),
        (b"\x02\x05]E012345" + bytes(51) + b"\x01", "␂␅]E012345␀×51␁"),
        (b"\0\0\0A", "␀␀␀A"),
        ("Größe ✓".encode(), "Größe ✓"),
        (b"caf\xe9\x7f", "caf\\xe9␡"),
        ("a\u200fb\x85".encode(), "a\\u200fb\\u0085"),
    ],
)
def test_bytes_are_made_visible(raw: bytes, shown: str) -> None:
    """Given bytes as scanners send them, when shown, then nothing of them is invisible."""
    assert visible(raw) == shown
    assert all(char.isprintable() for char in visible(raw))


def test_times_between_pieces() -> None:
    """Given keys at known times, when reckoned, then whole, least, median and most are right."""
    assert timing((0, 1_000_000, 3_000_000, 10_000_000)) == Timing(4, 10_000, 1_000, 2_000, 7_000)
    assert timing((0, 4_000_000, 5_000_000)) == Timing(3, 5_000, 1_000, 2_500, 4_000)
    assert timing((7,)) == Timing(1)
    assert timing(()) == Timing(0)


def test_names_of_symbologies() -> None:
    """Given AIM identifiers, when named, then by their modifier, else by their letter, else not at all."""
    assert aim_of("]d201") == "]d2"
    assert aim_of("]9x") == ""
    names = [symbology(aim) for aim in ("]E0", "]d2", "]Q3", "]C1", "]e0", "]A4", "]Q7", "]X0", "")]
    assert names[:5] == ["EAN-13, UPC-A, UPC-E", "GS1 DataMatrix", "GS1 QR Code", "GS1-128", "GS1 DataBar"]
    assert names[5:] == ["Code 39", "QR Code", "", ""]


def test_what_a_label_carries() -> None:
    """Given an element string, when its facts are listed, then in words with their units."""
    code = barcodes.parse("]d201040063813339313103000750392200123\x1d10AB7\x1d17271231")
    assert isinstance(code, barcodes.Code)
    assert dict(carried_facts(code.carried, 2)) == {
        "lot": "AB7",
        "expiry": "2027-12-31",
        "weight": "0.750 kg",
        "price": "1.23",
        "elements": "(01)04006381333931(3103)000750(3922)00123(10)AB7(17)271231",
    }
