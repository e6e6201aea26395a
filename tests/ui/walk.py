"""Walks a window: every visible widget, and every text that it paints."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QWidget

from tools.screen_states import State
from tools.show_state import show_state
from ui.main_window import MainWindow
from ui.theme.tokens import CONTRAST_MONEY, CONTRAST_TEXT, THEMES, contrast
from ui.widgets.canvas import Drawn, Surface
from ui.widgets.key_button import KeyButton
from ui.widgets.list_field import ListField
from ui.widgets.table_field import TableField
from ui.widgets.text_field import TextField

# A pixel of rounding between a text's advance and the room that was reckoned from it.
SLACK = 1


def bring(window: MainWindow, state: State) -> None:
    """Bring a window into a state, as if it had just been opened."""
    show_state(window, state)
    QApplication.processEvents()


def surfaces(window: MainWindow) -> Iterator[Surface]:
    """Every visible widget that paints itself."""
    for surface in (window, *window.findChildren(Surface)):
        if surface.isVisible():
            yield surface


def texts(window: MainWindow, *only: Surface) -> list[tuple[Surface, Drawn]]:
    """Every text that the window shows, with who paints it; or that some of its parts show."""
    shown = list(only or surfaces(window))
    for surface in shown:
        surface.drawn = []
    for painted in only or (window,):
        painted.grab()
    found = [(surface, drawn) for surface in shown for drawn in surface.drawn or ()]
    for surface in shown:
        surface.drawn = None
    return found


def clipped(window: MainWindow, *only: Surface) -> list[str]:
    """Texts that have too little room and were not declared to elide, and sentences without their end."""
    wrong = []
    for surface, drawn in texts(window, *only):
        wide = drawn.needed_width > drawn.room_width + SLACK and not drawn.may_elide
        high = drawn.needed_height > drawn.room_height + 2 * SLACK
        if wide or high or drawn.cut:
            wrong.append(
                f"{type(surface).__name__}: {drawn.text!r} needs {drawn.needed_width}x{drawn.needed_height}, "
                f"has {drawn.room_width}x{drawn.room_height}"
            )
    for field in window.findChildren(TextField):
        if field.isVisible():
            needed = field.fontMetrics().horizontalAdvance(field.placeholderText())
            if needed > field.width() - 2 * window.look.px(12):
                wrong.append(f"TextField: {field.placeholderText()!r} needs {needed}, has {field.width()}")
    return wrong


def faint(window: MainWindow) -> list[str]:
    """Texts whose contrast is too low, in any theme."""
    wrong = []
    for surface, drawn in texts(window):
        needed = CONTRAST_MONEY if drawn.money else CONTRAST_TEXT
        for name, colours in THEMES.items():
            has = contrast(getattr(colours, drawn.ink), getattr(colours, drawn.ground))
            if has < needed:
                wrong.append(
                    f"{type(surface).__name__}: {drawn.text!r} {drawn.ink} on {drawn.ground} "
                    f"in {name}: {has:.1f}"
                )
    return wrong


def small(window: MainWindow) -> list[str]:
    """Targets below 48 pixels of the design, or outside the window."""
    least = window.look.px(48) - 1
    wrong = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, KeyButton | TextField | ListField | TableField):
            continue
        if widget.width() < least or widget.height() < least:
            wrong.append(f"{type(widget).__name__} {widget.accessibleName()!r}: {widget.size().toTuple()}")
        if not window.rect().contains(
            widget.rect().translated(widget.mapTo(window, widget.rect().topLeft()))
        ):
            wrong.append(f"{type(widget).__name__} {widget.accessibleName()!r} is outside the window")
    return wrong
