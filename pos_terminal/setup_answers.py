"""What the first-run page asks for, and what can be wrong with an answer. Pure values.

An answer is kept as it was typed, so that going back loses nothing; `config_writer.py` makes settings of it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pos_terminal.domain.staff import pin_objection

Check = Literal["stock", "centre", "printer"]
CentreKind = Literal["embedded", "servers", "none"]
PrinterKind = Literal["none", "network", "file", "simulated"]
ScannerKind = Literal["keyboard", "serial", "simulated"]
FindingLevel = Literal["info", "good", "warn", "bad"]

OTHER_COUNTRY = "other"
BAUDS = ("9600", "19200", "38400", "57600", "115200")
PRINTER_PORT = 9100

_LONGEST_NAME = 80
_TERMINAL = re.compile(r"[A-Z0-9]{1,8}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_PERCENT = re.compile(r"[0-9]{1,3}([.,][0-9]{1,2})?")
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]+\]")
_STOCK_SCHEMES = ("redis://", "rediss://", "unix://")
_CENTRE_SCHEMES = ("mongodb://", "mongodb+srv://")
_MOST_BP = 10_000


@dataclass(frozen=True, slots=True)
class Country:
    """What a country proposes. rates_bp: the usual one first; empty: nobody can know it, it is asked for.

    prices_include_tax: how prices are shown to buyers there. fiscal: the law asks for a certified register.
    cash_step_minor: the smallest coin where cash is rounded.
    """

    code: str
    currency: str
    rates_bp: tuple[int, ...] = ()
    prices_include_tax: bool = True
    fiscal: bool = False
    cash_step_minor: int = 0


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A tax class with the name that receipts show."""

    name: str
    rate_bp: int


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything answered so far, as typed.

    country: a code, `other`, or empty. rate: the tax in per cent where the country proposes none.
    scanner_path: of a serial scanner. manager_again: the PIN once more.
    """

    language: str = "en"
    country: str = ""
    currency: str = "EUR"
    rate: str = ""
    rates: tuple[TaxRate, ...] = ()
    prices_include_tax: bool = True
    cash_step_minor: int = 0
    shop_name: str = ""
    address: str = ""
    vat_id: str = ""
    terminal_id: str = "T1"
    centre: CentreKind = "embedded"
    stock_url: str = ""
    centre_url: str = ""
    printer: PrinterKind = "none"
    printer_address: str = ""
    printer_path: str = ""
    paper: str = "generic-80"
    scanner: ScannerKind = "keyboard"
    scanner_path: str = ""
    scanner_baud: str = BAUDS[0]
    staff: bool = True
    manager_name: str = ""
    manager_pin: str = field(default="", repr=False)
    manager_again: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a test found: a code of `ui/words/first_run.py`. about: the answer that was tested."""

    code: str
    level: FindingLevel
    about: str = field(default="", repr=False)
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetupState:
    """What is known besides the answers. findings: by test; `save` is why nothing was saved.

    scan: what was read last, from the device `scanner`.
    """

    findings: Mapping[str, Finding] = field(default_factory=dict)
    scan: str = ""
    scanner: str = ""


def objection(name: str, text: str, answers: Answers) -> str:
    """Why an answer cannot be taken: a code; empty where it can. name: of the field of Answers."""
    if not text.isprintable():
        return "setup_unprintable"
    judge = _JUDGES.get(name)
    return judge(text.strip(), answers) if judge is not None else ""


def stock_url(text: str) -> str:
    """The address of the stock server as the till wants it; a bare host is one on the usual port."""
    text = text.strip()
    if not text or "://" in text:
        return text
    if text.startswith("/"):
        return f"unix://{text}"
    return f"redis://{text if _has_port(text) else f'{text}:6379'}/0"


def centre_url(text: str) -> str:
    """The address of the centre as the till wants it; a bare host is one on the usual port."""
    text = text.strip()
    return text if not text or "://" in text else f"mongodb://{text.rstrip('/')}/"


def has_password(url: str) -> bool:
    """Whether an address may hold a secret."""
    return "@" in url


def host_and_port(text: str) -> tuple[str, int] | None:
    """A printer's address; None where it is none."""
    host, mark, port = text.strip().rpartition(":")
    if not mark or text.strip().endswith("]"):
        host, port = text.strip(), str(PRINTER_PORT)
    if not _HOST.fullmatch(host) or not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        return None
    return host.strip("[]"), int(port)


def basis_points(text: str) -> int:
    """A rate that `objection` let pass."""
    whole, _, rest = text.strip().replace(",", ".").partition(".")
    return int(whole) * 100 + int(rest.ljust(2, "0") or "0")


def _has_port(text: str) -> bool:
    return not text.endswith("]") and text.rpartition(":")[2].isdigit() and ":" in text


def _shop_name(text: str, _: Answers) -> str:
    return "" if 0 < len(text) <= _LONGEST_NAME else "setup_name_missing"


def _terminal(text: str, _: Answers) -> str:
    return "" if _TERMINAL.fullmatch(text) else "setup_terminal_wrong"


def _currency(text: str, _: Answers) -> str:
    return "" if _CURRENCY.fullmatch(text) else "setup_currency_wrong"


def _rate(text: str, _: Answers) -> str:
    fits = _PERCENT.fullmatch(text) is not None and basis_points(text) <= _MOST_BP
    return "" if fits else "setup_rate_wrong"


def _stock(text: str, _: Answers) -> str:
    url = stock_url(text)
    good = url.startswith(_STOCK_SCHEMES) and " " not in url and url.partition("://")[2].strip("/")
    return "" if good else "setup_stock_address"


def _centre(text: str, _: Answers) -> str:
    url = centre_url(text)
    good = url.startswith(_CENTRE_SCHEMES) and " " not in url and url.partition("://")[2].strip("/")
    return "" if good else "setup_centre_address"


def _printer(text: str, _: Answers) -> str:
    return "" if host_and_port(text) is not None else "setup_printer_address"


def _path(text: str, _: Answers) -> str:
    return "" if text.startswith("/") else "setup_path_wrong"


def _manager(text: str, _: Answers) -> str:
    return "" if 0 < len(text) <= _LONGEST_NAME else "setup_manager_missing"


def _pin(text: str, _: Answers) -> str:
    if not (text.isascii() and text.isdigit() and 4 <= len(text) <= 8):
        return "setup_pin_length"
    return "setup_pin_easy" if pin_objection(text) else ""


def _again(text: str, answers: Answers) -> str:
    return "" if text == answers.manager_pin else "setup_pin_differs"


_JUDGES: dict[str, Callable[[str, Answers], str]] = {
    "shop_name": _shop_name,
    "terminal_id": _terminal,
    "currency": _currency,
    "rate": _rate,
    "stock_url": _stock,
    "centre_url": _centre,
    "printer_address": _printer,
    "printer_path": _path,
    "scanner_path": _path,
    "manager_name": _manager,
    "manager_pin": _pin,
    "manager_again": _again,
}
