"""Labels for shelves and goods, off the receipt printer's roll, each with its cut. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from receipts.cells import cells
from receipts.clean import clean
from receipts.document import Document, Element
from receipts.elements.barcode import Barcode
from receipts.elements.cut import Cut
from receipts.elements.pair import Pair
from receipts.elements.rule import Rule
from receipts.elements.text import Text
from receipts.linear import kind_of
from receipts.look import Look
from receipts.surface import Scale


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
    """Labels for the shelf: name, large price, price for comparison, article number, barcode.

    One document, so that a whole shelf is one job; each label ends with its cut.
    """
    elements = [part for label in labels for _ in range(label.pieces) for part in _shelf(label, look)]
    return look.document(look.say("Shelf labels"), tuple(elements))


def price_labels(labels: Sequence[Label], look: Look) -> Document:
    """Labels for the goods themselves: name, price, barcode."""
    elements = [part for label in labels for _ in range(label.pieces) for part in _price(label, look)]
    return look.document(look.say("Price labels"), tuple(elements))


def _shelf(label: Label, look: Look) -> Iterator[Element]:
    yield _name(label, look)
    yield from _at_end(instead_of(label, look))
    yield _large_price(label, look)
    yield from _at_end(comparison(label, look))
    if label.note:
        yield Text(label.note)
    yield Rule()
    if label.article_no:
        yield Pair(look.say("Article no."), label.article_no)
    yield from _code(label)
    yield Cut()


def _price(label: Label, look: Look) -> Iterator[Element]:
    yield Text(label.name, "center")
    yield Text(priced(label, look), "center", bold=True, wide=2, tall=2)
    yield from _at_end(comparison(label, look))
    yield from _code(label)
    yield Cut()


def _code(label: Label) -> Iterator[Element]:
    """As bars; as text alone where bars cannot hold it."""
    if has_bars(label):
        yield Barcode(label.code, kind_of(label.code))
    elif label.code:
        yield Text(label.code, "center")


def _name(label: Label, look: Look) -> Element:
    """Large where two rows of it are enough."""
    large = cells(clean(label.name)) <= look.columns
    return Text(label.name, bold=True, wide=2 if large else 1, tall=2 if large else 1)


def _large_price(label: Label, look: Look) -> Element:
    """As large as the paper allows."""
    text = priced(label, look)
    sizes: tuple[Scale, ...] = (4, 3, 2)
    size: Scale = next((one for one in sizes if cells(text) * one <= look.columns), 1)
    return Text(text, "end", bold=True, wide=size, tall=size)


def priced(label: Label, look: Look) -> str:
    """Its price with the currency, and the measure that it is for."""
    return look.money(label.price_minor) + ("" if label.unit == "each" else f"/{label.unit}")


def has_bars(label: Label) -> bool:
    """Whether its code can be a barcode."""
    return bool(label.code) and label.code.isascii() and label.code.isprintable()


def instead_of(label: Label, look: Look) -> str:
    """The price before, in words; empty where there was none."""
    if label.was_minor is None:
        return ""
    return look.say("instead of {price}").format(price=look.numbers.amount(label.was_minor))


def comparison(label: Label, look: Look) -> str:
    """The price for comparison, in words; empty where there is none."""
    if label.base_minor is None:
        return ""
    return look.say("{price} per {unit}").format(price=look.money(label.base_minor), unit=label.base_unit)


def _at_end(text: str) -> Iterator[Element]:
    if text:
        yield Text(text, "end")
