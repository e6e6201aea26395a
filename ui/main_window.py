"""The till's one window: places its parts, sends keys and taps to the interaction, shows views. GUI thread.

It holds no business state, opens no dialog and waits for nothing.
"""

import time
from datetime import UTC
from typing import Any

from PySide6.QtCore import QLocale, QRect, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent

from pos_terminal.commands import SignOut
from pos_terminal.views import RegisterView
from ui.app import load_fonts
from ui.flows.automatic import Automatic, wanted
from ui.flows.kit import Kit
from ui.formatting import Numbers
from ui.interaction import TEXT_PAGES, Interaction, Page
from ui.keymap import REPEATING, Action, Pressed, Where, meaning
from ui.page_keys import PageKeys
from ui.parts import Parts
from ui.ports import DevicePort, Post, ScreenOptions, WedgePort
from ui.sale_keys import SaleKeys
from ui.sheet_keys import SheetKeys
from ui.showing import Showing
from ui.sounds import Sounds
from ui.tender_keys import TenderKeys
from ui.theme.look import Look
from ui.theme.tokens import ThemeName
from ui.translations.words import RIGHT_TO_LEFT, tr
from ui.wedge import WedgeFilter
from ui.widgets.canvas import Pen, Surface
from ui.widgets.text_field import TextField
from ui.wording import Wording

CLOCK_MS = 1000
SCREEN_ACTIONS = frozenset({Action.MUTE, Action.LOUDER, Action.QUIETER, Action.THEME, Action.DEVICES})
_ALT = Qt.KeyboardModifier.AltModifier


class MainWindow(Surface):
    """The cashier's screen."""

    def __init__(
        self,
        post: Post,
        options: ScreenOptions,
        device_port: DevicePort | None = None,
        wedge: WedgePort[Any] | None = None,
        automatic: Automatic = wanted,
    ) -> None:
        look = Look(options.theme, load_fonts(options.fonts_folder), rtl=options.language in RIGHT_TO_LEFT)
        super().__init__(look)
        self._options = options
        self._closed = False
        self._wedge_port = wedge
        self._wedge: WedgeFilter | None = None
        numbers = Numbers(options.language)
        wording = Wording(numbers)
        kit = Kit(numbers, wording, options.now, digits_are_minor=options.digits_are_minor)
        self.till = Interaction(
            post, self._now_text, lambda: time.monotonic_ns() // 1_000_000, kit, automatic
        )
        self._sale_keys = SaleKeys(self.till)
        self._tender_keys = TenderKeys(self.till, digits_are_minor=options.digits_are_minor)
        self._page_keys = PageKeys(self.till)
        self._sheet_keys = SheetKeys(self.till)
        self.sounds = Sounds(options.sounds_folder, options.sound_percent, muted=options.muted)
        self.parts = Parts(self, look, numbers, wording, options, device_port)
        self._showing = self._made_showing(numbers, wording)
        self._enter_wait = QTimer(self)
        self._enter_wait.setSingleShot(True)
        self._enter_wait.timeout.connect(self._enter_due)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._showing.show_status)
        self._connect()
        self._begin()

    def show_view(self, view: RegisterView) -> None:
        """Show the till as the core says it is."""
        old, page = self.till.view, self.till.hands.page
        self.till.show(view)
        if view.search is not old.search:
            self._page_keys.shown()
        if view.cue.serial != old.cue.serial and view.cue.kind != "none" and old.serial:
            self.sounds.play(view.cue.kind)
            self.parts.last.flash()
        if view.training != old.training:
            self.update()
        self._showing.show()
        self._entitle()
        if view.phase != old.phase or self.till.hands.page is not page or page is Page.SHEET:
            self._focus()

    def press(self, pressed: Pressed, stamp_ms: int | None = None) -> None:
        """A key or a tap. stamp_ms: a key event's own time stamp, None for a tap."""
        action = pressed.action
        if action in SCREEN_ACTIONS:
            self._act_on_screen(action)
        elif action in (Action.YES, Action.NO):
            self.till.answer(action is Action.YES)
        elif action is Action.CLEAR_NOTICE:
            self.till.clear_notice()
        elif action is Action.LOCK:
            self._lock()
        else:
            self._act(action, pressed.text, stamp_ms)
        self._showing.show()
        self._entitle()
        self._focus()

    def raise_window(self) -> None:
        """Come to the front: the program was started a second time."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def use_theme(self, theme: ThemeName) -> None:
        """Take the colours of another theme."""
        self.look.set_theme(theme)
        for field in self.findChildren(TextField):
            field.dress()
        for surface in (self, *self.findChildren(Surface)):
            surface.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every key that no text field wanted."""
        alt = bool(event.modifiers() & _ALT)
        if alt and not self._has_entry() and self._scan_by_key(event):
            return
        pressed = _digit(event) if alt and self._has_entry() else self._meaning(event)
        if pressed is None:
            self.till.guard.other_input(self.till.now_ms(), event.timestamp())
            super().keyPressEvent(event)
            return
        if event.isAutoRepeat() and pressed.action not in REPEATING:
            return
        self.press(pressed, event.timestamp())

    def showEvent(self, event: QShowEvent) -> None:
        """The window exists now, so its keys can be filtered."""
        super().showEvent(event)
        handle = self.windowHandle()
        if self._wedge is None and self._wedge_port is not None and handle is not None:
            self._wedge = WedgeFilter(handle, self._wedge_port, self)
        self._focus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close at once: the basket is on disk already. Told once, though quitting closes windows too."""
        event.accept()
        if not self._closed:
            self._closed = True
            self._clock.stop()
            self.sounds.stop()
            self._options.on_quit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything is placed anew at its scale."""
        self.parts.place(self.width(), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is between the parts; in training, a coloured frame in the margin."""
        with QPainter(self) as painter:
            pen, px = Pen(painter, self.look, self.drawn), self.look.px
            pen.fill(event.rect(), "window")
            if self.till.view.training:
                top = self.parts.status.height()
                pen.frame(QRect(0, top, self.width(), self.height() - top), "alarm", px(6))

    def _made_showing(self, numbers: Numbers, wording: Wording) -> Showing:
        options = self._options
        return Showing(
            self.parts,
            self.till,
            self._page_keys,
            self._sheet_keys,
            numbers,
            wording,
            options.now,
            QLocale(options.language if options.language in ("de", "ar") else "en"),
            digits_are_minor=options.digits_are_minor,
        )

    def _begin(self) -> None:
        self._clock.start(CLOCK_MS)
        self.setWindowTitle(tr("POS Terminal"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(800, 600)
        # A counter screen may have no window manager that would make it as large as the screen.
        self.resize(self.screen().availableSize())
        self.sounds.start()
        self._showing.show()

    def _entitle(self) -> None:
        """The open page stands in the window's title too: for screen readers, and from outside."""
        shown = self.till.sheets.shown
        name = tr("POS Terminal")
        title = name if shown is None else f"{shown.sheet.title} – {name}"
        if title != self.windowTitle():
            self.setWindowTitle(title)

    def _now_text(self) -> str:
        return self._options.now().astimezone(UTC).isoformat(timespec="milliseconds")

    def _connect(self) -> None:
        parts = self.parts
        parts.pad.pressed.connect(self.press)
        for grid in (parts.bar, parts.more, parts.find, parts.tender):
            grid.acted.connect(self._tapped)
        parts.status.tapped.connect(lambda: self._tapped(Action.HISTORY))
        parts.customer.tapped.connect(lambda: self._tapped(Action.CUSTOMER))
        parts.notice.answered.connect(lambda yes: self._tapped(Action.YES if yes else Action.NO))
        parts.notice.read.connect(lambda: self._tapped(Action.CLEAR_NOTICE))
        parts.cart.chosen.connect(self._mark)
        for page in (*parts.pages.values(), parts.tender):
            page.closed.connect(lambda: self._tapped(Action.ESCAPE))
        for text_page in (parts.find, parts.park):
            text_page.text_changed.connect(self._text_changed)
            text_page.letter.connect(lambda text: self.press(Pressed(Action.CHAR, text)))
        parts.park.parked.connect(lambda: self._tapped(Action.ENTER))
        for list_page in (parts.find, parts.recall):
            list_page.chosen.connect(self._choose)
        sheet = parts.sheet
        sheet.text_changed.connect(self._text_changed)
        sheet.letter.connect(lambda text: self.press(Pressed(Action.CHAR, text)))
        sheet.acted.connect(lambda action: self.press(Pressed(Action.SHEET_KEY, action)))
        sheet.chosen.connect(self._choose)
        sheet.scrolled.connect(self._scroll)

    def _tapped(self, action: Action) -> None:
        self.press(Pressed(action))

    def _act(self, action: Action, text: str, stamp_ms: int | None) -> None:
        if self.till.where is Where.PAGE:
            keys = self._sheet_keys if self.till.hands.page is Page.SHEET else self._page_keys
            if keys.press(action, text):
                self.till.guard.other_input(self.till.now_ms(), stamp_ms)
                return
            if not self._sheet_keys.leave():
                return
        if self.till.where is Where.TENDER:
            wait_ms = self._tender_keys.press(action, text, stamp_ms)
            self._wait_for_enter(wait_ms)
            return
        self.till.guard.other_input(self.till.now_ms(), stamp_ms)
        self._sale_keys.press(action, text)

    def _lock(self) -> None:
        """Leave the till at once, whatever is open; the basket stays for whoever signs in next."""
        if self.till.view.cashier_id:
            self.till.post(SignOut())
        elif not self.till.sheets.covers:
            self.till.say("info", "nobody_to_lock")

    def _act_on_screen(self, action: Action) -> None:
        if action is Action.THEME:
            self.use_theme("light" if self.look.theme == "dark" else "dark")
        elif action is Action.DEVICES:
            if self.parts.devices is not None:
                self.parts.devices.setVisible(not self.parts.devices.isVisible())
                self.parts.devices.raise_()
        elif action is Action.MUTE:
            self.sounds.muted = not self.sounds.muted
        else:
            self.sounds.louder(1 if action is Action.LOUDER else -1)
            self.sounds.play("good")

    def _meaning(self, event: QKeyEvent) -> Pressed | None:
        text = event.text()
        bound = self._sheet_keys.bound(event.key(), event.modifiers())
        if bound is not None:
            return bound
        if self.till.question is not None and not self._takes_letters():
            answer = self._answer_key(text)
            if answer is not None and not self.till.hands.entry:
                return Pressed(answer)
        where, key, modifiers = self.till.where, event.key(), event.modifiers()
        found = meaning(where, key, modifiers, text)
        if (found is None or found.action is Action.CHAR) and where is Where.PAGE:
            under = meaning(self.till.under, key, modifiers, "")
            if under is not None and Qt.Key.Key_F1 <= key <= Qt.Key.Key_F12:
                return under
        return found

    def _answer_key(self, text: str) -> Action | None:
        """The keys that stand on Yes and No; the English letters too, for a keyboard without the others."""
        char = text.upper()
        if not char:
            return None
        yes, no = tr("Y").strip("[]"), tr("N").strip("[]")
        if char == yes or (char == "Y" and no != "Y"):
            return Action.YES
        if char == no or (char == "N" and yes != "N"):
            return Action.NO
        return None

    def _scan_by_key(self, event: QKeyEvent) -> bool:
        """Alt and a digit scans an article of the simulated scanner."""
        devices = self.parts.devices
        if devices is None or event.isAutoRepeat():
            return False
        return devices.scan_article(event.key() - Qt.Key.Key_1)

    def _wait_for_enter(self, wait_ms: int) -> None:
        if wait_ms:
            self._enter_wait.start(wait_ms)
        else:
            self._enter_wait.stop()

    def _enter_due(self) -> None:
        self._wait_for_enter(self._tender_keys.due())
        self._showing.show()

    def _mark(self, line_id: str) -> None:
        self.till.hands.selected_id = line_id
        self._showing.show()

    def _choose(self, row: int) -> None:
        if self.till.hands.page is Page.SHEET:
            self._sheet_keys.choose(row)
        else:
            self._page_keys.choose(row)
        self._showing.show()
        self._focus()

    def _scroll(self, rows: int) -> None:
        self.till.sheets.move(rows)
        self._showing.show()

    def _text_changed(self, text: str) -> None:
        if self.till.hands.page is Page.SHEET:
            self._sheet_keys.set_text(text)
        else:
            self._page_keys.set_text(text)
        self._showing.show()

    def _has_entry(self) -> bool:
        """Whether a page is open into which one types: Alt and a digit is that digit there."""
        shown = self.till.sheets.shown
        if self.till.hands.page is not Page.SHEET or shown is None:
            return self.till.hands.page in TEXT_PAGES
        return shown.sheet.entry is not None

    def _takes_letters(self) -> bool:
        """Whether what is typed goes into a field of text."""
        shown = self.till.sheets.shown
        if self.till.hands.page is not Page.SHEET or shown is None:
            return self.till.hands.page in TEXT_PAGES
        return shown.sheet.entry is not None and shown.sheet.entry.kind == "text"

    def _focus(self) -> None:
        """Letters go to the open page's field; every other key comes here."""
        page = self.till.hands.page
        if page is Page.FIND:
            self.parts.find.field.setFocus()
        elif page is Page.PARK:
            self.parts.park.field.setFocus()
        elif page is Page.SHEET and self._takes_letters():
            self.parts.sheet.field.setFocus()
        elif not self.hasFocus():
            self.setFocus()


def _digit(event: QKeyEvent) -> Pressed | None:
    """The digit of a key, whatever else is held."""
    number = event.key() - Qt.Key.Key_0
    return Pressed(Action.CHAR, str(number)) if 0 <= number <= 9 else None
