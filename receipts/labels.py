"""Labels for shelves and goods, off the receipt printer's roll, each with its cut. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from receipts.document import Document, Element
from receipts.elements.barcode import Barcode
from receipts.elements.cut import Cut
from receipts.elements.pair import Pair
from receipts.elements.rule import Rule
from receipts.elements.text import Text
from receipts.look import Look


@dataclass(frozen=True, slots=True)
class Label:
    """An article as its label says it. price_minor: of one unit; unit: `each`, or a measure such as `kg`.

    base_minor, base_unit: the price for comparison, such as of `kg` or `100 g`; None: none stands there.
    code: the barcode's text, printable ASCII, or empty. article_no: empty leaves it out. was_minor: the price
    before. pieces: how many of this label are wanted.
    """

    name: str
    price_minor: int
    unit: str = "each"
    code: str = ""
    article_no: str = ""
    base_minor: int | None = None
    base_unit: str = ""
    was_minor: int | None = None
    note: str = ""
    pieces: int = 1


def shelf_labels(labels: Sequence[Label], look: Look) -> Document:
    """Labels for the shelf: name, large price, price for comparison, article number, barcode."""
    elements = [part for label in labels for _ in range(label.pieces) for part in _shelf(label, look)]
    return look.document(look.say("Shelf labels"), tuple(elements))


def price_labels(labels: Sequence[Label], look: Look) -> Document:
    """Labels for the goods themselves: name, price, barcode."""
    elements = [part for label in labels for _ in range(label.pieces) for part in _price(label, look)]
    return look.document(look.say("Price labels"), tuple(elements))


def _shelf(label: Label, look: Look) -> Iterator[Element]:
    yield Text(label.name, bold=True, tall=2)
    yield from _was(label, look)
    yield _large_price(label, look)
    yield from _comparison(label, look)
    if label.note:
        yield Text(label.note)
    yield Rule()
    if label.article_no:
        yield Pair(look.say("Article no."), label.article_no)
    if label.code:
        yield Barcode(label.code)
    yield Cut()


def _price(label: Label, look: Look) -> Iterator[Element]:
    yield Text(label.name, "center")
    yield Text(_priced(label, look), "center", bold=True, wide=2, tall=2)
    yield from _comparison(label, look)
    if label.code:
        yield Barcode(label.code)
    yield Cut()


def _large_price(label: Label, look: Look) -> Element:
    return Text(_priced(label, look), "end", bold=True, wide=2, tall=2)


def _priced(label: Label, look: Look) -> str:
    return look.money(label.price_minor) + ("" if label.unit == "each" else f"/{label.unit}")


def _was(label: Label, look: Look) -> Iterator[Element]:
    if label.was_minor is not None:
        was = look.numbers.amount(label.was_minor)
        yield Text(look.say("instead of {price}").format(price=was), "end")


def _comparison(label: Label, look: Look) -> Iterator[Element]:
    if label.base_minor is not None:
        base = look.money(label.base_minor)
        yield Text(look.say("{price} per {unit}").format(price=base, unit=label.base_unit), "end")
