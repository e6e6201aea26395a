"""The demo shop's articles and, where there is no display, the sale that the demo makes by itself.

Made on the main thread; the own sale runs on a thread of its own.
"""

import csv
import logging
import queue
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from pos_terminal import bootstrap, config
from pos_terminal.any_command import AnyCommand
from pos_terminal.commands import AnswerQuestion, SignIn, StartPayment, TakeTender
from pos_terminal.demo_staff import DEMO_PINS, demo_staff
from pos_terminal.domain.barcodes import Code, parse
from pos_terminal.domain.catalog import Product
from pos_terminal.embedded.servers import EmbeddedServers
from pos_terminal.errors import Unavailable
from pos_terminal.folders import paths_of
from pos_terminal.services import roster
from pos_terminal.services.messages import Called
from pos_terminal.session import Running
from pos_terminal.views import RegisterView
from ui.bridge import Knock
from ui.ports import DemoArticle

log = logging.getLogger("pos.demo")

ARTICLES = bootstrap.ASSETS / "demo" / "articles.csv"
_WAIT_S = 30.0
_PANEL_ARTICLES = 8
OWN_SALE_ARTICLES = 3


class DemoShop:
    """The demo's articles, in the till's catalogue and in the embedded stores."""

    def __init__(self, settings: config.Config, home: Path) -> None:
        self._settings = settings
        self._filled = home / "stores-filled"
        with ARTICLES.open(encoding="utf-8", newline="") as file:
            self._rows = list(csv.DictReader(file))
        shown = [row for row in self._rows if row.get("panel")] or self._rows
        self.on_panel = tuple(
            DemoArticle(row["name"], row["barcodes"].split("|")[0]) for row in shown[:_PANEL_ARTICLES]
        )

    def make_catalogue(self) -> None:
        """Import the articles where there is no article file yet."""
        catalogue = paths_of(self._settings).catalogue
        if not catalogue.exists():
            catalogue.parent.mkdir(parents=True, exist_ok=True)
            bootstrap.import_catalogue(self._settings, ARTICLES, catalogue.with_suffix(".report.csv"), "")

    def hire(self) -> None:
        """One of each role, where there is no staff yet."""
        paths = paths_of(self._settings)
        if not paths.staff.exists():
            parts = bootstrap.staff_parts(self._settings, "")
            for member in demo_staff():
                roster.put(parts.file, member, parts.now_text())

    def fill_stores(self, servers: EmbeddedServers) -> None:
        """Put articles and stock into the embedded servers, once."""
        if self._filled.exists():
            return
        servers.wait()
        products, on_hand = self._products()
        addresses = bootstrap.Addresses(servers.stock_url, servers.centre_url)
        bootstrap.fill_stores(self._settings, addresses, products, on_hand)
        self._filled.touch()

    def _products(self) -> tuple[list[Product], dict[str, int]]:
        catalogue = bootstrap.open_catalogue(self._settings)
        products, on_hand = [], {}
        for row in self._rows:
            code = parse(row["barcodes"].split("|")[0])
            found = catalogue.by_code(code.keys) if isinstance(code, Code) else ()
            for product in found[:1]:
                products.append(product)
                if product.tracked:
                    on_hand[product.product_id] = int(row["on_hand"] or 0)
        return products, on_hand


class OwnSale:
    """A sale that the demo makes by itself, on a thread, where there is no display."""

    def __init__(self, folder: Path, codes: list[str]) -> None:
        self._folder = folder
        self._codes = codes
        self._said: list[str] = []
        self._error = ""

    def begin(self, running: Running) -> None:
        """Start it; GUI thread."""
        self._folder.mkdir(parents=True, exist_ok=True)
        taken = threading.Event()

        def take_picture() -> None:
            running.window.grab().save(str(self._folder / "screen.png"))
            taken.set()

        camera = Knock(take_picture, running.window)
        thread = threading.Thread(target=self._run, args=(running, camera.knock, taken), name="demo-sale")
        thread.start()

    def report(self) -> int:
        """Say what came of it; answers the exit status."""
        if self._error:
            raise Unavailable(self._error)
        sys.stdout.write("\n".join(self._said) + "\n")
        return 0

    def _run(self, running: Running, take_picture: Callable[[], None], taken: threading.Event) -> None:
        try:
            self._sell(running)
            take_picture()
            if not taken.wait(_WAIT_S):
                raise Unavailable("the screen could not be seen.")
            self._keep(running)
        except Exception as error:
            # The top of the thread: whatever it was, the demo must not end as if it had sold something.
            log.exception("demo_sale_failed")
            self._error = f"The demo sale did not work: {error}"
        finally:
            running.quit()

    def _sell(self, running: Running) -> None:
        till = _Voice(running)
        devices = running.devices
        if devices is None:
            raise Unavailable("There are no simulated devices.")
        till.until(lambda view: any(light.subject == "scanner" for light in view.lights), "the scanner")
        till.until(lambda view: view.must_sign_in, "the staff")
        staff_id, pin = next(iter(DEMO_PINS.items()))
        till.ask(SignIn(staff_id, pin))
        till.until(lambda view: not view.must_sign_in, "the sign-in")
        for number, code in enumerate(self._codes, 1):
            devices.scanner.scan(code)
            view = till.until(partial(_has_items, 1000 * number), "the scanned article")
            if view.question is not None:
                till.ask(AnswerQuestion(view.question.question_id, True))
        till.ask(StartPayment())
        till.ask(TakeTender("cash"))
        devices.printer.wait_for_slips(1, _WAIT_S)
        till.until(
            lambda view: any(
                light.code == "centre_ok" and not light.params.get("waiting") for light in view.lights
            ),
            "the centre",
        )

    def _keep(self, running: Running) -> None:
        paper = running.devices.printer.snapshot().slips[-1] if running.devices else None
        (self._folder / "paper.txt").write_text(paper.text() if paper else "", encoding="utf-8")
        (self._folder / "paper.png").write_bytes(running.paper_png())
        (self._folder / "receipt.pdf").write_bytes(running.threads.last_receipt_pdf())
        self._said = [
            paper.text() if paper else "",
            "There is no display here, so the demo made one sale by itself: scanned, stock reserved, paid,",
            "journalled, printed on the simulated printer, and stored in the embedded centre.",
            f"Screenshot: {self._folder / 'screen.png'}",
            f"Paper: {self._folder / 'paper.png'}  (text: {self._folder / 'paper.txt'})",
            f"PDF: {self._folder / 'receipt.pdf'}",
            "To see the window, run it on a desktop, or where DISPLAY or WAYLAND_DISPLAY is set;",
            "QT_QPA_PLATFORM=offscreen keeps it running without one.",
        ]


def _has_items(milli: int, view: RegisterView) -> bool:
    return view.totals.item_milli >= milli


class _Voice:
    """Asks the core from this thread and waits for its answer."""

    def __init__(self, running: Running) -> None:
        self._post = running.threads.inbox.post

    def ask(self, command: AnyCommand | None) -> RegisterView:
        """Give a command (None: only look); answers the view after it. Raises Unavailable."""
        answers: queue.SimpleQueue[RegisterView] = queue.SimpleQueue()
        self._post(Called(command, lambda view, refused: answers.put(view)))
        try:
            return answers.get(timeout=_WAIT_S)
        except queue.Empty:
            raise Unavailable("the till does not answer; see the log in its folder.") from None

    def until(self, seen: Callable[[RegisterView], bool], what: str) -> RegisterView:
        """Look until it is so. Raises Unavailable after a while."""
        deadline = time.monotonic() + _WAIT_S
        while time.monotonic() < deadline:
            view = self.ask(None)
            if seen(view):
                return view
            time.sleep(0.02)
        raise Unavailable(f"{what} did not come within {_WAIT_S:.0f} s; see the log in the till's folder.")
