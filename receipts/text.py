"""A document as plain text in a grid of characters, wide ones counted as two.

Pure. Right-to-left texts stay in reading order within their place: whatever shows the text turns them.
"""

from receipts.cells import cells
from receipts.document import Document
from receipts.dots import Dots
from receipts.linear import BarKind
from receipts.surface import Row, Weight, cut_mark

_RULES = {"thin": "-", "thick": "="}


def as_text(document: Document) -> str:
    """The document's rows, none wider than its columns."""
    page = _TextPage(document)
    document.draw(page)
    return "".join(f"{line.rstrip()}\n" for line in page.lines)


class _TextPage:
    def __init__(self, document: Document) -> None:
        self.columns = document.columns
        self.rtl = document.rtl
        self.lines: list[str] = []
        self._is_cut = False

    def row(self, row: Row) -> None:
        """See Surface. Characters of double width stand in the same place at normal width."""
        if self._is_cut:
            self._is_cut = False
            self.lines.append("")
            self.row(cut_mark(self.columns))
            self.lines.append("")
        line, at = "", 0
        for segment in row.segments:
            width = cells(segment.text)
            spare = max(0, segment.cells * row.wide - width)
            start = (
                segment.start * row.wide + {"left": 0, "center": spare // 2, "right": spare}[segment.align]
            )
            line += " " * (start - at) + segment.text
            at = start + width
        self.lines.append(line)

    def rule(self, weight: Weight) -> None:
        """See Surface."""
        self.lines.append(_RULES[weight] * self.columns)

    def bars(self, text: str, kind: BarKind) -> None:
        """See Surface. The text that stands below the bars is all that plain text can show of them."""

    def matrix(self, text: str) -> None:
        """See Surface. So with a QR code."""

    def image(self, dots: Dots) -> None:
        """See Surface. Its caption is all that can be shown."""

    def feed(self, rows: int) -> None:
        """See Surface."""
        self.lines += [""] * rows

    def cut(self) -> None:
        """See Surface. Shown only where another paper follows, which begins with a row."""
        self._is_cut = True
