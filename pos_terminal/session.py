"""The cashier app from its threads to its screen, until it is closed. Main thread.

Servers first (they take longest), then journal, workers and core, then the screen; it is ready to scan
before the centre
answers. A signal or a closed window ends it: the basket is on disk already.
"""

import contextlib
import gc
import json
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol

from drivers.api import ScanBroken, ScanRead
from drivers.scanners.wedge import KeyEvent, Wedge, window_key
from drivers.scanners.wedge_burst import Pace
from drivers.simulated.devices import SimulatedDevices
from pos_terminal import config as c
from pos_terminal.bootstrap import FONTS, SOUNDS, Addresses, TillThreads, local_now
from pos_terminal.bootstrap_devices import wedge_settings
from pos_terminal.config_devices import Screen
from pos_terminal.control import ControlServer
from pos_terminal.embedded.servers import EmbeddedServers
from pos_terminal.errors import PosError, Unavailable
from pos_terminal.folders import paths_of
from pos_terminal.logs import LogWriter
from pos_terminal.simulation import DevicePanelPort
from pos_terminal.views import RegisterView
from ui.app import QuitSignals, create_app
from ui.bridge import Bridge, Knock
from ui.main_window import MainWindow
from ui.ports import DemoArticle, ScreenOptions, WedgePort

log = logging.getLogger("pos.start")

WEDGE = "keyboard"
PAPER_FONT = FONTS / "DejaVuSansMono.ttf"
# The core answers a scan while the screen paints: neither may keep the interpreter for Python's usual 5 ms.
SWITCH_S = 0.0005


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What the command line adds.

    trace: a file that gets a line for each painted row. articles: on the device panel.

    when_servers_answer: called on the main thread with the addresses, before the till starts. act: called
    with the running session once the screen is there (the demo's own sale). pin_hints: PINs that are no
    secret (the demo's).
    """

    control: Path | None = None
    trace: Path | None = None
    articles: Sequence[DemoArticle] = ()
    when_servers_run: Callable[[EmbeddedServers], None] | None = None
    act: "Callable[[Running], None] | None" = None
    pin_hints: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Running:
    """The parts of a running session, for whoever drives it from inside."""

    threads: TillThreads
    window: MainWindow
    devices: SimulatedDevices | None
    paper_png: Callable[[], bytes]
    quit: Callable[[], None]


def open_till(
    config: c.Config,
    options: RunOptions,
    servers: EmbeddedServers | None,
    ends: contextlib.ExitStack,
    listen: Callable[[Callable[[], None]], None],
) -> int:
    """Open the app and stay until it is closed; answers the exit status.

    ends: gets what is to be undone then.
    """
    sys.setswitchinterval(SWITCH_S)
    writer = LogWriter(paths_of(config).folder / "logs")
    ends.callback(writer.stop)
    ends.push(log_fault)
    if servers is not None and options.when_servers_run is not None:
        options.when_servers_run(servers)
    return _Session(config, options, _addresses(config, servers), ends).run(listen)


class Looping(Protocol):
    """Qt's application, which this module cannot name."""

    def exec(self) -> int:
        """Take events until somebody quits."""


def stay(app: Looping) -> None:
    """The one event loop of a process: the till's, or the first-run page's."""
    app.exec()


def log_fault(
    kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
) -> bool:
    """On the way out, while the log still stands: write down a fault of ours."""
    if isinstance(error, Exception) and not isinstance(error, PosError):
        log.error("session_failed", exc_info=error)
    return False


def _addresses(config: c.Config, servers: EmbeddedServers | None) -> Addresses:
    if servers is None:
        return Addresses(config.stock.url, config.centre.url)
    return Addresses(servers.stock_url, servers.centre_url, servers.centre_is_new)


class _Session:
    """Everything between the servers' start and their end."""

    def __init__(
        self, config: c.Config, options: RunOptions, addresses: Addresses, ends: contextlib.ExitStack
    ) -> None:
        self._config = config
        self._options = options
        self._addresses = addresses
        self._ends = ends
        self._failures: list[str] = []
        self._on_quit: Callable[[], None] = _nothing

    def run(self, listen: Callable[[Callable[[], None]], None]) -> int:
        """Build, show, wait; answers the exit status.

        listen: calls back when another start wants the window.
        """
        screen = self._screen_options()
        # Qt reads it when the application is made.
        os.environ.setdefault("QT_SCALE_FACTOR", f"{self._config.screen.scale_percent / 100:g}")
        app = create_app(["pos-terminal"], screen)
        self._on_quit = app.quit
        self._ends.callback(QuitSignals(app.quit).close)
        running = self._build(screen, Knock(app.quit))
        raising = Knock(running.window.raise_window)
        listen(raising.knock)
        if self._options.control is not None:
            control = ControlServer(self._options.control, running.threads.inbox.post)
            control.start()
            self._ends.callback(control.stop)
        if self._options.act is not None:
            self._options.act(running)
        # What start-up made stays for ever: the collector need not look at it again in the middle of a scan.
        gc.collect()
        gc.freeze()
        stay(app)
        running.window.hide()
        if self._failures:
            raise Unavailable(self._failures[0])
        return 0

    def _build(self, screen: ScreenOptions, quitting: Knock) -> Running:
        """The till's threads first, so that they start while the window is made."""
        simulated = self._simulated()
        shown = _Shown()
        bridge = Bridge(shown.show)
        threads = TillThreads(
            self._config,
            self._addresses,
            simulated,
            bridge.publish,
            lambda text: self._fail(text, quitting.knock),
            self._options.pin_hints,
        )
        self._ends.callback(threads.stop)
        threads.start()
        panel = self._panel(simulated) if simulated else None
        window = MainWindow(threads.inbox.post, screen, panel, self._wedge(threads))
        shown.window = window
        _open(window, self._config.screen)
        threads.watch_scanners()
        return Running(threads, window, simulated, panel.paper_png if panel else bytes, quitting.knock)

    def _fail(self, text: str, quit_app: Callable[[], None]) -> None:
        self._failures.append(text)
        quit_app()

    def _panel(self, simulated: SimulatedDevices) -> DevicePanelPort:
        has_display = self._config.display.kind == "simulated"
        return DevicePanelPort(simulated, self._options.articles, PAPER_FONT, has_display=has_display)

    def _simulated(self) -> SimulatedDevices | None:
        config = self._config
        kinds: set[str] = {config.printer.kind, config.card.kind, config.display.kind}
        kinds.update(scanner.kind for scanner in config.scanners)
        if "simulated" not in kinds:
            return None
        # The terminal remembers what it charged, whoever is killed meanwhile, as a real one does.
        return SimulatedDevices(card_memory=paths_of(self._config).folder / "card-terminal.jsonl")

    def _screen_options(self) -> ScreenOptions:
        screen = self._config.screen
        return ScreenOptions(
            now=local_now,
            on_quit=lambda: self._on_quit(),
            language=screen.language[:2],
            theme=screen.theme,
            fonts_folder=FONTS,
            sounds_folder=SOUNDS,
            sound_percent=self._config.sound.volume,
            muted=self._config.sound.volume == 0,
            digits_are_minor=self._config.cash.amount_entry == "minor",
            on_painted=self._tracer(),
        )

    def _wedge(self, threads: TillThreads) -> WedgePort[KeyEvent] | None:
        wedge = self._config.wedge
        if not wedge.enabled:
            return None
        post, clock = threads.inbox.post, threads.clock
        return WedgePort(
            recogniser=Wedge(wedge_settings(wedge), _log_pace),
            make_key=window_key,
            on_scan=lambda text: post(ScanRead(text, WEDGE, clock.monotonic_ns())),
            on_broken=lambda reason: post(ScanBroken(WEDGE, reason)),
        )

    def _tracer(self) -> Callable[[str, int], None] | None:
        """Writes a JSON line for each painted row, for measurements from outside."""
        if self._options.trace is None:
            return None
        file: IO[str] = self._options.trace.open("a", encoding="utf-8", buffering=1)
        self._ends.callback(file.close)

        def painted(line_id: str, at_ns: int) -> None:
            file.write(json.dumps({"line_id": line_id, "ns": at_ns}) + "\n")

        return painted


def _log_pace(pace: Pace) -> None:
    """What to write into the configuration, so that the first scans of a day are recognised too."""
    log.info("wedge_learned hold_ms=%d touch_ms=%d", pace.hold_ms, pace.touch_ms)


def _nothing() -> None:
    """Before the app is there, there is nothing to quit."""


def _open(window: MainWindow, screen: Screen) -> None:
    if screen.width and screen.height:
        window.resize(screen.width, screen.height)
        window.show()
    else:
        window.showMaximized()


class _Shown:
    """Passes views on once there is a window; the core is quicker than Qt."""

    def __init__(self) -> None:
        self.window: MainWindow | None = None

    def show(self, view: RegisterView) -> None:
        """On the GUI thread."""
        if self.window is not None:
            self.window.show_view(view)
