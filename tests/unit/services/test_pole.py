"""What a customer reads in every state of the till: a function of the view, laid out by a real display."""

import pytest

from drivers.displays.layout import rows
from drivers.displays.pages import Charset
from pos_terminal.services.pole import face_of, farewell
from pos_terminal.services.pole_texts import PoleTexts, pole_texts, with_rows
from pos_terminal.views import (
    LastItemView,
    LineView,
    NoticeView,
    RegisterView,
    ShiftView,
    TenderView,
    TotalsView,
)


def texts(language: str = "en", page: str = "cp437", currency: str = "EUR") -> PoleTexts:
    return pole_texts(language, currency, 2, "Corner Market", Charset(page).can_show)


def shown(
    view: RegisterView, written: PoleTexts | None = None, page: str = "cp437", *, settled: bool = False
) -> tuple[str, str]:
    top, bottom = rows(face_of(view, written or texts(page=page), settled=settled), Charset(page).plain)
    assert len(top) == len(bottom) == 20
    return top, bottom


def line(
    name: str, amount_minor: int, milli: int = 1000, unit: str = "each", line_id: str = "l1"
) -> LineView:
    return LineView(line_id, name, "", milli, unit, abs(amount_minor), amount_minor, "A")


def selling(*lines: LineView, total_minor: int, newest: str = "l1", **more: object) -> RegisterView:
    totals = TotalsView(total_minor=total_minor, due_minor=total_minor)
    return RegisterView(1, "sale", "EUR", 2, totals, lines, newest, **more)  # type: ignore[arg-type]


def tendering(total_minor: int, paid_minor: int, *tenders: TenderView) -> RegisterView:
    totals = TotalsView(total_minor=total_minor, paid_minor=paid_minor, due_minor=total_minor - paid_minor)
    return RegisterView(1, "tender", "EUR", 2, totals, (line("Milk", total_minor),), tenders=tenders)


def done(total_minor: int, given_minor: int, change_minor: int = 0) -> RegisterView:
    totals = TotalsView(total_minor=total_minor, paid_minor=total_minor, change_minor=change_minor)
    tender = TenderView("t1", "cash", total_minor, given_minor, change_minor)
    return RegisterView(1, "done", "EUR", 2, totals, tenders=(tender,))


EMPTY = RegisterView(1, "sale", "EUR", 2, TotalsView())
IDLE = ("   Corner Market    ", " " * 20)
CLOSED = ("   Corner Market    ", "       Closed       ")


@pytest.mark.parametrize(
    ("view", "top", "bottom"),
    [
        (selling(line("Milk 1 l", 119), total_minor=119), "Milk 1 l        1.19", "Total       EUR 1.19"),
        (
            selling(line("Milk 1 l", 238, 2000), total_minor=1238),
            "2x Milk 1 l     2.38",
            "Total      EUR 12.38",
        ),
        (
            selling(line("Mountain cheese", 623, 250, "kg"), total_minor=623),
            "0.25kg Mountain 6.23",
            "Total       EUR 6.23",
        ),
        (
            selling(line("Mountain cheese", 2490, 0, "kg"), total_minor=0),
            "Mountain ch 24.90/kg",
            "Total       EUR 0.00",
        ),
        (
            selling(line("Gold bar", 99_999_999_00), total_minor=99_999_999_00),
            "Gold b 99,999,999.00",
            "Total  99,999,999.00",
        ),
        (
            selling(line("Milk 1 l", -119, -1000), total_minor=-119),
            "Milk 1 l       -1.19",
            "Refund      EUR 1.19",
        ),
        (
            selling(line("Milk 1 l", -238, -2000), total_minor=100),
            "2x Milk 1 l    -2.38",
            "Total       EUR 1.00",
        ),
        (
            selling(line("A", 1), line("B", 2, line_id="l2"), total_minor=3, newest="voided"),
            "B               0.02",
            "Total       EUR 0.03",
        ),
        (tendering(1234, 0), "Total      EUR 12.34", ""),
        (
            tendering(1234, 500, TenderView("t1", "card", 500, 500, 0)),
            "Total      EUR 12.34",
            "To pay      EUR 7.34",
        ),
        (
            tendering(-500, -200, TenderView("t1", "cash", -200, -200, 0)),
            "Refund      EUR 5.00",
            "Refund      EUR 3.00",
        ),
        (tendering(-500, 0), "Refund      EUR 5.00", ""),
        (done(1234, 2000, 766), "Paid       EUR 20.00", "Change      EUR 7.66"),
        (done(1234, 1234), "Paid       EUR 12.34", "Thank you"),
        (done(-500, -500), "Refund      EUR 5.00", "Thank you"),
    ],
)
def test_each_step_of_a_sale(view: RegisterView, top: str, bottom: str) -> None:
    assert shown(view) == (top, bottom.ljust(20))


def test_nobody_buys() -> None:
    assert shown(EMPTY) == IDLE
    assert shown(done(1234, 1234), settled=True) == IDLE


@pytest.mark.parametrize(
    "changes",
    [
        {"must_sign_in": True},
        {"must_sign_in": True, "lines": (line("Milk", 119),)},
        {"shift": ShiftView(False)},
        {"can_sell": False},
    ],
)
def test_locked_or_closed_it_says_so(changes: dict[str, object]) -> None:
    view = RegisterView(1, "sale", "EUR", 2, TotalsView(), **changes)  # type: ignore[arg-type]

    assert shown(view) == CLOSED
    assert rows(farewell(texts()), Charset("ascii").plain) == CLOSED


def test_a_full_disk_does_not_take_the_basket_off_it() -> None:
    view = selling(line("Milk", 119), total_minor=119, can_sell=False)

    assert shown(view)[0] == "Milk            1.19"


def test_a_price_that_was_only_asked_for() -> None:
    each = LastItemView("info", "price", {}, "Rye bread", 1000, "each", 349, 349)
    by_weight = LastItemView("info", "price", {}, "Cheese", 1000, "kg", 2490, 2490)

    assert shown(selling(total_minor=0, last_item=each)) == ("Rye bread".ljust(20), "3.49".rjust(20))
    assert shown(selling(total_minor=0, last_item=by_weight))[1] == "24.90/kg".rjust(20)


@pytest.mark.parametrize(
    ("name", "page", "top"),
    [
        ("حليب طازج", "cp437", "hlyb tzj        1.19"),
        ("牛奶 1L", "cp437", "NiuNai 1L       1.19"),
        ("우유", "ascii", "UYu             1.19"),
        ("Frühstücksbrötchen süß", "cp437", "Frühstücksbrötc 1.19"),
        ("Frühstücksbrötchen süß", "ascii", "Fruhstucksbrotc 1.19"),
        ("\x1b@\x0cX\u202e", "cp437", "@ X             1.19"),
        ("Молоко", "cp866", "Молоко          1.19"),
        ("", "cp437", "                1.19"),
    ],
)
def test_names_of_every_script(name: str, page: str, top: str) -> None:
    assert shown(selling(line(name, 119), total_minor=119), page=page)[0] == top


@pytest.mark.parametrize(
    ("language", "page", "currency", "bottom"),
    [
        ("de", "cp437", "EUR", "Summe   1.234,50 EUR"),
        ("de", "cp858", "EUR", "Summe     1.234,50 €"),
        ("en", "cp858", "EUR", "Total      €1,234.50"),
        ("en", "cp437", "GBP", "Total      £1,234.50"),
        ("en", "ascii", "GBP", "Total   GBP 1,234.50"),
        ("de_CH", "cp437", "CHF", "Summe   CHF 1'234.50"),
        ("ar", "cp437", "AED", "Total   1,234.50 AED"),
        ("zh", "cp437", "CNY", "Total      ¥1,234.50"),
        ("fr", "cp850", "EUR", "Total   1 234,50 EUR"),
    ],
)
def test_the_shops_language_and_the_currency(language: str, page: str, currency: str, bottom: str) -> None:
    written = texts(language, page, currency)

    assert shown(selling(line("Milk", 123450), total_minor=123450), written, page)[1] == bottom


def test_german_words() -> None:
    german = texts("de")

    assert shown(done(1234, 2000, 766), german) == ("Gezahlt    20,00 EUR", "Rückgeld    7,66 EUR")
    assert shown(RegisterView(1, "sale", "EUR", 2, TotalsView(), must_sign_in=True), german)[1].strip() == (
        "Geschlossen"
    )


def test_rows_of_the_shops_own() -> None:
    own = with_rows(texts(), ("Welcome!", "Open until 20:00"), ("Back soon",))

    assert shown(EMPTY, own) == ("      Welcome!      ", "  Open until 20:00  ")
    assert shown(RegisterView(1, "sale", "EUR", 2, TotalsView(), must_sign_in=True), own) == (
        "     Back soon      ",
        " " * 20,
    )


def test_what_is_said_to_the_cashier_is_not_for_the_customer() -> None:
    notice = NoticeView(1, "bad", "card_stolen", {"name": "Ann"}, "")
    refused = LastItemView("bad", "code_unknown_code", {"code": "4711"})
    plain, warned = (
        EMPTY,
        RegisterView(2, "sale", "EUR", 2, TotalsView(), notices=(notice,), last_item=refused, cashier="Ann"),
    )

    assert shown(plain) == shown(warned)
