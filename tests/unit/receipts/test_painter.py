"""Text as dots: there, in its cells, in the right order, and shaped."""

import pytest
from PIL import Image, ImageChops

from receipts.painter import Cell, paint
from receipts.surface import Align
from tests.unit.receipts.papers import FONTS, SAMPLES

CELL = Cell(12, 24)
CELLS = [CELL, Cell(24, 48), Cell(12, 48), Cell(9, 18), Cell(48, 96)]


def painted(
    text: str, width: int = 40, cell: Cell = CELL, align: Align = "left", bold: bool = False
) -> Image.Image:
    return paint(FONTS, text, width, cell, align=align, base="auto", bold=bold)


def ink(mask: Image.Image) -> int:
    return sum(mask.histogram()[110:])


@pytest.mark.parametrize("script", SAMPLES)
@pytest.mark.parametrize(
    "cell", [Cell(12, 24), Cell(24, 48), Cell(12, 48), Cell(9, 18), Cell(48, 96)], ids=str
)
def test_every_script_leaves_ink_in_a_box_of_its_cells(script: str, cell: Cell) -> None:
    mask = painted(SAMPLES[script], 100, cell)

    assert mask.size == (100 * cell.width, cell.height)
    assert ink(mask) > 0


def test_monospaced_characters_stand_in_their_cells() -> None:
    whole = painted("Il1 0,00", 8)

    for place, char in enumerate("Il1 0,00"):
        alone = painted(char, 1)
        assert (
            ImageChops.difference(whole.crop((12 * place, 0, 12 * place + 12, 24)), alone).getbbox() is None
        )


def test_wide_characters_take_two_cells() -> None:
    box = painted("牛乳", 4).getbbox()

    assert box is not None
    assert 40 <= box[2] - box[0] <= 48


@pytest.mark.parametrize(("align", "edge"), [("left", 0), ("right", 2)])
def test_alignment(align: Align, edge: int) -> None:
    box = painted("Milk", 20, align=align).getbbox()

    assert box is not None
    assert abs(box[edge] - (0, 0, 240)[edge]) <= 3


def test_arabic_is_joined_and_runs_to_the_left() -> None:
    joined, apart = painted("سلام"), painted("س\u200cل\u200cا\u200cم")
    first_letter, whole = painted("م", align="right"), painted("مااا", align="right")

    assert ink(joined) != ink(apart)
    right = (480 - 10, 0, 480, 24)
    assert ink(whole.crop(right)) > 0
    assert ink(first_letter.crop(right)) > 0
    left_half = whole.getbbox()
    assert left_half is not None
    assert left_half[0] > 400


def test_shaped_text_is_squeezed_into_its_cells() -> None:
    box = painted("ஔஔஔஔஔஔஔஔ", 8).getbbox()

    assert box is not None
    assert box[2] <= 96


@pytest.mark.parametrize("text", ["Total", "总计", "الإجمالي", "ผู้ใหญ่"])
def test_bold_is_bolder(text: str) -> None:
    assert ink(painted(text, bold=True)) > ink(painted(text))


MARKED = [("ป", "ป่"), ("ปู", "ปู่"), ("क", "कु"), ("O", "Ö"), ("ש", "שָׁ"), ("e", "ệ")]


@pytest.mark.parametrize(("bare", "marked"), MARKED)
def test_marks_above_and_below_stay_on_the_row(bare: str, marked: str) -> None:
    assert ink(painted(marked)) > ink(painted(bare))


def test_nothing_leaves_an_empty_box() -> None:
    assert painted("", 5).getbbox() is None
