"""Hashes of PINs: made, compared, and never an error."""

import pytest

from pos_terminal.adapters.pins import hash_pin, pin_matches
from pos_terminal.demo_staff import DEMO_PINS, demo_staff
from pos_terminal.domain.staff import ROLES


def test_a_hash_matches_its_pin_and_no_other() -> None:
    pin_hash = hash_pin("2580")

    assert pin_matches(pin_hash, "2580")
    assert not pin_matches(pin_hash, "2581")
    assert not pin_matches(pin_hash, "")


def test_a_hash_has_the_parameters_that_are_advised_and_a_salt_of_its_own() -> None:
    first, second = hash_pin("2580"), hash_pin("2580")

    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert first != second


@pytest.mark.parametrize(
    "pin_hash",
    [
        "",
        "2580",
        "$argon2id$",
        "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$",
        "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$####",
        "$argon2id$v=19$m=x,t=2,p=1$c2FsdHNhbHQ$aGFzaA",
        "$argon2id$v=19$m=4194304,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA",
        "$argon2id$v=19$m=64,t=4000000,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA",
        "ärger",
        "\ud800",
        "$argon2id$v=19$m=19456,t=2,p=0$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA",
        "\x00" * 100,
    ],
)
def test_a_damaged_hash_matches_nothing(pin_hash: str) -> None:
    assert not pin_matches(pin_hash, "2580")


def test_a_pin_that_is_no_text_for_a_hash_matches_nothing() -> None:
    assert not pin_matches(hash_pin("2580"), "\ud800")


def test_the_demo_has_one_of_each_role_with_the_pins_that_it_shows() -> None:
    staff = demo_staff()

    assert tuple(member.role for member in staff) == ROLES
    assert all(pin_matches(member.pin_hash, DEMO_PINS[member.staff_id]) for member in staff)
    assert len({member.badge for member in staff}) == len(staff) == len(DEMO_PINS)
