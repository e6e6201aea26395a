"""Types keys into a uinput device from a process of its own: the reader's interpreter is not shared.

`python -m tools.hardware.typist FD GAP_US`, the key codes as JSON on standard input.
"""

import json
import os
import struct
import sys
import time

_EVENT = struct.Struct("@llHHi")
_EV_SYN, _EV_KEY = 0, 1


def stroke(code: int) -> bytes:
    """A key pressed and let go."""
    sync = _EVENT.pack(0, 0, _EV_SYN, 0, 0)
    return _EVENT.pack(0, 0, _EV_KEY, code, 1) + sync + _EVENT.pack(0, 0, _EV_KEY, code, 0) + sync


def main() -> None:
    """Type what standard input says."""
    fd, gap_s = int(sys.argv[1]), int(sys.argv[2]) / 1e6
    for code in json.load(sys.stdin):
        os.write(fd, stroke(code))
        if gap_s:
            time.sleep(gap_s)


if __name__ == "__main__":
    main()
