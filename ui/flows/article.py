"""A new article, or a new name, price or barcode for one on file; by somebody who may. GUI thread."""

from pos_terminal.commands import SaveArticle
from pos_terminal.views import RegisterView, SearchRow
from ui.flows.article_labels import labels_form
from ui.flows.choices import percent, price_of, said_since
from ui.flows.form import FINE, NOTHING, Answers, Form, FormFlow, Question, Said
from ui.flows.kit import Kit, Start
from ui.flows.pick import PickArticleFlow, opening
from ui.flows.sheet import CLOSE_ALL, STAY, PlainFlow, Sheet, SheetKey, SheetRow, Step
from ui.translations.words import tr

_SAVED = frozenset({"article_saved", "article_saved_here"})
NOT_TOLD = "?"
NO_ARTICLE = SearchRow("", "", "", 0, "each")


class ArticleFlow(PlainFlow):
    """New, or which."""

    def __init__(self, start: Start) -> None:
        self._kit = start.kit
        self._view = start.view

    def sheet(self, view: RegisterView) -> Sheet:
        """What can be begun. A code that was scanned and is not on file stands there first."""
        code = view.unknown_code
        rows = [
            SheetRow((tr("New article"), ""), "new"),
            SheetRow((tr("Change an article"), ""), "change"),
            SheetRow((tr("Print labels"), ""), "labels"),
        ]
        if code:
            rows = [
                SheetRow((tr("New article with the code scanned"), code), "new_code"),
                SheetRow((tr("Give the code to an article on file"), code), "link"),
                *rows,
            ]
        keys = (SheetKey("do", tr("Choose"), "Enter", "main"),)
        return Sheet(tr("Article"), rows=tuple(rows), keys=keys)

    def enter(self, text: str, row_id: str) -> Step:
        """Begin it."""
        kit, view = self._kit, self._view
        code = view.unknown_code if row_id in ("new_code", "link") else ""
        if row_id.startswith("new"):
            return Step(over=article_form(kit, view, NO_ARTICLE, code))

        def chosen(article: SearchRow, now: RegisterView) -> Step:
            if row_id == "labels":
                return Step(to=labels_form(kit, now, article))
            return Step(to=article_form(kit, now, article, code))

        titles = {"link": tr("Give the code to an article on file"), "labels": tr("Print labels")}
        title = titles.get(row_id, tr("Change an article"))
        return Step(opening(view), over=PickArticleFlow(kit, view, title, chosen))

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """The newest code is offered."""
        self._view = view
        return STAY


def article_form(kit: Kit, view: RegisterView, article: SearchRow, code: str) -> FormFlow:
    """Name, price, tax class and barcode, as they are on file."""
    is_new = not article.product_id

    def done(answers: Answers) -> Step:
        minor = kit.parse(answers["price"], view) or 0
        saved = SaveArticle(article.product_id, answers["name"], minor, answers["tax"], answers["code"])
        return Step((saved,))

    def check(question: Question, answer: str) -> Said:
        if question.name == "tax" and answer == NOT_TOLD:
            return "tax_class_missing", {}
        unreadable = question.name == "price" and kit.parse(answer, view) is None
        return ("amount_unreadable", {}) if unreadable else FINE

    def until(old: RegisterView, now: RegisterView) -> Step:
        return CLOSE_ALL if _SAVED & said_since(old, now) else STAY

    price = Question(
        "price",
        tr("Price"),
        "amount",
        text="" if is_new else kit.as_typed(article.price_minor, view),
        missing="price_missing",
    )
    questions = (
        Question("name", tr("Name"), text=article.name, missing="article_name_missing"),
        price,
        _tax_question(kit, view, article),
        Question(
            "code",
            tr("Barcode"),
            text=code,
            hint=tr("Scan it, type it, or leave it empty.") if is_new else tr("One more; empty: none more."),
            takes_scan=True,
        ),
    )
    title = tr("New article") if is_new else tr("Change an article")
    lead = "" if is_new else f"{article.name}  {price_of(article, view, kit)}"
    return FormFlow(Form(kit, title, questions, done, tr("Save"), lead, until, check))


def _tax_question(kit: Kit, view: RegisterView, article: SearchRow) -> Question:
    """The classes to choose from, the article's own first; where they are not told, its code is typed."""
    label = tr("Tax class")
    if not view.tax_classes:
        return Question("tax", label, text=article.tax_class, missing="tax_class_missing")
    classes = sorted(view.tax_classes, key=lambda row: row[0] != article.tax_class)
    rows = tuple(SheetRow((f"{code}  {percent(rate_bp, kit)}",), code) for code, rate_bp in classes)
    if article.product_id and not article.tax_class:
        # SAFETY: an article whose class is not told does not get another one by an Enter too many.
        rows = (SheetRow((NOTHING,), NOT_TOLD), *rows)
    return Question("tax", label, "choice", choices=rows)
