"""Bytes for the printer, read back by a strict reader that imports nothing of ours."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image as Picture

from receipts.document import Document
from receipts.escpos import render
from receipts.escpos_images import without_real_time_commands
from receipts.profiles import PROFILES, find_profile
from receipts.text import as_text
from tests.unit.receipts import papers
from tests.unit.receipts.escpos_reader import Image, Paper, read_escpos
from tests.unit.receipts.papers import FONTS, document, line, paid, sale

ROOT = Path(__file__).parents[3]


def printed(one: Document, profile: str = "generic-80", **overrides: int) -> Paper:
    return read_escpos(render(one, find_profile(profile, **overrides), FONTS))


def receipt_of(*names: str, columns: int = 48) -> Document:
    lines = [line(name, 1000, 100 * place) for place, name in enumerate(names, 1)]
    return document(paid(sale(lines), 100_000), columns=columns)


@pytest.mark.parametrize("make", [papers.three_lines, papers.forty_lines, papers.german, papers.tax_on_top])
@pytest.mark.parametrize("profile", PROFILES)
def test_plain_text_is_on_paper_as_in_the_text_form(make: object, profile: str) -> None:
    one = document(make(), columns=PROFILES[profile].columns, language="de")  # type: ignore[operator]

    on_paper = [" ".join(row.split()) for row in printed(one, profile).text.splitlines() if row.strip()]
    as_lines = [" ".join(row.split()) for row in as_text(one).splitlines() if row.strip()]
    assert on_paper == as_lines


def test_the_paper_begins_clean_with_its_code_page() -> None:
    blob = render(receipt_of("Öl"), find_profile("TM-T20III"), FONTS)

    assert blob.startswith(b"\x1b@\x1bt\x13")


def test_clones_are_taken_out_of_their_chinese_mode_first() -> None:
    assert render(receipt_of("Öl"), find_profile("generic-80"), FONTS).startswith(b"\x1b@\x1c.\x1bt\x13")


@pytest.mark.parametrize(
    ("name", "page"),
    [("Crème brûlée 5 €", 19), ("Żółty ser gęśią", 18), ("Молоко", 17), ("Plain", 19), ("“Naïve”", 16)],
)
def test_the_best_page_is_chosen(name: str, page: int) -> None:
    blob = render(receipt_of(name), find_profile("TM-T20III"), FONTS)

    assert blob.startswith(b"\x1b@\x1bt" + bytes((page,)))
    assert name in read_escpos(blob).text


def test_a_word_of_another_page_is_written_in_that_page() -> None:
    paper = printed(receipt_of("Öl", "Öl und Молоко hier", "Jürgen"))

    assert "Öl und Молоко hier" in paper.text
    assert paper.commands.count("ESC *") == 0


@pytest.mark.parametrize("name", ["حليب طازج", "牛乳 500ml", "หวาน", "🙂 smile", "Café ΑΒΓ 牛"])
def test_what_no_page_has_becomes_an_image_in_its_cells(name: str) -> None:
    paper = printed(receipt_of("Tea", name, "Milk"))

    row = next(row for row in paper.lines if any(isinstance(part, Image) for _, part in row.parts))
    assert row.text.endswith("2.00")
    assert len(row.text) == 48
    assert row.at == 48 * 12
    for _, part in row.parts:
        if isinstance(part, Image):
            assert len(part.rows) == 24
            assert any(map(any, part.rows))


def test_a_printer_without_inline_images_gets_the_whole_row_as_one_picture() -> None:
    paper = printed(receipt_of("Tea", "牛乳", columns=32), "generic-58")

    assert paper.commands.count("GS v 0") == 1
    assert "ESC *" not in paper.commands
    picture = next(part for row in paper.lines for _, part in row.parts if isinstance(part, Image))
    assert (len(picture.rows[0]), len(picture.rows)) == (384, 30)
    assert any(map(any, (row[300:] for row in picture.rows)))


def test_large_rows_keep_the_amount_as_text_and_a_name_alone_as_one_picture() -> None:
    one = document(papers.arabic(), papers.SHOP_AR, language="ar")

    found = printed(one).lines
    assert [row.text.strip() for row in found if row.size == 0x11 and row.text] == ["80.90"]
    assert len(next(part for _, part in found[0].parts if isinstance(part, Image)).rows) == 54


def test_the_barcode_is_the_printers_own_where_it_can() -> None:
    paper = printed(receipt_of("Tea"))

    assert paper.barcodes == [b"{BT1-A000123-9F3A"]
    assert "T1-A000123-9F3A" in paper.text


TOO_LONG, NOT_NATIVE = ("generic-58", "TILLNO12-A000123"), ("generic-80", "T1-A000123")


@pytest.mark.parametrize(("profile", "receipt_no"), [TOO_LONG, NOT_NATIVE])
def test_the_barcode_is_a_picture_where_it_cannot(profile: str, receipt_no: str) -> None:
    columns = PROFILES[profile].columns
    one = document(papers.three_lines(), columns=columns, receipt_no=receipt_no)
    paper = printed(one, profile, barcode_b=False)

    assert paper.barcodes == []
    dots = [part.rows for row in paper.lines for _, part in row.parts if isinstance(part, Image)][-1]
    picture = Picture.new("L", (len(dots[0]) + 80, len(dots) + 80), 255)
    for y, row in enumerate(dots):
        for x, dot in enumerate(row):
            if dot:
                picture.putpixel((x + 40, y + 40), 0)
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [f"{receipt_no}-9F3A"]


ENDS = [("generic-80", b"\x1bd\x06\x1dV\x01"), ("generic-58", b"\x1bd\x04")]


@pytest.mark.parametrize(("profile", "end"), ENDS)
def test_the_paper_ends_with_a_cut_or_at_the_tear_bar(profile: str, end: bytes) -> None:
    one = receipt_of("Tea", columns=PROFILES[profile].columns)

    assert render(one, find_profile(profile), FONTS).endswith(end)


def test_full_cut_where_the_profile_says_so() -> None:
    assert render(receipt_of("Tea"), find_profile("generic-80", cutter="full"), FONTS).endswith(b"\x1dV\x00")


HOSTILE = [
    "\x1bp\x00\x19\xfa",
    "\x1dV\x00",
    "\x10\x14\x01\x00\x01",
    "".join(map(chr, range(0x20))) + "".join(map(chr, range(0x7F, 0xA0))),
    "\u202e99.0\u202c\u2066\u2069\u200f",
    "\ud800\udfff\ue000\U000e0041\ufffe",
    "x" * 10_000,
    "\u0301" * 500,
    "牛\x1b@乳\x1dk\x04A\x00",
    "{B{{C",
    "\u2028\u2029\x85\x0b\x0c",
    "",
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("profile", ["generic-80", "generic-58"])
def test_names_from_outside_never_command_the_printer(name: str, profile: str) -> None:
    columns = PROFILES[profile].columns
    header = replace(papers.SHOP, name=name, address=(name,), footer=name, returns=name, vat_id=name)
    finished = replace(paid(sale([line(name, 2000, 100)]), 1000), cashier=name)
    harmless = printed(document(paid(sale([line("Tea", 2000, 100)]), 1000), columns=columns), profile)

    paper = printed(document(finished, header, columns=columns), profile)
    looks = {"ESC t", "ESC E", "ESC *", "GS !", "GS v 0"}
    commands = [[name for name in one.commands if name not in looks] for one in (paper, harmless)]
    assert commands[0] == commands[1]


def test_no_picture_spells_a_real_time_command() -> None:
    dots = bytes(range(0x10, 0x16)) + b"\x10\x04\x10\x05\x10\x14\x10\x10\x14"

    harmless = without_real_time_commands(dots)
    assert len(harmless) == len(dots)
    assert all(after & before == before for before, after in zip(dots, harmless, strict=True))
    for command in (b"\x10\x04", b"\x10\x05", b"\x10\x14"):
        assert command not in harmless


IMPORT = """
import logging, os, sys, tempfile
from receipts.escpos import prepare
from receipts.profiles import find_profile
assert not any(name.partition(".")[0] == "escpos" for name in sys.modules)
prepare(find_profile("generic-80"))
assert "escpos.printer.dummy" in sys.modules
assert logging.getLogger().handlers == []
assert "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ
assert os.listdir(tempfile.gettempdir()) == []
"""


def test_the_library_is_imported_late_and_leaves_nothing_behind(tmp_path: Path) -> None:
    environment = {"TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT), "PATH": ""}

    subprocess.run([sys.executable, "-W", "error", "-c", IMPORT], env=environment, check=True, timeout=60)
