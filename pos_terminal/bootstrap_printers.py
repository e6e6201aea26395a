"""Builds the printers: the till's own, the spare ones, the thread that makes their papers. Main thread."""

from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from drivers import catalog as driver_catalog
from drivers.api import Printer
from drivers.simulated.devices import SimulatedDevices
from pos_terminal import config as c
from pos_terminal.bootstrap_counter import has_drawer, look_again, sensed
from pos_terminal.bootstrap_devices import printer_options
from pos_terminal.config_devices import Printer as PrinterSection
from pos_terminal.folders import paths_of
from pos_terminal.paper_dispatch import FileSheets, Printers, RoutedSheets
from pos_terminal.rendering import PaperMaker, paper_maker
from pos_terminal.report_rendering import ReportMaker
from pos_terminal.services.ports import Clock, Post
from pos_terminal.sheet_dispatch import SheetDispatch
from pos_terminal.slip_rendering import SlipMaker
from pos_terminal.workers.paper_making import PaperMaking
from pos_terminal.workers.printing import PrintingWorker, Rendering


@dataclass(frozen=True, slots=True)
class PrinterParts:
    """What every printer is built with. paper: of the till's own; all use its fonts, on one thread."""

    config: c.Config
    paper: PaperMaker
    fonts_folder: Path
    post: Post
    clock: Clock
    simulated: SimulatedDevices | None


def make_sheets(parts: PrinterParts) -> RoutedSheets:
    """All printers with their threads, and the way of every paper to them."""
    config, making = parts.config, PaperMaking()
    own = _worker(parts, config.printer, parts.paper, making, "")
    papers = {row.name: _paper_of(parts, row) for row in config.spare_printers}
    spare = {
        row.name: _worker(parts, row, papers[row.name], making, row.name) for row in config.spare_printers
    }
    drawer = next((row.name for row in config.spare_printers if _on_spare(config, row)), "")
    sheets = _sheets(parts, own, parts.paper)
    return RoutedSheets(
        Printers(making, own, spare, drawer),
        sheets,
        {name: _sheets(parts, spare[name], papers[name]) for name in spare},
        FileSheets(sheets, paths_of(config).papers, parts.post),
    )


def _worker(
    parts: PrinterParts, section: PrinterSection, paper: PaperMaker, making: PaperMaking, name: str
) -> PrintingWorker:
    rendering = Rendering(
        paper.printed, paper.drawn, paper.drawer_pulse, paper.drawer_pulse_at_once, paper.warm_up
    )
    printer = _printer(parts, section, spare=bool(name))
    return PrintingWorker(
        printer, rendering, parts.post, parts.clock, making, name, look_again_s=look_again(printer)
    )


def _printer(parts: PrinterParts, section: PrinterSection, *, spare: bool) -> Printer | None:
    drawer = parts.config.drawer
    made = driver_catalog.make_printer(section.kind, printer_options(section), parts.simulated)
    return sensed(made, drawer, parts.post) if has_drawer(drawer, section.name, spare=spare) else made


def _paper_of(parts: PrinterParts, section: PrinterSection) -> PaperMaker:
    """As the till's own, in the width and with the abilities of a spare printer."""
    drawer = parts.config.drawer
    if not _on_spare(parts.config, section):
        drawer = msgspec.structs.replace(drawer, on="none")
    config = msgspec.structs.replace(parts.config, printer=section, drawer=drawer)
    return replace(paper_maker(config, parts.fonts_folder), fonts=parts.paper.fonts)


def _on_spare(config: c.Config, section: PrinterSection) -> bool:
    return has_drawer(config.drawer, section.name, spare=True)


def _sheets(parts: PrinterParts, worker: PrintingWorker, paper: PaperMaker) -> SheetDispatch:
    config = parts.config
    reports = ReportMaker(
        paper.header, paper.profile, paper.fonts, paper.language, config.till.training, paper.style
    )
    slips = SlipMaker(paper, config.till.terminal_id)
    return SheetDispatch(worker, paper, reports, slips, paths_of(config).reports)
