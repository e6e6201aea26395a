"""The first steps of a run: one till a folder, then the servers, then everything else. Main thread.

Only what these steps need is imported here: the embedded servers take longest to come up, so they are
launched before
Qt and the client libraries are loaded.
"""

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pos_terminal import config as c
from pos_terminal.embedded.instance import claim_instance, raise_first
from pos_terminal.embedded.servers import launch
from pos_terminal.errors import StorageUnavailable, Unavailable
from pos_terminal.folders import paths_of

if TYPE_CHECKING:
    from pos_terminal.session import RunOptions


def run(config: c.Config, make_options: "Callable[[], RunOptions]") -> int:
    """Open the app and stay until it is closed; answers the exit status.

    A second start raises the first window.
    """
    folder: Path = paths_of(config).folder
    try:
        lock = claim_instance(folder)
    except OSError as error:
        raise StorageUnavailable(
            f"The till's folder {folder} cannot be used ({error.strerror}); "
            "set till.data_folder to one that may be written."
        ) from error
    if lock is None:
        if not raise_first(folder):
            raise Unavailable(
                "The till is open already and its window does not answer; wait a moment, or end it first."
            )
        sys.stdout.write("The till is open already; its window was raised.\n")
        return 0
    with contextlib.ExitStack() as ends:
        ends.callback(lock.release)
        servers = launch(folder / "servers") if config.embedded.enabled else None
        if servers is not None:
            ends.callback(servers.stop)
        from pos_terminal.session import open_till

        return open_till(config, make_options(), servers, ends, lock.listen)


def has_screen() -> bool:
    """Whether somebody sees a window; Qt's platforms that paint for nobody do not count."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform:
        return platform not in ("offscreen", "minimal")
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
