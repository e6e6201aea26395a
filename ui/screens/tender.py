"""Taking money: what is due, what was given, how it is paid. GUI thread."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from ui.geometry import grid
from ui.keymap import METHOD_ACTIONS, QUICK_ACTIONS, Action
from ui.theme.look import Look
from ui.theme.tokens import GAP, MAIN_TARGET, MONEY_SMALLER, PAD, ColourRole, Type
from ui.translations.words import key_name, tr
from ui.widgets.canvas import Pen, Words
from ui.widgets.key_button import KeyButton
from ui.widgets.list_field import ListField, Row
from ui.widgets.page import BACK_WIDTH, HEAD, PageFrame

DUE = 104
PROMPT = 56
METHODS = 4


@dataclass(frozen=True, slots=True)
class Method:
    """One method's key. built: it can be used. anyway: also while an answer is waited for."""

    label: str
    chosen: bool
    built: bool
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class Tendering:
    """What is shown. title: of the page; label: what due is; prompt: what Enter will do; quick: amounts as
    keys, empty: that key offers nothing. nothing: said where nothing is taken yet. back: money goes back.
    waits: for an answer.
    """

    title: str = ""
    label: str = ""
    due: str = ""
    prompt: str = ""
    taken: tuple[Row, ...] = ()
    methods: tuple[Method, ...] = ()
    quick: tuple[str, ...] = ()
    nothing: str = ""
    back: bool = False
    waits: bool = False


class TenderPage(PageFrame):
    """Stands over cart and keys; its own keys stand where F1 to F8 say."""

    acted = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, tr("Payment"), parent)
        self._shown = Tendering()
        self._list = ListField(look, marks=False, parent=self)
        self._take_back = KeyButton(look, tr("Give back"), key_name("Del"), "plain", self)
        self._take_back.tapped.connect(lambda: self.acted.emit(Action.TAKE_BACK))
        # F1 is cash here: the way to the help stands beside the way back.
        self._help = KeyButton(look, tr("Help"), "⇧F1", "plain", self)
        self._help.tapped.connect(lambda: self.acted.emit(Action.HELP))
        self._methods = [self._key(f"F{n + 1}", METHOD_ACTIONS[n]) for n in range(METHODS)]
        self._quick = [self._key(f"F{n + 5}", QUICK_ACTIONS[n]) for n in range(METHODS)]

    def show_tendering(self, shown: Tendering) -> None:
        """Show the state of the payment."""
        if shown == self._shown:
            return
        old, self._shown = self._shown, shown
        self.set_title(shown.title)
        self._list.show_rows(shown.taken, 0, shown.nothing)
        self._take_back.setEnabled(bool(shown.taken) and not shown.waits)
        self._take_back.set_face(tr("Undo") if shown.back else tr("Give back"), key_name("Del"))
        for key, method in zip(self._methods, shown.methods, strict=False):
            key.setEnabled(method.built and (method.anyway or not shown.waits))
            key.set_face(method.label, kind="chosen" if method.chosen else "plain", hint=self._hint(key))
        for index, key in enumerate(self._quick):
            offered = index < len(shown.quick) and bool(shown.quick[index])
            key.setEnabled(offered)
            key.set_face(
                shown.quick[index] if offered else "", f"F{index + 5}" if offered else "", money=True
            )
        if (old.due, old.prompt, old.label, old.back, old.waits) != (
            shown.due,
            shown.prompt,
            shown.label,
            shown.back,
            shown.waits,
        ):
            self.update()

    def arrange(self) -> None:
        """Due above, then what was taken, the prompt, and two rows of keys."""
        px, body = self.look.px, self.body()
        gap = px(GAP)
        keys = px(MAIN_TARGET)
        methods = QRect(0, body.bottom() + 1 - keys, body.width(), keys)
        quick = methods.translated(0, -keys - gap)
        prompt_top = quick.y() - gap - px(PROMPT)
        top = body.y() + px(DUE) + gap
        back = px(BACK_WIDTH)
        rest = QRect(0, top, body.width(), prompt_top - gap - top)
        place = self.look.mirrored
        listed = QRect(0, rest.y(), rest.width() - back - gap, rest.height())
        key = QRect(rest.width() - back, rest.y(), back, min(rest.height(), keys))
        self._help.setGeometry(place(QRect(body.width() - 2 * back - gap, 0, back, px(HEAD)), self.width()))
        self._list.setGeometry(place(listed, self.width()))
        self._take_back.setGeometry(place(key, self.width()))
        for area, buttons in ((methods, self._methods), (quick, self._quick)):
            for button, cell in zip(buttons, grid(area, METHODS, 1, gap), strict=True):
                button.setGeometry(place(cell, self.width()))

    def draw(self, pen: Pen, area: QRect) -> None:
        """Paint what is due and what Enter will do."""
        super().draw(pen, area)
        px, body, width = self.look.px, self.body(), self.width()
        due = QRect(0, body.y(), width, px(DUE))
        edge: ColourRole = "alarm" if self._shown.back else "accent"
        pen.fill(due, "panel")
        pen.frame(due, edge, 2)
        inner = due.adjusted(px(PAD), px(2), -px(PAD), -px(2))
        label = QRect(inner.x(), inner.y(), inner.width() // 4, inner.height())
        amount = QRect(inner.x() + inner.width() // 4, inner.y(), inner.width() * 3 // 4, inner.height())
        ink: ColourRole = "alarm" if self._shown.back else "ink"
        pen.name(
            self.look.mirrored(label, width),
            self._shown.label,
            Words(Type.TITLE, ink, smaller=(Type.ROW_BOLD, Type.KEY, Type.KEY_NARROW)),
        )
        words = Words(Type.MONEY_84, ink, "panel", "trail", "shrink", True, True, MONEY_SMALLER)
        pen.text(self.look.mirrored(amount, width), self._shown.due, words)
        below = body.height() - 2 * px(MAIN_TARGET) - 2 * px(GAP) - px(PROMPT)
        prompt = QRect(0, body.y() + below, width, px(PROMPT))
        # Waiting is calm: nothing is wrong, and nothing is to be done.
        ground: ColourRole = "panel" if self._shown.waits else "accent_soft"
        pen.fill(prompt, ground)
        if self._shown.waits:
            pen.frame(prompt, "accent", 2)
        pen.name(
            prompt.adjusted(px(PAD), 0, -px(PAD), 0),
            self._shown.prompt,
            Words(Type.BODY_BOLD, "ink", ground, smaller=(Type.BODY, Type.SMALL, Type.SMALL_NARROW)),
        )

    def _key(self, hint: str, action: Action) -> KeyButton:
        key = KeyButton(self.look, "", hint, "plain", self)
        key.tapped.connect(lambda: self.acted.emit(action))
        return key

    def _hint(self, key: KeyButton) -> str:
        index = self._methods.index(key)
        built = self._shown.methods[index].built
        return f"F{index + 1}" if built else f"F{index + 1}  {tr('not set up')}"
