"""The page of the staff: who works here; take on, change role, PIN and badge, switch off. GUI thread."""

from pos_terminal.commands import Command
from pos_terminal.manager_commands import (
    AddStaff,
    AwaitBadge,
    ChangePin,
    ChangeRole,
    LeaveStaff,
    Role,
    SwitchStaffOff,
    TakeBadge,
)
from pos_terminal.manager_views import StaffPageView, StaffRowView
from pos_terminal.views import RegisterView
from ui.flows.choices import fill, joined
from ui.flows.day_words import role as role_word
from ui.flows.day_words import said_since
from ui.flows.form import Answers, Form, FormFlow, Question
from ui.flows.kit import Kit, Start
from ui.flows.new_pin import NewPinFlow
from ui.flows.sheet import CLOSE, STAY, Column, PlainFlow, Sheet, SheetKey, SheetRow, Step
from ui.translations.words import tr

# The commonest first.
ROLES: tuple[Role, ...] = ("cashier", "supervisor", "manager")
_LEAVE = Step(commands=(LeaveStaff(),), closing="this")
_BADGE_SAID = frozenset(
    {"staff_badge_changed", "staff_badge_taken", "staff_not_saved", "staff_gone", "approval_refused"}
)


class StaffFlow(PlainFlow):
    """Everybody, those who are switched off last. Enter: what can be changed; F5: one more."""

    def __init__(self, start: Start) -> None:
        self._kit = start.kit
        self._view = start.view
        self._was_there = False

    def sheet(self, view: RegisterView) -> Sheet:
        """The list."""
        page = view.manager.staff
        if page is None:
            return Sheet(tr("Staff"), tr("A manager has to agree."), enters=False)
        return Sheet(
            tr("Staff"),
            _lead(page),
            (Column(tr("Name"), weight=2), Column(tr("Role")), Column(tr("State"), weight=2)),
            tuple(
                SheetRow((row.name, role_word(row.role), _state(row)), row.staff_id, strong=row.locked)
                for row in page.rows
            ),
            keys=(
                SheetKey("change", tr("Choose"), "Enter", "main", enabled=bool(page.rows)),
                SheetKey("add", tr("One more person"), "F5", enabled=not page.problem),
            ),
            level="warn" if page.problem or page.centre == "away" else "info",
            empty=tr("Nobody is on the list: the till sells without sign-in. F5 adds a manager."),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """What can be changed of this one."""
        return Step(over=PersonFlow(self._kit, self._view, row_id)) if row_id else STAY

    def key(self, action: str, text: str, row_id: str) -> Step:
        """Take somebody on."""
        page = self._view.manager.staff
        alone = page is not None and not any(row.active for row in page.rows)
        return Step(over=add_person(self._kit, only_manager=alone))

    def back(self) -> Step:
        """Nobody looks at it any more."""
        return _LEAVE

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """It ends with the phase of the sale, with the cashier, and where nobody agreed."""
        self._view = view
        page = view.manager.staff
        self._was_there = self._was_there or page is not None
        refused = page is None and old.approval is not None and view.approval is None
        if refused or (page is None and self._was_there):
            return CLOSE
        return _LEAVE if view.phase != old.phase else STAY


class PersonFlow(PlainFlow):
    """One person, and what can be changed."""

    def __init__(self, kit: Kit, view: RegisterView, staff_id: str) -> None:
        self._kit = kit
        self._view = view
        self._staff_id = staff_id

    def sheet(self, view: RegisterView) -> Sheet:
        """A row for each change."""
        row = self._found(view)
        if row is None:
            return Sheet(tr("Staff"), tr("This person is not on the list any more."), enters=False)
        actions = [SheetRow((tr("Take on again, with a new PIN"),), "back")]
        if row.active:
            badge = tr("Another badge") if row.has_badge else tr("Give a badge")
            actions = [
                SheetRow((tr("New PIN"),), "pin"),
                SheetRow((tr("Another role"),), "role"),
                SheetRow((badge,), "badge"),
                SheetRow((tr("Take the badge back"),), "badge_off", enabled=row.has_badge),
                SheetRow((tr("Does not work here any more"),), "off"),
            ]
        return Sheet(
            tr("Staff"),
            joined(row.name, role_word(row.role), _state(row)),
            rows=tuple(actions),
            keys=(SheetKey("choose", tr("Choose"), "Enter", "main"),),
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Go on with it."""
        row, kit = self._found(self._view), self._kit
        if row is None:
            return STAY
        staff_id = row.staff_id
        match row_id:
            case "pin":

                def changed(pin: str) -> Command:
                    return ChangePin(staff_id, pin)

                return Step(over=NewPinFlow(kit, row.name, changed))
            case "role":
                return Step(over=RoleFlow(row))
            case "badge":
                return Step((AwaitBadge(staff_id),), over=BadgeFlow(row))
            case "badge_off":
                return Step((TakeBadge(staff_id),))
            case "off":
                return Step(over=SwitchOffFlow(row))
            case "back":
                return Step(over=add_person(kit, row))
            case _:
                return STAY

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """It goes with the page."""
        self._view = view
        return CLOSE if view.manager.staff is None else STAY

    def _found(self, view: RegisterView) -> StaffRowView | None:
        page = view.manager.staff
        rows = page.rows if page is not None else ()
        return next((row for row in rows if row.staff_id == self._staff_id), None)


class RoleFlow(PlainFlow):
    """Another role."""

    def __init__(self, row: StaffRowView) -> None:
        self._row = row

    def sheet(self, view: RegisterView) -> Sheet:
        """The roles, the person's own marked."""
        return Sheet(
            tr("Another role"),
            self._row.name,
            rows=role_rows(),
            keys=(SheetKey("take", tr("Choose"), "Enter", "main"),),
            marked=self._row.role,
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Ask for it."""
        for role in ROLES:
            if role == row_id and role != self._row.role:
                return Step((ChangeRole(self._row.staff_id, role),), closing="this")
        return CLOSE

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """It goes with the page."""
        return CLOSE if view.manager.staff is None else STAY


class BadgeFlow(PlainFlow):
    """The next scan is the badge; its code is shown nowhere."""

    def __init__(self, row: StaffRowView) -> None:
        self._row = row

    def sheet(self, view: RegisterView) -> Sheet:
        """What to do."""
        page = view.manager.staff
        waits = page is not None and page.badge_for == self._row.staff_id
        scan = fill(tr("Scan the new badge of {name} now."), name=self._row.name)
        lead = scan if waits else tr("It is being saved.")
        rows = (
            SheetRow((tr("A badge signs in and approves without a PIN: one for each person."),)),
            SheetRow((tr("The badge of before is nobody's then."),)),
        )
        return Sheet(tr("Badge"), lead, rows=rows, enters=False)

    def enter(self, text: str, row_id: str) -> Step:
        """Only a scan goes on."""
        return STAY

    def back(self) -> Step:
        """The next scan sells again."""
        return Step((AwaitBadge(""),), closing="this")

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """It ends when the badge was written down, or nothing waits for it."""
        if view.manager.staff is None:
            return CLOSE
        said = {notice.code for notice in said_since(old, view)}
        return CLOSE if said & _BADGE_SAID else STAY


class SwitchOffFlow(PlainFlow):
    """Asked once more: it takes the key of the far corner, not Enter."""

    def __init__(self, row: StaffRowView) -> None:
        self._row = row

    def sheet(self, view: RegisterView) -> Sheet:
        """What it means."""
        rows = (
            SheetRow((tr("Neither PIN nor badge is taken any more, at no till that has heard of it."),)),
            SheetRow((tr("What was sold keeps the name. They can be taken on again."),)),
        )
        return Sheet(
            tr("Switch off"),
            fill(tr("{name} does not work here any more: press Del."), name=self._row.name),
            rows=rows,
            keys=(SheetKey("off", tr("Switch off"), "Del", "alarm"),),
            level="warn",
            enters=False,
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Not by Enter."""
        return STAY

    def key(self, action: str, text: str, row_id: str) -> Step:
        """Ask for it."""
        return Step((SwitchStaffOff(self._row.staff_id),), closing="this")

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """It goes with the page."""
        return CLOSE if view.manager.staff is None else STAY


def add_person(kit: Kit, row: StaffRowView | None = None, *, only_manager: bool = False) -> FormFlow:
    """Name, role, then the PIN twice. row: who comes back. only_manager: nobody else could approve."""
    roles: tuple[Role, ...] = ("manager",) if only_manager else ROLES

    def done(answers: Answers) -> Step:
        name, chosen = answers["name"], answers["role"]

        def added(pin: str) -> Command:
            role = next(role for role in ROLES if role == chosen)
            return AddStaff(name, role, pin, row.staff_id if row is not None else "")

        return Step(to=NewPinFlow(kit, name, added))

    def until(old: RegisterView, view: RegisterView) -> Step:
        return CLOSE if view.manager.staff is None else STAY

    questions = (
        Question("name", tr("Name"), text=row.name if row is not None else "", missing="staff_name_missing"),
        Question("role", tr("Role"), "choice", choices=role_rows(roles)),
    )
    title = tr("One more person") if row is None else tr("Take on again, with a new PIN")
    return FormFlow(Form(kit, title, questions, done, tr("Next"), until=until))


def role_rows(roles: tuple[Role, ...] = ROLES) -> tuple[SheetRow, ...]:
    """The roles, and what each may do beside what the one before may."""
    notes = {
        "cashier": tr("Sells, gives discounts, takes back with a receipt."),
        "supervisor": tr("Also large discounts, X and Z reports, corrections."),
        "manager": tr("Also prices, cash out, closing, stock, staff."),
    }
    return tuple(SheetRow((role_word(role), notes[role]), role) for role in roles)


def _state(row: StaffRowView) -> str:
    """In words: off, locked, the badge, and what the centre does not know yet."""
    if not row.active:
        words = [tr("switched off")]
    else:
        words = [tr("PIN locked")] if row.locked else []
        words += [tr("badge")] if row.has_badge else []
    return joined(*words, tr("not sent yet") if row.owed else "")


def _lead(page: StaffPageView) -> str:
    if page.problem:
        return page.problem
    match page.centre:
        case "away":
            return tr(
                "The centre does not answer. A change holds here, and goes there as soon as it answers."
            )
        case "none":
            return tr("No centre is set up: this list is for this till alone.")
        case "answers":
            return fill(tr("The list of all tills: {count} may sign in."), count=str(_count(page)))
        case _:
            return tr("The list is being fetched.")


def _count(page: StaffPageView) -> int:
    return sum(row.active for row in page.rows)
