"""The running program under Xvfb with a serial scanner and a keyboard, and what arrived in it.

One thread. What arrived is read from its journal (every scan of an article is a LineAdded) and from its
notices (every code that is no article is one). Two articles are never one line here: each is scanned once a
basket.
"""

import contextlib
import json
import random
import socket
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from tools.check_window_scans import Arrived
from tools.control_client import ControlLost
from tools.till_process import ScannerPort, TillProcess, TillSettings
from tools.x_keyboard import XKeyboard, x_server

ANSWER_S = 20.0
_POLL_S = 0.02
AGE_CODE = "RUM-YNY-18"
A_BASKET = 240
_HAND_CODES = 40
# What keys can do to a sale and nobody asked for here.
_UNASKED = frozenset(
    (
        *("QuantityChanged", "LineWeighed", "LineVoided", "SaleVoided", "SaleRecalled", "PriceChanged"),
        *("DiscountGiven", "DiscountRemoved", "CustomerAttached", "ReturnAsked", "ReturnLineAdded"),
        *("TenderAsked", "TenderTakenBack", "TenderCorrected", "CopyRequested", "DrawerOpened", "CashMoved"),
        *("ShiftClosed", "ReportAsked", "SlipAsked", "SignedOut"),
    )
)

View = dict[str, Any]


class WindowTill:
    """A till on a counter: window, keyboard, serial scanner, and a shop's articles."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._folder = folder
        self._ends = contextlib.ExitStack()
        self.keys_codes, self.serial_codes = _codes(chance), _codes(chance)
        self.hand_codes = [str(7000 + number) for number in range(_HAND_CODES)]
        self._seq = self._notice = 0

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as ends:
            display = ends.enter_context(x_server())
            self.serial = ScannerPort()
            ends.callback(self.serial.close)
            self.process = TillProcess(
                self._folder / "till",
                TillSettings(data_folder=self._folder / "data", scanner_path=self.serial.path),
                environment={"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
            )
            self._import_articles()
            ends.callback(self.process.kill)
            self.process.start()
            self.process.connect().close()
            self._talk = _Talk(self.process.control_path)
            ends.callback(self._talk.close)
            self._journal = sqlite3.connect(f"file:{self.process.journal_path}?mode=ro", uri=True)
            ends.callback(self._journal.close)
            self.keyboard = XKeyboard(display)
            ends.callback(self.keyboard.close)
            self.until(lambda view: view["can_sell"] and _light(view, "scanner") == "good")
            self.arrivals()
            self._ends = ends.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.close()

    def view(self) -> View:
        """The till as it stands."""
        return self._talk.ask(command="view")

    def ask(self, command: str, **fields: object) -> View:
        """Give a command over the control socket."""
        return self._talk.ask(command=command, **fields)

    def until(self, seen: Callable[[View], bool]) -> bool:
        """Look until the view is so; False where it never was."""
        end = time.monotonic() + ANSWER_S
        while not seen(self.view()):
            if time.monotonic() > end:
                return False
            time.sleep(_POLL_S)
        return True

    def arrivals(self) -> list[Arrived]:
        """What became of scans and of typing since the last call."""
        found = []
        rows = self._journal.execute("SELECT seq, raw FROM events WHERE seq > ? ORDER BY seq", (self._seq,))
        for self._seq, raw in rows.fetchall():
            event = json.loads(bytes(raw))
            if event["type"] == "LineAdded":
                found.append(Arrived(item(event["body"]["code_text"], event["body"]["entry"]), True))
            elif event["type"] in _UNASKED:
                found.append(Arrived(f"({event['type']})", True))
        for notice in self.view()["history"]:
            if notice["notice_id"] > self._notice and notice["level"] == "bad":
                code = notice["params"].get("code")
                found.append(Arrived(code or f"({notice['code']} {notice['params']})", False))
            self._notice = max(self._notice, notice["notice_id"])
        return found

    def _import_articles(self) -> None:
        rows = ["product_id,barcodes,name,price,tax_class,minimum_age", f"rum,{AGE_CODE},Rum,9.00,A,18"]
        codes = [*self.keys_codes, *self.serial_codes, *self.hand_codes]
        rows += [f"p{number},{code},Article {number},1.00,A,0" for number, code in enumerate(codes)]
        articles = self._folder / "articles.csv"
        articles.write_text("\n".join(rows) + "\n", encoding="utf-8")
        report = str(self._folder / "report.csv")
        self.process.command_line("catalog", "import", str(articles), "--report", report)


def item(code_text: str, entry: str) -> str:
    """An article in the basket, as it is compared: typed is not scanned."""
    return code_text if entry == "scan" else f"{code_text} by {entry}"


def _codes(chance: random.Random) -> list[str]:
    """Articles' codes: EAN-13 of a demonstration prefix, and text with the letters of yes and no in it."""
    found: dict[str, str] = {}
    while len(found) < A_BASKET:
        if chance.random() < 0.6:
            body = "952" + "".join(chance.choices("0123456789", k=9))
            weighed = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
            code = body + str(-weighed % 10)
        else:
            code = "Yn" + "".join(chance.choices("YNynABCxyz0123456789.-", k=chance.randint(5, 20)))
        found.setdefault(code.lower(), code)
    return list(found.values())


def _light(view: View, subject: str) -> str:
    return next((light["level"] for light in view["lights"] if light["subject"] == subject), "")


class _Talk:
    """The control socket, with whole views."""

    def __init__(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(ANSWER_S)
        self._socket.connect(str(path))
        self._lines = self._socket.makefile("rb")

    def ask(self, **words: object) -> View:
        self._socket.sendall(json.dumps(words).encode() + b"\n")
        line = self._lines.readline()
        if not line:
            raise ControlLost("the till hung up")
        view: View = json.loads(line)["view"]
        return view

    def close(self) -> None:
        self._lines.close()
        self._socket.close()
