"""Framing: how bytes become scans, however they are split over reads."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.api import ScanBroken, ScanRead
from drivers.scanners.framing import MOST_PIECES, MOST_RAW_BYTES, Framer, Framing, unescaped

MS = 1_000_000


def scans(pieces: Sequence[bytes], framing: Framing | None = None) -> list[str]:
    """What a framer makes of these reads, 10 ms apart; a broken scan shows as its reason in brackets."""
    framer = Framer("s1", framing or Framing())
    found: list[ScanRead | ScanBroken] = []
    for number, piece in enumerate(pieces):
        found += framer.feed(piece, number * 10 * MS)
    return [scan.text if isinstance(scan, ScanRead) else f"({scan.reason})" for scan in found]


def read(messages: Sequence[ScanRead | ScanBroken]) -> list[tuple[str, int]]:
    """Text and time of whole scans."""
    return [(scan.text, scan.at_ns) for scan in messages if isinstance(scan, ScanRead)]


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\t", b"\x03", b"\r\n\r\n", b"\x03\r\n"])
def test_every_terminator_ends_a_scan_once(end: bytes) -> None:
    assert scans([b"4006381333931" + end + b"73513537" + end]) == ["4006381333931", "73513537"]


def test_stx_before_a_scan_is_taken_off() -> None:
    assert scans([b"\x024006381333931\x03\x0273513537\x03"]) == ["4006381333931", "73513537"]


def test_empty_scans_are_dropped() -> None:
    assert scans([b"\r\r\n\n\t\x02\x03\x00\r"]) == []


def test_bytes_one_at_a_time_make_one_scan() -> None:
    sent = b"\x02]E04006381333931\r\n"

    assert scans([bytes((byte,)) for byte in sent]) == ["]E04006381333931"]


def test_aim_identifier_stays_in_the_text() -> None:
    assert scans([b"]C10109521234543213\x1d10ABC\r"]) == ["]C10109521234543213\x1d10ABC"]


def test_of_the_control_characters_only_gs_passes() -> None:
    everything = bytes(code for code in range(0x20) if code not in b"\r\n\t\x03")

    assert scans([b"A" + everything + b"\x7fB\r"]) == ["A\x1dB"]


def test_utf8_then_latin1_and_no_c1_from_either() -> None:
    given = ["Käse\r".encode(), "Käse\r".encode("latin-1"), b"x\x9by\r", "x\u009by\r".encode()]

    assert [scans([sent]) for sent in given] == [["Käse"], ["Käse"], ["xy"], ["xy"]]


def test_a_scan_of_512_bytes_passes_and_a_longer_one_goes_up_to_its_terminator() -> None:
    assert scans([b"7" * 512 + b"\r"]) == ["7" * 512]
    assert scans([b"7" * 513 + b"\r431\r"]) == ["(too_long)", "431"]
    assert scans([b"7" * 300, b"7" * 300, b"7" * 9000, b"431", b"\r431\r"]) == ["(too_long)", "431"]


def test_a_pause_is_never_the_end_where_there_are_terminators() -> None:
    framer = Framer("s1", Framing())

    assert framer.feed(b"40063813", 0) == []
    assert framer.due_ns() is None
    assert framer.idle(3600 * 1000 * MS) == []
    assert read(framer.feed(b"33931\r", 3600 * 1000 * MS)) == [("4006381333931", 3600 * 1000 * MS)]


def test_silence_ends_a_scan_where_there_is_no_terminator() -> None:
    # Given a scanner that sends no suffix, and a scan in two reads
    framer = Framer("s1", Framing(terminators=b"", idle_ms=60))
    assert framer.feed(b"40063813", 0) == []
    assert framer.feed(b"33931", 10 * MS) == []

    # Then it ends 60 ms after its last byte, and carries that byte's time
    assert framer.due_ns() == 70 * MS
    assert framer.idle(69 * MS) == []
    assert read(framer.idle(70 * MS)) == [("4006381333931", 10 * MS)]
    assert framer.due_ns() is None


def test_without_terminator_a_late_read_does_not_join_two_scans() -> None:
    framer = Framer("s1", Framing(terminators=b"", idle_ms=60))
    framer.feed(b"111", 0)

    assert read(framer.feed(b"222", 500 * MS)) == [("111", 0)]
    assert read(framer.idle(600 * MS)) == [("222", 500 * MS)]


def test_without_terminator_an_endless_scan_is_thrown_away_until_silence() -> None:
    framer = Framer("s1", Framing(terminators=b"", idle_ms=60))

    assert framer.feed(b"7" * 600, 0) == [ScanBroken("s1", "too_long")]
    assert framer.feed(b"7" * 600, 10 * MS) == []
    assert framer.feed(b"431", 100 * MS) == []
    assert read(framer.idle(200 * MS)) == [("431", 100 * MS)]


def test_half_a_scan_is_thrown_away_at_unplug_and_never_joined_with_the_next() -> None:
    # Given half a scan
    framer = Framer("s1", Framing())
    framer.feed(b"40063813", 0)

    # When the device goes and comes back
    assert framer.lost() == [ScanBroken("s1", "unplugged")]

    # Then the next scan stands for itself, and nothing is told twice
    assert framer.lost() == []
    assert read(framer.feed(b"73513537\r", 1)) == [("73513537", 1)]


def test_unplug_in_the_middle_of_a_scan_that_is_thrown_away_already_says_nothing_more() -> None:
    framer = Framer("s1", Framing())
    assert framer.feed(b"7" * 600, 0) == [ScanBroken("s1", "too_long")]

    assert framer.lost() == []
    assert read(framer.feed(b"431\r", 1)) == [("431", 1)]


def test_two_units_of_one_article_are_two_scans_by_default() -> None:
    assert scans([b"431\r431\r431\r"]) == ["431", "431", "431"]


def test_the_suppression_window_is_for_the_same_code_only_and_ends() -> None:
    framer = Framer("s1", Framing(repeat_ms=30))
    times = [(b"431\r", 0), (b"431\r", 20), (b"432\r", 25), (b"431\r", 28), (b"431\r", 58), (b"431\r", 59)]

    found = [scan for sent, at_ms in times for scan in framer.feed(sent, at_ms * MS)]

    assert [(s.text, s.at_ns // MS) for s in found if isinstance(s, ScanRead)] == [
        ("431", 0),
        ("432", 25),
        ("431", 28),
        ("431", 59),
    ]


def test_a_scan_ends_by_its_terminators_or_by_silence_never_by_both() -> None:
    with pytest.raises(ValueError, match="exactly one of the three"):
        Framing(terminators=b"\r", idle_ms=60)
    with pytest.raises(ValueError, match="exactly one of the three"):
        Framing(terminators=b"")
    with pytest.raises(ValueError, match="exactly one of the three"):
        Framing(suffix=b"##")


@given(
    parts=st.lists(st.binary(max_size=24) | st.sampled_from([b"4006381333931", b"\r", b"\r\n", b"x" * 600])),
    cuts=st.randoms(use_true_random=False),
)
def test_how_bytes_are_split_over_reads_changes_nothing(parts: list[bytes], cuts: random.Random) -> None:
    stream = b"".join(parts) + b"\r"
    pieces, at = [], 0
    while at < len(stream):
        step = cuts.choice((1, 1, 2, 5, 64, 1000))
        pieces.append(stream[at : at + step])
        at += step

    assert scans(pieces) == scans([stream])


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=40)))
def test_every_scan_comes_out_as_it_went_in(texts: list[str]) -> None:
    assert scans([b"".join(text.encode() + b"\r" for text in texts)]) == texts


def test_memory_stays_bounded_without_a_terminator() -> None:
    framer = Framer("s1", Framing())
    for number in range(1000):
        framer.feed(b"7" * 4096, number)

    assert len(framer._tail) <= 512


def test_a_scan_keeps_its_raw_bytes_and_the_times_of_its_reads() -> None:
    framer = Framer("s1", Framing())
    framer.feed(b"\x02]E04006", 1)
    framer.feed(b"381333", 2)

    found = framer.feed(b"931\r\n73513537\r", 3)

    assert found == [
        ScanRead("]E04006381333931", "s1", 3, b"\x02]E04006381333931\r\n", (1, 2, 3)),
        ScanRead("73513537", "s1", 3, b"73513537\r", (3,)),
    ]


def test_raw_bytes_and_times_are_kept_up_to_a_limit() -> None:
    framer = Framer("s1", Framing())
    for number in range(500):
        framer.feed(b"7", number)

    (scan,) = framer.feed(b"\r" * 5000, 500)

    assert isinstance(scan, ScanRead)
    assert len(scan.raw) == MOST_RAW_BYTES
    assert len(scan.pieces_ns) == MOST_PIECES
    assert (scan.pieces_ns[0], scan.pieces_ns[-1]) == (0, 500)


def test_the_times_of_a_scan_that_was_thrown_away_are_not_those_of_the_next() -> None:
    framer = Framer("s1", Framing())
    framer.feed(b"7" * 600, 1)
    framer.feed(b"7\r", 2)

    assert [s.pieces_ns for s in framer.feed(b"431\r", 3) if isinstance(s, ScanRead)] == [(3,)]


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_suffix_of_several_bytes_ends_a_scan_however_it_is_split(cut: int) -> None:
    framing = Framing(terminators=b"", suffix=b"##;")
    sent = b"43#1##;5;##;"

    assert scans([sent[:cut], sent[cut:]], framing) == ["43#1", "5;"]
    assert scans([bytes((byte,)) for byte in sent], framing) == ["43#1", "5;"]


def test_a_suffix_is_found_after_a_scan_that_is_too_long() -> None:
    framing = Framing(terminators=b"", suffix=b"##;")

    for step in (1, 2, 3, 700):
        sent = b"7" * 600 + b"##;431##;"
        pieces = [sent[at : at + step] for at in range(0, len(sent), step)]
        assert scans(pieces, framing) == ["(too_long)", "431"]


def test_with_cr_lf_as_suffix_a_single_line_feed_is_part_of_the_code() -> None:
    assert scans([b"LINE\nTWO\r", b"\n431\r\n\r\n"], Framing(terminators=b"", suffix=b"\r\n")) == [
        "LINETWO",
        "431",
    ]


def test_what_comes_without_its_prefix_is_half_a_scan_where_one_is_set() -> None:
    framing = Framing(prefix=b"S1:", needs_prefix=True)

    assert scans([b"81333931\rS1:73513537\r", b"S1:4S1:31\r"], framing) == [
        "(no_prefix)",
        "73513537",
        "4S1:31",
    ]


def test_a_start_mark_inside_a_scan_says_that_an_end_was_lost_and_neither_half_passes() -> None:
    sent = b"\x024006381333931\x0273513537\x03\x02\x02431\x03"

    assert scans([sent]) == ["(merged)", "431"]


def test_a_line_that_hisses_is_told_once_and_a_clean_scan_still_passes() -> None:
    # Given noise with terminators in it, far more than any hand can scan
    chance = random.Random(1)
    framer = Framer("s1", Framing())
    noise = [bytes(chance.choices(range(0x80, 0xFF), k=20)) + b"\r" for _ in range(5000)]

    # When it comes all at once, a clean scan in the middle of it and one at the end
    noise.insert(2500, b"4006381333931\r")
    found = [message for at, piece in enumerate([*noise, b"431\r"]) for message in framer.feed(piece, at)]

    # Then what is told of it is bounded, once by name, and both scans are there
    assert [message for message in found if isinstance(message, ScanBroken)] == [ScanBroken("s1", "garbage")]
    assert len(found) < 250
    assert {"4006381333931", "431"} <= {text for text, _ in read(found)}

    # And a second later an unreadable scan passes again
    assert len(framer.feed(b"K\xe4se\r", 2 * 1000 * MS)) == 1


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (r"\x02", b"\x02"),
        (r"\r\n", b"\r\n"),
        (r"\t", b"\t"),
        (r"a\\b", b"a\\b"),
        ("S1:", b"S1:"),
        ("\x03", b"\x03"),
        ("ä", "ä".encode()),
        ("", b""),
    ],
)
def test_bytes_as_a_configuration_writes_them(text: str, meant: bytes) -> None:
    assert unescaped(text) == meant


@pytest.mark.parametrize("text", ["\\", r"\q", r"\x2", r"\x0g"])
def test_a_backslash_that_begins_nothing_known_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="begins nothing known"):
        unescaped(text)


@given(parts=st.lists(st.sampled_from([b"431", b"#", b"##", b";", b"##;", b"7" * 600])), cuts=st.randoms())
def test_how_bytes_are_split_changes_nothing_with_a_suffix_either(
    parts: list[bytes], cuts: random.Random
) -> None:
    framing = Framing(terminators=b"", suffix=b"##;")
    stream = b"".join(parts) + b"##;"
    pieces, at = [], 0
    while at < len(stream):
        step = cuts.choice((1, 1, 2, 5, 64, 1000))
        pieces.append(stream[at : at + step])
        at += step

    assert scans(pieces, framing) == scans([stream], framing)


@pytest.mark.parametrize("sent", [b"12\x1445", b"]C012\x0045", b"12\x8545", b"40063\x1013339318"])
def test_a_number_that_lost_a_digit_to_a_control_character_is_no_number(sent: bytes) -> None:
    assert scans([sent + b"\r"]) == ["(garbage)"]
    assert scans([b"\x01\x02" + sent[:2] + b"\x04\r"]) == [sent[:2].decode()]


def test_two_scans_in_one_silence_are_never_one_number() -> None:
    silence = Framing(terminators=b"", idle_ms=60)
    framer = Framer("s1", silence)
    framer.feed(b"4006\r3139\r", 0)
    assert [type(each) for each in framer.idle(100 * MS)] == [ScanBroken]
