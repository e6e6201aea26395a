"""How long the mail waits after a failure: doubled, at most ten minutes, half of it by chance."""

import pytest

from pos_terminal.workers.mail import Limits, Pause

S = 1_000_000_000
NOW = 77 * S


def waits_s(chance: float, failures: int) -> list[float]:
    pause = Pause(Limits(), lambda: chance)
    waits = []
    for _ in range(failures):
        pause.failed(NOW)
        waits.append((pause.until_ns - NOW) / S)
    return waits


@pytest.mark.parametrize(
    ("chance", "expected"),
    [
        (0.0, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]),
        (1.0, [2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600]),
    ],
)
def test_each_failure_doubles_the_wait_up_to_ten_minutes(chance: float, expected: list[float]) -> None:
    assert waits_s(chance, len(expected)) == expected


def test_a_week_of_failures_is_still_ten_minutes() -> None:
    assert waits_s(1.0, 1000)[-1] == 600


def test_what_a_person_must_mend_is_tried_every_ten_minutes() -> None:
    pause = Pause(Limits(), lambda: 0.5)
    pause.barred(NOW)
    assert pause.until_ns - NOW == 600 * S


def test_success_ends_the_wait() -> None:
    pause = Pause(Limits(), lambda: 0.5)
    pause.failed(NOW)
    pause.succeeded()
    assert (pause.failures, pause.until_ns) == (0, 0)
