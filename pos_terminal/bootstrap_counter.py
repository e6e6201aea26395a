"""Builds what stands on the counter beside scanners and paper: the drawer and the customer display.

Main thread.
"""

from collections.abc import Callable

from drivers import catalog as driver_catalog
from drivers.api import Printer
from drivers.displays.pages import Charset
from drivers.drawers.sensed import SensedPrinter
from drivers.scanners.serial_line import SerialSettings
from drivers.simulated.devices import SimulatedDevices
from pos_terminal import config as c
from pos_terminal.config_devices import Display, Drawer
from pos_terminal.domain.money import Currency
from pos_terminal.services import messages as m
from pos_terminal.services.pole import face_of, farewell
from pos_terminal.services.pole_texts import PoleTexts, pole_texts, with_rows
from pos_terminal.services.ports import Clock, Post
from pos_terminal.services.settings import DrawerRules
from pos_terminal.views import RegisterView
from pos_terminal.workers.display import DisplayWorker, Pace
from pos_terminal.workers.drawer import DrawerWorker
from pos_terminal.workers.printing import LOOK_EVERY_S

Publish = Callable[[RegisterView], None]


def drawer_rules(drawer: Drawer) -> DrawerRules:
    """What opens the drawer, and for how long it may stand open."""
    return DrawerRules(
        tenders=frozenset(drawer.tenders),
        kicked=drawer.on != "none",
        left_open_ms=drawer.left_open_s * 1000 if drawer.sensor != "none" else 0,
        must_be_closed=drawer.must_be_closed,
    )


def has_drawer(drawer: Drawer, printer: str, *, spare: bool = False) -> bool:
    """Whether the drawer hangs on the printer of that name. spare: it is not the till's own."""
    return drawer.on == f"printer:{printer}" or (drawer.on == "printer" and not spare)


def sensed(printer: Printer | None, drawer: Drawer, post: Post) -> Printer | None:
    """The printer that the drawer hangs on; where it has a sensor, its answers tell of the drawer too."""
    if printer is None or drawer.sensor == "none":
        return printer
    return SensedPrinter(printer, drawer.sensor == "high", lambda is_open: post(m.DrawerSeen(is_open)))


def look_again(printer: Printer | None) -> Callable[[], float]:
    """How soon a quiet printer is looked at again: sooner while its drawer stands open."""
    return printer.look_again_s if isinstance(printer, SensedPrinter) else lambda: LOOK_EVERY_S


def drawer_worker(drawer: Drawer, post: Post, clock: Clock) -> DrawerWorker | None:
    """None where the drawer hangs on a printer: then it is opened by that printer's thread."""
    if drawer.on != "serial":
        return None
    serial = SerialSettings(baud=drawer.baud)
    made = driver_catalog.make_serial_drawer("drawer", drawer.path, serial, drawer.opens_with)
    return DrawerWorker(made, post, clock)


def display_worker(
    config: c.Config, simulated: SimulatedDevices | None, post: Post, clock: Clock
) -> DisplayWorker | None:
    """None where there is no customer display."""
    wanted = config.display
    display = driver_catalog.make_display(wanted.kind, _options(wanted), simulated)
    if display is None:
        return None
    texts = _texts(config)
    return DisplayWorker(
        display,
        lambda view, settled: face_of(view, texts, settled=settled),
        farewell(texts),
        post,
        clock,
        Pace(settle_s=wanted.idle_after_s),
    )


def also_shown(publish: Publish, display: DisplayWorker | None) -> Publish:
    """Views go to the screen first, then to the customer display, where there is one."""
    if display is None:
        return publish

    def publish_both(view: RegisterView) -> None:
        publish(view)
        display.put(view)

    return publish_both


def _options(display: Display) -> driver_catalog.DisplayOptions:
    return driver_catalog.DisplayOptions(
        name=display.name,
        commands=display.commands,
        page=display.page,
        path=display.path,
        serial=SerialSettings(baud=display.baud, parity=display.parity, flow=display.flow),
        host=display.host,
        port=display.port,
        brightness=display.brightness,
    )


def _texts(config: c.Config) -> PoleTexts:
    shop, display = config.shop, config.display
    currency = Currency.of(shop.currency)
    can_show = Charset(display.page).can_show
    texts = pole_texts(shop.language, currency.code, currency.decimals, shop.name, can_show)
    return with_rows(texts, display.idle, display.closed)
