"""The table of elements, and what each surface makes of one."""

from pathlib import Path
from typing import get_args

from receipts import document
from receipts.document import Document, Element
from receipts.elements.barcode import Barcode
from receipts.elements.cut import Cut
from receipts.elements.feed import Feed
from receipts.elements.rule import Rule
from receipts.elements.text import Text
from receipts.escpos import render
from receipts.profiles import find_profile
from receipts.text import as_text
from tests.unit.receipts.papers import FONTS

FOLDER = Path(document.__file__).with_name("elements")


def test_every_file_of_the_folder_is_in_the_table() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}

    modules = {member.__module__ for member in get_args(Element)}
    assert modules == {f"receipts.elements.{name}" for name in files}


def test_text_is_aligned_indented_and_keeps_its_line_breaks() -> None:
    elements = (
        Text("start"),
        Text("middle", "center"),
        Text("end", "end"),
        Text("two\nlines", indent=2),
        Text("LARGE", "center", wide=2, tall=2),
    )

    assert as_text(Document("", 24, False, elements)).splitlines() == [
        "start",
        "         middle",
        "                     end",
        "  two",
        "  lines",
        "         LARGE",
    ]


def test_right_to_left_mirrors_text_but_not_the_middle() -> None:
    elements = (Text("start"), Text("middle", "center"), Text("end", "end"), Text("in", indent=2))

    assert as_text(Document("", 24, True, elements)).splitlines() == [
        "                   start",
        "         middle",
        "end",
        "                    in",
    ]


def test_rules_feeds_and_cut() -> None:
    one = Document("", 24, False, (Rule(), Feed(2), Rule("thick"), Barcode("A1"), Cut()))

    assert as_text(one).splitlines() == ["-" * 24, "", "", "=" * 24, " " * 11 + "A1"]
    blob = render(one, find_profile("TM-T20III"), FONTS)
    bars = b"\x1ba\x01\x1dhH\x1dw\x03\x1dH\x00\x1dkI\x04{BA1\x1ba\x00"
    assert blob.endswith(b"-\n\n\n" + b"=" * 24 + b"\n" + bars + b" " * 11 + b"A1\n\x1bd\x06\x1dV\x01")


def test_a_row_in_bold_goes_back_to_normal() -> None:
    one = Document("", 24, False, (Text("a", bold=True, wide=2, tall=2), Text("b")))

    blob = render(one, find_profile("TM-T20III"), FONTS)
    assert blob == b"\x1b@\x1bt\x13\x1bE\x01\x1d!\x11a\n\x1bE\x00\x1d!\x00b\n"
