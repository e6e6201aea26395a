"""Every text of the screen has its words in every language, and every code of the core has words at all."""

import ast
import importlib
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import pos_terminal
import ui
from ui import wording
from ui.keymap import NOT_BUILT, SHORTCUTS
from ui.translations import ar, de
from ui.translations.tables import AREAS, TABLES
from ui.translations.words import pseudo

UI = Path(ui.__file__).parent
CORE = Path(pos_terminal.__file__).parent
# Where a code stands among the arguments of what says it.
CODE_PLACES = {"Refused": 0, "Ask": 0, "refuse": 0, "bad_item": 0, "_clear": 1, "notice": 1, "light": 2}


def _calls(folder: Path) -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                function = node.func
                name = getattr(function, "id", getattr(function, "attr", ""))
                yield name, node


def _literal(call: ast.Call, place: int) -> str | None:
    if place < len(call.args):
        argument = call.args[place]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            return argument.value
    return None


def sources() -> set[str]:
    """Every text that is looked up."""
    found = {
        text for name, call in _calls(UI) if name in ("tr", "Cap", "source") and (text := _literal(call, 0))
    }
    found |= {text for table in wording.ALL_TABLES for text in table.values()}
    found |= {item.label for item in SHORTCUTS if item.label}
    return found | set(NOT_BUILT.values())


def key_names() -> set[str]:
    """Hints on keys that a keyboard of another language names otherwise."""
    return {item.hint for item in SHORTCUTS if item.hint}


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", sorted(TABLES))
def test_nothing_is_missing_and_nothing_is_left_over(language: str) -> None:
    table = TABLES[language]
    assert sorted(sources() - set(table)) == []
    assert sorted(set(table) - sources() - key_names()) == []


@pytest.mark.parametrize("language", sorted(TABLES))
def test_parameters_keep_their_names(language: str) -> None:
    wrong = [source for source, text in TABLES[language].items() if _fields(source) != _fields(text)]
    assert wrong == []


def test_areas_agree_on_a_text_that_both_have() -> None:
    for tables in ([de.TEXTS, *(area.DE for area in AREAS)], [ar.TEXTS, *(area.AR for area in AREAS)]):
        seen: dict[str, str] = {}
        for table in tables:
            for text, words in table.items():
                assert seen.setdefault(text, words) == words, text


def test_every_area_is_in_its_table() -> None:
    listed = {Path(str(area.__file__)).stem for area in AREAS}  # type: ignore[attr-defined]
    assert {path.stem for path in (UI / "translations" / "areas").glob("[!_]*.py")} == listed


def test_every_words_file_is_merged_and_no_code_stands_twice() -> None:
    seen: dict[tuple[str, str], str] = {}
    for path in sorted((UI / "words").glob("[!_]*.py")):
        for name, table in vars(importlib.import_module(f"ui.words.{path.stem}")).items():
            if name.isupper():
                assert set(table) <= set(getattr(wording, name)), f"{path.name}: {name} is not merged"
                for code in table:
                    assert seen.setdefault((name, code), path.name) == path.name, f"{name}: {code}"


def test_the_pseudo_language_keeps_parameters_and_is_always_bracketed() -> None:
    for source in sources():
        made = pseudo(source)
        assert _fields(made) == _fields(source)
        assert made.startswith("[")
        assert made.endswith("]")


def test_every_code_that_the_core_says_has_words() -> None:
    said = {
        code
        for folder in (CORE / "domain", CORE / "services")
        for name, call in _calls(folder)
        if name in CODE_PLACES and (code := _literal(call, CODE_PLACES[name]))
    }
    assert len(said) > 30
    known = set(wording.SENTENCES) | set(wording.QUESTIONS) | set(wording.LIGHTS)
    assert sorted(said - known) == []


def test_every_question_can_be_put() -> None:
    asked = {code for name, call in _calls(CORE) if name == "Ask" and (code := _literal(call, 0))}
    put = {code for name, call in _calls(CORE) if name == "QuestionView" and (code := _literal(call, 1))}
    assert sorted((asked | put) - set(wording.QUESTIONS)) == []


def test_each_sentence_ends_like_one() -> None:
    assert [
        text for text in wording.SENTENCES.values() if text[-1] not in ".?" and not text.endswith("{text}")
    ] == []
