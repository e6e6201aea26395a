"""What people write differently is one spelling; every script has words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.adapters.catalog_sqlite.folding import Term, fold, index_text, search_terms, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Crème BRÛLÉE", "creme brulee"),
        ("Weißbier", "weissbier"),
        ("Smørrebrød", "smorrebrod"),
        ("Łódź", "lodz"),
        ("Œufs", "oeufs"),
        ("ΜΈΛΙ Θυμαριού", "μελι θυμαριου"),
        ("Ёлка", "елка"),
        ("أَرُزّ", "ارز"),
        ("كـــعك", "كعك"),
        ("שָׁלוֹם", "שלום"),
        ("ｶﾞﾑ", "ガム"),
        ("ﬁne", "fine"),
    ],
)
def test_case_accents_and_signs_are_dropped(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_a_maqaf_parts_words() -> None:
    assert words("בית־ספר") == ["בית", "ספר"]


def test_indic_vowel_signs_belong_to_their_word() -> None:
    assert words("चीनी, बासमती चावल") == ["चीनी", "बासमती", "चावल"]


def test_punctuation_parts_words() -> None:
    assert words("Huile d'olive 0,75L (bio)") == ["huile", "d", "olive", "0", "75l", "bio"]


def test_scripts_without_spaces_are_kept_as_pairs_and_a_last_character() -> None:
    assert index_text("可口可樂 330ml").split() == ["可口", "口可", "可樂", "樂", "330ml"]


def test_words_are_looked_for_as_beginnings_and_pairs_whole() -> None:
    assert search_terms("Coca 可樂 茶") == (Term("coca", True), Term("可樂", False), Term("茶", True))


def test_a_word_typed_twice_is_looked_for_once() -> None:
    assert search_terms("bio BIO") == (Term("bio", True),)


@pytest.mark.parametrize("run", ["น้ำปลาแท้", "신라면", "ខ្មែរ", "မြန်မာ", "しょうゆ"])
def test_any_two_neighbours_of_an_unspaced_run_are_in_its_index(run: str) -> None:
    tokens = set(index_text(run).split())
    folded = fold(run)
    for at in range(len(folded) - 1):
        assert {term.text for term in search_terms(folded[at : at + 2])} <= tokens


@given(st.text(max_size=60))
def test_every_word_of_a_name_finds_that_name(name: str) -> None:
    tokens = index_text(name).casefold().replace("'", " ")
    for term in search_terms(name):
        assert term.text in tokens


@given(st.text(max_size=40))
def test_folding_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)
