"""Installs the built packages into a fresh Debian 12, cuts the network and sells: `make test-package`.

Proves what the machine that builds cannot show: that nothing of Python, Qt or this checkout is needed there.
Every step prints a line; the last one begins with `package: ok` only if all of them passed.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pos_terminal
from bench.stage import x_server
from tools import package, package_debootstrap
from tools.control_client import Control, ControlLost
from tools.package_debootstrap import FreshDebian
from tools.package_env import ROOT, PackagingFailed
from tools.package_tree import CENTRE, PROGRAM
from tools.till_process import wait_ready

WORK = ROOT / "build" / "package-test"
PAGE = ROOT / "docs" / "install.md"
STARTS = 5
READY_S = 60.0
SUBJECTS = ("scanner", "stock", "centre")
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
DEMO = ["demo", "--folder", "shop", "--control", "c.sock"]
_ARTICLES = f"/usr/lib/{PROGRAM}/_internal/pos_terminal/assets/demo/articles.csv"
_CONFIG = '[till]\nterminal_id = "T1"\ndata_folder = "{}"\n[[scanners]]\nkind = "simulated"\n'
_MEASURED = re.compile(r"(<!-- measured: begin -->\n).*?(<!-- measured: end -->)", re.DOTALL)


@dataclass
class Report:
    """What was seen, as it was seen."""

    begun: float = field(default_factory=time.monotonic)
    steps: int = 0
    figures: dict[str, str] = field(default_factory=dict)

    def passed(self, what: str) -> None:
        """One more step is well."""
        self.steps += 1
        print(f"  [{time.monotonic() - self.begun:5.0f} s] {what}", flush=True)


def main() -> int:
    """Exit status 0 only when every step passed."""
    parser = argparse.ArgumentParser(description="Try the packages in a fresh Debian 12. Root only.")
    parser.add_argument(
        "--record", action="store_true", help="write sizes and start times to docs/install.md"
    )
    parser.add_argument("--keep", action="store_true", help="leave the tree for looking around")
    options = parser.parse_args()
    report = Report()
    try:
        _check_packages(report)
        debian = package_debootstrap.made(WORK / f"tree-{os.getpid()}")
        try:
            _all_steps(debian, report)
        finally:
            if not options.keep:
                debian.remove()
    except (PackagingFailed, ControlLost, TimeoutError, subprocess.TimeoutExpired) as error:
        print(f"{error}\npackage: failed after {report.steps} steps", file=sys.stderr)
        return 1
    if options.record:
        _record(report)
    print("package: ok, " + ", ".join(f"{name} {figure}" for name, figure in report.figures.items()))
    return 0


def _all_steps(debian: FreshDebian, report: Report) -> None:
    report.passed("a fresh Debian 12 by debootstrap")
    debian.install(package.debs())
    report.passed("both packages and what they depend on; from here on there is no network")
    _check_bareness(debian, report)
    _check_command(debian, report)
    _check_alone(debian, report)
    debian.run(["dpkg", "--install", *(f"/tmp/{deb.name}" for deb in package.debs()[1:])], user="root")
    _check_sale(debian, report)
    _measure_starts(debian, report)
    _check_window(debian, report)
    _check_removal(debian, report)


def _check_packages(report: Report) -> None:
    for deb in package.debs():
        if not deb.exists():
            raise PackagingFailed(f"{deb.relative_to(ROOT)} is missing: `make package` builds it.")
        megabytes = deb.stat().st_size / 1e6
        if megabytes > package.LARGEST_MB:
            raise PackagingFailed(f"{deb.name} has {megabytes:.1f} MB, more than {package.LARGEST_MB}.")
        report.figures[deb.name.split("_")[0]] = f"{megabytes:.1f} MB"


def _check_bareness(debian: FreshDebian, report: Report) -> None:
    listed = debian.run(["dpkg-query", "--show", "--showformat=${Package}\n"]).split()
    python = [name for name in listed if name.startswith(("python", "libpython"))]
    programs = [*debian.tree.glob("usr/bin/python*"), *debian.tree.glob("usr/local/bin/*")]
    if python or programs:
        raise PackagingFailed(f"The tree is not bare: it has {', '.join([*python, *map(str, programs)])}.")
    devices = debian.run(["cat", "/proc/net/dev"]).splitlines()[2:]
    names = [line.split(":")[0].strip() for line in devices]
    routes = debian.run(["cat", "/proc/net/route"]).splitlines()[1:]
    if set(names) - {"lo", "sit0", "tunl0", "ip6tnl0"} or routes:
        raise PackagingFailed(f"The network is not cut: {', '.join(names)}, {len(routes)} routes.")
    report.passed(f"no Python among its {len(listed)} packages, no network but loopback")
    sizes = debian.run(["dpkg-query", "--show", "--showformat=${Installed-Size} ", PROGRAM, CENTRE]).split()
    report.figures["both on disk"] = f"{sum(map(int, sizes)) * 1024 / 1e6:.0f} MB"


def _check_command(debian: FreshDebian, report: Report) -> None:
    version = debian.run([PROGRAM, "--version"]).strip()
    if version != f"{PROGRAM} {pos_terminal.__version__}":
        raise PackagingFailed(f"--version says {version!r}.")
    help_text = debian.run([PROGRAM, "--help"])
    missing = [word for word in ("run", "demo", "catalog", "journal", "stock") if word not in help_text]
    if missing:
        raise PackagingFailed(f"--help does not name {', '.join(missing)}.")
    example = "/etc/pos-terminal/pos.example.toml"
    refused = debian.run([PROGRAM, "journal", "verify", "--config", example], expected=1)
    if "There is no journal" not in refused or "Traceback" in refused:
        raise PackagingFailed(f"The example configuration is answered with: {refused}")
    report.passed(f"{version}; --help; the example configuration loads; an error is a sentence")


def _check_alone(debian: FreshDebian, report: Report) -> None:
    debian.run(["dpkg", "--remove", CENTRE], user="root")
    refused = debian.run([PROGRAM, "demo", "--folder", "refused"], expected=1)
    if f"install the package {CENTRE}" not in refused:
        raise PackagingFailed(f"Without the centre's package the demo says: {refused}")
    _configure(debian, "alone")
    taken_in = debian.run([PROGRAM, "catalog", "import", _ARTICLES, "--config", "alone.toml"])
    with _running(debian, ["run", "--config", "alone.toml", "--control", "c.sock"], OFFSCREEN) as control:
        wait_ready(control, READY_S, ("scanner",))
    report.passed(f"without the centre: {taken_in.split(';')[0]}, the till opens and reads its scanner")


def _check_sale(debian: FreshDebian, report: Report) -> None:
    said = debian.run([PROGRAM, "demo", "--folder", "sale"])
    folder = debian.home / "sale" / "demo-sale"
    paper = (folder / "paper.txt").read_text(encoding="utf-8")
    lacking = [word for word in ("Corner Market", "TOTAL EUR", "Cash", "T1-A000001") if word not in paper]
    if lacking or "stored in the embedded centre" not in said:
        raise PackagingFailed(f"{paper}\nThe paper lacks {lacking}.")
    starts = {"receipt.pdf": b"%PDF-", "screen.png": b"\x89PNG", "paper.png": b"\x89PNG"}
    for name, start in starts.items():
        if not (folder / name).read_bytes().startswith(start):
            raise PackagingFailed(f"{name} is not what its name says.")
    total = next(line for line in paper.splitlines() if line.startswith("TOTAL"))
    report.passed(f"a sale on simulated devices and both embedded servers: {' '.join(total.split())}")
    _configure(debian, "sale/till")
    verified = debian.run([PROGRAM, "journal", "verify", "--config", "sale/till.toml"]).strip()
    report.passed(f"journal verify: {verified}")


def _measure_starts(debian: FreshDebian, report: Report) -> None:
    begun = time.monotonic()
    debian.run([PROGRAM, "--version"])
    report.figures["--version"] = f"{time.monotonic() - begun:.1f} s"
    _start_s(debian)  # makes the shop
    _drop_caches()
    report.figures["start, caches dropped"] = f"{_start_s(debian):.1f} s"
    report.figures["start, warm"] = f"{statistics.median(_start_s(debian) for _ in range(STARTS)):.1f} s"
    report.passed(
        f"ready to scan with both servers after {report.figures['start, warm']} "
        f"(median of {STARTS}), {report.figures['start, caches dropped']} with caches dropped"
    )


def _start_s(debian: FreshDebian) -> float:
    """From the command, inside the tree, until scanner, stock and centre are seen well."""
    stamp = debian.home / "begun"
    with _running(debian, DEMO, OFFSCREEN, stamped=True) as control:
        wait_ready(control, READY_S, SUBJECTS)
        return time.time() - int(stamp.read_text(encoding="ascii")) / 1e9


def _check_window(debian: FreshDebian, report: Report) -> None:
    """Qt's own way to a screen loads libraries that an offscreen run never asks for."""
    with x_server(1024, 768) as screen, _running(debian, DEMO, screen) as control:
        wait_ready(control, READY_S, SUBJECTS)
        command = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "."]
        found = subprocess.run(
            command,
            env={**os.environ, **screen},
            capture_output=True,
            text=True,
            timeout=READY_S,
            check=False,
        )
        if found.returncode or not found.stdout.strip():
            raise PackagingFailed(f"No window is seen on the X server: {found.stderr}")
    missing = [
        f"{library.name}: {line.strip()}"
        for library in (debian.tree / f"usr/lib/{PROGRAM}/_internal").rglob("platforms/*.so")
        for line in debian.run(["ldd", f"/{library.relative_to(debian.tree)}"]).splitlines()
        if "not found" in line
    ]
    if missing:
        raise PackagingFailed("\n".join([*missing, "Qt's ways to a screen lack libraries."]))
    report.passed("a window on a real X server; no library of Qt's ways to a screen is missing")


def _check_removal(debian: FreshDebian, report: Report) -> None:
    mine = debian.tree / "etc/pos-terminal/pos.toml"
    mine.write_text(_CONFIG.format("kept"), encoding="utf-8")
    debian.run(["dpkg", "--purge", CENTRE, PROGRAM], user="root")
    left = list(debian.tree.glob("usr/lib/pos-terminal*"))
    kept = [mine, debian.home / "sale" / "till" / "journal.sqlite"]
    if left or not all(path.exists() for path in kept):
        raise PackagingFailed(f"After the removal {left} is left, and of {kept} something is gone.")
    report.passed("removed, even purged: nothing of the program is left, configuration and journal are")


def _configure(debian: FreshDebian, name: str) -> None:
    file = debian.home / f"{name}.toml"
    file.write_text(_CONFIG.format(f"/{(debian.home / name).relative_to(debian.tree)}"), encoding="utf-8")


@contextlib.contextmanager
def _running(
    debian: FreshDebian, words: Sequence[str], environment: dict[str, str], *, stamped: bool = False
) -> Iterator[Control]:
    """The installed program, its control socket, and its good end."""
    command = [PROGRAM, *words]
    if stamped:
        command = ["sh", "-c", 'date +%s%N >begun; exec "$@"', "sh", *command]
    (debian.home / "c.sock").unlink(missing_ok=True)
    # unix(7): 108 bytes for a socket's path; the tree's own may well be longer.
    with tempfile.TemporaryDirectory(prefix="pos-") as short:
        link = Path(short) / "home"
        link.symlink_to(debian.home)
        process = debian.start(command, environment=environment)
        try:
            control = _connected(process, link / "c.sock")
            yield control
            control.close()
            _end(debian, process)
        finally:
            process.kill()
            process.communicate()


def _connected(process: subprocess.Popen[str], path: Path) -> Control:
    deadline = time.monotonic() + READY_S
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError, ControlLost):
            return Control(path)
        time.sleep(0.01)
    process.kill()
    said, errors = process.communicate()
    raise PackagingFailed(f"{(said + errors).strip()[-3000:]}\nThe installed till does not answer.")


def _end(debian: FreshDebian, process: subprocess.Popen[str]) -> None:
    """Ask the program, which is the first process of its own world, to end as a desktop would."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
    for child in children:
        os.kill(int(child), signal.SIGTERM)
    said, errors = process.communicate(timeout=READY_S)
    if process.returncode:
        raise PackagingFailed(f"{(said + errors).strip()[-3000:]}\nThe till ended with {process.returncode}.")


def _drop_caches() -> None:
    os.sync()
    Path("/proc/sys/vm/drop_caches").write_text("3\n", encoding="ascii")


def _record(report: Report) -> None:
    rows = [f"| {name} | {figure} |\n" for name, figure in report.figures.items()]
    table = "".join(["| | measured |\n|---|---|\n", *rows])
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_MEASURED.sub(rf"\g<1>{table}\g<2>", text), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
