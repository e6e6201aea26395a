"""Builds the till: the only file that makes objects and threads, or names a concrete driver or adapter.

Main thread.

Start: servers first (they take longest), then journal, workers and core, then the screen. End: devices,
then the printer,
then the core (which saves the basket), then the other workers, then the servers.
"""

import logging
import os
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from drivers import catalog as driver_catalog
from drivers.simulated.devices import SimulatedDevices
from drivers.supervisor import Supervisor
from pos_terminal import config as c
from pos_terminal.adapters.catalog_sqlite.csv_import import (
    ImportProgress,
    ImportResult,
    import_csv,
    lower_priority,
)
from pos_terminal.adapters.catalog_sqlite.replica import SqliteCatalogue
from pos_terminal.adapters.catalog_sqlite.rows import ImportOptions, PriceRule
from pos_terminal.adapters.catalog_sqlite.search import SqliteSearch
from pos_terminal.adapters.findings_file import JsonFindings
from pos_terminal.adapters.ids import Uuid7
from pos_terminal.adapters.mongo.client import MongoCentre
from pos_terminal.adapters.mongo.stock import MongoStock
from pos_terminal.adapters.pins import hash_pin
from pos_terminal.adapters.redis_stock.audit import RedisAudit, connect_audit
from pos_terminal.adapters.redis_stock.client import RedisStock, connect
from pos_terminal.adapters.staff_file import StaffFile
from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.bootstrap_counter import also_shown, drawer_rules
from pos_terminal.bootstrap_day import Addresses as Addresses
from pos_terminal.bootstrap_day import Surroundings, day_dispatch, people
from pos_terminal.bootstrap_devices import layout_guess, scanner_options
from pos_terminal.bootstrap_printers import PrinterParts, make_sheets
from pos_terminal.bootstrap_tools import journal_opening
from pos_terminal.config_codes import policy_of
from pos_terminal.dispatch import Dispatch
from pos_terminal.domain.catalog import Product
from pos_terminal.domain.figures import usual_pieces
from pos_terminal.domain.money import Currency
from pos_terminal.domain.tax import TaxRules
from pos_terminal.errors import ConfigError
from pos_terminal.folders import paths_of
from pos_terminal.journal.sqlite_journal import SqliteJournal, SqliteJournalReader
from pos_terminal.rendering import paper_maker
from pos_terminal.services.core import Core
from pos_terminal.services.inbox import Inbox
from pos_terminal.services.loop import CoreThread
from pos_terminal.services.messages import Tick
from pos_terminal.services.print_messages import Make
from pos_terminal.services.quick_keys import QuickKey
from pos_terminal.services.reconciling import Reconciler
from pos_terminal.services.recovery import recover
from pos_terminal.services.register import Publish, Register
from pos_terminal.services.roster import People
from pos_terminal.services.settings import Settings
from pos_terminal.services.settling import settle_movements
from pos_terminal.services.timestamps import utc_text
from pos_terminal.workers.lookup import LookupWorker
from pos_terminal.workers.reconcile import ReconcileWorker
from pos_terminal.workers.stock import StockWorker
from pos_terminal.workers.upload import Origin, UploadWorker

log = logging.getLogger("pos.start")

ASSETS = Path(__file__).parent / "assets"
FONTS = ASSETS / "fonts"
SOUNDS = ASSETS / "sounds"
STOP_S = 8.0
WARM_AFTER_S = 3.0


class TillThreads:
    """All threads of a till but the screen's, from build to stop."""

    def __init__(
        self,
        config: c.Config,
        addresses: Addresses,
        simulated: SimulatedDevices | None,
        publish: Publish,
        on_failure: Callable[[str], None],
        pin_hints: Mapping[str, str],
    ) -> None:
        self._config = config
        self._paths = paths_of(config)
        self.clock = SystemClock()
        self._new_id = Uuid7(self.clock.utc_ms)
        self._simulated = simulated
        self._pin_hints = pin_hints
        self.inbox = Inbox()
        self.paper = paper_maker(config, FONTS)
        opening = partial(journal_opening, config, addresses.centre_url, addresses.centre_is_new)
        self._journal = SqliteJournal(self._paths.journal, config.till.terminal_id, self._new_id, opening)
        self._stock = self._stock_worker(addresses.stock_url)
        self._upload = self._upload_worker(addresses)
        reconcile = self._reconcile_worker(addresses)
        self._reconciles = reconcile is not None
        self._lookup = LookupWorker(lambda: SqliteSearch(self._paths.catalogue), self.inbox.post)
        parts = PrinterParts(config, self.paper, FONTS, self.inbox.post, self.clock, simulated)
        sheets = make_sheets(parts)
        self._printing = sheets.printers
        around = Surroundings(config, addresses, self.inbox.post, self.clock, simulated)
        self._day = day_dispatch(around, sheets, paper_maker(config, FONTS), reconcile)
        self._core = CoreThread(self.inbox, lambda: self._make_core(publish), on_failure)
        self._devices = Supervisor(self.inbox.post, waiting=self.inbox.waiting)

    def start(self) -> None:
        """Start core and workers; scanners follow when the screen is there."""
        for worker in (self._stock, self._upload, self._lookup, self._printing):
            if worker is not None:
                worker.start()
        for of_the_day in self._day.workers.threads():
            of_the_day.start()
        self._core.start()
        # A till that is never quiet loads the fonts all the same, before it prints their first name.
        warming = threading.Timer(WARM_AFTER_S, lambda: self._printing.put(Make(self._warm_up)))
        warming.daemon = True
        warming.start()

    def _warm_up(self) -> Tick:
        """On the fonts' thread."""
        self.paper.warm_up()
        return Tick()

    def watch_scanners(self) -> None:
        """Begin to read the scanners."""
        for scanner in self._config.scanners:
            make_reader = driver_catalog.make_scanner(scanner.kind, scanner_options(scanner), self._simulated)
            self._devices.watch(make_reader, "scanner")
        if self._simulated is not None:
            scale = driver_catalog.ScaleOptions("scale")
            self._devices.watch(driver_catalog.make_scale("simulated", scale, self._simulated), "scale")

    def stop(self) -> None:
        """Devices; the printer, whose last answers the core still writes down; the core; the others."""
        self._devices.stop(2.0)
        self._printing.stop(1.0)
        if not self._core.stop(STOP_S):
            log.warning("core_did_not_stop_in_time")
        for of_the_day in self._day.workers.threads():
            of_the_day.stop(1.0)
        for worker in (self._stock, self._upload, self._lookup):
            if worker is not None:
                worker.stop(1.0)

    def last_receipt_pdf(self) -> bytes:
        """The newest receipt as PDF, empty before there is one.

        Any thread but the core's: it reads for itself.
        """
        reader = SqliteJournalReader(self._paths.journal)
        sales = reader.sales_completed(0, reader.head().seq)
        reader.close()
        return self.paper.pdf(sales[-1]) if sales else b""

    def _make_core(self, publish: Publish) -> tuple[Core, Register]:
        settings = replace(
            _settings(self._config, has_stock=self._stock is not None, has_centre=self._upload is not None),
            pin_hints=self._pin_hints,
            waits_for_staff=True,
            reconciles=self._reconciles,
        )
        outbox = Dispatch(self.clock, self._stock, self._upload, self._lookup, self._day)
        catalogue = SqliteCatalogue(self._paths.catalogue)
        core = Core(settings, self._journal, catalogue, self.clock, self._new_id, outbox)
        register = Register(core, also_shown(publish, self._day.workers.display))
        recover(core, local_now().date().isoformat())
        return core, register

    def _counters(self, url: str) -> RedisStock:
        stock, terminal_id = self._config.stock, self._config.till.terminal_id
        token = _token(self._paths.token, self._new_id)
        return connect(
            url, terminal_id, token, self.clock, key_prefix=stock.key_prefix, location=stock.location
        )

    def _stock_worker(self, url: str) -> StockWorker | None:
        return StockWorker(self._counters(url), self.inbox.post, self.clock) if url else None

    def _upload_worker(self, addresses: Addresses) -> UploadWorker | None:
        if not addresses.centre_url:
            return None
        centre = MongoCentre(
            addresses.centre_url,
            location=self._config.stock.location or "main",
            database=self._config.centre.database,
            opening=self._journal.opening,
        )
        counters = self._counters(addresses.stock_url) if addresses.stock_url else None
        return UploadWorker(
            lambda: SqliteJournalReader(self._paths.journal),
            centre,
            (lambda sale_ids: settle_movements(counters, centre, sale_ids)) if counters else None,
            Origin(self._journal.journal_id, self._config.till.terminal_id, self._config.till.store_id),
            self.inbox.post,
            self.clock,
        )

    def _reconcile_worker(self, addresses: Addresses) -> ReconcileWorker | None:
        minutes = self._config.reconcile.every_minutes
        wanted = minutes and addresses.stock_url and addresses.centre_url and not self._config.till.training
        if not wanted or self._config.stock.location:
            return None
        return ReconcileWorker(
            make_reconciler(self._config, addresses),
            self.inbox.post,
            minutes,
            JsonFindings(self._paths.findings),
            lambda: utc_text(self.clock.utc_ms()),
        )


def stock_parts(config: c.Config, addresses: Addresses) -> tuple[RedisAudit, MongoStock]:
    """The shared counters and the centre's stock, for whoever counts or reconciles.

    Raises ConfigError where one of them is not set.
    """
    if not addresses.stock_url or not addresses.centre_url:
        raise ConfigError("Stock needs both servers; set stock.url and centre.url in the configuration.")
    if config.stock.location:
        raise ConfigError(
            "The centre counts the default location only; leave stock.location empty to count or reconcile."
        )
    audit = connect_audit(addresses.stock_url, SystemClock(), key_prefix=config.stock.key_prefix)
    return audit, MongoStock(addresses.centre_url, database=config.centre.database)


def make_reconciler(
    config: c.Config, addresses: Addresses, raised: frozenset[str] = frozenset()
) -> Reconciler:
    """A reconciler on connections of its own. raised: articles whose counter may be raised if too low."""
    audit, centre = stock_parts(config, addresses)
    auto = config.reconcile.raise_low == "auto"
    return Reconciler(audit, centre, SystemClock().monotonic_ns, lambda product: auto or product in raised)


@dataclass(frozen=True, slots=True)
class StaffParts:
    """What whoever changes the staff needs. people: None where there is no centre to ask."""

    file: StaffFile
    people: People | None
    hash_pin: Callable[[str], str] = hash_pin
    now_text: Callable[[], str] = lambda: utc_text(SystemClock().utc_ms())


def staff_parts(config: c.Config, centre_url: str) -> StaffParts:
    """This till's list of the staff, and the centre's."""
    return StaffParts(StaffFile(paths_of(config).staff), people(config, centre_url))


def local_offset_minutes(utc_ms: int) -> int:
    """Local time less UTC at a moment."""
    offset = datetime.fromtimestamp(utc_ms / 1000, UTC).astimezone().utcoffset()
    return int(offset.total_seconds()) // 60 if offset is not None else 0


def local_now() -> datetime:
    """The wall clock in the machine's zone."""
    return datetime.fromtimestamp(SystemClock().utc_ms() / 1000, UTC).astimezone()


def import_catalogue(config: c.Config, file: Path, report: Path, price_rule: PriceRule) -> ImportResult:
    """Take articles in from a CSV file, with a progress bar on standard error; selling goes on meanwhile."""
    options = ImportOptions(
        decimals=Currency.of(config.shop.currency).decimals,
        tax_classes=frozenset(row.code for row in config.tax.classes),
        default_tax_class=config.tax.classes[0].code if config.tax.classes else "",
        price_rule=price_rule,
    )
    lower_priority()
    return import_csv(
        file, paths_of(config).catalogue, report_path=report, options=options, progress=_show_progress
    )


def open_catalogue(config: c.Config) -> SqliteCatalogue:
    """The local article file, for the calling thread."""
    return SqliteCatalogue(paths_of(config).catalogue)


def fill_stores(
    config: c.Config, addresses: Addresses, products: Sequence[Product], on_hand: Mapping[str, int]
) -> None:
    """Bring articles and first stock to the central stores.

    To the centre first, then new counters from it.
    """
    clock = SystemClock()
    centre = MongoCentre(addresses.centre_url, database=config.centre.database)
    new = centre.load_products(products, on_hand, config.shop.currency)
    centre.close()
    token = _token(paths_of(config).token, Uuid7(clock.utc_ms))
    counters = connect(addresses.stock_url, config.till.terminal_id, token, clock)
    for product_id in new:
        counters.preset(product_id, on_hand.get(product_id, 0))
    counters.close()


def _show_progress(progress: ImportProgress) -> None:
    if sys.stderr.isatty():
        done = progress.permille * 40 // 1000
        end = "\n" if progress.stage == "done" else ""
        bar = f"\r[{'#' * done}{'.' * (40 - done)}] {progress.permille // 10:3d} % {progress.rows} rows"
        sys.stderr.write(bar + end)


def _settings(config: c.Config, *, has_stock: bool, has_centre: bool) -> Settings:
    currency = Currency.of(config.shop.currency)
    return Settings(
        terminal_id=config.till.terminal_id,
        store_name=config.shop.name,
        cashier=config.till.cashier,
        currency=currency.code,
        decimals=currency.decimals,
        tax=TaxRules(config.tax.prices_include_tax, config.tax.rounding),
        rates_bp={row.code: row.rate_bp for row in config.tax.classes},
        cash_step_minor=config.cash.rounding_step_minor,
        merge_same_article=config.cart.merge_same_article,
        refuse_unknown_stock=config.stock.block_when_unknown == "refuse",
        has_stock=has_stock,
        has_centre=has_centre,
        training=config.till.training,
        park_hold_ms=config.cart.park_hold_hours * 3_600_000,
        lock_after_ms=config.staff.lock_after_minutes * 60_000,
        cash_tolerance_minor=config.shift.tolerance_minor,
        pieces_minor=config.shift.pieces_minor or usual_pieces(currency.decimals),
        departments=tuple((row.name, row.tax_class) for row in config.departments),
        quick_keys=tuple(QuickKey(row.code, row.product_id, row.label) for row in config.quick_keys),
        deposit_ids=frozenset(config.returns.deposits),
        large_discount_bp=config.staff.large_discount_percent * 100,
        unchecked_return_minor=config.returns.unchecked_limit_minor,
        opens_shift_by_itself=not config.shift.open_by_hand,
        card_terminal=config.card.kind != "hand",
        local_date=lambda utc_ms: datetime.fromtimestamp(utc_ms / 1000, UTC).astimezone().date().isoformat(),
        offset_minutes=local_offset_minutes,
        local_hour=lambda begins: datetime.fromisoformat(f"{begins}+00:00").astimezone().hour,
        low_stock_units=config.mail.low_stock_units,
        slips=config.slips.kinds(),
        spare_printers=tuple(row.name for row in config.spare_printers),
        drawer=drawer_rules(config.drawer),
        codes=policy_of(config.codes, config.label_layouts, currency.decimals, local_now().year),
        guess_layout=partial(layout_guess, config.scanners, config.wedge),
        has_mail=bool(config.mail.host) and not config.till.training,
        manager_address=config.mail.manager_address if config.mail.host else "",
    )


def _token(path: Path, new_id: Uuid7) -> str:
    """The installation's token; a till whose data folder was copied shares it, and its lease shows that."""
    kept = path.read_text(encoding="ascii").strip() if path.exists() else ""
    if kept:
        return kept
    token, new = new_id(), path.with_suffix(".new")
    with new.open("w", encoding="ascii") as file:
        file.write(token)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    return token
