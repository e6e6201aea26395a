"""The first run: `pos-terminal run` without a configuration opens a page that asks for one. Main thread.

Nothing is written before the last key: then the staff, then the file, and the program starts itself afresh,
as if the file had always been there. No lock of the till is held here, so none can be lost on the way.
"""

import contextlib
import locale
import logging
import os
import re
import sys
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import platformdirs
from babel import Locale, UnknownLocaleError

from drivers.ports import listed_ports
from drivers.scanners.wedge import KeyEvent, Wedge, WedgeSettings, window_key
from pos_terminal import bootstrap, bootstrap_setup, config_writer
from pos_terminal import config as c
from pos_terminal.bootstrap import FONTS, local_now
from pos_terminal.domain.staff import StaffMember
from pos_terminal.embedded.instance import claim_instance, raise_first
from pos_terminal.embedded.servers import find_programs
from pos_terminal.errors import BadInput, PosError, StorageUnavailable, Unavailable
from pos_terminal.folders import is_missing, new_config, paths_of
from pos_terminal.services import roster
from pos_terminal.session import stay
from pos_terminal.setup_answers import Answers, Check, Country, Finding, SetupState
from pos_terminal.setup_checks import SetupChecks, Trial
from pos_terminal.setup_countries import COUNTRIES, find_country
from pos_terminal.setup_paper import print_test_page
from ui.app import QuitSignals, create_app
from ui.bridge import Knock
from ui.ports import ScreenOptions, WedgePort
from ui.setup_window import SetupScreen

log = logging.getLogger("pos.setup")

SERVER_S = 3.0
PRINTER_S = 10.0
KEYBOARD = "keyboard"
LANGUAGES = ("en", "de", "ar")
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")
_LONGEST_ID = 24


def run(named: Path | None) -> int:
    """Ask, save, and start the program again with what was saved; answers the exit status where nothing was.

    named: the file that was asked for. Raises Unavailable, BadInput where the page was closed before.
    """
    folder = Path(platformdirs.user_data_dir("pos-terminal")) / "first-run"
    try:
        lock = claim_instance(folder)
    except OSError as error:
        raise StorageUnavailable(
            f"The folder {folder} cannot be used ({error.strerror}); make room or give it to this user."
        ) from error
    if lock is None:
        if not raise_first(folder):
            raise Unavailable("The first-run page is open already; wait a moment, or end it first.")
        sys.stdout.write("The first-run page is open already; its window was raised.\n")
        return 0
    with contextlib.ExitStack() as ends:
        ends.callback(lock.release)
        saved = _Session(new_config(named), ends).run(lock.listen)
    if not saved:
        raise BadInput("The till is not set up yet: nothing was saved; start it again to go on.")
    return start_again()


def start_again() -> NoReturn:
    """Become this program anew, with the same arguments."""
    sys.stdout.flush()
    sys.stderr.flush()
    if getattr(sys, "frozen", False):
        # Else PyInstaller's loader takes what it starts for a part of this program.
        fresh = {**os.environ, "PYINSTALLER_RESET_ENVIRONMENT": "1"}
        os.execve(sys.executable, [sys.executable, *sys.argv[1:]], fresh)
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


def first_answers() -> Answers:
    """What this machine's own settings say: language and country."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    language, _, country = locale.normalize(name).partition(".")[0].partition("_")
    known = find_country(country)
    return Answers(
        language=language if language in LANGUAGES else "en",
        country=known.code if known is not None else "",
    )


def staff_id(name: str, terminal_id: str, taken: frozenset[str], *, alone: bool) -> str:
    """An id for the first manager: the name in plain letters; where tills share a centre, with the till's."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").casefold()
    stem = _NOT_IN_ID.sub("-", plain).strip("-")[:_LONGEST_ID] or "manager"
    if not alone:
        stem = f"{stem}-{terminal_id.casefold()}"
    made, number = stem, 1
    while made in taken:
        number += 1
        made = f"{stem}-{number}"
    return made


def save(answers: Answers, path: Path) -> Finding | None:
    """Write staff and file; why not, if not. An existing file is left as it is."""
    try:
        text = config_writer.config_text(answers)
        if not is_missing(path):
            return Finding("setup_file_exists", "bad", params={"path": str(path)})
        if answers.staff:
            _take_on(answers, c.check(tomllib.loads(text), str(path)))
        config_writer.save(path, text, secret=config_writer.holds_password(answers))
    except StorageUnavailable as error:
        if not is_missing(path):
            return Finding("setup_file_exists", "bad", params={"path": str(path)})
        log.warning("setup_not_saved path=%s reason=%s", path, error)
        return Finding("setup_unwritable", "bad", params={"path": str(path)})
    except (PosError, OSError) as error:
        return Finding("setup_not_saved", "bad", params={"text": str(error)})
    return None


def _take_on(answers: Answers, config: c.Config) -> None:
    paths_of(config).folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    parts = bootstrap.staff_parts(config, "")
    taken = frozenset(entry.member.staff_id for entry in parts.file.read().entries)
    alone = answers.centre != "servers"
    name = answers.manager_name.strip()
    made = staff_id(name, answers.terminal_id.strip(), taken, alone=alone)
    pin_hash = parts.hash_pin(answers.manager_pin)
    roster.put(parts.file, StaffMember(made, name, "manager", pin_hash, ""), parts.now_text())


@dataclass(slots=True)
class _Port:
    """`SetupPort` over everything that a machine has."""

    checks: SetupChecks
    path: Path
    on_language: Callable[[str], None]
    on_saved: Callable[[], None]

    def countries(self) -> Sequence[Country]:
        return COUNTRIES

    def country_name(self, code: str, language: str) -> str:
        with contextlib.suppress(UnknownLocaleError):
            return str(Locale(language).territories.get(code, code))
        return code

    def serial_ports(self) -> Sequence[tuple[str, str]]:
        return [(port.path, port.by_id) for port in listed_ports()]

    def embedded_there(self) -> bool:
        try:
            find_programs()
        except Unavailable:
            return False
        return True

    def place(self) -> str:
        return str(self.path)

    def state(self) -> SetupState:
        return self.checks.state()

    def check(self, what: Check, answers: Answers, about: str) -> None:
        self.checks.check(what, answers, about)

    def listen(self, path: str, baud: int) -> None:
        self.checks.listen(path, baud)

    def hush(self) -> None:
        self.checks.hush()

    def choose_language(self, language: str) -> None:
        self.on_language(language)

    def save(self, answers: Answers) -> None:
        found = save(answers, self.path)
        self.checks.note("save", found)
        if found is None:
            self.on_saved()


class _Session:
    """The page from its window to its end."""

    def __init__(self, path: Path, ends: contextlib.ExitStack) -> None:
        self._path = path
        self._ends = ends
        self._saved = False

    def run(self, listen: Callable[[Callable[[], None]], None]) -> bool:
        """Ask until everything is saved or the window is closed; answers whether it is saved."""
        app = create_app(["pos-terminal"])
        self._ends.callback(QuitSignals(app.quit).close)
        found = Knock(lambda: screen.refresh())
        checks = SetupChecks(_tests(), found.knock)
        self._ends.callback(checks.hush)

        def done() -> None:
            self._saved = True
            app.quit()

        answers = first_answers()
        options = ScreenOptions(
            now=local_now, on_quit=app.quit, language=answers.language, fonts_folder=FONTS, muted=True
        )
        port = _Port(checks, self._path, lambda language: screen.choose_language(language), done)
        screen = SetupScreen(app, port, answers, options, lambda: _wedge(checks))
        screen.refresh()
        screen.window.showMaximized()
        raising = Knock(lambda: screen.window.raise_window())
        listen(raising.knock)
        stay(app)
        screen.close()
        return self._saved


def _tests() -> dict[Check, Trial]:
    return {
        "stock": Trial(bootstrap_setup.probe_stock, SERVER_S, "setup_stock_unreachable"),
        "centre": Trial(bootstrap_setup.probe_centre, SERVER_S, "setup_centre_unreachable"),
        "printer": Trial(
            lambda answers: print_test_page(answers, local_now(), FONTS), PRINTER_S, "setup_printer_stopped"
        ),
    }


def _wedge(checks: SetupChecks) -> WedgePort[KeyEvent]:
    """Keyboard scanners work from the start; what they read is shown where the scanner is tried."""
    return WedgePort(
        recogniser=Wedge(WedgeSettings()),
        make_key=window_key,
        on_scan=lambda text: checks.scanned(text, KEYBOARD),
        on_broken=lambda reason: checks.note(
            "scanner", Finding("setup_scan_broken", "warn", params={"reason": reason})
        ),
    )
