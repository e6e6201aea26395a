"""What every flow is given: how amounts and times are written and read, and what was before the cashier.

GUI thread.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pos_terminal.views import LineView, RegisterView
from ui.cart_model import index_of
from ui.formatting import Numbers, local_clock_text, parse_amount
from ui.wording import Wording


@dataclass(frozen=True, slots=True)
class Kit:
    """Reads and writes as this till is set up. now: local time with its zone."""

    numbers: Numbers
    wording: Wording
    now: Callable[[], datetime]
    digits_are_minor: bool = True

    def amount(self, minor: int, view: RegisterView) -> str:
        """An amount, without the currency."""
        return self.numbers.amount(minor, view.decimals)

    def parse(self, text: str, view: RegisterView) -> int | None:
        """A typed amount in minor units, by the tender screen's rule; None where it cannot be read."""
        return parse_amount(text, view.decimals, digits_are_minor=self.digits_are_minor)

    def as_typed(self, minor: int, view: RegisterView) -> str:
        """An amount as it would be typed: for `Entry.text`."""
        sign, whole = "-" if minor < 0 else "", abs(minor)
        unit = int(10**view.decimals)
        return f"{sign}{whole // unit}{'.' if view.decimals else ''}" + (
            f"{whole % unit:0{view.decimals}d}" if view.decimals else ""
        )

    def quantity(self, milli: int, unit: str = "each") -> str:
        """A quantity with its unit."""
        return self.numbers.quantity(milli, unit)

    def clock(self, utc_iso: str) -> str:
        """Hours and minutes of a UTC time, on this shop's clock."""
        return local_clock_text(utc_iso, self.now())


@dataclass(frozen=True, slots=True)
class Start:
    """What a flow is opened with. marked_id: the marked line; typed: what stood in the entry field."""

    kit: Kit
    view: RegisterView
    marked_id: str = ""
    typed: str = ""

    @property
    def marked(self) -> LineView | None:
        """The marked line, where there is one."""
        index = index_of(self.view.lines, self.marked_id)
        return self.view.lines[index] if index >= 0 else None
