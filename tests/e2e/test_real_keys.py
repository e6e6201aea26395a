"""The real window under a real X server, with real keys: a keyboard scanner and a person share it."""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.talk import Talk
from tools.check_window_scans import planted
from tools.till_process import TillProcess, TillSettings
from tools.window_scans import PLACES, prove
from tools.x_keyboard import missing, x_server

ARTICLES = """\
product_id,barcodes,name,price,tax_class
milk,9520000000011,Milk 1 l,1.19,A
bread,9520000000028,Rye bread,3.49,A
"""
MILK, BREAD = "9520000000011", "9520000000028"
SCANNER_MS, PERSON_MS = 3, 120


@pytest.fixture
def display() -> Iterator[str]:
    if missing():
        pytest.skip(missing())
    with x_server() as name:
        yield name


@pytest.fixture
def till(tmp_path: Path, display: str) -> Iterator[TillProcess]:
    process = TillProcess(
        tmp_path / "till",
        TillSettings(data_folder=tmp_path / "data"),
        environment={"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
    )
    (tmp_path / "articles.csv").write_text(ARTICLES, encoding="utf-8")
    process.command_line(
        "catalog", "import", str(tmp_path / "articles.csv"), "--report", str(tmp_path / "report.csv")
    )
    process.start()
    process.connect().close()
    yield process
    process.kill()


class Keyboard:
    """Real key events, through the X server."""

    def __init__(self, display: str) -> None:
        self._environment = {**os.environ, "DISPLAY": display}
        self._run("search", "--sync", "--onlyvisible", "--name", "POS Terminal", "windowfocus", "--sync")

    def scan(self, code: str) -> None:
        self._run("key", "--delay", str(SCANNER_MS), *code, "Return")

    def press(self, *keys: str) -> None:
        self._run("key", "--delay", str(PERSON_MS), *keys)

    def _run(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._environment, check=True, timeout=30)


def names(view: dict[str, list[dict[str, str]]]) -> list[str]:
    return [line["name"] for line in view["lines"]]


def test_a_sale_by_scanner_and_keys(till: TillProcess, display: str) -> None:
    keys = Keyboard(display)
    with Talk(till.control_path) as talk:
        keys.scan(MILK)
        talk.until(lambda view: names(view) == ["Milk 1 l"])
        keys.press("3", "asterisk")
        keys.scan(BREAD)
        talk.until(lambda view: view["totals"]["item_milli"] == 4000)

        keys.press("F12")
        talk.until(lambda view: view["phase"] == "tender")
        time.sleep(0.4)  # what is tested: Enter takes money only 300 ms after any other input
        keys.press("2", "0", "0", "0")
        time.sleep(0.4)
        keys.press("Return")

        view = talk.until(lambda view: view["phase"] == "done")
        assert view["totals"]["change_minor"] == 2000 - 119 - 3 * 349
        keys.scan(MILK)
        talk.until(lambda view: view["phase"] == "sale" and names(view) == ["Milk 1 l"])


def test_a_scan_never_leaks_into_the_search_field_and_typing_is_never_swallowed(
    till: TillProcess, display: str
) -> None:
    keys = Keyboard(display)
    with Talk(till.control_path) as talk:
        keys.press("F2")
        keys.press("r", "y")
        talk.until(lambda view: view["search"] is not None and view["search"]["text"] == "ry")
        keys.scan(MILK)
        talk.until(lambda view: names(view) == ["Milk 1 l"])
        keys.press("F2", "r", "y", "e")
        view = talk.until(lambda view: view["search"] is not None and view["search"]["text"].endswith("rye"))
        assert not any(digit in view["search"]["text"] for digit in "0123456789")


def test_a_scan_is_never_an_amount(till: TillProcess, display: str) -> None:
    keys = Keyboard(display)
    with Talk(till.control_path) as talk:
        keys.scan(MILK)
        talk.until(lambda view: names(view) == ["Milk 1 l"])
        keys.press("F12")
        talk.until(lambda view: view["phase"] == "tender")
        keys.scan(BREAD)
        view = talk.until(lambda view: len(view["lines"]) == 2)
        assert view["phase"] == "sale"
        assert view["tenders"] == []


@pytest.mark.skipif(bool(missing()), reason=missing())
def test_scans_by_keys_and_by_a_port_arrive_once_whatever_has_the_focus() -> None:
    proof = prove(49, seed=5, a_basket=7, minutes=2)

    assert proof.said == []
    assert proof.wrong.total() == 0
    assert proof.places.total() >= 49
    assert set(proof.places) == set(PLACES)


def test_the_comparison_finds_each_kind_of_error() -> None:
    assert planted() == []
