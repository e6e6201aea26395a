"""How a journal is opened: which receipt series is its own, and after which journal it comes. Pure.

A till whose journal is lost or replaced opens the next series, so that no receipt number is used twice
(contract: "a new journal opens a new series"). Its chain goes on from the predecessor's last hash.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pos_terminal.errors import BadInput
from pos_terminal.journal.codec import ZERO_HASH

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Opening:
    """What a journal begins with. predecessor: the id of the journal before it, empty for the till's first;
    first_hash: what stands before seq 1."""

    series: str = "A"
    predecessor: str = ""
    first_hash: str = ZERO_HASH


@dataclass(frozen=True, slots=True)
class KnownJournal:
    """A journal of a till as others know it. series empty: they were never told."""

    journal_id: str
    seq: int
    hash: str
    series: str


def open_after(known: Iterable[KnownJournal], wanted: str = "") -> Opening:
    """How a till's new journal is opened after all those that are known.

    wanted: a series that the configuration names, taken if none of them used it; empty: the next one. Raises
    BadInput where all letters are used.
    """
    journals = sorted(known, key=lambda journal: (journal.series or "A", journal.seq))
    if not journals:
        return Opening(wanted or "A")
    used = {journal.series or "A" for journal in journals}
    newest = journals[-1]
    series = wanted if wanted and wanted not in used else next_series(used)
    return Opening(series, newest.journal_id, newest.hash)


def next_series(used: Iterable[str]) -> str:
    """The letter after the last of these. Raises BadInput after Z."""
    last = max(used, default="")
    if not last:
        return LETTERS[0]
    following = LETTERS[LETTERS.index(last) + 1 :]
    if not following:
        raise BadInput(
            "This till has used all receipt series from A to Z; give it another till.terminal_id, "
            "whose receipts begin anew."
        )
    return following[0]
