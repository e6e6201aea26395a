"""The proof of the scanners, small: every transport at once, and a comparison that sees what is planted."""

from tools import scans
from tools.check_scans import KINDS, Comparison, self_test


def test_scans_through_every_transport_arrive_once_whole_and_under_their_name() -> None:
    proof = scans.prove(4_000, seed=11)

    assert proof.said == []
    assert sum(proof.wrong.values()) == 0
    assert proof.compared >= 4_000
    assert set(scans.by_transport(proof.senders)) == {"serial", "network", "keys", "hid"}


def test_every_kind_of_error_is_found_and_named() -> None:
    assert self_test() == []


def test_what_never_comes_is_lost() -> None:
    comparison = Comparison({("a", 0): ("1111", "2222"), ("b", 1): ("3333",)})
    comparison.take("a", "1111")
    assert comparison.outstanding() == 2

    comparison.close()

    assert comparison.wrong == {"lost": 2}
    assert comparison.said == ["lost: a '2222'", "lost: b '3333'"]
    assert set(comparison.wrong) <= set(KINDS)


def test_a_device_that_nobody_knows_is_misrouted() -> None:
    comparison = Comparison({("a", 0): ("1111", "2222")})

    comparison.take("nobody", "1111")

    assert comparison.wrong["misrouted"] == 1
