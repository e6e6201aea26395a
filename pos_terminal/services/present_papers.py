"""The waiting papers' part of the view. Core thread only; it changes nothing."""

from pos_terminal.paper_views import PapersView, WaitingPaperView
from pos_terminal.services.core import Core
from pos_terminal.services.desk import WaitingPaper
from pos_terminal.services.timestamps import utc_text

READY = ("", "ok", "paper_low", "no_status")


class PapersPresenter:
    """Makes the part anew only when something of it has changed."""

    def __init__(self) -> None:
        self._seen: tuple[object, object] = (None, None)
        self._view = PapersView()

    def view(self, core: Core) -> PapersView:
        """As it is now."""
        seen = (core.desk.papers, core.desk.printer_codes)
        if seen[0] is not self._seen[0] or (core.desk.papers and seen[1] is not self._seen[1]):
            rows = tuple(_row(core, core.desk.papers[job_id]) for job_id in sorted(core.desk.papers))
            self._view = PapersView(rows, core.settings.spare_printers)
        self._seen = seen
        return self._view


def _row(core: Core, row: WaitingPaper) -> WaitingPaperView:
    light = core.desk.printer_codes.get(row.printer, "")
    why = "fault" if row.parked else "queued" if light in READY else light
    since = utc_text(row.written_at_ms)
    return WaitingPaperView(
        row.job_id, row.kind, row.number, since, why, row.printer, row.parked, row.saving, row.ways
    )
