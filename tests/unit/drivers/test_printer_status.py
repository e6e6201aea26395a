"""Status bytes and drawer pulses, against the tables of the command reference."""

import pytest

from drivers import drawer
from drivers.api import PrinterStatus
from drivers.printers.status import OFFLINE_CAUSE, PAPER, PRINTER, decode, is_answer, question

WELL = 0x12


def test_the_question_is_dle_eot_n() -> None:
    assert [question(number) for number in (1, 2, 4)] == [b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04"]


def test_only_bytes_with_the_fixed_bits_are_answers() -> None:
    answers = [byte for byte in range(256) if is_answer(byte)]

    assert len(answers) == 16
    assert all(byte & 1 == 0 and byte & 2 and byte & 16 and byte < 128 for byte in answers)


@pytest.mark.parametrize(
    ("printer", "cause", "paper", "expected"),
    [
        (WELL, WELL, WELL, PrinterStatus(True, "ok", False, False)),
        (WELL, WELL, WELL | 0x0C, PrinterStatus(True, "near_end", False, False)),
        (WELL | 8, WELL | 0x20, WELL | 0x6C, PrinterStatus(False, "out", False, False)),
        (WELL | 8, WELL | 4, WELL, PrinterStatus(False, "ok", True, False)),
        (WELL | 8, WELL | 0x40, WELL, PrinterStatus(False, "ok", False, False)),
        (WELL, WELL | 0x40, WELL, PrinterStatus(False, "ok", False, False)),
        (WELL | 4, WELL, WELL, PrinterStatus(True, "ok", False, True)),
    ],
)
def test_bits_say_what_the_reference_says(
    printer: int, cause: int, paper: int, expected: PrinterStatus
) -> None:
    assert decode({PRINTER: printer, OFFLINE_CAUSE: cause, PAPER: paper}) == expected


def test_only_a_printer_that_is_known_to_be_well_is_ready() -> None:
    ready = [
        decode({PRINTER: WELL, OFFLINE_CAUSE: WELL, PAPER: paper}).ready for paper in (WELL, WELL | 0x0C)
    ]
    unknown = [decode({}), decode({PRINTER: WELL}), decode({PRINTER: WELL, OFFLINE_CAUSE: WELL})]

    assert ready == [True, True]
    assert [status.ready for status in unknown] == [False, False, False]
    assert decode({}) == PrinterStatus(None, None, None, None)


def test_a_drawer_whose_switch_pulls_pin_3_low_when_open() -> None:
    assert decode({PRINTER: WELL}, drawer_open_is_high=False).drawer_open is True


def test_drawer_pulse_has_both_times() -> None:
    assert drawer.pulse() == b"\x1bp\x00\x3c\x78"
    assert drawer.pulse(5, 50, 500) == b"\x1bp\x01\x19\xfa"


def test_the_pause_after_a_pulse_is_never_shorter_than_the_pulse() -> None:
    assert drawer.pulse(2, 500, 20) == b"\x1bp\x00\xfa\xfa"


def test_real_time_pulse_rounds_up_to_tenths() -> None:
    assert drawer.pulse_at_once() == b"\x10\x14\x01\x00\x02"
    assert drawer.pulse_at_once(5, 120) == b"\x10\x14\x01\x01\x02"


@pytest.mark.parametrize(("on_ms", "off_ms"), [(0, 100), (511, 511), (100, 0)])
def test_a_pulse_without_a_time_is_refused(on_ms: int, off_ms: int) -> None:
    with pytest.raises(ValueError, match="2 to 510 ms"):
        drawer.pulse(2, on_ms, off_ms)
    with pytest.raises(ValueError, match="1 to 800 ms"):
        drawer.pulse_at_once(2, 801)
