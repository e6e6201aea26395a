"""A printer behind a path: a plain file, a pipe without reader, and what is not there."""

import os
from pathlib import Path

import pytest

from drivers.api import DeviceMissing, DeviceRefused, PrinterStatus
from drivers.printers.file import FilePrinter


def test_documents_are_added_to_a_file(tmp_path: Path) -> None:
    printer = FilePrinter("p1", str(tmp_path / "paper.bin"))

    assert printer.send(b"first\n").error == ""
    assert printer.send(b"second\n").sent_bytes == 7

    assert (tmp_path / "paper.bin").read_bytes() == b"first\nsecond\n"
    assert not printer.has_status()
    assert printer.status() == PrinterStatus(None, None, None)
    printer.close()


def test_a_device_that_is_not_there_is_missing_and_no_file_is_made_for_it() -> None:
    printer = FilePrinter("p1", "/dev/pos-terminal-no-such-printer")

    with pytest.raises(DeviceMissing, match="plug it in"):
        printer.status()
    assert "plug it in" in printer.send(b"x").error
    assert not os.path.exists("/dev/pos-terminal-no-such-printer")


def test_a_pipe_that_nobody_reads_does_not_hold_the_thread(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(DeviceMissing):
        FilePrinter("p1", str(tmp_path / "pipe")).status()


def test_a_printer_that_takes_nothing_more_ends_after_its_time(tmp_path: Path) -> None:
    # Given a pipe whose reader does not read
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)

    result = FilePrinter("p1", str(tmp_path / "pipe"), stall_s=0.05).send(b"x" * 1_000_000)

    assert 0 < result.sent_bytes < 1_000_000
    assert "look at its paper" in result.error
    os.close(reader)


def test_a_folder_is_no_printer(tmp_path: Path) -> None:
    with pytest.raises((DeviceMissing, DeviceRefused)):
        FilePrinter("p1", str(tmp_path)).status()
