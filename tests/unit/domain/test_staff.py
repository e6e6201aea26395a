"""Who holds which right, and which ids and PINs can be used."""

from itertools import pairwise

import pytest

from pos_terminal.domain.staff import (
    RIGHTS,
    ROLES,
    StaffMember,
    holds,
    is_staff_id,
    pin_objection,
)

# The issue: a price change, a return without receipt, no-sale, cash out and closing ask for a manager's PIN.
MANAGERS_ONLY = {
    *("price_change", "return_no_receipt", "no_sale", "cash_out", "close_shift", "close_over_tolerance"),
    *("store_report", "article_edit", "staff_edit", "findings", "stock_raise", "backup", "card_by_hand"),
}
NOT_CASHIERS = {
    *("discount_large", "x_report", "z_reprint", "tender_correct", "stock_override", "return_unchecked"),
    "drop_paper",
}
EVERYBODYS = {
    *("sell", "discount", "return_receipt", "open_shift", "cash_in", "cash_drop", "void_sale"),
    "customer_edit",
}


def test_every_right_has_its_roles() -> None:
    assert {right for right in RIGHTS if holds("cashier", right)} == EVERYBODYS
    assert {right for right in RIGHTS if holds("supervisor", right)} == EVERYBODYS | NOT_CASHIERS
    assert {right for right in RIGHTS if holds("manager", right)} == set(RIGHTS)
    assert set(RIGHTS) == EVERYBODYS | NOT_CASHIERS | MANAGERS_ONLY


def test_each_role_may_do_what_the_one_below_it_may() -> None:
    for lower, higher in pairwise(ROLES):
        assert {right for right in RIGHTS if holds(lower, right)} < {
            right for right in RIGHTS if holds(higher, right)
        }


def test_a_right_that_nobody_listed_is_an_error_and_not_a_permission() -> None:
    with pytest.raises(KeyError):
        holds("manager", "fly")


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        RIGHTS["sell"] = frozenset()  # type: ignore[index]  # that is the point


@pytest.mark.parametrize("staff_id", ["ada", "A.b_c-9", "x" * 64])
def test_ids_that_can_be_used(staff_id: str) -> None:
    assert is_staff_id(staff_id)


@pytest.mark.parametrize("staff_id", ["", "x" * 65, "a b", "ä", "a{b", "a|b", "ada\n"])
def test_ids_that_cannot(staff_id: str) -> None:
    assert not is_staff_id(staff_id)


@pytest.mark.parametrize("pin", ["2580", "13579", "90210", "11112222", "1235"])
def test_pins_that_can_be_used(pin: str) -> None:
    assert pin_objection(pin) == ""


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "١٢٣٤", "1357\n"])
def test_a_pin_is_4_to_8_digits(pin: str) -> None:
    assert "4 to 8 digits" in pin_objection(pin)


@pytest.mark.parametrize("pin", ["0000", "1111", "99999999", "1234", "01234567", "7890", "4321", "87654321"])
def test_the_first_that_anybody_tries_are_refused(pin: str) -> None:
    sentence = pin_objection(pin)

    assert "anybody tries" in sentence
    assert pin not in sentence


def test_neither_hash_nor_badge_is_in_a_repr() -> None:
    shown = repr(StaffMember("ada", "Ada", "cashier", "$argon2id$secret", "BADGE-1"))

    assert "secret" not in shown
    assert "BADGE-1" not in shown
    assert "Ada" in shown
