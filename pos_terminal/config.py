"""The till's configuration: TOML to frozen structs, read once and checked.

An unknown key or a value out of range is one sentence that names file, key and remedy (`ConfigError`). The
object is not
kept: each constructor gets the values that it needs.
"""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from pos_terminal.config_base import BasisPoints, CurrencyCode, Id, Language, Name, Port, Section, TerminalId
from pos_terminal.config_codes import Codes, LabelLayoutConfig, codes_fault
from pos_terminal.config_devices import Card, Display, Drawer, Printer, Scanner, Screen, Sound, Wedge
from pos_terminal.config_receipt import Receipt
from pos_terminal.config_slips import Slips
from pos_terminal.domain.notifications import address_problem
from pos_terminal.errors import ConfigError

INSTALLED_EXAMPLE = Path("/etc/pos-terminal/pos.example.toml")

# Where a password may go without TLS: it does not leave the machine.
_OWN_MACHINE = ("localhost", "127.0.0.1", "::1")


class Shop(Section, frozen=True):
    """What stands on the receipt, and the money that it is in."""

    name: Name = "POS Terminal demo shop"
    address: tuple[str, ...] = ()
    vat_id: str = ""
    currency: CurrencyCode = "EUR"
    language: Language = "en"
    footer: str = ""
    returns_text: str = ""


class Till(Section, frozen=True):
    """Who this till is. data_folder empty: the user's data folder.

    receipt_series: the letter in the receipt numbers of a journal that is new, for the one start at which the
    centre cannot be asked; a letter that this till never used before. Empty: the centre is asked.
    """

    terminal_id: TerminalId = "T1"
    store_id: Id = "main"
    data_folder: str = ""
    cashier: Id = "cashier"
    training: bool = False
    receipt_series: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]?$")] = ""


class TaxClass(Section, frozen=True):
    """One tax rate; rate_bp in basis points (1900 is 19 %)."""

    code: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9]{1,8}$")]
    name: Name
    rate_bp: BasisPoints


class Tax(Section, frozen=True):
    """How tax is reckoned. An article with a tax class that is not listed cannot be sold."""

    prices_include_tax: bool = True
    rounding: Literal["line", "receipt"] = "receipt"
    classes: tuple[TaxClass, ...] = (
        TaxClass("A", "Standard", 1900),
        TaxClass("B", "Reduced", 700),
        TaxClass("C", "Exempt", 0),
    )


class Cash(Section, frozen=True):
    """Cash: smallest coin in minor units (0: no rounding), and how typed amounts are read."""

    rounding_step_minor: Literal[0, 5, 10, 50, 100] = 0
    amount_entry: Literal["minor", "major"] = "minor"


class Cart(Section, frozen=True):
    """Habits of the basket.

    park_hold_hours: after that a parked basket's stock is given back; recall claims it anew.
    """

    merge_same_article: bool = True
    park_hold_hours: Annotated[int, msgspec.Meta(ge=1, le=240)] = 4


class Stock(Section, frozen=True):
    """The shared stock counters (Redis or Valkey). Empty url: no counters are used."""

    url: str = ""
    key_prefix: str = ""
    location: str = ""
    block_when_unknown: Literal["sell", "refuse"] = "sell"


class Reconcile(Section, frozen=True):
    """Comparing the stock counters with the centre, docs/stock.md.

    every_minutes 0: only by `pos-terminal stock reconcile`. raise: whether a counter that has been too low
    for 15 minutes is only reported, or raised by itself; that sells again what the online store has sold and
    did not write down.
    """

    every_minutes: Annotated[int, msgspec.Meta(ge=0, le=1440)] = 10
    raise_low: Literal["report", "auto"] = msgspec.field(default="report", name="raise")


class Centre(Section, frozen=True):
    """The central MongoDB. Empty url: sales wait in the journal."""

    url: str = ""
    database: Id = "shop"


class Embedded(Section, frozen=True):
    """Whether the app starts servers of its own below its data folder (single till, demo).

    Then urls are not read.
    """

    enabled: bool = False


class MailConfig(Section, frozen=True):
    """Mails: receipts to customers, notices to the manager, docs/mail.md. Empty host: no mail.

    password_file: a file that holds the password of user and nothing else, closed to others (chmod 640).
    ca_file: the authority of a mail server of your own; empty: those that the system trusts. timeout_s: for
    each answer of the server. low_stock_units: at this many or fewer left the manager is told (grams or
    millilitres for measured goods); 0: never.
    """

    host: str = ""
    port: Port = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password_file: str = ""
    ca_file: str = ""
    sender: str = ""
    manager_address: str = ""
    timeout_s: Annotated[int, msgspec.Meta(ge=5, le=120)] = 30
    low_stock_units: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] = 0


class StaffConfig(Section, frozen=True):
    """Signing in, docs/staff.md. Without any staff the till asks nobody.

    lock_after_minutes: an idle till locks itself, 0: never. large_discount_percent: from there on a discount
    needs a supervisor.
    """

    lock_after_minutes: Annotated[int, msgspec.Meta(ge=0, le=240)] = 10
    large_discount_percent: Annotated[int, msgspec.Meta(ge=0, le=100)] = 20


class ShiftConfig(Section, frozen=True):
    """Opening and closing the day.

    open_by_hand: somebody opens also the first day with a float; else the program opens that one itself.
    tolerance_minor: a larger difference at closing needs a manager. pieces_minor: faces of coins and notes
    to be counted; empty: 1, 2 and 5 of each power of ten.
    """

    open_by_hand: bool = False
    tolerance_minor: Annotated[int, msgspec.Meta(ge=0, le=100_000_000)] = 500
    pieces_minor: tuple[Annotated[int, msgspec.Meta(ge=1, le=100_000_000)], ...] = ()


class Department(Section, frozen=True):
    """What an article that is not on file is sold under."""

    name: Name
    tax_class: Name


class Returns(Section, frozen=True):
    """Goods that come back. unchecked_limit_minor: while the centre cannot be asked, so much at most may be
    given back as store credit with a supervisor's right; 0: nothing. deposits: articles (bottle deposits)
    that anybody may pay back without a receipt.
    """

    deposits: tuple[Id, ...] = ()
    unchecked_limit_minor: Annotated[int, msgspec.Meta(ge=0, le=100_000_000)] = 0


class Backup(Section, frozen=True):
    """The daily backup, docs/backup.md. folder: on another disk or a share; empty: none is made.

    same_disk: whether it may lie on the till's own disk, which is no help when that one dies.
    """

    folder: str = ""
    keep_days: Annotated[int, msgspec.Meta(ge=1, le=3650)] = 30
    same_disk: bool = False


class ArticlesConfig(Section, frozen=True):
    """Articles changed elsewhere, docs/articles.md.

    pull_minutes: how often the centre is asked for articles that were changed there, 0: never.
    """

    pull_minutes: Annotated[int, msgspec.Meta(ge=0, le=1440)] = 5


class QuickKeyConfig(Section, frozen=True):
    """A key for an article without barcode. code or product_id: which; label empty: the article's name."""

    label: Annotated[str, msgspec.Meta(max_length=40)] = ""
    code: Annotated[str, msgspec.Meta(max_length=80)] = ""
    product_id: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9._-]{0,64}$")] = ""


class Config(Section, frozen=True):
    """Everything that can be set."""

    shop: Shop = Shop()
    till: Till = Till()
    tax: Tax = Tax()
    cash: Cash = Cash()
    cart: Cart = Cart()
    stock: Stock = Stock()
    reconcile: Reconcile = Reconcile()
    centre: Centre = Centre()
    embedded: Embedded = Embedded()
    scanners: tuple[Scanner, ...] = ()
    wedge: Wedge = Wedge()
    printer: Printer = Printer()
    spare_printers: tuple[Printer, ...] = ()
    receipt: Receipt = Receipt()
    slips: Slips = Slips()
    drawer: Drawer = Drawer()
    display: Display = Display()
    screen: Screen = Screen()
    sound: Sound = Sound()
    mail: MailConfig = MailConfig()
    staff: StaffConfig = StaffConfig()
    shift: ShiftConfig = ShiftConfig()
    departments: tuple[Department, ...] = ()
    articles: ArticlesConfig = ArticlesConfig()
    quick_keys: tuple[QuickKeyConfig, ...] = ()
    returns: Returns = Returns()
    codes: Codes = Codes()
    label_layouts: tuple[LabelLayoutConfig, ...] = ()
    card: Card = Card()
    backup: Backup = Backup()


def load(path: Path) -> Config:
    """Read and check a configuration file. Raises ConfigError."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"There is no configuration file {path}; copy {_example()} there.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{path} cannot be read ({error}); check its permissions and that it is UTF-8."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not valid TOML: {error}; mend that line.") from error
    return check(raw, str(path))


def _example() -> Path:
    """The example file, of the package or of the source."""
    return INSTALLED_EXAMPLE if INSTALLED_EXAMPLE.exists() else Path("packaging/pos.example.toml")


def check(raw: dict[str, Any], where: str) -> Config:
    """Turn a parsed table into a checked configuration. Raises ConfigError."""
    try:
        config = msgspec.convert(raw, type=Config)
    except msgspec.ValidationError as error:
        raise ConfigError(_sentence(where, str(error))) from error
    _cross_check(config, where)
    return config


def _cross_check(config: Config, where: str) -> None:
    codes = [row.code for row in config.tax.classes]
    if len(set(codes)) != len(codes):
        raise ConfigError(f"{where}: tax.classes names a code twice; give each tax class a code of its own.")
    if config.printer.kind == "network" and not config.printer.host:
        raise ConfigError(f"{where}: printer.host is empty; set it to the printer's address.")
    if config.printer.kind == "file" and not config.printer.path:
        raise ConfigError(f"{where}: printer.path is empty; set it to the printer's device or a file.")
    for scanner in config.scanners:
        if scanner.kind == "serial" and not scanner.path:
            raise ConfigError(
                f"{where}: scanners.path is empty; set it to the scanner's port, e.g. /dev/ttyACM0."
            )
    if any(bool(row.code.strip()) == bool(row.product_id) for row in config.quick_keys):
        raise ConfigError(
            f"{where}: quick_keys names both or none of code and product_id; give each quick key one of them."
        )
    _check_spare_printers(config, where)
    fault = codes_fault(config.codes, config.label_layouts)
    if fault:
        raise ConfigError(f"{where}: {fault}")
    _check_mail(config.mail, where)


def _check_spare_printers(config: Config, where: str) -> None:
    names = [config.printer.name, *(row.name for row in config.spare_printers)]
    if len(set(names)) != len(names):
        raise ConfigError(f"{where}: spare_printers names a printer twice; give each a name of its own.")
    on = config.drawer.on.partition(":")[2]
    if on and on not in names:
        raise ConfigError(
            f"{where}: drawer.on names no printer; set it to printer:NAME with a name of spare_printers."
        )


def _check_mail(mail: MailConfig, where: str) -> None:
    for name in ("sender", "manager_address"):
        address = getattr(mail, name)
        if address and address_problem(address) is not None:
            raise ConfigError(
                f"{where}: mail.{name} is no mail address; set it to one such as till@shop.example."
            )
    if not mail.host:
        return
    if not mail.sender:
        raise ConfigError(f"{where}: mail.sender is empty; set it to the address that mails come from.")
    if mail.user and not mail.password_file:
        raise ConfigError(
            f"{where}: mail.password_file is empty; name the file that holds the password of mail.user."
        )
    if mail.user and mail.security == "none" and mail.host not in _OWN_MACHINE:
        raise ConfigError(
            f'{where}: mail.security = "none" would send the password in the clear; set it to "starttls" or '
            '"tls", or leave mail.user empty.'
        )


def _sentence(where: str, problem: str) -> str:
    """msgspec's report as one sentence with the key and what to do."""
    text, _, place = problem.partition(" - at `$")
    key = place.strip("`").lstrip(".").replace("[...]", "")
    unknown = re.match(r"Object contains unknown field `(.+)`", text)
    if unknown:
        full = f"{key}.{unknown[1]}" if key else unknown[1]
        return f"{where}: {full} is not a known setting; correct its spelling or take the line out."
    missing = re.match(r"Object missing required field `(.+)`", text)
    if missing:
        return f"{where}: {key}.{missing[1]} is missing; add it."
    return f"{where}: {key} is wrong ({text[0].lower()}{text[1:]}); set it to an allowed value."
