"""A till with a cashier and a manager, for tests of the manager's pages: sign in, approve, what was kept."""

import json

import msgspec

from pos_terminal import commands as c
from pos_terminal.journal.sqlite_journal import SqliteJournalReader
from pos_terminal.manager_views import FindingsView, StaffPageView
from pos_terminal.services import staff_messages as s
from pos_terminal.services import staffing
from tests.desk_harness import CounterTill

ADA = s.StaffBrief("ada", "Ada", "cashier")
MIA = s.StaffBrief("mia", "Mia", "manager")


def sign_in(till: CounterTill, staff_id: str) -> None:
    till.do(c.SignIn(staff_id, "1111"))
    till.tell(s.PinChecked(last_check(till).request_id, staff_id, "ok"))


def approve(till: CounterTill, staff_id: str = "mia") -> None:
    till.do(c.Approve(staff_id, "3333"))
    till.tell(s.PinChecked(last_check(till).request_id, staff_id, "ok"))


def last_check(till: CounterTill) -> s.CheckPin:
    check = next(r for r in reversed(till.tray.staff_requests) if isinstance(r, s.CheckPin))
    assert isinstance(check, s.CheckPin)
    return check


def approvals(till: CounterTill) -> list[dict[str, str]]:
    """The bodies of all ActApproved of the journal."""
    till.core.flush()
    reader = SqliteJournalReader(till.journal_path)
    rows = [json.loads(row.raw) for row in reader.events(0, 10_000)]
    reader.close()
    return [row["body"] for row in rows if row["type"] == "ActApproved"]


def changes(till: CounterTill) -> list[staffing.StaffChange]:
    return [r.change for r in till.tray.staff_requests if isinstance(r, s.ChangeStaff)]


def refused(till: CounterTill) -> str:
    return till.core.desk.refused


def everything_seen(till: CounterTill) -> str:
    """All views that the screen got, and the journal's file."""
    till.core.flush()
    journal = b"".join(path.read_bytes() for path in till.journal_path.parent.glob("journal*"))
    return msgspec.json.encode(till.views).decode() + journal.decode("latin-1")


def staff_page(till: CounterTill) -> StaffPageView | None:
    """The page of the staff, where it is open."""
    return till.view.manager.staff


def findings_page(till: CounterTill) -> FindingsView:
    """The page of the findings, which is open."""
    assert till.view.manager.findings is not None
    return till.view.manager.findings
