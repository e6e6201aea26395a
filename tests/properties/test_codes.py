"""Whatever is scanned: no exception, no wrong article; the right one is found. CODES=100000: a long run."""

import os
import string

from biip.gs1_digital_link_uris import GS1DigitalLinkURI
from biip.gs1_messages import GS1Message
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from pos_terminal.domain.barcodes import ELEMENT_SYMBOLOGIES, Code, check_digit, parse
from pos_terminal.domain.codes.label_presets import LABEL_PRESETS
from pos_terminal.domain.codes.meaning import NOTHING_CARRIED, CodeRules
from tools import code_oracle

CODES = os.environ.get("CODES", "")
MANY = settings(max_examples=int(CODES or "200"), derandomize=not CODES, deadline=None)
RULES = CodeRules(labels=LABEL_PRESETS["de"], own=(("ST-", "staff"),))
GS = "\x1d"

payloads = st.integers(1, 10**13 - 1).map(lambda number: f"{number:013d}")
gtins = payloads.map(lambda payload: payload + check_digit(payload))
# Lots that cannot look as if they had swallowed a date.
texts = st.text(string.ascii_letters + "!\"%&'()*+,-./:;<=>?_", min_size=1, max_size=20)
# Not the 29th of February, which is in some years only.
days = st.dates().map(lambda day: f"{24 + day.year % 9}{day:%m%d}").filter(lambda date: date[2:] != "0229")
elements = st.fixed_dictionaries(
    {},
    optional={
        "17": days,
        "15": days,
        "3103": st.integers(0, 999_999).map(lambda number: f"{number:06d}"),
        "10": texts,
        "21": texts,
        "30": st.integers(1, 999).map(str),
        "8005": st.integers(0, 999_999).map(lambda number: f"{number:06d}"),
    },
)
FIXED = ("01", "15", "17", "3103")


def joined(pairs: dict[str, str]) -> str:
    return "".join(key + text + ("" if key in FIXED else GS) for key, text in pairs.items())


@MANY
@given(st.sampled_from(["", "]C1", "]d2", "]E0", "]E3", "]Q1", "]C0"]), st.text(max_size=60))
@example("", "٠١٢٣٤٥٦٧")
@example("]C1", "30")
@example("]d2", GS + "(01)")
@example("", "http://[::1")
@example("", "HTTPS://?01=%")
def test_anything_is_a_code_or_a_reason(symbology: str, text: str) -> None:
    code = parse(symbology + text, rules=RULES)

    if isinstance(code, Code):
        assert code.keys
        assert code.keys[0] in (code.text, code.symbology + code.text) or code.carried != NOTHING_CARRIED


@MANY
@given(gtins, elements, st.sampled_from(sorted(ELEMENT_SYMBOLOGIES)))
def test_element_strings_say_what_biip_reads_in_them(
    gtin: str, pairs: dict[str, str], symbology: str
) -> None:
    text = joined({"01": gtin, **pairs})

    code = parse(symbology + text)

    assert isinstance(code, Code)
    assert code.keys[-1] == gtin
    theirs = GS1Message.parse(text.strip(GS)).element_strings
    assert code.carried.elements == tuple((row.ai.ai, row.value) for row in theirs)
    expiry = theirs.get(ai="17")
    assert code.carried.expiry == (expiry.date.isoformat() if expiry and expiry.date else "")
    weight = theirs.get(ai="3103")
    assert code.carried.weight_milli == (int((weight.decimal or 0) * 1000) if weight else 0)


@MANY
@given(gtins, elements)
def test_links_that_biip_writes_are_read(gtin: str, pairs: dict[str, str]) -> None:
    message = GS1Message.parse(joined({"01": gtin, **pairs}).strip(GS))
    address = GS1DigitalLinkURI.from_element_strings(message.element_strings).as_uri(domain="shop.example")

    code = parse(address)

    assert isinstance(code, Code)
    assert code.keys[-1] == gtin
    assert dict(code.carried.elements) == {"01": gtin, **pairs}


@MANY
@given(gtins, elements, st.data())
def test_one_slip_never_makes_another_article(gtin: str, pairs: dict[str, str], data: st.DataObject) -> None:
    written = data.draw(st.sampled_from([gtin, gtin.lstrip("0"), "]C1" + joined({"01": gtin, **pairs})]))
    at = data.draw(st.integers(0, len(written) - 1))
    wrong = written[:at] + data.draw(st.sampled_from("0123456789" + GS + "A")) + written[at + 1 :]

    code = parse(wrong, rules=CodeRules())

    if isinstance(code, Code):
        for key in code.keys:
            if len(key) == 14 and key.isdigit() and key != code.text:
                assert code_oracle.spells(wrong, key)


@MANY
@given(gtins)
def test_one_wrong_digit_of_a_number_finds_nothing(gtin: str) -> None:
    for at in range(14):
        for digit in set("0123456789") - {gtin[at]}:
            wrong = gtin[:at] + digit + gtin[at + 1 :]
            code = parse(wrong)
            assert isinstance(code, Code)
            assert code.keys == (wrong,)
            assert code.unknown_reason == "check_digit"


@MANY
@given(gtins, st.text(string.digits + string.ascii_uppercase, min_size=1, max_size=12))
def test_a_missing_separator_loses_no_date_in_silence(gtin: str, lot: str) -> None:
    assume("3103" not in lot)
    code = parse(f"]d201{gtin}10{lot}17270630")

    assert isinstance(code, Code)
    assert code.unknown_reason == "gs1_missing_separator"
    assert code.carried == NOTHING_CARRIED
