"""Builds what the commands of journal and backup need, and the backup's worker. Main thread.

With `bootstrap.py` and `bootstrap_day.py` the only file that names an adapter.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pos_terminal import config as c
from pos_terminal.adapters.mongo.journals import MongoJournals
from pos_terminal.adapters.staff_file import StaffFile
from pos_terminal.domain.records import FinishedSale
from pos_terminal.errors import CentreUnavailable
from pos_terminal.folders import paths_of
from pos_terminal.journal.opening import Opening, open_after
from pos_terminal.rendering import paper_maker

_CENTRE_MS = 3000
_OWN_CENTRE_MS = 20_000
FONTS = Path(__file__).parent / "assets" / "fonts"


def journal_opening(config: c.Config, centre_url: str, centre_is_new: bool) -> Opening:
    """How a new journal of this till is opened; the centre is asked which series there were.

    Raises CentreUnavailable where it does not answer and the configuration names no series.
    """
    wanted = config.till.receipt_series
    if not centre_url or centre_is_new:
        return Opening(wanted or Opening().series)
    # Our own server may be on its way up.
    select_ms = _OWN_CENTRE_MS if config.embedded.enabled else _CENTRE_MS
    journals = MongoJournals(centre_url, database=config.centre.database, select_ms=select_ms)
    try:
        return open_after(journals.known(config.till.terminal_id), wanted)
    except CentreUnavailable as error:
        if wanted:
            return Opening(wanted)
        raise CentreUnavailable(
            f"This machine has no journal of till {config.till.terminal_id} yet, and the centre cannot be "
            f"asked which receipt numbers that till has used ({str(error).rstrip('.')}): start again when it "
            "answers, or set till.receipt_series to a letter that this till never used (A at its very first "
            "start)."
        ) from error
    finally:
        journals.close()


def staff_names(config: c.Config) -> Mapping[str, str]:
    """The staff's names by id, as this till knows them."""
    entries = StaffFile(paths_of(config).staff).read().entries
    return {entry.member.staff_id: entry.member.name for entry in entries}


def receipt_text(config: c.Config, finished: FinishedSale, names: Mapping[str, str]) -> str:
    """A receipt as plain text, with the names that stand on it."""
    known = tuple((row_id, name) for row_id, name in names.items() if row_id and name)
    return paper_maker(config, FONTS).text(replace(finished, names=known))
