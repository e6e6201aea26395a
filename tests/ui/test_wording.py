"""Sentences with their parameters put in, and without the ones that were not given."""

import pytest

from ui.formatting import Numbers
from ui.wording import SENTENCES, Wording


@pytest.fixture
def wording() -> Wording:
    return Wording(Numbers("en"))


def test_the_age_question_names_its_article_where_it_is_known(wording: Wording) -> None:
    assert wording.question("age", {"age": 18, "name": "Gin"}) == "Is the customer 18 or older? (Gin)"
    assert wording.question("age", {"age": 18, "name": ""}) == "Is the customer 18 or older?"
    assert wording.question("age", {"age": 18}) == "Is the customer 18 or older?"


def test_a_voided_line_is_named_where_its_name_is_known(wording: Wording) -> None:
    assert wording.sentence("line_voided", {"name": "Gin"}) == "Gin is voided."
    assert wording.sentence("line_voided", {}) == "The line is voided."


def test_cash_that_goes_back_is_an_amount(wording: Wording) -> None:
    assert wording.sentence("cash_given_back", {"amount_minor": 1250}) == "Give back 12.50 in cash."


def test_a_copy_is_not_said_to_be_printed(wording: Wording) -> None:
    said = wording.sentence("copy_requested", {"receipt_no": "T1-A000042"})
    assert said == "A copy of receipt T1-A000042 goes to the printer."


@pytest.mark.parametrize("code", ["drawer_expired", "drawer_failed", "card_taken"])
def test_what_to_do_is_said(code: str) -> None:
    assert any(word in SENTENCES[code] for word in ("with its key", "with Del"))
