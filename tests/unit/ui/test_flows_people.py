"""Customers, what is done after the sale, and articles: the flows with the real core behind them."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from pos_terminal import commands as c
from pos_terminal.domain.customers import Customer
from pos_terminal.services import enquiry_messages as q
from pos_terminal.services.article_messages import ArticleSaved
from pos_terminal.views import NoticeView, ReceiptView, SearchRow, TenderView
from tests.desk_harness import BREAD, MILK, CounterTill
from tests.unit.ui.flow_desk import FlowDesk
from tests.unit.ui.real_desk import RealDesk
from tools.screen_states import AT, three
from tools.sheet_states import KIT
from ui.flows.afterwards import CorrectFlow
from ui.flows.article import ArticleFlow, article_form
from ui.flows.kit import Start
from ui.keymap import Action

MIA = Customer("c1", "Mia Müller", "0151 2345678", card_code="2800000012345", credit_minor=1250)
MAX = Customer("c2", "Max Mustermann")


@pytest.fixture
def till(tmp_path: Path) -> Iterator[CounterTill]:
    till = CounterTill(tmp_path, has_mail=True)
    yield till
    till.journal.close()


@pytest.fixture
def desk(till: CounterTill) -> RealDesk:
    return RealDesk(till)


def test_a_customer_is_found_while_typing_and_attached(till: CounterTill, desk: RealDesk) -> None:
    desk.begin(Action.CUSTOMER)
    desk.type("m")
    desk.pump()
    desk.tell(q.CustomersAnswer("m", (MIA, MAX)))
    assert [row.cells for row in desk.sheet.rows] == [
        ("Mia Müller", "0151 2345678", "12.50"),
        ("Max Mustermann", "", "0.00"),
    ]
    desk.mark("c2")
    desk.enter()
    assert till.view.customer is not None
    assert till.view.customer.name == "Max Mustermann"
    assert not desk.is_open
    desk.begin(Action.CUSTOMER)
    desk.key("detach")
    assert till.view.customer is None


def test_enter_before_the_answer_takes_the_only_one(till: CounterTill, desk: RealDesk) -> None:
    desk.begin(Action.CUSTOMER)
    desk.enter("mia")
    desk.tell(q.CustomersAnswer("mia", (MIA,)))
    assert till.view.customer is not None
    assert till.view.customer.customer_id == "c1"


def test_a_card_scanned_here_finds_its_customer(till: CounterTill, desk: RealDesk) -> None:
    desk.begin(Action.CUSTOMER)
    desk.scan_text("4006381333931")
    code = till.view.unknown_code
    assert desk.text == code
    desk.tell(q.CustomersAnswer(code, (MIA,)))
    assert till.view.customer is not None


def test_while_the_centre_is_away_it_says_so_and_the_sale_goes_on(till: CounterTill, desk: RealDesk) -> None:
    till.scan(MILK)
    desk.begin(Action.CUSTOMER)
    desk.type("m")
    desk.pump()
    desk.tell(q.CustomersAnswer("m", (), "No answer."))
    assert desk.sheet.level == "warn"
    assert "Sell without" in desk.sheet.lead
    desk.back()
    desk.back()
    assert not desk.is_open
    assert len(till.view.lines) == 1


def test_a_new_customer_is_asked_for_one_thing_after_another(till: CounterTill, desk: RealDesk) -> None:
    desk.begin(Action.CUSTOMER)
    desk.type("0151 2345678")
    desk.key("new")
    desk.enter()
    assert desk.codes() == ["customer_name_missing"]
    desk.enter("Mia Müller")
    assert desk.text == "0151 2345678"
    desk.enter()
    desk.type("mia")
    desk.key("@")
    desk.enter("example.org")
    desk.back()
    assert desk.text == "mia@example.org"
    desk.enter()
    desk.enter()
    made = till.tray.enquiries[-1]
    assert isinstance(made, q.MakeCustomer)
    assert (made.customer.name, made.customer.email) == ("Mia Müller", "mia@example.org")
    assert desk.is_open
    desk.tell(q.CustomerMadeAnswer(made.customer))
    assert till.view.customer is not None
    assert not desk.is_open


@pytest.mark.parametrize(
    ("given", "wrong", "code"),
    [
        ((), "?", "customer_name_missing"),
        (("Mia",), "12", "customer_phone_wrong"),
        (("Mia", ""), "mia@", "customer_email_wrong"),
        (("Mia", "", ""), "two words", "customer_card_wrong"),
    ],
)
def test_each_field_of_a_new_customer_is_checked_when_it_is_left(
    till: CounterTill, desk: RealDesk, given: tuple[str, ...], wrong: str, code: str
) -> None:
    desk.begin(Action.CUSTOMER)
    desk.key("new")
    for answer in given:
        desk.enter(answer)
    desk.enter(wrong)
    assert (desk.codes(), desk.text) == ([code], wrong)
    assert till.tray.enquiries == []


def test_what_is_typed_of_a_new_customer_is_not_lost_by_a_key_of_the_sale(
    till: CounterTill, desk: RealDesk
) -> None:
    till.scan(MILK)
    desk.begin(Action.CUSTOMER)
    desk.key("new")
    assert desk.host.leave()
    desk.begin(Action.CUSTOMER)
    desk.key("new")
    desk.enter("Mia")
    assert not desk.host.leave()
    assert desk.codes() == ["typed_kept"]
    assert desk.sheet.rows[0].cells == ("Name", "Mia")
    desk.back()
    assert desk.text == "Mia"
    desk.back()
    assert desk.codes()[-1] == "form_thrown_away"
    assert desk.sheet.title == "New customer"
    desk.back()
    assert desk.sheet.title == "Customer"


def test_an_invoice_for_the_last_receipt(till: CounterTill, desk: RealDesk) -> None:
    till.scan(MILK)
    till.pay()
    desk.pump()
    desk.begin(Action.AFTER_SALE)
    assert "T1-A000001" in desk.sheet.lead
    desk.mark("invoice")
    desk.enter()
    desk.enter("Muller e.K.")
    till.scan(BREAD)
    desk.pump()
    desk.enter("Hauptstraße 1")
    desk.enter("DE123456789")
    assert till.tray.invoices[0][2] == ("Muller e.K.", "Hauptstraße 1", "DE123456789")
    assert not desk.is_open


def test_a_mail_is_sent_and_a_wrong_address_can_be_mended(till: CounterTill, desk: RealDesk) -> None:
    till.scan(MILK)
    till.pay()
    desk.pump()
    desk.begin(Action.AFTER_SALE)
    desk.mark("mail")
    desk.enter()
    desk.enter("mia")
    assert desk.newest == "mail_address_at"
    desk.enter("@example.org")
    assert [address for _, address, _ in till.tray.mails] == ["mia@example.org"]
    assert not desk.is_open


def test_a_wrongly_keyed_payment_is_corrected(till: CounterTill, desk: RealDesk) -> None:
    till.scan(MILK)
    till.pay()
    desk.pump()
    desk.begin(Action.AFTER_SALE)
    desk.mark("correct")
    desk.enter()
    desk.enter()
    assert [row.cells[0] for row in desk.sheet.rows if row.row_id] == ["Card"]
    desk.enter()
    desk.mark("wrong_key")
    desk.enter()
    assert desk.newest == "tender_corrected"
    assert not desk.is_open


def test_an_older_receipt_is_looked_up_first() -> None:
    view = three().view(reasons={"tender": ("wrong_key", "other")})
    desk = FlowDesk(view)
    desk.open(CorrectFlow(KIT, view, "T1-A000007"))
    assert desk.sheet.empty.startswith("The receipt is being")
    tenders = (TenderView("t1", "cash", 500, 500, 0), TenderView("t2", "store_credit", 100, 100, 0))
    receipt = ReceiptView("T1-A000007", b"", tenders)
    desk.show(msgspec.structs.replace(view, receipt=receipt))
    assert [row.enabled for row in desk.sheet.rows] == [True, False]
    desk.enter()
    desk.enter()
    desk.mark("other")
    desk.enter()
    assert desk.posted == [c.CorrectTender("t1", "card", "other", "T1-A000007")]


def test_a_receipt_that_nobody_knows_closes_the_page() -> None:
    desk = FlowDesk(three().view())
    desk.open(CorrectFlow(KIT, desk.view, "T1-A999999"))
    said = NoticeView(99, "bad", "receipt_unknown", {"receipt_no": "T1-A999999"}, AT)
    desk.show(msgspec.structs.replace(desk.view, history=(*desk.view.history, said)))
    assert desk.host.shown is None


def test_a_new_article_with_the_code_that_was_scanned(till: CounterTill, desk: RealDesk) -> None:
    desk.scan_text("4006381333931")
    desk.open(ArticleFlow(Start(KIT, till.view)))
    desk.mark("new_code")
    desk.enter()
    desk.enter("Organic rolls")
    desk.enter("299")
    desk.enter("B")
    assert desk.text == "4006381333931"
    desk.enter()
    saved = till.tray.articles[0]
    assert (saved.name, saved.price_minor, saved.barcodes) == ("Organic rolls", 299, ("4006381333931",))
    desk.tell(ArticleSaved(saved, at_centre=True))
    assert not desk.is_open
    assert till.view.unknown_code == ""


def test_tax_classes_that_are_told_are_chosen_with_the_articles_own_first(till: CounterTill) -> None:
    view = three().view(tax_classes=(("A", 1900), ("B", 750)))
    desk = FlowDesk(view)
    desk.open(ArticleFlow(Start(KIT, view)))
    desk.mark("new")
    desk.enter()
    desk.enter("Rolls")
    desk.enter("0.45")
    assert [row.cells[0] for row in desk.sheet.rows if row.row_id] == ["A  19 %", "B  7.5 %"]
    desk.mark("B")
    desk.enter()
    desk.enter()
    assert desk.posted == [c.SaveArticle("", "Rolls", 45, "B", "")]


def test_an_article_whose_class_is_not_told_gets_none_by_an_enter_too_many() -> None:
    view = three().view(tax_classes=(("A", 1900), ("B", 700)))
    desk = FlowDesk(view)
    desk.open(article_form(KIT, view, SearchRow("milk", "Milk", "", 119, "each"), ""))
    for _ in range(3):
        desk.enter()
    assert desk.codes() == ["tax_class_missing"]
    desk.mark("B")
    desk.enter()
    desk.enter()
    assert desk.posted == [c.SaveArticle("milk", "Milk", 119, "B", "")]
