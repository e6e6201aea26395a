"""Labels of an article: for the shelf or for the goods, and how many. GUI thread."""

from typing import Literal

from pos_terminal.slip_commands import PrintLabels
from pos_terminal.views import RegisterView, SearchRow
from ui.flows.choices import price_of, said_since
from ui.flows.form import FINE, Answers, Form, FormFlow, Question, Said
from ui.flows.kit import Kit
from ui.flows.sheet import CLOSE_ALL, STAY, SheetRow, Step
from ui.translations.words import tr


def labels_form(kit: Kit, view: RegisterView, article: SearchRow) -> FormFlow:
    """Which label, how many."""

    def done(answers: Answers) -> Step:
        kind: Literal["shelf", "price"] = "price" if answers["kind"] == "price" else "shelf"
        return Step((PrintLabels(article.product_id, kind, int(answers["pieces"])),))

    def check(question: Question, answer: str) -> Said:
        unreadable = question.name == "pieces" and not (answer.isascii() and answer.isdigit())
        return ("count_unreadable", {}) if unreadable else FINE

    def until(old: RegisterView, now: RegisterView) -> Step:
        return CLOSE_ALL if "slip_printing" in said_since(old, now) else STAY

    kinds = (SheetRow((tr("For the shelf"),), "shelf"), SheetRow((tr("For the goods"),), "price"))
    questions = (
        Question("kind", tr("Label"), "choice", choices=kinds),
        Question("pieces", tr("How many"), text="1", missing="count_unreadable"),
    )
    lead = f"{article.name}  {price_of(article, view, kit)}"
    return FormFlow(Form(kit, tr("Print labels"), questions, done, tr("Print"), lead, until, check))
