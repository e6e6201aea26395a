"""Builds what the commands of journal and backup need, and the backup's worker. Main thread.

With `bootstrap.py` and `bootstrap_day.py` the only file that names an adapter.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pos_terminal import config as c
from pos_terminal.adapters.staff_file import StaffFile
from pos_terminal.domain.records import FinishedSale
from pos_terminal.folders import paths_of
from pos_terminal.rendering import paper_maker

FONTS = Path(__file__).parent / "assets" / "fonts"


def staff_names(config: c.Config) -> Mapping[str, str]:
    """The staff's names by id, as this till knows them."""
    entries = StaffFile(paths_of(config).staff).read().entries
    return {entry.member.staff_id: entry.member.name for entry in entries}


def receipt_text(config: c.Config, finished: FinishedSale, names: Mapping[str, str]) -> str:
    """A receipt as plain text, with the names that stand on it."""
    known = tuple((row_id, name) for row_id, name in names.items() if row_id and name)
    return paper_maker(config, FONTS).text(replace(finished, names=known))
