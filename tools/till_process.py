"""The program under proof as a subprocess: its configuration, its scanner's pty, its control socket, its end.

Used by replay, crash, bench and the end-to-end tests. Whoever starts it may kill it; the scanner's pty
outlives it.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import termios
import time
import tty
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.baskets import TAX_CLASSES
from tools.control_client import Control, ControlLost, View

ROOT = Path(__file__).resolve().parent.parent
READY_TIMEOUT_S = 60.0
END_TIMEOUT_S = 15.0
# Byte code that may not be written is compiled again at every start.
NOT_INHERITED = frozenset(("PYTHONDONTWRITEBYTECODE",))


class ScannerPort:
    """A serial scanner: what is written here arrives at the till's port as if it had been scanned."""

    def __init__(self) -> None:
        self._master, self._slave = (
            os.openpty()
        )  # our own slave end keeps the pty alive while the till is down
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)

    def scan(self, code_text: str) -> int:
        """Send one barcode; answers CLOCK_MONOTONIC just before its last byte was written."""
        at_ns = time.monotonic_ns()
        os.write(self._master, code_text.encode() + b"\r")
        return at_ns

    def forget_unread(self) -> None:
        """Throw away what the till never read: a scanner does not keep what a dead till did not take."""
        termios.tcflush(self._slave, termios.TCIFLUSH)

    def close(self) -> None:
        """Unplug."""
        os.close(self._master)
        os.close(self._slave)


@dataclass(frozen=True)
class TillSettings:
    """What differs between proofs; the rest of the configuration is written by `config_text`."""

    data_folder: Path
    scanner_path: str = ""
    printer_port: int = 0
    stock_url: str = ""
    centre_url: str = ""
    embedded: bool = False
    terminal_id: str = "T1"
    currency: str = "GBP"
    tax_classes: Sequence[tuple[str, str, int]] = TAX_CLASSES
    width: int = 1024
    height: int = 768


def config_text(settings: TillSettings) -> str:
    """The configuration file of a till under proof."""
    sections: list[tuple[str, dict[str, object]]] = [
        ("[shop]", {"name": "Proof shop", "currency": settings.currency, "language": "en"}),
        ("[till]", {"terminal_id": settings.terminal_id, "data_folder": str(settings.data_folder)}),
        ("[tax]", {"prices_include_tax": True, "rounding": "receipt"}),
        *(
            ("[[tax.classes]]", {"code": code, "name": name, "rate_bp": rate_bp})
            for code, name, rate_bp in settings.tax_classes
        ),
        ("[stock]", {"url": settings.stock_url}),
        ("[centre]", {"url": settings.centre_url, "database": "shop"}),
        ("[embedded]", {"enabled": settings.embedded}),
        ("[screen]", {"width": settings.width, "height": settings.height}),
        ("[sound]", {"volume": 0}),
    ]
    if settings.scanner_path:
        sections.append(("[[scanners]]", {"kind": "serial", "path": settings.scanner_path}))
    if settings.printer_port:
        sections.append(
            ("[printer]", {"kind": "network", "host": "127.0.0.1", "port": settings.printer_port})
        )
    # A JSON string, number or boolean is the same thing in TOML.
    blocks = [
        "\n".join([head, *(f"{key} = {json.dumps(value)}" for key, value in keys.items())])
        for head, keys in sections
    ]
    return "\n\n".join(blocks) + "\n"


@dataclass
class TillProcess:
    """One till: start, kill, start again on the same data.

    wrapper: words put before the command, such as strace with its options. trace_path: where the painted rows
    go.
    """

    folder: Path
    settings: TillSettings
    python: str = sys.executable
    wrapper: Sequence[str] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    traced: bool = False

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.config_path = self.folder / "pos.toml"
        self.control_path = self.folder / "c.sock"
        self.log_path = self.folder / "till.log"
        self.trace_path = self.folder / "trace.jsonl"
        self.config_path.write_text(config_text(self.settings), encoding="utf-8")
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def journal_path(self) -> Path:
        """The journal's file."""
        return self.settings.data_folder / "journal.sqlite"

    def command_line(self, *words: str, timeout_s: float = 600, typed: str = "") -> str:
        """Run one of the program's other commands on this till's configuration; answers what it printed.

        typed: what it reads from standard input.
        """
        command = [self.python, "-m", "pos_terminal", *words, "--config", str(self.config_path)]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=self._environment(),
            input=typed,
            capture_output=True,
            text=True,
            timeout=timeout_s,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(
                f"'{' '.join(words)}' ended with {done.returncode}: {done.stderr.strip()[-2000:]}"
            )
        return done.stdout

    def start(self) -> None:
        """Start the program; `connect` waits for it."""
        command = [*self.wrapper, self.python, "-m", "pos_terminal", "run"]
        command += ["--config", str(self.config_path), "--control", str(self.control_path)]
        if self.traced:
            command += ["--trace", str(self.trace_path)]
        setpriv = shutil.which("setpriv")
        guarded = [setpriv, "--pdeathsig", "KILL", *command] if setpriv else command
        self.control_path.unlink(missing_ok=True)
        with self.log_path.open("ab") as log:
            self.process = subprocess.Popen(
                guarded, cwd=ROOT, env=self._environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def connect(self, timeout_s: float = READY_TIMEOUT_S) -> Control:
        """The control socket, once the till answers on it. Raises RuntimeError where it ended instead."""
        deadline = time.monotonic() + timeout_s
        while True:
            if not self.alive():
                raise RuntimeError(
                    f"The till ended at its start; {self.log_path} ends with:\n{self.log_tail()}"
                )
            with contextlib.suppress(OSError, ControlLost):
                control = Control(self.control_path)
                try:
                    control.view()
                except (OSError, ControlLost):
                    control.close()
                    raise
                return control
            if time.monotonic() > deadline:
                raise RuntimeError(f"The till does not answer; {self.log_path} ends with:\n{self.log_tail()}")
            time.sleep(0.02)

    def alive(self) -> bool:
        """Whether the program runs."""
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """SIGKILL."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(END_TIMEOUT_S)

    def stop(self) -> int:
        """SIGTERM; answers the exit status. A till that does not end in time is killed and counts as -9."""
        if self.process is None:
            return 0
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(END_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self.kill()
            return -signal.SIGKILL

    def log_tail(self, size: int = 2000) -> str:
        """The end of what the program said."""
        return self.log_path.read_text(errors="replace")[-size:] if self.log_path.exists() else ""

    def _environment(self) -> dict[str, str]:
        names = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
        inherited = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
        return {**inherited, **names, **self.environment}


def wait_ready(
    control: Control,
    timeout_s: float = READY_TIMEOUT_S,
    subjects: Sequence[str] = ("scanner", "printer"),
) -> View:
    """The first view in which these fields of the status strip are well. Raises TimeoutError."""
    deadline = time.monotonic() + timeout_s
    while True:
        view = control.view()
        lights = {light.subject: light.level for light in view.lights}
        if all(lights.get(subject) == "good" for subject in subjects):
            return view
        if time.monotonic() > deadline:
            raise TimeoutError(f"The till is not ready: {view.lights}")
        time.sleep(0.01)
