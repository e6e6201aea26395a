"""What each mail says, in the shop's language; code, template, translations and compiled files agree."""

import io
import re
from datetime import UTC, datetime

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from receipts.mail_texts import CashCount, MailTexts
from receipts.wording import FOLDER

LANGUAGES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
AT = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)


def shop(language: str = "en") -> MailTexts:
    return MailTexts("Bäckerei Özgür", language, "EUR", 2)


def texts(one: Catalog) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in one if message.id}


def template() -> dict[str, str]:
    return texts(read_po(io.BytesIO((FOLDER / "mails.pot").read_bytes())))


def test_a_receipt() -> None:
    mail = shop().receipt("T1-A000042", AT, 123_450)

    assert mail.subject == "Your receipt T1-A000042 from Bäckerei Özgür"
    assert mail.text == (
        "Thank you for shopping at Bäckerei Özgür.\n\nReceipt: T1-A000042\nDate: Nov 24, 2026 6:30:00 PM\n"
        "Total: 1,234.50 EUR\n\nThe receipt is attached as a PDF.\n"
    )


@pytest.mark.parametrize(
    ("left", "unit", "shown"),
    [(3, "each", "3"), (1250, "kg", "1.25 kg"), (0, "each", "0"), (-2, "each", "-2")],
)
def test_low_stock_says_what_is_left_as_it_is_sold(left: int, unit: str, shown: str) -> None:
    mail = shop().low_stock("Gouda {jung}", "gouda", left, unit)

    assert mail.subject == f"Low stock: Gouda {{jung}}, {shown} left"
    assert f"Left: {shown}\n" in mail.text
    assert "Article no.: gouda\n" in mail.text


@pytest.mark.parametrize(("counted", "shown"), [(9_850, "-1.50 EUR"), (10_150, "+1.50 EUR")])
def test_a_cash_difference_has_its_sign(counted: int, shown: str) -> None:
    mail = shop().cash_difference("T1", "2026-11-24", "Anna", CashCount(counted, 10_000))

    assert mail.subject == f"Cash difference at till T1: {shown}"
    assert f"Difference: {shown}\n" in mail.text
    assert "Cashier: Anna\n" in mail.text


def test_a_z_report() -> None:
    mail = shop("de").z_report("T1", 17, "2026-11-24", 1_234, 987_654)

    assert mail.subject == "Z-Bericht 17 der Kasse T1, 24.11.2026"
    assert mail.text == (
        "Kasse: T1\nGeschäftstag: 24.11.2026\nBelege: 1.234\nSumme: 9.876,54 EUR\n\n"
        "Der Bericht ist als PDF angehängt.\n\nBäckerei Özgür\n"
    )


@pytest.mark.parametrize(
    ("language", "begins"),
    [("de_AT", "Ihr Beleg"), ("ar", "إيصالك"), ("zh", "您在"), ("xx", "Your receipt")],
)
def test_the_shops_language(language: str, begins: str) -> None:
    assert shop(language).receipt("T1-A000042", AT, 100).subject.startswith(begins)


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_every_mail_in_every_language_is_whole(language: str) -> None:
    texts_of = shop(language)
    mails = (
        texts_of.receipt("T1-A000042", AT, 100),
        texts_of.low_stock("Gouda", "gouda", 1),
        texts_of.cash_difference("T1", "2026-11-24", "Anna", CashCount(0, 1)),
        texts_of.z_report("T1", 1, "2026-11-24", 1, 1),
    )
    for mail in mails:
        assert "\n" not in mail.subject
        assert "{" not in mail.subject + mail.text
        assert mail.text.endswith("\n")


def test_the_template_holds_every_sentence_of_the_code() -> None:
    told = {str(found[2]) for found in extract_from_dir(str(FOLDER.parent), keywords={"tell": None})}

    assert set(template()) == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_with_its_names_and_compiled(language: str) -> None:
    source = FOLDER / language / "LC_MESSAGES" / "mails.po"
    translated = texts(read_po(io.BytesIO(source.read_bytes())))

    assert set(translated) == set(template())
    for english, said in translated.items():
        assert said
        assert sorted(re.findall(r"\{\w+\}", said)) == sorted(re.findall(r"\{\w+\}", english))
    with source.with_suffix(".mo").open("rb") as file:
        assert texts(read_mo(file)) == translated
