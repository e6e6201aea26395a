"""Every script prints: no letter as a missing-glyph box, emoji whole, all on the line of their amount."""

import logging
import unicodedata

import pytest
from PIL import Image, ImageChops

from receipts.clean import clean
from receipts.escpos import render
from receipts.fonts import FACES, SUBSTITUTE, Face, Fonts
from receipts.painter import Cell, paint
from receipts.profiles import find_profile
from tests.unit.receipts import papers
from tests.unit.receipts.escpos_reader import Image as Dots
from tests.unit.receipts.escpos_reader import read_escpos
from tests.unit.receipts.papers import FONTS, document, line, paid, sale

# Blocks of Unicode whose every assigned letter, mark, figure and sign is drawn. Python 3.11 knows Unicode 14.
SCRIPTS = {
    "Latin": ((0x0020, 0x02AF), (0x1E00, 0x1EFF), (0x2C60, 0x2C7F)),
    "marks, punctuation, currencies": (
        (0x0300, 0x036F),
        (0x2010, 0x2027),
        (0x2030, 0x205E),
        (0x20A0, 0x20BF),
    ),
    "Greek, Cyrillic": ((0x0370, 0x052F), (0x1F00, 0x1FFF)),
    "Armenian, Georgian": ((0x0530, 0x058F), (0x10A0, 0x10FF), (0x1C90, 0x1CBF)),
    "Hebrew": ((0x0590, 0x05FF), (0xFB1D, 0xFB4F)),
    "Arabic": ((0x0600, 0x06FF), (0x0750, 0x077F), (0xFB50, 0xFBC1), (0xFE70, 0xFEFC)),
    "Thaana": ((0x0780, 0x07BF),),
    "Indic": ((0x0900, 0x0DFF),),
    "Thai, Lao, Tibetan, Burmese": ((0x0E00, 0x0FFF), (0x1000, 0x109F)),
    "Ethiopic, Khmer": ((0x1200, 0x139F), (0x1780, 0x17FF)),
    "Hangul": ((0x1100, 0x11FF), (0x3131, 0x318E), (0xAC00, 0xD7A3)),
    "Kana, Bopomofo": ((0x3001, 0x303F), (0x3041, 0x312F), (0xFF01, 0xFFDC)),
    "Han": ((0x3400, 0x4DBF), (0x4E00, 0x9FFC), (0xF900, 0xFAD9)),
    "arrows, mathematics, boxes, signs": ((0x2100, 0x23FA), (0x2460, 0x27BF), (0x2900, 0x2BFF)),
    "emoji": ((0x1F300, 0x1F64F), (0x1F680, 0x1F6FC), (0x1F90C, 0x1F9FF), (0x1FA70, 0x1FAF6)),
}
# Drawn with nothing, as they should be.
BLANK = "\u2800\u3000\uffa0\u3164\u115f\u1160"
SIZE = 24


def assigned(script: str) -> list[str]:
    codes = [code for first, last in SCRIPTS[script] for code in range(first, last + 1)]
    kinds = {char: unicodedata.category(char) for char in map(chr, codes)}
    return [char for char, kind in kinds.items() if kind[0] in "LMNPS" and clean(char) == char]


def drawn(face: Face, char: str) -> bytes:
    mask = FONTS.opened(face, SIZE, False, False).getmask(char)
    return bytes(mask) + bytes(mask.size)


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_letter_has_a_glyph_that_is_no_box(script: str) -> None:
    boxes = {face: drawn(face, "\U0010fffe") for face in FACES}
    missing, boxed, empty = [], [], []
    for char in assigned(script):
        face = FONTS.face_of(char)
        if face is None:
            missing.append(char)
        elif drawn(face, char) == boxes[face]:
            boxed.append(char)
        elif char not in BLANK and not any(drawn(face, char)[:-2]):
            empty.append(char)

    assert (missing, boxed) == ([], [])
    assert [f"{ord(char):04X}" for char in empty if unicodedata.category(char)[0] in "LNP"] == []


def test_what_no_font_has_is_one_sign_and_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    fonts = Fonts(papers.FONT_FOLDER)
    with caplog.at_level(logging.INFO, "receipts"):
        pieces = [text for _, text in fonts.pieces("a\U0003abcdb") + fonts.pieces("\U0003abcd")]

    assert "".join(pieces).replace(" ", "") == f"a{SUBSTITUTE}b{SUBSTITUTE}"
    assert caplog.messages == ["glyph_missing code=U+3ABCD"]


def ink(text: str, width: int = 2) -> Image.Image:
    return paint(FONTS, clean(text), width, Cell(12, 24), align="left", base="auto", bold=False)


def same(one: str, other: str) -> bool:
    return ImageChops.difference(ink(one), ink(other)).getbbox() is None


WHOLE = ["👨‍👩‍👧‍👦", "👩🏽‍🍳", "🇩🇪", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "#️⃣", "❤️", "☎️", "🏳️‍🌈", "👨‍⚕️", "👍🏿", "🫨"]


@pytest.mark.parametrize("text", WHOLE)
def test_an_emoji_is_one_picture_however_many_characters_make_it(text: str) -> None:
    wide = ink(text, 8).getbbox()

    assert wide is not None
    assert wide[2] <= 24
    assert not same(text, SUBSTITUTE)


PARTS = [("👍🏿", "👍"), ("🧑‍🦰‍🍎", "🧑"), ("❤︎", "❤"), ("1⃣", "1️⃣"), ("©️", "©"), ("x\u200dy", "xy")]


@pytest.mark.parametrize(("text", "shown"), PARTS)
def test_what_the_font_has_not_together_is_shown_by_its_first_part(text: str, shown: str) -> None:
    assert same(text, shown)


def test_a_flag_that_nobody_flies_is_no_box() -> None:
    assert ink("🇽🇽").getbbox() is not None
    assert ink("🇩").getbbox() is not None
    assert not same("🇽🇽", SUBSTITUTE)


def test_an_emoji_in_a_line_from_right_to_left_is_not_taken_apart() -> None:
    assert same("שלום 👩🏽‍🍳"[-4:], "👩🏽‍🍳")
    left = paint(FONTS, "שלום 👩🏽‍🍳", 20, Cell(12, 24), align="left", base="rtl", bold=False)
    alone = ink("👩🏽‍🍳")
    assert ImageChops.difference(left.crop((0, 0, 24, 24)), alone.crop((0, 0, 24, 24))).getbbox() is None


NAMES = [
    "Milk حليب 2 لتر",
    "קפה Nescafé (200)",
    "नमकीन 500 g",
    "한국 김치 🇰🇷",
    "牛乳 500ml",
    "Pizza 🍕 1️⃣",
    "ᄒᆞᆫ글",
    "₼ ₾ 𠮷",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_on_the_line_of_its_amount(name: str) -> None:
    finished = paid(sale([line("Tea", 1000, 100), line(name, 1000, 12345), line("Tea", 1000, 100)]), 100_000)
    paper = read_escpos(render(document(finished), find_profile("TM-T20III"), FONTS))

    row = next(row for row in paper.lines if row.text.endswith("123.45"))
    assert row.at == 48 * 12
    pictures = [part for _, part in row.parts if isinstance(part, Dots)]
    assert pictures
    assert all(len(picture.rows) == 24 and any(map(any, picture.rows)) for picture in pictures)
