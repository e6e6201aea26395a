"""Every question of the first-run page, in the order in which they are asked. GUI thread."""

from pos_terminal.setup_answers import OTHER_COUNTRY, Answers
from ui.flows.choices import percent
from ui.flows.setup_page import ChoicePage, Lead, Page, Row, Setup, TextPage
from ui.flows.setup_scanner import ScannerPage, ScanPage
from ui.flows.sheet import Column, SheetRow
from ui.translations.words import source, tr

_YES, _NO = "yes", "no"
LANGUAGE_NAMES = (("en", "English"), ("de", "Deutsch"), ("ar", "العربية"))


class LanguagePage(Page):
    """The screen's language; everything changes at once."""

    name = "language"
    title = source("Welcome")

    def lead(self, setup: Setup) -> Lead:
        """The first words that anybody reads here."""
        return tr("A few questions, then the till can sell. Choose your language and press Enter."), "info"

    def rows(self, setup: Setup) -> tuple[SheetRow, ...]:
        """Each in its own words."""
        return tuple(SheetRow((name,), code) for code, name in LANGUAGE_NAMES)

    def marked(self, setup: Setup) -> str:
        """The one in use."""
        return setup.answers.language

    def take(self, setup: Setup, text: str, row_id: str) -> str:
        """Use it."""
        if row_id != setup.answers.language:
            setup.put("language", row_id)
            setup.port.choose_language(row_id)
        return ""


class CountryPage(Page):
    """Where the shop is: what is proposed after it."""

    name = "country"
    title = source("Country")

    def lead(self, setup: Setup) -> Lead:
        """What it is for."""
        return tr("Where is the shop? Currency and tax are proposed from it."), "info"

    def columns(self) -> tuple[Column, ...]:
        """Name and currency."""
        return (Column(), Column(align="end"))

    def rows(self, setup: Setup) -> tuple[SheetRow, ...]:
        """The known ones by name, then any other."""
        language = setup.answers.language
        named = [(setup.port.country_name(row.code, language), row) for row in setup.port.countries()]
        rows = [
            SheetRow((name, row.currency), row.code) for name, row in sorted(named, key=lambda pair: pair[0])
        ]
        return (*rows, SheetRow((tr("Another country"), ""), OTHER_COUNTRY))

    def marked(self, setup: Setup) -> str:
        """The one that was chosen, or that this machine is set to."""
        return setup.answers.country

    def take(self, setup: Setup, text: str, row_id: str) -> str:
        """Take its proposals."""
        setup.take_country(row_id)
        return ""


class TaxPage(Page):
    """The proposed rates, and what the prices on the shelf are."""

    name = "tax"
    title = source("Tax")

    def lead(self, setup: Setup) -> Lead:
        """What has to be known before anything is sold."""
        country = setup.country()
        if country is not None and country.fiscal:
            return (
                tr(
                    "The law here asks for a certified register. This program has no fiscal module: "
                    "do not use it as your register of record."
                ),
                "bad",
            )
        return tr("These rates are proposed: check them. They can be changed in the file later."), "info"

    def columns(self) -> tuple[Column, ...]:
        """Name and rate."""
        return (Column(), Column(align="end"))

    def rows(self, setup: Setup) -> tuple[SheetRow, ...]:
        """Rates to read, then two to choose from."""
        rates = [SheetRow((rate.name, percent(rate.rate_bp, setup.kit))) for rate in setup.answers.rates]
        return (
            SheetRow((tr("Tax rates"),), strong=True),
            *rates,
            SheetRow((tr("Prices on the shelf"),), strong=True),
            SheetRow((tr("with tax"),), _YES),
            SheetRow((tr("without tax"),), _NO),
        )

    def marked(self, setup: Setup) -> str:
        """As is usual there."""
        return _YES if setup.answers.prices_include_tax else _NO

    def take(self, setup: Setup, text: str, row_id: str) -> str:
        """Keep it."""
        setup.put("prices_include_tax", row_id == _YES)
        return ""


class CentrePage(ChoicePage):
    """Which servers."""

    def take(self, setup: Setup, text: str, row_id: str) -> str:
        """Servers of its own must be installed."""
        super().take(setup, text, row_id)
        missing = row_id == "embedded" and not setup.port.embedded_there()
        return "setup_embedded_missing" if missing else ""


class StaffPage(ChoicePage):
    """Whether anybody signs in."""

    def marked(self, setup: Setup) -> str:
        """As chosen."""
        return _YES if setup.answers.staff else _NO

    def take(self, setup: Setup, text: str, row_id: str) -> str:
        """Keep it."""
        setup.put("staff", row_id == _YES)
        return ""


def _needs_rate(answers: Answers) -> bool:
    return answers.country in (OTHER_COUNTRY, "US", "CA", "IN")


def _on_paper(answers: Answers) -> bool:
    return answers.printer in ("network", "file")


def _on_servers(answers: Answers) -> bool:
    return answers.centre == "servers"


PAGES: tuple[Page, ...] = (
    LanguagePage(),
    CountryPage(),
    TextPage(
        "currency",
        source("Currency"),
        source("Currency, three letters"),
        hint=source("For example EUR, USD or JOD."),
        upper=True,
        when=lambda answers: answers.country == OTHER_COUNTRY,
    ),
    TextPage(
        "rate",
        source("Tax"),
        source("Tax in per cent"),
        told=source("The rate that most of your goods have; 0 where there is none."),
        kind="number",
        when=_needs_rate,
    ),
    TaxPage(),
    TextPage(
        "shop_name",
        source("Shop"),
        source("Name of the shop"),
        told=source("It stands at the top of every receipt."),
        capitals=True,
        signs=("&", "'", "-"),
    ),
    TextPage(
        "address",
        source("Shop"),
        source("Address"),
        told=source("It stands below the name. A comma begins a new line."),
        capitals=True,
        signs=(",", "-", "/"),
    ),
    TextPage(
        "vat_id",
        source("Shop"),
        source("Tax number"),
        told=source("It stands on the receipt; leave it empty where you have none."),
        capitals=True,
        signs=("/", "-"),
    ),
    TextPage(
        "terminal_id",
        source("Till"),
        source("Name of this till"),
        told=source("No two tills of a shop have the same name. It begins every receipt number."),
        hint=source("1 to 8 capital letters and digits, such as T1."),
        upper=True,
    ),
    CentrePage(
        "centre",
        source("Servers"),
        source("Where are the shop's stock and sales kept?"),
        (
            Row("embedded", source("This till alone"), source("It brings its own servers.")),
            Row("servers", source("Servers of the shop"), source("For several tills or an online store.")),
            Row("none", source("No servers"), source("Sales stay in this till; no stock is counted.")),
        ),
    ),
    TextPage(
        "stock_url",
        source("Servers"),
        source("Stock server: Redis or Valkey"),
        hint=source("A name or address; with a password redis://USER:PASSWORD@HOST:6379/0."),
        capitals=True,
        signs=(":", "/", "@", "-"),
        check="stock",
        check_label=source("Test"),
        when=_on_servers,
    ),
    TextPage(
        "centre_url",
        source("Servers"),
        source("Centre: MongoDB, a replica set"),
        hint=source("A name or address; with a password mongodb://USER:PASSWORD@HOST/."),
        capitals=True,
        signs=(":", "/", "@", "-"),
        check="centre",
        check_label=source("Test"),
        when=_on_servers,
    ),
    ChoicePage(
        "printer",
        source("Receipt printer"),
        source("How is the receipt printer connected?"),
        (
            Row("network", source("In the network")),
            Row("file", source("At this machine, by its device")),
            Row("simulated", source("Simulated, for practice")),
            Row("none", source("No printer")),
        ),
    ),
    ChoicePage(
        "paper",
        source("Receipt printer"),
        source("How wide is its paper?"),
        (Row("generic-80", source("80 mm")), Row("generic-58", source("58 mm"))),
        when=_on_paper,
    ),
    TextPage(
        "printer_address",
        source("Receipt printer"),
        source("Address of the printer"),
        hint=source("Such as 192.0.2.17; with another port than 9100: 192.0.2.17:9101."),
        capitals=True,
        signs=(":", "-"),
        check="printer",
        check_label=source("Print a test page"),
        when=lambda answers: answers.printer == "network",
    ),
    TextPage(
        "printer_path",
        source("Receipt printer"),
        source("Device of the printer"),
        hint=source("Such as /dev/usb/lp0."),
        capitals=True,
        signs=("/", "-", "_"),
        check="printer",
        check_label=source("Print a test page"),
        when=lambda answers: answers.printer == "file",
    ),
    ScannerPage(),
    TextPage(
        "scanner_path",
        source("Scanner"),
        source("Path of the serial port"),
        hint=source("Such as /dev/ttyACM0 or /dev/ttyS0."),
        capitals=True,
        signs=("/", "-", "_"),
        # A port that was chosen from the list needs no more.
        when=lambda answers: answers.scanner == "serial" and not answers.scanner_path.strip(),
    ),
    ScanPage(),
    StaffPage(
        "staff",
        source("Staff"),
        source("Who works at this till?"),
        (
            Row(_YES, source("The staff signs in"), source("Each has a PIN; the first manager is next.")),
            Row(_NO, source("Nobody signs in"), source("Everybody may do everything.")),
        ),
    ),
    TextPage(
        "manager_name",
        source("First manager"),
        source("Name of the manager"),
        told=source("A manager may do everything, and takes the others on."),
        capitals=True,
        signs=("-", "'"),
        when=lambda answers: answers.staff,
    ),
    TextPage(
        "manager_pin",
        source("First manager"),
        source("PIN, 4 to 8 digits"),
        told=source("Choose a PIN that nobody guesses. It is not shown and not written down."),
        kind="digits",
        masked=True,
        when=lambda answers: answers.staff,
    ),
    TextPage(
        "manager_again",
        source("First manager"),
        source("The same PIN once more"),
        kind="digits",
        masked=True,
        when=lambda answers: answers.staff,
    ),
)
"""The summary is not among them: it asks nothing."""
