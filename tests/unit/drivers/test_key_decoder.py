"""Keys to scans: what a scanner in keyboard mode may do, and what must never become a code."""

import random

import pytest

from drivers.api import ScanRead
from drivers.scanners.key_decoder import gs_problem
from drivers.scanners.keymaps import LAYOUTS
from tests.unit.drivers.key_bench import (
    ALTGR,
    BACKSPACE,
    CTRL,
    ENTER,
    ESC,
    LINEFEED,
    MS,
    SHIFT,
    TAB,
    Bench,
)
from tests.unit.drivers.typist import ALT, CAPS, F8, KP_PLUS, PAD, Typist, strokes

EAN = "4006381333931"


@pytest.mark.parametrize("end", [ENTER, 96, TAB, LINEFEED])
def test_any_end_ends_a_scan_and_two_are_one(end: int) -> None:
    bench = Bench()

    bench.type(EAN)
    bench.tap(end, ENTER)

    assert bench.texts == [EAN]


def test_a_scan_keeps_its_bytes_and_the_times_of_its_keys() -> None:
    bench = Bench()
    bench.type("4A")
    bench.tap(ENTER)

    (scan,) = bench.found

    assert isinstance(scan, ScanRead)
    assert (scan.text, scan.device, scan.raw) == ("4A", "s1", b"4A\r")
    assert [ns // MS - 10**6 for ns in scan.pieces_ns] == [1, 4, 7]
    assert scan.at_ns == scan.pieces_ns[-1]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("letter", ["m", "j"])
def test_ctrl_m_and_ctrl_j_are_ends_in_every_layout(layout: str, letter: str) -> None:
    bench = Bench(layout)
    keys = strokes(layout) if letter in strokes(layout) else strokes("us")

    bench.type("431")
    bench.held((CTRL,), keys[letter][0].code)

    assert bench.texts == ["431"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_gs_in_every_manner(layout: str) -> None:
    bench = Bench(layout)

    bench.type("1")
    bench.held((CTRL,), 27)
    bench.type("2")
    bench.tap(F8)
    bench.type("3")
    bench.held((ALT,), PAD["0"], PAD["2"], PAD["9"])
    bench.type("4")
    bench.tap(ENTER)

    assert bench.texts == ["1\x1d2\x1d3\x1d4"]


def test_gs_by_substitutes() -> None:
    bench = Bench(gs="F12 ~")

    bench.type("1~2")
    bench.tap(88)
    bench.type("3")
    bench.tap(F8, ENTER)

    assert bench.texts == ["1\x1d2\x1d3"]
    assert (gs_problem("F12 ~"), gs_problem(""), gs_problem("F8 F25"), gs_problem("~~")) == (
        "",
        "",
        "F25",
        "~~",
    )


def test_other_control_characters_and_keys_that_type_nothing_are_dropped() -> None:
    bench = Bench()

    bench.type("ab")
    bench.tap(ESC, BACKSPACE, 59, 111)
    bench.held((CTRL,), 46 + 2, 30)
    bench.held((ALT,), 30)
    bench.type("c")
    bench.tap(ENTER)

    assert bench.texts == ["abc"]


def test_stx_before_and_etx_after_a_scan_are_framing() -> None:
    bench = Bench()

    bench.held((CTRL,), 48)
    bench.type("431")
    bench.held((CTRL,), 46)

    assert bench.texts == ["431"]


@pytest.mark.parametrize(
    ("digits", "char"),
    [
        ("065", "A"),
        ("65", "A"),
        ("0228", "ä"),
        ("132", "ä"),
        ("0128", "€"),
        ("8364", "€"),
        ("01078", "ж"),
        ("0129", ""),
        ("999999999", ""),
        ("055296", ""),
    ],
)
def test_alt_and_a_number_is_one_character(digits: str, char: str) -> None:
    bench = Bench()

    bench.type("1")
    bench.held((ALT,), *(PAD[digit] for digit in digits))
    bench.type("2")
    bench.tap(ENTER)

    assert bench.texts == [f"1{char}2"]


@pytest.mark.parametrize(
    ("keys", "char"), [((PAD["2"], PAD["0"], 30, 46), "€"), ((PAD["1"], 32), "\x1d"), ((), "")]
)
def test_alt_plus_and_hexadecimal_is_one_character_of_unicode(keys: tuple[int, ...], char: str) -> None:
    bench = Bench()

    bench.type("1")
    bench.held((ALT,), KP_PLUS, *keys)
    bench.type("2")
    bench.tap(ENTER)

    assert bench.texts == [f"1{char}2"]


def test_the_pad_types_digits_whatever_num_lock_and_shift_say() -> None:
    bench = Bench()

    bench.tap(69, PAD["4"])
    bench.held((SHIFT,), PAD["3"])
    bench.tap(69, PAD["1"], ENTER)

    assert bench.texts == ["431"]


def test_caps_lock_of_the_scanner_turns_letters_and_not_digits() -> None:
    bench = Bench()

    bench.tap(CAPS)
    bench.type("aB1-")
    bench.tap(CAPS)
    bench.type("aB1-")
    bench.tap(ENTER)

    assert bench.texts == ["Ab1-aB1-"]


def test_a_caps_lock_that_stayed_is_forgotten_before_the_next_scan() -> None:
    bench = Bench()
    bench.tap(CAPS)
    bench.type("a")
    bench.tap(ENTER)

    bench.wait(3000)
    bench.type("a")
    bench.tap(ENTER)

    assert bench.texts == ["A", "a"]
    assert not bench.decoder.caps


def test_a_slow_scan_keeps_its_caps_lock() -> None:
    bench = Bench()
    bench.tap(CAPS)
    bench.type("a")

    bench.wait(3000)
    bench.type("a")
    bench.tap(CAPS, ENTER)

    assert bench.texts == ["AA"]


def test_dead_keys_as_windows_has_them() -> None:
    bench = Bench("de")
    circumflex, acute, space = 41, 13, 57

    bench.tap(circumflex, 18, circumflex, space, circumflex, 2, circumflex, circumflex, acute, circumflex)
    bench.tap(acute, ENTER)

    assert bench.texts == ["ê^^1^^´^´"]


@pytest.mark.parametrize(("layout", "code", "accent"), [("fr", 3, "~"), ("fr", 8, "`"), ("es", 5, "~")])
def test_accents_that_only_windows_takes_for_dead(layout: str, code: int, accent: str) -> None:
    bench = Bench(layout)

    for then in ((57,), (), (49,)):
        bench.held((ALTGR,), code)
        bench.tap(*then)
        bench.type("1")
    bench.tap(ENTER)

    assert bench.texts == [f"{accent}1{accent}1{'ñ' if accent == '~' else 'ǹ'}1"]


def test_altgr_as_windows_scanners_type_it() -> None:
    bench = Bench("de")

    bench.held((CTRL, ALT), 16, 9)
    bench.tap(ENTER)

    assert bench.texts == ["@["]


def test_a_key_that_stays_down_types_once() -> None:
    bench = Bench()

    bench.key(5, 1)
    for _ in range(50):
        bench.key(5, 2)
    bench.key(5, 0)
    bench.type("31")
    bench.tap(ENTER)

    assert bench.texts == ["431"]


def test_a_bounce_is_one_scan_and_a_second_unit_is_another() -> None:
    bench = Bench()

    for pause_ms in (0, 0, 400):
        bench.wait(pause_ms)
        bench.type("431")
        bench.tap(ENTER)

    assert bench.texts == ["431", "431"]


def test_any_keys_at_all_are_bounded_and_raise_nothing() -> None:
    rng = random.Random(7)
    bench = Bench("fr")

    for _ in range(60_000):
        bench.key(rng.randrange(0, 768), rng.choice((0, 0, 1, 1, 1, 2)))
        if rng.random() < 0.001:
            bench.found += bench.decoder.overrun(bench.at_ns)

    assert all(len(m.text) <= 512 and len(m.raw) <= 1024 for m in bench.found if isinstance(m, ScanRead))
    assert "\x1d" in "".join(bench.texts)
    assert not set("".join(bench.texts)) & set(map(chr, range(0x1D)))


def test_the_typist_types_with_modifiers_of_both_sides() -> None:
    typist = Typist("de", random.Random(3))
    for _ in range(200):
        typist.scan("Aa@\x1d")

    assert {29, 97, 42, 54, 56, 100, 58, 66} <= {code for _, kind, code, _ in typist.events if kind == 1}
