"""Runs before the frozen program: the programs that it starts get the library path of before. Main thread.

PyInstaller's loader sets LD_LIBRARY_PATH to our own folder and begins again; the dynamic loader has read it
by now. Left as it is, Debian's programs and the embedded servers would load our libraries instead of theirs.
"""

import os

_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if _before:
    os.environ["LD_LIBRARY_PATH"] = _before
else:
    os.environ.pop("LD_LIBRARY_PATH", None)
