"""Labels of scales: the article, its weight or price, and the verifier digit, as biip and GS1 have them."""

import pytest
from biip import ParseConfig
from biip.checksums import gs1_price_weight_check_digit
from biip.gtin import Gtin
from biip.rcn import _RCN_RULES, Rcn, RcnRegion
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.domain.barcodes import CatalogueKey, Code, catalogue_key, check_digit, parse
from pos_terminal.domain.codes.label_presets import LABEL_PRESETS
from pos_terminal.domain.codes.labels import layout_fault, verifier_digit
from pos_terminal.domain.codes.meaning import Carried, CodeRules, LabelLayout

GERMANY = CodeRules(labels=LABEL_PRESETS["de"])


def code(text: str, rules: CodeRules = GERMANY) -> Code:
    found = parse(text, rules=rules)
    assert isinstance(found, Code)
    return found


def label(payload: str) -> str:
    return payload + check_digit(payload)


def test_a_weight_is_read_and_the_article_is_known_without_it() -> None:
    found = code("]E0" + label("281234" + "7" + "01250"))  # 0+2+9+7+0 = 18, 5- of 7 is 2

    assert found.carried == Carried(weight_milli=1250, measure="kg")
    assert found.keys == ("0" + label("281234" + "000000"), "281234")


def test_a_price_and_a_count() -> None:
    price = code(label("221234" + verifier_digit("gs1-5", "00599") + "00599"))
    count = code(label("251234" + verifier_digit("gs1-5", "00012") + "00012"))

    assert (price.carried.price_minor, price.carried.currency) == (599, "")
    assert count.carried.count == 12


def test_the_same_digits_under_another_prefix_are_another_article() -> None:
    weighed, priced = (code(label(f"{prefix}1234000000")) for prefix in ("28", "22"))

    assert not set(weighed.keys) & set(priced.keys)


def test_prefix_and_article_that_look_like_an_ean_8_are_no_key() -> None:
    found = code(label("201234560599"), CodeRules(labels=LABEL_PRESETS["se"]))

    assert found.keys == ("0" + label("201234560000"),)


def test_a_wrong_verifier_digit_is_no_article() -> None:
    found = code(label("281234" + "6" + "01250"))

    assert found.unknown_reason == "label_verifier"
    assert found.keys == (found.text,)


def test_a_wrong_check_digit_is_no_article() -> None:
    right = label("281234" + "7" + "01250")
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)

    assert code(wrong) == Code((wrong,), wrong, unknown_reason="check_digit")


def test_a_weight_or_count_of_zero_is_not_said_a_price_of_zero_is() -> None:
    assert [code(label(f"{prefix}1234000000")).carried for prefix in ("28", "25")] == [Carried(), Carried()]
    assert code(label("221234000000")).carried == Carried(price_minor=0)


def test_a_upc_a_of_a_scale_is_read_with_and_without_its_zero() -> None:
    rules = CodeRules(labels=LABEL_PRESETS["us"])
    number = label("2" + "12345" + verifier_digit("gs1-4", "1995") + "1995")

    for written in (number, "0" + number, "00" + number):
        assert code(written, rules).carried.price_minor == 1995
        assert code(written, rules).keys[1] == "0212345"


def test_the_articles_digits_alone_only_where_the_layout_says_so() -> None:
    rules = CodeRules(labels=(LabelLayout("21", "PPIIIIIWWWWWC", plu=True),))

    assert code(label("210401100500"), rules).keys[1:] == ("2104011", "04011")


def test_a_price_follows_the_shops_currency() -> None:
    rules = CodeRules(labels=LABEL_PRESETS["no"], currency_decimals=2)

    found = [code(label(f"{prefix}1234560599"), rules).carried.price_minor for prefix in ("20", "21", "22")]
    assert found == [599, 5990, 59900]


def test_without_layouts_a_label_is_a_number_like_any_other() -> None:
    number = label("281234601250")

    assert code(number, CodeRules()).keys == (number, "0" + number)


@pytest.mark.parametrize("region", list(RcnRegion))
@given(payload=st.text("0123456789", min_size=10, max_size=10), data=st.data())
def test_every_countrys_layout_is_as_biip_reads_it(
    region: RcnRegion, payload: str, data: st.DataObject
) -> None:
    prefix = data.draw(st.sampled_from(sorted(_RCN_RULES[region])))
    number = label(prefix + payload)
    config = ParseConfig(rcn_region=region, rcn_verify_variable_measure=False)
    theirs = Gtin.parse(number, config=config)
    assert isinstance(theirs, Rcn)
    (layout,) = (row for row in LABEL_PRESETS[region.value] if row.prefix == prefix)
    if layout.verifier:
        start, end = layout.pattern.index("V") + 1, 12
        number = label(
            number[: start - 1] + verifier_digit(layout.verifier, number[start:end]) + number[start:12]
        )

    found = code(number, CodeRules(labels=LABEL_PRESETS[region.value]))

    assert found.keys[0] == theirs.without_variable_measure().as_gtin_14()
    assert found.carried.weight_milli == int((theirs.weight or 0) * 1000)
    assert (found.carried.price_minor or 0) == int((theirs.price or 0) * 100)
    assert found.carried.count == (theirs.count or 0)


def test_every_country_of_biip_has_its_layouts() -> None:
    theirs = {region.value: sorted(rows) for region, rows in _RCN_RULES.items()}

    assert {name: sorted(row.prefix for row in LABEL_PRESETS[name]) for name in theirs} == theirs


@given(st.text("0123456789", min_size=4, max_size=5))
def test_verifier_digits_are_biips(value: str) -> None:
    assert verifier_digit(f"gs1-{len(value)}", value) == str(gs1_price_weight_check_digit(value))


@given(st.sampled_from(sorted(LABEL_PRESETS)), st.text("0123456789", min_size=10, max_size=10))
def test_the_catalogue_keeps_what_a_label_is_found_by(country: str, payload: str) -> None:
    rules = CodeRules(labels=LABEL_PRESETS[country])
    number = label(LABEL_PRESETS[country][0].prefix + payload)

    kept = catalogue_key(number, rules)

    assert isinstance(kept, CatalogueKey)
    if code(number, rules).unknown_reason != "label_verifier":
        assert kept.key in code(number, rules).keys


@pytest.mark.parametrize(
    "layout",
    [
        LabelLayout("30", "PPIIIIIWWWWWC"),
        LabelLayout("٢٠", "PPIIIIIWWWWWC"),
        LabelLayout("20", "PPIIIIIWWWWW"),
        LabelLayout("20", "PPIIIIIWWWWXC"),
        LabelLayout("20", "IIPPIIIWWWWWC"),
        LabelLayout("20", "PPIIIIIIIIIIC"),
        LabelLayout("20", "PPIIWIWWWWIIC"),
        LabelLayout("20", "PPIIIIIWWMMMC"),
        LabelLayout("20", "PPIIIIVWWWWWC"),
        LabelLayout("20", "PPIIIIIWWWWWC", verifier="gs1-5"),
        LabelLayout("20", "PPIIIIVWWWWWC", verifier="gs1-4"),
        LabelLayout("20", "PPIIIIVWWWWWC", verifier="none-such"),
        LabelLayout("20", "PPIIIIIWWWWWC", decimals=6),
    ],
)
def test_a_layout_that_cannot_be_is_named(layout: LabelLayout) -> None:
    assert layout_fault(layout).endswith(".")


def test_every_preset_can_be() -> None:
    assert [layout_fault(row) for rows in LABEL_PRESETS.values() for row in rows if layout_fault(row)] == []
