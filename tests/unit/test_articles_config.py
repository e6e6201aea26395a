"""Settings of articles and quick keys, and the sentences about wrong ones."""

from typing import Any

import pytest

from pos_terminal import config
from pos_terminal.errors import ConfigError


def test_what_holds_without_any_setting() -> None:
    made = config.check({}, "pos.toml")
    assert (made.articles.pull_minutes, made.quick_keys) == (5, ())


def test_quick_keys_in_their_order() -> None:
    rows = [{"label": "Roll", "product_id": "roll"}, {"code": "PLU-7"}]
    made = config.check({"quick_keys": rows, "articles": {"pull_minutes": 0}}, "pos.toml")
    assert [(row.label, row.code, row.product_id) for row in made.quick_keys] == [
        ("Roll", "", "roll"),
        ("", "PLU-7", ""),
    ]
    assert made.articles.pull_minutes == 0


@pytest.mark.parametrize("row", [{}, {"label": "Roll"}, {"code": "7", "product_id": "roll"}, {"code": " "}])
def test_a_quick_key_names_one_article(row: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match="give each quick key one of them"):
        config.check({"quick_keys": [row]}, "pos.toml")


@pytest.mark.parametrize(
    "raw", [{"quick_keys": [{"product_id": "no/id"}]}, {"articles": {"pull_minutes": -1}}]
)
def test_values_out_of_range_are_named(raw: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match="set it to an allowed value"):
        config.check(raw, "pos.toml")
