"""What a code means that was scanned or typed: the keys under which the catalogue may know it. Pure.

A code is never bent until it fits: no zeros are stripped, a number whose check digit is wrong is looked up as
it stands and as nothing else, and a case (GTIN-14 with indicator 1 to 8) is not its unit. Symbols that carry
more than a number (GS1 element strings, Digital Link, labels of scales) name their article by its GTIN alone;
one that breaks a rule names none, and says why. docs/barcodes.md shows what is read, and how the catalogue
keeps it.

Sources: GS1 General Specifications; ISO/IEC 15424 (symbology identifiers).
"""

import re
import unicodedata
from dataclasses import dataclass

from pos_terminal.domain.codes import elements
from pos_terminal.domain.codes.articles import Spoken, spoken
from pos_terminal.domain.codes.gtin import (
    GTIN_LENGTHS,
    check_digit,
    expand_upc_e,
    gtin_14,
    isbn_10_as_gtin,
    issn_as_gtin,
    unit_of,
)
from pos_terminal.domain.codes.labels import read_label
from pos_terminal.domain.codes.links import is_link, spoken_by_link
from pos_terminal.domain.codes.meaning import (
    DEFAULT_RULES,
    NOTHING_CARRIED,
    BadReason,
    Carried,
    CodeRules,
    OwnCode,
    UnknownReason,
)

__all__ = ["BadCode", "CatalogueKey", "Code", "catalogue_key", "check_digit", "gtin_14", "parse"]

MAX_CODE_CHARS = 512
GROUP_SEPARATOR = elements.SEPARATOR

# GS1-128, DataBar, GS1 DataMatrix, GS1 QR code, GS1 DotCode. Nothing else holds element strings.
ELEMENT_SYMBOLOGIES = frozenset(("]C1", "]e0", "]d2", "]Q3", "]J1"))
# What may have an add-on of 2 or 5 digits: EAN/UPC, or a reader that does not say.
_WITH_ADD_ON = frozenset(("", "]E0", "]E3"))
# An add-on that was sent without its number says nothing: its digits may be some article's short number.
_ADD_ON_ALONE = frozenset(("]E1", "]E2"))

_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_PRINTED_WITH_GAPS = frozenset((12, 13, 14))
# The barcode on a receipt: number, and four digits of its proof (rendering.barcode_text).
_RECEIPT = re.compile(r"[A-Z0-9]{1,8}-[A-Z][0-9]{6,}-[0-9A-F]{4}")
_GS1_ARTICLE = re.compile(r"0[12][0-9]{14}")


@dataclass(frozen=True, slots=True)
class Code:
    """A code that can be looked up.

    keys: what to look for, in order; the first that any article has decides. text: as read, without the AIM
    identifier. symbology: the AIM identifier such as `]E0`; empty where the reader gave none. unknown_reason:
    what to say if no article has any of the keys. carried: what came with the number. own: a number of the
    shop's own, which is nobody's article. pack: a case (GTIN-14 with indicator 1 to 8); unit_keys: under
    which its unit could be known, to be asked only where nothing has the keys, or for the pack's content.
    add_on: the 2 or 5 digits beside the symbol.
    """

    keys: tuple[str, ...]
    text: str
    symbology: str = ""
    unknown_reason: UnknownReason = "unknown_code"
    carried: Carried = NOTHING_CARRIED
    own: OwnCode | None = None
    pack: bool = False
    unit_keys: tuple[str, ...] = ()
    add_on: str = ""


@dataclass(frozen=True, slots=True)
class BadCode:
    """Nothing that could be looked up."""

    reason: BadReason


@dataclass(frozen=True, slots=True)
class CatalogueKey:
    """How the catalogue keeps a code: a GTIN as its GTIN-14, a label's article without its value, else as is.

    check_failed: it has the length of a GTIN and a wrong check digit.
    """

    key: str
    check_failed: bool


def parse(text: str, symbology: str = "", rules: CodeRules = DEFAULT_RULES) -> Code | BadCode:
    """What a scan or a typed code says. symbology: the AIM identifier where the driver knows it already."""
    if len(text) > MAX_CODE_CHARS + 8:
        return BadCode("too_long")
    whole = unicodedata.normalize("NFC", text)
    code_text = whole.strip()
    match = _AIM.match(code_text)
    if match and symbology in ("", match.group()):
        symbology, code_text = match.group(), code_text[match.end() :].strip()
    if not code_text:
        return BadCode("empty")
    if len(code_text) > MAX_CODE_CHARS:
        return BadCode("too_long")
    if not code_text.replace(GROUP_SEPARATOR, "").isprintable():
        return BadCode("unreadable")
    if symbology in _ADD_ON_ALONE:
        return Code((symbology + code_text,), code_text, symbology)
    own = _own(code_text, rules)
    if own is not None:
        return Code((code_text,), code_text, symbology, own=own)
    said = _said(code_text, symbology, GROUP_SEPARATOR in whole, rules)
    if said is None:
        return _numbered(code_text, symbology, rules)
    if isinstance(said, Spoken):
        return _of_gtin(said, code_text, symbology)
    # The text of an element string is no number: `10` and a lot may well look like some article's.
    key = symbology + code_text if symbology in ELEMENT_SYMBOLOGIES else code_text
    return Code((key,), code_text, symbology, said)


def catalogue_key(text: str, rules: CodeRules = DEFAULT_RULES) -> CatalogueKey | BadCode:
    """The one key under which the catalogue keeps a code; `parse` of the same text has it among its keys."""
    code = parse(text, rules=rules)
    if isinstance(code, BadCode):
        return code
    if code.own is not None:
        return CatalogueKey(code.text, check_failed=False)
    if code.carried.elements and code.text[0] in "(hH":  # what says itself that it holds a GTIN
        return CatalogueKey(code.keys[-1], check_failed=False)
    label = _label_keys(code.text, rules)
    normal = label or gtin_14(code.text) or _printed(code.text)
    if not normal and len(code.text) == 8 and _is_digits(code.text):
        normal = expand_upc_e(code.text)
    return CatalogueKey(normal or code.text, check_failed=not normal and _has_gtin_length(code.text))


def _own(code_text: str, rules: CodeRules) -> OwnCode | None:
    """A number that the shop gave out: the longest prefix decides."""
    fitting = [row for row in rules.own if row[0] and code_text.startswith(row[0])]
    if fitting:
        prefix, kind = max(fitting, key=lambda row: len(row[0]))
        return OwnCode(kind, code_text if kind == "receipt" else code_text[len(prefix) :])
    if "-" in code_text and _RECEIPT.fullmatch(code_text.upper()):
        return OwnCode("receipt", code_text.upper())
    return None


def _said(code_text: str, symbology: str, separated: bool, rules: CodeRules) -> Spoken | UnknownReason | None:
    """What GS1 elements and addresses say; None where there are none. separated: a separator was sent."""
    if is_link(code_text):
        return spoken_by_link(code_text, rules)
    if elements.is_bracketed(code_text):
        pairs = elements.split_bracketed(code_text)
        return pairs if isinstance(pairs, str) else spoken(pairs, rules)
    if symbology in ELEMENT_SYMBOLOGIES:
        return _elements(code_text, rules)
    if symbology:
        return None
    # Without an AIM identifier only a separator (FNC1) tells an element string from a long number.
    looks_so = _GS1_ARTICLE.match(code_text) is not None
    if not looks_so and not separated:
        return None
    said = _elements(code_text, rules)
    if separated or rules.unmarked_elements:
        return said if looks_so or isinstance(said, Spoken) else None
    return "gs1_unmarked" if isinstance(said, Spoken) else None


def _elements(code_text: str, rules: CodeRules) -> Spoken | UnknownReason:
    pairs = elements.split(code_text, rules.century_year)
    return pairs if isinstance(pairs, str) else spoken(pairs, rules)


def _of_gtin(said: Spoken, code_text: str, symbology: str) -> Code:
    pack = said.gtin[0] in "12345678"
    return Code(
        keys=(code_text, said.gtin),
        text=code_text,
        symbology=symbology,
        carried=said.carried,
        pack=pack,
        unit_keys=(unit_of(said.gtin),) if pack else (),
    )


def _numbered(code_text: str, symbology: str, rules: CodeRules) -> Code:
    """A code that is one number, or anything else that somebody printed."""
    if not _is_digits(code_text):
        return _typed(code_text, symbology)
    label = _label(code_text, symbology, rules)
    if isinstance(label, Code):
        return label
    gtin = gtin_14(code_text)
    upc_e = None if symbology == "]E4" else expand_upc_e(code_text, symbology)
    if gtin is None and upc_e is None:
        isbn = isbn_10_as_gtin(code_text) if not symbology else None
        if isbn:
            return Code((code_text, isbn), code_text, symbology)
        return _beside_add_on(code_text, code_text, symbology)
    # An EAN-8 carries ]E4: eight digits under another EAN/UPC identifier are a UPC-E that was not expanded.
    said_upc = symbology.startswith("]E") and len(code_text) == 8
    keys = (code_text, *((upc_e, gtin) if said_upc else (gtin, upc_e)))
    pack = len(code_text) == 14 and code_text[0] in "12345678"
    return Code(
        keys=tuple(dict.fromkeys(key for key in keys if key)),
        text=code_text,
        symbology=symbology,
        pack=pack,
        unit_keys=(unit_of(code_text),) if pack else (),
    )


def _typed(code_text: str, symbology: str) -> Code:
    """As printed under the bars or on a book's back, typed with its gaps; else as it stands."""
    gtin = _printed(code_text) or (isbn_10_as_gtin(code_text) if not symbology else None)
    if gtin:
        return Code((code_text, gtin), code_text, symbology)
    number, _, add_on = code_text.partition(" ")
    compact = number + add_on
    if len(number) in (12, 13) and len(add_on) in (2, 5) and _is_digits(compact):
        return _beside_add_on(compact, code_text, symbology)
    return Code((code_text,), code_text, symbology)


def _printed(code_text: str) -> str | None:
    """The GTIN-14 of a number that is written with gaps: of an article, an ISBN, an ISSN."""
    compact = code_text.replace(" ", "").replace("-", "")
    if compact == code_text:
        return issn_as_gtin(code_text) if code_text[-1:] in ("x", "X") else None
    if len(compact) in _PRINTED_WITH_GAPS:
        return gtin_14(compact)
    return isbn_10_as_gtin(compact) or issn_as_gtin(code_text)


def _beside_add_on(digits: str, code_text: str, symbology: str) -> Code:
    """A number with an add-on where the first 13 (12) digits check; fourteen digits only by ]E3."""
    failed = _has_gtin_length(code_text)
    said = symbology == "]E3"
    for length in (13, 12):
        add_on = digits[length:]
        if symbology in _WITH_ADD_ON and len(add_on) in (2, 5) and (said or len(digits) > 14):
            gtin = gtin_14(digits[:length])
            if gtin:
                return Code((code_text, gtin), code_text, symbology, add_on=add_on)
            failed = failed or said
    return Code((code_text,), code_text, symbology, "check_digit" if failed else "unknown_code")


def _label(code_text: str, symbology: str, rules: CodeRules) -> Code | None:
    """What a label of a scale says, by the shop's layouts."""
    number = _of_13(code_text)
    label = read_label(number, rules) if number and rules.labels else None
    if label is None:
        return None
    if isinstance(label, str):
        return Code((code_text,), code_text, symbology, label)
    return Code(label.keys, code_text, symbology, carried=label.carried)


def _label_keys(code_text: str, rules: CodeRules) -> str | None:
    number = _of_13(code_text)
    label = read_label(number, rules) if number and rules.labels else None
    return None if label is None or isinstance(label, str) else label.keys[0]


def _of_13(code_text: str) -> str | None:
    """The 13 digits of a UPC-A, EAN-13, or either as GTIN-14; None where the check digit is wrong."""
    gtin = gtin_14(code_text) if len(code_text) in _PRINTED_WITH_GAPS else None
    return gtin[1:] if gtin and gtin[0] == "0" else None


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _has_gtin_length(code_text: str) -> bool:
    return len(code_text) in GTIN_LENGTHS and _is_digits(code_text)
