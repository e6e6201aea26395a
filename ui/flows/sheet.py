"""A sheet, which is all that a page shows, and a flow, which makes sheets and answers keys. Pure data.

A flow holds only its own little state. `host.py` asks it for its sheet after every view and key, and obeys
its steps; `ui/screens/sheet.py` paints it. All texts of a sheet are in the language in use already.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from pos_terminal.commands import Command
from pos_terminal.views import Level, Param, RegisterView

Align = Literal["start", "end"]
EntryKind = Literal["digits", "number", "amount", "text"]
KeyLook = Literal["plain", "main", "alarm"]
Closing = Literal["no", "this", "all"]
ENTER = "Enter"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the rows. end: figures and codes, as wide as they need; start: words, which share the rest
    by weight.
    """

    title: str = ""
    align: Align = "start"
    weight: int = 1


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row. Without row_id it cannot be marked: a heading, a sum, a line of a report.

    A single cell takes the whole width. note: small, below the cells. strong: bold. enabled: Enter takes it.
    """

    cells: tuple[str, ...]
    row_id: str = ""
    strong: bool = False
    note: str = ""
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """What is typed. text: what stands there when the sheet opens and after a step that clears.

    digits: 0 to 9; number: with one decimal mark, shown as typed; amount: as on the tender screen (digits are
    minor units until a mark comes, where so configured), shown as an amount; text: anything, with letters for
    the finger. masked: dots are shown. hint: small, below. latin: a code or an address, for which the finger
    needs Latin letters in every language. search: what is typed is only looked for, and lost without harm.
    """

    label: str
    text: str = ""
    masked: bool = False
    kind: EntryKind = "digits"
    hint: str = ""
    latin: bool = False
    search: bool = False


@dataclass(frozen=True, slots=True)
class SheetKey:
    """A key at the bottom. key: `F5`, `Del`, `+` ...: shown on it and bound to it while the sheet is open.

    The key `Enter` is the main one: a tap on it calls `Flow.enter`, and so does Enter.
    """

    action: str
    label: str
    key: str = ""
    look: KeyLook = "plain"
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart. permille: its length, 0 to 1000; text: its figure."""

    label: str
    permille: int
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A barcode for a scanner to read. rows: its modules, `1` is dark; one row stands for bars."""

    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that a page shows. level: the colour of the lead.

    covers: sign-in and lock: nothing of the sale is seen or done behind it, and Esc does not close it.
    At most eight keys; rows and bars may be as many as there are. tiles: every row is a key of its own, with
    its first cell as its name and the second below; one tap is Enter. marked: the row that is marked when the
    sheet opens, else the first. holds: something was given that would be lost without Enter, so no key of the
    sale leaves it. enters: whether Enter does anything here. picture: above the rows.
    """

    title: str
    lead: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[SheetRow, ...] = ()
    entry: Entry | None = None
    keys: tuple[SheetKey, ...] = ()
    level: Level = "info"
    bars: tuple[Bar, ...] = ()
    covers: bool = False
    empty: str = ""
    tiles: bool = False
    marked: str = ""
    holds: bool = False
    enters: bool = True
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What happens after a key.

    commands: posted in order. to: this flow takes the place of the one that answered. over: this flow opens
    on top, and the one that answered goes on when it is closed. closing: `this`, or `all`: it and those below
    it. clears: what is typed is thrown away. say: a code of `ui/wording.py` for the notice strip.
    """

    commands: tuple[Command, ...] = ()
    to: "Flow | None" = None
    over: "Flow | None" = None
    closing: Closing = "no"
    clears: bool = False
    say: str = ""
    level: Level = "warn"
    params: Mapping[str, Param] = field(default_factory=dict)


STAY = Step()
CLEAR = Step(clears=True)
CLOSE = Step(closing="this")
CLOSE_ALL = Step(closing="all")


def post(*commands: Command) -> Step:
    """Ask the core for something and clear what was typed; the answer comes in a view, to `Flow.watch`."""
    return Step(commands=commands, clears=True)


def say(code: str, params: Mapping[str, Param] | None = None, level: Level = "warn") -> Step:
    """Say something that the core has no part in; what is typed stays."""
    return Step(say=code, params=params or {}, level=level)


class Flow(Protocol):
    """What a sheet is the face of. GUI thread; knows no widget."""

    def sheet(self, view: RegisterView) -> Sheet:
        """The sheet as it is now. Pure: asked as often as need be."""

    def enter(self, text: str, row_id: str) -> Step:
        """Enter, the main key or a second tap on a row. row_id: the marked row, empty where there is none."""

    def key(self, action: str, text: str, row_id: str) -> Step:
        """One of its keys."""

    def typed(self, text: str, row_id: str) -> Step:
        """What is typed has changed: for a search that goes along."""

    def back(self) -> Step:
        """Esc, when nothing is typed that it would take back first."""

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """A view has come, maybe with an answer."""


class PlainFlow:
    """The answers that most flows give; a flow inherits them and has its own `sheet`."""

    def enter(self, text: str, row_id: str) -> Step:
        """A page that only shows something closes."""
        return CLOSE

    def key(self, action: str, text: str, row_id: str) -> Step:
        """No keys of its own."""
        return STAY

    def typed(self, text: str, row_id: str) -> Step:
        """Nothing goes along with the typing."""
        return STAY

    def back(self) -> Step:
        """Back to where it was opened from."""
        return CLOSE

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """Like every page: the next phase of the sale closes it, so that the change to give is seen."""
        return CLOSE if view.phase != old.phase else STAY
