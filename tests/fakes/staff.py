"""Stand-ins for what the staff worker has around it: the shared store, the centre's list, PINs that cost
nothing. The store passes tests/contracts/test_sign_in_store.py like the real one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from pos_terminal.domain.staff import Role, StaffMember
from pos_terminal.errors import CentreUnavailable, Unavailable
from pos_terminal.services.attempts import LOCK_MS, TRIES, Try
from pos_terminal.services.roster import Entries, Kept


def person(staff_id: str, role: Role = "cashier", pin: str = "1357", **changed: object) -> StaffMember:
    """Somebody; the hash is one of `plain_hash`."""
    given: dict[str, object] = {
        "staff_id": staff_id,
        "name": staff_id.title(),
        "role": role,
        "pin_hash": plain_hash(pin),
        "badge": f"BADGE-{staff_id}",
    }
    return StaffMember(**(given | changed))  # type: ignore[arg-type]  # the tests' own words


def plain_hash(pin: str) -> str:
    """No hash at all, but told apart from a PIN."""
    return pin[::-1] + "#"


def plain_matches(pin_hash: str, pin: str) -> bool:
    """As adapters.pins.pin_matches."""
    return pin_hash == plain_hash(pin)


class FakeSignInServer:
    """What all tills share; no time passes."""

    def __init__(self) -> None:
        self.tries: dict[str, int] = {}
        self.sessions: dict[str, str] = {}
        self.away = False
        self.asked = 0
        self.lock = threading.Lock()

    def store(self, terminal_id: str) -> FakeSignInStore:
        """One till's access."""
        return FakeSignInStore(self, terminal_id)


class FakeSignInStore:
    """Fulfils SignInStore."""

    def __init__(self, server: FakeSignInServer, terminal_id: str) -> None:
        self._server = server
        self._terminal_id = terminal_id
        self.closed = False

    def count_try(self, staff_id: str) -> Try:
        self._ask()
        with self._server.lock:
            counted = self._server.tries.get(staff_id, 0)
            if counted >= TRIES:
                return Try(LOCK_MS, 0)
            self._server.tries[staff_id] = counted + 1
            return Try(0, TRIES - counted - 1)

    def clear_tries(self, staff_id: str) -> None:
        self._ask()
        self._server.tries.pop(staff_id, None)

    def locked_ms(self, staff_id: str) -> int:
        self._ask()
        return LOCK_MS if self._server.tries.get(staff_id, 0) >= TRIES else 0

    def begin(self, staff_id: str) -> str:
        self._ask()
        before = self._server.sessions.get(staff_id, "")
        self._server.sessions[staff_id] = self._terminal_id
        return "" if before == self._terminal_id else before

    def renew(self, staff_id: str) -> None:
        self._ask()
        self._server.sessions.setdefault(staff_id, self._terminal_id)

    def end(self, staff_id: str) -> None:
        self._ask()
        if self._server.sessions.get(staff_id) == self._terminal_id:
            del self._server.sessions[staff_id]

    def close(self) -> None:
        self.closed = True

    def _ask(self) -> None:
        self._server.asked += 1
        if self._server.away:
            raise Unavailable("The stock server cannot be reached; look whether it runs.")


class FakePeople:
    """The centre's list."""

    def __init__(self, *members: StaffMember) -> None:
        self.members = {member.staff_id: member for member in members}
        self.saved: list[tuple[str, str]] = []
        self.away = False
        self.closed = threading.Event()
        self.on_read: Callable[[], None] = lambda: None

    def staff(self) -> tuple[StaffMember, ...]:
        self._ask()
        self.on_read()
        return tuple(self.members.values())

    def save_staff(self, member: StaffMember, at: str) -> None:
        self._ask()
        self.members[member.staff_id] = member
        self.saved.append((member.staff_id, at))

    def close(self) -> None:
        self.closed.set()

    def _ask(self) -> None:
        if self.away:
            raise CentreUnavailable("The centre does not answer; selling goes on.")


class FakeRoster:
    """The replica in memory."""

    def __init__(self, entries: Entries = (), problem: str = "") -> None:
        self.kept = Kept(entries, problem)
        self.written = 0

    def read(self) -> Kept:
        return self.kept

    def change(self, changed: Callable[[Entries], Entries]) -> Kept:
        self.kept = Kept(changed(self.kept.entries))
        self.written += 1
        return self.kept
