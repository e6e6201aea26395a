"""Physical keys as window systems number them, as X11 key codes. Pure tables; runs on the GUI thread.

Qt's nativeScanCode is the X11 code (evdev + 8) under X11 and Wayland. On Windows it is the set-1 scan code
with bit 8 for an extended key (Microsoft, "Keyboard Input Overview", keystroke message flags), on macOS the
virtual key code (Carbon, HIToolbox/Events.h), which is not 0 for "none": A is 0. Those two tables were
written from these sources; nobody has tried them with a scanner.
"""

from drivers.scanners.keymaps import X11_OFFSET

# Linux numbered its keys by set 1: up to F12 they are the same (include/uapi/linux/input-event-codes.h).
_SET_1_SAME = 0x58
_SET_1 = {
    0x145: 69,  # Num Lock is the extended one, Pause is not
    0x045: 119,
    0x059: 117,
    0x07E: 121,
    0x073: 89,
    0x11C: 96,
    0x11D: 97,
    0x135: 98,
    0x137: 99,
    0x138: 100,
    0x147: 102,
    0x148: 103,
    0x149: 104,
    0x14B: 105,
    0x14D: 106,
    0x14F: 107,
    0x150: 108,
    0x151: 109,
    0x152: 110,
    0x153: 111,
    0x15B: 125,
    0x15C: 126,
    0x15D: 127,
} | dict(zip((*range(0x64, 0x6F), 0x76), range(183, 195), strict=True))  # F13 to F24

# In the order of kVK_...: 0x00 and on; 0: no key.
_MAC_LETTERS = (
    *(30, 31, 32, 33, 35, 34, 44, 45, 46, 47, 86, 48, 16, 17, 18, 19),
    *(21, 20, 2, 3, 4, 5, 7, 6, 13, 10, 8, 12, 9, 11, 27, 24),
    *(22, 26, 23, 25, 28, 38, 36, 40, 37, 39, 43, 51, 53, 49, 50, 52),
    *(15, 57, 41, 14, 0, 1, 126, 125, 42, 58, 56, 29, 54, 100, 97, 0),
)
_MAC = {code: key for code, key in enumerate(_MAC_LETTERS) if key}
# The pad.
_MAC |= {0x41: 83, 0x43: 55, 0x45: 78, 0x47: 69, 0x4B: 98, 0x4C: 96, 0x4E: 74, 0x51: 117}
_MAC |= dict(zip((*range(0x52, 0x5A), 0x5B, 0x5C), (82, 79, 80, 81, 75, 76, 77, 71, 72, 73), strict=True))
# F1 to F10, F11 to F20.
_F1 = (0x7A, 0x78, 0x63, 0x76, 0x60, 0x61, 0x62, 0x64, 0x65, 0x6D)
_F11 = (0x67, 0x6F, 0x69, 0x6B, 0x71, 0x6A, 0x40, 0x4F, 0x50, 0x5A)
_MAC |= dict(zip((*_F1, *_F11), (*range(59, 69), 87, 88, *range(183, 191)), strict=True))
# Help (where Insert is), Home, Page Up, Delete, End, Page Down, and the arrows.
_MAC |= {0x72: 110, 0x73: 102, 0x74: 104, 0x75: 111, 0x77: 107, 0x79: 109}
_MAC |= {0x7B: 105, 0x7C: 106, 0x7D: 108, 0x7E: 103}


def x11_code(native: int, platform: str) -> int:
    """The X11 key code of a window system's; 0 where there is none. platform: as sys.platform says."""
    if platform == "win32":
        key = native if 0 < native <= _SET_1_SAME and native != 0x45 else 0
        key = _SET_1.get(native, key)
    elif platform == "darwin":
        key = _MAC.get(native, 0)
    else:
        return native
    return key + X11_OFFSET if key else 0
