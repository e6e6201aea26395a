"""A keyboard at an X server of its own: real key events through XTest, as a scanner or a person makes them.

One thread. A whole code goes to the server in one go with the pauses between its keys, which the server
keeps: a machine that is busy cannot tear it apart on the way.
"""

import ctypes
import os
import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from drivers.scanners import keymaps
from drivers.scanners.keymaps import LAYOUTS, X11_OFFSET

WINDOW_NAME = "POS Terminal"
ENTER, ESCAPE = keymaps.KEY_ENTER, 1
F_KEYS = {f"F{number}": code for number, code in enumerate((*range(59, 69), 87, 88), 1)}
PERSON_GAP_S, PERSON_TOUCH_S = 0.06, 0.055
_US = LAYOUTS["us"]
_KEYS = {char: (code, False) for code, char in _US.plain.items()} | {
    char: (code, True) for code, char in _US.shifted.items() if char not in _US.plain.values()
}
_START_S = 30


def missing() -> str:
    """What this machine lacks for it, as a sentence; empty where nothing is."""
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        return "Xvfb or xdotool is missing: apt-get install xvfb xdotool"
    return ""


@contextmanager
def x_server() -> Iterator[str]:
    """An X server without a screen; its display."""
    read_end, write_end = os.pipe()
    command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1024x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write_end], stderr=subprocess.DEVNULL)
    os.close(write_end)
    try:
        with os.fdopen(read_end) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


class XKeyboard:
    """Types into the program's window."""

    def __init__(self, display: str) -> None:
        self._x11, self._xtest = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XSync.argtypes = (ctypes.c_void_p, ctypes.c_int)
        self._x11.XCloseDisplay.argtypes = (ctypes.c_void_p,)
        self._xtest.XTestFakeKeyEvent.argtypes = (
            *(ctypes.c_void_p, ctypes.c_uint, ctypes.c_int),
            ctypes.c_ulong,
        )
        self._display = self._x11.XOpenDisplay(display.encode())
        if not self._display:
            raise OSError(f"The X server {display} does not answer.")
        environment = {**os.environ, "DISPLAY": display}
        search = ["search", "--sync", "--onlyvisible", "--name", WINDOW_NAME, "windowfocus", "--sync"]
        subprocess.run(["xdotool", *search], env=environment, check=True, timeout=_START_S)

    def close(self) -> None:
        """Hang up."""
        self._x11.XCloseDisplay(self._display)

    def scan(self, text: str, gaps_ms: tuple[int, int], touch_ms: int, chance: random.Random) -> float:
        """A scanner's keys and Enter; returns when they are typed. gaps_ms: least and most from key to key.

        Answers for how many ms longer the machine took than the pauses are.
        """
        wanted_ms = 0
        began = time.monotonic()
        for code, shift in (*(_KEYS[char] for char in text), (ENTER, False)):
            gap_ms = chance.randint(*gaps_ms)
            # The server's clock for pauses counts whole milliseconds, and one more.
            wanted_ms += gap_ms + touch_ms + (gap_ms > 0) + (touch_ms > 0)
            self._stroke(code, gap_ms, touch_ms, shift=shift)
        self._x11.XSync(self._display, 0)
        return (time.monotonic() - began) * 1000 - wanted_ms

    def type(self, text: str) -> None:
        """A person's keys, one by one."""
        for char in text:
            code, shift = _KEYS[char]
            self.press(code, shift=shift)

    def press(self, code: int, *, shift: bool = False) -> None:
        """One key of a person."""
        time.sleep(PERSON_GAP_S)
        if shift:
            self._key(keymaps.KEY_LEFTSHIFT, True)
        self._key(code, True)
        self._x11.XSync(self._display, 0)
        time.sleep(PERSON_TOUCH_S)
        self._key(code, False)
        if shift:
            self._key(keymaps.KEY_LEFTSHIFT, False)
        self._x11.XSync(self._display, 0)

    def _stroke(self, code: int, gap_ms: int, touch_ms: int, *, shift: bool = False) -> None:
        if shift:
            self._key(keymaps.KEY_LEFTSHIFT, True, gap_ms)
        self._key(code, True, 0 if shift else gap_ms)
        self._key(code, False, touch_ms)
        if shift:
            self._key(keymaps.KEY_LEFTSHIFT, False)

    def _key(self, code: int, down: bool, after_ms: int = 0) -> None:
        self._xtest.XTestFakeKeyEvent(self._display, code + X11_OFFSET, down, after_ms)
