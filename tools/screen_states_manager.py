"""The manager's pages that the screen is looked at in: stock findings, exceptions of the centre, the staff.

Used by `make screenshots` and by tests/ui; it makes no decision and touches no device.
"""

import msgspec

from pos_terminal.manager_commands import ChangePin
from pos_terminal.manager_views import (
    ExceptionView,
    FindingsView,
    ManagerView,
    MarkView,
    StaffPageView,
    StaffRowView,
    StockFindingView,
)
from pos_terminal.views import ApprovalView, RegisterView
from tools.screen_states import AT, LONG_NAME, State, three
from tools.screen_states_day import PEOPLE
from tools.screen_states_sale import FlowState, MakeFlow, day, typed
from ui.flows.findings import ExceptionFlow, FindingsFlow, RaiseFlow, StockFindingFlow
from ui.flows.form import FormFlow
from ui.flows.kit import Start
from ui.flows.new_pin import NewPinFlow
from ui.flows.staff_list import BadgeFlow, PersonFlow, RoleFlow, StaffFlow, SwitchOffFlow, add_person
from ui.keymap import Action, Pressed

Row = tuple[str, RegisterView, tuple[Pressed, ...], MakeFlow | None]

EARLIER = "2026-02-28T09:12:00.000Z"
KNOWN = (
    f"{LONG_NAME} Whole milk Sourdough rye bread Cheese Ada Lindqvist Mia Müller Jonas Weiß Zoë أمل حداد"
    " WINE MILK BREAD CHEESE OIL XW4T PIN T1 T2 A000042 A000187 B000003 kg"
    " The stock server cannot be reached; look whether it runs."
    " The central database cannot be reached; selling goes on."
)
SERVER_AWAY = "The stock server cannot be reached; look whether it runs."
CENTRE_AWAY = "The central database cannot be reached; selling goes on."


def _stock(kind: str, name: str, milli: int, unit: str = "each", **more: object) -> StockFindingView:
    product_id = str(more.pop("product_id", "MILK-1"))
    finding_id = f"{kind}:{product_id}"
    told = {"since": AT, **more}
    return StockFindingView(finding_id, kind, product_id, name, unit, milli, name, **told)  # type: ignore[arg-type]


STOCK = (
    _stock("low", "Whole milk 3.5 % 1 l", 3000, stands=True, is_new=True, since=EARLIER),
    _stock("low", LONG_NAME, 99_999_000, stands=True, product_id="OIL-" + "8" * 28),
    _stock("no_counter", "", 0, stands=True, count=1234, product_id=""),
    _stock("unreadable", "WINE-1", 0, stands=True, product_id="WINE-1"),
    _stock("waiting", "Cheese", 1_250_375, "kg", cause="high", since="", product_id="CHEESE"),
    _stock(
        "lowered", "Sourdough rye bread 750 g", 2000, counter_milli=41_000, is_new=True, product_id="BREAD-1"
    ),
    _stock("settled", "Cheese", 1_250_375, "kg", product_id="CHEESE-1"),
    _stock("reaped", LONG_NAME, 12_000, terminal_id="T2", cause="silent", product_id="OIL-1"),
    _stock("low", "Cheese", 12_000, "kg", since=EARLIER, ended=AT, product_id="CHEESE-2"),
)
EXCEPTIONS = (
    ExceptionView(
        "x1",
        "return_not_left",
        AT,
        "T2",
        "2026-03-03",
        "Ada Lindqvist",
        "T2-A000187",
        "T1-A000042",
        LONG_NAME,
        "each",
        3000,
        1000,
        2598,
    ),
    ExceptionView(
        "x2",
        "credit_without_account",
        EARLIER,
        "T1",
        "2026-02-28",
        "Mia Müller",
        "T1-A000042",
        amount_minor=99_999_900,
        seen=MarkView("Mia Müller", "T1", AT),
    ),
    ExceptionView(
        "x3",
        "hold_missing",
        EARLIER,
        "T1",
        amount_minor=1250,
        ledger="store_credit",
        account_end="XW4T",
        seen=MarkView("Jonas Weiß", "T1", AT),
        settled=MarkView("Mia Müller", "T2", AT),
    ),
    ExceptionView("x4", "something_newer", "", "T9"),
)
PAGE = FindingsView(STOCK, True, AT, 12_345, "", "ready", EXCEPTIONS, more=True)
EMPTY = FindingsView((), True, AT, 12_345, "", "ready")
STAFF = StaffPageView(
    (
        StaffRowView("ada", "Ada Lindqvist", "cashier", active=True, has_badge=True, locked=True),
        StaffRowView("jonas", "Jonas Weiß", "supervisor", active=True, owed=True),
        StaffRowView("mia", "Mia Müller", "manager", active=True, has_badge=True),
        StaffRowView("long", LONG_NAME, "cashier", active=True),
        StaffRowView("amal", "أمل حداد", "cashier", active=False, has_badge=True, owed=True),
    ),
    "answers",
)


def _base(manager: ManagerView, **parts: object) -> RegisterView:
    told = {"staff": PEOPLE, "cashier": "Mia Müller", "cashier_id": "mia", "cashier_role": "manager"}
    return day(three().view(), **(told | {"manager": manager} | parts))


def _findings(page: FindingsView, **parts: object) -> RegisterView:
    return _base(ManagerView(3, page), **parts)


def _staff(**parts: object) -> RegisterView:
    return _base(ManagerView(staff=msgspec.structs.replace(STAFF, **parts)))


def _finding(number: int) -> MakeFlow:
    def make(start: Start) -> StockFindingFlow:
        return StockFindingFlow(start.kit, start.view, STOCK[number].finding_id)

    return make


def _exception(number: int) -> MakeFlow:
    def make(start: Start) -> ExceptionFlow:
        return ExceptionFlow(start.kit, start.view, EXCEPTIONS[number].exception_id)

    return make


def _new_pin(start: Start) -> NewPinFlow:
    flow = NewPinFlow(start.kit, LONG_NAME, lambda pin: ChangePin("ada", pin))
    flow.enter("1357", "")
    flow.enter("1358", "")
    return flow


def _findings_states() -> list[Row]:
    away = FindingsView(STOCK[:1], True, AT, 12_345, SERVER_AWAY, "away", problem=CENTRE_AWAY)
    alone = FindingsView((), reconciles=False, state="none")
    down = Pressed(Action.DOWN)
    return [
        ("manager-new", _base(ManagerView(3)), (Pressed(Action.MANAGER),), None),
        ("findings", _findings(PAGE), (), FindingsFlow),
        ("findings-end", _findings(PAGE), (Pressed(Action.LAST),), FindingsFlow),
        ("findings-none", _findings(EMPTY), (), FindingsFlow),
        ("findings-asking", _findings(FindingsView(STOCK[:2])), (down,), FindingsFlow),
        ("findings-away", _findings(away), (), FindingsFlow),
        ("findings-alone", _findings(alone), (), FindingsFlow),
        ("findings-asked", _base(ManagerView(3)), (), FindingsFlow),
        *((f"finding-{number}", _findings(PAGE), (), _finding(number)) for number in range(len(STOCK))),
        ("finding-raise", _findings(PAGE), (), lambda start: RaiseFlow(start.kit, STOCK[1])),
        *(
            (f"exception-{number}", _findings(PAGE), (), _exception(number))
            for number in range(len(EXCEPTIONS))
        ),
    ]


def _staff_states() -> list[Row]:
    ada, long, gone = STAFF.rows[0], STAFF.rows[3], STAFF.rows[-1]
    asked = ApprovalView(
        "a1",
        "staff_edit",
        {"name": LONG_NAME, "wait_s": 0},
        (PEOPLE[2],),
        "",
        "Ada Lindqvist",
        "role_manager",
    )
    nobody = msgspec.structs.replace(STAFF, rows=(), centre="none")
    return [
        ("staff", _staff(), (), StaffFlow),
        ("staff-away", _staff(centre="away"), (Pressed(Action.DOWN),), StaffFlow),
        ("staff-nobody", _base(ManagerView(staff=nobody)), (), StaffFlow),
        ("staff-person", _staff(), (), lambda start: PersonFlow(start.kit, start.view, ada.staff_id)),
        ("staff-gone", _staff(), (), lambda start: PersonFlow(start.kit, start.view, gone.staff_id)),
        ("staff-role", _staff(), (), lambda start: RoleFlow(long)),
        ("staff-badge", _staff(badge_for="long"), (), lambda start: BadgeFlow(long)),
        ("staff-off", _staff(), (), lambda start: SwitchOffFlow(long)),
        ("staff-name", _staff(), typed("Zoë"), lambda start: add_person(start.kit)),
        ("staff-new-role", _staff(), (), _asked_role),
        ("staff-pin", _staff(), typed("1357"), _new_pin),
        ("staff-approval", _base(ManagerView(), approval=asked), (), None),
    ]


def _asked_role(start: Start) -> FormFlow:
    flow = add_person(start.kit)
    flow.enter("Zoë", "")
    return flow


def manager_states() -> list[State]:
    """All of them."""
    rows = (*_findings_states(), *_staff_states())
    return [FlowState(name, view, keys, make, KNOWN) for name, view, keys, make in rows]
