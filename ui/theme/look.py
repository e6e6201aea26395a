"""The tokens made into Qt's things for one window: colours, fonts and sizes at its scale. GUI thread.

It is the one object that widgets ask how something looks; changing its theme or scale needs one repaint, no
style sheet.
"""

from functools import cache

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette

from ui.theme.tokens import (
    DESIGN_HEIGHT,
    DESIGN_WIDTH,
    THEMES,
    ColourRole,
    Colours,
    ThemeName,
    Type,
)


class Look:
    """How everything in one window looks."""

    def __init__(self, theme: ThemeName, families: tuple[str, ...], *, rtl: bool) -> None:
        """families: the first has tabular figures, the others the scripts that it lacks. rtl:

        the layout is mirrored.
        """
        self.rtl = rtl
        self.theme: ThemeName = theme
        self.scale_milli = 1000
        self._families = list(families)
        self._colours: dict[ColourRole, QColor] = {}
        self._fonts: dict[tuple[Type, int], tuple[QFont, QFontMetrics]] = {}
        self.set_theme(theme)

    def set_theme(self, theme: ThemeName) -> None:
        """Take the colours of another theme."""
        self.theme = theme
        self._colours = {role: QColor(value) for role, value in colours_of(THEMES[theme]).items()}

    def fit(self, width: int, height: int) -> None:
        """Take the scale at which the 1024x768 design fills this size."""
        self.scale_milli = max(500, min(width * 1000 // DESIGN_WIDTH, height * 1000 // DESIGN_HEIGHT))

    def px(self, design_px: int) -> int:
        """A distance of the design on this screen."""
        return (design_px * self.scale_milli + 500) // 1000

    def colour(self, role: ColourRole) -> QColor:
        """A colour of the theme."""
        return self._colours[role]

    def font(self, kind: Type) -> tuple[QFont, QFontMetrics]:
        """The font of one step of the type scale, with its metrics."""
        key = (kind, self.scale_milli)
        found = self._fonts.get(key)
        if found is None:
            font = QFont(self._families)
            font.setPixelSize(max(1, self.px(kind.size_px)))
            font.setBold(kind.bold)
            font.setStretch(kind.width_percent)
            font.setKerning(False)
            found = self._fonts[key] = (font, QFontMetrics(font))
        return found

    def mirrored(self, rect: QRect, width: int) -> QRect:
        """The rectangle where it belongs in this direction of reading."""
        if not self.rtl:
            return rect
        return QRect(width - rect.x() - rect.width(), rect.y(), rect.width(), rect.height())

    def palette(self) -> QPalette:
        """For Qt's own widgets (text fields)."""
        palette = QPalette()
        role = QPalette.ColorRole
        for qt_role, colour in (
            (role.Window, "window"),
            (role.Base, "panel"),
            (role.AlternateBase, "panel_alt"),
            (role.Text, "ink"),
            (role.WindowText, "ink"),
            (role.Button, "key"),
            (role.ButtonText, "ink"),
            (role.Highlight, "accent"),
            (role.HighlightedText, "accent_ink"),
            (role.PlaceholderText, "muted"),
        ):
            palette.setColor(qt_role, self._colours[colour])  # type: ignore[index]
        return palette


@cache
def colours_of(colours: Colours) -> dict[ColourRole, str]:
    """A theme's colours by role."""
    return {role: getattr(colours, role) for role in Colours.__slots__}  # type: ignore[misc]
