"""What each key means in each layout, checked against libxkbcommon: never against our own table."""

import ctypes
import itertools
import typing
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from drivers.scanners import key_tables, keymaps
from drivers.scanners.keymaps import LAYOUTS, compose
from pos_terminal.config_devices import KeyLayout
from tests.unit.drivers import xkb
from tests.unit.drivers.xkb import DEAD, DEAD_ON_WINDOWS

# Every code that a keyboard of the kernel has (KEY_MICMUTE is the last one that X can carry).
CODES = range(1, 248)
STATES = list(itertools.product((False, True), repeat=3))

# Dead keys that no scanner types; they add nothing.
UNUSED = {"dead_belowdot", "dead_belowcomma", "dead_currency", "dead_greek", "dead_hook", "dead_horn"}
UNUSED |= {"dead_belowmacron", "dead_stroke", "dead_invertedbreve", "dead_iota", "dead_doublegrave"}

# WORKAROUND libxkbcommon 1.5: Caps Lock makes symbols of ÿ and µ that do not exist.
CAPITALS = {"0x00000178": "Ÿ", "0x0000039c": "µ"}


@contextmanager
def keyboard(layout: str, *, shift: bool, altgr: bool, caps: bool) -> Iterator[xkb.Keyboard]:
    made = xkb.Keyboard(layout)
    for code in [xkb.CAPS_LOCK] * caps:
        made.tap(code)
    for code in [xkb.LEFT_SHIFT] * shift + [xkb.RIGHT_ALT] * altgr:
        made.press(code)
    yield made
    made.close()


def typed(key: xkb.Key) -> str | None:
    """The printable text of a key that is not dead."""
    text = CAPITALS.get(key.symbol, key.text)
    return None if not text or unicodedata.category(text[0]) == "Cc" else text


def test_all_layouts_that_were_promised_are_there() -> None:
    assert " ".join(LAYOUTS) == "us gb de fr be es it ch_de ch_fr dk no se fi ru pt nl"


@pytest.mark.parametrize(("shift", "altgr", "caps"), STATES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_key_types_what_libxkbcommon_says(layout: str, shift: bool, altgr: bool, caps: bool) -> None:
    with keyboard(layout, shift=shift, altgr=altgr, caps=caps) as real:
        keys = {code: real.key(code) for code in CODES if code not in key_tables.PAD_KEYS}
    ours = LAYOUTS[layout]
    said = {code: ours.char(code, shift, altgr, caps) for code in keys}
    dead = {code for code in keys if ours.is_dead(code, shift, altgr, caps)}

    dead_keys = {code: key.symbol for code, key in keys.items() if key.symbol.startswith("dead_")}
    assert set(dead_keys.values()) <= set(DEAD) | UNUSED
    assert said == {
        code: DEAD.get(dead_keys[code]) if code in dead_keys else typed(key) for code, key in keys.items()
    }
    extra = {code for name, code in DEAD_ON_WINDOWS if name == layout and altgr and not shift}
    assert dead == {code for code, symbol in dead_keys.items() if symbol in DEAD} | extra


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_pad_types_in_every_state_what_num_lock_makes_of_it(layout: str) -> None:
    with keyboard(layout, shift=False, altgr=False, caps=False) as real:
        real.tap(xkb.NUM_LOCK)
        keys = {code: real.key(code).text for code in key_tables.PAD_KEYS}

    for shift, altgr, caps in STATES:
        assert {code: LAYOUTS[layout].char(code, shift, altgr, caps) for code in keys} == keys
    assert all(keys[code] == digit for code, digit in keymaps.KEYPAD_DIGITS.items())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_right_alt_key_is_altgr_where_libxkbcommon_says_so(layout: str) -> None:
    real = xkb.Keyboard(layout)

    assert LAYOUTS[layout].has_altgr == (real.key(xkb.RIGHT_ALT).symbol == "ISO_Level3_Shift")
    real.close()


def composed(accent_symbol: str, letter: str) -> str:
    """What libxkbcommon's compose table makes of a dead key and a letter; empty where nothing."""
    library = xkb.needed()
    for function in ("xkb_compose_table_new_from_locale", "xkb_compose_state_new"):
        getattr(library, function).restype = ctypes.c_void_p
    if "table" not in _COMPOSE:
        context = ctypes.c_void_p(library.xkb_context_new(0))
        made = library.xkb_compose_table_new_from_locale(context, b"en_US.UTF-8", 0)
        if not made:
            pytest.skip("No compose table of X11 on this machine (libx11-data).")
        _COMPOSE["table"] = ctypes.c_void_p(made)
        _COMPOSE["state"] = ctypes.c_void_p(library.xkb_compose_state_new(_COMPOSE["table"], 0))
    state, text = _COMPOSE["state"], ctypes.create_string_buffer(64)
    library.xkb_compose_state_reset(state)
    for symbol in (accent_symbol, letter):
        keysym = library.xkb_keysym_from_name(symbol.encode(), 0)
        library.xkb_compose_state_feed(state, keysym)
    library.xkb_compose_state_get_utf8(state, text, 64)
    return text.value.decode()


_COMPOSE: dict[str, ctypes.c_void_p] = {}


@pytest.mark.parametrize("dead", DEAD)
def test_dead_keys_make_the_letters_that_x11_makes(dead: str) -> None:
    letters = [chr(code) for code in (*range(65, 91), *range(97, 123))]
    theirs = {letter: composed(dead, letter) for letter in letters}
    ours = {letter: compose(DEAD[dead], letter) for letter in letters}

    # Where there is no such letter, Windows types accent and letter and X11 nothing.
    assert {letter: ours[letter] for letter in letters if len(ours[letter]) == 1} == {
        letter: theirs[letter] for letter in letters if len(ours[letter]) == 1
    }
    assert all(ours[letter] == DEAD[dead] + letter for letter in letters if len(ours[letter]) > 1)


@pytest.mark.parametrize("accent", DEAD.values())
def test_an_accent_before_a_space_stands_alone(accent: str) -> None:
    assert compose(accent, " ") == accent


def test_the_configuration_knows_the_same_layouts() -> None:
    assert list(typing.get_args(KeyLayout)) == list(LAYOUTS)
