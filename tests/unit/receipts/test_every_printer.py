"""Every kind of paper on every printer of the table: nothing is wider than its paper, nothing is lost."""

import pytest

from receipts.document import Font
from receipts.escpos import render
from receipts.profiles import PROFILES
from receipts.style import Style
from receipts.text import as_text
from tests.unit.receipts import papers
from tests.unit.receipts.escpos_reader import Image
from tests.unit.receipts.paper_kinds import KINDS, paper
from tests.unit.receipts.papers import FONTS, document
from tests.unit.receipts.printers import read_of, simulated

LANGUAGES = ("de", "ar", "zh")
FONT_NAMES: tuple[Font, ...] = ("A", "B")


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("font", FONT_NAMES)
def test_every_kind_of_paper_fits(name: str, font: Font) -> None:
    profile = PROFILES[name]
    for place, kind in enumerate(KINDS):
        if (place + len(name) + (font == "B")) % 2:
            continue  # each kind on half of the printers in each font
        language = LANGUAGES[(place + len(name)) % len(LANGUAGES)]
        # An invoice is in font A always.
        columns = profile.columns_of("A" if kind == "invoice" else font)
        one = paper(kind, language, columns, Style(font=font))
        blob = render(one, profile, FONTS)

        for line in read_of(blob, profile).lines:
            assert line.at <= profile.dots, (kind, language, line.text)
            rasters = [part for _, part in line.parts if isinstance(part, Image) and part.is_raster]
            assert all(len(part.rows[0]) <= profile.dots + 7 for part in rasters), (kind, language)
        said = [notice for slip in simulated(blob, profile) for notice in slip.notices]
        # The simulated printer numbers its pages as Epson does.
        assert [notice for notice in said if "Code page" not in notice] == [], (kind, language)


@pytest.mark.parametrize("name", PROFILES)
def test_every_printers_own_page_numbers_say_what_was_meant(name: str) -> None:
    profile = PROFILES[name]
    one = document(papers.german(), papers.SHOP_DE, "de", columns=profile.columns)

    printed = [" ".join(line.text.split()) for line in read_of(render(one, profile, FONTS), profile).lines]
    assert [row for row in printed if row] == [
        " ".join(row.split()) for row in as_text(one).splitlines() if row
    ]
