"""Whatever a scanner gives, its tape played back says the same, bit for bit, and a changed tape says so."""

import io
import itertools
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.api import Message
from drivers.scanners.framing import Framing
from drivers.scanners.hid_report import DATA_FIRST, STANDARD
from drivers.scanners.key_decoder import KeySettings
from drivers.scanners.keymaps import LAYOUTS
from drivers.scanners.tape import Piece, Recipe, Tap, TapedKeys, TapedLine, TapedReports, played
from drivers.scanners.tape_file import Tape, TapeWriter, read_tape
from tests.unit.drivers.hid_scanners import report

BEGAN_NS = 5_000_000_000
FRAMINGS = (
    Framing(),
    Framing(terminators=b"", idle_ms=60),
    Framing(terminators=b"", suffix=b"##", prefix=b"\x02", needs_prefix=True, repeat_ms=30),
)
# What matters to some framing, beside anything else.
BYTES = st.one_of(
    st.sampled_from((b"4006381333931\r", b"\r\n", b"##", b"\x02", b"]C10104006381333931\x1d", b"\n", b"7")),
    st.binary(min_size=1, max_size=12),
)
PAUSES_NS = st.sampled_from((0, 1_000_000, 29_000_000, 61_000_000, 600_000_000, 3_000_000_000))
KEYS = st.one_of(st.sampled_from((2, 3, 11, 28, 42, 29, 27, 58, 56, 71, 66)), st.integers(0, 255))
REPORTS = st.one_of(
    st.builds(
        lambda data, more, shift: report("]E0", data, more=more, shift=shift),
        st.binary(max_size=50),
        st.booleans(),
        st.integers(0, 1),
    ),
    st.binary(min_size=1, max_size=64),
)


def times(pauses: list[int]) -> Iterator[int]:
    return itertools.accumulate(pauses, initial=BEGAN_NS)


def recorded(recipe: Recipe, pieces: list[Piece], most_bytes: int = 1 << 20) -> Tape:
    """Through the file's form and back."""
    out = io.BytesIO()
    writer = TapeWriter(out, recipe, BEGAN_NS, "2026-11-24T10:00:00Z", most_bytes)
    for piece in pieces:
        writer.take(piece)
    writer.end()
    return read_tape(out.getvalue().splitlines(keepends=True))


def same(recipe: Recipe, pieces: list[Piece], live: list[Message]) -> None:
    tape = recorded(recipe, pieces)
    assert not tape.problem
    assert tape.recipe == recipe
    assert tape.pieces == tuple(pieces)
    assert list(played(tape.recipe, tape.pieces)) == live


@given(st.sampled_from(FRAMINGS), st.lists(st.tuples(st.integers(0, 2), BYTES, PAUSES_NS), max_size=40))
def test_lines(framing: Framing, sent: list[tuple[int, bytes, int]]) -> None:
    """Given bytes on up to three connections, with pauses and losses, when played, then the same comes."""
    recipe, taken, live = Recipe("network", "phone", framing), list[Piece](), list[Message]()
    lines = [TapedLine(recipe, taken.append, number) for number in range(3)]
    for at_ns, (number, chunk, pause_ns) in zip(times([row[2] for row in sent]), sent, strict=False):
        live += lines[number].feed(chunk, at_ns)
        for line in lines:
            live += line.idle(at_ns + pause_ns)
        if chunk == b"7":
            live += lines[number].lost()
    same(recipe, taken, live)


@given(
    st.sampled_from(sorted(LAYOUTS)),
    st.lists(st.tuples(KEYS, st.integers(0, 2), PAUSES_NS), max_size=60),
    st.frozensets(KEYS, max_size=3),
)
def test_keys(layout: str, sent: list[tuple[int, int, int]], held: frozenset[int]) -> None:
    """Given any keys, overruns and losses among them, when played, then the same comes."""
    recipe = Recipe("keyboard", "gun", Framing(repeat_ms=30), KeySettings(layout, "F8 ~"))
    taken, live = list[Piece](), list[Message]()
    decoder = TapedKeys(recipe, taken.append)
    decoder.begin(BEGAN_NS, held)
    for at_ns, (code, value, _) in zip(times([row[2] for row in sent]), sent, strict=False):
        live += decoder.idle(at_ns)
        live += decoder.overrun(at_ns) if (code, value) == (71, 2) else decoder.key(code, value, at_ns)
        if (code, value) == (71, 0):
            live += decoder.lost()
            decoder.begin(at_ns, held)
    same(recipe, taken, live)


@given(
    st.sampled_from((STANDARD, DATA_FIRST)),
    st.lists(st.tuples(REPORTS, PAUSES_NS), max_size=30),
)
def test_reports(layout: object, sent: list[tuple[bytes, int]]) -> None:
    """Given any reports of a device that is lost and found again, when played, then the same comes."""
    recipe, taken, live = Recipe("hid_pos", "hid", Framing(repeat_ms=30)), list[Piece](), list[Message]()
    tap: Tap = taken.append
    decoder = TapedReports("hid", layout, 30, tap)  # type: ignore[arg-type]
    for place, (at_ns, (sent_report, _)) in enumerate(
        zip(times([row[1] for row in sent]), sent, strict=False)
    ):
        live += decoder.idle(at_ns)
        live += decoder.feed(sent_report, at_ns)
        if place == 11:
            live += decoder.lost()
            decoder = TapedReports("hid", STANDARD, 30, tap)
    same(recipe, taken, live)


@settings(max_examples=60)
@given(st.data())
def test_any_change_is_noticed(data: st.DataObject) -> None:
    """Given a tape, when a byte of it is another or its end is missing, then it is not taken for whole."""
    recipe = Recipe("serial", "gun", Framing())
    out = io.BytesIO()
    writer = TapeWriter(out, recipe, BEGAN_NS, "")
    for number in range(5):
        writer.take(Piece(BEGAN_NS + number, "bytes", data=b"4006381333931\r"))
    writer.end()
    whole = out.getvalue()
    header_bytes = whole.index(b"\n") + 1
    at = data.draw(st.integers(header_bytes, len(whole) - 2))
    if data.draw(st.booleans()):
        changed = whole[:at]
    else:
        changed = whole[:at] + bytes((whole[at] ^ data.draw(st.integers(1, 255)),)) + whole[at + 1 :]
    tape = read_tape(changed.splitlines(keepends=True))
    assert tape.problem or tape == read_tape(whole.splitlines(keepends=True))
