"""Messages to the core thread that are neither commands nor driver messages: the workers' answers.

Frozen values; made on a worker's thread, read on the core thread.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pos_terminal.any_command import AnyCommand
from pos_terminal.domain.catalog import Product
from pos_terminal.domain.stock_audit import StockFinding
from pos_terminal.views import RegisterView


@dataclass(frozen=True, slots=True)
class Tick:
    """Some time has passed without another message: look at what is due."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Save what there is to save and end the core thread."""


PaperOutcome = Literal["printed", "waiting", "doubtful", "dropped", "parked"]


@dataclass(frozen=True, slots=True)
class PaperAnswer:
    """What became of a paper.

    outcome: `printed`, `waiting` (the printer is not ready), `doubtful`, `dropped`, `parked` (it could not be
    made and stays owed). printer: a spare printer's name, empty for the till's own.
    """

    job_id: int
    sale_id: str
    copy: int
    outcome: PaperOutcome
    reason: str = ""
    printer: str = ""


@dataclass(frozen=True, slots=True)
class PaperSaved:
    """A paper was written to a file instead of being printed. problem: a plain sentence, or empty."""

    job_id: int
    path: str
    problem: str = ""


DrawerOutcome = Literal["sent", "expired", "failed"]


@dataclass(frozen=True, slots=True)
class DrawerAnswer:
    """What became of a drawer pulse."""

    job_id: int
    sale_id: str
    outcome: DrawerOutcome
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DrawerSeen:
    """The drawer's switch: whether it stands open, None while nobody knows. Said at each change."""

    is_open: bool | None


@dataclass(frozen=True, slots=True)
class PrinterLight:
    """The printer's state changed.

    code: `ok`, `paper_low`, `paper_out`, `cover_open`, `offline`, `silent`, `none`. printer: as of a paper.
    """

    code: str
    printer: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptPicture:
    """The picture of a receipt that was asked for."""

    receipt_no: str
    png: bytes


@dataclass(frozen=True, slots=True)
class Upload:
    """Bring every event up to this seq to the centre. To the upload worker, from the core.

    upto_seq: fsynced, and no sale up to it whose stock was not handed over. sale_ids: sales up to it whose
    movements are to be settled; at a start all whose job is open, afterwards the new ones.
    """

    upto_seq: int
    sale_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UploadDone:
    """The centre has come so far. sale_ids: uploaded and settled, nothing of them is owed any more.

    Comes also without sale_ids (uploaded, the stock counters are away) and with an older seq than before (the
    centre was set back to a backup; everything after it goes up again by itself).
    """

    upto_seq: int
    head_hash: str
    sale_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CentreDown:
    """The centre does not take uploads; said once until it is back. reason: a plain sentence."""

    reason: str


@dataclass(frozen=True, slots=True)
class CentreUp:
    """The centre answers (again)."""


@dataclass(frozen=True, slots=True)
class ForkSeen:
    """The centre holds another history of this journal: no more uploads in this run.

    text: a plain sentence.
    """

    text: str


@dataclass(frozen=True, slots=True)
class PaperStarting:
    """A paper that was marked as waiting is about to begin; the worker goes on when that is on disk.

    printer: as of a paper.
    """

    job_id: int
    printer: str = ""


StockOutcome = Literal["held", "short", "below", "unknown", "sold", "released", "done", "superseded"]


@dataclass(frozen=True, slots=True)
class StockAnswer:
    """What the shared counters said to a claim or release; the job is done.

    outcome: `held`, `short`, `below`, `unknown` (no counter), `sold`, `released`, `done` (released or settled
    before), `superseded` (a newer one of the same hold takes its place, or it was withdrawn). left: units
    still available, None where not known. May come for a job that is closed already.
    """

    job_id: int
    sale_id: str
    hold_id: str
    outcome: StockOutcome
    left: int | None = None


@dataclass(frozen=True, slots=True)
class StockAgain:
    """This job was too late or is of an old generation, and nothing was done.

    Hand it out again as the till's state on disk wants it now, if it is still owed.
    """

    job_id: int


@dataclass(frozen=True, slots=True)
class StockDown:
    """The stock counters do not answer; said once until they are back. reason: a plain sentence."""

    reason: str


@dataclass(frozen=True, slots=True)
class StockUp:
    """Claims are taken (again): the server answers and the lease is ours."""


@dataclass(frozen=True, slots=True)
class StockStuck:
    """One article's counter cannot be used: its jobs wait, all others go on.

    Said once until it works again. reason: a plain sentence.
    """

    product_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class StockFindings:
    """What reconciling found and did, each once. Kinds `low`, `no_counter` and `unreadable` need a person."""

    findings: tuple[StockFinding, ...]


@dataclass(frozen=True, slots=True)
class LeaseLost:
    """No claim is sent until a new generation comes.

    reason: `lease` (gone, not ours, or a higher generation) or `server` (another server, or it restarted).
    The new generation must be above the till's own and above generation_seen.
    """

    reason: Literal["lease", "server"]
    generation_seen: int


@dataclass(frozen=True, slots=True)
class Called:
    """A command over the control socket (None: only the view is asked for).

    reply: called on the core thread with the view and the refusal's code, empty where there is none; must
    only
    queue.
    """

    command: AnyCommand | None
    reply: Callable[[RegisterView, str], None]


@dataclass(frozen=True, slots=True)
class SearchFound:
    """Articles for a text, best first.

    problem: a plain sentence where the article file could not be read; then there are no rows.
    """

    text: str
    rows: tuple[Product, ...]
    problem: str = ""
