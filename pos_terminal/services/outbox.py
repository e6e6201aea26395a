"""Where the core thread hands work out, as a protocol; bootstrap connects it to the workers' queues.

Nothing here waits.
"""

from typing import Protocol

from pos_terminal.domain.records import FinishedSale, OpenJob
from pos_terminal.services.day_outbox import DayOutbox


class Outbox(Protocol):
    """The workers as the core thread sees them: puts on queues. day: what is not about goods and paper."""

    @property
    def day(self) -> DayOutbox:
        """Staff, ledgers, cards, reports, mail."""

    def stock(self, job: OpenJob, generation: int) -> None:
        """Claim or release."""

    def generation(self, generation: int) -> None:
        """A new generation holds; its claims follow."""

    def withdraw(self, hold_ids: tuple[str, ...]) -> None:
        """No claim of these holds is sent any more."""

    def paper(self, job: OpenJob, sale: FinishedSale) -> None:
        """Print a receipt."""

    def paper_to(self, job_id: int, place: str) -> None:
        """The next time this paper is handed out it goes to a spare printer, or to a file."""

    def paper_may_start(self, job_id: int) -> None:
        """A paper that waited may begin: that is on disk now."""

    def drop_paper(self, job_id: int) -> None:
        """A paper is not wanted any more."""

    def drawer(self, job: OpenJob) -> None:
        """Open the drawer, if it is not too late."""

    def upload(self, upto_seq: int, sale_ids: tuple[str, ...]) -> None:
        """Bring the journal up to this seq to the centre; the sales' stock has been handed over."""

    def find(self, text: str) -> None:
        """Search the catalogue."""

    def picture(self, sale: FinishedSale) -> None:
        """Draw a receipt for the screen."""
