"""The states that the screen is looked at in: views made by hand, and the keys that lead to them.

Used by `make screenshots` and by tests/ui; it makes no decision and touches no device.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from pos_terminal.domain.money import line_amount
from pos_terminal.views import (
    LastItemView,
    LightView,
    LineView,
    MethodView,
    NoticeView,
    ParkedView,
    QuestionView,
    RegisterView,
    SearchRow,
    SearchView,
    TenderView,
    TotalsView,
)
from ui.keymap import Action, Pressed

LONG_NAME = "Organic extra virgin olive oil from late harvest, 500 ml can"
AT = "2026-03-03T13:05:00.000+00:00"
ARTICLES = (
    ("Whole milk 3.5 % 1 l", 119),
    ("Sourdough rye bread 750 g", 345),
    ("Молоко топлёное 0,9 л", 189),
    ("Ελαιόλαδο 500 ml", 899),
    ("حليب كامل الدسم", 215),
    ("日本茶 煎茶 100g", 650),
    (LONG_NAME, 1299),
    ("Carrier bag, paper", 25),
)


@dataclass(frozen=True)
class State:
    """One state. keys: pressed after the view was shown."""

    name: str
    view: RegisterView
    keys: tuple[Pressed, ...] = ()


@dataclass
class Maker:
    """Makes views whose sums add up."""

    currency: str = "EUR"
    decimals: int = 2
    lines: list[LineView] = field(default_factory=list)

    def line(
        self,
        name: str,
        price: int,
        milli: int = 1000,
        unit: str = "each",
        badges: tuple[str, ...] = (),
    ) -> None:
        """Add a line."""
        number = len(self.lines)
        code = f"9520000{number:05d}7"
        amount = line_amount(price, milli)
        self.lines.append(LineView(f"l{number}", name, code, milli, unit, price, amount, "A", badges))

    def view(self, **parts: object) -> RegisterView:
        """The view of these lines, with other parts put in."""
        total = sum(line.amount_minor for line in self.lines)
        items = sum(line.milli if line.unit == "each" else 1000 for line in self.lines)
        newest = self.lines[-1] if self.lines else None
        base: dict[str, object] = {
            "serial": 1,
            "phase": "sale",
            "currency": self.currency,
            "decimals": self.decimals,
            "totals": TotalsView(total, total * 19 // 119, 0, total, 0, items, len(self.lines)),
            "lines": tuple(self.lines),
            "newest_line_id": newest.line_id if newest else "",
            "last_item": _item(newest) if newest else None,
            "lights": GOOD_LIGHTS,
            "history": HISTORY,
            "cashier": "Demo cashier",
            "business_day": "2026-03-03",
            "terminal_id": "T1",
            "store_name": "Demo shop",
        }
        return RegisterView(**(base | parts))  # type: ignore[arg-type]


def now() -> datetime:
    """Half past two, in the zone of Berlin's winter."""
    return datetime(2026, 3, 3, 14, 30, tzinfo=timezone(timedelta(hours=1)))


def _item(line: LineView) -> LastItemView:
    return LastItemView(
        "good", "added", {}, line.name, line.milli, line.unit, line.unit_price_minor, line.amount_minor
    )


GOOD_LIGHTS = tuple(
    LightView(subject, "good", f"{subject}_ok", {}) for subject in ("printer", "scanner", "stock", "centre")
)
BAD_LIGHTS = (
    LightView("printer", "bad", "printer_cover_open", {}, AT),
    LightView("scanner", "bad", "scanner_lost", {"device": "counter"}, AT),
    LightView("stock", "warn", "stock_away", {}, AT),
    LightView("centre", "warn", "centre_away", {"waiting": 1234}, AT),
    LightView("storage", "bad", "storage_failed", {"reason": "full"}, AT),
    LightView("clock", "warn", "clock_jumped", {"minutes": 61}, AT),
)
HISTORY = (
    NoticeView(1, "info", "sale_parked", {}, "2026-03-03T12:58:10.000+00:00"),
    NoticeView(2, "bad", "printer_paper_out", {}, "2026-03-03T13:01:00.000+00:00"),
    NoticeView(3, "good", "storage_ok", {}, "2026-03-03T13:02:00.000+00:00"),
    NoticeView(4, "warn", "stock_away", {}, "2026-03-03T13:03:00.000+00:00"),
    NoticeView(5, "bad", "code_unknown_code", {"code": "4006381333931"}, AT),
)
NOTICES = (
    NoticeView(6, "bad", "code_unknown_code", {"code": "4006381333931"}, AT),
    NoticeView(7, "warn", "line_stock_below", {"name": "Whole milk 3.5 % 1 l", "left": 0}, AT),
    NoticeView(8, "bad", "storage_failed", {"reason": "full"}, AT),
)
METHODS = (
    MethodView("cash", True, (3000, 3500, 4000, 5000)),
    MethodView("card", True),
    MethodView("store_credit", False),
    MethodView("gift_card", False),
)
FEW_NOTES = (MethodView("cash", True, (1500, 0, 2000, 0)), *METHODS[1:])
PARKED = (
    ParkedView("s1", "Mrs. Miller", 3, 1234, AT),
    ParkedView("s2", "", 12, 99_999_999, "2026-03-03T13:11:00.000+00:00"),
)


def three() -> Maker:
    """Three ordinary lines."""
    maker = Maker()
    maker.line("Whole milk 3.5 % 1 l", 119, 3000)
    maker.line("Apples Elstar", 299, 1274, "kg", ("typed_weight",))
    maker.line("Sourdough rye bread 750 g", 345)
    return maker


def many(count: int = 200) -> Maker:
    """A full basket in many scripts."""
    maker = Maker()
    for index in range(count):
        name, price = ARTICLES[index % len(ARTICLES)]
        maker.line(name, price, 1000 * (1 + index % 3))
    return maker


def extreme() -> Maker:
    """What is longest."""
    maker = Maker()
    maker.line(LONG_NAME, 129, 1_250_375, "kg", ("stock_below", "age_confirmed", "typed_weight"))
    maker.line("Cheese", 1999, 0, "kg", ("needs_weight", "stock_unknown"))
    maker.line("Sparkling wine", 899, 1000, badges=("needs_age", "stock_short"))
    paid = 99_999_999_00 - sum(line.amount_minor for line in maker.lines)
    maker.line("Gold bar, one kilogram, with certificate and box", paid)
    return maker


def _sale_states() -> list[State]:
    dinar = Maker("KWD", 3)
    dinar.line("قهوة عربية مطحونة 250 غ", 1750)
    dinar.line("Arabic coffee, ground, 250 g", 12_345_678, 2000)
    one = Maker()
    one.line("Whole milk 3.5 % 1 l", 119)
    cheese = three()
    cheese.line("Cheese", 1999, 0, "kg", ("needs_weight",))
    bad = LastItemView("bad", "code_unknown_code", {"code": "4006381333931"})
    weigh = LastItemView("warn", "needs_weight", {}, "Cheese", 0, "kg", 1999, 0)
    return [
        State("empty", Maker().view()),
        State("one-line", one.view()),
        State("three-lines", three().view()),
        State("marked", three().view(), (Pressed(Action.UP),)),
        State("parked", three().view(parked=PARKED)),
        State("200-lines", many().view()),
        State("extreme", extreme().view(last_item=weigh)),
        State("weighing", cheese.view(last_item=weigh), tuple(Pressed(Action.CHAR, c) for c in "0.3")),
        State("three-decimals", dinar.view()),
        State("typing", three().view(next_milli=5000), tuple(Pressed(Action.CHAR, c) for c in "4006381")),
        State("price-check", three().view(price_check=True)),
        State("refused", three().view(last_item=bad, notices=NOTICES[:1])),
        State("training", three().view(training=True)),
        State(
            "every-notice",
            three().view(
                notices=NOTICES,
                lights=BAD_LIGHTS,
                last_item=LastItemView("bad", "storage_failed", {"reason": "full"}),
                can_sell=False,
            ),
        ),
        State(
            "question",
            three().view(question=QuestionView("age:18", "age", {"age": 18}), notices=NOTICES[:2]),
        ),
        State("not-built", three().view(), (Pressed(Action.OPEN_DRAWER),)),
    ]


def _done_state() -> State:
    due = sum(line.amount_minor for line in three().lines)
    after = TotalsView(due, 0, due, 0, 5000 - due, 5000, 3)
    paid = LastItemView(
        "good",
        "paid",
        {"receipt_no": "T1-A000042", "change_minor": 5000 - due},
        amount_minor=5000 - due,
    )
    tenders = (TenderView("t2", "cash", due, 5000, 5000 - due),)
    view = Maker().view(phase="done", totals=after, tenders=tenders, receipt_no="T1-A000042", last_item=paid)
    return State("change", view)


def _tender_states() -> list[State]:
    tendering = three()
    due = sum(line.amount_minor for line in tendering.lines)
    part = TotalsView(due, 0, 500, due - 500, 0, 5000, 3)
    taken = (TenderView("t1", "card", 500, 500, 0),)
    huge = extreme()
    digits = tuple(Pressed(Action.CHAR, char) for char in "5000")
    return [
        State("tender", tendering.view(phase="tender", methods=METHODS)),
        State("tender-typed", tendering.view(phase="tender", methods=METHODS), digits),
        State(
            "tender-card",
            tendering.view(phase="tender", methods=METHODS, totals=part, tenders=taken),
            (Pressed(Action.METHOD_2), Pressed(Action.ENTER)),
        ),
        State("tender-few-notes", tendering.view(phase="tender", methods=FEW_NOTES)),
        State("tender-extreme", huge.view(phase="tender", methods=METHODS)),
        State(
            "tender-question",
            tendering.view(
                phase="tender",
                methods=METHODS,
                question=QuestionView("q1", "cash_large", {"amount_minor": 99_999_999_00, "due_minor": due}),
            ),
        ),
        _done_state(),
    ]


def _page_states() -> list[State]:
    rows = tuple(
        SearchRow(f"p{index}", name, f"9520000{index:05d}7", price, "kg" if index == 1 else "each")
        for index, (name, price) in enumerate(ARTICLES)
    )
    typed = (Pressed(Action.FIND), *(Pressed(Action.CHAR, char) for char in "mi"))
    return [
        State("find", three().view(search=SearchView("mi", rows)), typed),
        State("find-empty", three().view(), (Pressed(Action.FIND),)),
        State("recall", three().view(parked=PARKED), (Pressed(Action.RECALL),)),
        State("park", three().view(), (Pressed(Action.PARK_NAMED), Pressed(Action.CHAR, "M"))),
        State("more", three().view(), (Pressed(Action.MORE),)),
        State("help", three().view(), (Pressed(Action.HELP),)),
        State("help-tender", three().view(phase="tender", methods=METHODS), (Pressed(Action.HELP),)),
        State("history", three().view(), (Pressed(Action.HISTORY),)),
    ]


def states() -> list[State]:
    """All states, in the order of a sale."""
    makers: tuple[Callable[[], list[State]], ...] = (_sale_states, _tender_states, _page_states)
    return [state for maker in makers for state in maker()]
