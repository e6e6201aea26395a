"""Pictures for docs/cashier.md and docs/manager.md, taken from the running demo while a script works at it.

`python tools/guide_pictures.py` writes docs/screenshots/guide. No display is needed. What the script types is
what the guides say, so a picture cannot show what the program does not do.
"""

import argparse
import os
import re
import sys
import tempfile
from collections import deque
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402 -- the folder above has to be known first
from PySide6.QtCore import Qt, QTimer  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402

from pos_terminal import demo, start  # noqa: E402
from pos_terminal.demo_shop import DemoShop  # noqa: E402
from pos_terminal.demo_staff import DEMO_PINS  # noqa: E402
from pos_terminal.errors import Unavailable  # noqa: E402
from pos_terminal.session import Running, RunOptions  # noqa: E402

KEPT = ROOT / "docs" / "screenshots" / "guide"
COLOURS = 32
# A person's pace: faster keys are a scanner's for the till.
KEY_MS = 120
SETTLE_MS = 900
START_MS = 4000
RECEIPT = re.compile(r"T1-A\d{6}-[0-9A-F]{4}")
VOUCHER = re.compile(r"SC-[0-9A-Z]{10}")

# One step a line: what is typed or pressed, `scan` of an article of the panel or of a paper that came out
# (`receipt 1` is the first), what the customer's card does, and `see NAME`, a picture.
SCRIPT = """
see sign-in
type 1111; press Return
scan 0; scan 1; scan 2; see basket
press F12; type 2000; see pay-cash
press Return; see change
scan 3; scan 4; press F12; press F2; press Return; see card-waits
card yes
scan 5; scan 6; press F12; type 300; press Return; see split
press F2; press Return; card yes
scan 0; scan 7; press F6; scan 1; press F12; press Return; press F7; see recall
press Return; press F4; type 10; see discount
press Return; press F5; type 150; press Return; see approval
type 3333; press Return; press F12; press Return
scan receipt 1; press Down; press Return; see take-back
press Return; press Escape; scan 6; see exchange
press F12; press Return
scan receipt 2; press F5; press Return; press F12; see give-back
press F3; press Return
scan 2; press F12; press F3; scan voucher; see voucher
press Return
press Shift+F8; see after-sale
press Escape; press Escape; press F11; see menu
press Down; press Down; press Return; type 500; press Return; type 3333; press Return
press F11; press F11; press Down; type 3333; press Return
press F11; press Down; press Return; type 5000; press Return; press Escape
press F11; press Down; press Down; press Down; press Down; press Return; see x-report
press Escape; press Escape; press F11; press Return
press Down; press Down; press Down; type 1; press Return
press Down; press Down; type 2; press Return; see count
press F5; press F5; see close
press F5; see z-report
press Escape; press Escape; press F11; press Return; type 10000; see open
press Return; press Escape
press F11; press Down; press Down; press Down; press Down; press Down; press Down; press Return
press F5; press Return; press Return; see store-report
press Escape; press Escape; press End; press Return; see staff
"""


class Player:
    """Carries the script out, a step each time the window has come to rest. GUI thread."""

    def __init__(self, folder: Path, codes: list[str]) -> None:
        self._folder = folder
        self._codes = codes
        self._steps = deque(step.strip() for step in re.split(r"[;\n]", SCRIPT) if step.strip())
        self._acts: dict[str, Callable[[str], None]] = {
            "press": self._press,
            "scan": self._scan,
            "card": self._card,
            "see": self._see,
        }
        self.taken: list[Path] = []

    def begin(self, running: Running) -> None:
        """The screen is there: begin when the servers answer."""
        self._running = running
        QTimer.singleShot(START_MS, self._next)

    def _next(self) -> None:
        if not self._steps:
            self._running.quit()
            return
        verb, _, rest = self._steps.popleft().partition(" ")
        if verb == "type":
            self._type(rest)
            return
        self._acts[verb](rest)
        QTimer.singleShot(SETTLE_MS, self._next)

    def _type(self, digits: str) -> None:
        """One digit at a time, at a person's pace."""
        QTest.keyClick(self._running.window.windowHandle(), Qt.Key[f"Key_{digits[0]}"])
        rest = digits[1:]
        if rest:
            QTimer.singleShot(KEY_MS, lambda: self._type(rest))
        else:
            QTimer.singleShot(SETTLE_MS, self._next)

    def _press(self, name: str) -> None:
        shift = name.startswith("Shift+")
        key = Qt.Key[f"Key_{name.removeprefix('Shift+')}"]
        held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self._running.window.windowHandle(), key, held)

    def _scan(self, what: str) -> None:
        devices = self._running.devices
        if devices is None:
            return
        if what.isdigit():
            code_text = self._codes[int(what)]
        else:
            papers = "\n".join(slip.text() for slip in devices.printer.snapshot().slips)
            kind, _, number = what.partition(" ")
            found = list(dict.fromkeys((RECEIPT if kind == "receipt" else VOUCHER).findall(papers)))
            code_text = found[int(number or "1") - 1]
        devices.scanner.scan(code_text)

    def _card(self, what: str) -> None:
        if self._running.devices is not None:
            terminal = self._running.devices.card_terminal
            terminal.approve() if what == "yes" else terminal.decline()

    def _see(self, name: str) -> None:
        path = self._folder / f"{name}.png"
        self._running.window.grab().save(str(path))
        with Image.open(path) as picture:
            small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(path, optimize=True)
        self.taken.append(path)


def main(arguments: list[str] | None = None) -> int:
    """Work at a demo shop of its own; answers the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=KEPT)
    folder: Path = parser.parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home_text:
        home = Path(home_text)
        settings = demo.shop_config(home, alone=True)
        shop = DemoShop(settings, home)
        player = Player(folder, [article.code_text for article in shop.on_panel])

        def options() -> RunOptions:
            shop.make_catalogue()
            shop.hire()
            return RunOptions(
                articles=shop.on_panel,
                when_servers_run=shop.fill_stores,
                act=player.begin,
                pin_hints=DEMO_PINS,
            )

        try:
            status = start.run(settings, options)
        except Unavailable as error:
            sys.stderr.write(f"{error}\n")
            return 1
    sys.stdout.write(f"{len(player.taken)} pictures in {folder}\n")
    return status


if __name__ == "__main__":
    raise SystemExit(main())
