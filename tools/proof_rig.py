"""Everything around a till under proof: both servers, the printer, the scanner, and the till itself, below
one folder.

Used by replay, crash, bench and the end-to-end tests, each from one thread. What is left behind in the folder
is what the checker reads.
"""

import contextlib
import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tools.baskets import Article, write_catalogue
from tools.control_client import Control
from tools.paper_server import PaperServer
from tools.store_servers import DATABASE, StoreServers
from tools.till_process import ScannerPort, TillProcess, TillSettings, wait_ready

START_ON_HAND = 5_000
REST_TIMEOUT_S = 120.0
SHORT_WAIT_S = 0.05


@dataclass(frozen=True, slots=True)
class Progress:
    """What a look into the journal file shows from outside. open_jobs: work still owed; papers among it."""

    seq: int
    last_type: str
    completed: int
    open_jobs: int
    open_papers: int


class ProofRig:
    """A shop of one till. Close it in a `with` block."""

    def __init__(
        self,
        folder: Path,
        *,
        settings: TillSettings | None = None,
        wrapper: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
        traced: bool = False,
        with_stores: bool = True,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.stores = StoreServers(folder)
        self.paper = PaperServer(folder / "paper")
        self.scanner = ScannerPort()
        base = settings or TillSettings(folder / "till")
        own = replace(base, scanner_path=self.scanner.path, printer_port=self.paper.port)
        if with_stores:
            own = replace(own, stock_url=self.stores.stock_url, centre_url=self.stores.centre_url)
        self.till = TillProcess(folder, own, wrapper=wrapper, environment=environment or {}, traced=traced)
        self._with_stores = with_stores
        self._control: Control | None = None

    def __enter__(self) -> "ProofRig":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def control(self) -> Control:
        """The control socket of the running till."""
        if self._control is None:
            raise RuntimeError("The till is not started.")
        return self._control

    def prepare(self, articles: Iterable[Article]) -> None:
        """Start the servers, give every tracked article its stock, and import the article file."""
        wanted = list(articles)
        catalogue = self.folder / "catalogue.csv"
        write_catalogue(catalogue, wanted)
        if self._with_stores:
            self.stores.launch()
        self.till.command_line("catalog", "import", str(catalogue))
        if self._with_stores:
            self.stores.wait_up()
            self.stores.preset((article.product_id for article in wanted if article.tracked), START_ON_HAND)

    def start(self, *, ready: bool = True) -> Control:
        """Start the till; with ready, wait until it takes scans."""
        self.till.start()
        control = self.connect()
        if ready:
            wait_ready(control)
        return control

    def connect(self) -> Control:
        """The control socket of the till that was started."""
        self._control = self.till.connect()
        return self._control

    def kill(self) -> None:
        """End the till with SIGKILL, and forget what it never read."""
        self.till.kill()
        self.hang_up()
        self.paper.wait_idle(5)
        self.scanner.forget_unread()

    def hang_up(self) -> None:
        """Close the control socket."""
        if self._control is not None:
            self._control.close()
            self._control = None

    def close(self) -> None:
        """End everything; the folder stays."""
        self.hang_up()
        if self.till.alive():
            self.till.stop()
        self.stores.kill()  # quicker than to ask, and what was acknowledged is on disk
        self.paper.close()
        self.scanner.close()

    def progress(self) -> Progress:
        """A short look into the journal file; works while the till runs and after it was killed."""
        if not self.till.journal_path.exists():
            return Progress(0, "", 0, 0, 0)
        with _reading(self.till.journal_path) as journal:
            row = journal.execute("SELECT seq, raw FROM events ORDER BY seq DESC LIMIT 1").fetchone()
            completed = journal.execute(
                "SELECT count(*) FROM events WHERE receipt_no IS NOT NULL"
            ).fetchone()[0]
            kinds = [kind for (kind,) in journal.execute("SELECT kind FROM jobs")]
        last_type = _type_of(row[1]) if row else ""
        papers = sum(kind in ("PrintPaper", "OpenDrawer") for kind in kinds)
        return Progress(row[0] if row else 0, last_type, completed, len(kinds), papers)

    def last_sale_seq(self) -> int:
        """The seq of the event that completed the last sale; 0 before any."""
        if not self.till.journal_path.exists():
            return 0
        with _reading(self.till.journal_path) as journal:
            found = journal.execute("SELECT max(seq) FROM events WHERE receipt_no IS NOT NULL").fetchone()[0]
        return int(found or 0)

    def centre_head(self) -> int:
        """The seq up to which the centre has the journal."""
        with self.stores.mongo() as centre:
            head = centre[DATABASE]["journals"].find_one()
        return int(str(head["seq"])) if head else 0

    def wait_at_rest(self, sales: int, timeout_s: float = REST_TIMEOUT_S) -> None:
        """Wait until nothing is owed: papers out, sales at the centre, stock settled. Raises TimeoutError."""

        def rested() -> str:
            if jobs := self.progress().open_jobs:
                return f"{jobs} jobs are open"
            with self.stores.mongo() as centre:
                shop = centre[DATABASE]
                uploaded = shop["sales"].count_documents({})
                unsettled = shop["moves"].count_documents({"settled": False})
            return (
                ""
                if uploaded >= sales and not unsettled
                else f"{uploaded} of {sales} sales, {unsettled} unsettled"
            )

        wait_until(rested, timeout_s, self.till)

    def stock_faults(self) -> list[str]:
        """Where, at rest, the counters do not equal on_hand or a hold is left."""
        with self.stores.mongo() as centre:
            on_hand = {str(found["_id"]): found["on_hand"] for found in centre[DATABASE]["inventory"].find()}
        faults = []
        with self.stores.redis() as stock:
            keys = [f"stock:{product}" for product in on_hand]
            counters = stock.mget(keys) if keys else []
            for product, counter in zip(on_hand, counters, strict=True):
                if counter is None or int(counter) != on_hand[product]:
                    faults.append(f"stock:{product} is {counter}, on_hand is {on_hand[product]}")
            faults += [
                f"{key} still holds {stock.hgetall(key)}" for key in stock.scan_iter("{stock:*}:holds")
            ]
        return faults


def wait_until(fault: Callable[[], str], timeout_s: float, till: TillProcess) -> None:
    """Wait until fault() has nothing to say any more. Raises TimeoutError with what it said last."""
    deadline = time.monotonic() + timeout_s
    while said := fault():
        if time.monotonic() > deadline:
            raise TimeoutError(
                f"After {timeout_s:.0f} s {said}; the till's log ends with:\n{till.log_tail()}"
            )
        time.sleep(SHORT_WAIT_S)


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    journal = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)
    try:
        yield journal
    finally:
        journal.close()


def _type_of(raw: bytes) -> str:
    return str(json.loads(raw)["type"])
