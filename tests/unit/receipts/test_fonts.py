"""No glyph is missing: in our own words, in the demo shop, in what a shop may call its goods."""

import csv
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from receipts import wording
from receipts.clean import clean
from receipts.fonts import FACES, SUBSTITUTE, Fonts, shapes_text
from tests.unit.receipts import papers

DEMO_ARTICLES = papers.FONT_FOLDER.parent / "demo" / "articles.csv"
CATALOGUES = sorted(wording.FOLDER.glob("*/LC_MESSAGES/*.po"))


def missing_glyphs(text: str, fonts: Fonts) -> set[str]:
    """The characters of a text, as it goes on paper, that no shipped font has."""
    return {char for char in clean(text) if fonts.face_of(char) is None}


@pytest.mark.parametrize("script", papers.SAMPLES)
def test_every_script_is_covered(script: str) -> None:
    assert missing_glyphs(papers.SAMPLES[script], papers.FONTS) == set()


def test_every_shop_and_name_of_the_test_papers_is_covered() -> None:
    shops = (papers.SHOP, papers.SHOP_DE, papers.SHOP_AR, papers.SHOP_ZH)
    sales = (papers.german(), papers.arabic(), papers.chinese(), papers.every_script(), papers.no_decimals())
    texts = [
        text for shop in shops for text in (shop.name, *shop.address, shop.vat_id, shop.returns, shop.footer)
    ]
    texts += [line.name for sale in sales for line in sale.lines]

    assert {char for text in texts for char in missing_glyphs(text, papers.FONTS)} == set()


@pytest.mark.parametrize(
    "catalogue", sorted(wording.FOLDER.glob("*/LC_MESSAGES/*.po")), ids=lambda path: path.parts[-3]
)
def test_every_translation_is_covered(catalogue: Path) -> None:
    with catalogue.open("rb") as file:
        texts = [str(message.string) for message in read_po(file) if message.id]

    assert {char for text in texts for char in missing_glyphs(text, papers.FONTS)} == set()


def test_every_article_of_the_demo_shop_is_covered() -> None:
    if DEMO_ARTICLES.exists():
        with DEMO_ARTICLES.open(encoding="utf-8", newline="") as file:
            names = [row["name"] for row in csv.DictReader(file)]
    else:
        names = list(papers.SAMPLES.values())

    assert {
        name: missing_glyphs(name, papers.FONTS) for name in names if missing_glyphs(name, papers.FONTS)
    } == {}


def test_each_script_has_its_own_face() -> None:
    faces = {char: papers.FONTS.face_of(char) for char in "aЖΩحשนद牛우か🙂"}

    files = [face.file for face in faces.values() if face is not None]
    assert files == [
        *["DejaVuSansMono.ttf"] * 3,
        "NotoSansArabic-Regular.ttf",
        "NotoSansHebrew-Regular.ttf",
        "NotoSansThai-Regular.ttf",
        "NotoSansDevanagari-Regular.ttf",
        *["wqy-microhei.ttc"] * 3,
        "NotoEmoji-Medium.ttf",
    ]


def test_runs_are_cut_where_the_face_changes() -> None:
    pieces = [(face.file[:8], text) for face, text in papers.FONTS.pieces("Tea شاي! 茶 ok")]

    assert pieces == [("DejaVuSa", "Tea"), ("NotoSans", " شاي! "), ("wqy-micr", "茶"), ("DejaVuSa", " ok")]


def test_a_character_that_no_font_has_is_substituted() -> None:
    pieces = papers.FONTS.pieces("a\U0003abcdb")

    assert [text for _, text in pieces] == [f"a{SUBSTITUTE} b"]


def test_the_folder_holds_what_is_used_with_its_licences_and_stays_small() -> None:
    files = {path.name: path.stat().st_size for path in papers.FONT_FOLDER.iterdir()}
    used = {name for face in FACES for name in (face.file, face.bold_file) if name}

    licences = {"LICENSE-DejaVu.txt", "LICENSE-OFL.txt", "LICENSE-WenQuanYi.txt"}
    assert set(files) == used | licences | {"README.md"}
    assert sum(files.values()) <= 17 * 1024 * 1024


def test_shaping_works_here() -> None:
    assert shapes_text()
