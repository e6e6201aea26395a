"""Every colour, type size and distance of the screen. Pure values; nothing else in `ui` names one.

Sizes are pixels of a 1024x768 counter screen (0.30 mm each) and grow with the screen. One accent colour, one
alarm colour, grey for the rest; contrast is 7:1 for money and 4.5:1 for all else, checked by tests/ui.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Literal

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme, as #RRGGBB."""

    window: str
    panel: str
    panel_alt: str
    key: str
    key_pressed: str
    key_off: str
    edge: str
    ink: str
    muted: str
    off_ink: str
    accent: str
    accent_ink: str
    accent_soft: str
    alarm: str
    alarm_fill: str
    alarm_ink: str
    alarm_soft: str
    paper: str
    paper_ink: str


ColourRole = Literal[
    "window",
    "panel",
    "panel_alt",
    "key",
    "key_pressed",
    "key_off",
    "edge",
    "ink",
    "muted",
    "off_ink",
    "accent",
    "accent_ink",
    "accent_soft",
    "alarm",
    "alarm_fill",
    "alarm_ink",
    "alarm_soft",
    "paper",
    "paper_ink",
]

LIGHT = Colours(
    window="#E4E7EB",
    panel="#FFFFFF",
    panel_alt="#F3F5F7",
    key="#F8F9FB",
    key_pressed="#B9D3EE",
    key_off="#E4E7EB",
    edge="#AEB6C0",
    ink="#12161B",
    muted="#464E58",
    off_ink="#5A626C",
    accent="#0A559F",
    accent_ink="#FFFFFF",
    accent_soft="#D5E6F8",
    alarm="#A9121A",
    alarm_fill="#A9121A",
    alarm_ink="#FFFFFF",
    alarm_soft="#FBE3E2",
    paper="#FFFFFF",
    paper_ink="#12161B",
)

DARK = Colours(
    window="#101317",
    panel="#1B2026",
    panel_alt="#222830",
    key="#2A313A",
    key_pressed="#274766",
    key_off="#181C21",
    edge="#4A545F",
    ink="#F3F5F7",
    muted="#B4BCC6",
    off_ink="#8E97A2",
    accent="#63B0F5",
    accent_ink="#06121E",
    accent_soft="#17324D",
    alarm="#FF8A80",
    alarm_fill="#9E1B1B",
    alarm_ink="#FFFFFF",
    alarm_soft="#4A1A1A",
    paper="#FFFFFF",
    paper_ink="#12161B",
)

THEMES: dict[ThemeName, Colours] = {"light": LIGHT, "dark": DARK}


class Type(Enum):
    """The type scale: pixels on the 1024x768 screen, whether it is bold, and width in percent of the face's
    own.
    """

    SMALL = (18, False, 90)
    SMALL_BOLD = (18, True, 90)
    SMALL_NARROW = (18, False, 76)
    BODY = (20, False, 90)
    BODY_BOLD = (20, True, 90)
    ROW = (22, False, 90)
    ROW_BOLD = (22, True, 90)
    AMOUNT = (24, True, 90)
    KEY = (20, True, 86)
    KEY_NARROW = (18, True, 80)
    DIGIT = (30, True, 90)
    SIGN = (26, True, 100)
    ENTRY = (30, True, 88)
    TITLE = (28, True, 90)
    LAST_AMOUNT = (34, True, 90)
    MONEY_60 = (60, True, 76)
    MONEY_72 = (72, True, 84)
    MONEY_84 = (84, True, 90)
    CHANGE = (120, True, 90)

    @property
    def size_px(self) -> int:
        """Height of the em square on the 1024x768 screen."""
        return self.value[0]

    @property
    def bold(self) -> bool:
        """Whether it is set in bold."""
        return self.value[1]

    @property
    def width_percent(self) -> int:
        """How wide the letters are set."""
        return self.value[2]


MONEY_SMALLER = (Type.MONEY_72, Type.MONEY_60)
CHANGE_SMALLER = (Type.MONEY_84, Type.MONEY_72, Type.MONEY_60)

DESIGN_WIDTH = 1024
DESIGN_HEIGHT = 768
GAP = 8
PAD = 8
TARGET = 48
MAIN_TARGET = 72
EDGE = 1
MARK = 6
FLASH_MS = 120
DOUBLE_TAP_MS = 150
CONTRAST_MONEY = 7.0
CONTRAST_TEXT = 4.5


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2, 1.4.3): 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
