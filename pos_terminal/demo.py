"""The demo: a shop of our own with simulated devices. Main thread.

With a display it opens the app. With none it makes one sale offscreen (simulated scanner, Redis, MongoDB,
journal, printer) and
says where it put what came of it.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from pos_terminal import config, start
from pos_terminal.demo_staff import DEMO_PINS
from pos_terminal.embedded.instance import claim_instance
from pos_terminal.errors import BadInput

if TYPE_CHECKING:
    from pos_terminal.demo_shop import OwnSale
    from pos_terminal.session import RunOptions


def run(folder: Path | None, *, reset: bool, control: Path | None) -> int:
    """Open the demo shop; with no display at all, make a sale instead. Answers the exit status."""
    home = folder or Path(platformdirs.user_data_dir("pos-terminal-demo"))
    if reset:
        _forget(home)
    alone = not _has_display()
    settings = shop_config(home, alone=alone)
    if alone:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    own_sales: list[OwnSale] = []

    def run_options() -> "RunOptions":
        from pos_terminal.demo_shop import OWN_SALE_ARTICLES, DemoShop, OwnSale
        from pos_terminal.session import RunOptions

        shop = DemoShop(settings, home)
        shop.make_catalogue()
        shop.hire()
        if alone:
            codes = [article.code_text for article in shop.on_panel[:OWN_SALE_ARTICLES]]
            own_sales.append(OwnSale(home / "demo-sale", codes))
        act = own_sales[0].begin if own_sales else None
        return RunOptions(
            control=control,
            articles=shop.on_panel,
            when_servers_run=shop.fill_stores,
            act=act,
            pin_hints=DEMO_PINS,
        )

    status = start.run(settings, run_options)
    return own_sales[0].report() if own_sales and not status else status


def _forget(home: Path) -> None:
    """Throw the demo shop away. Raises BadInput where it is open."""
    lock = claim_instance(home / "till")
    if lock is None:
        raise BadInput("The demo is open; close its window first, then reset it.")
    lock.release()
    shutil.rmtree(home, ignore_errors=True)


def shop_config(home: Path, *, alone: bool) -> config.Config:
    """The demo shop's settings. alone: nobody looks, so the window has the size of a counter screen."""
    return config.check(
        {
            "shop": {
                "name": "Corner Market",
                "address": ["12 Harbour Street", "Demo Town"],
                "vat_id": "XX 123456789",
                "footer": "Thank you, see you again!",
                "returns_text": "Returns within 14 days with this receipt.",
            },
            "till": {"terminal_id": "T1", "data_folder": str(home / "till"), "cashier": "demo"},
            "embedded": {"enabled": True},
            "scanners": [{"kind": "simulated"}],
            "printer": {"kind": "simulated"},
            "display": {"kind": "simulated", "page": "cp858", "idle": ["Corner Market", "Good to see you!"]},
            "departments": [
                {"name": "Groceries", "tax_class": "B"},
                {"name": "Household", "tax_class": "A"},
                {"name": "Flowers", "tax_class": "B"},
            ],
            "quick_keys": [
                {"product_id": product_id}
                for product_id in ("crusty-roll", "pretzel", "baguette", "bananas", "apples-braeburn")
            ],
            "returns": {"unchecked_limit_minor": 5000, "deposits": ["deposit-25"]},
            "card": {"kind": "simulated"},
            "screen": {"width": 1366, "height": 768} if alone else {},
        },
        "the demo",
    )


def _has_display() -> bool:
    """Whether a window can be seen; a platform that was chosen by name is taken at its word."""
    names = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform != "linux" or any(os.environ.get(name) for name in names)
