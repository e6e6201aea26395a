"""What codes mean is configured: dates, layouts of labels, the shop's own numbers."""

from pathlib import Path

import pytest

from pos_terminal import config
from pos_terminal.config_codes import policy_of
from pos_terminal.domain import barcodes
from pos_terminal.domain.labels import CodePolicy
from pos_terminal.errors import ConfigError


def policy(tmp_path: Path, text: str) -> CodePolicy:
    file = tmp_path / "pos.toml"
    file.write_text(text)
    made = config.load(file)
    return policy_of(made.codes, made.label_layouts, 2, 2026)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[codes]\nuse_by = 'never'", "codes.use_by is wrong"),
        ("[codes]\nlabels = 'xx'", "codes.labels names no layout; use one of de"),
        ("[codes]\nstaff_prefixes = ['']", "codes.staff_prefixes"),
        ("[codes]\nstaff_prefixes = ['29']\ncoupon_prefixes = ['29']", "prefix 29 to two kinds"),
        ("[[label_layouts]]\nprefix = '28'\npattern = 'PPIIIIIWWWWWW'", "label_layouts: the layout"),
        ("[[label_layouts]]\nprefix = '05'\npattern = 'PPIIIIIWWWWWC'", "label_layouts: the prefix '05'"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as error:
        policy(tmp_path, text)
    message = str(error.value)
    assert said in message
    assert message.startswith(str(tmp_path))
    assert message.endswith(".")


def test_goods_past_their_use_by_date_are_refused_by_default(tmp_path: Path) -> None:
    made = policy(tmp_path, "")
    assert (made.use_by, made.best_before, made.sells_packs) == ("block", "warn", True)
    assert (made.rules.labels, made.rules.own) == ((), ())


def test_a_shops_own_layout_goes_before_the_countrys(tmp_path: Path) -> None:
    made = policy(
        tmp_path, "[codes]\nlabels = 'de'\n[[label_layouts]]\nprefix = '28'\npattern = 'PPIIIIIWWWWWC'"
    )

    code = barcodes.parse("2812345003459", rules=made.rules)

    assert isinstance(code, barcodes.Code)
    assert code.carried.weight_milli == 345
    assert {row.prefix for row in made.rules.labels} > {"22", "28"}


def test_the_longest_prefix_says_whose_number_it_is(tmp_path: Path) -> None:
    made = policy(tmp_path, "[codes]\ncustomer_prefixes = ['29']\nstaff_prefixes = ['2900']")

    badge, card = (barcodes.parse(text, rules=made.rules) for text in ("290012345", "2912345"))

    assert isinstance(badge, barcodes.Code)
    assert isinstance(card, barcodes.Code)
    assert badge.own is not None
    assert badge.own.kind == "staff"
    assert card.own is not None
    assert card.own.kind == "customer"
