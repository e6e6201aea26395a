"""From nothing to the first sale: the program without a configuration, real keys under a real X server."""

import os
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import pytest

from tests.talk import Talk

ARTICLES = "product_id,barcodes,name,price,tax_class\nmilk,9520000000011,Milk 1 l,1.19,A\n"
MILK = "9520000000011"
SCANNER_MS, PERSON_MS, BETWEEN_S = 3, (60, 150, 90, 40, 210, 120), 0.6
PATIENCE_S = 40


@pytest.fixture
def display() -> Iterator[str]:
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        pytest.skip("Xvfb or xdotool is missing: apt-get install xvfb xdotool")
    read_end, write_end = os.pipe()
    command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1024x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write_end], stderr=subprocess.DEVNULL)
    os.close(write_end)
    with os.fdopen(read_end) as number:
        yield f":{number.readline().strip()}"
    server.terminate()
    server.wait(10)


class NewTill:
    """The program as a new shop starts it."""

    def __init__(self, folder: Path, display: str) -> None:
        self.config = folder / "pos.toml"
        self.control = folder / "control"
        self.environment = {
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "LC_ALL": "en_GB.UTF-8",
            **{f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("CONFIG", "DATA", "CACHE")},
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pos_terminal", *self.words("run"), "--control", str(self.control)],
            env=self.environment,
            stderr=subprocess.PIPE,
            text=True,
        )

    def words(self, *words: str) -> list[str]:
        return [*words, "--config", str(self.config)]

    def command_line(self, *words: str) -> None:
        command = [sys.executable, "-m", "pos_terminal", *self.words(*words)]
        subprocess.run(command, env=self.environment, check=True, timeout=60, stdout=subprocess.DEVNULL)

    def focus(self) -> None:
        self._xdotool("search", "--sync", "--onlyvisible", "--name", "POS Terminal", "windowfocus", "--sync")

    def scan(self, code: str) -> None:
        self._xdotool("key", "--delay", str(SCANNER_MS), *code, "Return")
        time.sleep(BETWEEN_S)  # what is tested: an Enter at a scanner's speed belongs to its scan

    def press(self, *keys: str) -> None:
        for key in keys:
            self._xdotool("key", key)
            time.sleep(BETWEEN_S)  # what is tested: a second Enter within 150 ms is none

    def type(self, text: str) -> None:
        """As uneven as a person: what comes in step may be a scanner on a slow radio."""
        for pause_ms, char in zip(cycle(PERSON_MS), text, strict=False):
            self._xdotool("type", char)
            time.sleep(pause_ms / 1000)

    def answer(self, text: str = "") -> None:
        if text:
            self.type(text)
        before = self.title()
        self.press("Return")
        eventually(lambda: self.title() != before)

    def title(self) -> str:
        """Names the open page."""
        words = ["xdotool", "search", "--onlyvisible", "--name", "POS Terminal", "getwindowname"]
        done = subprocess.run(words, env=self.environment, check=True, timeout=30, capture_output=True)
        return done.stdout.decode()

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(20)

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.environment, check=True, timeout=30)


@pytest.fixture
def till(tmp_path: Path, display: str) -> Iterator[NewTill]:
    process = NewTill(tmp_path, display)
    yield process
    if process.process.poll() is None:
        process.process.kill()
    process.process.communicate()


def eventually(seen: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not seen():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_from_nothing_to_the_first_sale(
    till: NewTill, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    # Short: the entry takes 80 characters.
    fill_in(till, tmp_path_factory.mktemp("p") / "paper.bin")
    assert not till.config.exists()
    till.press("Return")

    eventually(till.control.exists)
    written = tomllib.loads(till.config.read_text(encoding="utf-8"))
    assert written["shop"]["address"] == ["1 High St", "Leeds"]
    assert (written["shop"]["currency"], written["embedded"]["enabled"]) == ("GBP", True)
    (tmp_path / "articles.csv").write_text(ARTICLES, encoding="utf-8")
    till.command_line("catalog", "import", str(tmp_path / "articles.csv"))
    with Talk(till.control) as talk:
        sell(till, talk)
    till.end()
    assert till.process.returncode == 0


def fill_in(till: NewTill, paper: Path) -> None:
    till.focus()
    time.sleep(0.5)  # a page that has just opened takes no key that was meant for something else

    till.answer()  # English
    till.answer()  # the country of the machine's settings
    till.answer()  # prices with tax
    till.answer("Corner Shop")
    till.answer("1 High St, Leeds")
    till.answer()  # no tax number
    till.answer()  # T1
    till.answer()  # this till alone
    till.press("Up", "Up", "Return")  # a printer at this machine
    till.answer()  # 80 mm
    till.type(str(paper))
    till.press("F5")
    eventually(lambda: paper.exists() and paper.stat().st_size > 0)
    till.press("Return")
    till.answer()  # a scanner as a keyboard
    till.scan(MILK)
    till.press("Return")
    till.answer()  # the staff signs in
    till.answer("Ann")
    till.answer("4711")
    till.answer("4711")


def sell(till: NewTill, talk: Talk) -> None:
    talk.until(lambda view: view["must_sign_in"] and view["staff"][0]["name"] == "Ann", PATIENCE_S)
    till.focus()
    time.sleep(BETWEEN_S)  # a page that has just opened takes no key that was meant for something else
    till.answer("4711")  # Ann is the only one
    talk.until(lambda view: view["cashier"] == "Ann" and not view["shift"]["is_open"])
    time.sleep(BETWEEN_S)
    till.answer("10000")  # the float
    talk.until(lambda view: bool(view["shift"]["is_open"]))
    till.scan(MILK)
    talk.until(lambda view: view["totals"]["total_minor"] == 119)
    till.press("F12")
    time.sleep(0.4)  # what is tested: Enter takes money only 300 ms after any other input
    till.press("Return")
    view = talk.until(lambda view: view["phase"] == "done")
    assert view["totals"]["paid_minor"] == 119


def test_a_page_that_is_closed_saves_nothing_and_says_so(till: NewTill) -> None:
    till.focus()

    till.end()

    assert till.process.returncode == 1
    assert not till.config.exists()
    assert till.process.stderr is not None
    said = till.process.stderr.read()
    assert said.endswith("The till is not set up yet: nothing was saved; start it again to go on.\n")
    assert "Traceback" not in said
