"""Reads mapped files whole, so that no receipt waits for the disk in the middle of a page. Any thread.

FreeType maps a font and its pages come one by one as glyphs are first drawn: the last ones hours after the
start. Where the system cannot do it (Linux before 5.14) everything works as before.
"""

import ctypes
from pathlib import Path

_MAPS = Path("/proc/self/maps")
_MADV_POPULATE_READ = 22  # linux/mman.h


def read_whole(folder: Path) -> None:
    """Bring the pages of every file below a folder that this process has mapped into memory."""
    try:
        lines = _MAPS.read_text(encoding="utf-8", errors="replace").splitlines()
        madvise = ctypes.CDLL(None, use_errno=True).madvise
    except (OSError, AttributeError):
        return
    for line in lines:
        if str(folder) in line:
            first, last = (int(edge, 16) for edge in line.split(maxsplit=1)[0].split("-"))
            madvise(ctypes.c_void_p(first), ctypes.c_size_t(last - first), _MADV_POPULATE_READ)
