"""An invoice on A4: letterhead, buyer, the ticket as a table, sums, taxes; as many pages as it needs.

Used by the thread that has the `Fonts`. What it says is what the invoice on the roll says: the same `Ticket`.
"""

from dataclasses import dataclass

from pos_terminal.domain.sale import Sale
from receipts.amounts import locale_of
from receipts.fonts import Fonts
from receipts.invoice import Invoice, InvoiceWords, invoice_words
from receipts.parts import HASH_DIGITS, Proof, ShopHeader
from receipts.sheet import HEIGHT, MARGIN, WIDTH, Place, Sheet
from receipts.ticket import NO_EXTRAS, Extras, Ticket, TicketLine, ticket_of
from receipts.wording import Say, words

ROOM = WIDTH - 2 * MARGIN
BOTTOM = HEIGHT - 70
SMALL, NORMAL, LARGE, TITLE = 8, 9, 12, 18
LEADING = 13
HALF = ROOM // 2


@dataclass(frozen=True, slots=True)
class _Column:
    x: int
    width: int
    place: Place


# Article, quantity, unit price, tax mark, amount.
_ARTICLE = _Column(MARGIN, 221, "start")
_QUANTITY = _Column(MARGIN + 227, 66, "amount")
_PRICE = _Column(MARGIN + 299, 76, "amount")
_MARK = _Column(MARGIN + 379, 26, "amount")
_AMOUNT = _Column(MARGIN + 405, 76, "amount")
_LABEL = _Column(MARGIN + 180, 217, "start")


def invoice_sheets(
    sale: Sale,
    header: ShopHeader,
    proof: Proof,
    invoice: Invoice,
    fonts: Fonts,
    *,
    copy: int = 0,
    language: str = "en",
    extras: Extras = NO_EXTRAS,
) -> bytes:
    """The PDF; the same sale gives the same bytes. The other parameters are as `compose_invoice` has them."""
    head = invoice_words(sale, proof, invoice, language)
    ticket = ticket_of(sale, language, extras)
    say = words(language)
    stamps = ((say("TRAINING"),) if extras.training else ()) + ((f"{say('COPY')} {copy}",) if copy else ())
    foot = (
        f"{say('Till')} {proof.receipt_no.partition('-')[0]}",
        f"{say('Cashier')} {extras.name_of(sale.cashier)}",
        f"{say('Journal')} {proof.journal_hash[:HASH_DIGITS]}",
    )
    content = _Content(header, head, ticket, stamps, foot, proof.barcode_text)
    rtl = locale_of(language).text_direction == "rtl"
    title = f"{head.title} {invoice.invoice_no}"
    pages = _Layout(Sheet(title, fonts, rtl=rtl), say, content).draw(0)[1]
    return _Layout(Sheet(title, fonts, rtl=rtl), say, content).draw(pages)[0]


@dataclass(frozen=True, slots=True)
class _Content:
    header: ShopHeader
    words: InvoiceWords
    ticket: Ticket
    stamps: tuple[str, ...]
    foot: tuple[str, ...]
    barcode_text: str


class _Layout:
    """Draws one invoice. pages: how many it takes, nought while that is being found out."""

    def __init__(self, sheet: Sheet, say: Say, content: _Content) -> None:
        self._sheet = sheet
        self._say = say
        self._content = content
        self._y = MARGIN
        self._page = 1
        self._pages = 0

    def draw(self, pages: int) -> tuple[bytes, int]:
        """The PDF and its number of pages."""
        self._pages = pages
        self._letterhead()
        self._addresses()
        self._table_heading()
        for group in self._content.ticket.groups:
            if group.heading:
                self._space(3 * LEADING)
                self._down(4)
                self._row(_ARTICLE.x, ROOM, group.heading, bold=True)
            for line in group.lines:
                self._line(line)
        self._sums()
        self._taxes()
        self._end()
        self._footer()
        return self._sheet.finish(), self._page

    def _letterhead(self) -> None:
        header = self._content.header
        self._down(8)
        self._row(MARGIN, ROOM, header.name, size=LARGE, bold=True)
        self._down(3)
        below = "  ·  ".join(filter(None, (*header.address, header.vat_id)))
        for row in self._sheet.wrapped(below, ROOM, size=SMALL):
            self._row(MARGIN, ROOM, row, size=SMALL)
        self._sheet.rule(MARGIN, self._y, ROOM)
        self._down(40)

    def _addresses(self) -> None:
        """The buyer at the start, the numbers at the end of the same rows, the title below."""
        top, head = self._y, self._content.words
        self._row(MARGIN, HALF, head.bill_to, size=SMALL)
        for place, line in enumerate(head.buyer):
            for row in self._sheet.wrapped(line, HALF - 12, size=NORMAL + 1, bold=not place):
                self._row(MARGIN, HALF, row, size=NORMAL + 1, bold=not place)
        bottom, self._y = self._y, top
        for label, value in head.dates:
            self._sheet.text(MARGIN + HALF, self._y, 110, label, size=NORMAL)
            self._row(MARGIN + HALF + 110, HALF - 110, value, place="end")
        if self._content.barcode_text.isascii():
            self._sheet.bars(MARGIN + ROOM, self._y - 4, self._content.barcode_text, 22)
            self._down(34)
            self._row(MARGIN + HALF, HALF, self._content.barcode_text, size=SMALL, place="end")
        self._y = max(bottom, self._y)
        self._down(28)
        for stamp in self._content.stamps:
            self._row(MARGIN, ROOM, f"*** {stamp} ***", size=LARGE, bold=True, place="center")
        self._row(MARGIN, ROOM, head.title, size=TITLE, bold=True)
        self._down(12)

    def _table_heading(self) -> None:
        say = self._say
        titles = (
            (_ARTICLE, say("Article")),
            (_QUANTITY, say("Quantity")),
            (_PRICE, say("Unit price")),
            (_MARK, say("Rate") if self._content.ticket.mark_cells else ""),
            (_AMOUNT, say("Amount")),
        )
        for column, title in titles:
            self._cell(column, title, size=SMALL)
        self._sheet.rule(MARGIN, self._y + 5, ROOM, thick=True)
        self._down(LEADING + 5)

    def _line(self, line: TicketLine) -> None:
        names = self._sheet.wrapped(line.name, _ARTICLE.width, size=NORMAL)
        self._space((len(names) + len(line.notes)) * LEADING)
        self._cell(_QUANTITY, f"{line.quantity} {line.unit}".strip())
        self._cell(_PRICE, line.unit_price)
        self._cell(_MARK, line.mark)
        self._cell(_AMOUNT, line.amount)
        for row in names:
            self._row(_ARTICLE.x, _ARTICLE.width, row)
        for text, amount in line.notes:
            self._cell(_AMOUNT, amount, size=SMALL)
            for row in self._sheet.wrapped(text, _AMOUNT.x - _ARTICLE.x - 18, size=SMALL):
                self._row(_ARTICLE.x + 12, _AMOUNT.x - _ARTICLE.x - 18, row, size=SMALL)

    def _sums(self) -> None:
        ticket = self._content.ticket
        rows = (*ticket.sums, *ticket.tenders)
        self._space(min(len(rows) + 2, 12) * LEADING)
        self._sheet.rule(MARGIN, self._y - 8, ROOM, thick=True)
        self._down(6)
        for row in rows:
            self._space(LEADING)
            is_total = row.weight == "total"
            size, bold = (LARGE, True) if is_total else (NORMAL, row.weight == "bold")
            self._down(5 if is_total else 0)
            label = f"{row.label} ({row.note})" if row.note else row.label
            self._cell(_AMOUNT, row.amount, size=size, bold=bold)
            for text in self._sheet.wrapped(label, _LABEL.width, size=size, bold=bold):
                self._row(_LABEL.x, _LABEL.width, text, size=size, bold=bold)
            self._down(5 if is_total else 0)
        if ticket.saved:
            self._row(_LABEL.x, _AMOUNT.x + _AMOUNT.width - _LABEL.x, ticket.saved, bold=True)

    def _taxes(self) -> None:
        ticket = self._content.ticket
        if not ticket.taxes:
            return
        self._space((len(ticket.taxes) + 4) * LEADING)
        self._down(16)
        width = 80
        for place, row in enumerate((ticket.tax_heading, *ticket.taxes)):
            size = NORMAL if place else SMALL
            for index, text in enumerate(row[1:], 1):
                x = MARGIN + index * width
                self._sheet.text(x, self._y, width, text, size=size, place="amount")
            self._row(MARGIN, width, row[0], size=size)
            if not place:
                self._sheet.rule(MARGIN, self._y - 8, 4 * width)
                self._down(5)

    def _end(self) -> None:
        header = self._content.header
        self._space(3 * LEADING)
        self._down(8)
        self._row(MARGIN, ROOM, self._content.words.about_prices)
        for text in header.footer.splitlines():
            for row in self._sheet.wrapped(text, ROOM, size=NORMAL):
                self._space(LEADING)
                self._row(MARGIN, ROOM, row)

    def _footer(self) -> None:
        y = HEIGHT - 40
        self._sheet.rule(MARGIN, y - 12, ROOM)
        self._sheet.text(MARGIN, y, ROOM - 90, "  ·  ".join(self._content.foot), size=SMALL)
        if self._pages > 1:
            page = self._say("Page {number} of {all}").format(number=self._page, all=self._pages)
            self._sheet.text(MARGIN + ROOM - 90, y, 90, page, size=SMALL, place="end")

    def _space(self, height: int) -> None:
        """Make sure of so much room, on the next page where this one has not got it."""
        if self._y + min(height, BOTTOM - MARGIN - 60) <= BOTTOM:
            return
        self._footer()
        self._sheet.turn()
        self._page += 1
        self._y = MARGIN
        title = self._content.words.dates[0]
        self._row(MARGIN, ROOM, f"{self._content.words.title} {title[1]}", bold=True)
        self._down(10)
        self._table_heading()

    def _row(
        self,
        x: int,
        width: int,
        text: str,
        *,
        size: int = NORMAL,
        bold: bool = False,
        place: Place = "start",
    ) -> None:
        self._sheet.text(x, self._y, width, text, size=size, bold=bold, place=place)
        self._down(LEADING if size <= LARGE else size)

    def _cell(self, column: _Column, text: str, *, size: int = NORMAL, bold: bool = False) -> None:
        self._sheet.text(column.x, self._y, column.width, text, size=size, bold=bold, place=column.place)

    def _down(self, points: int) -> None:
        self._y += points
