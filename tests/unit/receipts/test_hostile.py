"""Names and texts from outside cannot reach a printer as commands, through any element, on any printer.

HOSTILE=n: so many generated texts beside the listed ones.
"""

import os
import random
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from pos_terminal.errors import Bug
from receipts.document import Document, Element
from receipts.dots import Dots
from receipts.elements.barcode import Barcode
from receipts.elements.cut import Cut
from receipts.elements.image import Image
from receipts.elements.item import Item
from receipts.elements.pair import Pair
from receipts.elements.qr import QR
from receipts.elements.table import Table
from receipts.elements.text import Text
from receipts.escpos import render
from receipts.escpos_library import pages_of
from receipts.profiles import PROFILES, Profile
from receipts.text import as_text
from tests.unit.receipts import papers
from tests.unit.receipts.papers import FONTS, document, line, paid, sale
from tests.unit.receipts.printers import commands_of, read_of

TEXTS = int(os.environ.get("HOSTILE", "1000"))
BLOCKS = 8

COMMANDS = [
    "\x1bp\x00\x19\xfa",  # the drawer
    "\x10\x14\x01\x00\x01",  # the drawer, at once
    "\x10\x04\x01",
    "\x10\x05\x02",
    "\x1dV\x00",
    "\x1b@",
    "\x1bt\x10",
    "\x1c&",  # Chinese mode
    "\x1d(k\x04\x001A2\x00",
    "\x1dv0\x00\x01\x00\x01\x00\xff",
    "\x1b*\x21\x02\x00abcdef",
    "\x1dk\x04A\x00",
    "\x1d(E\x03\x00\x01IN",
    "\x1b=\x00",
    "\x1b&\x03\x20\x20",
    "\x1d:\x1b",
    "\x18\x0c\x07\x0e\x0f",
    "{B{{C\x01",
]
# What has a graphic in code page 437 where ASCII has a control character, and what a page has at its edges.
CODE_PAGE_TRICKS = "☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼⌂\u00a0\u00ff■ÿĞıƒαßΓ▓"
# Two bytes in a Chinese, Japanese or Korean mode; the first of them could swallow what follows it.
DOUBLE_BYTE = "\u4e00\u9fa5啊齄ァｱ뷁üéâäàÇÿ\u0080\u0081\u00fe"
EDGES = (
    "\ud800\udfff\udcff\ue000\uf8ff\ufffe\uffff\U0010ffff\U000e0001\U000e0041\U000f0000"
    "\ufeff\ufff9\ufffc\ufffd"
)
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
ALPHABETS = [
    "".join(map(chr, range(0x20))),
    "".join(map(chr, range(0x7F, 0xA0))),
    CODE_PAGE_TRICKS,
    DOUBLE_BYTE,
    EDGES,
    BIDI,
    "\u2028\u2029\x85\x0b\x0c\r\n\u200b\u00ad\u2060",
    "\u0301\u0300\u0489\u20dd\ufe0f\u200d\u20e3\U0001f3fb\U0001f1e6",
    "سلام שלום ١٢٣ नमस्ते ไทย 牛乳 우유 🙂🍎👩",
    "Milk 12.50 €äöüŁжΩ",
]
LISTED = [
    *COMMANDS,
    *ALPHABETS,
    "",
    "\0",
    "\xff" * 50,
    "x" * 10_000,
    "\u0301" * 500,
    "a" + "\u0301" * 500,
    "牛" * 1_000,
    "".join(map(chr, range(0x100))),
    "Milk" + "\x1b" * 100 + "\n\x1dV\x00",
]


def generated(luck: random.Random) -> str:
    parts = []
    for _ in range(luck.randint(1, 8)):
        if luck.random() < 0.3:
            parts.append(luck.choice(COMMANDS))
        else:
            alphabet = luck.choice(ALPHABETS)
            parts.append("".join(luck.choice(alphabet) for _ in range(luck.randint(1, 12))))
    text = "".join(parts)
    return text * (10_000 // len(text)) if luck.random() < 0.003 else text


LOGO = Dots(16, 2, b"\x10\x14\x10\x04")
ELEMENTS: dict[str, Callable[[str], Element]] = {
    "text": Text,
    "large text": lambda text: Text(text, "center", bold=True, wide=2, tall=2),
    "indented text": lambda text: Text(text, "end", indent=2),
    "pair": lambda text: Pair(text, text, bold=True),
    "large pair": lambda text: Pair(text, text, large=True),
    "item": lambda text: Item(text, text, text, text[:3], 8, 2, ((text, text),)),
    "table": lambda text: Table((text, text, text), ((text, "1.00", text),)),
    "caption of a QR code": lambda text: QR("https://shop.example/1", text),
    "caption of a picture": lambda text: Image(LOGO, text),
}
LOOKS = {"ESC t", "ESC E", "ESC *", "ESC !", "ESC 2", "ESC 3", "GS !", "GS v 0"}
REAL_TIME = re.compile(rb"\x10[\x04\x05\x14]")
WITHOUT_ARGUMENTS_OF_ITS_OWN = {"TEXT", "LF", *LOOKS}


def with_it(name: str, text: str, profile: Profile) -> bytes:
    elements = (Text("Milk"), ELEMENTS[name](text), Text("Tea"), Cut())
    return render(Document("", profile.columns, False, elements), profile, FONTS)


def is_harmless(blob: bytes, harmless: bytes, profile: Profile) -> None:
    """Its commands are those of the harmless paper, but for how texts look; both readers say so."""
    strict = [
        [name for name in read_of(one, profile).commands if name not in LOOKS] for one in (blob, harmless)
    ]
    assert strict[0] == strict[1]
    own, theirs = ([*map(shape, commands_of(one))] for one in (blob, harmless))
    assert [one for one in own if one[0] not in WITHOUT_ARGUMENTS_OF_ITS_OWN] == [
        one for one in theirs if one[0] not in WITHOUT_ARGUMENTS_OF_ITS_OWN
    ]
    numbers = {page.number for page in pages_of(profile.base, profile.pages)}
    assert {command.args[0] for command in commands_of(blob) if command.name == "ESC t"} <= numbers
    assert not REAL_TIME.search(blob)


def shape(command: object) -> tuple[str, bytes, bytes]:
    return (command.name, command.args, command.payload)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ELEMENTS)
@pytest.mark.parametrize("profile", ["generic-58", "TM-T20III", "TM-U220"])
def test_listed_texts(name: str, profile: str) -> None:
    harmless = with_it(name, "Tea", PROFILES[profile])
    for text in LISTED:
        is_harmless(with_it(name, text, PROFILES[profile]), harmless, PROFILES[profile])


@pytest.mark.parametrize("block", range(BLOCKS))
def test_generated_texts_through_every_element_on_every_printer(block: int) -> None:
    luck = random.Random(f"hostile {block}")
    for _ in range(TEXTS // BLOCKS):
        name, profile = luck.choice(list(ELEMENTS)), luck.choice(list(PROFILES.values()))
        text = generated(luck)
        is_harmless(with_it(name, text, profile), with_it(name, "Tea", profile), profile)


@pytest.mark.parametrize("profile", PROFILES)
def test_a_receipt_all_of_whose_texts_are_hostile(profile: str) -> None:
    one, columns = PROFILES[profile], PROFILES[profile].columns
    luck = random.Random(f"receipt {profile}")
    text = generated(luck) + luck.choice(COMMANDS)
    header = replace(papers.SHOP, name=text, address=(text, text), footer=text, returns=text, vat_id=text)
    hostile = replace(paid(sale([line(text, 2000, 100, text[:5])]), 1000), cashier=text)
    plain = paid(sale([line("Tea", 2000, 100)]), 1000)

    blob = render(document(hostile, header, columns=columns), one, FONTS)
    is_harmless(blob, render(document(plain, columns=columns), one, FONTS), one)


def test_the_text_form_holds_no_control_character_but_line_ends() -> None:
    for text in LISTED:
        for make in ELEMENTS.values():
            page = as_text(Document("", 48, False, (make(text),)))
            assert all(
                char.isprintable() or char in "\n\u200c\u200d" or ord(char) > 0xFFFF for char in page
            ), text


@pytest.mark.parametrize("text", [text for text in LISTED if not text.isascii() or not text.isprintable()])
def test_a_barcode_refuses_what_it_cannot_hold(text: str) -> None:
    with pytest.raises(Bug):
        render(Document("", 48, False, (Barcode(text),)), PROFILES["generic-80"], FONTS)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("text", ["{B{{C{1", "1604050514201604", "~}|{[]"])
def test_what_a_barcode_can_hold_is_no_command(profile: str, text: str) -> None:
    one = PROFILES[profile]
    blob = render(Document("", one.columns, False, (Barcode(text), Cut())), one, FONTS)

    read_of(blob, one)
    assert not REAL_TIME.search(blob)


@pytest.mark.parametrize("profile", ["generic-80", "TM-T20III", "TM-U220"])
def test_a_qr_code_of_a_hostile_text_is_no_command(profile: str) -> None:
    one = PROFILES[profile]
    for text in LISTED:
        short = text.encode("utf-8", "replace")[:200].decode("utf-8", "ignore")
        blob = render(Document("", one.columns, False, (QR(short, "Tea"), Cut())), one, FONTS)
        read_of(blob, one)
        assert not REAL_TIME.search(blob)
