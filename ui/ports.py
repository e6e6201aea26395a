"""What the screen is given from outside: its options, the simulated devices, the keyboard scanner.

No Qt, no thread.

Bootstrap fulfils these; `ui` imports no driver.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from pos_terminal.commands import Command
from ui.theme.tokens import ThemeName

Post = Callable[[Command], None]
Key = TypeVar("Key", bound="HeldKey")
MadeKey = TypeVar("MadeKey", bound="HeldKey", covariant=True)
TakenKey = TypeVar("TakenKey", bound="HeldKey", contravariant=True)


def _nothing() -> None:
    """What an option does that was not given."""


@dataclass(frozen=True, slots=True)
class ScreenOptions:
    """How the screen is set up.

    now: local time with its zone, for the clock. sound_percent: 0 to 100. digits_are_minor: `2000` typed as
    an amount is 20.00. on_painted: called with a line's id and CLOCK_MONOTONIC when the paint event that
    first drew it has returned (for measuring). on_quit: the window was closed.
    """

    now: Callable[[], datetime]
    on_quit: Callable[[], None] = _nothing
    language: str = "en"
    theme: ThemeName = "light"
    fonts_folder: Path | None = None
    sounds_folder: Path | None = None
    sound_percent: int = 60
    muted: bool = False
    digits_are_minor: bool = True
    fullscreen: bool = False
    on_painted: Callable[[str, int], None] | None = None


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """An article that the simulated scanner has at hand."""

    name: str
    code_text: str


@dataclass(frozen=True, slots=True)
class DeviceState:
    """The simulated devices at one moment.

    paper_serial: grows with everything printed. card: a code: `idle`, `waiting`, `approved`, `declined`.
    card_away: the card terminal does not answer the till. display: the rows of the customer display; none
    where the till has none.
    """

    paper_serial: int = 0
    paper_out: bool = False
    cover_open: bool = False
    drawer_open: bool = False
    weight_milli: int = 0
    card: str = "idle"
    card_away: bool = False
    display: tuple[str, ...] = ()


class DevicePort(Protocol):
    """The simulated devices, reached by their transports. Every call returns at once; GUI thread."""

    def articles(self) -> Sequence[DemoArticle]:
        """What the panel offers for scanning; it shows the first eight."""

    def scan(self, code_text: str) -> None:
        """Put a code's bytes on the scanner's transport."""

    def state(self) -> DeviceState:
        """How the devices are now."""

    def paper_png(self) -> bytes:
        """The paper roll as a picture (PNG), newest below; empty before anything was printed."""

    def paper_text(self) -> str:
        """The same as text."""

    def set_paper_out(self, out: bool) -> None:
        """Take the paper out or put it in."""

    def set_cover_open(self, is_open: bool) -> None:
        """Open or close the printer's cover."""

    def close_drawer(self) -> None:
        """Push the drawer shut."""

    def answer_card(self, approve: bool) -> None:
        """Approve or decline at the card terminal."""

    def break_card(self) -> None:
        """Approve at the card terminal; the connection breaks before the till hears of it."""

    def set_card_silent(self, silent: bool) -> None:
        """Let the card terminal answer the till nothing, or answer again."""

    def set_weight(self, milli: int) -> None:
        """Put so many thousandths of a kilogram on the scale."""


class HeldKey(Protocol):
    """A key event as the recogniser keeps it."""

    @property
    def token(self) -> object:
        """What the caller put there."""


class WedgeDecision(Protocol):
    """What the recogniser says to a key."""

    @property
    def withhold(self) -> bool:
        """Stop the event that was just fed."""

    @property
    def release(self) -> Sequence[HeldKey]:
        """Give these to the focused widget now, in order."""

    @property
    def scan(self) -> str:
        """A whole scan, or nothing."""

    @property
    def broken(self) -> str:
        """Why a scan was thrown away, or nothing."""

    @property
    def tick_in_ms(self) -> int:
        """When to ask again; 0: not."""


class KeyMaker(Protocol[MadeKey]):
    """Makes the recogniser's own key event."""

    def __call__(
        self,
        code: int,
        pressed: bool,
        at_ms: int,
        *,
        shift: bool,
        ctrl: bool,
        alt: bool,
        repeat: bool,
        token: object,
    ) -> MadeKey:
        """code: X11 or xkb key code, 0 if there is none; at_ms: the event's time stamp."""


class Recogniser(Protocol[TakenKey]):
    """Tells a scanner in keyboard mode from a person. Pure."""

    def key(self, event: TakenKey, /) -> WedgeDecision:
        """The next key event."""

    def tick(self, now_ms: int) -> WedgeDecision:
        """Time has passed without a key."""

    def reset(self) -> WedgeDecision:
        """The window lost the keyboard."""


@dataclass(frozen=True, slots=True)
class WedgePort(Generic[Key]):
    """The keyboard scanner of the window: who recognises it, and where its scans go."""

    recogniser: Recogniser[Key]
    make_key: KeyMaker[Key]
    on_scan: Callable[[str], None]
    on_broken: Callable[[str], None]
