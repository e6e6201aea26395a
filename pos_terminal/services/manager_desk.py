"""What lies on the desk for the manager's pages, and is not worth a journal entry. Core thread only."""

from dataclasses import dataclass

from pos_terminal.domain.day_events import ActApproved
from pos_terminal.services.exception_port import CentralException
from pos_terminal.services.findings_messages import StockBoard
from pos_terminal.services.staff_messages import Roster


@dataclass(frozen=True, slots=True)
class BadgeWait:
    """The next scan is this person's badge. backing: who wanted and who approved it."""

    staff_id: str
    backing: ActApproved


@dataclass(slots=True)
class ManagerDesk:
    """The pages' state. changes: grows with each change, so that the view is made anew only then.

    board: what reconciling has to show, None until it has said so. looker: who looks at the findings, empty
    while they are closed; opened_at: since then. raising: articles whose counter is being raised.
    unseen_there: exceptions that nobody has seen; told: of how many unseen the notice strip has spoken.
    saving: changes of the staff on their way.
    """

    changes: int = 0
    board: StockBoard | None = None
    looker: str = ""
    opened_at: str = ""
    raising: frozenset[str] = frozenset()
    exceptions: tuple[CentralException, ...] = ()
    state: str = "none"
    more: bool = False
    problem: str = ""
    unseen_there: int = 0
    told: int = 0
    count_due_ns: int | None = None
    roster: Roster | None = None
    staff_shown: bool = False
    badge: BadgeWait | None = None
    saving: int = 0

    def leave(self) -> None:
        """What somebody had open is not for whoever comes next."""
        self.looker, self.staff_shown, self.badge = "", False, None
        self.exceptions, self.more, self.problem = (), False, ""
        self.told = 0
        self.changes += 1
