"""What the first-run page takes for an answer, and what it proposes."""

import pytest

from pos_terminal.config import check
from pos_terminal.domain.money import Currency
from pos_terminal.setup_answers import (
    Answers,
    Country,
    basis_points,
    centre_url,
    host_and_port,
    objection,
    stock_url,
)
from pos_terminal.setup_countries import COUNTRIES, find_country
from ui.words.first_run import SENTENCES

GOOD = {
    "shop_name": ["Müller", "متجر"],
    "terminal_id": ["T1", "KASSE7"],
    "currency": ["EUR"],
    "rate": ["0", "7", "8.25", "8,25", "100"],
    "stock_url": ["stock", "10.0.0.5:6380", "redis://u:p@h:1/0", "rediss://h", "unix:///run/s", "/run/s"],
    "centre_url": ["centre", "a,b:27018", "mongodb://u:p@h/?replicaSet=rs0", "mongodb+srv://h"],
    "printer_address": ["192.0.2.17", "printer.shop:9101", "[::1]:9100", "[::1]"],
    "printer_path": ["/dev/usb/lp0"],
    "scanner_path": ["/dev/ttyACM0"],
    "manager_name": ["Amira Haddad"],
    "manager_pin": ["4711", "86420975"],
    "manager_again": ["4711"],
    "address": ["", "1 High St, Leeds"],
    "vat_id": [""],
}
BAD = {
    "shop_name": ["", "   ", "x" * 81],
    "terminal_id": ["", "t1", "T 1", "TOOLONG99", "É1"],
    "currency": ["", "EURO", "E1R", "€"],
    "rate": ["", "19 %", "101", "1.234", ".5", "٧"],
    "stock_url": ["", "http://h", "a b", "redis://", "mongodb://h"],
    "centre_url": ["", "redis://h", "mongodb://", "a b"],
    "printer_address": ["", "a b", "host:0", "host:99999", "host:x", "::1"],
    "printer_path": ["", "lp0"],
    "scanner_path": ["", "ttyACM0"],
    "manager_name": ["", "x" * 81],
    "manager_pin": ["", "123", "1234", "0000", "123456789", "12a4", "٤٧١١"],
    "manager_again": ["", "4712"],
    "address": ["a\x00b", "a\nb"],
}
HERE = Answers(manager_pin="4711")


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in GOOD.items() for text in texts])
def test_a_good_answer_is_taken(name: str, text: str) -> None:
    assert objection(name, text, HERE) == ""


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in BAD.items() for text in texts])
def test_a_bad_answer_gets_one_sentence(name: str, text: str) -> None:
    assert SENTENCES[objection(name, text, HERE)].endswith(".")


def test_addresses_are_completed() -> None:
    assert stock_url("stock") == "redis://stock:6379/0"
    assert stock_url("[::1]") == "redis://[::1]:6379/0"
    assert stock_url("stock:6380") == "redis://stock:6380/0"
    assert stock_url("/run/stock.sock") == "unix:///run/stock.sock"
    assert centre_url("centre/") == "mongodb://centre/"
    assert host_and_port("192.0.2.17") == ("192.0.2.17", 9100)
    assert host_and_port("[::1]:9101") == ("::1", 9101)


@pytest.mark.parametrize(
    ("text", "rate_bp"), [("7", 700), ("8.25", 825), ("8,2", 820), ("0", 0), ("100", 10_000)]
)
def test_rates_are_read_in_basis_points(text: str, rate_bp: int) -> None:
    assert basis_points(text) == rate_bp


def test_a_pin_is_in_no_text_of_the_answers() -> None:
    assert "4711" not in repr(Answers(manager_pin="4711", manager_again="4711"))


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda country: country.code)
def test_what_is_proposed_is_allowed_in_the_file(country: Country) -> None:
    row = find_country(country.code)
    assert row is not None
    assert Currency.of(row.currency).code == row.currency
    rates = [{"code": str(n), "name": "x", "rate_bp": bp} for n, bp in enumerate(row.rates_bp)]
    taken = check(
        {
            "shop": {"currency": row.currency},
            "tax": {"prices_include_tax": row.prices_include_tax, "classes": rates},
            "cash": {"rounding_step_minor": row.cash_step_minor},
        },
        "the test",
    )
    assert taken.cash.rounding_step_minor == row.cash_step_minor
    assert len(row.rates_bp) == len(set(row.rates_bp)) <= 8
    assert row.rates_bp[:1] == tuple(sorted(row.rates_bp, reverse=True))[:1]


def test_no_country_stands_twice() -> None:
    assert len({row.code for row in COUNTRIES}) == len(COUNTRIES)
