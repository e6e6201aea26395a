"""What all papers of a till have in common: the shop, its language, the roll's width and the chosen template.

Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from receipts.amounts import Numbers, locale_of
from receipts.document import Document, Element
from receipts.elements.cut import Cut
from receipts.elements.feed import Feed
from receipts.elements.pair import Pair
from receipts.elements.rule import Rule
from receipts.elements.text import Text
from receipts.parts import HASH_DIGITS, ShopHeader, heading, shop, stamps
from receipts.style import DETAILED, Style
from receipts.wording import Say, words

_SIGNATURE_ROWS = 3


@dataclass(frozen=True, slots=True)
class Look:
    """The till's stationery. language: such as `de`; columns: cells of a row; currency: its ISO 4217 code.

    decimals: of its minor unit. training: every paper says that nothing on it is real.
    """

    header: ShopHeader
    language: str = "en"
    columns: int = 48
    currency: str = "EUR"
    decimals: int = 2
    training: bool = False
    style: Style = DETAILED

    @property
    def say(self) -> Say:
        """The words."""
        return words(self.language)

    @property
    def numbers(self) -> Numbers:
        """The writer of amounts and dates."""
        return Numbers(self.language, self.decimals)

    def money(self, minor: int) -> str:
        """An amount with its currency."""
        return f"{self.numbers.amount(minor)} {self.currency}"

    def document(self, title: str, elements: tuple[Element, ...]) -> Document:
        """A paper of this look."""
        rtl = locale_of(self.language).text_direction == "rtl"
        return Document(title, self.columns, rtl, self.style.laid_out(elements), self.style.font)


@dataclass(frozen=True, slots=True)
class Made:
    """When, where and by whom a slip was made. at: with its zone, shown in that zone.

    cashier: the name as it shall stand there. number: what the slip is known by, empty where by nothing.
    copy: 0 the original, else its number as a copy. copied_at: when that was printed.
    """

    at: datetime
    till: str
    cashier: str
    number: str = ""
    journal_hash: str = ""
    copy: int = 0
    copied_at: datetime | None = None


def slip(look: Look, made: Made, title: str, body: tuple[Element, ...]) -> Document:
    """A slip: the shop, what it is, its body, and when, where and by whom it was made."""
    say = look.say
    copied = "" if made.copied_at is None else look.numbers.moment(made.copied_at)
    elements: tuple[Element, ...] = (
        *shop(look.header, look.columns, compact=look.style.compact),
        *heading(title, look.columns),
        *stamps(say, made.copy, training=look.training, copied=copied),
        Rule(),
        *body,
        Rule(),
        *_made(made, look),
        *stamps(say, made.copy, training=look.training, copied=copied),
        Cut(),
    )
    return look.document(f"{title} {made.number}".strip(), elements)


def signature(label: str, look: Look) -> Iterator[Element]:
    """Room for a signature; below the line stands whose."""
    yield Feed(_SIGNATURE_ROWS)
    yield Text("_" * look.columns)
    yield Text(label)


def _made(made: Made, look: Look) -> Iterator[Element]:
    say = look.say
    yield Pair(say("Date"), look.numbers.moment(made.at))
    if made.number:
        yield Pair(say("Number"), made.number)
    yield Pair(say("Till"), made.till)
    if made.cashier:
        yield Pair(say("Cashier"), made.cashier)
    if made.journal_hash:
        yield Pair(say("Journal"), made.journal_hash[:HASH_DIGITS])
