"""What ESC/POS commands put on paper. Pure; used by one thread at a time.

It does what a printer does, also where that is not what was meant: text that waits for its line feed when
`ESC @` comes is lost, a barcode that is wider than the paper is not printed. Such things become notices on
the slip. Standard mode only; the motion unit is one dot.
"""

from collections.abc import Callable
from dataclasses import replace

from drivers.simulated import graphics
from drivers.simulated.modes import Modes, set_mode
from drivers.simulated.paper import Bars, Bitmap, Cut, Element, Feed, Matrix, Run, Slip, TextLine
from drivers.simulated.stream import Command
from drivers.simulated.symbols import Unprintable

# Understood and of no effect on this paper: colours, peripherals, motion units, smoothing, panel keys, beeps.
_WITHOUT_EFFECT = frozenset(
    [f"ESC {code}" for code in "=UrcB{?V"]
    + [f"GS {code}" for code in "|bPaf:x"]
    + ["NUL", "CR", "CAN", "ESC ( A", "GS ( E", "DLE ENQ", "FS .", "FS C"]
)
_PARTIAL_CUTS = (b"\x01", b"1", b"B", b"b", b"h")


class Typesetter:
    """One roll of paper: the slip that is being printed, and those that are cut off."""

    def __init__(self, width_dots: int) -> None:
        self._width_dots = width_dots
        self._modes = Modes()
        self._number = 1
        self._rows = 0
        self._elements: list[Element] = []
        self._notices: list[str] = []
        self._finished: list[Slip] = []
        self._runs: list[Run] = []
        self._bitmaps: list[Bitmap] = []
        self._x_dots = 0

    def run(self, command: Command) -> None:
        """Do one command."""
        do = _COMMANDS.get(command.name)
        if do is not None:
            do(self, command)
        elif set_mode(self._modes, command):
            if self._modes.notice:
                self.notice(self._modes.notice)
                self._modes.notice = ""
        elif command.name not in _WITHOUT_EFFECT:
            self.notice(f"The command {command.name} is not understood.")

    def notice(self, text: str) -> None:
        """Remember what a real printer would get wrong in silence; each once a slip."""
        if text not in self._notices:
            self._notices.append(text)

    def running(self) -> Slip:
        """What hangs out of the printer."""
        return Slip(self._number, self._width_dots, tuple(self._elements), tuple(self._notices))

    @property
    def rows(self) -> int:
        """How many lines, pictures and feeds were ever printed."""
        return self._rows + len(self._elements)

    def cut(self, partial: bool) -> None:
        """Cut the paper."""
        self._flush()
        self._elements.append(Cut(partial))
        self._finish(torn=False)

    def tear(self) -> None:
        """The paper is torn off by hand, before what is set and not printed."""
        if self._elements:
            self._finish(torn=True)

    def power_up(self) -> None:
        """Its memory is empty; the paper stays as it is."""
        self._runs, self._bitmaps, self._x_dots = [], [], 0
        self._modes = Modes()

    def take_finished(self) -> list[Slip]:
        """The slips that were cut since the last call."""
        finished, self._finished = self._finished, []
        return finished

    def _finish(self, *, torn: bool) -> None:
        self._finished.append(replace(self.running(), finished=True, torn=torn))
        self._rows += len(self._elements)
        self._elements, self._notices = [], []
        self._number += 1

    def _area_dots(self) -> int:
        whole = self._width_dots - self._modes.left_dots
        return whole if self._modes.area_dots is None else min(whole, self._modes.area_dots)

    def _text(self, command: Command) -> None:
        style = self._modes.style
        step = style.cell_dots + self._modes.spacing_dots * style.width
        text = command.payload.decode(self._modes.page, "replace")
        while text:
            fitting = (self._area_dots() - self._x_dots) // step
            if fitting <= 0 and self._x_dots == 0:
                self.notice("One character is wider than the line.")
                fitting = 1
            elif fitting <= 0:
                self._line_feed(command)
                continue
            self._runs.append(Run(self._x_dots, text[:fitting], style))
            self._x_dots += step * min(fitting, len(text))
            text = text[fitting:]

    def _line_feed(self, _: Command) -> None:
        if not self._runs and not self._bitmaps:
            self._elements.append(Feed(self._modes.line_dots))
        self._flush()

    def _flush(self) -> None:
        """Print the line that is being set."""
        if self._runs or self._bitmaps:
            shift = self._shift(self._x_dots)
            runs = tuple(replace(run, x_dots=run.x_dots + shift) for run in self._runs)
            bitmaps = tuple(replace(bitmap, x_dots=bitmap.x_dots + shift) for bitmap in self._bitmaps)
            high = [run.style.height_dots for run in runs] + [bitmap.height_dots for bitmap in bitmaps]
            # Column pictures are fed by less than a line so that they join; their own height does that here.
            height = max(high) if bitmaps else max(*high, self._modes.line_dots)
            self._elements.append(TextLine(runs, height, bitmaps))
        self._runs, self._bitmaps, self._x_dots = [], [], 0

    def _shift(self, width_dots: int) -> int:
        """How far right something of this width begins, as it is aligned."""
        return self._modes.left_dots + (self._area_dots() - width_dots) * self._modes.align // 2

    def _tab(self, _: Command) -> None:
        cell = self._modes.style.cell_dots
        self._x_dots = next((s * cell for s in self._modes.tabs if s * cell > self._x_dots), self._x_dots)

    def _set_tabs(self, command: Command) -> None:
        self._modes.tabs = tuple(command.payload)

    def _move(self, command: Command) -> None:
        dots = command.args[0] | command.args[1] << 8
        if command.name == "ESC \\":
            dots = self._x_dots + (dots - 65_536 if dots > 32_767 else dots)
        self._x_dots = max(0, min(dots, self._area_dots()))

    def _feed(self, command: Command) -> None:
        self._flush()
        dots = command.args[0] * (self._modes.line_dots if command.name == "ESC d" else 1)
        if dots:
            self._elements.append(Feed(dots))

    def _cut(self, command: Command) -> None:
        if len(command.args) == 2 and command.args[1]:
            self._flush()
            self._elements.append(Feed(command.args[1]))
        self.cut(partial=command.name == "ESC m" or command.args[:1] in _PARTIAL_CUTS)

    def _reset(self, _: Command) -> None:
        if self._runs or self._bitmaps:
            self.notice("ESC @ threw away text that no line feed had printed yet.")
        self._runs, self._bitmaps, self._x_dots = [], [], 0
        self._modes = Modes()

    def _raster(self, command: Command) -> None:
        self._place(graphics.raster(command))

    def _columns(self, command: Command) -> None:
        bitmap = graphics.columns(command)
        self._bitmaps.append(replace(bitmap, x_dots=self._x_dots))
        self._x_dots += bitmap.width_dots

    def _graphics(self, command: Command) -> None:
        function = command.payload[1] if len(command.payload) > 1 else 0
        if function in (112, 113) and len(command.payload) > 10:
            self._modes.graphics = graphics.stored_raster(command.payload)
        elif function in (2, 50) and self._modes.graphics is not None:
            self._place(self._modes.graphics)
            self._modes.graphics = None
        else:
            self.notice(f"The graphics function {function} is not understood.")

    def _barcode(self, command: Command) -> None:
        try:
            self._place(graphics.barcode(command, self._modes))
        except Unprintable as problem:
            self.notice(f"A barcode was not printed: {problem}")

    def _matrix(self, command: Command) -> None:
        try:
            code = graphics.matrix_command(command.payload, self._modes)
        except Unprintable as problem:
            self.notice(f"A code was not printed: {problem}")
            return
        if code is not None:
            self._place(code)

    def _place(self, element: Bitmap | Bars | Matrix) -> None:
        """Put something that stands on lines of its own where the alignment says."""
        self._flush()
        width = _width_dots(element)
        if width > self._area_dots():
            self.notice(f"Something {width} dots wide was not printed on {self._area_dots()} dots.")
            return
        self._elements.append(replace(element, x_dots=self._shift(width)))


def _width_dots(element: Bitmap | Bars | Matrix) -> int:
    match element:
        case Bitmap():
            return element.width_dots
        case Bars():
            return len(element.modules) * element.module_dots
        case Matrix():
            return len(element.rows) * element.module_dots


_COMMANDS: dict[str, Callable[[Typesetter, Command], None]] = {
    "TEXT": Typesetter._text,
    "LF": Typesetter._line_feed,
    "FF": Typesetter._line_feed,
    "HT": Typesetter._tab,
    "ESC D": Typesetter._set_tabs,
    "ESC $": Typesetter._move,
    "ESC \\": Typesetter._move,
    "ESC d": Typesetter._feed,
    "ESC J": Typesetter._feed,
    "GS V": Typesetter._cut,
    "ESC i": Typesetter._cut,
    "ESC m": Typesetter._cut,
    "ESC @": Typesetter._reset,
    "GS v 0": Typesetter._raster,
    "ESC *": Typesetter._columns,
    "GS ( L": Typesetter._graphics,
    "GS 8 L": Typesetter._graphics,
    "GS k": Typesetter._barcode,
    "GS ( k": Typesetter._matrix,
}
