"""The checker's own reading of ESC/POS: commands take their bytes with them, text stays."""

import pytest

from tools.check_paper import Unreadable, papers, ticket_of


def test_commands_leave_no_trace_in_the_text() -> None:
    stream = (
        b"\x10\x04\x01\x1b@\x1c.\x1bt\x13\x1d!\x11\x1bE\x01Shop\x1bE\x00\n\x1dh\x48\x1dw\x02\x1dH\x00"
        b"\x1dk\x49\x05{BABC\n\x1bp\x00\x3c\x78\x10\x14\x01\x00\x01Total\n\x1dVB\x00"
    )

    found = list(papers(stream))

    assert [paper.rows for paper in found] == [("Shop", "", "Total")]
    assert found[0].whole


def test_pictures_are_counted_and_their_dots_skipped() -> None:
    raster = b"\x1dv0\x00\x02\x00\x03\x00" + b"\n\x1bA\x1dVx"
    columns = b"\x1b*\x21\x02\x00" + b"\x1dV\x00\x1b@\n"

    [paper] = papers(b"\x1b@" + raster + columns + b"after\n\x1dV\x00")

    assert paper.pictures == 2
    assert paper.rows == ("after",)


def test_a_paper_without_a_cut_is_not_whole() -> None:
    [paper] = papers(b"\x1b@half a rec")

    assert not paper.whole
    assert paper.rows == ("half a rec",)


def test_a_pulse_alone_is_no_paper() -> None:
    assert list(papers(b"\x10\x04\x01\x10\x04\x02\x1bp\x00\x3c\x78")) == []


def test_a_command_cut_off_in_the_middle_ends_the_paper() -> None:
    [paper] = papers(b"text\n\x1dv0\x00\x02\x00\x03\x00ab")

    assert not paper.whole


def test_an_unknown_command_is_said() -> None:
    with pytest.raises(Unreadable, match="1b 7e at byte 3"):
        list(papers(b"abc\x1b~"))


def test_the_code_page_in_force_decides_the_characters() -> None:
    [paper] = papers(b"\x1bt\x13\xd5 \x1bt\x10\x80\n\x1dV\x00")

    assert paper.rows == ("€ €",)


def test_a_name_that_ends_in_an_amount_is_still_a_name() -> None:
    voucher = b"VOUCHER OVER 40.00\n  2 x 34.04                  68.08\n"
    [paper] = papers(voucher + b"TOTAL GBP 68.08\nReceipt T1-A000001\n\x1dV\x00")

    ticket = ticket_of(paper)

    assert ticket is not None
    [line] = ticket.lines
    assert (line.name, line.quantity, line.unit_minor, line.amount_minor) == (
        "VOUCHER OVER 40.00",
        2,
        3404,
        6808,
    )
