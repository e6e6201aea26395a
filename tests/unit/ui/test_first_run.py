"""The questions of the first run, without a window: keys in, sheets out, nothing typed is lost."""

from collections.abc import Sequence

import msgspec
import pytest

from pos_terminal.setup_answers import Answers, Check, Country, Finding, SetupState
from pos_terminal.setup_countries import COUNTRIES
from tests.unit.ui.flow_desk import FlowDesk
from ui.flows.automatic import Wanted
from ui.flows.first_run import FirstRun, begin, without_password
from ui.flows.kit import Start
from ui.flows.setup_page import Setup
from ui.words.first_run import SENTENCES


class FakePort:
    """Remembers what it was asked."""

    def __init__(self) -> None:
        self.found = SetupState()
        self.checked: list[tuple[str, str]] = []
        self.listened: list[tuple[str, int] | None] = []
        self.languages: list[str] = []
        self.saved: list[Answers] = []
        self.has_embedded = True

    def countries(self) -> Sequence[Country]:
        return COUNTRIES

    def country_name(self, code: str, language: str) -> str:
        return f"{code} in {language}"

    def serial_ports(self) -> Sequence[tuple[str, str]]:
        return [("/dev/serial/by-id/usb-MAKER-if00", "MAKER scanner")]

    def embedded_there(self) -> bool:
        return self.has_embedded

    def place(self) -> str:
        return "/etc/pos-terminal/pos.toml"

    def state(self) -> SetupState:
        return self.found

    def check(self, what: Check, answers: Answers, about: str) -> None:
        self.checked.append((what, about))

    def listen(self, path: str, baud: int) -> None:
        self.listened.append((path, baud))

    def hush(self) -> None:
        self.listened.append(None)

    def choose_language(self, language: str) -> None:
        self.languages.append(language)

    def save(self, answers: Answers) -> None:
        self.saved.append(answers)


class Desk(FlowDesk):
    """A desk at which the first run is open."""

    def __init__(self, answers: Answers | None = None) -> None:
        self.port = FakePort()
        self.setup: Setup | None = None
        super().__init__(automatic=self._automatic)
        self.setup = begin(self.port, self.start.kit, answers or Answers(country="GB"))
        self.show(self.view)

    def _automatic(self, start: Start) -> Wanted | None:
        return FirstRun(self.setup)(start) if self.setup is not None else None

    def refresh(self) -> None:
        """A test has found something."""
        self.show(msgspec.structs.replace(self.view, serial=self.view.serial + 1))

    @property
    def answers(self) -> Answers:
        assert self.setup is not None
        return self.setup.answers

    @property
    def at(self) -> str:
        assert self.setup is not None
        return self.setup.at

    def go(self, name: str) -> None:
        """On with Enter until that question."""
        for _ in range(40):
            if self.at == name:
                return
            self.enter({"shop_name": "Shop", "manager_name": "Ann"}.get(self.at, self._pin()))
        raise AssertionError(f"stuck at {self.at}: {self.sheet.lead}")

    def _pin(self) -> str:
        return "4711" if self.at in ("manager_pin", "manager_again") and not self.text else ""

    def choose(self, row_id: str) -> None:
        self.mark(row_id)
        self.enter()


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_enter_alone_with_names_and_a_pin_comes_to_the_end(desk: Desk) -> None:
    desk.go("summary")

    assert desk.port.saved == []
    rows = {row.cells[0]: row.cells[1] for row in desk.sheet.rows}
    assert rows["Country"] == "GB in en · GBP"
    assert rows["Tax rates"] == "20 %, 5 %, 0 %"
    assert rows["First manager"] == "Ann"
    assert "/etc/pos-terminal/pos.toml" in desk.sheet.lead
    assert not any("4711" in " ".join(row.cells) for row in desk.sheet.rows)

    desk.enter()

    assert desk.port.saved == [desk.answers]


def test_why_nothing_was_saved_stands_there_and_it_can_be_tried_again(desk: Desk) -> None:
    desk.go("summary")
    desk.port.found = SetupState({"save": Finding("setup_unwritable", "bad", params={"path": "/x"})})
    desk.enter()

    assert (desk.sheet.level, desk.sheet.lead.startswith("/x cannot be written")) == ("bad", True)
    desk.enter()
    assert len(desk.port.saved) == 2


def test_nothing_typed_is_lost_by_going_back(desk: Desk) -> None:
    desk.go("shop_name")
    desk.type("Half a na")
    desk.host.back()
    assert desk.at == "tax"
    desk.host.back()
    assert desk.at == "country"
    desk.go("shop_name")

    assert desk.text == "Half a na"


def test_a_choice_that_was_made_is_marked_again(desk: Desk) -> None:
    desk.go("centre")
    desk.choose("none")
    assert desk.at == "printer"
    desk.host.back()

    assert desk.row_id == "none"


def test_the_first_question_has_nothing_behind_it(desk: Desk) -> None:
    desk.host.back()

    assert desk.at == "language"
    assert desk.sheet.covers
    assert not desk.sheet.keys[0].enabled


def test_a_language_is_used_at_once(desk: Desk) -> None:
    desk.choose("ar")

    assert desk.port.languages == ["ar"]
    assert (desk.answers.language, desk.at) == ("ar", "country")


def test_another_country_changes_the_proposals_and_the_same_does_not(desk: Desk) -> None:
    desk.go("country")
    desk.choose("CH")
    assert (desk.answers.currency, desk.answers.cash_step_minor) == ("CHF", 5)
    assert [rate.rate_bp for rate in desk.answers.rates] == [810, 260, 380, 0]
    desk.choose("no")
    assert not desk.answers.prices_include_tax
    desk.host.back()
    desk.host.back()
    desk.enter()
    assert not desk.answers.prices_include_tax
    desk.host.back()
    desk.choose("JO")
    assert (desk.answers.currency, desk.answers.prices_include_tax) == ("JOD", True)


def test_a_country_with_a_fiscal_law_says_so(desk: Desk) -> None:
    desk.go("country")
    desk.choose("DE")

    assert desk.sheet.level == "bad"
    assert "register of record" in desk.sheet.lead


def test_any_other_country_is_asked_for_currency_and_rate(desk: Desk) -> None:
    desk.go("country")
    desk.choose("other")
    assert desk.at == "currency"
    for _ in range(3):
        desk.host.set_text(desk.text[:-1])
    desk.enter("brl")
    desk.enter("17,5")

    assert desk.at == "tax"
    assert desk.answers.currency == "BRL"
    assert [rate.rate_bp for rate in desk.answers.rates] == [1750, 0]


@pytest.mark.parametrize(
    ("at", "typed", "code"),
    [
        ("shop_name", "", "setup_name_missing"),
        ("terminal_id", " kasse", "setup_terminal_wrong"),
        ("stock_url", "http://x", "setup_stock_address"),
        ("centre_url", "a b", "setup_centre_address"),
        ("printer_address", "a b", "setup_printer_address"),
        ("scanner_path", "tty", "setup_path_wrong"),
        ("manager_name", "", "setup_manager_missing"),
        ("manager_pin", "1234", "setup_pin_easy"),
        ("manager_pin", "12", "setup_pin_length"),
    ],
)
def test_each_bad_answer_gets_one_sentence_that_goes_with_the_next_key(
    at: str, typed: str, code: str
) -> None:
    desk = Desk(
        Answers(
            country="GB",
            centre="servers",
            stock_url="" if at == "stock_url" else "stock",
            centre_url="" if at == "centre_url" else "centre",
            printer="network",
            printer_address="" if at == "printer_address" else "192.0.2.17",
            scanner="serial" if at == "scanner_path" else "keyboard",
        )
    )
    desk.go(at)

    desk.enter(typed)

    assert (desk.at, desk.sheet.lead, desk.sheet.level) == (at, SENTENCES[code], "bad")
    desk.type("7")
    assert desk.sheet.lead != SENTENCES[code]


def test_two_different_pins_are_refused(desk: Desk) -> None:
    desk.go("manager_again")
    desk.enter("4712")
    assert (desk.at, desk.sheet.lead) == ("manager_again", SENTENCES["setup_pin_differs"])
    desk.host.set_text("4711")
    desk.enter()
    assert desk.at == "summary"


def test_nobody_signs_in_asks_for_no_pin(desk: Desk) -> None:
    desk.go("staff")
    desk.choose("no")

    assert desk.at == "summary"
    assert not desk.answers.staff


def test_servers_of_its_own_that_are_not_installed_cannot_be_chosen(desk: Desk) -> None:
    desk.port.has_embedded = False
    desk.go("centre")
    desk.enter()
    assert (desk.at, desk.sheet.lead) == ("centre", SENTENCES["setup_embedded_missing"])
    desk.choose("none")
    assert desk.at == "printer"


def test_a_test_says_what_it_found_until_the_answer_is_another() -> None:
    desk = Desk(Answers(country="GB", centre="servers", stock_url="stock"))
    desk.go("stock_url")
    desk.key("test")
    assert desk.port.checked == [("stock", "stock")]
    found = Finding("setup_stock_evicts", "warn", "stock", {"policy": "allkeys-lru"})
    desk.port.found = SetupState({"stock": found})
    desk.refresh()
    assert (desk.sheet.level, "allkeys-lru" in desk.sheet.lead) == ("warn", True)

    desk.type("2")

    assert "allkeys-lru" not in desk.sheet.lead


def test_a_bad_address_is_not_tested() -> None:
    desk = Desk(Answers(country="GB", printer="network", printer_address="a b"))
    desk.go("printer_address")
    desk.key("test")

    assert desk.port.checked == []
    assert desk.sheet.lead == SENTENCES["setup_printer_address"]


def test_signs_and_large_letters_for_the_finger(desk: Desk) -> None:
    desk.go("shop_name")
    for action, text in (("capital", "a"), ("", "b"), ("sign:&", ""), ("capital", "c")):
        if action:
            desk.key(action)
        desk.type(text)

    assert desk.text == "Ab&C"
    desk.enter()
    assert desk.answers.shop_name == "Ab&C"


def test_a_tills_name_is_always_large(desk: Desk) -> None:
    desk.go("terminal_id")
    desk.host.set_text("")
    desk.enter("kasse7")

    assert desk.answers.terminal_id == "KASSE7"


def test_a_serial_scanner_is_listened_to_and_let_go(desk: Desk) -> None:
    path = "/dev/serial/by-id/usb-MAKER-if00"
    desk.go("scanner")
    desk.choose(path)
    assert desk.at == "scan"
    assert desk.port.listened[-1] == (path, 9600)
    desk.key("speed")
    assert desk.port.listened[-1] == (path, 19200)
    desk.port.found = SetupState(scan="4006381333931", scanner="serial")
    desk.refresh()
    assert desk.sheet.lead == "Read: 4006381333931"
    desk.enter()
    assert desk.port.listened[-1:] == [None]
    assert (desk.answers.scanner, desk.answers.scanner_path, desk.answers.scanner_baud) == (
        "serial",
        path,
        "19200",
    )


def test_another_port_is_typed_and_found_again(desk: Desk) -> None:
    desk.go("scanner")
    desk.choose("other")
    desk.enter("/dev/ttyS4")
    assert desk.port.listened[-1] == ("/dev/ttyS4", 9600)
    desk.host.back()
    assert (desk.at, desk.row_id) == ("scanner", "/dev/ttyS4")
    desk.enter()
    desk.go("scan")
    assert desk.port.listened[-1] == ("/dev/ttyS4", 9600)


def test_a_simulated_scanner_has_nothing_to_be_tried(desk: Desk) -> None:
    desk.go("scanner")
    desk.choose("simulated")

    assert desk.at == "staff"


def test_passwords_are_not_shown_in_the_summary() -> None:
    assert without_password("redis://till:geheim@stock:6379/0") == "redis://till:●●●●@stock:6379/0"
    assert without_password("mongodb://till:a@b@centre/") == "mongodb://till:●●●●@centre/"
    assert without_password("stock") == "stock"
