"""A private folder for the sockets that belong to a data folder. Any thread."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from pos_terminal.errors import Unavailable

# unix(7): sun_path holds 108 bytes with its final zero; a data folder's path may well be longer.
_SUN_PATH_BYTES = 108
_LONGEST_NAME = "/instance.sock"


def runtime_folder(folder: Path) -> Path:
    """The socket folder of a data folder, made if need be. Raises Unavailable where it is somebody else's."""
    name = f"{hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:12]}"
    session = os.environ.get("XDG_RUNTIME_DIR", "")
    chosen = Path(session) / f"pos-terminal-{name}"
    fits = len(os.fsencode(chosen)) + len(_LONGEST_NAME) < _SUN_PATH_BYTES
    if not (session and fits and os.access(session, os.W_OK | os.X_OK)):
        chosen = Path(f"/tmp/pos-terminal-{os.getuid()}-{name}")
    with suppress(FileExistsError):
        chosen.mkdir(mode=0o700)
    state = chosen.lstat()
    if chosen.is_symlink() or not chosen.is_dir() or state.st_uid != os.getuid() or state.st_mode & 0o077:
        raise Unavailable(f"The folder {chosen} is not this user's alone: remove it and start again.")
    return chosen
