"""Every renderer shows the same content in the same order; codes decode; no character is missing.

What stands on a paper is taken from its elements, drawn on a surface that only notes them. ESC/POS bytes are
read back by the simulated printer, which interprets them and imports nothing of ours.
"""

import io
from dataclasses import dataclass, field

import pytest
import zxingcpp
from PIL import Image

from drivers.simulated import paper as rolled
from drivers.simulated.picture import MARGIN_DOTS, draw
from drivers.simulated.stream import Tokenizer
from drivers.simulated.typesetter import Typesetter
from receipts.document import Document
from receipts.dots import Dots
from receipts.escpos import render
from receipts.linear import BarKind
from receipts.pdf import pdf
from receipts.preview import picture
from receipts.profiles import Profile, find_profile
from receipts.surface import Row, Weight
from receipts.text import as_text
from tests.unit.receipts.paper_kinds import KINDS, QR, logo, paper
from tests.unit.receipts.papers import FONT_FOLDER, FONTS
from tests.unit.receipts.pdf_reader import read_pdf

LANGUAGES = ("en", "de", "ar", "zh")
RULES = set("-= ")


@dataclass
class Noted:
    """A surface. things: a row's words, `CODE text` or `PICTURE`, in their order."""

    columns: int
    rtl: bool
    things: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def row(self, row: Row) -> None:
        if words := spaced(" ".join(segment.text for segment in row.segments)):
            self.things.append(words)
            self.rows.append(row)

    def rule(self, weight: Weight) -> None:
        """No content."""

    def bars(self, text: str, kind: BarKind) -> None:
        self.things.append(f"CODE {text}")

    def matrix(self, text: str) -> None:
        self.things.append(f"CODE {text}")

    def image(self, dots: Dots) -> None:
        self.things.append("PICTURE")

    def feed(self, rows: int) -> None:
        """No content."""

    def cut(self) -> None:
        """No content."""


def noted(document: Document) -> Noted:
    found = Noted(document.columns, document.rtl)
    document.draw(found)
    return found


def spaced(text: str) -> str:
    return " ".join(text.split())


def is_rule(text: str) -> bool:
    return set(text) <= RULES


def printed(document: Document, profile: Profile) -> rolled.Slip:
    """The paper that the simulated printer makes of the bytes, as one slip."""
    roll = Typesetter(profile.dots)
    for command in Tokenizer().feed(render(document, profile, FONTS)):
        roll.run(command)
    slips = [*roll.take_finished(), roll.running()]
    assert [slip.notices for slip in slips if slip.notices] == []
    return rolled.Slip(1, profile.dots, tuple(element for slip in slips for element in slip.elements))


def decoded(image: Image.Image) -> list[str]:
    """The codes on a picture, from the top."""
    found = zxingcpp.read_barcodes(image)
    return [code.text for code in sorted(found, key=lambda code: code.position.top_left.y)]


def codes_of(document: Document) -> list[str]:
    return [thing.removeprefix("CODE ") for thing in noted(document).things if thing.startswith("CODE ")]


def cases() -> list[tuple[str, str, int]]:
    """Every kind in every language; wide and narrow rolls by turns, so that each kind is on both."""
    return [
        (kind, language, (48, 32)[(at + place) % 2])
        for at, kind in enumerate(KINDS)
        for place, language in enumerate(LANGUAGES)
    ]


def made(kind: str, language: str, columns: int) -> tuple[Document, Profile]:
    """A paper with a logo and a QR code where receipts have one, and a printer for it."""
    profile = find_profile("TM-T20III") if columns == 48 else find_profile("generic-58")
    return paper(kind, language, columns, QR, logo()), profile


@pytest.mark.parametrize(("kind", "language", "columns"), cases())
def test_plain_text_shows_all_of_it(kind: str, language: str, columns: int) -> None:
    document, _ = made(kind, language, columns)

    rows = [spaced(row) for row in as_text(document).splitlines()]
    things = [thing for thing in noted(document).things if not thing.startswith(("CODE ", "PICTURE"))]
    assert [row for row in rows if not is_rule(row)] == things


@pytest.mark.parametrize(("kind", "language", "columns"), cases())
def test_the_bytes_show_all_of_it(kind: str, language: str, columns: int) -> None:
    document, profile = made(kind, language, columns)
    slip = printed(document, profile)

    expected = iter(noted(document).things)
    for element in slip.elements:
        match element:
            case rolled.TextLine():
                text = spaced(" ".join(run.text for run in sorted(element.runs, key=lambda run: run.x_dots)))
                if element.bitmaps or not is_rule(text):
                    assert_row(text, next(expected), drawn=bool(element.bitmaps))
            case rolled.Bars(text=text) | rolled.Matrix(text=text):
                assert next(expected) == f"CODE {text}"
            case rolled.Bitmap():
                assert any(element.rows)
                thing = next(expected)
                if thing.startswith("CODE "):
                    alone = rolled.Slip(1, profile.dots, (element,))
                    assert decoded(draw(alone, str(FONT_FOLDER / "DejaVuSansMono.ttf"))) == [thing[5:]]
            case _:
                pass  # feeds and cuts
    assert list(expected) == []


def assert_row(text: str, thing: str, *, drawn: bool) -> None:
    """The row's words are those that are meant; the missing ones are drawn, where anything is drawn."""
    if not drawn:
        assert text == thing
        return
    letters = iter(thing)
    assert all(letter in letters for letter in text if letter != " ")
    assert len(text) < len(thing)


@pytest.mark.parametrize(("kind", "language", "columns"), [*cases()[::4], *cases()[2::4]])
def test_a_pdf_shows_all_of_it(kind: str, language: str, columns: int) -> None:
    document, _ = made(kind, language, columns)
    drawn = read_pdf(pdf(document, FONTS))

    surface = noted(document)
    segments = [segment for row in surface.rows for segment in row.segments if segment.text.strip()]
    is_text = [
        all(face.drawn == "grid" and not face.file.endswith(".otf") for face, _ in FONTS.pieces(segment.text))
        for segment in segments
    ]
    wanted = "".join(s.text for s, plain in zip(segments, is_text, strict=True) if plain)
    assert without_marks("".join(one.text for one in drawn)) == without_marks(wanted)
    pictures = [one.picture for one in drawn if one.picture is not None]
    codes = [thing for thing in surface.things if thing.startswith("CODE ")]
    matrices = [thing for thing in codes if thing.startswith("CODE https:")]
    assert len(pictures) == is_text.count(False) + surface.things.count("PICTURE") + len(matrices)
    assert sum(one.picture is None and not one.text for one in drawn) == len(codes) - len(matrices)


def without_marks(text: str) -> str:
    """Without blanks and the mark of a cut."""
    return "".join(text.split()).replace("-", "")


@pytest.mark.parametrize("columns", [48, 32])
@pytest.mark.parametrize("kind", KINDS)
def test_codes_decode_from_screen_and_printer(kind: str, columns: int) -> None:
    document, profile = made(kind, "zh", columns)

    codes = codes_of(document)
    seen = Image.open(io.BytesIO(picture(document, profile.dots, FONTS)))
    assert decoded(seen) == codes
    slip = printed(document, profile)
    on_paper = draw(slip, str(FONT_FOLDER / "DejaVuSansMono.ttf"))
    assert decoded(on_paper) == codes
    assert on_paper.width == profile.dots + 2 * MARGIN_DOTS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_character_is_a_missing_glyph(kind: str, language: str) -> None:
    document, _ = made(kind, language, 48)

    texts = [segment.text for row in noted(document).rows for segment in row.segments]
    for char in sorted(set("".join(texts)) - {" "}):
        face = FONTS.face_of(char)
        assert face is not None, f"no font has {char!r}"
        font = FONTS.opened(face, 48, bold=False, shaped=False)
        assert bytes(font.getmask(char)) != bytes(font.getmask("\uffff")), (
            f"{face.file} draws a box for {char!r}"
        )
