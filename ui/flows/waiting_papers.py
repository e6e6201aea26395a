"""The papers that wait for their printer or were set aside, and the ways out for each. GUI thread."""

from pos_terminal.paper_commands import DropPaper, MailPaper, PrintElsewhere, SavePaper
from pos_terminal.paper_views import WaitingPaperView
from pos_terminal.views import RegisterView
from ui.flows.choices import fill, joined, reason_rows, said_since
from ui.flows.customer import MAIL_SIGNS
from ui.flows.finding_words import short_moment
from ui.flows.form import Answers, Form, FormFlow, Question
from ui.flows.kit import Kit, Start
from ui.flows.sheet import CLOSE, STAY, Column, PlainFlow, Sheet, SheetKey, SheetRow, Step
from ui.translations.words import tr
from ui.wording import PAPERS, WHY

_AT = "at|"


class WaitingPapersFlow(PlainFlow):
    """All of them, in the order in which they will print."""

    def __init__(self, start: Start) -> None:
        self._kit = start.kit
        self._view = start.view

    def sheet(self, view: RegisterView) -> Sheet:
        """The list."""
        rows = tuple(self._row(row) for row in view.papers.rows)
        return Sheet(
            tr("Waiting papers"),
            tr("They print by themselves when the printer can, in this order.") if rows else "",
            (Column(weight=3), Column(weight=2), Column(align="end")),
            rows,
            keys=(
                SheetKey("open", tr("Choose"), "Enter", "main", enabled=bool(rows)),
                SheetKey("all", tr("All elsewhere"), "F5", enabled=bool(rows and view.papers.printers)),
            ),
            empty=tr("No paper waits."),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """What can be done with it."""
        return Step(over=WaitingPaperFlow(self._kit, int(row_id))) if row_id else STAY

    def key(self, action: str, text: str, row_id: str) -> Step:
        """Where all of them are to go."""
        return Step(over=AllElsewhereFlow(self._view))

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """As every page; what is opened from here begins with the newest view."""
        self._view = view
        return super().watch(old, view)

    def _row(self, row: WaitingPaperView) -> SheetRow:
        cells = (name_of(row), _why(row), short_moment(row.since, self._kit))
        return SheetRow(cells, str(row.job_id), strong=row.parked)


class AllElsewhereFlow(PlainFlow):
    """One printer for all that wait, in their order."""

    def __init__(self, view: RegisterView) -> None:
        self._view = view

    def sheet(self, view: RegisterView) -> Sheet:
        """The printers."""
        names = ("", *view.papers.printers)
        return Sheet(
            tr("All elsewhere"),
            tr("Where are all waiting papers to be printed?"),
            rows=tuple(SheetRow((_at(name),), f"{_AT}{name}") for name in names),
            keys=(SheetKey("all", tr("Choose"), "Enter", "main"),),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Each that is not there already."""
        name = row_id.removeprefix(_AT)
        wanted = (row for row in self._view.papers.rows if row.printer != name or row.parked)
        moved = tuple(PrintElsewhere(row.job_id, name) for row in wanted if not row.saving)
        return Step(moved, closing="this")

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """It goes with the papers."""
        self._view = view
        return CLOSE if not view.papers.rows else STAY


class WaitingPaperFlow(PlainFlow):
    """One of them, and its ways out."""

    def __init__(self, kit: Kit, job_id: int) -> None:
        self._kit = kit
        self._job_id = job_id

    def sheet(self, view: RegisterView) -> Sheet:
        """The ways, as far as there are any."""
        row = self._found(view)
        if row is None:
            return Sheet(tr("Waiting papers"), tr("That paper does not wait any more."), enters=False)
        return Sheet(
            name_of(row),
            _told(row),
            rows=tuple(_ways(row, view)),
            keys=(SheetKey("do", tr("Choose"), "Enter", "main", enabled=not row.saving),),
            level="warn" if row.parked else "info",
        )

    def enter(self, text: str, row_id: str) -> Step:
        """The marked way."""
        if row_id.startswith(_AT):
            return Step((PrintElsewhere(self._job_id, row_id.removeprefix(_AT)),), closing="this")
        match row_id:
            case "pdf":
                return Step((SavePaper(self._job_id),), closing="this")
            case "mail":
                return Step(over=self._address())
            case "drop":
                return Step(over=DropPaperFlow(self._job_id))
            case _:
                return STAY

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """It goes with the paper."""
        return CLOSE if self._found(view) is None else STAY

    def _found(self, view: RegisterView) -> WaitingPaperView | None:
        return _found(view, self._job_id)

    def _address(self) -> FormFlow:
        def done(answers: Answers) -> Step:
            return Step((MailPaper(self._job_id, answers["address"]),))

        def until(old: RegisterView, view: RegisterView) -> Step:
            return CLOSE if "paper_mailed" in said_since(old, view) or not self._found(view) else STAY

        asked = Question(
            "address", tr("E-mail address"), missing="mail_address_empty", signs=MAIL_SIGNS, latin=True
        )
        return FormFlow(Form(self._kit, tr("Send it by e-mail"), (asked,), done, tr("Send"), until=until))


class DropPaperFlow(PlainFlow):
    """Why it is not to be printed; for the original of a receipt somebody has to agree."""

    def __init__(self, job_id: int) -> None:
        self._job_id = job_id

    def sheet(self, view: RegisterView) -> Sheet:
        """The reasons."""
        row = _found(view, self._job_id)
        name = name_of(row) if row is not None else ""
        return Sheet(
            tr("Do not print it"),
            fill(tr("{name}: why not?"), name=name),
            rows=reason_rows(view, "paper_drop"),
            keys=(SheetKey("drop", tr("Do not print it"), "Enter", "alarm"),),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Ask for it."""
        return Step((DropPaper(self._job_id, row_id),), closing="this") if row_id else STAY

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """It goes with the paper."""
        return CLOSE if _found(view, self._job_id) is None else STAY


def name_of(row: WaitingPaperView) -> str:
    """What a paper is, and which one."""
    kind = tr(PAPERS[row.kind]) if row.kind in PAPERS else row.kind
    return f"{kind} {row.number}".strip()


def _found(view: RegisterView, job_id: int) -> WaitingPaperView | None:
    return next((row for row in view.papers.rows if row.job_id == job_id), None)


def _why(row: WaitingPaperView) -> str:
    if row.saving:
        return tr("is being saved")
    why = tr(WHY[row.why]) if row.why in WHY else row.why
    return joined(row.printer, why)


def _told(row: WaitingPaperView) -> str:
    if row.parked:
        return tr("It could not be made. Try again, or ask for it anew later.")
    if row.saving:
        return tr("It is being written as PDF.")
    return tr("It prints by itself when the printer can.")


def _at(name: str) -> str:
    own = tr("Print on the till's own printer")
    return fill(tr("Print on {printer}"), printer=name) if name else own


def _ways(row: WaitingPaperView, view: RegisterView) -> list[SheetRow]:
    ways = []
    if row.parked:
        ways.append(SheetRow((tr("Try again"),), _AT))
    elif row.printer:
        ways.append(SheetRow((_at(""),), _AT))
    ways.extend(
        SheetRow((_at(name),), f"{_AT}{name}")
        for name in view.papers.printers
        if name != row.printer or row.parked
    )
    if "pdf" in row.ways:
        ways.append(SheetRow((tr("Save it as PDF"),), "pdf"))
    if "mail" in row.ways:
        ways.append(SheetRow((tr("Send it by e-mail"),), "mail"))
    return [*ways, SheetRow((tr("Do not print it"),), "drop")]
