"""What the ledger worker answers the core. Frozen values; made on the worker's thread, read on the core's."""

from dataclasses import dataclass
from typing import Literal

from pos_terminal.domain.returns import Given
from pos_terminal.services.ledger_port import Ending

CreditOutcome = Literal["held", "too_little", "no_account", "ended", "away"]
ReturnOutcome = Literal["held", "too_many", "no_right", "ended", "away"]


@dataclass(frozen=True, slots=True)
class CreditAnswer:
    """What a ledger said to a HoldCredit.

    `held`: the tender counts. Anything else: it does not, and `TenderRefused` (whose EndHold frees it) must
    be journalled, also after `away`, when nobody knows whether it is held. left: what the account has now in
    minor units, None where not known. May come for a job that is closed already: then it says nothing.
    """

    job_id: int
    sale_id: str
    tender_id: str
    outcome: CreditOutcome
    left: int | None = None


@dataclass(frozen=True, slots=True)
class ReturnAnswer:
    """What the centre said to a HoldReturn; as CreditAnswer, with `ReturnRefused`.

    given: what comes back, for `held` only. left_milli: for `too_many`, what of that line may still come
    back. `no_right`: the centre does not know the sale (yet).
    """

    job_id: int
    sale_id: str
    op_id: str
    outcome: ReturnOutcome
    given: Given | None = None
    left_milli: int | None = None


@dataclass(frozen=True, slots=True)
class HoldEnded:
    """An EndHold is done: close its job.

    done: how the operation ended. Not as wanted (a manager ended it otherwise; or `missing`, a centre that
    was set back does not know it): the centre has noted an exception for the manager.
    """

    job_id: int
    op_id: str
    done: Ending
