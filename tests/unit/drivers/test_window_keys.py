"""Key codes of Windows and macOS as X11's: against their documentation, not against a machine."""

import pytest

from drivers.scanners.keymaps import KEYPAD_DIGITS
from drivers.scanners.window_keys import x11_code

# Set-1 scan codes with bit 8 for an extended key, and evdev codes (input-event-codes.h).
WINDOWS = {
    "1": (0x02, 2),
    "0": (0x0B, 11),
    "Q": (0x10, 16),
    "Enter": (0x1C, 28),
    "left Ctrl": (0x1D, 29),
    "Z": (0x2C, 44),
    "left Alt": (0x38, 56),
    "Caps Lock": (0x3A, 58),
    "F10": (0x44, 68),
    "pad 7": (0x47, 71),
    "pad 0": (0x52, 82),
    "102nd": (0x56, 86),
    "F12": (0x58, 88),
    "F13": (0x64, 183),
    "F24": (0x76, 194),
    "pad Enter": (0x11C, 96),
    "AltGr": (0x138, 100),
    "Home": (0x147, 102),
    "Num Lock": (0x145, 69),
    "Pause": (0x45, 119),
}
# kVK_... of HIToolbox/Events.h.
MAC = {
    "A": (0x00, 30),
    "1": (0x12, 2),
    "0": (0x1D, 11),
    "Return": (0x24, 28),
    "Tab": (0x30, 15),
    "Space": (0x31, 57),
    "Escape": (0x35, 1),
    "left Shift": (0x38, 42),
    "right Option": (0x3D, 100),
    "pad 0": (0x52, 82),
    "pad 9": (0x5C, 73),
    "pad Enter": (0x4C, 96),
    "F1": (0x7A, 59),
    "F8": (0x64, 66),
    "F12": (0x6F, 88),
    "Up": (0x7E, 103),
}


@pytest.mark.parametrize("key", WINDOWS)
def test_a_key_of_windows(key: str) -> None:
    native, evdev = WINDOWS[key]
    assert x11_code(native, "win32") == evdev + 8


@pytest.mark.parametrize("key", MAC)
def test_a_key_of_macos(key: str) -> None:
    native, evdev = MAC[key]
    assert x11_code(native, "darwin") == evdev + 8


@pytest.mark.parametrize(("platform", "pad"), [("win32", range(0x47, 0x53)), ("darwin", range(0x52, 0x5D))])
def test_the_whole_pad_is_there(platform: str, pad: range) -> None:
    assert {x11_code(native, platform) - 8 for native in pad} >= set(KEYPAD_DIGITS)


@pytest.mark.parametrize(
    ("native", "platform"), [(0, "win32"), (0x1FF, "win32"), (0x7F, "darwin"), (0, "linux")]
)
def test_what_is_no_key_has_no_code(native: int, platform: str) -> None:
    assert x11_code(native, platform) == 0


def test_x11_is_taken_as_it_is() -> None:
    assert x11_code(36, "linux") == 36


def test_no_two_keys_of_a_system_are_one() -> None:
    for platform, count in (("win32", 0x200), ("darwin", 0x80)):
        codes = [code for native in range(count) if (code := x11_code(native, platform))]
        assert len(codes) == len(set(codes))
