"""Every widget of the window, made once and placed by `geometry.py`. GUI thread."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from ui.device_panel import DevicePanel
from ui.formatting import Numbers
from ui.geometry import DEVICE_PANEL, design_places, scaled
from ui.interaction import Page
from ui.keymap import Action
from ui.ports import DevicePort, ScreenOptions
from ui.screens.done import DonePage
from ui.screens.find import FindPage
from ui.screens.help import HelpPage
from ui.screens.history import HistoryPage
from ui.screens.more import MorePage
from ui.screens.park import ParkPage
from ui.screens.recall import RecallPage
from ui.screens.receipt import ReceiptPage
from ui.screens.sheet import SheetPage
from ui.screens.tender import TenderPage
from ui.theme.look import Look
from ui.theme.tokens import DESIGN_HEIGHT, DESIGN_WIDTH
from ui.widgets.cart_view import CartView
from ui.widgets.fields import CustomerField, EntryField, LastItemField, TotalField
from ui.widgets.key_grid import Cap, KeyGrid
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.number_pad import NumberPad
from ui.widgets.page import PageFrame
from ui.widgets.status_strip import StatusStrip
from ui.widgets.veil import Veil
from ui.wording import Wording

# The destructive stands far from the frequent, which is right and below.
BAR = (
    Cap("Find", Action.FIND),
    Cap("Price?", Action.PRICE_CHECK),
    Cap("Repeat", Action.REPEAT),
    Cap("Park", Action.PARK),
    Cap("Recall", Action.RECALL),
    Cap("Void line", Action.VOID_LINE, "alarm"),
    Cap("Undo", Action.UNDO),
    Cap("Discount", Action.DISCOUNT),
    Cap("More", Action.MORE),
    Cap("Help", Action.HELP),
)


class Parts:
    """The widgets. Names of the permanent ones are those of `geometry.Places`."""

    def __init__(
        self,
        window: QWidget,
        look: Look,
        numbers: Numbers,
        wording: Wording,
        options: ScreenOptions,
        devices: DevicePort | None,
    ) -> None:
        self._look = look
        self.status = StatusStrip(look, window)
        self.notice = NoticeStrip(look, window)
        self.cart = CartView(look, numbers, wording, options.on_painted, window)
        self.bar = KeyGrid(look, BAR, 5, 2, window)
        self.total = TotalField(look, window)
        self.last = LastItemField(look, numbers, wording, window)
        self.customer = CustomerField(look, window)
        self.entry = EntryField(look, window)
        self.pad = NumberPad(look, numbers.decimal, window)
        self.tender = TenderPage(look, window)
        self.done = DonePage(look, window)
        self.find = FindPage(look, options.language, window)
        self.recall = RecallPage(look, window)
        self.park = ParkPage(look, options.language, window)
        self.help = HelpPage(look, window)
        self.history = HistoryPage(look, window)
        self.receipt = ReceiptPage(look, window)
        self.more = MorePage(look, window)
        self.sheet = SheetPage(look, options.language, window)
        self.veil = Veil(look, window)
        self.devices = DevicePanel(look, numbers, devices, window) if devices is not None else None
        self.pages = self._pages()
        self.permanent = self._permanent()
        self._cover: QWidget | None = None
        for page in (*self.pages.values(), self.tender, self.done, self.veil):
            page.hide()

    def _pages(self) -> dict[Page, PageFrame]:
        return {
            Page.FIND: self.find,
            Page.RECALL: self.recall,
            Page.PARK: self.park,
            Page.HELP: self.help,
            Page.HISTORY: self.history,
            Page.RECEIPT: self.receipt,
            Page.MORE: self.more,
            Page.SHEET: self.sheet,
        }

    def _permanent(self) -> dict[str, QWidget]:
        return {
            "status": self.status,
            "notice": self.notice,
            "total": self.total,
            "last": self.last,
            "customer": self.customer,
            "entry": self.entry,
            "pad": self.pad,
            "cart": self.cart,
            "bar": self.bar,
        }

    def devices_fit(self, width: int, height: int) -> bool:
        """Whether the simulated devices have room beside a whole till."""
        return self.devices is not None and width * DESIGN_HEIGHT >= (DESIGN_WIDTH + DEVICE_PANEL) * height

    def place(self, width: int, height: int) -> None:
        """Give every widget its rectangle for a size of the window."""
        beside = self.devices_fit(width, height)
        panel = DEVICE_PANEL * height // DESIGN_HEIGHT if beside else 0
        main = width - panel
        self._look.fit(main, height)
        scale = self._look.scale_milli
        places = design_places(main * 1000 // scale, height * 1000 // scale)
        shift = panel if self._look.rtl else 0

        def put(widget: QWidget, rect: QRect) -> None:
            widget.setGeometry(self._look.mirrored(scaled(rect, scale), main).translated(shift, 0))

        for name, widget in self.permanent.items():
            put(widget, getattr(places, name))
        for page in (*self.pages.values(), self.tender):
            put(page, places.stage)
        put(self.done, places.cart)
        put(self.veil, places.total.united(places.customer))
        if self.devices is not None:
            beside_rect = QRect(0 if self._look.rtl else main, 0, panel, height)
            over = scaled(places.stage, scale)
            over.setWidth(min(over.width(), self._look.px(DEVICE_PANEL)))
            over.setTop(0)
            self.devices.setGeometry(beside_rect if beside else self._look.mirrored(over, main))
            self.devices.setVisible(beside)

    def veiled(self, name: str | None) -> None:
        """Hide what the sale shows beside the page, behind the shop's name; None shows it again."""
        for widget in (self.total, self.last, self.customer):
            widget.setVisible(name is None)
        self.veil.show_name(name or "")
        self.veil.setVisible(name is not None)

    def cover(self, widget: QWidget | None, *, keeps_bar: bool = False) -> None:
        """Show a page in place of the cart, or the cart itself."""
        if widget is self._cover:
            return
        if self._cover is not None:
            self._cover.hide()
        self._cover = widget
        self.cart.setVisible(widget is None)
        self.bar.setVisible(widget is None or keeps_bar)
        if widget is not None:
            widget.show()
        if self.devices is not None and self.devices.isVisible():
            self.devices.raise_()
