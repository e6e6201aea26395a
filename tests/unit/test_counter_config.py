"""The settings of drawer and display: what is wrong is one sentence; the rest builds their parts."""

from pathlib import Path

import msgspec
import pytest

from drivers.api import Printer
from drivers.displays.commands import COMMAND_SETS
from drivers.displays.pages import PAGES
from drivers.drawers.sensed import SensedPrinter
from drivers.simulated.devices import SimulatedDevices
from drivers.simulated.printer import simulated_printer
from pos_terminal import bootstrap_counter as counter
from pos_terminal import config
from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.config_devices import Display, Drawer
from pos_terminal.errors import ConfigError
from pos_terminal.rendering import paper_maker
from pos_terminal.services.settings import DrawerRules
from pos_terminal.views import RegisterView, TotalsView
from pos_terminal.workers.printing import LOOK_EVERY_S


def load(tmp_path: Path, text: str) -> config.Config:
    file = tmp_path / "pos.toml"
    file.write_text(text)
    return config.load(file)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[drawer]\non = 'shelf'", "drawer.on is wrong"),
        ("[drawer]\non = 'serial'", "needs the port of the drawer"),
        ("[drawer]\non = 'serial'\npath = '/dev/ttyS1'\nopens_with = '\\q'", "a backslash begins none of"),
        ("[drawer]\non = 'serial'\npath = '/dev/ttyS1'\nopens_with = ''", "opens_with is empty"),
        (
            "[drawer]\non = 'serial'\npath = '/dev/ttyS1'\nsensor = 'high'",
            "sensor needs a drawer on a printer",
        ),
        ("[drawer]\nmust_be_closed = true", "must_be_closed needs sensor"),
        ("[drawer]\non = 'printer:kitchen'", "drawer.on names no printer"),
        ("[drawer]\ntenders = ['barter']", "drawer.tenders"),
        ("[[spare_printers]]\nname = 'printer'", "names a printer twice"),
        ("[display]\nkind = 'serial'", "needs the port of the display"),
        ("[display]\nkind = 'network'", "needs the address of the display"),
        ("[display]\nidle = ['a', 'b', 'c']", "display.idle"),
        ("[display]\npage = 'cp1256'", "display.page is wrong"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as error:
        load(tmp_path, text)

    assert said in str(error.value)


def test_a_pin_that_the_printer_has_not_is_said(tmp_path: Path) -> None:
    read = load(tmp_path, "[printer]\nprofile = 'POS-58'\n[drawer]\npin = 5")

    with pytest.raises(ConfigError, match=r"set drawer\.pin to 2"):
        paper_maker(read, tmp_path)


def test_the_drivers_know_every_word_of_the_configuration() -> None:
    fields = {field.name: field for field in msgspec.structs.fields(Display)}

    assert set(fields["page"].type.__args__) == set(PAGES)
    assert set(fields["commands"].type.__args__) == set(COMMAND_SETS)


def test_rules_of_the_drawer(tmp_path: Path) -> None:
    by_key = load(tmp_path, "[drawer]\non = 'none'").drawer
    sensed = load(
        tmp_path,
        "[drawer]\nsensor = 'low'\nleft_open_s = 30\nmust_be_closed = true\ntenders = ['cash', 'card']",
    ).drawer

    assert counter.drawer_rules(Drawer()) == DrawerRules()
    assert counter.drawer_rules(by_key) == DrawerRules(kicked=False)
    assert counter.drawer_rules(sensed) == DrawerRules(frozenset({"cash", "card"}), True, 30_000, True)


def test_only_the_printer_with_the_drawer_is_listened_to(tmp_path: Path) -> None:
    on_own = Drawer(sensor="high")
    on_spare = Drawer(on="printer:kitchen", sensor="high")
    printer: Printer = simulated_printer("printer", SimulatedDevices().printer)

    assert counter.has_drawer(on_own, "printer")
    assert not counter.has_drawer(on_own, "kitchen", spare=True)
    assert counter.has_drawer(on_spare, "kitchen", spare=True)
    assert not counter.has_drawer(on_spare, "printer")
    assert counter.sensed(printer, Drawer(), print) is printer
    assert counter.sensed(None, on_own, print) is None
    listened = counter.sensed(printer, on_own, print)
    assert isinstance(listened, SensedPrinter)
    assert counter.look_again(listened)() == LOOK_EVERY_S == counter.look_again(printer)()


def test_a_serial_drawer_has_a_thread_of_its_own(tmp_path: Path) -> None:
    clock = SystemClock()

    assert counter.drawer_worker(Drawer(), print, clock) is None
    assert counter.drawer_worker(Drawer(on="serial", path="/dev/ttyS1"), print, clock) is not None


def test_views_reach_the_simulated_display(tmp_path: Path) -> None:
    said: list[object] = []
    devices = SimulatedDevices()
    read = load(
        tmp_path,
        "[shop]\nname = 'Käseladen'\nlanguage = 'de'\n"
        "[display]\nkind = 'simulated'\ncommands = 'cd5220'\npage = 'cp858'",
    )
    worker = counter.display_worker(read, devices, said.append, SystemClock())
    assert worker is not None
    shown: list[RegisterView] = []
    publish = counter.also_shown(shown.append, worker)
    worker.start()

    publish(RegisterView(1, "sale", "EUR", 2, TotalsView()))

    assert devices.display.wait_for("Käseladen", "", 10)
    publish(RegisterView(2, "sale", "EUR", 2, TotalsView(), must_sign_in=True))
    assert devices.display.wait_for("Käseladen", "Geschlossen", 10)
    assert [view.serial for view in shown] == [1, 2]
    worker.stop(10)
    assert counter.display_worker(config.Config(), None, said.append, SystemClock()) is None
    assert counter.also_shown(print, None) is print
