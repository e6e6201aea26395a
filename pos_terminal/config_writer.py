"""The first-run page's answers as a configuration file, checked and written at once or not at all.

Main thread. It never replaces a file that is there.
"""

import json
import os
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from pos_terminal import config as c
from pos_terminal.errors import ConfigError, StorageUnavailable
from pos_terminal.setup_answers import Answers, centre_url, has_password, host_and_port, stock_url

Scalar = str | int | bool | list[str]
Table = Mapping[str, Scalar]

_FOR_ALL = 0o644
_FOR_OWNER = 0o600
_CLASS_CODES = "ABCDEFGH"
_COMMENTS = {
    "shop": "What stands on the receipt, and the money that it is in.",
    "till": "No two tills of a shop have the same terminal_id.",
    "tax": "Rates in hundredths of a per cent: 1900 is 19 %. Articles name a class by its code.",
    "cash": "Smallest coin where cash is rounded; 0: none.",
    "shift": "Each day is opened with the money that lies in the drawer.",
    "embedded": "Servers of this till alone; the addresses below are not read then.",
    "stock": "The shared stock counters (Redis or Valkey).",
    "centre": "The central MongoDB, a replica set.",
    "printer": "kind: none, network, file or simulated.",
    "scanners": "Scanners besides those in keyboard mode, which need no entry.",
    "screen": "The language of the screen; that of the receipts is shop.language.",
}


def config_text(answers: Answers) -> str:
    """The file's text. Raises ConfigError where the till would not start with it."""
    blocks = [
        "# Written by the first-run page of POS Terminal; change it as you like, the till reads it when it\n"
        "# starts. Every other setting: pos.example.toml beside it, or docs/configuration.md."
    ]
    told: set[str] = set()
    for head, table in _tables(answers):
        name = head.strip("[]").partition(".")[0]
        comment = [] if name in told else [f"# {_COMMENTS[name]}"]
        told.add(name)
        rows = [f"{key} = {_toml(value)}" for key, value in table.items()]
        blocks.append("\n".join([*comment, head, *rows]))
    text = "\n\n".join(blocks) + "\n"
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"The answers cannot be written as TOML ({error}); take unusual signs out."
        ) from error
    c.check(read, "The answers")
    return text


def holds_password(answers: Answers) -> bool:
    """Whether the file would hold a secret."""
    return answers.centre == "servers" and any(map(has_password, (answers.stock_url, answers.centre_url)))


def save(path: Path, text: str, *, secret: bool) -> None:
    """Write a new file whole, or not at all. secret: only its owner may read it.

    Raises StorageUnavailable.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    new = Path(name)
    try:
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.chmod(_FOR_OWNER if secret else _FOR_ALL)
        # Unlike a rename, a link never takes the place of what is there.
        os.link(new, path)
        _settle(path.parent)
    except FileExistsError as error:
        raise StorageUnavailable(
            f"There is a file {path} by now, and it was left as it is; start the till again to use it."
        ) from error
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        with suppress(OSError):
            new.unlink()


def _unwritable(path: Path, error: OSError) -> StorageUnavailable:
    return StorageUnavailable(
        f"{path} cannot be written ({error.strerror}); make room or give this user the right to."
    )


def _settle(folder: Path) -> None:
    """Have the folder's new entry on disk too."""
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _tables(answers: Answers) -> Iterator[tuple[str, Table]]:
    lines = [line.strip() for line in answers.address.replace("،", ",").split(",")]
    yield (
        "[shop]",
        {
            "name": answers.shop_name.strip(),
            "address": [line for line in lines if line],
            "vat_id": answers.vat_id.strip(),
            "currency": answers.currency.strip(),
            "language": answers.language,
        },
    )
    yield "[till]", {"terminal_id": answers.terminal_id.strip()}
    yield "[tax]", {"prices_include_tax": answers.prices_include_tax}
    for code, rate in zip(_CLASS_CODES, answers.rates, strict=False):
        yield "[[tax.classes]]", {"code": code, "name": rate.name, "rate_bp": rate.rate_bp}
    yield "[cash]", {"rounding_step_minor": answers.cash_step_minor}
    yield "[shift]", {"open_by_hand": True}
    yield from _centre(answers)
    yield from _devices(answers)
    yield "[screen]", {"language": answers.language}


def _centre(answers: Answers) -> Iterator[tuple[str, Table]]:
    yield "[embedded]", {"enabled": answers.centre == "embedded"}
    if answers.centre == "servers":
        yield "[stock]", {"url": stock_url(answers.stock_url)}
        yield "[centre]", {"url": centre_url(answers.centre_url)}


def _devices(answers: Answers) -> Iterator[tuple[str, Table]]:
    printer: dict[str, Scalar] = {"kind": answers.printer}
    address = host_and_port(answers.printer_address)
    if answers.printer == "network" and address is not None:
        printer |= {"host": address[0], "port": address[1]}
    if answers.printer == "file":
        printer["path"] = answers.printer_path.strip()
    if answers.printer in ("network", "file"):
        printer["profile"] = answers.paper
    yield "[printer]", printer
    if answers.scanner == "serial":
        scanner: Table = {
            "kind": "serial",
            "path": answers.scanner_path.strip(),
            "baud": int(answers.scanner_baud),
        }
        yield "[[scanners]]", scanner
    elif answers.scanner == "simulated":
        yield "[[scanners]]", {"kind": "simulated"}


def _toml(value: Scalar) -> str:
    """A JSON string, number, boolean or list of strings is the same thing in TOML."""
    return json.dumps(value, ensure_ascii=False)
