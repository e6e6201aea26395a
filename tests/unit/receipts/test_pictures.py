"""The picture of the paper and the PDF."""

import io
import re

import pytest
import zxingcpp
from PIL import Image

from receipts.document import Document
from receipts.pdf import pdf
from receipts.preview import picture
from tests.unit.receipts import papers
from tests.unit.receipts.papers import FONTS, document


def png(one: Document, width_dots: int) -> Image.Image:
    return Image.open(io.BytesIO(picture(one, width_dots, FONTS)))


SIZES = [(48, 576, 36), (32, 384, 36), (42, 512, 36), (48, 480, 30)]


@pytest.mark.parametrize(("columns", "width_dots", "margin"), SIZES)
def test_a_picture_is_as_wide_as_its_paper_and_decodes(columns: int, width_dots: int, margin: int) -> None:
    found = png(document(papers.three_lines(), columns=columns), width_dots)

    assert found.size[0] == width_dots + 2 * margin
    assert [code.text for code in zxingcpp.read_barcodes(found)] == ["T1-A000123-9F3A"]


def test_the_margin_stays_white() -> None:
    found = png(document(papers.every_script(), columns=32), 384)

    width, height = found.size
    sides = ((0, 0, 30, height), (width - 30, 0, width, height))
    for box in (*sides, (0, 0, width, 20), (0, height - 20, width, height)):
        assert found.crop(box).getextrema() == (252, 252)


def test_a_barcode_that_is_too_long_is_turned() -> None:
    found = png(document(papers.three_lines(), columns=32, receipt_no="TILLNO12-A000123"), 384)

    assert [code.text for code in zxingcpp.read_barcodes(found)] == ["TILLNO12-A000123-9F3A"]


@pytest.mark.parametrize(("columns", "width_points"), [(48, 227), (32, 165)])
def test_a_pdf_is_as_wide_as_its_paper_and_the_same_every_time(columns: int, width_points: int) -> None:
    one = document(papers.german(), papers.SHOP_DE, language="de", columns=columns)
    blob = pdf(one, FONTS)

    box = re.search(rb"/MediaBox \[ 0 0 (\d+) (\d+) \]", blob)
    assert box is not None
    assert int(box[1]) == width_points
    assert blob.count(b"/Type /Page\n") == 1
    assert pdf(one, FONTS) == blob


@pytest.mark.parametrize("make", [papers.arabic, papers.chinese, papers.every_script, papers.no_decimals])
def test_every_script_makes_a_pdf(make: object) -> None:
    blob = pdf(document(make(), language="ar"), FONTS)  # type: ignore[operator]

    assert blob.startswith(b"%PDF-")
    assert blob.count(b"/Subtype /Image") >= 1
