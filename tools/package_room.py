"""Runs one program inside another root folder, with no network but loopback and nothing of this machine.

`unshare --mount --net --pid --fork --kill-child PYTHON -m tools.package_room TREE USER [NAME=VALUE...] --
COMMAND`

Everything it mounts lies in its own namespace and is gone with it, also after a kill. With `--online` before
TREE it keeps the network that it was started with: for fetching packages. Root only.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import socket
import struct
import subprocess
import sys
from pathlib import Path

# netdevice(7): struct ifreq is a name of 16 bytes, then the flags.
_SIOCSIFFLAGS = 0x8914
_IFF_UP, _IFF_RUNNING = 0x1, 0x40
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
X_SOCKETS = "tmp/.X11-unix"


def main(words: list[str]) -> None:
    """Does not come back: becomes the command."""
    online = words[0] == "--online"
    tree, user, *rest = words[1:] if online else words
    split = rest.index("--")
    environment = dict(word.split("=", 1) for word in rest[:split])
    if not online:
        loopback_up()
    _mount(Path(tree), with_screen="DISPLAY" in environment)
    os.chroot(tree)
    os.chdir("/")
    account = pwd.getpwnam(user)  # the tree's own list, now
    os.initgroups(user, account.pw_gid)
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    if user != "root":
        os.chdir(account.pw_dir)
    command = rest[split + 1 :]
    os.execvpe(command[0], command, {"PATH": _PATH, "HOME": account.pw_dir, "USER": user, **environment})


def loopback_up() -> None:
    """In a new network namespace even 127.0.0.1 is down."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        request = struct.pack("16sh14x", b"lo", _IFF_UP | _IFF_RUNNING)
        fcntl.ioctl(control, _SIOCSIFFLAGS, request)


def _mount(tree: Path, *, with_screen: bool) -> None:
    commands = [
        ["mount", "-t", "proc", "proc", str(tree / "proc")],
        ["mount", "-t", "tmpfs", "-o", "mode=1777", "tmpfs", str(tree / "dev/shm")],
    ]
    if with_screen:
        # An X server's socket is a file, and files cross namespaces of the network.
        (tree / X_SOCKETS).mkdir(mode=0o1777, exist_ok=True)
        commands.append(["mount", "--bind", f"/{X_SOCKETS}", str(tree / X_SOCKETS)])
    for command in commands:
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
