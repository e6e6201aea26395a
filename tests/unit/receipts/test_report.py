"""Reports on paper, as PDF and as CSV, made of a whole day."""

import csv
import io
import re
from dataclasses import replace
from typing import Any

import pytest

from pos_terminal.domain.reports.shift import About, x_report, z_report
from pos_terminal.domain.reports.table import Report, ReportTable
from pos_terminal.services.reasons import REASONS
from receipts import report_pdf as pdf_module
from receipts.document import Document
from receipts.escpos import render
from receipts.parts import ShopHeader
from receipts.preview import picture
from receipts.profiles import find_profile
from receipts.report import report_document
from receipts.report_csv import UTF8_MARK, report_csv
from receipts.report_pdf import BOTTOM, report_pdf
from receipts.report_wording import ReportTexts, lean, word
from receipts.report_words import ar, de, en
from receipts.shaded_sheet import ShadedSheet
from receipts.sheet import HEIGHT, MARGIN
from receipts.text import as_text
from tests.shop_days import Day, Goods, busy_day, quiet_day
from tests.unit.receipts.papers import FONTS, HASH, SHOP, SHOP_AR, SHOP_DE
from ui.words.reports import REPORT_WORDS

ABOUT = About(
    "T1", "EUR", 2, "2026-11-23T12:00:00.000Z", 60, HASH, {"anna": "Anna Schäfer", "ben": "Ben Özdemir"}
)
LANGUAGES = [("en", SHOP), ("de", SHOP_DE), ("ar", SHOP_AR)]


@pytest.fixture(scope="module")
def z() -> Report:
    return z_report(busy_day(), ABOUT)


def rows_of(document: Document) -> list[list[str]]:
    return [line.split() for line in as_text(document).splitlines()]


def test_a_z_says_its_number_who_closed_it_and_what_is_missing(z: Report) -> None:
    rows = rows_of(report_document(z, SHOP))
    assert ["Z", "report", "42"] in rows
    assert ["Closed", "by", "Anna", "Schäfer"] in rows
    assert ["Closed", "Nov", "23,", "2026", "8:04:31", "PM"] in rows
    assert ["Journal", HASH[:8]] in rows
    assert ["Difference", "-2.35"] in rows
    assert ["Signature"] in rows


@pytest.mark.parametrize("columns", [48, 32])
@pytest.mark.parametrize(("language", "shop"), LANGUAGES)
def test_every_amount_of_the_tables_stands_on_the_paper(
    z: Report, language: str, shop: ShopHeader, columns: int
) -> None:
    text = as_text(report_document(z, shop, language=language, columns=columns))
    texts = ReportTexts(z, language)
    figures = {
        cell
        for table in z.tables
        if table.code != "tenders"
        for row, shown in zip(table.rows, texts.rows(table), strict=True)
        for kind, cell, amount in zip(table.kinds, shown, row, strict=True)
        if kind == "money" and amount
    }
    assert [figure for figure in figures if figure not in text] == []
    assert all(len(line) <= columns for line in text.splitlines() if line.isascii())


def test_on_narrow_paper_the_parts_of_a_payment_stand_below_it(z: Report) -> None:
    rows = rows_of(report_document(z, SHOP, columns=32))
    cash = rows.index(["Cash", "(24)", "1,746.95"])
    assert rows[cash + 1 : cash + 3] == [["Taken", "1,759.44"], ["Given", "back", "-12.49"]]
    credit = rows.index(["Store", "credit", "(4)", "16.35"])
    assert rows[credit + 1] == ["Sum", "(44)", "2,958.88"]


def test_a_tax_class_is_named_only_where_its_rate_is_not_enough(z: Report) -> None:
    taxes = next(table for table in z.tables if table.code == "taxes")
    assert lean(taxes).columns == ("rate", "net", "tax", "gross")
    doubled = replace(taxes, rows=(*taxes.rows, ("export", 0, 100, 0, 100)))
    assert lean(doubled) is doubled
    paper = as_text(report_document(replace(z, tables=(doubled,)), SHOP))
    assert "export, 0%" in paper


def test_a_copy_and_a_till_for_training_say_so_at_both_ends(z: Report) -> None:
    paper = as_text(report_document(z, SHOP, copy=True, training=True))
    assert paper.count("*** COPY ***") == paper.count("*** TRAINING ***") == 2
    assert "COPY" not in as_text(report_document(z, SHOP))


def test_an_x_says_until_when_and_has_no_signature() -> None:
    day = Day()
    day.cash("float", 10_000)
    day.sell([Goods(250)], [("cash", None)])
    rows = rows_of(report_document(x_report(day.figures, ABOUT), SHOP))
    assert ["As", "of", "Nov", "23,", "2026", "1:00:00", "PM"] in rows
    assert ["Expected", "102.50"] in rows
    assert ["Signature"] not in rows


@pytest.mark.parametrize(("language", "shop"), LANGUAGES)
def test_a_day_without_a_sale_is_a_report_too(language: str, shop: ShopHeader) -> None:
    report = z_report(quiet_day(), ABOUT)
    assert report.params["currency"] == "EUR"
    assert "43" in as_text(report_document(report, shop, language=language))
    assert report_pdf(report, shop, FONTS, language=language).startswith(b"%PDF")
    assert report_csv(report, language=language)


@pytest.mark.parametrize("profile", ["generic-80", "generic-58"])
@pytest.mark.parametrize(("language", "shop"), LANGUAGES)
def test_the_paper_goes_to_every_renderer(z: Report, language: str, shop: ShopHeader, profile: str) -> None:
    model = find_profile(profile)
    document = report_document(z, shop, language=language, columns=model.columns)
    assert render(document, model, FONTS).startswith(b"\x1b@")
    assert picture(document, model.dots, FONTS).startswith(b"\x89PNG")


def test_every_language_has_the_same_words() -> None:
    assert set(en.WORDS) == set(de.WORDS) == set(ar.WORDS)
    for words in (en.WORDS, de.WORDS, ar.WORDS):
        assert [code for code, text in words.items() if not text and code != "figure"] == []


def test_every_code_of_a_shifts_report_has_words(z: Report) -> None:
    codes = {z.title_code, *(table.code for table in z.tables)}
    codes |= {column for table in z.tables for column in table.columns}
    codes |= {str(row[0]) for table in z.tables for row in table.rows if table.kinds[0] == "code"}
    codes |= set(z.params) - {"currency", "decimals", "offset_minutes", "journal_hash"}
    assert codes - set(en.WORDS) == set()


def test_screen_and_paper_say_the_same_words() -> None:
    assert {code: text for code, text in REPORT_WORDS.items() if en.WORDS.get(code) != text} == {}


def test_every_reason_that_a_report_shows_has_words() -> None:
    shown = {code for act in ("discount", "cash_in", "cash_out", "cash_drop") for code in REASONS[act]}
    assert shown - set(en.WORDS) == set()


def test_what_has_no_words_is_shown_as_it_is() -> None:
    assert word("own_reason", "de") == "Own reason"
    assert word("Grandmother's birthday", "de") == "Grandmother's birthday"
    assert word("float", "de_AT") == "Wechselgeld"
    assert word("float", "fr") == "Float"


class Recorded(ShadedSheet):
    """A sheet that remembers what was written where."""

    sheets: list["Recorded"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.page = 1
        self.said: list[tuple[int, int, str]] = []
        Recorded.sheets.append(self)

    def text(self, x: int, y: int, width: int, text: str, **options: Any) -> None:
        self.said.append((self.page, y, text))
        super().text(x, y, width, text, **options)

    def turn(self) -> None:
        self.page += 1
        super().turn()


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> type[Recorded]:
    Recorded.sheets = []
    monkeypatch.setattr(pdf_module, "ShadedSheet", Recorded)
    return Recorded


@pytest.mark.parametrize(("language", "shop"), LANGUAGES)
def test_the_pdf_says_every_cell_and_numbers_its_pages(
    z: Report, language: str, shop: ShopHeader, recorded: type[Recorded]
) -> None:
    made = report_pdf(z, shop, FONTS, language=language)
    sheet = recorded.sheets[-1]
    said = {text for _, _, text in sheet.said}
    texts = ReportTexts(z, language)
    cells = {cell for table in z.tables for row in texts.rows(lean(table)) for cell in row}
    assert cells - said == set()
    assert len(re.findall(rb"/Type /Page\b", made)) == sheet.page == 2
    assert {f"{texts.word('page')} 1 / 2", f"{texts.word('page')} 2 / 2"} <= said
    foot = HEIGHT - 40
    assert all(MARGIN <= y <= BOTTOM or y == foot for _, y, _ in sheet.said)
    assert made == report_pdf(z, shop, FONTS, language=language)


def test_a_long_table_goes_on_over_the_pages_with_its_heading(recorded: type[Recorded]) -> None:
    rows = tuple((f"Article {number}", f"p{number}", 1000 * number, 37 * number) for number in range(150))
    kinds = ("text", "text", "milli", "money")
    table = ReportTable("articles", ("article", "product_id", "quantity", "amount"), kinds, rows)
    report = Report("store", "store_report", {"currency": "EUR", "decimals": 2}, (table,))
    report_pdf(report, SHOP, FONTS)
    sheet = recorded.sheets[-1]
    assert sheet.page >= 3
    articles = [text for _, _, text in sheet.said if text.startswith("Article ")]
    assert articles == [row[0] for row in rows]
    headings = [page for page, _, text in sheet.said if text == "Sales by article (EUR)"]
    assert headings == list(range(1, sheet.page + 1))
    assert max(y for _, y, text in sheet.said if text.startswith("Article ")) <= BOTTOM


def read(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8")
    assert text.startswith(UTF8_MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(UTF8_MARK), newline="")))


def test_the_csv_has_every_table_with_plain_numbers(z: Report) -> None:
    rows = read(report_csv(z, language="de"))
    assert rows[0] == ["Z-Bericht 42"]
    assert ["Geschäftstag", "2026-11-23"] in rows
    assert ["Geschlossen", "2026-11-23 20:04:31"] in rows
    taxes = rows.index(["Steuer nach Satz"])
    assert rows[taxes + 1] == ["Klasse", "Satz", "Netto", "Steuer", "Brutto"]
    assert rows[taxes + 2] == ["reduced", "7.00", "931.21", "65.20", "996.41"]
    assert ["Differenz", "-2.35"] in rows
    assert ["Bar", "24", "1759.44", "-12.49", "1746.95"] in rows
    assert b"\r\n" in report_csv(z)


def test_the_csv_has_the_decimals_of_its_currency() -> None:
    table = ReportTable("summary", ("figure", "amount"), ("code", "money"), (("sales", 1234567),))
    for decimals, amount in ((0, "1234567"), (2, "12345.67"), (3, "1234.567")):
        report = Report("x", "x_report", {"currency": "XXX", "decimals": decimals}, (table,))
        assert ["Sales", amount] in read(report_csv(report))


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\u200b=1+1"])
def test_a_text_in_the_csv_is_never_a_formula(name: str) -> None:
    table = ReportTable("cashiers", ("cashier", "amount"), ("text", "money"), ((name, -235),))
    report = Report("x", "x_report", {"currency": "EUR", "decimals": 2, "opened_by": name}, (table,))
    for cashier, figure in (("Opened by", None), (None, "-2.35")):
        row = next(row for row in read(report_csv(report)) if cashier in row or figure in row)
        text = row[1] if cashier else row[0]
        assert text == "'" + name.removeprefix("\u200b")
