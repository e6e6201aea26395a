"""The first-run page in its real window: every question at its longest in each language, by hand and keys."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyleFactory

import pos_terminal
from drivers.scanners.wedge import KeyEvent, Wedge, WedgeSettings
from pos_terminal.setup_answers import Answers, Check, Country, Finding, SetupState
from pos_terminal.setup_countries import COUNTRIES
from tools.screen_states import now
from ui.flows.first_run import ALL_PAGES
from ui.flows.host import OPENED_QUIET_MS
from ui.ports import ScreenOptions, WedgePort
from ui.setup_window import SetupScreen
from ui.widgets.canvas import Drawn, Surface
from ui.widgets.key_button import KeyButton
from ui.words.first_run import SENTENCES

FONTS = Path(pos_terminal.__file__).parent / "assets" / "fonts"
LONG = Answers(
    country="DE",
    shop_name="Lebensmittelgeschäft am alten Marktplatz",
    address="Hauptstraße 123, 12345 Musterstadt",
    centre="servers",
    stock_url="redis://till:password@stock.shop.example:6379/0",
    centre_url="mongodb://till:password@centre.shop.example/",
    printer="network",
    printer_address="receipt-printer.shop.example:9101",
    scanner="serial",
    scanner_path="/dev/serial/by-id/usb-MAKER_MODEL_SERIAL-if00",
    manager_name="Amira Haddad",
    manager_pin="47114711",
    manager_again="47114711",
)


class Port:
    """A machine with everything."""

    def __init__(self) -> None:
        self.found = SetupState()
        self.saved: list[Answers] = []
        self.screen: SetupScreen | None = None

    def countries(self) -> Sequence[Country]:
        return COUNTRIES

    def country_name(self, code: str, language: str) -> str:
        return f"Country {code}"

    def serial_ports(self) -> Sequence[tuple[str, str]]:
        return [(LONG.scanner_path, "MAKER MODEL barcode scanner")]

    def embedded_there(self) -> bool:
        return True

    def place(self) -> str:
        return "/var/lib/till/.config/pos-terminal/pos.toml"

    def state(self) -> SetupState:
        return self.found

    def check(self, what: Check, answers: Answers, about: str) -> None:
        self.found = SetupState({what: Finding("setup_asking", "info", about)})

    def listen(self, path: str, baud: int) -> None: ...

    def hush(self) -> None: ...

    def choose_language(self, language: str) -> None:
        assert self.screen is not None
        self.screen.choose_language(language)

    def save(self, answers: Answers) -> None:
        self.saved.append(answers)


class Opened:
    """The screen with what it was given."""

    def __init__(self, app: QApplication, answers: Answers) -> None:
        self.quits = 0
        self.scans: list[str] = []
        self.port = Port()
        options = ScreenOptions(
            now=now, on_quit=self._quit, language=answers.language, fonts_folder=FONTS, muted=True
        )
        self.screen = SetupScreen(app, self.port, answers, options, self._wedge)
        self.port.screen = self.screen
        self.screen.window.resize(1024, 768)
        self.screen.refresh()
        self.screen.window.show()

    def go(self, name: str) -> None:
        """Stand at a question, as if all before it were answered."""
        self.screen.setup.at = name
        self.screen.setup.propose_rates()
        self.screen.window.till.sheets.close_all()
        self.screen.refresh()

    def drawn(self) -> list[Drawn]:
        """Every text that the window shows now."""
        surfaces = self.screen.window.findChildren(Surface)
        for surface in surfaces:
            surface.drawn = []
        self.screen.window.grab()
        return [drawn for surface in surfaces if surface.isVisible() for drawn in surface.drawn or []]

    def texts(self) -> list[str]:
        return [drawn.text for drawn in self.drawn()]

    def tap(self, label: str) -> None:
        """Touch a key by what stands on it."""
        keys = self.screen.window.findChildren(KeyButton)
        (key,) = (key for key in keys if key.label == label and key.isVisible())
        QTest.mouseClick(key, Qt.MouseButton.LeftButton)

    def _quit(self) -> None:
        self.quits += 1

    def _wedge(self) -> WedgePort[KeyEvent]:
        return WedgePort(Wedge(WedgeSettings()), KeyEvent, self.scans.append, self.scans.append)


MakeOpened = Callable[[Answers], Opened]


@pytest.fixture
def opening(qapp: QApplication) -> Iterator[MakeOpened]:
    """Opens the page; takes window and language away afterwards."""
    qapp.setStyle(QStyleFactory.create("Fusion"))
    made: list[Opened] = []

    def open_page(answers: Answers) -> Opened:
        made.append(Opened(qapp, answers))
        return made[-1]

    yield open_page
    for opened in made:
        opened.screen.close()
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def lost(drawn: list[Drawn]) -> list[str]:
    """Texts that do not fit and may not end in an ellipsis."""
    return [
        text.text
        for text in drawn
        if text.cut
        or (
            not text.may_elide
            and (text.needed_width > text.room_width + 1 or text.needed_height > text.room_height + 1)
        )
    ]


@pytest.fixture(params=["en", "de", "ar"])
def in_words(request: pytest.FixtureRequest, opening: MakeOpened) -> Opened:
    """Open in each language."""
    return opening(replace(LONG, language=request.param))


def test_every_question_fits(in_words: Opened) -> None:
    for page in ALL_PAGES:
        in_words.go(page.name)

        assert lost(in_words.drawn()) == [], page.name


def test_every_sentence_fits(in_words: Opened) -> None:
    in_words.go("summary")
    params = {
        "path": in_words.port.place(),
        "version": "6.0.16",
        "policy": "volatile-random",
        "name": "OperationFailure",
        "reason": "unplugged",
        "text": "The answers: till.terminal_id is wrong; set it to an allowed value.",
    }
    for code in SENTENCES:
        in_words.port.found = SetupState({"save": Finding(code, "bad", params=params)})
        in_words.screen.refresh()

        assert lost(in_words.drawn()) == [], code


def test_nothing_of_a_sale_is_there(in_words: Opened) -> None:
    window = in_words.screen.window
    QTest.keyClick(window, Qt.Key.Key_F12)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    in_words.screen.refresh()

    assert window.till.sheets.covers
    assert in_words.quits == 0


def test_another_language_takes_the_window_over_and_keeps_the_answers(
    opening: MakeOpened, qapp: QApplication
) -> None:
    opened = opening(LONG)
    first = opened.screen.window
    QTest.qWait(OPENED_QUIET_MS + 20)
    QTest.keyClick(first, Qt.Key.Key_Down)
    QTest.keyClick(first, Qt.Key.Key_Return)
    qapp.processEvents()

    assert opened.screen.window is not first
    assert opened.quits == 0
    assert "Wo ist der Laden? Währung und Steuer werden danach vorgeschlagen." in opened.texts()
    assert opened.screen.setup.answers == replace(
        LONG, language="de", rates=opened.screen.setup.answers.rates
    )
    assert [rate.name for rate in opened.screen.setup.answers.rates] == [
        "Voller Satz",
        "Ermäßigt",
        "Steuerfrei",
    ]


def test_closing_the_window_ends_it_once(opening: MakeOpened) -> None:
    opened = opening(LONG)

    opened.screen.window.close()

    assert opened.quits == 1


def test_the_finger_alone_answers(opening: MakeOpened) -> None:
    opened = opening(replace(LONG, shop_name=""))
    opened.go("shop_name")
    QTest.qWait(OPENED_QUIET_MS + 20)
    for label in ("Capital", "K", "O", "Space", "&", "7"):
        opened.tap(label)
    assert opened.screen.setup.answers.shop_name == "Ko &7"
    opened.tap("Next")

    assert opened.screen.setup.at == "address"
    opened.tap("Back")
    assert opened.screen.setup.at == "shop_name"


def test_a_test_key_says_that_it_asks(opening: MakeOpened) -> None:
    opened = opening(LONG)
    opened.go("stock_url")
    QTest.qWait(OPENED_QUIET_MS + 20)
    opened.tap("Test")

    assert SENTENCES["setup_asking"] in opened.texts()
