"""One row of an article list: what its columns mean, and why a row cannot be used. Pure.

A row is refused whole rather than guessed at: a wrong price or tax class is sold a thousand times before it
is seen.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pos_terminal.adapters.catalog_sqlite.packs import BARCODE_SEPARATOR, read_pack
from pos_terminal.domain.barcodes import BadCode, catalogue_key, gtin_14
from pos_terminal.errors import BadInput

MAX_NAME_CHARS = 1000
MAX_FIELD_CHARS = 80
MAX_PRICE_MINOR = 9_999_999_999
MAX_AGE = 120
UNITS = frozenset(("each", "kg", "l", "m", "m2"))
POLICIES = frozenset(("block", "warn", "allow"))
CODE_COLUMNS = ("gtin", "barcode", "barcodes")
KNOWN_COLUMNS = frozenset(
    (
        *CODE_COLUMNS, "name", "price", "price_minor", "tax_class", "category", "unit", "stock_policy",
        "minimum_age", "product_id", "tracked", "active", "on_hand", "deposit", "packs",
    )
)  # fmt: skip

PriceRule = Literal["", "gtin"]

_PRODUCT_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_PRICE = re.compile(r"([0-9]{1,10})(?:[.,]([0-9]{1,6}))?")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
_FLAGS = {
    **dict.fromkeys(("", "1", "true", "yes", "y"), True),
    **dict.fromkeys(("0", "false", "no", "n"), False),
}
# Joiners stay: Persian, Indic scripts and emoji are spelt with them. Other format characters, and those that
# are assigned to nothing, only confuse a receipt.
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the file does not say.

    decimals: of the shop's currency. tax_classes: those that the shop has; empty means any.
    default_tax_class: where the column or its value is missing. price_rule `gtin`: articles without price
    get one made up from their code, for trying out.
    """

    decimals: int = 2
    tax_classes: frozenset[str] = frozenset()
    default_tax_class: str = "A"
    price_rule: PriceRule = ""


class Kind(NamedTuple):
    """What many articles have in common."""

    tax_class: str
    category: str
    unit: str
    stock_policy: str
    minimum_age: int
    tracked: bool
    active: bool
    deposit_id: str = ""


class ArticleRow(NamedTuple):
    """A row that can be used. A named tuple, for there may be a million of them.

    product_id: empty where the file names none. keys: as catalogue_key gives them, beside the codes as
    written.
    """

    product_id: str
    name: str
    price_minor: int
    kind: Kind
    codes: tuple[str, ...]
    keys: tuple[str, ...]
    check_failed: bool


class UnusableRow(ValueError):
    """Internal to the import: why a row is refused; its text is a code for the report."""


class RowReader:
    """Reads rows under one header."""

    def __init__(self, header: list[str], options: ImportOptions) -> None:
        """Raises BadInput where a column is missing that must be there."""
        names = [clean_text(cell).casefold() for cell in header]
        self._at = {name: index for index, name in enumerate(names) if name in KNOWN_COLUMNS}
        self._codes_at = [self._at[column] for column in CODE_COLUMNS if column in self._at]
        self._options = options
        self.ignored_columns = tuple(name for name in names if name not in KNOWN_COLUMNS)
        _check_header(self._at, options)
        self._width = max(self._at[column] for column in ("name", *CODE_COLUMNS) if column in self._at) + 1
        self._name_at = self._at["name"]
        plain = Kind(options.default_tax_class, "", "each", "warn", 0, tracked=True, active=True)
        self._plain_kind = plain if self._at.keys() <= {"name", *CODE_COLUMNS} else None

    def read(self, cells: list[str]) -> ArticleRow:
        """The article of one row. Raises UnusableRow."""
        if len(cells) < self._width:
            raise UnusableRow("columns_missing")
        codes, keys, check_failed = self._codes(cells)
        name = clean_name(cells[self._name_at])
        if not name:
            raise UnusableRow("name_missing")
        if len(name) > MAX_NAME_CHARS:
            raise UnusableRow("name_too_long")
        if self._plain_kind:
            return ArticleRow("", name, rule_price(keys[0]), self._plain_kind, codes, keys, check_failed)
        price_minor = self._price(cells, keys[0])
        for key, kept in self._packs(cells):
            if key not in keys:
                codes, keys = (*codes, kept), (*keys, key)
        return ArticleRow(
            self._product_id(cells, "product_id"),
            name,
            price_minor,
            self._kind(cells),
            codes,
            keys,
            check_failed,
        )

    def outline(self, cells: list[str]) -> tuple[str, str]:
        """Code and name of a row that may be of any form, to show which one is meant."""
        code, name = (cells[at][:200] if at < len(cells) else "" for at in (self._codes_at[0], self._name_at))
        return code, name

    def _codes(self, cells: list[str]) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        if len(self._codes_at) == 1:
            written = cells[self._codes_at[0]]
            normal = gtin_14(written)
            if normal:
                return (written,), (normal,), False
        found: dict[str, str] = {}
        check_failed = False
        for index in self._codes_at:
            for part in cells[index].split(BARCODE_SEPARATOR) if index < len(cells) else ():
                code_text = part.strip()
                kept = catalogue_key(code_text)
                if not isinstance(kept, BadCode):
                    found.setdefault(kept.key, code_text)
                    check_failed |= kept.check_failed
                elif kept.reason != "empty":
                    raise UnusableRow(f"code_{kept.reason}")
        if not found:
            raise UnusableRow("code_missing")
        return tuple(found.values()), tuple(found), check_failed

    def _packs(self, cells: list[str]) -> Iterator[tuple[str, str]]:
        """The codes of cases, each with its key and how many are in it."""
        packs_text = self._cell(cells, "packs")
        for part in packs_text.split(BARCODE_SEPARATOR) if packs_text else ():
            pack = read_pack(part)
            if pack is None:
                raise UnusableRow("packs_invalid")
            yield pack

    def _cell(self, cells: list[str], column: str) -> str:
        index = self._at.get(column)
        return cells[index].strip() if index is not None and index < len(cells) else ""

    def _product_id(self, cells: list[str], column: str) -> str:
        product_id = self._cell(cells, column)
        if product_id and not _PRODUCT_ID.fullmatch(product_id):
            raise UnusableRow(f"{column}_invalid")
        return product_id

    def _price(self, cells: list[str], key: str) -> int:
        minor_text = self._cell(cells, "price_minor")
        if minor_text:
            return _parse_price(minor_text, 0)
        price_text = self._cell(cells, "price")
        if price_text:
            return _parse_price(price_text, self._options.decimals)
        if self._options.price_rule == "gtin":
            return rule_price(key)
        raise UnusableRow("price_missing")

    def _kind(self, cells: list[str]) -> Kind:
        return Kind(
            tax_class=self._tax_class(cells),
            category=self._text(cells, "category"),
            unit=self._choice(cells, "unit", UNITS, "each"),
            stock_policy=self._choice(cells, "stock_policy", POLICIES, "warn"),
            minimum_age=self._age(cells),
            tracked=self._flag(cells, "tracked"),
            active=self._flag(cells, "active"),
            deposit_id=self._product_id(cells, "deposit"),
        )

    def _tax_class(self, cells: list[str]) -> str:
        tax_class = self._cell(cells, "tax_class") or self._options.default_tax_class
        if self._options.tax_classes and tax_class not in self._options.tax_classes:
            raise UnusableRow("tax_class_unknown")
        return tax_class

    def _text(self, cells: list[str], column: str) -> str:
        text = clean_name(self._cell(cells, column))
        if len(text) > MAX_FIELD_CHARS:
            raise UnusableRow(f"{column}_too_long")
        return text

    def _choice(self, cells: list[str], column: str, choices: frozenset[str], default: str) -> str:
        chosen = self._cell(cells, column).casefold() or default
        if chosen not in choices:
            raise UnusableRow(f"{column}_unknown")
        return chosen

    def _age(self, cells: list[str]) -> int:
        age_text = self._cell(cells, "minimum_age") or "0"
        if not (
            age_text.isascii() and age_text.isdigit() and len(age_text) <= 3 and int(age_text) <= MAX_AGE
        ):
            raise UnusableRow("minimum_age_invalid")
        return int(age_text)

    def _flag(self, cells: list[str], column: str) -> bool:
        flag_text = self._cell(cells, column).casefold()
        if flag_text not in _FLAGS:
            raise UnusableRow(f"{column}_invalid")
        return _FLAGS[flag_text]


def rule_price(key: str) -> int:
    """A made-up price for a file without prices: 50 to 2049 minor units, by the code's digits alone."""
    digits = key if key.isascii() and key.isdigit() else str(sum(key.encode()))
    return 50 + int(digits) // 10 % 2000


def clean_name(text: str) -> str:
    """A name as it may stand on a screen or a receipt: clean text without HTML entities."""
    if text.isascii() and "&" not in text and "  " not in text and text.isprintable():
        return text.strip()
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity.group()), text)
    return clean_text(text)


def clean_text(text: str) -> str:
    """In NFC, single plain spaces, no control or format characters. Raises UnusableRow for broken text."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = "".join(map(_without_controls, text))
    return " ".join(text.split()) if "  " in text else text.strip()


def _without_controls(character: str) -> str:
    match unicodedata.category(character):
        case "Cs":
            raise UnusableRow("not_utf8")
        case "Cc" | "Zl" | "Zp" | "Zs":
            return " "
        case "Cf" | "Cn" | "Co" if character not in _JOINERS:
            return ""
        case _:
            return character


def _parse_price(text: str, decimals: int) -> int:
    match = _PRICE.fullmatch(text)
    if match is None:
        raise UnusableRow("price_invalid")
    whole, fraction = match.group(1), (match.group(2) or "").rstrip("0")
    if len(fraction) > decimals:
        raise UnusableRow("price_decimals")
    price_minor = int(whole + fraction.ljust(decimals, "0"))
    if price_minor > MAX_PRICE_MINOR:
        raise UnusableRow("price_too_high")
    return price_minor


def _check_header(at: dict[str, int], options: ImportOptions) -> None:
    if "name" not in at or not any(column in at for column in CODE_COLUMNS):
        raise BadInput(
            "The first line must name the columns, at least 'name' and one of 'gtin', 'barcode', 'barcodes':"
            " add it and import again."
        )
    if "price" not in at and "price_minor" not in at and not options.price_rule:
        raise BadInput(
            "The file has no column 'price' (or 'price_minor'): add one, or give --price-rule gtin to try the"
            " articles out with made-up prices."
        )
