"""The papers that wait, as the screen sees them; part of `views.RegisterView` and made like it."""

import msgspec


class WaitingPaperView(msgspec.Struct, frozen=True):
    """A paper that is owed and did not begin.

    kind: `receipt`, `copy`, `invoice`, `z_report`, `x_report`, or a job's own name; number: which one. since:
    UTC ISO 8601. why: as the printer's light (`paper_out` ...), `queued` while it only has to wait for its
    turn, `fault` where it could not be made (parked). printer: where it waits; empty: the till's own. saving:
    it is being written. ways: besides another printer: `pdf`, `mail`.
    """

    job_id: int
    kind: str
    number: str
    since: str
    why: str
    printer: str = ""
    parked: bool = False
    saving: bool = False
    ways: tuple[str, ...] = ()


class PapersView(msgspec.Struct, frozen=True):
    """All papers that wait, in the order in which they will print. printers: names of the spare ones."""

    rows: tuple[WaitingPaperView, ...] = ()
    printers: tuple[str, ...] = ()
