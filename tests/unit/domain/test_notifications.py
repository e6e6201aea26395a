"""What may be a mail address, and what a slip or an attack looks like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.domain.notifications import address_problem

GOOD = [
    "anna@example.org",
    "a.b+receipts@mail.example.co.uk",
    "x_y-z!#$%&*/=?^{|}~@example.org",
    "anna@müller.example",
    "müller@example.org",
    "محمد@مثال.example",
    "अन्ना@हिन्दी.example",
    "root@localhost",
    "a" * 64 + "@example.org",
]

BAD = [
    ("", "mail_address_empty"),
    ("anna", "mail_address_at"),
    ("@example.org", "mail_address_at"),
    ("anna@", "mail_address_at"),
    ("anna@home@example.org", "mail_address_at"),
    ("anna @example.org", "mail_address_sign"),
    (" anna@example.org", "mail_address_sign"),
    ("anna@example.org\n", "mail_address_sign"),
    ("anna@example.org\r\nBcc: all@example.org", "mail_address_sign"),
    ("anna@example.org\0", "mail_address_sign"),
    ("anna@example.org,otto@example.org", "mail_address_sign"),
    ("anna@example.org;otto", "mail_address_sign"),
    ("Anna <anna@example.org>", "mail_address_sign"),
    ('"anna"@example.org', "mail_address_sign"),
    ("anna@[192.0.2.1]", "mail_address_sign"),
    ("anna\u202e@example.org", "mail_address_sign"),
    ("anna\u200b@example.org", "mail_address_sign"),
    (".anna@example.org", "mail_address_sign"),
    ("anna..b@example.org", "mail_address_sign"),
    ("anna@example", "mail_address_domain"),
    ("anna@.example.org", "mail_address_domain"),
    ("anna@example..org", "mail_address_domain"),
    ("anna@-example.org", "mail_address_domain"),
    ("anna@exam_ple.org", "mail_address_domain"),
    ("anna@straße.example", "mail_address_domain"),
    ("anna@" + "a" * 64 + ".org", "mail_address_domain"),
    ("a" * 65 + "@example.org", "mail_address_long"),
    ("anna@" + "a." * 130 + "org", "mail_address_long"),
]


@pytest.mark.parametrize("text", GOOD)
def test_an_address(text: str) -> None:
    assert address_problem(text) is None


@pytest.mark.parametrize(("text", "problem"), BAD)
def test_no_address(text: str, problem: str) -> None:
    assert address_problem(text) == problem


@given(st.text(), st.sampled_from(["\r", "\n", "\0", "\t", " ", "\u2028", ",", "<", ">", '"']), st.text())
def test_nothing_that_could_end_a_header_or_name_a_second_person_is_an_address(
    before: str, sign: str, after: str
) -> None:
    assert address_problem(f"{before}{sign}{after}") is not None


@given(st.text())
def test_an_address_is_one_printed_word_with_one_at(text: str) -> None:
    if address_problem(text) is None:
        assert text.count("@") == 1
        assert text.isprintable()
        assert text.split() == [text]
