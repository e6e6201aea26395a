"""Reports of HID-POS scanners: whole scans, and never half a scan or two in one."""

import random

import pytest

from drivers.api import ScanBroken, ScanRead
from drivers.scanners.hid_descriptor import parsed
from drivers.scanners.hid_report import (
    CONTINUED_WITHIN_MS,
    DATA_FIRST,
    STANDARD,
    TORN_FOR_MS,
    ReportDecoder,
    layout_of,
)
from tests.unit.drivers.hid_scanners import DESCRIPTOR, KEYBOARD, UNNUMBERED, report, reports

MS = 1_000_000
LONG = "https://id.example.org/01/04006381333931/10/ABC123/21/987654321?17=270101&3103=000250"
OTHER = "0104006381333931172701011012345"


def decoder(repeat_ms: int = 0) -> ReportDecoder:
    return ReportDecoder("s1", layout_of(parsed(DESCRIPTOR)), repeat_ms)


def found_in(each: ReportDecoder, *sent: bytes, at_ms: int = 0) -> list[str]:
    answers = [message for n, one in enumerate(sent) for message in each.feed(one, (at_ms + n) * MS)]
    return [each.text if isinstance(each, ScanRead) else f"broken: {each.reason}" for each in answers]


def test_the_descriptor_says_where_things_stand() -> None:
    layout = layout_of(parsed(DESCRIPTOR))
    assert (layout.report_id, layout.length_at, layout.aim_at, layout.data_at) == (2, 1, 2, 5)
    assert (layout.data_bytes, layout.continued_at, layout.continued_mask) == (56, 63, 1)
    assert layout.says == "the device's own report descriptor"


def test_without_report_ids_everything_stands_one_byte_earlier() -> None:
    layout = layout_of(parsed(UNNUMBERED))
    assert (layout.report_id, layout.length_at, layout.aim_at, layout.data_at) == (None, 0, 1, 4)
    sent = b"\x0d]E04006381333931".ljust(60, b"\0") + b"\0"
    assert found_in(ReportDecoder("s1", layout), sent) == ["]E04006381333931"]


@pytest.mark.parametrize("descriptor", [b"", KEYBOARD, DESCRIPTOR[:30], b"\xff" * 64, b"\xfe\xff"])
def test_without_a_usable_descriptor_the_usual_layout_holds(descriptor: bytes) -> None:
    assert layout_of(parsed(descriptor)) is STANDARD


def test_a_manual_outranks_the_descriptor() -> None:
    assert layout_of(parsed(DESCRIPTOR), data_first=True) is DATA_FIRST


def test_applications_tell_keyboard_and_scanner_apart() -> None:
    assert parsed(DESCRIPTOR).applications == ((0x8C, 0x02),)
    assert parsed(KEYBOARD + DESCRIPTOR).applications == ((0x01, 0x06), (0x8C, 0x02))


def test_a_scan_keeps_its_identifier_its_bytes_and_its_times() -> None:
    each = decoder()
    first, second = reports("]Q3", LONG)

    assert each.feed(first, 0) == []
    assert each.feed(second, MS) == [ScanRead("]Q3" + LONG, "s1", MS, first + second, (0, MS))]


@pytest.mark.parametrize("length", [1, 55, 56, 57, 112, 113, 512])
def test_every_length_is_joined(length: int) -> None:
    text = "".join(random.Random(length).choices("0123456789ABCDEF", k=length))
    assert found_in(decoder(), *reports("]d1", text)) == ["]d1" + text]


def test_without_an_identifier_the_code_stands_alone() -> None:
    assert found_in(decoder(), report("", "4006381333931"), report("   ", "96385074")) == [
        "4006381333931",
        "96385074",
    ]


def test_identifier_and_data_one_byte_further_on_are_found() -> None:
    parts = [LONG[:56], LONG[56:]]
    shifted = [report("]Q1", parts[0], more=True, shift=1), report("", parts[1], shift=1)]
    assert found_in(decoder(), report("]E0", "4006381333931", shift=1), *shifted) == [
        "]E04006381333931",
        "]Q1" + LONG,
    ]


def test_an_identifier_that_is_sent_in_the_data_too_stands_once() -> None:
    assert found_in(decoder(), report("]E0", "]E04006381333931")) == ["]E04006381333931"]


def test_data_first_takes_the_identifier_from_the_data() -> None:
    each = ReportDecoder("s1", DATA_FIRST)
    plain = b"\x02\x0d4006381333931".ljust(64, b"\0")
    with_aim = b"\x02\x10]E04006381333931".ljust(64, b"\0")
    assert found_in(each, plain, with_aim) == ["4006381333931", "]E04006381333931"]


def test_a_layout_that_does_not_fit_gives_no_scan_at_all() -> None:
    # Given a device that puts the code where the usual layout has the identifier
    sent = b"\x02\x0d4006381333931".ljust(64, b"\0")
    # Then its first three digits are not lost: nothing is read
    assert found_in(ReportDecoder("s1", STANDARD), sent) == ["broken: bad_report"]


@pytest.mark.parametrize(
    "sent",
    [
        report("]E0", "4006381333931")[:40],
        b"\x02",
        b"\x02\x39]E0" + b"4" * 59,
        b"\x02\xff]E0" + b"4" * 59,
        b"\x02\x14]E04006381333931".ljust(64, b"\0"),
        b"\x02\x0d4E04006381333931".ljust(64, b"\0"),
    ],
    ids=["short", "id alone", "57 bytes", "255 bytes", "length beyond the code", "no identifier"],
)
def test_bad_and_short_reports_are_told_and_thrown_away(sent: bytes) -> None:
    each = decoder()
    assert found_in(each, sent) == ["broken: bad_report"]
    assert found_in(each, report("]E0", "4006381333931"), at_ms=700) == ["]E04006381333931"]


def test_what_follows_a_bad_report_at_once_may_be_its_rest_and_is_no_scan() -> None:
    first, second = reports("]Q1", LONG)
    assert found_in(decoder(), first[:40], second) == ["broken: bad_report", "broken: incomplete"]


def test_an_article_number_right_after_a_bad_report_is_read() -> None:
    assert found_in(decoder(), b"\x02\xff", report("]E0", "4006381333931")) == [
        "broken: bad_report",
        "]E04006381333931",
    ]


def test_other_reports_and_empty_ones_are_no_scans() -> None:
    assert found_in(decoder(), b"\x03\x01", b"", b"\xfd" * 64, report("]E0", ""), report("]E0", "\r")) == []


def test_terminators_go_and_separators_stay() -> None:
    assert found_in(decoder(), report("]C1", "0104006381333931\x1d10A\r\n")) == ["]C10104006381333931\x1d10A"]
    assert found_in(decoder(), report("]Q1", "Käse".encode()), report("]Q1", "Käse".encode("latin-1"))) == [
        "]Q1Käse",
        "]Q1Käse",
    ]


def test_a_scan_that_never_goes_on_is_told_once() -> None:
    each = decoder()
    assert found_in(each, reports("]Q1", LONG)[0]) == []
    assert each.idle((CONTINUED_WITHIN_MS - 1) * MS) == []
    assert each.idle(CONTINUED_WITHIN_MS * MS) == [ScanBroken("s1", "incomplete")]
    assert each.idle(10**15) == []
    assert each.due_ns() is None


def test_a_late_end_is_not_taken_for_a_code() -> None:
    # Given a scan whose end is late
    each = decoder()
    first, second = reports("]Q1", LONG)
    found_in(each, first)
    each.idle(CONTINUED_WITHIN_MS * MS)
    # When it comes after all, then it is thrown away, and the next scan stands for itself
    assert found_in(each, second, at_ms=700) == ["broken: incomplete"]
    assert found_in(each, report("]Q1", OTHER), at_ms=1200) == ["]Q1" + OTHER]


def test_after_a_torn_scan_the_same_symbol_another_kind_and_a_later_one_are_read() -> None:
    for at_ms, sent, text in (
        (900, reports("]Q1", LONG), "]Q1" + LONG),
        (900, [report("]E0", "4006381333931")], "]E04006381333931"),
        (TORN_FOR_MS + CONTINUED_WITHIN_MS + 1, [report("]Q1", OTHER)], "]Q1" + OTHER),
    ):
        each = decoder()
        found_in(each, reports("]Q1", LONG)[0])
        each.idle(CONTINUED_WITHIN_MS * MS)
        assert found_in(each, *sent, at_ms=at_ms) == [text]


def test_a_new_first_report_of_another_symbology_ends_the_torn_scan() -> None:
    assert found_in(decoder(), reports("]Q1", LONG)[0], report("]E0", "4006381333931")) == [
        "broken: incomplete",
        "]E04006381333931",
    ]


def test_endless_continuation_is_bounded_and_told_once() -> None:
    each = decoder()
    part = report("]Q1", "x" * 56, more=True)
    assert found_in(each, *[part] * 5000) == ["broken: too_long"]
    assert len(each._raw) <= 1024
    assert len(each._parts) == 1
    assert found_in(each, report("]Q1", "x"), report("]E0", "4006381333931"), at_ms=5000) == [
        "]E04006381333931"
    ]


def test_endless_empty_continuation_is_bounded_too() -> None:
    assert found_in(decoder(), *[report("]Q1", "", more=True)] * 5000) == ["broken: too_long"]


def test_unplugged_in_a_scan_throws_it_away() -> None:
    each = decoder()
    found_in(each, reports("]Q1", LONG)[0])
    assert each.lost() == [ScanBroken("s1", "unplugged")]
    assert each.lost() == []
    assert found_in(each, reports("]Q1", LONG)[1], at_ms=9) == ["]Q1" + LONG[56:]]


def test_a_bounce_is_one_scan_and_a_second_unit_is_two() -> None:
    each = decoder(repeat_ms=30)
    one = report("]E0", "4006381333931")
    assert found_in(each, one, one) == ["]E04006381333931"]
    assert found_in(each, one, at_ms=500) == ["]E04006381333931"]


def test_a_hissing_device_is_told_once() -> None:
    answers = found_in(decoder(), *[b"\x02\xff"] * 5000)
    assert len(answers) <= 300
    assert answers.count("broken: garbage") == 1


def test_random_reports_raise_nothing_and_give_only_what_was_sent() -> None:
    chance = random.Random(7)
    each = decoder()
    for number in range(20_000):
        sent = chance.randbytes(chance.choice((0, 1, 5, 62, 64, 65, 200)))
        if chance.random() < 0.5:
            sent = b"\x02" + sent[1:]
        for message in each.feed(sent, number * MS):
            assert isinstance(message, ScanBroken) or message.text
        assert len(each._parts) <= 64


def test_random_descriptors_raise_nothing() -> None:
    chance = random.Random(8)
    for _ in range(3_000):
        cut = chance.randrange(len(DESCRIPTOR))
        changed = bytearray(DESCRIPTOR[:cut] + chance.randbytes(chance.randrange(30)) + DESCRIPTOR[cut:])
        changed[chance.randrange(len(changed))] = chance.randrange(256)
        layout_of(parsed(bytes(changed)))
