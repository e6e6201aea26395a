"""Customers: what may be one, and which of them a few typed letters or digits mean. Pure.

A name is found by the beginnings of its words in any order, without regard to case and accents (`ü` also as
`ue`), a script without spaces anywhere in a word; a phone number by its last digits, however it is written.
"""

import re
import unicodedata
from dataclasses import dataclass, field, replace

from pos_terminal.domain.decision import Refused

MOST_NAME = 120
MOST_EMAIL = 254
MOST_CARD = 64
LEAST_DIGITS = 3
_WHOLE_NUMBER = 6
MOST_DIGITS = 20
_MOST_TERMS = 8

_SPELT_OUT = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
    | {"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": ""}
)
_WITH_E = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_ARABIC_ARTICLE = "ال"
_WORD = re.compile(r"[^\W_]+")
# Han, Kana, Hangul, Thai, Lao, Khmer, Burmese: written without spaces, so that a part is looked for anywhere.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7ff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]]+@(?:[^\s@<>,;:\"()\[\].]+\.)+[^\s@<>,;:\"()\[\].]{2,}")
_PHONE = re.compile(r"[\d\s()+./-]+")
_CARD = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody who buys here. credit_minor: store credit that is left, as it was when last asked."""

    customer_id: str
    name: str = field(repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    card_code: str = field(default="", repr=False)
    credit_minor: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed. card: the whole text; digits: of a phone, empty where it is none; terms: one for each
    word, its spellings."""

    card: str = field(repr=False)
    digits: str = field(repr=False)
    terms: tuple[tuple[str, ...], ...] = field(repr=False)


def checked(customer: Customer) -> Customer | Refused:
    """A customer as it may be written down, or what is wrong with it."""
    given = replace(
        customer,
        name=_tidy(customer.name),
        phone=_tidy(customer.phone),
        email=_tidy(customer.email),
        card_code=_tidy(customer.card_code),
    )
    if not _WORD.search(given.name):
        return Refused("customer_name_missing")
    if len(given.name) > MOST_NAME:
        return Refused("customer_name_long", {"most": MOST_NAME})
    if given.phone and not _is_phone(given.phone):
        return Refused("customer_phone_wrong")
    if given.email and (len(given.email) > MOST_EMAIL or not _EMAIL.fullmatch(given.email)):
        return Refused("customer_email_wrong")
    if given.card_code and (len(given.card_code) > MOST_CARD or not _CARD.fullmatch(given.card_code)):
        return Refused("customer_card_wrong")
    return given


def fold(text: str) -> str:
    """The spelling that is compared: lower case, without accents and vowel signs."""
    marked = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in marked if not _is_dropped(letter))
    return unicodedata.normalize("NFC", bare.translate(_SPELT_OUT))


def spelt(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of a text, each folded and, where it has umlauts, as it is written without them."""
    lower = unicodedata.normalize("NFC", text.casefold())
    pairs = zip(_WORD.findall(fold(lower)), _WORD.findall(fold(lower.translate(_WITH_E))), strict=True)
    return tuple(tuple(dict.fromkeys(pair)) for pair in pairs)


def phone_digits(text: str) -> str:
    """The digits of a phone number, of any script, without a (0) that nobody dials from abroad."""
    return "".join(str(unicodedata.digit(letter)) for letter in text.replace("(0)", "") if letter.isdigit())


def bare_number(digits: str) -> str:
    """A number without the noughts before it, which stand only where it is dialled at home."""
    return digits.lstrip("0")


def search_tokens(name: str, phone: str) -> tuple[str, ...]:
    """What is kept beside a customer to be found by its beginning; a phone number backwards, after a #."""
    tokens: dict[str, None] = {}
    for spelling in (spelling for word in spelt(name) for spelling in word):
        tokens[spelling] = None
        if _UNSPACED.match(spelling):
            tokens.update(dict.fromkeys(spelling[start:] for start in range(1, len(spelling))))
        elif spelling.startswith(_ARABIC_ARTICLE) and len(spelling) > len(_ARABIC_ARTICLE) + 1:
            tokens[spelling.removeprefix(_ARABIC_ARTICLE)] = None
    digits = bare_number(phone_digits(phone))
    if digits:
        tokens[backwards(digits)] = None
    return tuple(tokens)


def backwards(digits: str) -> str:
    """A phone number as a search token: who looks for its last digits looks for a beginning."""
    return "#" + digits[::-1]


def wanted(text: str) -> Wanted:
    """What a cashier means by this text."""
    text = _tidy(text)
    digits = bare_number(phone_digits(text)) if _PHONE.fullmatch(text) else ""
    return Wanted(text, digits if len(digits) >= LEAST_DIGITS else "", spelt(text)[:_MOST_TERMS])


def best(customers: tuple[Customer, ...], looked_for: Wanted, most: int) -> tuple[Customer, ...]:
    """Those that are meant, each once, best first: card, phone, whole words, beginnings; then by name."""
    ranked = []
    for customer in {customer.customer_id: customer for customer in customers}.values():
        rank = _rank(customer, looked_for)
        if rank is not None:
            ranked.append((rank, fold(customer.name), customer.customer_id, customer))
    return tuple(row[-1] for row in sorted(ranked, key=lambda row: row[:-1])[:most])


def _rank(customer: Customer, looked_for: Wanted) -> int | None:
    if looked_for.card and customer.card_code == looked_for.card:
        return 0
    if looked_for.digits:
        number = bare_number(phone_digits(customer.phone))
        if number == looked_for.digits:
            return 1
        if number.endswith(looked_for.digits) or _abroad(number, looked_for.digits):
            return 2
    tokens = search_tokens(customer.name, "")
    if not looked_for.terms or not all(_begins(tokens, term) for term in looked_for.terms):
        return None
    return 3 if all(set(term) & set(tokens) for term in looked_for.terms) else 4


def _abroad(number: str, digits: str) -> bool:
    """Whether the typed number is this one with a country's code before it."""
    return len(number) >= _WHOLE_NUMBER and digits.endswith(number)


def _begins(tokens: tuple[str, ...], term: tuple[str, ...]) -> bool:
    return any(token.startswith(term) for token in tokens)


def _is_dropped(letter: str) -> bool:
    """Accents, Hebrew points, Arabic signs; not the marks of Indic scripts and Kana: they make letters."""
    if unicodedata.category(letter) != "Mn":
        return False
    return ord(letter) < 0x0900 or 0x1AB0 <= ord(letter) < 0x3099 or ord(letter) > 0x309A


def _is_phone(text: str) -> bool:
    return _PHONE.fullmatch(text) is not None and LEAST_DIGITS <= len(phone_digits(text)) <= MOST_DIGITS


def _tidy(text: str) -> str:
    """As it is stored: one form for each letter, no control characters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())
