"""What each printer can do: one row a model, every field open to IT.

Pure. Numbers of code pages come from python-escpos' profile named in `base` where a page has none of its own
(`CP858=2`). What stands here is what that library lacks or has wrong (it knows neither TM-T20III, TM-m30, the
later TM-T88, nor any Bixolon or Xprinter, and its default profile promises too much). `source` names the
manual or table that a row was written from; what a source leaves open is set to what works on every printer.
"""

import codecs
import re
from dataclasses import dataclass, replace
from typing import Literal

from pos_terminal.errors import ConfigError
from receipts.document import FONT_DOTS, Font

Cutter = Literal["partial", "full", "none"]
Pictures = Literal["raster", "bands"]
Option = int | bool | str | tuple[str, ...]

# Every ESC/POS printer that has these pages at all numbers them as Epson does (but Citizen).
_WEST = ("CP858", "CP1252", "CP850", "CP437")
_EAST = ("CP852", "CP866")
_EPSON = (*_WEST, *_EAST, "CP1250", "CP1251", "CP737", "CP857", "CP775")
_EPSON_PAGES_TO_19 = ("CP858=19", "CP1252=16", "CP850=2", "CP437=0", "CP852=18", "CP866=17")
_BIXOLON = (*_EPSON_PAGES_TO_19, "CP1251=28", "CP737=29", "CP775=30", "CP857=37", "CP1250=47")
_CITIZEN = ("CP858=2", "CP1252=16", "CP437=0", "CP852=6", "CP866=7", "CP857=8")
_XPRINTER = (*_EPSON_PAGES_TO_19, "CP1251=23", "CP737=24")

# `CP858`, `CP858=2`; ASCII is what every page has anyway.
_PAGE = re.compile(r"([A-Za-z0-9_-]+)(?:=(\d{1,3}))?")

_ENCODER_DATA = "ReceiptPrinterEncoder's tables of printers and code pages"


@dataclass(frozen=True, slots=True)
class Profile:
    """One model of printer.

    columns: characters of font A (12 x 24 dots) on a row, columns_b of font B (0: of 9 dots each); dots:
    printable width. pages: code pages that may be trusted, best first; none: ASCII alone, all else is drawn.
    cutter: partial leaves a bridge. barcode_b: has `GS k` function B; qr: has `GS ( k` for QR codes, else
    they are pictures. inline_images: keeps `ESC *` columns and text on one row; without it, a row with a
    character that no page has is printed as one raster image. pictures: `raster` by `GS v 0`; `bands`: a
    printer with needles, rows of eight dots, double sizes only, no barcodes. double_byte: starts in a Chinese
    mode that must be left before any page counts. drawer_pins: the connector's pins that a drawer can hang
    on. drawer_at_once: opens it by `DLE DC4`. status: answers `DLE EOT`; near_end: has the sensor that tells
    when paper runs low; drawer_sensor: tells whether the drawer is open. source: where this was read.
    """

    name: str
    base: str
    columns: int
    dots: int
    pages: tuple[str, ...] = _WEST + _EAST
    cutter: Cutter = "partial"
    barcode_b: bool = True
    qr: bool = False
    inline_images: bool = True
    double_byte: bool = False
    drawer_pins: tuple[int, ...] = (2, 5)
    columns_b: int = 0
    pictures: Pictures = "raster"
    drawer_at_once: bool = True
    status: bool = True
    near_end: bool = True
    drawer_sensor: bool = True
    source: str = ""

    def columns_of(self, font: Font) -> int:
        """Characters of a row in the printer's font A or B."""
        if font == "A":
            return self.columns
        return self.columns_b or self.dots // FONT_DOTS[font][0]

    def cell_dots_of(self, font: Font) -> tuple[int, int]:
        """Width and height of a character in dots."""
        if font == "B" and self.columns_b:
            return self.dots // self.columns_b, FONT_DOTS[font][1]
        return FONT_DOTS[font]


def _epson_80(name: str, source: str) -> Profile:
    return Profile(name, "TM-T20II", 48, 576, _EPSON, qr=True, source=source)


def _epson_88(name: str, source: str) -> Profile:
    return Profile(name, "TM-T88V", 42, 512, _EPSON, qr=True, source=source)


def _needles(name: str, cutter: Cutter) -> Profile:
    """Font A is of 9 x 9 dots, B of 7 x 9; a dot is half as wide as one of these 400 in double density."""
    return Profile(
        name,
        "TM-U220" if cutter == "none" else "TM-U220B",
        33,
        400,
        _EPSON_PAGES_TO_19,
        cutter,
        barcode_b=False,
        inline_images=False,
        columns_b=40,
        pictures="bands",
        near_end=False,
        source="Epson TM-U220 series Specification (STANDARD) Rev. B; TM-U230 Specification, ESC *",
    )


def _plain_80(name: str, source: str, pages: tuple[str, ...] = _EPSON_PAGES_TO_19) -> Profile:
    """A clone: in its Chinese mode at first, and without sensors that can be relied upon."""
    return Profile(
        name, "default", 48, 576, pages, double_byte=True, near_end=False, drawer_sensor=False, source=source
    )


def _plain_58(name: str, source: str) -> Profile:
    return Profile(
        name,
        "default",
        32,
        384,
        cutter="none",
        inline_images=False,
        double_byte=True,
        drawer_pins=(2,),
        drawer_at_once=False,
        near_end=False,
        drawer_sensor=False,
        source=source,
    )


def _star(name: str, columns: int, dots: int) -> Profile:
    """Only where the printer's own settings name ESC/POS as its emulation."""
    return Profile(
        name,
        "default",
        columns,
        dots,
        _EPSON_PAGES_TO_19,
        barcode_b=False,
        inline_images=False,
        source=f"Star Micronics ESC/POS Mode Command Specifications Rev. 2.50; {_ENCODER_DATA}",
    )


_ROWS = (
    _plain_80("generic-80", "what the 80 mm rows below have in common"),
    _plain_58("generic-58", "what the 58 mm rows below have in common"),
    _epson_80("TM-T20II", "Epson TM-T20 Technical Reference Guide M00028503 Rev. C; python-escpos TM-T20II"),
    _epson_80("TM-T20III", f"Epson ESC/POS Command Reference; {_ENCODER_DATA} (epson-tm-t20iii)"),
    Profile("TM-T88IV", "TM-T88IV", 42, 512, source="Epson ESC/POS Application Programming Guide Ver. 10.05"),
    _epson_88("TM-T88V", "Epson TM-T88V Specification (STANDARD) Rev. B"),
    _epson_88("TM-T88VI", f"Epson ESC/POS Command Reference; {_ENCODER_DATA} (epson-tm-t88vi)"),
    _epson_88("TM-T88VII", f"Epson TM-T88 series manual, print areas; {_ENCODER_DATA} (epson-tm-t88vii)"),
    _epson_80("TM-m30", "Epson ESC/POS Command Reference; the print head is that of the TM-T20III"),
    _epson_80("TM-m30II", "Epson ESC/POS Command Reference; the print head is that of the TM-T20III"),
    _epson_80("TM-m30III", "Epson ESC/POS Command Reference; the print head is that of the TM-T20III"),
    _needles("TM-U220", "partial"),
    _needles("TM-U220D", "none"),
    _star("Star-TSP650II", 48, 576),
    _star("Star-mC-Print3", 48, 576),
    _star("Star-mC-Print2", 32, 384),
    Profile(
        "SRP-350",
        "default",
        42,
        512,
        ("CP858=19", "CP850=2", "CP437=0"),
        source=f"Bixolon SRP-350II Command Manual Rev. 1.01; {_ENCODER_DATA} (bixolon-srp350)",
    ),
    Profile(
        "SRP-350III",
        "default",
        42,
        512,
        _BIXOLON,
        qr=True,
        source=f"Bixolon SRP-350/352plusIII Command Manual Rev. 1.00; {_ENCODER_DATA} (bixolon-srp350iii)",
    ),
    Profile(
        "SRP-330", "default", 48, 576, _BIXOLON, qr=True, source="Bixolon SRP-330 Command Manual Rev. 1.01"
    ),
    Profile(
        "CT-S310II",
        "default",
        48,
        576,
        _CITIZEN,
        qr=True,
        columns_b=64,
        source=f"Citizen Command Reference Rev. 0.23; {_ENCODER_DATA} (citizen-ct-s310ii)",
    ),
    Profile(
        "CT-S601",
        "default",
        48,
        576,
        _CITIZEN,
        qr=True,
        columns_b=64,
        source="Citizen Command Reference Rev. 0.23 (CT-S601, CT-S601II); code pages as the CT-S310II's",
    ),
    _plain_80(
        "XP-80", f"Xprinter XP-80X Series Programmer Manual; {_ENCODER_DATA} (xprinter-xp-t80q)", _XPRINTER
    ),
    _plain_80("RP-326", "Rongta RP325/RP326/RP327/RP328 Command Set V1.0"),
    _plain_80("POS-80", "Programmer Manual of the POS-80XX series of 80 mm thermal receipt printers"),
    _plain_58("POS-58", f"python-escpos POS-5890 and NT-5890K; {_ENCODER_DATA} (pos-5890)"),
)

PROFILES = {profile.name: profile for profile in _ROWS}

# Asked for often: they print Star's raster graphics and understand no ESC/POS.
_STAR_GRAPHICS = ("TSP100", "TSP143", "Star-TSP100", "Star-TSP143")


def find_profile(name: str, **overrides: Option) -> Profile:
    """The profile of that name with some fields replaced. Raises ConfigError that says what may be chosen."""
    if name in _STAR_GRAPHICS:
        raise ConfigError(
            f"The printer {name} prints Star's own raster graphics and understands no ESC/POS: "
            f"use another printer, with a profile such as {', '.join(PROFILES)}."
        )
    if name not in PROFILES:
        raise ConfigError(f"There is no printer profile '{name}': choose one of {', '.join(PROFILES)}.")
    unknown = set(overrides) - set(Profile.__slots__)
    if unknown:
        raise ConfigError(
            f"A printer profile has no field '{min(unknown)}': it has {', '.join(Profile.__slots__)}."
        )
    profile = replace(PROFILES[name], **overrides)  # type: ignore[arg-type]
    for page in profile.pages:
        if not _is_page(page):
            raise ConfigError(
                f"'{page}' is no code page of a printer: write its name, such as CP858, CP1252 or ASCII, and "
                "behind = the number that the printer's manual gives it for ESC t, if that is not Epson's."
            )
    if not (24 <= profile.columns <= 64 and 12 * profile.columns <= profile.dots <= 1024):
        raise ConfigError(
            f"Printer profile '{name}': {profile.columns} columns do not go with {profile.dots} dots; "
            "a column takes 12 dots, and 24 to 64 columns are possible."
        )
    return profile


def _is_page(text: str) -> bool:
    found = _PAGE.fullmatch(text)
    if found is None or int(found[2] or 0) > 255:
        return False
    try:
        upper = bytes(range(0x80, 0x100)).decode(codecs.lookup(found[1]).name, "ignore")
    except LookupError:
        return False
    return found[1].upper() == "ASCII" or len(upper) > 64  # one character a byte, and most bytes have one
