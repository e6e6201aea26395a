"""The independent checker: every planted cent is found, and named for the source that it stands in."""

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest

from tools.check_replay import Evidence, check, plants, self_test
from tools.check_sources import ZEROS, JournalRow

START = 5_000

# invoice, stock code, description, quantity, price: two sales, one of them with an article twice.
SOLD = (
    ("536365", "85123A", "WHITE HANGING HEART", 6, 255),
    ("536365", "21730", "GLASS STAR", 1, 425),
    ("536365", "85123A", "WHITE HANGING HEART", 2, 255),
    ("536366", "POST", "POSTAGE", 1, 1_800),
    ("536366", "22633", "HAND WARMER UNION JACK WITH A NAME THAT NEEDS A SECOND ROW", 3, 0),
)
RETURNED = ("C536379", "D", "Discount", -1, 2_750)
SALES = (
    ("T1-A000001", (("85123A-255", "WHITE HANGING HEART", 8, 255), ("21730-425", "GLASS STAR", 1, 425))),
    (
        "T1-A000002",
        (("POST-1800", "POSTAGE", 1, 1_800), ("22633-0", SOLD[4][2], 3, 0)),
    ),
)
# Reckoned by hand: 4.25 with 20 % holds 0.71 (0.7083), 20.40 with 5 % holds 0.97 (0.9714).
TAXES = (
    {"A": (71, 425, 2000), "B": (97, 2_040, 500)},
    {"A": (0, 0, 2000), "C": (0, 1_800, 0)},
)
PAPERS = (
    """
                  Proof shop
------------------------------------------------
WHITE HANGING HEART
  8 x 2.55                               20.40 B
GLASS STAR                                4.25 A
================================================
TOTAL GBP          24.65
Cash                                     24.65
------------------------------------------------
Rate              Net            Tax       Gross
A 20%            3.54           0.71        4.25
B 5%            19.43           0.97       20.40
Sum             22.97           1.68       24.65
------------------------------------------------
Receipt                               T1-A000001
""",
    """
                  Proof shop
------------------------------------------------
POSTAGE                                  18.00 C
HAND WARMER UNION JACK WITH A NAME THAT NEEDS A
SECOND ROW
  3 x 0.00                                0.00 A
================================================
TOTAL GBP          18.00
Cash                                     18.00
------------------------------------------------
Rate              Net            Tax       Gross
A 20%            0.00           0.00        0.00
C 0%            18.00           0.00       18.00
Sum             18.00           0.00       18.00
------------------------------------------------
Receipt                               T1-A000002
""",
)
CUT = b"\x1dVB\x00"


def test_sources_that_agree_are_reported_as_such() -> None:
    report = check(_evidence())

    assert report.differences == ()
    assert (report.baskets, report.lines) == (2, 4)


def test_five_planted_cents_make_five_reports() -> None:
    results = self_test(_evidence())

    assert results == [(source, True) for source in ("csv", "journal", "paper", "sales", "inventory")]


@pytest.mark.parametrize(
    ("index", "source"), list(enumerate(["csv", "journal", "paper", "sales", "inventory"]))
)
def test_a_planted_cent_is_named_for_its_source(index: int, source: str) -> None:
    planted, evidence = list(plants(_evidence()))[index]

    sources = {difference.source for difference in check(evidence).differences}

    assert planted == source
    assert sources - {"events"} == {source}


def test_a_sale_that_the_centre_lacks_is_missing_in_sales() -> None:
    evidence = _evidence()

    report = check(replace(evidence, sales=evidence.sales[:1]))

    assert ("sales", "is missing") in {(found.source, found.text) for found in report.differences}


def test_a_second_original_is_reported() -> None:
    evidence = _evidence()

    report = check(replace(evidence, streams=[*evidence.streams, evidence.streams[0]]))

    assert [str(found) for found in report.differences] == [
        "difference: paper: T1-A000001: was printed 2 times as an original"
    ]


def test_a_copy_stands_for_an_original_that_was_torn() -> None:
    first, second = _evidence().streams
    torn = first.removesuffix(CUT)
    copy = first.replace(b"Proof shop\n", b"Proof shop\n*** COPY 1 ***\n")

    report = check(replace(_evidence(), streams=[torn, second, copy]))

    assert report.differences == ()
    assert (report.torn, report.copies) == (1, 1)


def test_a_hole_in_the_journal_is_reported() -> None:
    evidence = _evidence()

    report = check(replace(evidence, journal=[*evidence.journal[:2], *evidence.journal[3:]]))

    assert "seq 3 is missing before 4" in {found.text for found in report.differences}


def test_an_event_that_the_centre_holds_otherwise_is_reported() -> None:
    evidence = _evidence()

    report = check(replace(evidence, events={**evidence.events, 2: (b"{}", "0")}))

    assert ("events", "seq 2") in {(found.source, found.place) for found in report.differences}


def test_bytes_that_are_no_escpos_are_reported() -> None:
    report = check(replace(_evidence(), streams=[*_evidence().streams, b"\x1b\x7e"]))

    assert [found.source for found in report.differences] == ["paper"]


def _evidence() -> Evidence:
    journal = _journal()
    last = journal[-1]
    return Evidence(
        csv_rows=[_csv_row(*row) for row in (*SOLD[:3], RETURNED, *SOLD[3:])],
        journal=journal,
        streams=[b"\x1b@\x1bt\x13\x10\x04\x01" + text.encode("ascii") + CUT for text in PAPERS],
        sales=[_sale(number) for number in (1, 0)],
        inventory={
            "85123A-255": START - 8,
            "21730-425": START - 1,
            "22633-0": START - 3,
            "84029G-339": START,
        },
        events={row.seq: (row.raw, row.hash) for row in journal},
        head=(last.seq, last.hash),
        start_on_hand=START,
    )


def _csv_row(invoice: str, code: str, name: str, quantity: int, price_minor: int) -> dict[str, str]:
    return {
        "invoice": invoice,
        "stock_code": code,
        "description": name,
        "quantity": str(quantity),
        "unit_price_gbp": f"{price_minor / 100}",
    }


def _journal() -> list[JournalRow]:
    bodies: list[tuple[str, dict[str, Any]]] = []
    for place, (receipt_no, lines) in enumerate(SALES):
        sale_id = f"sale-{place}"
        for number, (product_id, name, quantity, price_minor) in enumerate(lines):
            identity = {"sale_id": sale_id, "line_id": f"{place}-{number}"}
            added = {"product_id": product_id, "name": name, "milli": 1000, "unit_price_minor": price_minor}
            bodies.append(("LineAdded", {**identity, **added}))
            bodies.append(("QuantityChanged", {**identity, "was_milli": 1000, "milli": quantity * 1000}))
        taxes = [
            {"tax_class": name, "tax_minor": tax, "gross_minor": gross}
            for name, (tax, gross, _) in TAXES[place].items()
        ]
        total = sum(quantity * price for _, _, quantity, price in lines)
        completed = {"sale_id": sale_id, "receipt_no": receipt_no, "total_minor": total, "taxes": taxes}
        bodies.append(("SaleCompleted", completed))
    rows: list[JournalRow] = []
    for seq, (kind, body) in enumerate(bodies, 1):
        raw = json.dumps({"seq": seq, "type": kind, "body": body}, sort_keys=True).encode()
        before = rows[-1].hash if rows else ZEROS
        rows.append(JournalRow(seq, raw, before, hashlib.sha256(bytes.fromhex(before) + raw).hexdigest()))
    return rows


def _sale(place: int) -> dict[str, Any]:
    receipt_no, lines = SALES[place]
    return {
        "receipt_no": receipt_no,
        "lines": [
            {
                "product_id": product_id,
                "name": name,
                "quantity_milli": quantity * 1000,
                "unit_price": {"amount": price_minor},
                "amount": {"amount": quantity * price_minor},
            }
            for product_id, name, quantity, price_minor in lines
        ],
        "taxes": [
            {"tax_class": name, "tax": {"amount": tax}, "gross": {"amount": gross}}
            for name, (tax, gross, _) in TAXES[place].items()
        ],
        "totals": {"gross": {"amount": sum(quantity * price for _, _, quantity, price in lines)}},
    }
