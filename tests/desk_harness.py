"""A till without threads, screen or servers.

The real core and the real journal, time and workers under the test's hand.
"""

from collections.abc import Sequence
from pathlib import Path

from drivers.api import ScanRead
from pos_terminal import commands as c
from pos_terminal.domain import barcodes
from pos_terminal.domain.catalog import Product
from pos_terminal.domain.records import FinishedSale, OpenJob
from pos_terminal.domain.tax import TaxRules
from pos_terminal.journal.sqlite_journal import SqliteJournal
from pos_terminal.services.core import Core
from pos_terminal.services.recovery import recover
from pos_terminal.services.register import Register
from pos_terminal.services.settings import Settings
from pos_terminal.services.slip_messages import SlipOrder
from pos_terminal.views import RegisterView

MILK = Product("milk", "Milk 1 l", 119, "B", barcodes=("9520000000011",))
BREAD = Product("bread", "Rye bread", 349, "B", barcodes=("9520000000028",))
WINE = Product("wine", "Red wine", 899, "A", minimum_age=18, barcodes=("9520000000035",))
CHEESE = Product("cheese", "Mountain cheese", 2490, "B", unit="kg", barcodes=("9520000000042",))
LAST_VASE = Product("vase", "Hand-made vase", 4900, "A", stock_policy="block", barcodes=("9520000000059",))
BAG = Product("bag", "Paper bag", 25, "A", tracked=False, barcodes=("9520000000066",))
FREE = Product("leaflet", "Leaflet", 0, "A", tracked=False, barcodes=("9520000000073",))
ARTICLES = (MILK, BREAD, WINE, CHEESE, LAST_VASE, BAG, FREE)


class ManualClock:
    """Time that moves when the test says so."""

    def __init__(self) -> None:
        self.wall_ms = 1_767_225_600_000
        self.mono_ns = 1_000_000_000

    def utc_ms(self) -> int:
        return self.wall_ms

    def monotonic_ns(self) -> int:
        return self.mono_ns

    def pass_ms(self, ms: int) -> None:
        self.wall_ms += ms
        self.mono_ns += ms * 1_000_000


class ShelfCatalogue:
    """A handful of articles."""

    def __init__(self, products: Sequence[Product] = ARTICLES) -> None:
        self.products = {product.product_id: product for product in products}

    def by_code(self, keys: Sequence[str]) -> tuple[Product, ...]:
        for key in keys:
            found = tuple(
                p for p in self.products.values() if any(_same_code(key, code) for code in p.barcodes)
            )
            if found:
                return found
        return ()

    def by_id(self, product_id: str) -> Product | None:
        return self.products.get(product_id)


def _same_code(key: str, code: str) -> bool:
    parsed = barcodes.parse(code)
    return isinstance(parsed, barcodes.Code) and key in parsed.keys


class SheetTray:
    """Papers that are no receipts, as the core handed them out."""

    def __init__(self) -> None:
        self.reports: list[tuple[OpenJob, object]] = []
        self.exports: list[object] = []
        self.invoices: list[tuple[OpenJob, FinishedSale, tuple[str, ...]]] = []
        self.slips: list[tuple[OpenJob, SlipOrder]] = []

    def report(self, job: OpenJob, report: object) -> None:
        self.reports.append((job, report))

    def export_report(self, report: object) -> None:
        self.exports.append(report)

    def invoice(self, job: OpenJob, sale: FinishedSale, buyer: tuple[str, ...], issued_at: str) -> None:
        self.invoices.append((job, sale, buyer))

    def slip(self, job: OpenJob, order: SlipOrder) -> None:
        self.slips.append((job, order))


class DayTray:
    """The half of the tray that is not about goods and receipts."""

    def __init__(self) -> None:
        self.day_jobs: list[OpenJob] = []
        self.sheets = SheetTray()
        self.reports, self.exports, self.invoices = (
            self.sheets.reports,
            self.sheets.exports,
            self.sheets.invoices,
        )
        self.enquiries: list[object] = []
        self.reconciling: list[object] = []
        self.device_requests: list[object] = []
        self.cancelled: list[str] = []
        self.settled: list[str] = []
        self.backups = 0
        self.mails: list[tuple[OpenJob, str, object]] = []
        self.inquired: list[bool] = []
        self.articles: list[Product] = []
        self.staff_requests: list[object] = []

    def staff(self, request: object) -> None:
        self.staff_requests.append(request)

    def enquire(self, request: object) -> None:
        self.enquiries.append(request)

    def reconcile(self, request: object) -> None:
        self.reconciling.append(request)

    def devices(self, request: object) -> None:
        self.device_requests.append(request)

    def card(self, job: OpenJob, *, inquire: bool) -> None:
        self.day_jobs.append(job)
        self.inquired.append(inquire)

    def cancel_card(self, tender_id: str, *, settled: bool = False) -> None:
        (self.settled if settled else self.cancelled).append(tender_id)

    def back_up(self) -> None:
        self.backups += 1

    def save_article(self, product: Product) -> None:
        self.articles.append(product)

    def ledger(self, job: OpenJob) -> None:
        self.day_jobs.append(job)

    def mail(self, job: OpenJob, address: str, about: object) -> None:
        self.mails.append((job, address, about))


class Tray(DayTray):
    """Takes the work that the core hands out and lets the test look at it."""

    def __init__(self) -> None:
        super().__init__()
        self.stock_jobs: list[OpenJob] = []
        self.generations: list[int] = []
        self.papers: list[tuple[OpenJob, FinishedSale]] = []
        self.may_start: list[int] = []
        self.places: list[tuple[int, str]] = []
        self.dropped: list[int] = []
        self.drawers: list[OpenJob] = []
        self.uploads: list[tuple[int, tuple[str, ...]]] = []
        self.searches: list[str] = []
        self.pictures: list[FinishedSale] = []

    @property
    def day(self) -> "Tray":
        return self

    def stock(self, job: OpenJob, generation: int) -> None:
        self.stock_jobs.append(job)

    def generation(self, generation: int) -> None:
        self.generations.append(generation)

    def withdraw(self, hold_ids: tuple[str, ...]) -> None:
        pass

    def paper(self, job: OpenJob, sale: FinishedSale) -> None:
        self.papers.append((job, sale))

    def paper_to(self, job_id: int, place: str) -> None:
        self.places.append((job_id, place))

    def paper_may_start(self, job_id: int) -> None:
        self.may_start.append(job_id)

    def drop_paper(self, job_id: int) -> None:
        self.dropped.append(job_id)

    def drawer(self, job: OpenJob) -> None:
        self.drawers.append(job)

    def upload(self, upto_seq: int, sale_ids: tuple[str, ...]) -> None:
        self.uploads.append((upto_seq, sale_ids))

    def find(self, text: str) -> None:
        self.searches.append(text)

    def picture(self, sale: FinishedSale) -> None:
        self.pictures.append(sale)


class Counter:
    """Ids that can be read in a failed test."""

    def __init__(self, prefix: str) -> None:
        self._prefix, self._count = prefix, 0

    def __call__(self) -> str:
        self._count += 1
        return f"{self._prefix}{self._count}"


class CounterTill:
    """One till on its counter: scan, command, look; `restart` begins anew on the same journal."""

    starts = 0

    def __init__(self, folder: Path, *, catalogue: ShelfCatalogue | None = None, **changes: object) -> None:
        self._folder = folder
        self.journal_path = folder / "journal.sqlite"
        self._changes = changes
        self.catalogue = catalogue or ShelfCatalogue()
        self.clock = ManualClock()
        self._open()

    def _open(self) -> None:
        CounterTill.starts += 1
        new_id = Counter(f"r{CounterTill.starts}-")
        values: dict[str, object] = {
            "terminal_id": "T1",
            "store_name": "Test shop",
            "cashier": "ann",
            "currency": "EUR",
            "decimals": 2,
            "tax": TaxRules(),
            "rates_bp": {"A": 1900, "B": 700},
        }
        self.tray = Tray()
        self.journal = SqliteJournal(self._folder / "journal.sqlite", "T1", new_id)
        settings = Settings(**{**values, **self._changes})  # type: ignore[arg-type]
        self.core = Core(settings, self.journal, self.catalogue, self.clock, new_id, self.tray)
        self.views: list[RegisterView] = []
        self.register = Register(self.core, self.views.append)
        recover(self.core, "2026-01-01")
        self.register.begin()

    def restart(self) -> None:
        """As after kill -9: nothing is saved first."""
        self.journal.close()
        self._open()

    def scan(self, *products: Product) -> RegisterView:
        for product in products:
            self.scan_text(product.barcodes[0])
        return self.view

    def scan_text(self, text: str) -> RegisterView:
        return self.tell(ScanRead(text, "scanner", self.clock.mono_ns))

    def do(self, *commands: c.Command) -> RegisterView:
        for command in commands:
            self.tell(command)
        return self.view

    def tell(self, message: object) -> RegisterView:
        self.register.handle(message)
        self.register.settle()
        self.register.publish()
        return self.view

    def pay(
        self, tender: str = "cash", amount_minor: int | None = None, approval_code: str = ""
    ) -> RegisterView:
        return self.do(c.StartPayment(), c.TakeTender(tender, amount_minor, approval_code))

    @property
    def view(self) -> RegisterView:
        return self.views[-1]
