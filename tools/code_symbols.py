"""Makes symbols for the fuzzer: right ones of every kind, and what goes wrong with them on the way.

The catalogue is dense on purpose: numbers that are one slip apart are all somebody's, so that a reader that
bends a code finds an article, and is caught.
"""

import random
from dataclasses import dataclass, field
from urllib.parse import quote

from tools.code_oracle import mod_10, mod_11, short_forms

GS = "\x1d"
ELEMENTS = ("]C1", "]e0", "]d2", "]Q3", "]J1")
AIMS = (*ELEMENTS, "]E0", "]E3", "]E4", "]C0", "]I1", "]Q1", "]d1", "]A0", "]X0")
# Labels of the shop that the fuzzer keeps: pattern by prefix, as pos_terminal's own table writes them.
LABELS = {"02": "PPIIIIIVMMMMC", "20": "PPIIIIIIWWWWC", "28": "PPIIIIVWWWWWC"}
_X = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"


@dataclass(slots=True)
class Shop:
    """What is on file. gtins: GTIN-14; labels: articles of labels by their 13 digits without a value."""

    gtins: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    texts: tuple[str, ...] = ("4011", "04011", "0012", "PLU-7", "ABC/1", "10123456", "310300", "a1b2")


def make_shop(source: random.Random) -> Shop:
    """About a thousand articles in families whose numbers differ by one step."""
    shop = Shop()
    found: set[str] = set()
    for length, families in ((7, 20), (10, 20), (11, 30), (12, 40), (13, 20)):
        for _ in range(families):
            payload = _digits(source, length)
            if length == 12 and source.random() < 0.4:
                payload = source.choice(("978", "977")) + payload[3:10] + ("00" if payload[3] < "5" else "12")
            if length in (10, 11) and source.random() < 0.6:
                payload = f"{payload[:3]}{source.choice('012')}0000{payload[3:6]}".ljust(11, "5")[:11]
            step = source.choice((1, 2, 10, 11, 100))
            for near in range(6):
                number = str(int(payload) + near * step).zfill(13)[-13:]
                found.add(number + mod_10(number))
    cases = {str(source.randint(1, 8)) + gtin[1:13] for gtin in sorted(found)[::3] if gtin[0] == "0"}
    found |= {payload + mod_10(payload) for payload in cases}
    shop.gtins = sorted(gtin for gtin in found if gtin.strip("0") and gtin[1:3] not in LABELS)
    for prefix, pattern in LABELS.items():
        for _ in range(20):
            payload = prefix + _digits(source, pattern.count("I"))
            payload = payload.ljust(12, "0")
            shop.labels.append(payload + mod_10(payload))
    return shop


@dataclass(frozen=True, slots=True)
class Symbol:
    """A right symbol: its text with AIM identifier, and the one key that has to be found."""

    text: str
    key: str


def symbol(source: random.Random, shop: Shop) -> Symbol:
    """One right symbol of a random kind."""
    if source.random() < 0.1:
        item = source.choice(shop.labels)
        return Symbol(source.choice(("", "]E0")) + _label(source, item), "0" + item)
    gtin = source.choice(shop.gtins)
    kind = source.randrange(8)
    if kind < 3:
        return Symbol(_plain(source, gtin), gtin)
    if kind < 6:
        text = _element_string(source, gtin)
        return Symbol(source.choice(ELEMENTS) + source.choice(("", "", GS)) + text, gtin)
    if kind == 6:
        return Symbol(source.choice(("", "]Q1", "]d1", "]Q3")) + _link(source, gtin), gtin)
    return Symbol("".join(f"({key}){text}" for key, text in _elements(source, gtin, "/")), gtin)


def mutate(source: random.Random, text: str) -> str:
    """What becomes of a text on a bad day: one to three slips."""
    for _ in range(source.choice((1, 1, 1, 2, 3))):
        text = source.choice(_SLIPS)(source, text)
    return text


def garbage(source: random.Random) -> str:
    """Anything at all, at times very long."""
    length = source.choice((0, 1, 3, 8, 13, 14, 18, 30, 60, 500, 530))
    alphabet = source.choice(
        ("0123456789", "0123456789" + GS, _X, _X + GS + " ]", _ODD, ("%C3%BC", "%", "1"))
    )
    text = "".join(source.choices(alphabet, k=length))
    return (
        source.choice(("", "", source.choice(AIMS), "(01)", "01", "]d27256", "http://", "https://a/01/"))
        + text
    )


_ODD = "0123456789٠١٢٣０１²①\u200b\u202eé\u0301\ud7ff\U0001f4a9\x00\x07\x1b\x7f\x85]\\(" + GS


def _digits(source: random.Random, count: int) -> str:
    return f"{source.randrange(10**count):0{count}d}"


def _plain(source: random.Random, gtin: str) -> str:
    """The number in one of its lengths, as a book or a magazine, in short form, with an add-on."""
    forms = [gtin] + [gtin[zeros:] for zeros in (1, 2, 6) if gtin.startswith("0" * zeros)]
    forms += ["]E0" + gtin[1:]] if gtin[0] == "0" else []
    eights = sorted(form for form in short_forms(gtin, "") if len(form) == 8)
    # Eight digits that are two articles' at once are the catalogue's question, not the reader's.
    forms += ["]E0" + form for form in eights]
    if gtin.startswith("0978"):
        forms.append(gtin[4:13] + mod_11(gtin[4:13]))
    if gtin.startswith("0977") and gtin[11:13] == "00":
        forms.append(f"{gtin[4:8]}-{gtin[8:11]}{mod_11(gtin[4:11])}")
    if gtin[0] == "0":
        forms += ["]E3" + gtin[1:] + _digits(source, count) for count in (2, 5)]
    return source.choice(forms)


def _elements(source: random.Random, gtin: str, forbidden: str = "") -> list[tuple[str, str]]:
    """An article and a few things about it, in any order after it."""
    alphabet = "".join(char for char in _X if char not in "()" + forbidden)
    some = {
        "17": f"{source.randint(26, 30)}{source.randint(1, 12):02d}{source.randint(0, 28):02d}",
        "15": f"{source.randint(26, 30)}{source.randint(1, 12):02d}{source.randint(0, 28):02d}",
        "3103": f"0{_digits(source, 5)}",
        "3922": str(source.randint(1, 99_999)),
        "10": "L" + "".join(source.choices(alphabet.translate({48 + n: None for n in range(10)}), k=6)),
        "21": "S" + _digits(source, source.randint(1, 5)),
        "30": str(source.randint(1, 999)),
        "90": "".join(source.choices(alphabet, k=source.randint(1, 12))),
        "8005": _digits(source, 6),
        "422": _digits(source, 3),
        "4300": "%C3%BC" * source.randint(1, 20),
    }
    keys = source.sample(sorted(some), source.randint(0, 5))
    return [("01", gtin), *((key, some[key]) for key in keys)]


def _element_string(source: random.Random, gtin: str) -> str:
    fixed = ("01", "15", "17", "3103")
    parts = [key + text + ("" if key in fixed else GS) for key, text in _elements(source, gtin)]
    if source.random() < 0.2:
        parts = parts[1:] + parts[:1]
    text = "".join(parts)
    return text if source.random() < 0.3 else text.removesuffix(GS)


def _link(source: random.Random, gtin: str) -> str:
    number = source.choice((gtin, gtin[1:] if gtin[0] == "0" else gtin))
    pairs = _elements(source, number)[1:]
    host = source.choice(("https://id.gs1.org", "http://shop.example/a/b", "HTTPS://SHOP.EXAMPLE:8443"))
    query = "&".join(f"{key}={quote(text, safe='')}" for key, text in pairs)
    return f"{host}/01/{number}" + (f"?{query}" if query else "")


def _label(source: random.Random, item: str) -> str:
    """A label with some value, and the right verifier digit where its layout has one."""
    from biip.checksums import gs1_price_weight_check_digit

    pattern = LABELS[item[:2]]
    value = _digits(source, sum(letter in "WM" for letter in pattern))
    verifier = str(gs1_price_weight_check_digit(value)) if "V" in pattern else ""
    payload = item[: 12 - len(value) - len(verifier)] + verifier + value
    return payload + mod_10(payload)


def _slip_other(source: random.Random, text: str) -> str:
    at = source.randrange(len(text) + 1)
    return text[:at] + source.choice("0123456789" if source.random() < 0.7 else _ODD) + text[at + 1 :]


def _slip_lost(source: random.Random, text: str) -> str:
    at = source.randrange(len(text) + 1)
    return text[:at] + text[at + source.choice((1, 1, 2, 5)) :]


def _slip_swapped(source: random.Random, text: str) -> str:
    at = source.randrange(len(text) + 1)
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def _slip_added(source: random.Random, text: str) -> str:
    at = source.randrange(len(text) + 1)
    return text[:at] + source.choice("0123456789" + GS + " -/()") + text[at:]


def _slip_separator(_source: random.Random, text: str) -> str:
    return text.replace(GS, "", 1)


def _slip_cut(source: random.Random, text: str) -> str:
    return text[: source.randrange(len(text) + 1)]


def _slip_symbology(source: random.Random, text: str) -> str:
    return source.choice(("", *AIMS)) + (text[3:] if text[:1] == "]" else text)


def _slip_twice(source: random.Random, text: str) -> str:
    return text + source.choice((text, text[3:], GS + text[3:]))


_SLIPS = (
    _slip_other,
    _slip_other,
    _slip_other,
    _slip_lost,
    _slip_swapped,
    _slip_added,
    _slip_separator,
    _slip_cut,
    _slip_symbology,
    _slip_twice,
)
