"""Which characters a font has, against reportlab's own reader of TrueType files."""

from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from receipts.cmap import read_coverage
from receipts.fonts import FACES
from tests.unit.receipts.papers import FONT_FOLDER

TRUE_TYPE = [(face.file, face.index) for face in FACES if not face.file.endswith(".otf")]


@pytest.mark.parametrize(("name", "index"), TRUE_TYPE)
def test_same_characters_as_another_reader(name: str, index: int) -> None:
    coverage = read_coverage(FONT_FOLDER / name, index)
    other = TTFontFile(str(FONT_FOLDER / name), subfontIndex=index).charToGlyph

    ours = {
        code
        for first, last in zip(coverage.starts, coverage.ends, strict=True)
        for code in range(first, last + 1)
    }
    # reportlab gives a font that has no hard blank one
    theirs = {code for code, glyph in other.items() if glyph and (code != 0xA0 or code in ours)}
    if ours >= set(range(0x10000, 0x10FFFF)) & ours:
        theirs |= {code for code in ours if code > 0xFFFF}  # reportlab reads the BMP where it finds it first
    assert ours == theirs


def test_open_type_outside_the_basic_plane() -> None:
    coverage = read_coverage(FONT_FOLDER / "unifont_upper.otf")

    assert "🙂" in coverage
    assert "A" not in coverage
    assert 7 not in coverage


def test_a_file_without_a_table_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"\0\1\0\0\0\0" + bytes(20))

    with pytest.raises(ValueError, match=r"broken\.ttf has no cmap table"):
        read_coverage(broken)
