"""The first-run page: asks one question after another, then shows all answers and saves. GUI thread.

Esc and Back go back and lose nothing. Nothing is written before the last key.
"""

from collections.abc import Iterable

from pos_terminal.setup_answers import Answers
from pos_terminal.views import Level, RegisterView
from ui.flows.automatic import Wanted
from ui.flows.choices import joined, percent
from ui.flows.kit import Kit, Start
from ui.flows.setup_page import Lead, Page, Setup, said
from ui.flows.setup_pages import LANGUAGE_NAMES, PAGES
from ui.flows.sheet import CLEAR, STAY, Column, PlainFlow, Sheet, SheetKey, SheetRow, Step
from ui.setup_port import SetupPort
from ui.translations.words import source, tr

FIRST = PAGES[0].name
SUMMARY = "summary"
MASK = "●"
_BACK, _NEXT = "back", "next"


def begin(port: SetupPort, kit: Kit, answers: Answers) -> Setup:
    """Everything at its beginning."""
    return Setup(port, kit, answers, FIRST)


class FirstRun:
    """`Automatic`: the question where the asking stands."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    def __call__(self, start: Start) -> Wanted:
        """The flow, for a new window."""
        self._setup.kit = start.kit
        return Wanted("first_run", SetupFlow(self._setup))


class SummaryPage(Page):
    """All answers, before anything is written."""

    name = SUMMARY
    title = source("Is everything right?")

    def lead(self, setup: Setup) -> Lead:
        """Where it goes, or why it did not."""
        found = setup.port.state().findings.get("save")
        if found is not None:
            return said(setup, found)
        return tr("It is saved as {path}, then the till starts.").format(path=setup.port.place()), "info"

    def columns(self) -> tuple[Column, ...]:
        """Question and answer."""
        return (Column(), Column(weight=2))

    def rows(self, setup: Setup) -> tuple[SheetRow, ...]:
        """What was answered."""
        return tuple(SheetRow((label, value)) for label, value in summary(setup))

    def take(self, setup: Setup, text: str, row_id: str) -> str:
        """Write it down."""
        setup.port.save(setup.answers)
        return ""


ALL_PAGES: tuple[Page, ...] = (*PAGES, SummaryPage())


class SetupFlow(PlainFlow):
    """The question where the asking stands; each has a flow of its own."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._page = next(page for page in ALL_PAGES if page.name == setup.at)

    def sheet(self, view: RegisterView) -> Sheet:
        """The question, with what was wrong."""
        setup, page = self._setup, self._page
        pages = self._pages()
        lead, level = self._lead()
        is_last = page.name == SUMMARY
        back = SheetKey(_BACK, tr("Back"), "Esc", enabled=page.name != FIRST)
        label = tr("Save and start") if is_last else tr("Next")
        return Sheet(
            f"{tr(page.title)}  {pages.index(page) + 1}/{len(pages)}",
            lead,
            page.columns(),
            page.rows(setup),
            page.entry(setup),
            (back, *page.keys(setup), SheetKey(_NEXT, label, "Enter", "main")),
            level,
            covers=True,
            marked=page.marked(setup),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Take the answer and go on."""
        setup, page = self._setup, self._page
        setup.wrong = page.take(setup, text, row_id)
        if setup.wrong or page.name == SUMMARY:
            return STAY
        return self._go(+1)

    def typed(self, text: str, row_id: str) -> Step:
        """Keep it; what was wrong is being mended."""
        self._setup.wrong = ""
        shown = self._page.typed(self._setup, text)
        return STAY if shown == text else CLEAR

    def key(self, action: str, text: str, row_id: str) -> Step:
        """Back, or one of the question's own."""
        if action == _BACK:
            return self.back()
        self._setup.wrong = ""
        self._page.key(self._setup, action)
        return CLEAR

    def back(self) -> Step:
        """The question before."""
        self._setup.wrong = ""
        return STAY if self._page.name == FIRST else self._go(-1)

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """Only a key goes on."""
        return STAY

    def _lead(self) -> tuple[str, Level]:
        setup = self._setup
        if setup.wrong:
            return setup.kit.wording.sentence(setup.wrong, {}), "bad"
        return self._page.lead(setup)

    def _pages(self) -> list[Page]:
        """The questions that these answers make."""
        here = self._page
        return [page for page in ALL_PAGES if page is here or page.applies(self._setup.answers)]

    def _go(self, by: int) -> Step:
        setup, pages = self._setup, self._pages()
        page = pages[pages.index(self._page) + by]
        setup.at, setup.capital = page.name, False
        setup.propose_rates()
        setup.port.hush()
        if page.name == "scan" and setup.answers.scanner == "serial":
            setup.port.listen(setup.answers.scanner_path.strip(), int(setup.answers.scanner_baud))
        return Step(to=SetupFlow(setup))


def summary(setup: Setup) -> Iterable[tuple[str, str]]:
    """Every answer in words."""
    answers, port = setup.answers, setup.port
    rates = ", ".join(percent(rate.rate_bp, setup.kit) for rate in answers.rates)
    shelf = tr("with tax") if answers.prices_include_tax else tr("without tax")
    known = setup.country() is not None
    country = port.country_name(answers.country, answers.language) if known else ""
    yield tr("Language"), dict(LANGUAGE_NAMES)[answers.language]
    yield tr("Country"), joined(country, answers.currency)
    yield tr("Tax rates"), rates
    yield tr("Prices on the shelf"), shelf
    yield tr("Name of the shop"), answers.shop_name
    yield tr("Address"), joined(answers.address, answers.vat_id) or "–"
    yield tr("Name of this till"), answers.terminal_id
    yield from _machines(answers)
    yield tr("First manager"), answers.manager_name if answers.staff else tr("Nobody signs in")


def _machines(answers: Answers) -> Iterable[tuple[str, str]]:
    if answers.centre == "servers":
        yield tr("Stock server"), without_password(answers.stock_url)
        yield tr("Centre"), without_password(answers.centre_url)
    else:
        yield tr("Servers"), tr("This till alone") if answers.centre == "embedded" else tr("No servers")
    printers = {"none": tr("No printer"), "simulated": tr("Simulated, for practice")}
    where = answers.printer_address if answers.printer == "network" else answers.printer_path
    yield tr("Receipt printer"), printers.get(answers.printer, where)
    scanners = {"keyboard": tr("As a keyboard"), "simulated": tr("Simulated, for practice")}
    yield tr("Scanner"), scanners.get(answers.scanner, answers.scanner_path)


def without_password(url: str) -> str:
    """An address as anybody may read it."""
    secret, mark, host = url.rpartition("@")
    scheme, between, user = secret.rpartition("://")
    return f"{scheme}{between}{user.partition(':')[0]}:{MASK * 4}@{host}" if mark else url
