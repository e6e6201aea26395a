"""State to view: the one picture that the screen gets. Core thread only; must not change anything.

What did not change is handed out as the same object, so that the screen can compare with `is`.
"""

from collections.abc import Callable

import msgspec

from pos_terminal.domain.barcodes import GROUP_SEPARATOR
from pos_terminal.domain.payments.methods import METHODS, quick_amounts
from pos_terminal.domain.sale import Line, Sale
from pos_terminal.domain.till import Parked
from pos_terminal.services import card_by_hand
from pos_terminal.services.core import Core
from pos_terminal.services.present_day import DayPresenter
from pos_terminal.services.settings import Settings
from pos_terminal.services.tender_views import tender_views
from pos_terminal.views import (
    LightView,
    LineView,
    MethodView,
    ParkedView,
    QuestionView,
    RegisterView,
    TotalsView,
)

METHODS_ON_SCREEN = ("cash", "card", "store_credit", "gift_card")
_LIGHT_ORDER = ("printer", "scanner", "stock", "centre", "storage", "clock", "drawer", "display")
_STOCK_BADGES = {"short": "stock_short", "below": "stock_below", "unknown": "stock_unknown"}


class Presenter:
    """Makes views, reusing the parts that stayed the same."""

    def __init__(self) -> None:
        self._serial = 0
        self._day = DayPresenter()
        self._lines: dict[str, tuple[Line, int, LineView]] = {}
        self._sale: Sale | None = None
        self._line_views: tuple[LineView, ...] = ()
        self._lights: tuple[dict[str, LightView], dict[str, int], tuple[LightView, ...]] = ({}, {}, ())
        self._parked: tuple[tuple[Parked, ...], tuple[ParkedView, ...]] = ((), ())

    def view(self, core: Core) -> RegisterView:
        """The till at this moment."""
        desk, till, settings = core.desk, core.till, core.settings
        self._serial += 1
        done = desk.phase == "done" and till.sale is None
        sale = till.last if done else till.sale
        tendering = desk.phase == "tender" and till.sale is not None
        return RegisterView(
            serial=self._serial,
            phase=desk.phase,
            currency=settings.currency,
            decimals=settings.decimals,
            totals=_totals(sale),
            lines=self._views_of(till.sale, core.today),
            newest_line_id=desk.newest_line_id,
            tenders=tender_views(sale, by_hand=card_by_hand.may(core)) if sale else (),
            methods=_methods(sale, settings) if tendering else (),
            next_milli=desk.next_milli,
            price_check=desk.price_check,
            last_item=desk.last_item,
            notices=desk.notices,
            question=_question(core),
            lights=self._lights_of(core),
            history=desk.history,
            parked=self._parked_views(core),
            search=desk.search,
            receipt=desk.receipt,
            cue=desk.cue,
            receipt_no=till.last.receipt_no if done and till.last else "",
            **self._day.parts(core),
            business_day=till.business_day,
            terminal_id=settings.terminal_id,
            store_name=settings.store_name,
            training=settings.training,
            can_sell=core.storage_ok,
        )

    def _lights_of(self, core: Core) -> tuple[LightView, ...]:
        """The status strip; beside centre and printer stands how much waits for them."""
        lights = core.desk.lights
        waiting = {"centre": len(core.upload_jobs), "printer": len(core.desk.papers)}
        if lights is not self._lights[0] or waiting != self._lights[1]:
            counted = dict(lights)
            for name in waiting.keys() & counted.keys():
                if name == "printer" and not waiting[name]:
                    continue
                counted[name] = msgspec.structs.replace(counted[name], params={"waiting": waiting[name]})
            strip = tuple(counted[name] for name in _LIGHT_ORDER if name in counted)
            self._lights = (lights, waiting, strip)
        return self._lights[2]

    def _views_of(self, sale: Sale | None, today: Callable[[], str]) -> tuple[LineView, ...]:
        if sale is self._sale:
            return self._line_views
        before = self._sale
        self._sale = sale
        if sale is None:
            self._lines.clear()
            self._line_views = ()
        elif before is None or sale.lines is not before.lines or sale.confirmed_age != before.confirmed_age:
            if before is None or sale.sale_id != before.sale_id:
                self._lines.clear()
            self._line_views = tuple([self._view_of(line, sale.confirmed_age, today) for line in sale.lines])
        return self._line_views

    def _view_of(self, line: Line, confirmed_age: int, today: Callable[[], str]) -> LineView:
        cached = self._lines.get(line.line_id)
        if cached is not None and cached[0] is line and (not line.minimum_age or cached[1] == confirmed_age):
            return cached[2]
        view = LineView(
            line_id=line.line_id,
            name=line.name,
            code_text=line.code_text.replace(GROUP_SEPARATOR, " "),
            milli=line.milli,
            unit=line.unit,
            unit_price_minor=line.unit_price_minor,
            amount_minor=line.amount_minor,
            tax_class=line.tax_class,
            badges=_badges(line, confirmed_age, today),
            discount_minor=line.discount_minor + line.share_minor,
            list_price_minor=line.list_price_minor,
            lot=line.marks.lot,
            serial=line.marks.serial,
            expiry=line.marks.expiry,
            best_before=line.marks.best_before,
        )
        if cached is not None and cached[2] == view:
            view = cached[2]
        self._lines[line.line_id] = (line, confirmed_age, view)
        return view

    def _parked_views(self, core: Core) -> tuple[ParkedView, ...]:
        parked = core.till.parked
        if parked is not self._parked[0]:
            views = tuple(
                ParkedView(
                    row.sale.sale_id,
                    core.journal.personal(row.sale.name_id) if row.sale.name_id else "",
                    len(row.sale.lines),
                    row.sale.total_minor,
                    row.parked_at,
                )
                for row in parked
            )
            self._parked = (parked, views)
        return self._parked[1]


def _badges(line: Line, confirmed_age: int, today: Callable[[], str]) -> tuple[str, ...]:
    badges = []
    if line.is_return:
        badges.append("returned")
    if line.discount_minor:
        badges.append("discounted")
    if line.list_price_minor is not None:
        badges.append("price_changed")
    if line.marks.price_minor is not None:
        badges.append("label_price")
    day = line.marks.expiry or line.marks.best_before
    if day and not line.is_return and day < today():
        badges.append("past_date")
    if line.waits:
        badges.append("needs_weight")
    elif line.weight_source == "typed":
        badges.append("typed_weight")
    if line.minimum_age:
        badges.append("age_confirmed" if line.minimum_age <= confirmed_age else "needs_age")
    if line.stock in _STOCK_BADGES and line.tracked:
        badges.append(_STOCK_BADGES[line.stock])
    return tuple(badges)


def _totals(sale: Sale | None) -> TotalsView:
    if sale is None:
        return TotalsView()
    taxes = sale.taxes
    total_minor = sum(row.gross_minor for row in taxes)
    rounding_minor = sale.rounding_minor
    return TotalsView(
        total_minor=total_minor,
        tax_minor=sum(row.tax_minor for row in taxes),
        paid_minor=sale.paid_minor,
        due_minor=total_minor + rounding_minor - sale.paid_minor,
        change_minor=sale.change_minor,
        item_milli=sale.item_milli,
        line_count=len(sale.lines),
    )


def _methods(sale: Sale | None, settings: Settings) -> tuple[MethodView, ...]:
    due_minor = sale.due_minor if sale else 0
    views = []
    for name in METHODS_ON_SCREEN:
        method = METHODS.get(name)
        quick = (
            quick_amounts(due_minor, settings.decimals)
            if method is not None and method.offers_quick_amounts
            else ()
        )
        by_terminal = name == "card" and settings.card_terminal
        views.append(MethodView(name, method is not None, quick, by_terminal))
    return tuple(views)


def _question(core: Core) -> QuestionView | None:
    """The one question that is open: an unusual request before the age before a doubtful paper."""
    desk, sale = core.desk, core.till.sale
    if desk.pending is not None:
        return desk.pending.question
    if sale is not None and sale.open_age:
        name = next(line.name for line in reversed(sale.lines) if line.minimum_age == sale.open_age)
        return QuestionView(f"age:{sale.open_age}", "age", {"age": sale.open_age, "name": name})
    if desk.doubts:
        doubt = desk.doubts[0]
        return QuestionView(f"paper:{doubt.job_id}", "paper_doubtful", {"receipt_no": doubt.receipt_no})
    return None
