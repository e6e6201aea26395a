"""F3: who buys. Find by name, phone or card, attach; write a new one down. GUI thread."""

from pos_terminal.checks import customer_problem
from pos_terminal.commands import AttachCustomer, CreateCustomer, FindCustomer
from pos_terminal.views import CustomerView, RegisterView
from ui.flows.choices import fresh_code
from ui.flows.form import Answers, Form, FormFlow, Question, Said
from ui.flows.kit import Kit, Start
from ui.flows.sheet import CLOSE_ALL, STAY, Column, Entry, PlainFlow, Sheet, SheetKey, SheetRow, Step, say
from ui.translations.words import tr

MAIL_SIGNS = "@.-_"


class CustomerFlow(PlainFlow):
    """A search that goes along with the typing."""

    def __init__(self, start: Start) -> None:
        self._kit = start.kit
        self._view = start.view
        self._first_typed = ""
        self._text = ""
        self._wants_first = False

    def sheet(self, view: RegisterView) -> Sheet:
        """Who is attached, and who was found."""
        customers, customer = view.customers, view.customer
        is_away = customers is not None and customers.state == "away"
        return Sheet(
            tr("Customer"),
            self._lead(view),
            columns=(Column(weight=2), Column(align="end"), Column(align="end")),
            rows=tuple(self._row(row, view) for row in self._rows(view)),
            entry=Entry(tr("Name, phone or card"), self._first_typed, kind="text", search=True),
            keys=(
                SheetKey("attach", tr("Attach"), "Enter", "main"),
                SheetKey("new", tr("New customer"), "F5"),
                SheetKey("detach", tr("Detach"), "Del", "alarm", enabled=customer is not None),
            ),
            level="warn" if is_away else "info",
            empty=self._empty(view),
        )

    def typed(self, text: str, row_id: str) -> Step:
        """Search along."""
        self._text, self._wants_first = text.strip(), False
        return Step((FindCustomer(text),))

    def enter(self, text: str, row_id: str) -> Step:
        """The marked one; or the only one, as soon as the answer is there."""
        if row_id:
            return Step((AttachCustomer(row_id),), closing="all")
        self._wants_first = bool(self._text)
        return STAY if self._text else say("customer_missing", level="info")

    def key(self, action: str, text: str, row_id: str) -> Step:
        """A new one, or nobody."""
        if action == "detach":
            return Step((AttachCustomer(""),), closing="all")
        return Step(over=new_customer(self._kit, text))

    def back(self) -> Step:
        """Nobody is looked for any more."""
        return Step((FindCustomer(""),), closing="this")

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """A card that no article has was scanned: whose is it?"""
        self._view = view
        if view.phase != old.phase:
            return self.back()
        code = fresh_code(view)
        if code and code != old.unknown_code:
            self._first_typed, self._text, self._wants_first = code, code, True
            return Step((FindCustomer(code),), clears=True)
        customers = view.customers
        if self._wants_first and customers is not None and customers is not old.customers:
            if customers.text.strip() != self._text or customers.state == "asking":
                return STAY
            self._wants_first = False
            if len(customers.rows) == 1:
                return Step((AttachCustomer(customers.rows[0].customer_id),), closing="all")
        return STAY

    def _rows(self, view: RegisterView) -> tuple[CustomerView, ...]:
        return view.customers.rows if view.customers is not None and self._text else ()

    def _row(self, row: CustomerView, view: RegisterView) -> SheetRow:
        credit = self._kit.amount(row.credit_minor, view) if row.credit_minor is not None else "–"
        return SheetRow((row.name, row.phone, credit), row.customer_id)

    def _lead(self, view: RegisterView) -> str:
        if view.customers is not None and view.customers.state == "away":
            return tr("The centre does not answer: no customer can be found now. Sell without.")
        return ""

    def _empty(self, view: RegisterView) -> str:
        customers = view.customers
        if customers is None or not self._text or customers.state == "away":
            return ""
        if customers.state == "asking":
            return tr("The centre is asked.")
        return tr("Nobody is found. F5 adds a new customer.")


def new_customer(kit: Kit, typed: str = "") -> FormFlow:
    """Name, phone, e-mail, card. What was typed to find somebody is not typed again."""
    is_phone = bool(typed.strip(" +-/()")) and all(char.isdigit() or char in " +-/()" for char in typed)

    def done(answers: Answers) -> Step:
        return Step((CreateCustomer(answers["name"], answers["phone"], answers["email"], answers["card"]),))

    def check(question: Question, answer: str) -> Said:
        return customer_problem(question.name, answer)

    def until(old: RegisterView, view: RegisterView) -> Step:
        return CLOSE_ALL if view.customer is not None and view.customer is not old.customer else STAY

    questions = (
        Question("name", tr("Name"), text="" if is_phone else typed.strip(), missing="customer_name_missing"),
        Question("phone", tr("Phone"), text=typed.strip() if is_phone else "", hint=tr("May stay empty.")),
        Question("email", tr("E-mail"), hint=tr("May stay empty."), signs=MAIL_SIGNS, latin=True),
        Question("card", tr("Card"), hint=tr("Scan the card, or leave it empty."), takes_scan=True),
    )
    save = tr("Save the customer")
    return FormFlow(Form(kit, tr("New customer"), questions, done, save, until=until, check=check))
