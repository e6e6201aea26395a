"""The stream of ESC/POS bytes as commands, however it is split."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.simulated.stream import Command, Tokenizer

PICTURE = b"\x1dv0\x00\x02\x00\x02\x00\x10\x04\x01\n"
STREAM = (
    b"\x1b@\x1bt\x13Caf\x82\n\x1b!\x38TOTAL\x1b!\x00\n" + PICTURE + b"\x1b*\x21\x02\x00abcdef\n"
    b"\x1d(L\x06\x000p0102\x1d(k\x03\x001Q0\x1dk\x02400638133393\x00\x1dkI\x06{BT1-A\x1dV\x42\x30\x1dV\x00"
    b"\x1bp\x00\x32\xfa\x10\x04\x01\x10\x14\x01\x00\x02\x1bD\x08\x10\x00\x1d8L\x03\x00\x00\x000p0\x1cp\x01\x00"
)


def names(commands: list[Command]) -> list[str]:
    return [command.name for command in commands]


def joined(commands: list[Command]) -> list[Command]:
    """Runs of text that a split cut in two, as one again."""
    found: list[Command] = []
    for command in commands:
        if found and command.name == found[-1].name == "TEXT":
            text = found.pop().payload + command.payload
            command = Command("TEXT", payload=text, size=len(text))
        found.append(command)
    return found


def test_every_command_ends_where_the_next_begins() -> None:
    commands = Tokenizer().feed(STREAM)

    text = "ESC @,ESC t,TEXT,LF,ESC !,TEXT,ESC !,LF,GS v 0,ESC *,LF"
    rest = "GS ( L,GS ( k,GS k,GS k,GS V,GS V,ESC p,DLE EOT,DLE DC4,ESC D,GS 8 L,FS p"
    assert names(commands) == [*text.split(","), *rest.split(",")]
    assert sum(command.size for command in commands) == len(STREAM)


@given(st.randoms(use_true_random=False))
def test_how_the_stream_is_split_changes_nothing(cuts: random.Random) -> None:
    tokens, found, at = Tokenizer(), [], 0
    while at < len(STREAM):
        step = cuts.choice((1, 1, 2, 3, 7, 40))
        found += tokens.feed(STREAM[at : at + step])
        at += step

    assert joined(found) == Tokenizer().feed(STREAM)
    assert tokens.waiting_bytes == 0


def test_what_looks_like_a_status_question_inside_a_picture_is_picture() -> None:
    assert names(Tokenizer().feed(PICTURE)) == ["GS v 0"]


@given(st.binary(max_size=200))
def test_garbage_neither_raises_nor_hangs(garbage: bytes) -> None:
    tokens = Tokenizer()
    found = tokens.feed(garbage)

    assert sum(command.size for command in found) + tokens.waiting_bytes == len(garbage)


@pytest.mark.parametrize(
    ("sent", "name"), [(b"\x1bz", "? ESC 7A"), (b"\x07", "? 07"), (b"\x10\x99", "? DLE 99")]
)
def test_what_nobody_knows_is_named(sent: bytes, name: str) -> None:
    assert names(Tokenizer().feed(sent)) == [name]


def test_a_picture_of_gigabytes_is_garbage() -> None:
    assert names(Tokenizer().feed(b"\x1d8L\xff\xff\xff\xffx\n"))[0].startswith("? GS 8 L")
