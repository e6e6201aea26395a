"""Holds the open flows, one over another, and what is typed and marked in each. GUI thread; knows no widget.

The uppermost is seen and has the keys; every one of them watches the views. A flow that the view itself wants
(sign-in, approval) opens by itself on top of what is open, and goes when it is wanted no more.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pos_terminal.views import Level, Param, RegisterView
from ui.flows.automatic import Automatic, Wanted
from ui.flows.kit import Kit, Start
from ui.flows.sheet import ENTER, Entry, Flow, Sheet, SheetKey, Step
from ui.ports import Post
from ui.theme.tokens import DOUBLE_TAP_MS

Say = Callable[[Level, str, dict[str, Param] | None], None]
OPENED_QUIET_MS = 300
MOST_TYPED = 80
MOST_DIGITS = 12
MOST_BACK = 10
DOT = "●"


@dataclass(eq=False, slots=True)
class Frame:
    """One open flow. wanted: the name under which it opened by itself; label: of the entry that text is for.
    taken: the text that Enter has taken and that still stands there.

    SAFETY: text may be a PIN and is never part of a log line.
    """

    flow: Flow
    wanted: str = ""
    label: str = ""
    text: str = field(default="", repr=False)
    taken: str = field(default="", repr=False)
    row: int = 0
    row_id: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page has to show. text: as typed; row: the marked one, or the first to show where none is."""

    sheet: Sheet
    text: str = field(default="", repr=False)
    row: int = 0

    @property
    def enter_acts(self) -> bool:
        """Whether Enter does anything here."""
        return self.sheet.enters and all(key.enabled for key in self.sheet.keys if key.key == ENTER)


class SheetHost:
    """Drives the flows."""

    def __init__(
        self,
        kit: Kit,
        post: Post,
        say: Say,
        now_ms: Callable[[], int],
        automatic: Automatic,
        view: RegisterView,
        unsay: Callable[[], None] = lambda: None,
    ) -> None:
        """unsay: what was said about an answer is over, for another one was taken."""
        self.kit = kit
        self.shown: Shown | None = None
        self.capacity = 8
        """So many rows the page has room for; it says so itself."""
        self._post = post
        self._say = say
        self._unsay = unsay
        self._now_ms = now_ms
        self._automatic = automatic
        self._view = view
        self._stack: list[Frame] = []
        self._wanted = ""
        self._quiet_until_ms = 0
        self._last_enter_ms = -DOUBLE_TAP_MS

    @property
    def covers(self) -> bool:
        """Whether nothing of the sale may be seen or done."""
        return self.shown is not None and self.shown.sheet.covers

    def open(self, flow: Flow) -> None:
        """Open a flow in place of those that are open."""
        if not self.covers:
            self._stack = [Frame(flow)]
            self._refresh()

    def show(self, view: RegisterView) -> bool:
        """A view has come. Answers whether a flow opened by itself."""
        old, self._view = self._view, view
        for frame in list(self._stack):
            if frame in self._stack:
                self._obey(frame, frame.flow.watch(old, view))
        opened = self._follow_wanted()
        self._refresh()
        return opened

    def enter(self) -> None:
        """Take what is typed, or the marked row."""
        now_ms, last_ms = self._now_ms(), self._last_enter_ms
        self._last_enter_ms = now_ms
        frame = self._top()
        if frame is None or self.shown is None or self._too_soon() or now_ms - last_ms < DOUBLE_TAP_MS:
            return
        if not self.shown.enter_acts:
            self._say("warn", "key_off", None)
        elif frame.row_id and not self.shown.sheet.rows[frame.row].enabled:
            self._say("warn", "row_off", None)
        else:
            step = frame.flow.enter(frame.text, frame.row_id)
            frame.taken = "" if step.say else frame.text
            self._answer(frame, step)

    def key(self, action: str) -> None:
        """One of the sheet's own keys."""
        frame, key = self._top(), self._key_of(action)
        if frame is None or key is None or self._too_soon():
            return
        if key.key == ENTER:
            self.enter()
        elif not key.enabled:
            self._say("warn", "key_off", None)
        else:
            self._answer(frame, frame.flow.key(action, frame.text, frame.row_id))

    def type(self, text: str) -> None:
        """A character for the entry."""
        entry, frame = self._entry(), self._top()
        if entry is not None and frame is not None and accepts(entry, frame.text, text):
            self.set_text(frame.text + text)

    def set_text(self, text: str) -> None:
        """What stands in the entry."""
        frame = self._top()
        if frame is None or self._entry() is None or text == frame.text:
            return
        frame.text = text[:MOST_TYPED]
        self._obey(frame, frame.flow.typed(frame.text, frame.row_id))
        self._refresh()

    def move(self, rows: int, *, pages: int = 0) -> None:
        """Mark another row, or scroll where none can be marked."""
        frame = self._top()
        if frame is None or self.shown is None:
            return
        sheet = self.shown.sheet
        wanted = frame.row + rows + pages * max(1, self.capacity - 1)
        ids = [index for index, row in enumerate(sheet.rows) if row.row_id]
        if ids:
            later = [index for index in ids if index >= wanted] or ids[-1:]
            earlier = [index for index in ids if index <= wanted] or ids[:1]
            frame.row = later[0] if wanted > frame.row else earlier[-1]
            frame.row_id = sheet.rows[frame.row].row_id
        else:
            last = len(sheet.rows) + len(sheet.bars) - self.capacity
            frame.row = max(0, min(wanted, last))
        self._refresh()

    def choose(self, row: int) -> None:
        """A tap on a row marks it; on the marked one it is Enter."""
        frame = self._top()
        if frame is None or self.shown is None or not 0 <= row < len(self.shown.sheet.rows):
            return
        row_id = self.shown.sheet.rows[row].row_id
        was_marked = row == frame.row
        if row_id:
            frame.row, frame.row_id = row, row_id
            self._refresh()
            if was_marked or self.shown.sheet.tiles:
                self.enter()

    def back(self) -> None:
        """Esc: what is typed goes first, then the flow says; one that covers stays."""
        frame, entry = self._top(), self._entry()
        if frame is None:
            return
        if entry is not None and frame.text != entry.text:
            self.set_text(entry.text)
            return
        step = frame.flow.back()
        if not (self.covers and step.closing != "no"):
            self._answer(frame, step)

    def leave(self) -> bool:
        """Go back through all that is open, for a key of the sale; answers whether nothing is open now.

        What was typed is never lost by that: it stays open, and that is said.
        """
        if not self.covers and any(self._holds(frame) for frame in self._stack):
            self._say("warn", "typed_kept", None)
            return False
        for _ in range(MOST_BACK):
            if not self._stack or self.covers:
                break
            self._stack[-1].text = ""
            self._answer(self._stack[-1], self._stack[-1].flow.back())
        return not self._stack

    def close_all(self) -> None:
        """Close everything at once and ask nobody."""
        self._stack, self._wanted = [], ""
        self._refresh()

    def _answer(self, frame: Frame, step: Step) -> None:
        if not step.say:
            self._unsay()
        self._obey(frame, step)
        self._refresh()

    def _obey(self, frame: Frame, step: Step) -> None:
        for command in step.commands:
            self._post(command)
        if step.say:
            self._say(step.level, step.say, dict(step.params))
        if step.clears:
            frame.label = ""
        place = self._stack.index(frame)
        if step.over is not None:
            self._stack.insert(place + 1, Frame(step.over))
        if step.to is not None:
            self._stack[place] = Frame(step.to, frame.wanted)
        elif step.closing != "no":
            del self._stack[place if step.closing == "this" else 0 : place + 1]

    def _follow_wanted(self) -> bool:
        found = self._automatic(Start(self.kit, self._view))
        name = found.name if found is not None else ""
        if name == self._wanted and not self._missing(found):
            return False
        self._wanted = name
        self._stack = [frame for frame in self._stack if not frame.wanted]
        if found is None or (found.shy and self._stack):
            return False
        self._stack.append(Frame(found.flow, name))
        self._quiet_until_ms = self._now_ms() + OPENED_QUIET_MS
        return True

    def _missing(self, found: Wanted | None) -> bool:
        """Whether something ought to be covered and is not, whoever closed the sheet."""
        if found is None or any(frame.wanted == found.name for frame in self._stack):
            return False
        return found.flow.sheet(self._view).covers

    def _refresh(self) -> None:
        """Ask the uppermost flow for its sheet; what is marked stays marked wherever it stands now."""
        frame = self._top()
        if frame is None:
            self.shown = None
            return
        sheet = frame.flow.sheet(self._view)
        label = sheet.entry.label if sheet.entry is not None else ""
        if label != frame.label:
            frame.label = label
            frame.text = sheet.entry.text if sheet.entry is not None else ""
        self._keep_row(frame, sheet)
        self.shown = Shown(sheet, frame.text, frame.row)

    def _keep_row(self, frame: Frame, sheet: Sheet) -> None:
        ids = [row.row_id for row in sheet.rows]
        frame.row_id = frame.row_id or sheet.marked
        if frame.row_id in ids and frame.row_id:
            frame.row = ids.index(frame.row_id)
        elif any(ids):
            left = [index for index, row_id in enumerate(ids) if row_id]
            frame.row = next((index for index in left if index >= frame.row), left[-1])
            frame.row_id = ids[frame.row]
        else:
            frame.row = max(0, min(frame.row, len(ids) + len(sheet.bars) - 1))
            frame.row_id = ""

    def _holds(self, frame: Frame) -> bool:
        """Whether something was typed there that nobody has taken yet. A PIN is typed again."""
        sheet = frame.flow.sheet(self._view)
        entry = sheet.entry
        if sheet.holds or entry is None or entry.search or entry.masked:
            return sheet.holds
        return frame.text not in ("", entry.text, frame.taken)

    def _top(self) -> Frame | None:
        return self._stack[-1] if self._stack else None

    def _entry(self) -> Entry | None:
        return self.shown.sheet.entry if self.shown is not None else None

    def _key_of(self, action: str) -> SheetKey | None:
        return next((key for key in self._keys() if key.action == action), None)

    def _keys(self) -> Iterator[SheetKey]:
        yield from self.shown.sheet.keys if self.shown is not None else ()

    def _too_soon(self) -> bool:
        """A key that was meant for what stood there before."""
        return self._now_ms() < self._quiet_until_ms


def accepts(entry: Entry, before: str, char: str) -> bool:
    """Whether a character belongs into an entry of this kind."""
    if entry.kind == "text":
        return True
    digit = char.isascii() and char.isdigit()
    if entry.kind == "digits":
        return digit
    mark = char in (".", ",") and "." not in before and "," not in before
    return (digit or mark) and len(before) < MOST_DIGITS


def entry_text(entry: Entry, text: str, view: RegisterView, kit: Kit) -> str:
    """What is typed, as it is shown: dots, an amount, or as typed."""
    if entry.masked:
        return DOT * len(text)
    if entry.kind == "amount" and "." not in text and "," not in text:
        minor = kit.parse(text, view)
        return text if minor is None else kit.amount(minor, view)
    return text
