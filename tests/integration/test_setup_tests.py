"""What the first-run page tests, on real servers, sockets, ptys and files: one plain sentence a fault."""

import os
import pty
import socket
import threading
import time
import tty
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pymongo
import pytest

from drivers.ports import listed_ports
from drivers.simulated.drawer import SimulatedDrawer
from drivers.simulated.machine import Faults, PrinterMachine
from drivers.simulated.server import SimulatedPrinterServer
from pos_terminal import bootstrap_setup, config
from pos_terminal.bootstrap import FONTS
from pos_terminal.setup_answers import Answers, Check, Finding, SetupState
from pos_terminal.setup_checks import SetupChecks, Trial
from pos_terminal.setup_paper import print_test_page
from pos_terminal.setup_session import first_answers, save, staff_id
from tests.centre_servers import CentreServer, centre_server
from tests.stock_servers import StockServerProcess, free_port, stock_server
from ui.words.first_run import SENTENCES

__all__ = ["centre_server"]

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SHOP = Answers(shop_name="Bäckerei متجر", terminal_id="T1", centre="none", staff=False)
WITHIN_S = 15.0


@pytest.fixture(scope="module")
def valkey() -> Iterator[StockServerProcess]:
    with stock_server("valkey", tcp=True) as server:
        yield server


def stock(url: str) -> Finding:
    found = bootstrap_setup.probe_stock(Answers(stock_url=url))
    assert found.code in SENTENCES
    return found


def centre(url: str) -> Finding:
    found = bootstrap_setup.probe_centre(Answers(centre_url=url))
    assert found.code in SENTENCES
    return found


def printed(answers: Answers) -> Finding:
    found = print_test_page(answers, NOW, FONTS)
    assert found.code in SENTENCES
    return found


class TestStock:
    def test_a_good_server_is_good(self, valkey: StockServerProcess) -> None:
        found = stock(valkey.url)

        assert (found.code, found.level) == ("setup_stock_fine", "good")
        assert found.params["version"]

    def test_nobody_there(self) -> None:
        assert stock(f"127.0.0.1:{free_port()}").code == "setup_stock_unreachable"

    def test_a_name_that_nobody_has(self) -> None:
        assert stock("nowhere.invalid").code == "setup_stock_unreachable"

    def test_a_port_that_is_none(self) -> None:
        assert stock("redis://h:x/0").code == "setup_stock_address"

    def test_it_may_throw_counters_away(self, valkey: StockServerProcess) -> None:
        with valkey.raw() as raw:
            raw.config_set("maxmemory-policy", "allkeys-lru")
            found = stock(valkey.url)
            raw.config_set("maxmemory-policy", "noeviction")

        assert (found.code, found.level) == ("setup_stock_evicts", "warn")
        assert found.params == {"policy": "allkeys-lru"}

    def test_it_keeps_nothing_on_disk(self, valkey: StockServerProcess) -> None:
        with valkey.raw() as raw:
            raw.config_set("appendonly", "no")
            found = stock(valkey.url)
            raw.config_set("appendonly", "yes")

        assert (found.code, found.level) == ("setup_stock_forgets", "warn")

    def test_a_wrong_password(self, valkey: StockServerProcess) -> None:
        with valkey.raw() as raw:
            raw.config_set("requirepass", "geheim")
            codes = [stock(valkey.url).code, stock(valkey.url.replace("//", "//:falsch@")).code]
            right = stock(valkey.url.replace("//", "//:geheim@")).code
            raw.config_set("requirepass", "")

        assert codes == ["setup_stock_auth", "setup_stock_auth"]
        assert right == "setup_stock_fine"

    def test_a_user_without_rights(self, valkey: StockServerProcess) -> None:
        with valkey.raw() as raw:
            raw.acl_setuser("reader", enabled=True, passwords=["+pw"], keys=["*"], commands=["+time"])
            found = stock(valkey.url.replace("//", "//reader:pw@"))

        assert found.code == "setup_stock_rights"

    def test_a_copy(self, valkey: StockServerProcess) -> None:
        with valkey.raw() as raw:
            raw.replicaof("127.0.0.1", "1")
            found = stock(valkey.url)
            raw.replicaof("NO", "ONE")

        assert found.code == "setup_stock_copy"


class TestCentre:
    def test_a_good_server_is_good(self, centre_server: CentreServer) -> None:
        found = centre(centre_server.url())

        assert (found.code, found.level) == ("setup_centre_fine", "good")

    def test_nobody_there(self) -> None:
        assert centre(f"mongodb://127.0.0.1:{free_port()}/").code == "setup_centre_unreachable"

    def test_a_bad_option(self) -> None:
        assert centre("mongodb://h:x/").code == "setup_centre_address"

    def test_a_stand_alone_server(self, tmp_path: Path) -> None:
        server = CentreServer(tmp_path / "alone", "--standalone")
        server.start()
        found = centre(server.url())
        server.kill()

        assert (found.code, found.level) == ("setup_centre_alone", "bad")

    def test_a_wrong_password(self, tmp_path: Path) -> None:
        server = CentreServer(tmp_path / "closed")
        server.start()
        client: pymongo.MongoClient[dict[str, object]] = pymongo.MongoClient(server.url())
        with client:
            client.admin.command("createUser", "till", pwd="geheim", roles=["root"])
        server.kill()
        guarded = CentreServer(tmp_path / "closed", "--auth")
        guarded.start()
        codes = [
            centre(guarded.url("shop").replace("//", f"//{user}") + "&authSource=admin").code
            for user in ("", "till:falsch@", "till:geheim@")
        ]
        guarded.kill()

        assert codes == ["setup_centre_auth", "setup_centre_auth", "setup_centre_fine"]


class TestPrinter:
    @pytest.fixture
    def server(self) -> Iterator[SimulatedPrinterServer]:
        made = SimulatedPrinterServer(PrinterMachine(SimulatedDrawer())).start()
        yield made
        made.close()

    def network(self, server: SimulatedPrinterServer) -> Answers:
        return replace(SHOP, printer="network", printer_address=f"127.0.0.1:{server.address[1]}")

    def test_a_page_comes_out(self, server: SimulatedPrinterServer) -> None:
        assert printed(self.network(server)).code == "setup_printer_printed"

        (slip,) = server.machine.wait_for_slips(1, 10)
        assert "Testseite" in slip.text()
        assert "123456789012345678901234567890123456789012345678" in slip.text()

    @pytest.mark.parametrize(
        ("faults", "code"),
        [
            (Faults(paper="out"), "setup_printer_no_paper"),
            (Faults(cover_open=True), "setup_printer_open"),
            (Faults(offline=True), "setup_printer_offline"),
            (Faults(answers="garbage"), "setup_printer_mute"),
        ],
    )
    def test_it_is_not_ready(self, server: SimulatedPrinterServer, faults: Faults, code: str) -> None:
        server.machine.set_faults(faults)

        assert printed(self.network(server)).code == code

    def test_nobody_there(self) -> None:
        answers = replace(SHOP, printer="network", printer_address=f"127.0.0.1:{free_port()}")

        assert printed(answers).code == "setup_printer_away"

    def test_something_there_that_is_no_printer(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            address = f"127.0.0.1:{other.getsockname()[1]}"

            assert (
                printed(replace(SHOP, printer="network", printer_address=address)).code
                == "setup_printer_away"
            )

    def test_a_file_takes_the_page(self, tmp_path: Path) -> None:
        answers = replace(SHOP, printer="file", printer_path=str(tmp_path / "paper"), paper="generic-58")

        assert printed(answers).code == "setup_printer_printed"
        assert (tmp_path / "paper").stat().st_size > 500

    def test_a_device_that_is_not_there(self) -> None:
        answers = replace(SHOP, printer="file", printer_path="/dev/usb/lp99")

        assert printed(answers).code == "setup_printer_away"


class Watched:
    """Checks whose changes can be waited for."""

    def __init__(self, run: Callable[[Answers], Finding], limit_s: float = WITHIN_S) -> None:
        self._turn = threading.Condition()
        tests: dict[Check, Trial] = {"stock": Trial(run, limit_s, "setup_stock_unreachable")}
        self.checks = SetupChecks(tests, self._changed)

    def until(self, seen: Callable[[SetupState], bool]) -> SetupState:
        with self._turn:
            assert self._turn.wait_for(lambda: seen(self.checks.state()), WITHIN_S), self.checks.state()
        return self.checks.state()

    def _changed(self) -> None:
        with self._turn:
            self._turn.notify_all()


def found(state: SetupState) -> tuple[str, str]:
    finding = state.findings["stock"]
    return finding.code, finding.about


class TestChecks:
    def test_a_test_runs_beside_and_says_what_about(self) -> None:
        go = threading.Event()

        def slow(answers: Answers) -> Finding:
            go.wait(WITHIN_S)
            return Finding("setup_stock_fine", "good")

        watched = Watched(slow)
        watched.checks.check("stock", SHOP, "here")
        assert found(watched.checks.state()) == ("setup_asking", "here")
        go.set()

        state = watched.until(lambda state: state.findings["stock"].code != "setup_asking")
        assert found(state) == ("setup_stock_fine", "here")

    def test_a_server_that_never_answers_is_given_up(self) -> None:
        go = threading.Event()

        def never(answers: Answers) -> Finding:
            go.wait(WITHIN_S)
            return Finding("setup_stock_fine", "good")

        watched = Watched(never, limit_s=0.05)
        watched.checks.check("stock", SHOP, "there")

        state = watched.until(lambda state: state.findings["stock"].code != "setup_asking")
        assert found(state) == ("setup_stock_unreachable", "there")
        go.set()

    def test_an_older_test_says_no_more(self) -> None:
        first, second = threading.Event(), threading.Event()

        def by_name(answers: Answers) -> Finding:
            (first if answers.stock_url == "1" else second).wait(WITHIN_S)
            return Finding(f"from {answers.stock_url}", "good")

        watched = Watched(by_name)
        watched.checks.check("stock", Answers(stock_url="1"), "1")
        watched.checks.check("stock", Answers(stock_url="2"), "2")
        second.set()
        watched.until(lambda state: state.findings["stock"].code == "from 2")
        first.set()

        for thread in threading.enumerate():
            if thread.name == "setup-stock":
                thread.join(WITHIN_S)
        assert found(watched.checks.state()) == ("from 2", "2")

    @pytest.mark.expected_warnings("setup_test_failed")
    def test_a_fault_of_ours_is_said(self) -> None:
        def broken(answers: Answers) -> Finding:
            raise KeyError("x")

        watched = Watched(broken)
        watched.checks.check("stock", SHOP, "x")

        watched.until(lambda state: state.findings["stock"].code == "setup_fault")

    def test_a_serial_scanner_is_heard_until_it_is_let_go(self) -> None:
        ours, theirs = pty.openpty()
        tty.setraw(theirs)
        watched = Watched(lambda answers: Finding("", "good"))
        watched.checks.listen(os.ttyname(theirs), 9600)
        deadline = time.monotonic() + WITHIN_S
        # What is written before the port is open is thrown away, so it is scanned until it is heard.
        while not watched.checks.state().scan:
            assert time.monotonic() < deadline
            os.write(ours, b"4006381333931\r")
            time.sleep(0.05)

        assert watched.checks.state().scan == "4006381333931"
        watched.checks.hush()
        assert watched.checks.state() == SetupState()
        os.close(ours)
        os.close(theirs)

    @pytest.mark.expected_warnings("device_lost")
    def test_a_port_that_is_not_there_is_said(self) -> None:
        watched = Watched(lambda answers: Finding("", "good"))
        watched.checks.listen("/dev/ttyNOWHERE", 9600)

        watched.until(lambda state: "scanner" in state.findings)
        assert watched.checks.state().findings["scanner"].code == "setup_scanner_away"
        watched.checks.hush()


class TestSaving:
    ANSWERS = replace(SHOP, staff=True, manager_name="Zoë Ünal", manager_pin="4711", manager_again="4711")

    def test_file_and_manager_are_written(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
        path = tmp_path / "pos.toml"

        assert save(self.ANSWERS, path) is None

        assert config.load(path).shop.name == SHOP.shop_name
        (staff,) = (tmp_path / "data").rglob("staff.json")
        assert '"zoe-unal"' in staff.read_text(encoding="utf-8")
        assert "4711" not in staff.read_text(encoding="utf-8") + path.read_text(encoding="utf-8")

    def test_a_file_that_has_come_meanwhile_stays(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
        path = tmp_path / "pos.toml"
        path.write_text("mine", encoding="utf-8")

        finding = save(self.ANSWERS, path)

        assert finding is not None
        assert (finding.code, path.read_text(encoding="utf-8")) == ("setup_file_exists", "mine")
        assert not (tmp_path / "data").exists()

    @pytest.mark.expected_warnings("setup_not_saved")
    def test_a_place_that_cannot_be_written_is_said(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()

        finding = save(SHOP, tmp_path / "file" / "pos.toml")

        assert finding is not None
        assert finding.code == "setup_unwritable"

    def test_answers_that_no_file_can_hold_are_said(self, tmp_path: Path) -> None:
        finding = save(replace(SHOP, terminal_id="t 1"), tmp_path / "pos.toml")

        assert finding is not None
        assert finding.code == "setup_not_saved"
        assert "till.terminal_id is wrong" in str(finding.params["text"])


@pytest.mark.parametrize(
    ("name", "taken", "alone", "made"),
    [
        ("Amira Haddad", (), True, "amira-haddad"),
        ("Amira Haddad", ("amira-haddad",), True, "amira-haddad-2"),
        ("أميرة", (), True, "manager"),
        ("Ann", (), False, "ann-t1"),
    ],
)
def test_the_managers_id_is_made_of_the_name(
    name: str, taken: tuple[str, ...], alone: bool, made: str
) -> None:
    assert staff_id(name, "T1", frozenset(taken), alone=alone) == made


@pytest.mark.parametrize(
    ("setting", "language", "country"),
    [("de_AT.UTF-8", "de", "AT"), ("ar_JO", "ar", "JO"), ("pt_BR.UTF-8", "en", ""), ("C", "en", "")],
)
def test_the_machines_own_settings_come_first(
    monkeypatch: pytest.MonkeyPatch, setting: str, language: str, country: str
) -> None:
    monkeypatch.setenv("LC_ALL", setting)

    assert (first_answers().language, first_answers().country) == (language, country)


def test_ports_without_a_device_are_not_listed() -> None:
    assert all(port.path.startswith("/dev/") for port in listed_ports())
