"""What a scanner's self-test says of each way in which a symbol can be read wrongly."""

import pytest

from drivers.scanners.layout_guess import guessed_layout
from pos_terminal.domain import barcodes
from pos_terminal.domain.codes.self_test import BY_ID, GS, SYMBOLS, Verdict, judged


def in_us(drawn: str, came: str) -> str:
    return guessed_layout(drawn, came, "us")


@pytest.mark.parametrize("symbol_id", [symbol.symbol_id for symbol in SYMBOLS])
def test_as_drawn(symbol_id: str) -> None:
    """Given a symbol, when it is read right, then ok; without AIM identifier that is worth a hint."""
    sample = BY_ID[symbol_id]
    assert judged(sample, sample.aims[0] + sample.text, in_us) == Verdict("ok")
    assert judged(sample, sample.text, in_us) == Verdict("hint", (("no_aim", sample.aims[0]),))


@pytest.mark.parametrize(
    ("symbol_id", "came", "finding"),
    [
        ("ean13", "]E0400638133393", ("no_check_digit", "1")),
        ("ean13", "]E4" + BY_ID["ean13"].text, ("other_aim", "]E4")),
        ("ean13", "]E0$))^#*!###(#!", ("layout", "fr, be")),
        ("ean13", "]E05901234123457", ("different", "5901234123457")),
        ("code128", "]C0" + BY_ID["code128"].text.swapcase(), ("caps", "")),
        ("code128", "]C0Ay/Yz&09]\\>_^)?", ("layout", "de")),
        ("code128", "]C0Az-Zy", ("cut", "Az-Zy")),
        ("code128", "]C0" + BY_ID["code128"].text + "%%", ("behind", "%%")),
        ("code128", "]C0A" + BY_ID["code128"].text, ("before", "A")),
        ("gs1_128", "]C1" + BY_ID["gs1_128"].text.replace(GS, ""), ("no_gs", "")),
        ("gs1_128", "]C0" + BY_ID["gs1_128"].text, ("not_gs1", "]C0")),
        ("gs1_datamatrix", "]d2" + BY_ID["gs1_datamatrix"].text.replace(GS, "<GS>"), ("gs_replaced", "<GS>")),
        ("gs1_qr", "]Q1" + BY_ID["gs1_qr"].text, ("not_gs1", "]Q1")),
        ("link", "]Q1https://shop.example", ("different", "https://shop.example")),
    ],
)
def test_what_differs(symbol_id: str, came: str, finding: tuple[str, str]) -> None:
    """Given one thing that is set wrongly, when it is judged, then that thing alone is named."""
    assert judged(BY_ID[symbol_id], came, in_us) == Verdict("differs", (finding,))


def test_another_symbol_of_the_test() -> None:
    """Given the neighbour on a printed sheet, when it is read instead, then that is said."""
    verdict = judged(BY_ID["ean13"], "]C0" + BY_ID["code128"].text, in_us)
    assert verdict == Verdict("differs", (("other_symbol", "Code 128"),), "code128")


def test_without_gs_the_till_would_not_take_it_for_two_things() -> None:
    """Given that the missing GS is a finding, when the sale reads that text, then it names no article."""
    read = barcodes.parse("]d2" + BY_ID["gs1_datamatrix"].text.replace(GS, ""))
    assert isinstance(read, barcodes.Code)
    assert read.unknown_reason == "gs1_missing_separator"


@pytest.mark.parametrize(
    ("drawn", "came", "configured", "layouts"),
    [
        ("Az-Zy/09", "Ay/Yz&09", "us", "de, ch_de, ch_fr"),
        ("4006381333931", "$))^#*!###(#!", "us", "fr, be"),
        ("4006381333931", "$))^#*!###(#@", "us", ""),
        ("4006381333931", '\'àà-"_&"""ç"&', "fr", "us, gb, de, es"),
        ("Az", "Az", "us", ""),
        ("Az", "Qw", "us", "fr, be"),
        ("Az", "Qw", "no such", ""),
    ],
)
def test_layouts_are_guessed(drawn: str, came: str, configured: str, layouts: str) -> None:
    """Given what was drawn and what came, when the layout is guessed, then only those that explain it."""
    assert guessed_layout(drawn, came, configured) == layouts
