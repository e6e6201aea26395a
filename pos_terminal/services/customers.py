"""Finding, making and attaching customers. Core thread only; the enquiry thread asks the centre."""

from pos_terminal import commands as c
from pos_terminal.domain import day_events as d
from pos_terminal.domain.customers import Customer, checked
from pos_terminal.domain.decision import Refused
from pos_terminal.services import enquiry_messages as q
from pos_terminal.services import selling
from pos_terminal.services.core import Core
from pos_terminal.views import CustomersView, CustomerView, LastItemView


def find(core: Core, text: str) -> None:
    """Search as the cashier types; empty text ends it."""
    if not text.strip():
        core.desk.customers = None
    elif not core.settings.has_centre:
        core.desk.customers = CustomersView(text, "away")
    else:
        rows = core.desk.customers.rows if core.desk.customers else ()
        core.desk.customers = CustomersView(text, "asking", rows)
        core.outbox.day.enquire(q.FindCustomers(text))


def by_card(core: Core, texts: tuple[str, ...]) -> None:
    """A customer's card was scanned: whoever has it belongs to the sale. texts: what it may be kept as."""
    if not core.settings.has_centre:
        core.refuse("customers_away", {})
        return
    core.desk.card_texts = texts
    core.desk.last_item = LastItemView("info", "customer_card", {})
    core.desk.sound("good")
    core.outbox.day.enquire(q.FindCustomers(texts[0]))


def found(core: Core, answer: q.CustomersAnswer) -> None:
    """The rows, if they are still wanted."""
    if core.desk.card_texts and answer.text == core.desk.card_texts[0]:
        _card_found(core, answer)
    shown = core.desk.customers
    if shown is None or shown.text != answer.text:
        return
    state = "away" if answer.problem else "found"
    core.desk.customers = CustomersView(answer.text, state, tuple(view_of(row) for row in answer.rows))


def create(core: Core, asked: c.CreateCustomer) -> None:
    """Write a new one down; attached when the centre has it."""
    wanted = checked(Customer(core.new_id(), asked.name, asked.phone, asked.email, asked.card_code))
    if isinstance(wanted, Refused):
        core.refuse(wanted.code, wanted.params)
    elif not core.settings.has_centre:
        core.refuse("customers_away", {})
    else:
        core.outbox.day.enquire(q.MakeCustomer(wanted))


def made(core: Core, answer: q.CustomerMadeAnswer) -> None:
    """The centre has written the customer down, or not."""
    if answer.refused is not None:
        core.refuse(answer.refused.code, answer.refused.params)
    elif answer.problem:
        core.refuse("customers_away", {})
    else:
        _attach(core, view_of(answer.customer))


def attach(core: Core, customer_id: str) -> None:
    """The sale belongs to somebody found, or to nobody."""
    if not customer_id:
        sale = core.till.sale
        if sale is not None and sale.customer_id:
            core.commit((d.CustomerAttached(sale.sale_id, ""),))
        core.desk.customer = None
        return
    rows = core.desk.customers.rows if core.desk.customers else ()
    row = next((row for row in rows if row.customer_id == customer_id), None)
    if row is None:
        core.refuse("customer_gone", {})
    else:
        _attach(core, row)


def answered(core: Core, answer: q.CustomerAnswer) -> None:
    """The customer of the open sale, asked for anew (after a start, or for the newest store credit)."""
    sale = core.till.sale
    if sale is not None and sale.customer_id == answer.customer_id and answer.customer is not None:
        core.desk.customer = view_of(answer.customer)


def look(core: Core) -> None:
    """The customer shown is the open sale's; after a start or a recall he is asked for."""
    sale, shown = core.till.sale, core.desk.customer
    wanted = sale.customer_id if sale is not None else ""
    if not wanted:
        if shown is not None:
            core.desk.customer = None
    elif shown is None or shown.customer_id != wanted:
        core.desk.customer = CustomerView(wanted, core.journal.personal(f"customer:{wanted}"))
        if core.settings.has_centre:
            core.outbox.day.enquire(q.AskCustomer(wanted))


def view_of(customer: Customer) -> CustomerView:
    """A customer as the screen shows it."""
    return CustomerView(
        customer.customer_id, customer.name, customer.phone, customer.card_code, customer.credit_minor
    )


def _card_found(core: Core, answer: q.CustomersAnswer) -> None:
    """SAFETY: only the card itself counts; the centre also finds by name and phone."""
    wanted, *others = core.desk.card_texts
    core.desk.card_texts = ()
    row = next((row for row in answer.rows if row.card_code == wanted), None)
    if answer.problem:
        core.refuse("customers_away", {})
    elif row is not None:
        if _attach(core, view_of(row)):
            core.desk.last_item = LastItemView("good", "customer_attached", {"name": row.name})
    elif others:
        core.desk.card_texts = tuple(others)
        core.outbox.day.enquire(q.FindCustomers(others[0]))
    else:
        core.refuse("customer_card_unknown", {})


def _attach(core: Core, row: CustomerView) -> bool:
    """Whether the sale is theirs now."""
    if core.till.sale is not None and core.till.sale.paying:
        core.refuse("payment_begun", {})
        return False
    if not core.till.shift_id:
        core.refuse("shift_closed_now", {})
        return False
    sale, events = selling.open_sale(core)
    personal = ((f"customer:{row.customer_id}", "customer", row.name),)
    attached = d.CustomerAttached(sale.sale_id, row.customer_id)
    if not core.commit((*events, attached), personal=personal):
        return False
    core.desk.customer, core.desk.customers = row, None
    core.desk.notice("info", "customer_attached", {"name": row.name}, core.now_text())
    core.desk.sound("good")
    return True
