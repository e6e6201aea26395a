"""What the card worker answers the core. Frozen values."""

from dataclasses import dataclass
from typing import Literal

CardOutcome = Literal["approved", "declined", "cancelled", "unknown", "no_terminal"]


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """What became of a charge or refund.

    `unknown`: the terminal does not say; said once, the worker goes on asking for this id until it knows.
    """

    job_id: int
    sale_id: str
    tender_id: str
    outcome: CardOutcome
    approval_code: str = ""
