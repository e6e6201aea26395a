"""Code, template, translations and compiled catalogues say the same words."""

import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from receipts.wording import FOLDER, words

LANGUAGES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


def catalogue(path: Path) -> Catalog:
    return read_po(io.BytesIO(path.read_bytes()))


def texts(one: Catalog) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in one if message.id}


def test_the_template_holds_every_word_of_the_code() -> None:
    said = {str(found[2]) for found in extract_from_dir(str(FOLDER.parent), keywords={"say": None})}

    assert set(texts(catalogue(FOLDER / "receipts.pot"))) == said


def test_german_and_arabic_are_there() -> None:
    assert {"de", "ar"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_translated_and_compiled(language: str) -> None:
    source = FOLDER / language / "LC_MESSAGES" / "receipts.po"
    translated = texts(catalogue(source))

    assert set(translated) == set(texts(catalogue(FOLDER / "receipts.pot")))
    assert all(translated.values())
    with source.with_suffix(".mo").open("rb") as file:
        assert texts(read_mo(file)) == translated


GERMAN = [(language, "Rückgeld") for language in ("de", "de_AT", "de-CH")]


@pytest.mark.parametrize(("language", "word"), [*GERMAN, ("en", "Change"), ("xx", "Change")])
def test_the_shops_language(language: str, word: str) -> None:
    assert words(language)("Change") == word
