"""Templates, fonts, logo, header, footer and QR code: what the configuration changes on paper."""

import io
from pathlib import Path

import pytest
from PIL import Image

from pos_terminal import config as c
from pos_terminal.errors import Bug, ConfigError
from pos_terminal.rendering import PaperMaker, paper_maker
from receipts.document import Document
from receipts.dots import Dots, dots_of
from receipts.elements.image import Image as Picture
from receipts.elements.qr import QR
from receipts.escpos import render
from receipts.logo import MOST_ROWS, read_logo
from receipts.pdf import pdf
from receipts.profiles import find_profile
from receipts.qr_code import module_dots, native_qr
from receipts.style import Style
from receipts.text import as_text
from tests.unit.receipts import paper_kinds as kinds
from tests.unit.receipts.papers import FONT_FOLDER, FONTS

COMPACT = Style("compact")


def rows(document: Document) -> list[str]:
    return [" ".join(row.split()) for row in as_text(document).splitlines()]


def amounts(document: Document) -> set[str]:
    return {
        word
        for row in rows(document)
        for word in row.split()
        if word.replace(",", "").replace(".", "").isdigit()
    }


def test_compact_saves_a_quarter_of_the_paper_and_no_amount() -> None:
    full, brief = kinds.paper("sale", "en", 48), kinds.paper("sale", "en", 48, COMPACT)

    assert len(rows(brief)) * 4 < len(rows(full)) * 3
    sums = {
        "24,082.35",
        "22,081.54",
        "1,545.71",
        "23,627.25",
        "382.44",
        "72.66",
        "455.10",
        "1,967.65",
        "8.97",
    }
    assert sums <= amounts(full)
    assert sums <= amounts(brief)


def test_compact_row_by_row() -> None:
    found = rows(kinds.paper("sale", "en", 48, COMPACT))

    assert "12 High Street, Springfield" in found
    assert "3 x Umbrella 8.97 B" in found
    assert "1,250.375 kg x 19.90/kg 24,882.46 A" in found
    assert "A 7% 22,081.54 + 1,545.71 = 23,627.25" in found
    assert "Nov 23, 2026 2:05:33 PM T1-A000207" in found
    assert not any(row.startswith(("Lot", "instead of", "Till", "Rate")) for row in found)
    assert "" not in found


def test_compact_leaves_room_to_sign() -> None:
    found = rows(kinds.paper("cash-out", "en", 48, COMPACT))

    assert found.count("") == 6


def test_the_smaller_font_has_more_columns_on_the_same_paper() -> None:
    document = kinds.paper("sale", "en", 64, Style(font="B"))
    blob = render(document, find_profile("generic-80"), FONTS)

    assert b"\x1bM\x01" in blob[:20]
    assert max(map(len, as_text(document).splitlines())) == 64
    assert b"/MediaBox [ 0 0 227 " in pdf(document, FONTS)
    assert b"\x1bM" not in render(kinds.paper("sale", "en", 48), find_profile("generic-80"), FONTS)


def test_a_qr_code_is_native_where_the_printer_has_it_and_a_picture_elsewhere() -> None:
    document = Document("", 32, False, (QR("https://corner.example/r/17", "Rate us"),))

    native = render(document, find_profile("TM-T20III"), FONTS)
    assert b"1P0https://corner.example/r/17" in native
    assert b"\x1dv0" not in native
    drawn = render(document, find_profile("generic-58"), FONTS)
    assert b"\x1d(k" not in drawn
    assert b"\x1dv0" in drawn
    assert as_text(document).split() == ["Rate", "us"]


def test_a_qr_codes_length_never_spells_a_real_time_command() -> None:
    lengths = [size for size in range(1, 412) if native_qr("x" * size, 576) is None]

    assert lengths == []
    with pytest.raises(Bug):
        module_dots("x" * 413, 576)


@pytest.mark.parametrize("width", [384, 512, 576])
@pytest.mark.parametrize("size", [1, 60, 200, 412])
def test_a_qr_code_fits_the_paper(width: int, size: int) -> None:
    assert 2 <= module_dots("x" * size, width) <= 6
    assert (17 + 4 * 15 + 8) * module_dots("x" * 412, width) <= width


def test_a_picture_wider_than_the_paper_is_made_smaller() -> None:
    wide = dots_of(Image.new("L", (800, 100), 255))

    assert wide.fitted(400) == Dots(400, 50, b"\xff" * 50 * 50)
    assert as_text(Document("", 24, False, (Picture(wide, "Our shop"),))).split() == ["Our", "shop"]


def saved(picture: Image.Image, file: Path) -> Path:
    picture.save(file)
    return file


def test_a_logo_is_fit_to_the_paper_and_transparency_is_paper(tmp_path: Path) -> None:
    drawn = Image.new("RGBA", (1000, 400))
    drawn.paste((200, 0, 0, 255), (0, 0, 500, 400))
    logo = read_logo(saved(drawn, tmp_path / "logo.png"), 576)

    assert (logo.width, logo.height) == (576, 230)
    mask = logo.mask()
    assert mask.crop((300, 0, 576, 230)).getextrema() == (0, 0)
    assert mask.crop((0, 0, 280, 230)).getextrema() == (0, 255)
    tall = read_logo(saved(Image.new("1", (100, 2000)), tmp_path / "tall.png"), 576)
    assert (tall.width, tall.height) == (12, MOST_ROWS)
    small = read_logo(saved(Image.new("L", (80, 40)), tmp_path / "small.bmp"), 576)
    assert (small.width, small.height) == (80, 40)


def bomb() -> bytes:
    out = io.BytesIO()
    Image.new("1", (5000, 4000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read"),
        (b"no picture", "is no picture"),
        (b"\x89PNG\r\n\x1a\nbroken", "is no picture"),
        (b"0" * 4_000_001, "larger than 4 MB"),
        (bomb(), "too many pixels"),
    ],
    ids=["missing", "text", "broken", "large", "bomb"],
)
def test_a_bad_logo_is_one_sentence(tmp_path: Path, content: bytes | None, said: str) -> None:
    file = tmp_path / "logo.png"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(ConfigError, match=said) as error:
        read_logo(file, 576)
    assert str(error.value).startswith(f"The logo {file} ")


def maker(tmp_path: Path, text: str) -> PaperMaker:
    path = tmp_path / "pos.toml"
    path.write_text(text)
    return paper_maker(c.load(path), FONT_FOLDER)


def test_the_configuration_reaches_the_paper(tmp_path: Path) -> None:
    logo = saved(Image.new("1", (40, 40)), tmp_path / "logo.png")
    made = maker(
        tmp_path,
        f"""
        [shop]
        footer = "Bye"
        [receipt]
        template = "compact"
        font = "B"
        logo = "{logo}"
        header = ["Open till 8"]
        footer = ["www.corner.example"]
        qr = "https://corner.example/{{receipt}}/{{code}}/{{total}}/{{day}}"
        """,
    )

    assert made.columns == 64
    assert made.style.compact
    assert made.header.lines == ("Open till 8",)
    assert made.header.footer == "Bye\nwww.corner.example"
    assert made.header.logo is not None
    assert made.look.columns == 64
    assert (made.look.currency, made.look.decimals) == ("EUR", 2)


def test_a_receipts_qr_code_names_the_receipt() -> None:
    style = Style(qr="https://corner.example/{receipt}/{code}/{total}/{day}")
    codes = [one for one in kinds.paper("sale", "en", 48, style).elements if isinstance(one, QR)]

    assert [code.text for code in codes] == [
        "https://corner.example/T1-A000207/T1-A000207-9F3A/2408235/2026-11-23"
    ]


@pytest.mark.expected_warnings("logo_not_used")
def test_a_logo_that_is_missing_is_said_once_and_stops_no_paper(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f'[receipt]\nlogo = "{tmp_path}/nowhere.png"\n'

    assert maker(tmp_path, text).header.logo is None
    assert maker(tmp_path, text).header.logo is None
    assert [record.message.partition(" ")[0] for record in caplog.records] == ["logo_not_used"]
    assert capsys.readouterr().err.count("papers go without it") == 1


@pytest.mark.parametrize(
    "line",
    ['template = "tiny"', 'font = "C"', "header = 3", f'qr = "{"{code}" * 30}"', f'footer = ["{"x" * 201}"]'],
)
def test_a_wrong_setting_is_one_sentence(tmp_path: Path, line: str) -> None:
    with pytest.raises(ConfigError, match="receipt"):
        maker(tmp_path, f"[receipt]\n{line}\n")
