"""What each printer can do: one row a model, every field open to IT.

Pure. Numbers of code pages come from python-escpos' profile named in `base`; what stands here is what it
lacks or has wrong (it knows neither TM-T20III nor TM-m30, and its default profile promises too much).
"""

from dataclasses import dataclass, replace
from typing import Literal

from pos_terminal.errors import ConfigError
from receipts.document import FONT_DOTS, Font

Cutter = Literal["partial", "full", "none"]
Option = int | bool | str | tuple[str, ...]

_WEST = ("CP858", "CP1252", "CP850", "CP437")
_EAST = ("CP852", "CP866")


@dataclass(frozen=True, slots=True)
class Profile:
    """One model of printer.

    columns: characters of font A (12 x 24 dots) on a row; dots: printable width. pages: code pages that may
    be trusted, best first. barcode_b: has `GS k` function B; qr: has `GS ( k` for QR
    codes, else they are pictures. inline_images: keeps `ESC *` columns and text on
    one row; without it, a row with a character that no page has is printed as one raster image. double_byte:
    starts in a Chinese mode that must be left before any page counts. drawer_pins: the connector's pins that
    a drawer can hang on.
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

    def columns_of(self, font: Font) -> int:
        """Characters of a row in the printer's font A or B."""
        return self.columns if font == "A" else self.dots // FONT_DOTS[font][0]


_EPSON = (*_WEST, *_EAST, "CP1250", "CP1251", "CP737", "CP857", "CP775")

PROFILES = {
    profile.name: profile
    for profile in (
        Profile("generic-80", "default", 48, 576, double_byte=True),
        Profile(
            "generic-58",
            "default",
            32,
            384,
            cutter="none",
            inline_images=False,
            double_byte=True,
            drawer_pins=(2,),
        ),
        Profile("TM-T20II", "TM-T20II", 48, 576, _EPSON, qr=True),
        Profile("TM-T20III", "TM-T20II", 48, 576, _EPSON, qr=True),
        Profile("TM-T88IV", "TM-T88IV", 42, 512),
        Profile("TM-T88V", "TM-T88V", 42, 512, _EPSON, qr=True),
        Profile("TM-T88VI", "TM-T88V", 42, 512, _EPSON, qr=True),
        Profile("TM-m30", "TM-T20II", 48, 576, _EPSON, qr=True),
        Profile("POS-80", "default", 48, 576, double_byte=True),
        Profile(
            "POS-58",
            "default",
            32,
            384,
            cutter="none",
            inline_images=False,
            double_byte=True,
            drawer_pins=(2,),
        ),
    )
}


def find_profile(name: str, **overrides: Option) -> Profile:
    """The profile of that name with some fields replaced. Raises ConfigError that says what may be chosen."""
    if name not in PROFILES:
        raise ConfigError(f"There is no printer profile '{name}': choose one of {', '.join(PROFILES)}.")
    unknown = set(overrides) - set(Profile.__slots__)
    if unknown:
        raise ConfigError(
            f"A printer profile has no field '{min(unknown)}': it has {', '.join(Profile.__slots__)}."
        )
    profile = replace(PROFILES[name], **overrides)  # type: ignore[arg-type]
    if not (24 <= profile.columns <= 64 and 12 * profile.columns <= profile.dots <= 1024):
        raise ConfigError(
            f"Printer profile '{name}': {profile.columns} columns do not go with {profile.dots} dots; "
            "a column takes 12 dots, and 24 to 64 columns are possible."
        )
    return profile
