"""The test page of the first-run page: the shop's name, a few scripts, a barcode, a cut.

Any thread; may wait. It shows what goes wrong with a new printer: paper that is narrower than was said, signs
that it lacks.
"""

from datetime import datetime
from pathlib import Path

from drivers import catalog
from drivers.api import DeviceRefused, DriverError, Printer, PrinterStatus
from pos_terminal.setup_answers import Answers, Finding, host_and_port
from receipts.document import Document
from receipts.elements.barcode import Barcode
from receipts.elements.cut import Cut
from receipts.elements.feed import Feed
from receipts.elements.rule import Rule
from receipts.elements.text import Text
from receipts.escpos import render
from receipts.fonts import Fonts
from receipts.profiles import find_profile

# In every language of the program: it is printed before anybody can be asked which one the printer speaks.
_TITLE = "Test page\nTestseite\nصفحة اختبار"
_SIGNS = "ÄÖÜäöüß ÀÉÈÇàéèç ÅØåø ŁŃłń € £ ₺"


def test_page(answers: Answers, now: datetime, fonts: Fonts) -> bytes:
    """The page as the printer wants it."""
    profile = find_profile(answers.paper)
    ruler = "".join(str((column + 1) % 10) for column in range(profile.columns))
    elements = (
        Text(answers.shop_name.strip() or "POS Terminal", align="center", bold=True, wide=2, tall=2),
        Text(_TITLE, align="center"),
        Rule(),
        Text(ruler),
        Text(_SIGNS),
        Text(f"{answers.terminal_id}   {now:%Y-%m-%d %H:%M}"),
        Feed(1),
        Barcode("TEST-0001"),
        Cut(),
    )
    return render(Document("test", profile.columns, False, elements), profile, fonts)


def print_test_page(answers: Answers, now: datetime, fonts_folder: Path) -> Finding:
    """Print it, and say how that went."""
    printer = _printer(answers)
    if printer is None:
        return Finding("setup_printer_address", "bad")
    try:
        if printer.has_status():
            problem = _problem(printer.status())
            if problem:
                return Finding(problem, "bad")
        result = printer.send(test_page(answers, now, Fonts(fonts_folder)))
    except DeviceRefused:
        return Finding("setup_printer_forbidden", "bad")
    except DriverError:
        return Finding("setup_printer_away", "bad")
    finally:
        printer.close()
    if result.error:
        return Finding("setup_printer_stopped" if result.sent_bytes else "setup_printer_away", "bad")
    return Finding("setup_printer_printed", "good")


def _printer(answers: Answers) -> Printer | None:
    address = host_and_port(answers.printer_address)
    if answers.printer == "network" and address is None:
        return None
    host, port = address or ("", 0)
    options = catalog.PrinterOptions("printer", host, port, answers.printer_path.strip())
    return catalog.make_printer(answers.printer, options)


def _problem(status: PrinterStatus) -> str:
    if status.ready:
        return ""
    if status.paper == "out":
        return "setup_printer_no_paper"
    if status.cover_open:
        return "setup_printer_open"
    return "setup_printer_mute" if status.online is None else "setup_printer_offline"
