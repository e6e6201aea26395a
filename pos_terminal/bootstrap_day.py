"""Builds the workers of a shop's day; with `bootstrap.py` the only file that names an adapter.

Main thread.
"""

from dataclasses import dataclass

from drivers import catalog as driver_catalog
from drivers.simulated.devices import SimulatedDevices
from pos_terminal import config as c
from pos_terminal.adapters.catalog_sqlite.edits import EditedArticles
from pos_terminal.adapters.mongo.enquiry import MongoEnquiry
from pos_terminal.adapters.mongo.exceptions import MongoExceptions
from pos_terminal.adapters.mongo.ledger import MongoLedger
from pos_terminal.adapters.mongo.people import MongoPeople
from pos_terminal.adapters.mongo.products import MongoArticles
from pos_terminal.adapters.mongo.store_report import MongoStoreReport
from pos_terminal.adapters.pins import hash_pin, pin_matches
from pos_terminal.adapters.redis_sessions import RedisSessions
from pos_terminal.adapters.smtp import SmtpMailer, SmtpSender, SmtpServer
from pos_terminal.adapters.staff_file import StaffFile
from pos_terminal.bootstrap_counter import display_worker, drawer_worker
from pos_terminal.bootstrap_tools import backup_worker, device_worker
from pos_terminal.day_dispatch import DayDispatch, DayWorkers
from pos_terminal.domain.money import Currency
from pos_terminal.folders import paths_of
from pos_terminal.mailing import Mailing
from pos_terminal.paper_dispatch import RoutedSheets
from pos_terminal.rendering import PaperMaker
from pos_terminal.services.attempts import Attempts
from pos_terminal.services.ports import Clock, Post
from pos_terminal.services.roster import People
from pos_terminal.workers.articles import ArticleWorker, Centre
from pos_terminal.workers.cards import CardWorker
from pos_terminal.workers.enquiry import EnquiryWorker
from pos_terminal.workers.ledger import LedgerWorker
from pos_terminal.workers.mail import MailWorker
from pos_terminal.workers.reconcile import ReconcileWorker
from pos_terminal.workers.sign_in_store import InTime
from pos_terminal.workers.staff import StaffWorker
from receipts.mail_texts import MailTexts


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the shared servers are; empty: there is none. centre_is_new: it has no data yet, nobody's."""

    stock_url: str
    centre_url: str
    centre_is_new: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every worker is built with."""

    config: c.Config
    addresses: Addresses
    post: Post
    clock: Clock
    simulated: SimulatedDevices | None = None


def day_dispatch(
    around: Surroundings,
    sheets: RoutedSheets,
    mail_paper: PaperMaker,
    reconcile: ReconcileWorker | None = None,
) -> DayDispatch:
    """All of the day's workers behind one outbox. mail_paper: of the mail's own thread, with its fonts."""
    config = around.config
    workers = DayWorkers(
        staff=staff_worker(around),
        articles=_articles(around),
        ledger=_ledger(around),
        enquiry=_enquiry(around),
        mail=_mail(around),
        cards=_cards(around),
        backup=backup_worker(config, around.post, around.clock),
        reconcile=reconcile,
        devices=device_worker(config, around.post),
        drawer=drawer_worker(config.drawer, around.post, around.clock),
        display=display_worker(config, around.simulated, around.post, around.clock),
    )
    mailing = Mailing(_texts(config), mail_paper, config.till.terminal_id)
    return DayDispatch(workers, sheets, mailing, around.post)


def people(config: c.Config, centre_url: str) -> People | None:
    """The centre's list of the staff, None where there is no centre."""
    return MongoPeople(centre_url, database=config.centre.database) if centre_url else None


def staff_worker(around: Surroundings) -> StaffWorker:
    """The staff threads; without a stock server this till counts wrong PINs alone."""
    config, url = around.config, around.addresses.stock_url
    prefix = config.stock.key_prefix
    shared = RedisSessions(url, config.till.terminal_id, around.clock, key_prefix=prefix) if url else None
    return StaffWorker(
        StaffFile(paths_of(config).staff),
        people(config, around.addresses.centre_url),
        pin_matches,
        Attempts(InTime(shared) if shared else None, around.clock),
        around.post,
        around.clock,
        hash_pin=hash_pin,
    )


def _ledger(around: Surroundings) -> LedgerWorker | None:
    url, config = around.addresses.centre_url, around.config
    if not url:
        return None
    ledger = MongoLedger(url, config.till.terminal_id, around.clock, database=config.centre.database)
    return LedgerWorker(ledger, around.post, around.clock)


def _enquiry(around: Surroundings) -> EnquiryWorker | None:
    url, config = around.addresses.centre_url, around.config
    if not url:
        return None
    database = config.centre.database
    return EnquiryWorker(
        MongoPeople(url, database=database),
        MongoEnquiry(url, database=database),
        MongoStoreReport(url, currency=config.shop.currency, database=database),
        around.post,
        around.clock,
        config.till.terminal_id,
        MongoExceptions(url, database=database),
    )


def _mail(around: Surroundings) -> MailWorker | None:
    """SAFETY: a till for training sends nobody a mail."""
    wanted = around.config.mail
    if not wanted.host or around.config.till.training:
        return None
    server = SmtpServer(
        wanted.host,
        wanted.port,
        wanted.security,
        wanted.user,
        wanted.password_file,
        wanted.ca_file,
        wanted.timeout_s,
    )
    sender = SmtpSender(wanted.sender, around.config.shop.name)
    return MailWorker(SmtpMailer(server, sender, around.clock), around.post, around.clock)


def _articles(around: Surroundings) -> ArticleWorker:
    """SAFETY: a till for training changes nobody's articles but its own."""
    config, url = around.config, around.addresses.centre_url
    centre = None
    if url and not config.till.training:
        articles = MongoArticles(url, config.shop.currency, database=config.centre.database)
        centre = Centre(articles, config.articles.pull_minutes)
    file = EditedArticles(paths_of(config).catalogue)
    return ArticleWorker(file, centre, around.post, around.clock)


def _cards(around: Surroundings) -> CardWorker | None:
    """None where card payments are confirmed by hand."""
    options = driver_catalog.CardOptions("card terminal")
    terminal = driver_catalog.make_card_terminal(around.config.card.kind, options, around.simulated)
    if terminal is None:
        return None
    return CardWorker(terminal, around.config.shop.currency, around.post, around.clock)


def _texts(config: c.Config) -> MailTexts:
    currency = Currency.of(config.shop.currency)
    return MailTexts(config.shop.name, config.shop.language, currency.code, currency.decimals)
