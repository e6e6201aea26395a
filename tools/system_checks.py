"""What this machine must have before the environment is built, and the command that mends each lack.

Standard library only, and in the syntax of Python 3.8, because it has to run on the machines that it refuses.
It looks and says; it never installs anything (tools/setup.py does).
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

OLDEST_PYTHON, NEWEST_PYTHON = (3, 11), (3, 13)
OLDEST_GLIBC = (2, 34)  # PySide6's wheels are manylinux_2_34
BUILD_BYTES = 1_500_000_000  # the environment takes 650 MB, and pip's copies stand beside it for a while
NETWORK_TIMEOUT_S = 15

INSTALLERS = {
    "debian": "apt-get install",
    "fedora": "dnf install",
    "arch": "pacman -S --needed",
    "opensuse": "zypper install",
}


# What each thing is needed for, then its name and its package by family of distributions.
_LIBRARIES = {
    "Qt cannot start without it": """
      libGL.so.1              libgl1              libglvnd-glx        libglvnd            libglvnd
      libEGL.so.1             libegl1             libglvnd-egl        libglvnd            libglvnd
      libdbus-1.so.3          libdbus-1-3         dbus-libs           dbus                libdbus-1-3
      libglib-2.0.so.0        libglib2.0-0        glib2               glib2               libglib-2_0-0
      libfontconfig.so.1      libfontconfig1      fontconfig          fontconfig          libfontconfig1
    """,
    "without it Arabic is printed unshaped": """
      libfribidi.so.0         libfribidi0         fribidi             fribidi             libfribidi0
    """,
    "without it Qt opens no window under X11 and stops without an exception": """
      libxkbcommon-x11.so.0   libxkbcommon-x11-0  libxkbcommon-x11    libxkbcommon-x11    libxkbcommon-x11-0
      libxcb-cursor.so.0      libxcb-cursor0      xcb-util-cursor     xcb-util-cursor     libxcb-cursor0
      libxcb-icccm.so.4       libxcb-icccm4       xcb-util-wm         xcb-util-wm         libxcb-icccm4
      libxcb-image.so.0       libxcb-image0       xcb-util-image      xcb-util-image      libxcb-image0
      libxcb-keysyms.so.1     libxcb-keysyms1     xcb-util-keysyms    xcb-util-keysyms    libxcb-keysyms1
      libxcb-render-util.so.0 libxcb-render-util0 xcb-util-renderutil xcb-util-renderutil libxcb-render-util0
      libxcb-randr.so.0       libxcb-randr0       libxcb              libxcb              libxcb-randr0
      libxcb-shape.so.0       libxcb-shape0       libxcb              libxcb              libxcb-shape0
      libxcb-xkb.so.1         libxcb-xkb1         libxcb              libxcb              libxcb-xkb1
    """,
}
_TEST_PROGRAMS = {
    "the tests of the window need it": """
        Xvfb       xvfb           xorg-x11-server-Xvfb  xorg-server-xvfb  xorg-x11-server-Xvfb
        xdotool    xdotool        xdotool               xdotool           xdotool
    """,
    "the tests of printing and storing need it": """
        strace     strace         strace                strace            strace
        pdftotext  poppler-utils  poppler-utils         poppler           poppler-tools
    """,
    "the tests of the tree need it": """
        git        git            git-core              git               git-core
    """,
}


class Need(NamedTuple):
    """One thing to be found on the machine and the package that holds it, by family of distributions."""

    purpose: str
    name: str
    debian: str
    fedora: str
    arch: str
    opensuse: str


class Lack(NamedTuple):
    """One thing that is missing, as a sentence; packages: what would bring it, empty if no package does."""

    sentence: str
    packages: tuple[str, ...] = ()


def _rows(table: dict[str, str]) -> tuple[Need, ...]:
    return tuple(
        Need(purpose, *line.split())
        for purpose, lines in table.items()
        for line in lines.strip().splitlines()
    )


LIBRARIES = _rows(_LIBRARIES)
TEST_PROGRAMS = _rows(_TEST_PROGRAMS)


def distribution(description: Path = Path("/etc/os-release")) -> str | None:
    """The family of this machine's distribution; None: not one of INSTALLERS."""
    try:
        lines = description.read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    fields = dict(line.split("=", 1) for line in lines if "=" in line)
    words = f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}".replace('"', "").split()
    alias = {"ubuntu": "debian", "rhel": "fedora", "suse": "opensuse"}
    families = [alias.get(word, word).split("-")[0] for word in words]
    return next((family for family in families if family in INSTALLERS), None)


def install_command(packages: tuple[str, ...], family: str) -> str:
    """The line to type for these packages."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}{INSTALLERS[family]} {' '.join(packages)}"


def find_lacks(root: Path, purpose: str, *, building: bool) -> list[Lack]:
    """Everything that this machine lacks; purpose: run or test; building: an environment must be made."""
    lacks = _interpreter()
    if lacks:
        return lacks  # with the wrong interpreter the other answers would be about the wrong thing
    family = distribution()
    lacks += _venv_module(family) + _c_library() + _data_folder()
    if sys.platform == "linux":
        lacks += [_lack(need, family) for need in LIBRARIES if not _loads(need.name)]
    if purpose == "test":
        lacks += [_lack(need, family) for need in TEST_PROGRAMS if shutil.which(need.name) is None]
    if building:
        lacks += _disk(root)
    return lacks


def network_lacks() -> list[Lack]:
    """Whether the package index that pip would ask answers at all; any HTTP answer will do."""
    import urllib.error  # here, because a start that needs no network is not to pay for it
    import urllib.request

    if os.environ.get("PIP_NO_INDEX"):
        return []
    url = _index_url()
    try:
        with urllib.request.urlopen(url.rstrip("/") + "/pip/", timeout=NETWORK_TIMEOUT_S):
            return []
    except urllib.error.HTTPError:
        return []
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        return [
            Lack(
                f"The package index cannot be reached ({reason}): connect to the network, or name a proxy "
                "with `export https_proxy=http://HOST:PORT`, or a mirror with `export PIP_INDEX_URL=URL`."
            )
        ]


def _interpreter() -> list[Lack]:
    if OLDEST_PYTHON <= sys.version_info[:2] <= NEWEST_PYTHON:
        return []
    found = "{}.{}".format(*sys.version_info[:2])
    names = [f"python3.{minor}" for minor in range(NEWEST_PYTHON[1], OLDEST_PYTHON[1] - 1, -1)]
    other = next((name for name in names if shutil.which(name)), None)
    remedy = f"`make PYTHON={other}`" if other else "install one and name it with `make PYTHON=python3.12`"
    return [Lack(f"Python 3.11 to 3.13 is needed and {sys.executable} is {found}: {remedy}.")]


def _venv_module(family: str | None) -> list[Lack]:
    missing = [name for name in ("ssl", "sqlite3") if importlib.util.find_spec("_" + name) is None]
    if missing:
        names = " and ".join(missing)
        return [Lack(f"{sys.executable} was built without {names}: use the distribution's own python3.")]
    importlib.invalidate_caches()
    if all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        return []
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    packages = (package,) if family == "debian" else ()
    remedy = f"`{install_command(packages, family)}`" if packages and family else "install it"
    return [Lack(f"Python's venv module or its ensurepip is missing: {remedy}.", packages)]


def _c_library() -> list[Lack]:
    if sys.platform != "linux":
        return []
    name, _, version = (os.confstr("CS_GNU_LIBC_VERSION") or "").partition(" ")
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    machine = os.uname().machine
    if machine != "x86_64":
        # evdev-binary and miniaudio have no wheels for anything else, and nothing is compiled here.
        return [Lack(f"The lock has programs for x86_64 only and this machine is {machine}: use a PC.")]
    if name == "glibc" and numbers >= OLDEST_GLIBC:
        return []
    wanted = ".".join(str(part) for part in OLDEST_GLIBC)
    found = f"{name} {version}".strip() or "another C library"
    return [
        Lack(
            f"Qt's wheels need glibc {wanted} or newer and this machine has {found}: "
            "use Debian 12, Ubuntu 22.04, Fedora 35 or anything newer."
        )
    ]


def _data_folder() -> list[Lack]:
    """The nearest existing parent of the user's data folder must take a new file."""
    wanted = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    place = next((folder for folder in (wanted, *wanted.parents) if folder.exists()), Path("/"))
    if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
        return []
    return [
        Lack(
            f"The data folder {wanted} cannot be written: `sudo chown -R $USER {place}`, "
            "or choose another with `export XDG_DATA_HOME=FOLDER`."
        )
    ]


def _disk(root: Path) -> list[Lack]:
    free = shutil.disk_usage(root).free
    if free >= BUILD_BYTES:
        return []
    return [
        Lack(
            f"{root} has {free // 1_000_000} MB free and building the environment takes "
            f"{BUILD_BYTES // 1_000_000} MB: free some space there (`df -h .` shows it)."
        )
    ]


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def _lack(need: Need, family: str | None) -> Lack:
    missing = f"{need.name} is missing ({need.purpose})"
    if family is None:
        return Lack(f"{missing}: install the package that Debian calls {need.debian}.")
    package: str = getattr(need, family)
    return Lack(f"{missing}: `{install_command((package,), family)}`.", (package,))


def _index_url() -> str:
    """Where pip would look: its environment variable, its configuration files, or PyPI."""
    if os.environ.get("PIP_INDEX_URL"):
        return os.environ["PIP_INDEX_URL"]
    import configparser  # here for the same reason as above

    settings = configparser.RawConfigParser()
    home = Path.home()
    named = os.environ.get("PIP_CONFIG_FILE")
    files = [Path("/etc/pip.conf"), home / ".pip/pip.conf", home / ".config/pip/pip.conf"]
    try:
        settings.read(files + ([Path(named)] if named else []), encoding="utf-8")
    except configparser.Error:
        return "https://pypi.org/simple"
    return settings.get("global", "index-url", fallback="https://pypi.org/simple")
