"""What stands on slips, vouchers, gift receipts and labels; read from their plain text."""

from dataclasses import replace

import pytest

from pos_terminal.errors import Bug
from receipts.card_slips import CardPayment, card_slip, masked_card
from receipts.cells import cells
from receipts.document import Document
from receipts.gift_receipt import gift_receipt
from receipts.label_sheet import label_sheets
from receipts.labels import Label, price_labels, shelf_labels
from receipts.linear import bars_of, kind_of
from receipts.look import Look, Made
from receipts.slips import CashMove, NoSale, Parked, Voided, cash_slip, no_sale_slip, parked_slip, void_slip
from receipts.text import as_text
from receipts.ticket import Extras
from receipts.voucher import Voucher, credit_voucher, gift_card_voucher
from tests.unit.receipts import day_papers as day
from tests.unit.receipts.day_papers import PROOF, Basket
from tests.unit.receipts.paper_kinds import KINDS, Slips, paper
from tests.unit.receipts.paper_words import EN
from tests.unit.receipts.papers import FONTS, HASH, MOMENT, SHOP
from tests.unit.receipts.pdf_reader import read_pdf

LOOK = Look(SHOP)
MADE = Made(MOMENT, "T1", "Anna Berg", "M-0003", HASH)


def rows(document: Document) -> list[str]:
    return [" ".join(row.split()) for row in as_text(document).splitlines()]


def basket() -> Basket:
    built = (
        Basket().add("Milk 1 l", 2000, 129).add("Umbrella", 1000, 399).discount("percent", 1000, "damaged")
    )
    return built.discount("amount", 100, "staff", basket=True)


def test_a_void_slip_says_what_was_given_up_why_and_who_agreed() -> None:
    found = rows(void_slip(Voided(MADE, basket().sale, "Customer left", "Olga Petrova"), LOOK))

    for row in ("VOID", "2 x 1.29 2.58", "Subtotal 6.17", "Discount (staff) -1.00", "Voided EUR 5.17"):
        assert row in found
    assert {"Reason Customer left", "Approved by Olga Petrova", "Number M-0003", "Till T1"} <= set(found)
    assert "TOTAL EUR 5.17" not in found


def test_a_parked_slip_bears_its_code_and_says_that_it_is_no_receipt() -> None:
    found = rows(parked_slip(Parked(MADE, basket().sale, "PK-T1-17", "Green hat"), LOOK))

    assert found.index("Green hat") < found.index("To pay EUR 5.17") < found.index("PK-T1-17")
    assert "Not a receipt: nothing is paid yet." in found


@pytest.mark.parametrize(
    ("kind", "title", "other"),
    [
        ("in", "CASH IN", "Handed over by"),
        ("out", "CASH OUT", "Received by"),
        ("drop", "CASH DROP", "Received by"),
        ("float", "FLOAT", "Handed over by"),
    ],
)
def test_cash_is_signed_by_two(kind: str, title: str, other: str) -> None:
    move = CashMove(MADE, kind, 5000, "Change", "Olga Petrova")  # type: ignore[arg-type]
    found = rows(cash_slip(move, LOOK))

    assert {title, "EUR 50.00", "Reason Change", f"{other} Olga Petrova"} <= set(found)
    lines = [at for at, row in enumerate(found) if set(row) == {"_"}]
    assert [found[at + 1] for at in lines] == ["Anna Berg", "Olga Petrova"]


def test_whoever_is_not_known_signs_below_what_he_did() -> None:
    found = rows(cash_slip(CashMove(MADE, "drop", 5000), LOOK))

    assert found[max(at for at, row in enumerate(found) if set(row) == {"_"}) + 1] == "Received by"


def test_a_drawer_opened_without_a_sale() -> None:
    found = rows(no_sale_slip(NoSale(MADE, "Change for a note", "Olga Petrova"), LOOK))

    assert {"NO SALE", "Reason Change for a note", "Approved by Olga Petrova"} <= set(found)


def test_a_card_slip_never_shows_more_than_four_digits() -> None:
    payment = CardPayment(
        MADE, 4780, scheme="VISA", last_four="4111111111114242", approval="A1", terminal_ref="65"
    )
    found = rows(card_slip(payment, LOOK, merchant=False))

    assert "Card number **** 4242" in found
    assert {"Customer's copy", "APPROVED", "Approval A1", "Terminal reference 65", "EUR 47.80"} <= set(found)
    assert "4111" not in " ".join(found)
    assert masked_card("") == ""


def test_only_the_shops_copy_is_signed_and_only_where_wanted() -> None:
    payment = CardPayment(MADE, -4780)

    signed = rows(card_slip(payment, LOOK, merchant=True, signed=True))
    assert {"CARD REFUND", "Merchant's copy", "EUR 47.80", "Customer's signature"} <= set(signed)
    for merchant, wanted in ((True, False), (False, True)):
        assert "Customer's signature" not in rows(card_slip(payment, LOOK, merchant=merchant, signed=wanted))


@pytest.mark.parametrize(("outcome", "said"), [("declined", "DECLINED"), ("reversed", "REVERSED")])
def test_what_was_not_charged_says_so(outcome: str, said: str) -> None:
    payment = CardPayment(MADE, 4780, outcome)  # type: ignore[arg-type]

    assert f"{said}: nothing was charged" in rows(card_slip(payment, LOOK, merchant=False))


def test_vouchers_say_their_worth_their_code_and_until_when() -> None:
    credit = rows(credit_voucher(Voucher(MADE, "SC-1", 4990, reported=False), LOOK))
    gift = rows(gift_card_voucher(Voucher(MADE, "GC-1", 5000, MOMENT, "For Lena"), LOOK))

    assert {"STORE CREDIT VOUCHER", "49.90 EUR", "SC-1"} <= set(credit)
    assert any("reported it to the centre" in row for row in [" ".join(credit)])
    assert {"GIFT CARD", "50.00 EUR", "For Lena", "GC-1", "Valid until Nov 23, 2026"} <= set(gift)
    assert "reported" not in " ".join(gift)


def test_a_gift_receipt_shows_no_amount_and_the_code_to_bring_it_back() -> None:
    sale = Basket().add("Cheese", 754, 1990, "kg").add("Cups", 3000, 2490).reprice(1990, "promotion").done()
    found = rows(gift_receipt(sale, PROOF, LOOK))

    assert {"GIFT RECEIPT", "Cheese 0.754 kg", "Cups 3", PROOF.barcode_text} <= set(found)
    assert not any(amount in " ".join(found) for amount in ("19.90", "24.90", "59.70", "15.00", "EUR"))


def test_a_gift_receipt_over_one_line_and_none_over_what_came_back() -> None:
    sale = day.exchange()
    bought = [line for line in sale.lines if not line.is_return]
    found = rows(gift_receipt(sale, PROOF, LOOK, line_ids=frozenset({bought[0].line_id})))

    assert sum(row.startswith(("Shirt", "Socks")) for row in found) == 1


def test_labels_have_price_price_for_comparison_number_and_code() -> None:
    milk = Label(
        "Milk", 129, code="4006381333931", article_no="17", base_minor=129, base_unit="1 l", pieces=2
    )
    cheese = Label(
        "Cheese", 1990, "kg", "PLU 17", base_minor=199, base_unit="100 g", was_minor=2490, note="Offer"
    )
    shelf = rows(shelf_labels((milk, cheese), LOOK))

    assert shelf.count("Milk") == 2
    assert {"1.29 EUR", "1.29 EUR per 1 l", "Article no. 17", "4006381333931"} <= set(shelf)
    assert {"19.90 EUR/kg", "1.99 EUR per 100 g", "instead of 24.90", "Offer", "PLU 17"} <= set(shelf)
    assert rows(price_labels((milk,), LOOK))[:3] == ["Milk", "1.29 EUR", "1.29 EUR per 1 l"]


def test_labels_on_sheets_say_the_same() -> None:
    milk = Label(
        "Milk", 129, code="4006381333931", article_no="17", base_minor=129, base_unit="1 l", pieces=20
    )
    cheese = Label("Cheese", 1990, "kg", "2100417" * 5, "4711", was_minor=2490, note="Offer", pieces=7)
    blob = label_sheets((milk, cheese), LOOK, FONTS, used=2)
    drawn = read_pdf(blob)

    assert blob.count(b"/Type /Page\n") == 2
    texts = [one.text for one in drawn if one.text]
    assert {"Milk", "1.29 EUR", "1.29 EUR per 1 l", "17", "4006381333931"} <= set(texts)
    assert {"Cheese", "19.90 EUR/kg", "instead of 24.90", "4711", "Offer"} <= set(texts)
    assert (texts.count("Milk"), texts.count("Cheese")) == (20, 2)
    # Bars that are wider than a label would run into the next one: the text stands alone.
    assert sum(one.picture is None and not one.text for one in drawn) == 20


def test_a_code_that_bars_cannot_hold_stands_as_text() -> None:
    found = price_labels((Label("Tea", 100, code="茶-1"),), LOOK)

    assert "茶-1" in rows(found)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("4006381333931", "ean13"),
        ("036000291452", "ean13"),
        ("96385074", "ean8"),
        ("4006381333932", "code128"),
        ("17", "code128"),
        ("T1-A000123-9F3A", "code128"),
    ],
)
def test_the_bars_of_a_code(code: str, kind: str) -> None:
    assert kind_of(code) == kind


def test_bars_refuse_what_their_symbology_does_not_hold() -> None:
    with pytest.raises(Bug):
        bars_of("4006381333932", "ean13", 576)


def test_a_copy_says_its_number_and_when_it_was_printed() -> None:
    copy = replace(MADE, copy=2, copied_at=MOMENT.replace(day=24))
    for found in (
        rows(no_sale_slip(NoSale(copy, ""), LOOK)),
        rows(day.receipt(day.credit_spent(), copy=2, extras=Extras(copied_at=copy.copied_at))),
    ):
        assert found.count("*** COPY 2 ***") == 2
        assert found.count("Printed on Nov 24, 2026 2:05:33 PM") == 2


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "label" not in kind])
def test_a_till_for_training_says_so_on_every_slip(kind: str) -> None:
    papers = Slips(EN, 48)
    papers.look = replace(papers.look, training=True)
    text = as_text(KINDS[kind](papers))
    slips = ("void", "parked", "card", "credit", "gift", "cash", "float", "no-sale")
    assert ("*** TRAINING ***" in text) == kind.startswith(slips)


@pytest.mark.parametrize("language", ["en", "de", "ar", "zh"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_row_is_wider_than_the_narrowest_paper(kind: str, language: str) -> None:
    for columns in (24, 33):
        assert max(map(cells, as_text(paper(kind, language, columns)).splitlines())) <= columns
