"""What the simulated printer puts on paper: text, sizes, pages, pictures and codes; and what it refuses."""

from pathlib import Path

import pytest
import zxingcpp

from drivers.simulated import symbols
from drivers.simulated.drawer import SimulatedDrawer
from drivers.simulated.machine import Faults, PrinterMachine
from drivers.simulated.paper import Bars, Bitmap, Cut, Feed, Matrix, Run, Slip, Style, TextLine
from drivers.simulated.picture import MARGIN_DOTS, draw, png
from drivers.simulated.symbols import Unprintable

FONT = str(Path(__file__).parents[3] / "pos_terminal" / "assets" / "fonts" / "DejaVuSansMono.ttf")
CUT = b"\x1dV\x00"


def printed(document: bytes, width_dots: int = 576, cut: bytes = CUT) -> Slip:
    machine = PrinterMachine(width_dots=width_dots)
    machine.receive(document + cut)
    (slip,) = machine.snapshot().slips
    return slip


def lines(document: bytes, width_dots: int = 576) -> list[str]:
    return printed(document, width_dots).text().splitlines()[:-1]


@pytest.mark.parametrize(
    ("page", "sent", "text"),
    [
        (0, b"\x82\x80", "éÇ"),
        (2, b"\xe1\xd5", "ßı"),
        (19, b"\xe1\xd5", "ß€"),
        (16, b"\xdf\x80", "ß€"),
        (17, b"\x80", "А"),
    ],
)
def test_code_pages(page: int, sent: bytes, text: str) -> None:
    assert lines(b"\x1b@\x1bt" + bytes((page,)) + sent + b"\n") == [text]


def test_the_code_page_is_lost_at_esc_at() -> None:
    assert lines(b"\x1bt\x13\xd5\n\x1b@\xd5\n") == ["€", "╒"]


def test_a_page_that_the_printer_has_not_is_noticed() -> None:
    assert printed(b"\x1bt\xfeA\n").notices == ("Code page 254 is not in this printer.",)


def test_alignment_and_width() -> None:
    text = lines(b"left\n\x1ba\x01mid\n\x1ba\x02right\n\x1d!\x11\x1ba\x01BIG\n")

    assert text == ["left", " " * 22 + "mid", " " * 43 + "right", " " * 21 + "BIG"]


def test_long_lines_wrap_at_the_columns_of_the_font() -> None:
    assert lines(b"x" * 50 + b"\n") == ["x" * 48, "xx"]
    assert lines(b"x" * 50 + b"\n", 384) == ["x" * 32, "x" * 18]
    assert lines(b"\x1bM\x01" + b"x" * 70 + b"\n") == ["x" * 64, "x" * 6]
    assert lines(b"\x1d!\x10" + b"x" * 30 + b"\n") == ["x" * 24, "x" * 6]


def test_styles_go_with_their_characters() -> None:
    slip = printed(b"\x1bE\x01bold\x1bE\x00 \x1b-\x01under\x1b-\x00\x1dB\x01inv\x1dB\x00\x1b!\x38big\n")

    (line,) = [element for element in slip.elements if isinstance(element, TextLine)]
    plain = Style()
    assert line.runs == (
        Run(0, "bold", Style(bold=True)),
        Run(48, " ", plain),
        Run(60, "under", Style(underline=True)),
        Run(120, "inv", Style(inverted=True)),
        Run(156, "big", Style(bold=True, width=2, height=2)),
    )
    assert line.height_dots == 48


def test_tabs_and_positions() -> None:
    assert lines(b"a\tb\tc\n") == ["a       b       c"]
    assert lines(b"\x1bD\x04\x0a\x00a\tb\tc\n") == ["a   b     c"]
    assert lines(b"a\x1b$\x78\x00b\x1b\\\x18\x00c\n") == ["a         b  c"]


def test_feeds_are_paper() -> None:
    slip = printed(b"\n\x1b3\x10\n\x1b2\x1bd\x03\x1bJ\x05\x1dVB\x20", cut=b"")

    assert slip.elements[:5] == (Feed(30), Feed(16), Feed(90), Feed(5), Feed(32))
    assert slip.elements[5] == Cut(partial=True)


def test_text_without_line_feed_is_lost_at_esc_at_and_noticed() -> None:
    slip = printed(b"lost\x1b@kept\n")

    assert slip.text().splitlines()[0] == "kept"
    assert "threw away" in slip.notices[0]


def test_a_command_that_nobody_knows_is_noticed() -> None:
    assert printed(b"\x1bz").notices == ("The command ? ESC 7A is not understood.",)


ROWS = b"\xf0\x0f\x81"


@pytest.mark.parametrize(
    ("document", "width", "height"),
    [
        (b"\x1dv0\x00\x01\x00\x03\x00" + ROWS, 8, 3),
        (b"\x1dv0\x03\x01\x00\x03\x00" + ROWS, 16, 6),
        (b"\x1d(L\x0d\x000p0\x01\x011\x08\x00\x03\x00" + ROWS + b"\x1d(L\x02\x0002", 8, 3),
    ],
)
def test_rasters_are_printed_dot_for_dot(document: bytes, width: int, height: int) -> None:
    (bitmap, _) = printed(b"\x1ba\x01" + document).elements

    assert isinstance(bitmap, Bitmap)
    assert (bitmap.width_dots, bitmap.height_dots) == (width, height)
    assert bitmap.x_dots == (576 - width) // 2
    assert bitmap.rows[: width // 8] == (b"\xf0" if width == 8 else b"\xff\x00")


def test_column_images_join_into_one_picture() -> None:
    # Given two stripes of 24 dots, the right half of each black
    stripe = b"\x1b*\x21\x08\x00" + b"\x00\x00\x00" * 4 + b"\xff\xff\xff" * 4 + b"\n"

    slip = printed(b"\x1b3\x10" + stripe * 2 + b"\x1b2")
    image = draw(slip, FONT)

    # Then they touch
    column = [image.getpixel((MARGIN_DOTS + 6, MARGIN_DOTS + y)) for y in range(49)]
    assert column[:48] == [0] * 48
    assert column[48] != 0
    assert image.getpixel((MARGIN_DOTS + 1, MARGIN_DOTS + 5)) == 255


def code128(data: bytes) -> bytes:
    return b"\x1dw\x02\x1dkI" + bytes((len(data),)) + data


CODES = [
    (code128(b"{BT1-A000001-0f3c"), "Code 128", "T1-A000001-0f3c"),
    (code128(b"{BT{C\x0c\x22\x00{Bx"), "Code 128", "T123400x"),
    (code128(b"{AAB{Sc{Bd{{{SE"), "Code 128", "ABcd{E"),
    (code128(b"{C{1\x01\x02\x03"), "Code 128", "010203"),
    (b"\x1dw\x03\x1dkC\x0c400638133393", "EAN-13", "4006381333931"),
    (b"\x1dw\x03\x1dk\x024006381333931\x00", "EAN-13", "4006381333931"),
    (b"\x1dw\x03\x1dkD\x077351353", "EAN-8", "73513537"),
    (b"\x1dw\x03\x1dkA\x0b03600029145", "EAN-13", "0036000291452"),
]


@pytest.mark.parametrize(("document", "kind", "text"), CODES)
def test_barcodes_can_be_read_from_the_paper(document: bytes, kind: str, text: str) -> None:
    slip = printed(b"\x1ba\x01\x1dh\x50\x1dH\x02" + document)

    assert slip.notices == ()
    (found,) = zxingcpp.read_barcodes(draw(slip, FONT))
    assert (found.text, found.format) == (text, zxingcpp.barcode_format_from_str(kind.replace(" ", "")))


def test_a_qr_code_can_be_read_from_the_paper() -> None:
    data = b"https://example.org/r/T1-A000001?\xc3\xa4"
    store = b"\x1d(k" + (len(data) + 3).to_bytes(2, "little") + b"1P0" + data
    slip = printed(
        b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x03\x001E1" + store + b"\x1d(k\x03\x001Q0"
    )

    (found,) = zxingcpp.read_barcodes(draw(slip, FONT))
    assert found.text == data.decode()
    assert isinstance(slip.elements[0], Matrix)


@pytest.mark.parametrize(
    ("document", "notice"),
    [
        (b"\x1dkI\x05T1-A1", "must begin with"),
        (b"\x1dkC\x0d4006381333932", "check digit"),
        (b"\x1dkE\x03ABC", "no barcode of kind 69"),
        (code128(b"{B" + b"A" * 32).replace(b"w\x02", b"w\x06"), "was not printed on 576 dots"),
        (b"\x1dv0\x00\x49\x00\x01\x00" + b"\xff" * 73, "584 dots wide"),
        (b"\x1d(k\x03\x000Q0", "no two-dimensional code"),
    ],
)
def test_what_a_printer_would_not_print_is_noticed_and_not_printed(document: bytes, notice: str) -> None:
    slip = printed(document)

    assert notice in slip.notices[0]
    assert len(slip.elements) == 1


@pytest.mark.parametrize("data", [b"{C\x64x", b"{Ba\xff", b"{Aaa", b"{B{9", b"{B{"])
def test_code128_refuses_what_its_sets_have_not(data: bytes) -> None:
    with pytest.raises(Unprintable):
        symbols.code128(data)


def test_the_picture_is_as_wide_as_the_paper_and_shows_ink_where_text_is() -> None:
    slip = printed(b"\x1ba\x02TOTAL\n")
    image = draw(slip, FONT)

    assert image.width == 576 + 2 * MARGIN_DOTS
    assert image.getextrema() == (0, 255)
    left_half = image.crop((0, 0, 288, MARGIN_DOTS + 30))
    assert left_half.getextrema() == (255, 255)
    assert png(slip, FONT).startswith(b"\x89PNG")


def test_bars_stand_in_brackets_in_the_text() -> None:
    assert "[EAN13 4006381333931]" in printed(b"\x1dkC\x0c400638133393").text()
    assert isinstance(printed(b"\x1dkC\x0c400638133393").elements[0], Bars)


def test_cuts_make_slips_and_old_ones_are_forgotten() -> None:
    machine = PrinterMachine(keep_slips=3)
    for number in range(5):
        machine.receive(b"slip %d\n" % number + CUT)
    machine.receive(b"more\n")

    snapshot = machine.snapshot()
    assert [(slip.number, slip.text().splitlines()[0]) for slip in snapshot.slips] == [
        (3, "slip 2"),
        (4, "slip 3"),
        (5, "slip 4"),
    ]
    assert snapshot.running.text() == "more\n"
    machine.tear_off()
    assert machine.snapshot().slips[-1].text().startswith("more\n")


def test_a_pulse_opens_the_drawer_on_its_pin_and_a_hand_closes_it() -> None:
    drawer = SimulatedDrawer(pin=5)
    machine = PrinterMachine(drawer)

    machine.receive(b"\x1bp\x00\x3c\x78")
    assert not drawer.snapshot().is_open
    machine.receive(b"\x1bp\x01\x3c\x78")
    assert drawer.snapshot().is_open
    drawer.close()
    machine.receive(b"\x10\x14\x01\x01\x02")
    assert drawer.snapshot().is_open
    assert drawer.snapshot().opened == 2


def test_a_pulse_without_time_and_a_stuck_drawer_do_not_open() -> None:
    drawer = SimulatedDrawer()
    machine = PrinterMachine(drawer)

    machine.receive(b"\x1bp\x00\x00\x78")
    drawer.set_stuck(True)
    machine.receive(b"\x1bp\x00\x3c\x78")

    assert drawer.snapshot() == type(drawer.snapshot())(is_open=False, opened=0, pulses=2)
    assert machine.snapshot().running.notices == ("The drawer's pulse lasts no time.",)


def test_a_printer_without_paper_keeps_what_comes_and_opens_the_drawer_later() -> None:
    # Given a printer without paper, and a document with a drawer pulse
    drawer = SimulatedDrawer()
    machine = PrinterMachine(drawer)
    machine.set_faults(Faults(paper="out"))
    machine.receive(b"\x1bp\x00\x3c\x78receipt\n" + CUT)
    assert machine.snapshot().slips == ()
    assert not drawer.snapshot().is_open

    # When paper is put in
    machine.set_faults(Faults())

    # Then it prints, and the drawer opens with nobody there: why status is asked first
    assert machine.snapshot().slips[0].text().startswith("receipt\n")
    assert drawer.snapshot().is_open
    assert machine.snapshot().waiting_bytes == 0


def test_a_full_buffer_takes_no_more_but_answers_status_questions() -> None:
    machine = PrinterMachine()
    machine.set_faults(Faults(cover_open=True))

    assert machine.receive(b"x" * 10_000).taken == 4096
    assert machine.receive(b"x").taken == 0
    assert machine.receive(b"\x10\x04\x02").answer == bytes((0x16,))


def test_switching_it_off_and_on_forgets_what_waited() -> None:
    machine = PrinterMachine()
    machine.set_faults(Faults(offline=True))
    machine.receive(b"half a receipt\n")

    machine.switch_off_and_on()
    machine.set_faults(Faults())

    assert machine.snapshot().running.elements == ()


def test_a_picture_that_holds_a_drawer_command_is_noticed() -> None:
    rows = b"\x10\x14\x01\x00\x02\x00\x00\x00"

    assert "DLE DC4" in printed(b"\x1dv0\x00\x08\x00\x01\x00" + rows).notices[0]


def test_the_version_rises_with_paper_and_faults_and_not_with_questions() -> None:
    machine = PrinterMachine()
    versions = [machine.snapshot().version]
    machine.receive(b"\x10\x04\x01\x10\x04\x02\x10\x04\x04")
    versions.append(machine.snapshot().version)
    machine.receive(b"text\n")
    versions.append(machine.snapshot().version)
    machine.set_faults(Faults(paper="near_end"))
    versions.append(machine.snapshot().version)

    assert versions[0] == versions[1] < versions[2] < versions[3]


def test_waiting_for_slips_ends() -> None:
    machine = PrinterMachine()
    machine.receive(b"a\n" + CUT)

    assert len(machine.wait_for_slips(1, 1.0)) == 1
    with pytest.raises(TimeoutError, match="1 of 2"):
        machine.wait_for_slips(2, 0.01)
