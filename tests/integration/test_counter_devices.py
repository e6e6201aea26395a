"""A whole till with display and drawer on ports of their own: from the scan to the change, and its end."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.api import ScanRead
from drivers.simulated.display import SimulatedDisplay
from pos_terminal import commands as c
from pos_terminal import config
from pos_terminal.bootstrap import Addresses, TillThreads, import_catalogue
from pos_terminal.views import RegisterView
from tests.counter_lines import Received, SerialCable

WITHIN_S = 20.0
CODE = "9520000000011"
ARTICLES = f'name,barcode,price,tax_class\n"Käse, jung",{CODE},1.19,B\n'


class Shown:
    """The newest view."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.view: RegisterView | None = None

    def __call__(self, view: RegisterView) -> None:
        with self._changed:
            self.view = view
            self._changed.notify_all()

    def wait_for_code(self, code: str) -> None:
        """Until the history holds this."""
        with self._changed:
            assert self._changed.wait_for(
                lambda: self.view is not None and any(row.code == code for row in self.view.history), WITHIN_S
            )


class Till:
    """A till without servers, printer and screen; its display and drawer are cables of the test's."""

    def __init__(self, folder: Path) -> None:
        self.display, self.drawer = SimulatedDisplay("cd5220", "cp437"), Received()
        self.pole = SerialCable(folder / "pole", self.display.receive)
        self.box = SerialCable(folder / "box", self.drawer)
        self.shown = Shown()
        raw = {
            "shop": {"name": "Käseladen", "language": "de"},
            "till": {"data_folder": str(folder / "till")},
            "display": {"kind": "serial", "path": str(self.pole.path), "commands": "cd5220"},
            "drawer": {"on": "serial", "path": str(self.box.path), "opens_with": "\\x07"},
        }
        settings = config.check(raw, "the test")
        (folder / "till").mkdir()
        articles = folder / "articles.csv"
        articles.write_text(ARTICLES, encoding="utf-8")
        import_catalogue(settings, articles, folder / "report.csv", "")
        self.threads = TillThreads(settings, Addresses("", ""), None, self.shown, pytest.fail, {})
        self.threads.start()

    def scan(self) -> None:
        self.threads.inbox.post(ScanRead(CODE, "scanner", 1))

    def pay(self, amount_minor: int) -> None:
        self.threads.inbox.post(c.StartPayment())
        self.threads.inbox.post(c.TakeTender("cash", amount_minor, ""))

    def reads(self, top: str, bottom: str) -> bool:
        return self.display.wait_for(top, bottom, WITHIN_S)

    def end(self) -> None:
        self.threads.stop()
        self.pole.unplug()
        self.box.unplug()


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = Till(tmp_path)
    yield made
    made.end()


def test_from_the_scan_to_the_change(till: Till) -> None:
    assert till.reads("Käseladen", "")
    till.scan()
    assert till.reads("Käse, jung      1,19", "Summe       1,19 EUR")
    till.scan()
    assert till.reads("2x Käse, jung   2,38", "Summe       2,38 EUR")
    assert till.drawer.whole == b""

    till.pay(500)

    assert till.reads("Gezahlt     5,00 EUR", "Rückgeld    2,62 EUR")
    assert till.drawer.wait_for(b"\x07") == b"\x07"
    till.threads.stop()
    assert till.reads("Käseladen", "Geschlossen")
    assert till.display.misunderstood() == ()


@pytest.mark.expected_warnings("device_lost")
def test_without_either_the_sale_goes_on(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pos_terminal.dispatch.DRAWER_EXPIRY_MS", 200)
    assert till.reads("Käseladen", "")
    till.pole.unplug()
    till.box.unplug()

    till.scan()
    till.pay(500)
    till.shown.wait_for_code("drawer_failed")
    till.scan()
    till.shown.wait_for_code("display_lost")

    assert till.shown.view is not None
    assert [notice.code for notice in till.shown.view.history].count("drawer_failed") == 1
    till.pole.plug()
    assert till.reads("Käse, jung      1,19", "Summe       1,19 EUR")
