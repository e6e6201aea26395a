"""Who may be a customer, and whom a few typed letters or digits mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.domain.customers import Customer, best, checked, phone_digits, search_tokens, wanted
from pos_terminal.domain.decision import Refused

MUELLER = Customer("c1", "Jürgen Müller-Lüdenscheidt", "+49 (0)170 123-4567", card_code="K-100")
MILLER = Customer("c2", "Ann Miller", "0170 7654321")
WANG = Customer("c3", "王小明")
AHMAD = Customer("c4", "مُحَمَّد الأحمد", "٠١٧٠٩٩٩٨٨٧٧")
DANG = Customer("c5", "Đặng Thị Thu")
STRASS = Customer("c6", "Peter Straß")
EVERYBODY = (MUELLER, MILLER, WANG, AHMAD, DANG, STRASS)


def found(text: str) -> list[str]:
    return [customer.customer_id for customer in best(EVERYBODY, wanted(text), 20)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("müller", "c1"),
        ("muller", "c1"),
        ("mueller", "c1"),
        ("MÜLLER jürg", "c1"),
        ("lüdens juergen", "c1"),
        ("mu\u0308ller", "c1"),
        ("王小明", "c3"),
        ("小明", "c3"),
        ("محمد", "c4"),
        ("الاحمد", "c4"),
        ("احمد", "c4"),
        ("dang thi", "c5"),
        ("strass", "c6"),
        ("straß", "c6"),
        ("K-100", "c1"),
        ("+49 170 1234567", "c1"),
        ("0170/1234567", "c1"),
        ("4567", "c1"),
        ("٩٩٨٨٧٧", "c4"),
        ("0170 999 88 77", "c4"),
        ("+49 170 7654321", "c2"),
    ],
)
def test_one_is_meant(text: str, meant: str) -> None:
    assert found(text) == [meant]


@pytest.mark.parametrize(
    "text", ["", "   ", "ller", "jurgen miller", "k-100", "K-10", "21", "#7654", "999999"]
)
def test_nobody_is_meant(text: str) -> None:
    assert found(text) == []


def test_the_best_come_first_and_each_once() -> None:
    # given somebody whose card is another's name, whole words and beginnings
    card = Customer("c7", "Zoe", card_code="Ann")
    longer = Customer("c8", "Anna Adams")

    # when
    rows = best((longer, MILLER, card, MILLER), wanted("Ann"), 20)

    # then
    assert [row.customer_id for row in rows] == ["c7", "c2", "c8"]
    assert len(best((longer, MILLER, card), wanted("Ann"), 2)) == 2


def test_a_customer_is_tidied() -> None:
    given_ = Customer("c9", "  Ju\u0308rgen \t Muller ", " 0170  1 23 ", " a@b.de ", " 4711 ")

    assert checked(given_) == Customer("c9", "Jürgen Muller", "0170 1 23", "a@b.de", "4711")


@pytest.mark.parametrize(
    ("customer", "code"),
    [
        (Customer("c", " - "), "customer_name_missing"),
        (Customer("c", "x" * 121), "customer_name_long"),
        (Customer("c", "Ann", "no phone"), "customer_phone_wrong"),
        (Customer("c", "Ann", "12"), "customer_phone_wrong"),
        (Customer("c", "Ann", "1" * 21), "customer_phone_wrong"),
        (Customer("c", "Ann", email="ann@home"), "customer_email_wrong"),
        (Customer("c", "Ann", email="ann at home.de"), "customer_email_wrong"),
        (Customer("c", "Ann", card_code="a b"), "customer_card_wrong"),
        (Customer("c", "Ann", card_code="x" * 65), "customer_card_wrong"),
    ],
)
def test_what_cannot_be_written_down(customer: Customer, code: str) -> None:
    answer = checked(customer)

    assert isinstance(answer, Refused)
    assert answer.code == code


def test_no_name_and_no_number_is_in_a_repr() -> None:
    assert "ller" not in repr(MUELLER) + repr(wanted("müller"))
    assert "4567" not in repr(MUELLER) + repr(wanted("1234567"))


def test_digits_of_any_script() -> None:
    assert phone_digits("+٤٩ (0)170-1२3") == "49170123"


@given(st.text(max_size=40), st.text(max_size=40))
def test_whoever_is_written_down_is_found_by_the_own_name(name: str, phone: str) -> None:
    customer = checked(Customer("c", name, phone))
    if isinstance(customer, Customer):
        assert search_tokens(customer.name, customer.phone)
        assert best((customer,), wanted(customer.name), 20) == (customer,)
        if customer.phone and phone_digits(customer.phone).lstrip("0")[2:]:
            assert best((customer,), wanted(customer.phone), 20) == (customer,)


@given(st.text(max_size=60))
def test_any_text_can_be_looked_for(text: str) -> None:
    best(EVERYBODY, wanted(text), 20)
