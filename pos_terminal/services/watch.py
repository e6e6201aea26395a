"""What the core looks after when nothing happens: the clock, the disk, the journal's upkeep.

Core thread only.
"""

from pos_terminal.domain import events as e
from pos_terminal.errors import StorageUnavailable
from pos_terminal.services import answers, device_page, drawers, findings, selling, signing
from pos_terminal.services.core import Core

JUMP_MS = 5 * 60 * 1000
SNAPSHOT_EVENTS = 500
QUIET_NS = 1_500_000_000
DISK_PROBE_NS = 2_000_000_000


class Watch:
    """Slow chores, done on ticks."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._probed_ns = 0
        self._kept_house_seq = core.head.seq
        self._mark_clock()

    def tick(self) -> None:
        """One round."""
        core = self._core
        now_ns = core.clock.monotonic_ns()
        self._look_at_clock(now_ns)
        signing.look(core, now_ns)
        findings.look(core, now_ns)
        drawers.look(core, now_ns)
        device_page.look(core, now_ns)
        if not core.storage_ok and now_ns - self._probed_ns > DISK_PROBE_NS:
            self._probed_ns = now_ns
            if core.flush():
                core.storage_ok = True
                core.desk.light("storage", "good", "storage_ok", {}, core.now_text())
                core.desk.notice("good", "storage_ok", {}, core.now_text())
                answers.storage_back(core)
        if core.storage_ok and core.till.parked:
            selling.release_old_parked(core)
        if core.storage_ok and core.till.sale is None:
            quiet = now_ns - core.last_append_ns > QUIET_NS
            if quiet:
                core.journal.name_more()
            self._keep_house(quiet=quiet)

    def _keep_house(self, *, quiet: bool) -> None:
        """A till that is never quiet still cuts its log back between two sales, when that has grown large."""
        core = self._core
        if core.head.seq == self._kept_house_seq:
            return
        core.journal.housekeep(quiet=quiet)
        if not quiet:
            return
        self._kept_house_seq = core.head.seq
        try:
            core.journal.save_snapshot(core.till, SNAPSHOT_EVENTS)
        except StorageUnavailable as error:
            core.storage_failed(error)

    def _mark_clock(self) -> None:
        self._wall_ms = self._core.clock.utc_ms()
        self._mono_ns = self._core.clock.monotonic_ns()

    def _look_at_clock(self, now_ns: int) -> None:
        """The wall clock may drift and be set; a jump of more than five minutes is shown.

        Order never depends on it.
        """
        core = self._core
        jump_ms = core.clock.utc_ms() - self._wall_ms - (now_ns - self._mono_ns) // 1_000_000
        if abs(jump_ms) > JUMP_MS and core.storage_ok:
            core.commit((e.ClockJumped(jump_ms),))
            params: dict[str, str | int] = {"minutes": jump_ms // 60_000}
            core.desk.light("clock", "warn", "clock_jumped", params, core.now_text())
            core.desk.notice("warn", "clock_jumped", params, core.now_text())
        self._mark_clock()
