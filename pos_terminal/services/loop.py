"""The core thread: takes messages from the inbox, one at a time, and lets the register handle them.

The only thread that changes state. A view is published when the inbox is empty, or after a handful of
messages, so that a burst
costs one picture and not one a message.
"""

import logging
import threading
from collections.abc import Callable
from functools import partial

from pos_terminal.errors import StorageUnavailable
from pos_terminal.services import messages as m
from pos_terminal.services.core import Core
from pos_terminal.services.inbox import Inbox
from pos_terminal.services.register import Register

TICK_NS = 250_000_000
BURST = 8

log = logging.getLogger("pos.core")


class CoreThread:
    """Runs a register until it is told to stop."""

    def __init__(
        self, inbox: Inbox, make: Callable[[], tuple[Core, Register]], on_failure: Callable[[str], None]
    ) -> None:
        self._inbox = inbox
        self._make = make
        self._on_failure = on_failure
        self._thread = threading.Thread(target=self._run, name="core", daemon=True)

    def start(self) -> None:
        """Begin to take messages."""
        self._thread.start()

    def stop(self, timeout_s: float) -> bool:
        """Save the basket and end; answers whether it did in time."""
        self._inbox.post(m.Stop())
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            core, register = self._make()
            register.begin()
        except Exception as error:
            log.critical("core_not_started error=%s", error, exc_info=True)
            self._on_failure(str(error))
            return
        tick_ns = core.clock.monotonic_ns()
        while self._round(register):
            # On time under load too: what is due must not wait for a quiet moment.
            if core.clock.monotonic_ns() - tick_ns >= TICK_NS:
                tick_ns = core.clock.monotonic_ns()
                self._inbox.post(m.Tick())
        _end(core)

    def _round(self, register: Register) -> bool:
        """A burst of messages and the picture after it; False when it is over."""
        message = self._inbox.take(TICK_NS / 1e9)
        if message is None:
            return True
        for taken in range(1, BURST + 1):
            if isinstance(message, m.Stop):
                return False
            if not self._guarded(partial(register.handle, message)):
                self._guarded(register.fault)
            following = self._inbox.take_now() if taken < BURST else None
            if following is None:
                break
            message = following
        self._guarded(register.settle)
        self._guarded(register.publish)
        return True

    def _guarded(self, step: Callable[[], None]) -> bool:
        """A fault of ours in one message must not stop the till.

        It is logged, the state is still what the journal says. False where there was one.
        """
        try:
            step()
        except Exception:
            log.exception("core_step_failed")
            return False
        return True


def _end(core: Core) -> None:
    """The basket is in the journal already; a snapshot makes the next start quick."""
    try:
        core.journal.save_snapshot(core.till)
        core.journal.flush()
    except StorageUnavailable as error:
        log.warning("snapshot_not_saved error=%s", error)
    core.journal.close()
