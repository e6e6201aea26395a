"""View and hands to widgets: says to each part what it has to show, in words. GUI thread.

Each part compares and repaints only itself, so calling all of them for every view is cheap.
"""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QLocale

from pos_terminal.views import LightView, NoticeView, RegisterView
from ui.cart_model import waiting_line
from ui.flows.host import Shown, entry_text
from ui.formatting import Numbers, clock_text, local_clock_text
from ui.interaction import QUESTION_OPEN, Interaction, Page
from ui.keymap import SHEET_SIGNS, Action, Where
from ui.page_keys import PageKeys
from ui.parts import Parts
from ui.paying_words import PayingWords
from ui.sheet_keys import SheetKeys
from ui.tender_keys import is_asked
from ui.translations.words import tr
from ui.widgets.fields import Typed
from ui.widgets.list_field import Row
from ui.widgets.notice_strip import Said
from ui.widgets.status_strip import Cell
from ui.wording import LEVELS, LIGHTS, Wording

NOT_SAID = "–"
SHOWN_WHEN_WRONG = ("clock", "drawer", "display")
ALWAYS_SHOWN = ("printer", "scanner", "stock", "centre", "storage")


class Showing:
    """Puts one till on the screen."""

    def __init__(
        self,
        parts: Parts,
        till: Interaction,
        page_keys: PageKeys,
        sheet_keys: SheetKeys,
        numbers: Numbers,
        wording: Wording,
        now: Callable[[], datetime],
        locale: QLocale,
        *,
        digits_are_minor: bool,
    ) -> None:
        self._parts = parts
        self._till = till
        self._page_keys = page_keys
        self._sheet_keys = sheet_keys
        self._covered_after: int | None = None
        self._numbers = numbers
        self._wording = wording
        self._now = now
        self._locale = locale
        self._paying = PayingWords(till, numbers, wording, digits_are_minor=digits_are_minor)

    def show(self) -> None:
        """Show view and hands as they are now."""
        view = self._till.view
        self._wording.decimals = view.decimals
        parts = self._parts
        parts.cart.show_lines(view.lines, view.newest_line_id, self._till.marked_id, view.decimals)
        self._show_total(view)
        parts.last.show_item(view.last_item, view.decimals)
        self._show_customer(view)
        parts.entry.show_typed(self._typed(view))
        parts.notice.show_said(self._said(view))
        parts.bar.show_label(Action.RECALL, self._recall(view))
        covered = self._till.sheets.covers
        parts.pad.set_use(
            can_pay=bool(view.lines) and view.phase == "sale" and view.can_sell and not covered,
            signs=SHEET_SIGNS if self._till.where is Where.SALE else self._sheet_keys.signs(),
            enter_is_next=self._till.where is Where.TENDER or self._till.hands.page is Page.SHEET,
            enter_acts=self._enter_acts(view),
        )
        parts.veiled(view.store_name if covered else None)
        self.show_status()
        self._show_cover(view)

    def show_status(self) -> None:
        """The status strip alone; its clock goes on without views."""
        view, now = self._till.view, self._now()
        lights = {light.subject: light for light in view.lights}
        cells = [self._light_cell(subject, lights.get(subject), now) for subject in ALWAYS_SHOWN]
        cells.append(self._till_cell(view, lights, now))
        cells.append(Cell(tr("Cashier"), view.cashier or NOT_SAID, name=True))
        cells.append(Cell(self._day(view.business_day), clock_text(now), ltr=True))
        self._parts.status.show_cells(cells)

    def _light_cell(self, subject: str, light: LightView | None, now: datetime) -> Cell:
        if light is None:
            label, _ = self._wording.light(LightView(subject, "info", "", {}), "")
            return Cell(label, tr(LIGHTS["storage_ok"]) if subject == "storage" else NOT_SAID)
        label, state = self._wording.light(light, local_clock_text(light.since, now))
        return Cell(label, state, light.level)

    def _till_cell(self, view: RegisterView, lights: dict[str, LightView], now: datetime) -> Cell:
        """The till's name, or what is wrong with something that has no field of its own."""
        for subject in SHOWN_WHEN_WRONG:
            light = lights.get(subject)
            if light is not None and light.level in ("warn", "bad"):
                return self._light_cell(subject, light, now)
        if view.training:
            return Cell(tr("Till"), tr("TRAINING"), "warn")
        return Cell(tr("Till"), view.terminal_id or NOT_SAID)

    def _day(self, business_day: str) -> str:
        try:
            day = date.fromisoformat(business_day)
        except ValueError:
            return NOT_SAID
        return f"{day.day} {self._locale.monthName(day.month, QLocale.FormatType.ShortFormat)}"

    def _show_total(self, view: RegisterView) -> None:
        count = self._numbers.quantity(view.totals.item_milli, "each")
        label = tr("To give back") if view.totals.total_minor < 0 else tr("Total")
        self._parts.total.show_total(
            f"{label} {view.currency}",
            tr("Articles {count}").format(count=count),
            self._numbers.amount(view.totals.total_minor, view.decimals),
        )

    def _show_customer(self, view: RegisterView) -> None:
        customer = view.customer
        credit = customer.credit_minor if customer is not None else None
        shown = self._numbers.amount(credit, view.decimals) if credit is not None else ""
        self._parts.customer.show_customer(customer.name if customer is not None else "", shown)

    def _typed(self, view: RegisterView) -> Typed:
        hands = self._till.hands
        if hands.page is Page.SHEET:
            return self._sheet_typed(view)
        if self._till.under is Where.TENDER:
            if hands.approving:
                return Typed(tr("Approval code"), hands.entry, True)
            return Typed(tr("Amount"), self._paying.amount_shown(view), bool(hands.entry))
        if view.price_check:
            return Typed(tr("Price of: scan or type"), hands.entry, True)
        if view.next_milli is not None:
            return Typed(f"{self._numbers.plain_quantity(view.next_milli)} ×", hands.entry, True)
        waiting = waiting_line(view.lines, self._till.marked_id)
        if waiting is not None:
            return Typed(tr("Weight in {unit}").format(unit=waiting.unit), hands.entry, True)
        return Typed(tr("Code") if hands.entry else tr("Scan, or type a code"), hands.entry)

    def _sheet_typed(self, view: RegisterView) -> Typed:
        shown = self._till.sheets.shown
        if shown is None or shown.sheet.entry is None:
            return Typed("")
        entry = shown.sheet.entry
        return Typed(entry.label, entry_text(entry, shown.text, view, self._till.sheets.kit), active=True)

    def _notices(self, view: RegisterView) -> list[NoticeView]:
        """What was said; while a sheet covers all, only what was said since."""
        newest = view.notices[-1].notice_id if view.notices else 0
        if not self._till.sheets.covers:
            self._covered_after = None
        elif self._covered_after is None:
            self._covered_after = newest
        after = self._covered_after
        own = self._till.hands.notice
        said = [notice for notice in view.notices if after is None or notice.notice_id > after]
        return [*said, own] if own is not None else said

    def _said(self, view: RegisterView) -> Said:
        notices = self._notices(view)
        question = self._till.question
        if question is not None:
            text = self._wording.question(question.code, question.params)
            if self._till.hands.notice is not None and self._till.hands.notice.code == QUESTION_OPEN:
                text = f"{self._wording.sentence(QUESTION_OPEN, {})} {text}"
            return Said(text, "info", "", len(notices), question=True)
        if not notices:
            return Said()
        newest = notices[-1]
        time = local_clock_text(newest.at, self._now())
        text = self._wording.sentence(newest.code, newest.params)
        return Said(text, newest.level, time, len(notices) - 1)

    def _recall(self, view: RegisterView) -> str:
        """The key says that baskets are parked, and how many."""
        return tr("Recall ({count})").format(count=len(view.parked)) if view.parked else tr("Recall")

    def _enter_acts(self, view: RegisterView) -> bool:
        """Whether Enter does anything here."""
        shown = self._till.sheets.shown
        if self._till.hands.page is Page.SHEET and shown is not None:
            return shown.enter_acts
        return not (self._till.where is Where.TENDER and is_asked(view))

    def _show_cover(self, view: RegisterView) -> None:
        parts, page = self._parts, self._till.hands.page
        if page is not Page.NONE:
            self._show_page(page, view)
            parts.cover(parts.pages[page])
        elif view.phase == "tender":
            parts.tender.show_tendering(self._paying.tendering(view))
            parts.cover(parts.tender)
        elif view.phase == "done":
            parts.done.show_change(self._paying.change(view))
            parts.cover(parts.done, keeps_bar=True)
        else:
            parts.cover(None)

    def _show_page(self, page: Page, view: RegisterView) -> None:
        parts, hands = self._parts, self._till.hands
        match page:
            case Page.FIND:
                answered = view.search is not None and view.search.text == hands.page_text
                parts.find.show_found(hands.page_text, self._found(view), hands.row, answered=answered)
            case Page.RECALL:
                parts.recall.show_parked(self._parked(view), hands.row)
            case Page.PARK:
                parts.park.show_name(hands.page_text)
            case Page.HELP:
                shown = self._till.sheets.shown
                parts.help.show_keys(self._till.under, shown.sheet if shown is not None else None)
            case Page.SHEET:
                self._show_sheet(self._till.sheets.shown, view)
            case Page.HISTORY:
                parts.history.show_said(self._history(view), hands.row)
            case Page.RECEIPT:
                parts.receipt.show_receipt(view.receipt, hands.row)
            case _:
                pass

    def _show_sheet(self, shown: Shown | None, view: RegisterView) -> None:
        if shown is None:
            return
        entry, host, page = shown.sheet.entry, self._till.sheets, self._parts.sheet
        typed = shown.text
        if entry is not None and entry.kind != "text":
            typed = entry_text(entry, typed, view, host.kit)
        page.show_sheet(shown.sheet, typed, shown.row)
        host.capacity = page.capacity

    def _found(self, view: RegisterView) -> list[Row]:
        rows = []
        for found in self._page_keys.found():
            price = self._numbers.amount(found.price_minor, view.decimals)
            per = price if found.unit == "each" else f"{price} / {found.unit}"
            rows.append(Row(found.name, found.code_text, per))
        return rows

    def _parked(self, view: RegisterView) -> list[Row]:
        rows = []
        for parked in view.parked:
            name = parked.name or tr("Without a name")
            count = parked.line_count
            lines = tr("1 line") if count == 1 else tr("{count} lines").format(count=count)
            detail = f"{local_clock_text(parked.parked_at, self._now())}  {lines}"
            rows.append(Row(name, detail, self._numbers.amount(parked.total_minor, view.decimals)))
        return rows

    def _history(self, view: RegisterView) -> list[Row]:
        said: list[NoticeView] = sorted(
            (*view.history, *self._till.hands.said), key=lambda notice: notice.at, reverse=True
        )
        return [
            Row(
                self._wording.sentence(notice.code, notice.params),
                f"{local_clock_text(notice.at, self._now())}  {tr(LEVELS[notice.level])}",
                alarm=notice.level == "bad",
            )
            for notice in said
        ]
