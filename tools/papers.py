"""The contact sheet of all papers, and a picture of each kind for docs/printers.md, from the golden pictures.

`python tools/papers.py` writes docs/papers.png and docs/papers/*.png. The golden pictures in
tests/golden/receipts are compared with what the program makes by tests/unit/receipts/test_golden.py.
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden" / "receipts"
FONT = ROOT / "pos_terminal" / "assets" / "fonts" / "DejaVuSans.ttf"
SHEET = ROOT / "docs" / "papers.png"
SINGLE = ROOT / "docs" / "papers"

# One row of the contact sheet each: a kind in its languages and widths.
ROWS = (
    ("sale", "copy", "return"),
    ("exchange", "gift-receipt", "void", "parked"),
    ("card-customer", "card-merchant", "credit-voucher", "gift-card"),
    ("cash-in", "cash-out", "cash-drop", "no-sale"),
    ("x-report", "z-report"),
    ("shelf-label", "price-label", "invoice"),
)
VARIANTS = ("en-48", "ar-48", "zh-48", "en-32", "ar-32", "zh-32")
STYLES = (
    "logo-qr-de-48",
    "compact-de-48",
    "font-b-de-64",
    "compact-b-de-64",
    "compact-ar-32",
    "logo-qr-zh-48",
)
OTHERS = (
    "tax-on-top-en-48", "large-amounts-en-32", "large-amounts-en-42", "three-decimals-ar-32",
    "no-decimals-en-32", "every-script-en-48", "training-en-48", "card-refund-en-42", "float-en-32",
)  # fmt: skip
KINDS = [kind for row in ROWS for kind in row]

# A dot of the printer is 1/8 mm: the sheet shows a third of them, a single picture two thirds.
SHEET_SCALE, SINGLE_SCALE = (1, 3), (2, 3)
GREYS = 8
GAP, TITLE_PX, BACKGROUND = 14, 13, 176
WIDEST = 3400


def main() -> None:
    """Write all of it."""
    pictures = [f"{kind}-{variant}" for kind in KINDS for variant in VARIANTS]
    sheet = contact_sheet([*pictures, *STYLES, *OTHERS])
    _save(sheet, SHEET)
    SINGLE.mkdir(exist_ok=True)
    for name in [*(f"{kind}-en-48" for kind in KINDS), *STYLES, *OTHERS]:
        _save(_scaled(name, SINGLE_SCALE), SINGLE / f"{_plain(name)}.png")


def contact_sheet(names: list[str]) -> Image.Image:
    """The pictures beside one another, each below its name; a column is as wide as its widest."""
    papers = [(name, _scaled(name, SHEET_SCALE)) for name in names]
    columns = _columns(papers)
    height = max(sum(paper.height + TITLE_PX + GAP for _, paper in column) for column in columns) + GAP
    width = sum(max(paper.width for _, paper in column) + GAP for column in columns) + GAP
    sheet = Image.new("L", (width, height), BACKGROUND)
    draw, font = ImageDraw.Draw(sheet), ImageFont.truetype(str(FONT), TITLE_PX - 3)
    x = GAP
    for column in columns:
        y = GAP
        for name, paper in column:
            draw.text((x, y - 2), name, fill=0, font=font)
            sheet.paste(paper, (x, y + TITLE_PX))
            y += paper.height + TITLE_PX + GAP
        x += max(paper.width for _, paper in column) + GAP
    return sheet


def _columns(papers: list[tuple[str, Image.Image]]) -> list[list[tuple[str, Image.Image]]]:
    """Filled one after the other to about the same height, so that the sheet is as wide as a screen is."""
    count = max(1, WIDEST // (max(paper.width for _, paper in papers) + GAP))
    limit = sum(paper.height + TITLE_PX + GAP for _, paper in papers) // count
    columns: list[list[tuple[str, Image.Image]]] = [[]]
    filled = 0
    for name, paper in papers:
        if filled > limit:
            columns.append([])
            filled = 0
        columns[-1].append((name, paper))
        filled += paper.height + TITLE_PX + GAP
    return columns


def _scaled(name: str, scale: tuple[int, int]) -> Image.Image:
    picture = Image.open(GOLDEN / f"{name}.png").convert("L")
    size = (picture.width * scale[0] // scale[1], picture.height * scale[0] // scale[1])
    return picture.resize(size, Image.Resampling.LANCZOS)


def _plain(name: str) -> str:
    """A kind's name without language and width, which are the same for all of them in the pages."""
    return name.rsplit("-", 2)[0]


def _save(picture: Image.Image, file: Path) -> None:
    """In few greys, which is plenty for text and a third of the size."""
    picture.quantize(GREYS).save(file, "PNG", optimize=True)


if __name__ == "__main__":
    main()
