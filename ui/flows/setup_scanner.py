"""Which scanner the till has, and trying it: two questions of the first-run page. GUI thread."""

from pos_terminal.setup_answers import BAUDS, Answers
from ui.flows.setup_page import Lead, Page, Setup, said
from ui.flows.sheet import SheetKey, SheetRow
from ui.translations.words import source, tr

OTHER_PORT = "other"


class ScannerPage(Page):
    """Which scanner; one in keyboard mode always works."""

    name = "scanner"
    title = source("Scanner")

    def lead(self, setup: Setup) -> Lead:
        """What most shops have."""
        return tr("Most scanners type like a keyboard and need no more. Which one is it?"), "info"

    def rows(self, setup: Setup) -> tuple[SheetRow, ...]:
        """Keyboard, each port, another port, none at all."""
        ports = [SheetRow((name,), path, note=path) for path, name in setup.port.serial_ports()]
        chosen = setup.answers.scanner_path
        if chosen and all(row.row_id != chosen for row in ports):
            ports.append(SheetRow((tr("Serial port"),), chosen, note=chosen))
        return (
            SheetRow((tr("As a keyboard"),), "keyboard"),
            *ports,
            SheetRow((tr("Another serial port"),), OTHER_PORT),
            SheetRow((tr("Simulated, for practice"),), "simulated"),
        )

    def marked(self, setup: Setup) -> str:
        """The one that was chosen."""
        answers = setup.answers
        return (answers.scanner_path or OTHER_PORT) if answers.scanner == "serial" else answers.scanner

    def take(self, setup: Setup, text: str, row_id: str) -> str:
        """Keep it; for another port its path is asked for next."""
        is_serial = row_id not in ("keyboard", "simulated")
        setup.put("scanner", "serial" if is_serial else row_id)
        if is_serial:
            setup.put("scanner_path", "" if row_id == OTHER_PORT else row_id)
        return ""


class ScanPage(Page):
    """Shows what the scanner reads."""

    name = "scan"
    title = source("Try the scanner")

    def applies(self, answers: Answers) -> bool:
        """A simulated one has nothing to be tried."""
        return answers.scanner != "simulated"

    def lead(self, setup: Setup) -> Lead:
        """What was read, or why nothing can be."""
        state = setup.port.state()
        found = state.findings.get("scanner")
        if state.scan:
            return tr("Read: {text}").format(text=state.scan), "good"
        if found is not None:
            return said(setup, found)
        return tr("Scan something now. What is read stands here; is it what the label says?"), "info"

    def rows(self, setup: Setup) -> tuple[SheetRow, ...]:
        """How the port is set."""
        answers = setup.answers
        if answers.scanner != "serial":
            return ()
        return (
            SheetRow((tr("Serial port"), answers.scanner_path)),
            SheetRow((tr("Speed"), answers.scanner_baud)),
        )

    def keys(self, setup: Setup) -> tuple[SheetKey, ...]:
        """Another speed, for wrong signs or silence."""
        return (SheetKey("speed", tr("Other speed"), "F5"),) if setup.answers.scanner == "serial" else ()

    def key(self, setup: Setup, action: str) -> None:
        """The next speed."""
        if action == "speed":
            place = BAUDS.index(setup.answers.scanner_baud)
            setup.put("scanner_baud", BAUDS[(place + 1) % len(BAUDS)])
            setup.port.listen(setup.answers.scanner_path, int(setup.answers.scanner_baud))
