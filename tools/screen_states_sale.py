"""The states around the sale that the screen is looked at in: discounts, returns, customers, articles.

Used by `make screenshots` and by tests/ui; it makes no decision and touches no device.
"""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from pos_terminal.services.reasons import REASONS
from pos_terminal.views import (
    CustomersView,
    CustomerView,
    LastItemView,
    MethodView,
    ReceiptFoundView,
    RegisterView,
    ReturnableView,
    SearchRow,
    SearchView,
    TenderView,
    TotalsView,
)
from tools.screen_states import ARTICLES, AT, LONG_NAME, METHODS, Maker, State, three
from ui.flows.afterwards import AfterSaleFlow, CorrectFlow, invoice
from ui.flows.article import NO_ARTICLE, ArticleFlow, article_form
from ui.flows.customer import new_customer
from ui.flows.goods_back import GoodsFormFlow, LineBackFlow, ReceiptBackFlow, without_receipt
from ui.flows.kit import Start
from ui.flows.returning import AskReceiptFlow
from ui.flows.sheet import Flow
from ui.flows.voucher import VoucherFlow
from ui.keymap import Action, Pressed

MakeFlow = Callable[[Start], Flow]
DEPARTMENTS = ("Bakery", "Fruit and vegetables", "Household", "Newspapers and magazines")
TAXES = (("standard", 1900), ("reduced", 700), ("none", 0))
KNOWN = (
    " ".join((*DEPARTMENTS, *(code for code, _ in TAXES), *(name for name, _ in ARTICLES)))
    + " Mia Müller Muller e.K. T1 A000042 WEB 10077 SC 7Q2M9KXW4T 1F3C Roll No mu mi"
    + " Organic rye rolls Cheese Hauptstraße"
)
ALL_METHODS = (METHODS[0], METHODS[1], MethodView("store_credit", True), MethodView("gift_card", False))
BACK_METHODS = (MethodView("cash", True), *ALL_METHODS[1:])
MIA = CustomerView("c1", "Mia Müller", "+49 151 23456789", "2800000012345", 1250)
PEOPLE = (
    MIA,
    CustomerView("c2", LONG_NAME, "030 1234567", "", 99_999_999_00),
    CustomerView("c3", "Muller e.K.", "", "2800000012346", None),
)
FOUND_LINES = (
    ReturnableView("o1", "Whole milk 3.5 % 1 l", "each", 3000, 2000, 238),
    ReturnableView("o2", LONG_NAME, "kg", 1_250_375, 1_250_375, 99_999_999),
    ReturnableView("o3", "Sourdough rye bread 750 g", "each", 1000, 0, 0),
)
FOUND = ReceiptFoundView("T1-A000042-1F3C", "found", "s42", "T1-A000042", "2026-03-02", "till", FOUND_LINES)
QUICK = tuple(
    SearchRow(f"q{index}", name, "", price, "kg" if index % 7 == 3 else "each")
    for index, (name, price) in enumerate((*ARTICLES, *((f"Roll No {n}", 45) for n in range(1, 30))))
)


@dataclass(frozen=True)
class FlowState(State):
    """A state with a flow open before the keys are pressed. known: texts that nobody translates."""

    make: MakeFlow | None = None
    known: str = KNOWN


def typed(text: str) -> tuple[Pressed, ...]:
    """Characters as keys."""
    return tuple(Pressed(Action.CHAR, char) for char in text)


def day(view: RegisterView, **parts: object) -> RegisterView:
    """The same with what the core says all day."""
    told = {"reasons": REASONS, "departments": DEPARTMENTS, "tax_classes": TAXES, "quick": QUICK[:19]}
    return msgspec.structs.replace(view, **(told | parts))


def changed() -> Maker:
    """A discount of its own, a share of the basket's, another price, and goods that come back."""
    maker = three()
    milk, apples, bread = maker.lines
    maker.lines = [
        msgspec.structs.replace(milk, badges=("discounted",), discount_minor=62, amount_minor=295),
        msgspec.structs.replace(apples, discount_minor=12, amount_minor=369),
        msgspec.structs.replace(
            bread, badges=("price_changed",), list_price_minor=399, discount_minor=10, amount_minor=335
        ),
    ]
    maker.line("Cheese", 1999, 500, "kg", ("price_changed", "discounted", "typed_weight"))
    maker.lines[-1] = msgspec.structs.replace(maker.lines[-1], list_price_minor=2499, discount_minor=99)
    maker.line(LONG_NAME, 1299, -2000, badges=("returned",))
    maker.line("Whole milk 3.5 % 1 l", 119, -1000, badges=("returned",))
    return maker


def _back() -> Maker:
    maker = Maker()
    maker.line("Sourdough rye bread 750 g", 345, -1000, badges=("returned",))
    return maker


def _states_of(*rows: tuple[str, RegisterView, tuple[Pressed, ...], MakeFlow | None]) -> list[State]:
    return [FlowState(name, view, keys, make) for name, view, keys, make in rows]


def _changes() -> list[State]:
    returned = LastItemView(
        "good", "returned", {"receipt_no": "T1-A000042"}, "Cheese", -500, "kg", 1999, -1000
    )
    off = LastItemView(
        "good", "discount_given", {"amount_minor": -62}, ARTICLES[0][0], 3000, "each", 119, 295
    )
    return _states_of(
        ("changed-lines", day(changed().view(last_item=returned, sale_discount_minor=22)), (), None),
        ("changed-back", day(_back().view()), (), None),
        ("discounted", day(changed().view(last_item=off)), (), None),
        ("discount", day(three().view()), (Pressed(Action.DISCOUNT), *typed("10")), None),
        (
            "discount-basket",
            day(changed().view(sale_discount_minor=22)),
            (Pressed(Action.DISCOUNT), Pressed(Action.SHEET_KEY, "kind"), *typed("500")),
            None,
        ),
        ("price", day(three().view()), (*typed("299"), Pressed(Action.CHANGE_PRICE)), None),
        ("price-none", day(Maker().view()), (Pressed(Action.CHANGE_PRICE),), None),
    )


def _line_back(start: Start) -> Flow:
    return LineBackFlow(start.kit, start.view, "s42", FOUND_LINES[1])


def _receipt_back(start: Start) -> Flow:
    return ReceiptBackFlow(start.kit, start.view, FOUND)


def _pick(start: Start) -> Flow:
    return without_receipt(start.kit, start.view).over or AskReceiptFlow(start)


def _goods(start: Start) -> Flow:
    flow = GoodsFormFlow(start.kit, start.view, QUICK[3])
    flow.enter("1.5", "")
    return flow


def _why(start: Start) -> Flow:
    flow = GoodsFormFlow(start.kit, start.view, QUICK[3])
    flow.enter("1.5", "")
    return flow.enter("", "").over or flow


def _returns() -> list[State]:
    def found(**parts: object) -> RegisterView:
        return day(three().view(receipt_found=msgspec.structs.replace(FOUND, **parts)))

    search = SearchView("mi", QUICK[:8])
    told = day(three().view(search=search))
    pieces = LastItemView("bad", "return_too_many", {"left_milli": 2000})
    order = {"channel": "online", "receipt_no": "WEB-10077", "text": "WEB-10077"}
    asked = {"lines": (), "receipt_no": ""}
    return _states_of(
        ("return-ask", day(three().view()), (Pressed(Action.RETURN), *typed("T1-A")), None),
        ("return-found", found(), (Pressed(Action.DOWN),), None),
        ("return-none-left", found(lines=FOUND_LINES[2:]), (), None),
        ("return-line", msgspec.structs.replace(found(), last_item=pieces), typed("3"), _line_back),
        ("return-whole", day(three().view()), (Pressed(Action.DOWN),), _receipt_back),
        ("return-order", found(**order), (), None),
        ("return-order-gone", found(**order, handed_out_by="T2", handed_out_at=AT), (), None),
        ("return-asking", found(state="asking", **asked), (), None),
        ("return-unknown", found(state="unknown", **asked), (), None),
        ("return-away", found(state="away", **asked), (), None),
        ("return-digits", found(state="needs_digits", text="T1-A000042", **asked), (), None),
        ("return-pick", told, typed("mi"), _pick),
        ("return-goods", day(three().view()), (), _goods),
        ("return-goods-why", day(three().view()), (), _why),
    )


def _people() -> list[State]:
    told = CustomersView("mu", "found", PEOPLE)

    def view(customers: CustomersView | None, **parts: object) -> RegisterView:
        return day(three().view(customers=customers, **parts))

    find = (Pressed(Action.CUSTOMER), *typed("mu"))
    return _states_of(
        ("customer", view(told, customer=MIA), find, None),
        ("customer-asking", view(CustomersView("mu", "asking")), find, None),
        ("customer-nobody", view(CustomersView("mu", "found")), find, None),
        ("customer-away", view(CustomersView("mu", "away")), find, None),
        ("customer-new", view(None), (), lambda start: new_customer(start.kit, "0151 2345678")),
        (
            "customer-kept",
            view(None),
            (*typed("mu"), Pressed(Action.PAY)),
            lambda start: new_customer(start.kit),
        ),
        ("customer-attached", view(None, customer=MIA), (), None),
    )


def _articles() -> list[State]:
    unknown = LastItemView("bad", "code_unknown_code", {"code": "4006381333931"})
    scanned = day(three().view(last_item=unknown, unknown_code="4006381333931"))

    def change(start: Start) -> Flow:
        flow = article_form(start.kit, start.view, QUICK[1], "")
        flow.enter(QUICK[1].name, "")
        return flow

    def tax(start: Start) -> Flow:
        flow = article_form(start.kit, start.view, NO_ARTICLE, "4006381333931")
        flow.enter("Organic rye rolls", "")
        flow.enter("299", "")
        return flow

    return _states_of(
        ("department", scanned, (Pressed(Action.DEPARTMENT), *typed("499")), None),
        ("department-none", day(three().view(), departments=()), (Pressed(Action.DEPARTMENT),), None),
        ("quick", day(three().view()), (*typed("5"), Pressed(Action.QUICK_KEYS)), None),
        ("quick-many", day(three().view(), quick=QUICK), (Pressed(Action.QUICK_KEYS),), None),
        ("quick-none", day(three().view(), quick=()), (Pressed(Action.QUICK_KEYS),), None),
        ("article", scanned, (), lambda start: ArticleFlow(start)),
        ("article-change", day(three().view()), (), change),
        ("article-tax", day(three().view()), (), tax),
    )


def _paid(view: RegisterView, *tenders: TenderView) -> RegisterView:
    return msgspec.structs.replace(view, phase="done", tenders=tenders, receipt_no="T1-A000043", lines=())


def _paying() -> list[State]:
    back = day(_back().view(phase="tender", methods=BACK_METHODS))
    pay = day(three().view(phase="tender", methods=ALL_METHODS))
    due = sum(line.amount_minor for line in three().lines)
    card = (TenderView("t1", "cash", 500, 500, 0), TenderView("t2", "card", due - 500, due - 500, 0, "asked"))
    part = TotalsView(due, 0, 500, due - 500, 0, 5000, 3)
    cash, plastic = TenderView("t1", "cash", -100, -100, 0), TenderView("t2", "card", -245, -245, 0)
    whole = TenderView("t1", "card", due, due, 0)
    credit = (Pressed(Action.METHOD_3),)
    with_mia = msgspec.structs.replace(pay, customer=MIA)
    with_paper = msgspec.structs.replace(pay, voucher="SC-7Q2M9KXW4T", voucher_left_minor=99_999_999_00)
    correct = TenderView("t1", "cash", due, due, 0), TenderView("t2", "store_credit", 500, 500, 0)
    done = _paid(day(three().view()), *correct)

    def buyer(start: Start) -> Flow:
        flow = invoice(start.kit, "")
        flow.enter("Muller e.K.", "")
        return flow

    return _states_of(
        ("tender-back", back, (), None),
        ("tender-back-typed", back, typed("100"), None),
        ("tender-back-chosen", back, (Pressed(Action.METHOD_3),), None),
        ("tender-asked", msgspec.structs.replace(pay, tenders=card, totals=part), (), None),
        ("tender-credit", with_mia, credit, None),
        ("tender-credit-paper", with_paper, credit, None),
        ("tender-voucher", with_mia, (), VoucherFlow),
        ("done-back-cash", _paid(back, cash, plastic), (), None),
        ("done-back-card", _paid(back, plastic), (), None),
        ("done-card", _paid(day(three().view()), whole), (), None),
        ("after-sale", done, (), AfterSaleFlow),
        ("after-correct", done, (), lambda start: CorrectFlow(start.kit, start.view, "")),
        ("after-invoice", done, typed("Hauptstraße"), buyer),
    )


def sale_states() -> list[State]:
    """All of them."""
    return [*_changes(), *_returns(), *_people(), *_articles(), *_paying()]
