"""A sign-in store that answers in time: the thread `staff-redis` asks, the staff thread waits 400 ms at most.

Deadlines of a client library do not hold while a name is looked up or a name server is away, and somebody
stands at the till with a PIN typed in. An answer that comes too late is dropped.
"""

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from pos_terminal.errors import Unavailable
from pos_terminal.services.attempts import SignInStore, Try

DEADLINE_S = 0.4

T = TypeVar("T")


class InTime:
    """Fulfils SignInStore over another one, which belongs to the thread."""

    def __init__(self, store: SignInStore, deadline_s: float = DEADLINE_S) -> None:
        self._store = store
        self._deadline_s = deadline_s
        self._calls: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._answered: Callable[[], bool] = lambda: True
        self._thread = threading.Thread(target=self._run, name="staff-redis", daemon=True)
        self._thread.start()

    def count_try(self, staff_id: str) -> Try:
        """As SignInStore."""
        return self._ask(lambda: self._store.count_try(staff_id))

    def clear_tries(self, staff_id: str) -> None:
        """As SignInStore."""
        self._ask(lambda: self._store.clear_tries(staff_id))

    def locked_ms(self, staff_id: str) -> int:
        """As SignInStore."""
        return self._ask(lambda: self._store.locked_ms(staff_id))

    def begin(self, staff_id: str) -> str:
        """As SignInStore."""
        return self._ask(lambda: self._store.begin(staff_id))

    def renew(self, staff_id: str) -> None:
        """As SignInStore."""
        self._ask(lambda: self._store.renew(staff_id))

    def end(self, staff_id: str) -> None:
        """As SignInStore."""
        self._ask(lambda: self._store.end(staff_id))

    def close(self) -> None:
        """End after the call that is under way; nobody waits for it."""
        self._calls.put(None)

    def _ask(self, call: Callable[[], T]) -> T:
        if not self._answered():
            raise Unavailable(
                "The stock server still does not answer; wrong PINs are counted at this till only."
            )
        # A queue for each question: an answer that comes too late is nobody's.
        answers: queue.SimpleQueue[T | Exception] = queue.SimpleQueue()

        def carry_out() -> None:
            try:
                answers.put(call())
            except Exception as error:  # noqa: BLE001 - raised again where it was asked
                answers.put(error)

        self._calls.put(carry_out)
        try:
            answer = answers.get(timeout=self._deadline_s)
        except queue.Empty:
            self._answered = lambda: not answers.empty()
            raise Unavailable(
                "The stock server does not answer in time; wrong PINs are counted at this till only."
            ) from None
        self._answered = lambda: True
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _run(self) -> None:
        while (call := self._calls.get()) is not None:
            call()
        self._store.close()
