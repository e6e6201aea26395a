"""A fresh Debian 12 in a folder: made by debootstrap from the mirror that this machine uses, then removed.

Programs run in it through tools/package_room.py: with the network while packages are brought, without it
afterwards. Root only. One thread.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import system_checks
from tools.package_env import ROOT, PackagingFailed

RELEASE = "bookworm"
USER = "till"
_HOME = "/" + f"home/{USER}"
_TIMEOUT_S = 900.0


@dataclass(frozen=True)
class FreshDebian:
    """A tree with a user for the till. Use `made`; `remove` it in the end."""

    tree: Path

    @property
    def home(self) -> Path:
        """The till's user's folder, seen from outside."""
        return self.tree / _HOME.lstrip("/")

    def install(self, packages: Sequence[Path]) -> None:
        """Install packages with all that they depend on. The network is used here, and only here."""
        for package in packages:
            shutil.copyfile(package, self.tree / "tmp" / package.name)
        apt = ["apt-get", "-qq", "-y", "--no-install-recommends", *_proxies()]
        self._online([*apt, "update"])
        self._online([*apt, "install", *(f"/tmp/{package.name}" for package in packages)])
        self._online(["useradd", "--create-home", USER])

    def start(
        self, command: Sequence[str], *, user: str = USER, environment: Mapping[str, str] | None = None
    ) -> subprocess.Popen[str]:
        """A program in the tree, without a network, with no variable but these and PATH, HOME, USER."""
        return subprocess.Popen(
            self._room(command, user, environment or {}),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(
        self,
        command: Sequence[str],
        *,
        user: str = USER,
        expected: int = 0,
        environment: Mapping[str, str] | None = None,
    ) -> str:
        """The same, waited for; answers what it said. Raises PackagingFailed for another exit status."""
        with self.start(command, user=user, environment=environment) as process:
            said, errors = process.communicate(timeout=_TIMEOUT_S)
        if process.returncode != expected:
            raise PackagingFailed(
                f"{(said + errors).strip()[-3000:]}\n"
                f"`{' '.join(command)}` ended with {process.returncode} and not with {expected}."
            )
        return said if expected == 0 else errors

    def remove(self) -> None:
        """Throw the tree away, but never through something that is still mounted in it."""
        mounted = Path("/proc/self/mountinfo").read_text(encoding="utf-8")
        if f" {self.tree}/" in mounted:
            raise PackagingFailed(f"Something is mounted in {self.tree}: unmount it and remove the folder.")
        shutil.rmtree(self.tree, ignore_errors=True)

    def _online(self, command: Sequence[str]) -> None:
        environment = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
        room = self._room(command, "root", environment, online=True)
        done = subprocess.run(room, cwd=ROOT, capture_output=True, text=True, timeout=_TIMEOUT_S, check=False)
        if done.returncode:
            raise PackagingFailed(
                f"{(done.stdout + done.stderr).strip()[-3000:]}\n`{' '.join(command)}` failed in the tree."
            )

    def _room(
        self, command: Sequence[str], user: str, environment: Mapping[str, str], *, online: bool = False
    ) -> list[str]:
        unshare = ["unshare", "--mount", "--pid", "--fork", "--kill-child", *([] if online else ["--net"])]
        room = [sys.executable, "-m", "tools.package_room", *(["--online"] if online else [])]
        told = [f"{name}={text}" for name, text in environment.items()]
        return [*unshare, *room, str(self.tree), user, *told, "--", *command]


def made(folder: Path) -> FreshDebian:
    """A tree in a new folder. Raises PackagingFailed; tells what this machine lacks."""
    _check_machine()
    sources = _sources()
    folder.mkdir(parents=True)
    kept = folder.parent / "debootstrap-cache"
    kept.mkdir(exist_ok=True)
    main = next(source for source in sources if source.split()[2] == RELEASE)
    options = ["--variant=minbase", f"--cache-dir={kept}"]
    # debootstrap mounts /proc in the tree; in a namespace of its own that cannot stay behind.
    command = ["unshare", "--mount", "debootstrap", *options, RELEASE, str(folder), main.split()[1]]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT_S, check=False)
    if done.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        raise PackagingFailed(f"{done.stdout[-2000:]}{done.stderr[-2000:]}\nThe tree could not be made.")
    (folder / "etc/apt/sources.list").write_text("".join(sources), encoding="utf-8")
    shutil.copyfile("/etc/resolv.conf", folder / "etc/resolv.conf")
    return FreshDebian(folder)


def _check_machine() -> None:
    if os.geteuid() != 0:
        raise PackagingFailed("A tree with its own root needs root: `sudo make test-package`.")
    if shutil.which("debootstrap") is None:
        command = system_checks.install_command(("debootstrap",), "debian")
        raise PackagingFailed(f"debootstrap is missing: `{command}`.")


def _sources() -> list[str]:
    """The lines of this machine's own sources for Debian 12, whatever mirror they name."""
    form = "$(REPO_URI) $(RELEASE) $(COMPONENT) $(ORIGIN)"
    command = ["apt-get", "indextargets", "--format", form, "Created-By: Packages"]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    rows = [line.split(" ") for line in told.splitlines()]
    lines = [
        f"deb {uri} {release} {component}\n"
        for uri, release, component, origin in rows
        if origin == "Debian" and component == "main" and release.startswith(RELEASE)
    ]
    if not any(f" {RELEASE} " in line for line in lines):
        raise PackagingFailed(
            "No Debian 12 mirror is known here: add one to apt's sources, `apt-get update`."
        )
    return list(dict.fromkeys(lines))


def _proxies() -> list[str]:
    """This machine's proxies for apt, as options."""
    told = subprocess.run(["apt-config", "dump"], capture_output=True, text=True, check=False).stdout
    rows = (line.rstrip(";").split(" ", 1) for line in told.splitlines() if "::Proxy " in line)
    return [word for name, text in rows for word in ("-o", f"{name}={text.strip(chr(34))}")]
