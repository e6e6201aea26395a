"""Who may work here and whose PIN is right: the staff worker.

`StaffWorker` owns two threads: `staff` checks PINs and badges and keeps the sessions, `staff-list` fetches
the list from the centre, so that no PIN waits for a centre that does not answer. `StaffDesk` is what the
first one does, without a thread: also changes of the list, whose PINs are hashed here. It decides nothing
about rights; the core does (domain/staff.py).

SAFETY: no PIN is logged or put into an answer, also not by way of an error's text.
"""

import logging
import queue
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from pos_terminal.domain.decision import Refused
from pos_terminal.domain.staff import StaffMember
from pos_terminal.errors import Bug, StorageUnavailable, Unavailable
from pos_terminal.services import staffing
from pos_terminal.services.attempts import LOCK_MS, Attempts
from pos_terminal.services.ports import Clock, Post
from pos_terminal.services.roster import Entry, Kept, People, RosterFile, sync
from pos_terminal.services.staff_messages import (
    Active,
    AskRoster,
    ChangeStaff,
    CheckBadge,
    CheckPin,
    PinChecked,
    Purpose,
    Refresh,
    Roster,
    RosterRow,
    SignedOut,
    StaffBrief,
    StaffChanged,
    StaffList,
    StaffOutdated,
    StaffRequest,
)
from pos_terminal.services.timestamps import utc_text

log = logging.getLogger("pos.staff")

EVERY_S = 60.0
RENEW_NS = 60_000_000_000

_FAULT = "The till met an error of its own; its log tells more."

PinMatches = Callable[[str, str], bool]
HashPin = Callable[[str], str]


def no_hash(pin: str) -> str:
    """For a worker whose list is never changed here."""
    raise Bug("This staff worker was given nothing to hash PINs with.")


@dataclass(frozen=True, slots=True)
class Listed:
    """The list as it is now; from the thread that fetches it.

    reached: whether the centre was told and asked. changes: how many of this till's were in it at least.
    """

    kept: Kept
    reached: bool = False
    changes: int = 0


@dataclass(frozen=True, slots=True)
class Writing:
    """What changes of the list are made with. has_centre: there is one to be told; tell: do it now."""

    file: RosterFile
    hash_pin: HashPin
    has_centre: bool
    tell: Callable[[], None]


class StaffDesk:
    """Answers checks from the newest list. pin_matches: of a hash and a PIN; raises nothing.

    changes: made here so far; any thread may read it.
    """

    def __init__(
        self, pin_matches: PinMatches, attempts: Attempts, post: Post, clock: Clock, writing: Writing
    ) -> None:
        self._pin_matches = pin_matches
        self._attempts = attempts
        self._post = post
        self._clock = clock
        self._writing = writing
        self._members: dict[str, StaffMember] = {}
        self._said: StaffList | None = None
        self._listed = Listed(Kept(()))
        self._untold: dict[str, StaffMember] = {}
        self._renewed_ns: dict[str, int] = {}
        self._roster_asked = False
        self.changes = 0

    def take(
        self, message: CheckPin | CheckBadge | Active | SignedOut | ChangeStaff | AskRoster | Listed
    ) -> None:
        """Carry one message out."""
        match message:
            case CheckPin():
                self._post(self._check_pin(message))
            case CheckBadge():
                self._post(self._check_badge(message))
            case Active(staff_id=staff_id):
                self._renew(staff_id)
            case SignedOut(staff_id=staff_id):
                if self._renewed_ns.pop(staff_id, None) is not None:
                    self._attempts.end(staff_id)
            case ChangeStaff():
                self._change(message)
            case AskRoster():
                self._roster_asked = True
                self._post(self._roster())
            case Listed():
                self._list(message)
            case _:
                assert_never(message)

    def close(self) -> None:
        """The till closes: nobody is signed in here any more."""
        for staff_id in self._renewed_ns:
            self._attempts.end(staff_id)
        self._attempts.close()

    def _list(self, listed: Listed) -> None:
        if listed.changes < self.changes:
            return  # it was read before the last change here; the next one is on its way
        is_news, self._listed = listed != self._listed, listed
        members = (entry.member for entry in listed.kept.entries)
        self._members = {member.staff_id: member for member in members if member.active}
        briefs = (StaffBrief(member.staff_id, member.name, member.role) for member in self._members.values())
        ordered = sorted(briefs, key=lambda brief: (brief.name.casefold(), brief.staff_id))
        said = StaffList(tuple(ordered), listed.kept.problem)
        if said != self._said:
            self._said = said
            self._post(said)
        if listed.reached:
            self._compare(listed.kept.entries)
        if is_news and self._roster_asked:
            self._post(self._roster())

    def _compare(self, entries: tuple[Entry, ...]) -> None:
        """Whether the centre has taken what was changed here."""
        untold, self._untold = self._untold, {}
        for entry in entries:
            written = untold.get(entry.member.staff_id)
            if written is not None and entry.owed:
                self._untold[written.staff_id] = written
            elif written is not None and entry.member != written:
                log.info("staff_change_outdated staff=%s", written.staff_id)
                self._post(StaffOutdated(written.name))

    def _change(self, asked: ChangeStaff) -> None:
        if self._listed.kept.problem:
            # SAFETY: a list that cannot be read is not an empty one, to which anybody may be added.
            self._post(StaffChanged(asked.change, problem=self._listed.kept.problem))
            return
        writing = self._writing
        try:
            now = utc_text(self._clock.utc_ms())
            done = staffing.write(writing.file, asked.change, writing.hash_pin, lambda: now)
        except StorageUnavailable as error:
            self._post(StaffChanged(asked.change, problem=str(error)))
            return
        if isinstance(done, Refused):
            self._post(StaffChanged(asked.change, refused=done))
            return
        log.info("staff_changed staff=%s what=%s", done.staff_id, type(asked.change).__name__)
        self.changes += 1
        if writing.has_centre:
            self._untold[done.staff_id] = done
        self._post(StaffChanged(asked.change, done.name))
        self._list(Listed(writing.file.read(), self._listed.reached, self.changes))
        writing.tell()

    def _roster(self) -> Roster:
        """Everybody, those who work here first."""
        kept, attempts = self._listed.kept, self._attempts
        rows = [
            RosterRow(
                row.member.staff_id,
                row.member.name,
                row.member.role,
                row.member.active,
                bool(row.member.badge),
                row.owed and self._writing.has_centre,
                row.member.active and attempts.locked_ms(row.member.staff_id) > 0,
            )
            for row in kept.entries
        ]
        rows.sort(key=lambda row: (not row.active, row.name.casefold(), row.staff_id))
        if not self._writing.has_centre:
            return Roster(tuple(rows), "none", kept.problem)
        return Roster(tuple(rows), "answers" if self._listed.reached else "away", kept.problem)

    def _check_pin(self, asked: CheckPin) -> PinChecked:
        member = self._members.get(asked.staff_id)
        if member is None:
            return PinChecked(asked.request_id, asked.staff_id, "unknown")
        # Counted before the PIN is looked at: otherwise many tries at once would all be the first.
        counted = self._attempts.count_try(asked.staff_id)
        if counted.wait_ms:
            return _locked(asked, counted.wait_ms)
        if self._pin_matches(member.pin_hash, asked.pin):
            self._attempts.clear_tries(asked.staff_id)
            return self._ok(asked.request_id, asked.staff_id, asked.purpose)
        log.info("pin_wrong staff=%s purpose=%s left=%d", asked.staff_id, asked.purpose, counted.left)
        if not counted.left:
            log.warning("pin_locked staff=%s", asked.staff_id)
            return _locked(asked, LOCK_MS)
        return PinChecked(asked.request_id, asked.staff_id, "wrong")

    def _check_badge(self, asked: CheckBadge) -> PinChecked:
        owners = [member for member in self._members.values() if member.badge and member.badge == asked.badge]
        if len(owners) != 1:
            return PinChecked(asked.request_id, "", "unknown")
        return self._ok(asked.request_id, owners[0].staff_id, asked.purpose)

    def _ok(self, request_id: str, staff_id: str, purpose: Purpose) -> PinChecked:
        elsewhere = ""
        match purpose:
            case "sign_in":
                elsewhere = self._attempts.begin(staff_id)
                self._renewed_ns[staff_id] = self._clock.monotonic_ns()
            case "unlock":
                self._renew(staff_id)
            case "approve":
                pass
            case _:
                assert_never(purpose)
        return PinChecked(request_id, staff_id, "ok", elsewhere=elsewhere)

    def _renew(self, staff_id: str) -> None:
        now_ns = self._clock.monotonic_ns()
        renewed_ns = self._renewed_ns.get(staff_id)
        if renewed_ns is None or now_ns - renewed_ns >= RENEW_NS:
            self._attempts.renew(staff_id)
            self._renewed_ns[staff_id] = now_ns


class StaffWorker:
    """The threads around the desk.

    file and people are used on `staff-list`, the file also on `staff`, where it is changed; attempts belong
    to `staff` from `start` on and are closed at its end. people: None where there is no centre.
    """

    def __init__(
        self,
        file: RosterFile,
        people: People | None,
        pin_matches: PinMatches,
        attempts: Attempts,
        post: Post,
        clock: Clock,
        every_s: float = EVERY_S,
        hash_pin: HashPin = no_hash,
    ) -> None:
        self._file = file
        self._people = people
        self._post = post
        self._every_s = every_s
        writing = Writing(file, hash_pin, people is not None, lambda: self._fetch.put(Refresh()))
        self._desk = StaffDesk(pin_matches, attempts, post, clock, writing)
        self._queue: queue.SimpleQueue[StaffRequest | Listed | None] = queue.SimpleQueue()
        self._fetch: queue.SimpleQueue[Refresh | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="staff", daemon=True)
        self._lister = threading.Thread(target=self._run_list, name="staff-list", daemon=True)

    def start(self) -> None:
        """Begin: the list of the file at once, the centre's when it answers."""
        self._thread.start()
        self._lister.start()

    def put(self, message: StaffRequest) -> None:
        """Hand a request over, from any thread; returns at once."""
        if isinstance(message, Refresh):
            self._fetch.put(message)
        else:
            self._queue.put(message)

    def stop(self, timeout_s: float) -> None:
        """End after the check that is running; the sessions of this till end too."""
        self._fetch.put(None)
        self._queue.put(None)
        self._thread.join(timeout_s)
        # Without a time of its own: it may be waiting for a centre that is away.
        self._lister.join(0.1)

    def _run(self) -> None:
        message: StaffRequest | Listed | None = Listed(self._file.read())
        while message is not None:
            try:
                if not isinstance(message, Refresh):
                    self._desk.take(message)
            except Exception as error:  # noqa: BLE001 - top of the thread: the next check must be answered
                _log_fault(error)
                if isinstance(message, CheckPin | CheckBadge):
                    staff_id = message.staff_id if isinstance(message, CheckPin) else ""
                    self._post(PinChecked(message.request_id, staff_id, "unknown"))
                if isinstance(message, ChangeStaff):
                    self._post(StaffChanged(message.change, problem=_FAULT))
            message = self._queue.get()
        self._desk.close()

    def _run_list(self) -> None:
        away, going_on = False, True
        while going_on:
            changes = self._desk.changes
            try:
                kept = sync(self._file, self._people)
                self._queue.put(Listed(kept, self._people is not None, changes))
                away = False
            except Unavailable as error:
                if not away:
                    log.info("staff_list_from_file reason=%s", error)
                away = True
                # A command may have changed the file.
                self._queue.put(Listed(self._file.read(), changes=changes))
            except Exception as error:  # noqa: BLE001 - top of the thread: it is tried again
                _log_fault(error)
            going_on = self._wait()
        if self._people is not None:
            self._people.close()

    def _wait(self) -> bool:
        """Until the list is due or asked for; False at the end."""
        try:
            return self._fetch.get(timeout=self._every_s) is not None
        except queue.Empty:
            return True


def _locked(asked: CheckPin, wait_ms: int) -> PinChecked:
    return PinChecked(asked.request_id, asked.staff_id, "locked", wait_s=-(-wait_ms // 1000))


def _log_fault(error: Exception) -> None:
    """What went wrong and where, without the error's text: it could hold what was typed."""
    where = "".join(traceback.format_tb(error.__traceback__)).replace("\n", " ")
    log.error("staff_failed kind=%s where=%s", type(error).__name__, where)
