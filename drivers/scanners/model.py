"""One row of the table of scanners, in models.py and small_makers.py. Pure."""

from dataclasses import dataclass
from typing import Literal

Mode = Literal["keyboard", "hid_pos", "com", "other"]


@dataclass(frozen=True, slots=True)
class Model:
    """One family of scanners.

    keyboard, hid_pos, com, other: product ids by mode; other: a mode that this program does not read (IBM
    and OEM modes, batch), or one that the source does not name. shared: other kinds of devices carry these
    ids too, so such a device is a scanner only where the configuration names it. hello: a feature report
    without which its HID-POS mode stays mute. data_first: in HID-POS mode the code stands right after the
    length, no AIM identifier before it. notes: what is peculiar, for a person.
    """

    name: str
    maker: str
    models: str
    vendor: int
    source: str
    keyboard: tuple[int, ...] = ()
    hid_pos: tuple[int, ...] = ()
    com: tuple[int, ...] = ()
    other: tuple[int, ...] = ()
    shared: bool = False
    hello: bytes = b""
    data_first: bool = False
    notes: str = ""

    def products(self) -> tuple[tuple[int, Mode], ...]:
        """Every product id with its mode."""
        by_mode: tuple[tuple[Mode, tuple[int, ...]], ...] = (
            ("keyboard", self.keyboard),
            ("hid_pos", self.hid_pos),
            ("com", self.com),
            ("other", self.other),
        )
        return tuple((product, mode) for mode, products in by_mode for product in products)
