"""Papers to the till's own printer, to a spare one, and to a file: as the configuration builds them."""

import queue
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from drivers.simulated.devices import SimulatedDevices
from drivers.simulated.roll import read_back
from pos_terminal import config as c
from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.bootstrap import FONTS
from pos_terminal.bootstrap_printers import PrinterParts, make_sheets
from pos_terminal.config_devices import Drawer, Printer
from pos_terminal.domain.jobs import PrintPaper
from pos_terminal.domain.records import FinishedSale, OpenJob
from pos_terminal.paper_dispatch import RoutedSheets
from pos_terminal.rendering import paper_maker
from pos_terminal.services import messages as m
from pos_terminal.services.print_messages import Kick, MayStart
from pos_terminal.services.waiting_papers import TO_FILE
from tests.desk_harness import MILK, CounterTill

WITHIN_S = 20.0


@pytest.fixture
def finished(tmp_path: Path) -> FinishedSale:
    folder = tmp_path / "till"
    folder.mkdir()
    till = CounterTill(folder)
    till.scan(MILK)
    till.pay()
    till.journal.close()
    return till.tray.papers[0][1]


class Built:
    """The printers of a configuration, and what they say."""

    def __init__(self, folder: Path, drawer: str = "printer") -> None:
        spare = Printer(kind="file", name="office", path=str(folder / "office.bin"), profile="generic-58")
        config = c.Config(
            till=c.Till(data_folder=str(folder)),
            printer=Printer(kind="simulated"),
            spare_printers=(spare,),
            drawer=Drawer(on=drawer),
        )
        self.devices = SimulatedDevices()
        self.said: queue.SimpleQueue[object] = queue.SimpleQueue()
        parts = PrinterParts(
            config, paper_maker(config, FONTS), FONTS, self.said.put, SystemClock(), self.devices
        )
        self.sheets: RoutedSheets = make_sheets(parts)
        self.sheets.printers.start()

    def hear(self, kind: type) -> object:
        while True:
            message = self.said.get(timeout=WITHIN_S)
            if isinstance(message, kind):
                return message

    def send(self, finished: FinishedSale, place: str = "", *, waiting: bool = False) -> None:
        self.sheets.printers.send(7, place)
        job = OpenJob(7, 1, PrintPaper(finished.sale.sale_id, 0), waiting, 0)
        self.sheets.receipt(job, finished)

    def close(self) -> None:
        self.sheets.printers.stop(5)


@pytest.fixture
def built(tmp_path: Path) -> Iterator[Built]:
    made = Built(tmp_path)
    yield made
    made.close()


def test_the_own_printer_is_where_nothing_else_is_said(built: Built, finished: FinishedSale) -> None:
    built.send(finished)
    assert built.hear(m.PaperAnswer) == m.PaperAnswer(7, finished.sale.sale_id, 0, "printed")
    (slip,) = built.devices.printer.snapshot().slips
    assert read_back(slip).receipt_no == "T1-A000001"


def test_a_spare_printer_prints_in_its_own_width(
    built: Built, finished: FinishedSale, tmp_path: Path
) -> None:
    # Given a paper that waited elsewhere
    built.send(finished, "office", waiting=True)
    assert built.hear(m.PaperStarting) == m.PaperStarting(7, "office")

    # When its mark is off
    built.sheets.printers.everywhere(MayStart(7))

    # Then it is printed there, once, 32 columns wide
    answer = m.PaperAnswer(7, finished.sale.sale_id, 0, "printed", printer="office")
    assert built.hear(m.PaperAnswer) == answer
    printed = (tmp_path / "office.bin").read_bytes()
    assert b"-" * 32 in printed
    assert b"-" * 33 not in printed
    assert built.devices.printer.snapshot().slips == ()

    # And the way there was for this once
    built.send(finished)
    assert built.hear(m.PaperAnswer) == m.PaperAnswer(7, finished.sale.sale_id, 0, "printed")


def test_a_paper_becomes_a_pdf(built: Built, finished: FinishedSale, tmp_path: Path) -> None:
    built.send(finished, TO_FILE)
    target = tmp_path / "papers" / "T1-A000001.pdf"
    assert built.hear(m.PaperSaved) == m.PaperSaved(7, str(target))
    assert target.read_bytes().startswith(b"%PDF")
    assert built.devices.printer.snapshot().slips == ()


def test_a_folder_that_takes_no_file_is_said(built: Built, finished: FinishedSale, tmp_path: Path) -> None:
    (tmp_path / "papers").write_text("in the way")
    built.send(finished, TO_FILE)
    said = built.hear(m.PaperSaved)
    assert isinstance(said, m.PaperSaved)
    assert "check the disk" in said.problem


@pytest.mark.expected_warnings("paper_not_made")
def test_a_pdf_that_cannot_be_made_is_answered_too(built: Built, finished: FinishedSale) -> None:
    # Given a receipt without the hash that its barcode needs
    broken = replace(finished, hash=cast(str, None))

    built.send(broken, TO_FILE)

    said = built.hear(m.PaperSaved)
    assert isinstance(said, m.PaperSaved)
    assert said.problem == "It could not be made; call support."


def test_the_drawer_hangs_on_the_printer_that_is_named(tmp_path: Path, finished: FinishedSale) -> None:
    built = Built(tmp_path, "printer:office")
    built.sheets.printers.kick(Kick(9, finished.sale.sale_id, SystemClock().monotonic_ns() + 10**10))
    assert built.hear(m.DrawerAnswer) == m.DrawerAnswer(9, finished.sale.sale_id, "sent")
    assert (tmp_path / "office.bin").read_bytes().startswith(b"\x1bp")
    assert built.devices.drawer.snapshot().pulses == 0
    built.close()
