"""What a restored journal lacks, brought back before the till sells on. Main thread.

Events come from the centre and from the journal that is being replaced, byte for byte, as far as their chain
holds. Where it cannot be known which receipt numbers were used since, the till goes on in another series.
"""

from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pos_terminal import bootstrap_tools as tools
from pos_terminal import config as c
from pos_terminal.domain.records import Head, StoredEvent
from pos_terminal.errors import CentreUnavailable, ForkFound, JournalDamaged, StorageUnavailable
from pos_terminal.folders import Paths
from pos_terminal.journal import filling
from pos_terminal.journal.opening import Opening, next_series
from pos_terminal.journal.reading import SqliteJournalReader
from pos_terminal.journal.verify import verify_file

# filled: it was asked; none: there is none that knows the journal; left_out: nobody wanted to ask it.
CentreSaid = Literal["filled", "none", "left_out"]
# whole: all that it had is in the restored one; broken: not all of it; gone: there is none.
PresentSaid = Literal["whole", "broken", "gone"]


@dataclass(slots=True)
class Report:
    """What was done. restored_seq: the head of the backup; events: of the journal as it is now."""

    restored_seq: int
    events: int = 0
    sentences: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Places:
    """The restored folder, the one that it replaces, and where the centre is (empty: none to ask)."""

    restored: Paths
    present: Paths
    centre_url: str


def refill(config: c.Config, places: Places, *, ask_centre: bool, new_series: bool) -> Report:
    """Bring a restored journal up to date; the present folder is not changed.

    Raises CentreUnavailable, ForkFound, StorageUnavailable, JournalDamaged.
    """
    work = _Refill(config, places)
    papers = filling.quieten(places.restored.journal)
    if papers:
        work.say(f"{papers} papers that were owed are not printed by themselves; print copies of them.")
    centre: CentreSaid = "left_out" if places.centre_url else "none"
    if places.centre_url and ask_centre:
        centre = work.from_centre()
    work.go_on(centre, work.from_present(), new_series=new_series)
    return work.checked()


class _Refill:
    """One restored journal on its way."""

    def __init__(self, config: c.Config, places: Places) -> None:
        self._config = config
        self._places = places
        self._path = places.restored.journal
        with closing(SqliteJournalReader(self._path)) as reader:
            self._head, self._series = reader.head(), reader.opening().series
            self._journal_id, self._terminal_id = reader.named()
        self._letters = {self._series}
        self._report = Report(self._head.seq)

    def say(self, sentence: str) -> None:
        self._report.sentences.append(sentence)

    def from_centre(self) -> CentreSaid:
        """Everything that the centre has of this journal."""
        try:
            with closing(tools.centre_journals(self._config, self._places.centre_url)) as centre:
                known = centre.known(self._terminal_id)
                self._letters |= {journal.series for journal in known if journal.series}
                there = centre.head(self._journal_id)
                if there is None:
                    self.say("The centre does not know the backup's journal.")
                    return "none"
                if there.seq <= self._head.seq:
                    self._agree(there)
                    self.say("The centre has nothing that the backup lacks.")
                    return "filled"
                upto = there.seq

                def read(after: int, limit: int) -> Sequence[StoredEvent]:
                    return centre.events(self._journal_id, after, min(limit, upto - after))

                filled = self._fill(read, "from the centre")
        except CentreUnavailable as error:
            raise CentreUnavailable(
                "Nothing was restored, for the centre cannot be asked what this till sold after the backup "
                f"({str(error).rstrip('.')}): restore when it answers, or say --no-fill-from-centre to go on "
                "in a new receipt series."
            ) from error
        if filled.head != there:
            raise _forked(filled.reason or f"event {filled.head.seq + 1} is missing there")
        return "filled"

    def from_present(self) -> PresentSaid:
        """What the journal that is there has and the centre lacks: sales that were not uploaded yet."""
        present = self._places.present.journal
        if not present.exists():
            return "gone"
        try:
            with closing(SqliteJournalReader(present)) as reader:
                if reader.named()[0] != self._journal_id:
                    self.say("The journal that was there is another one; nothing of it is used.")
                    return "broken"
                head = reader.head()
                if head.seq <= self._head.seq:
                    return "whole" if _hash_at(self._path, head) == head.hash else "broken"
                filled = self._fill(reader.events, "from the journal that was there")
        except StorageUnavailable:
            return "broken"
        with suppress(StorageUnavailable):
            filling.take_personal(self._path, present)
        return "broken" if filled.reason or filled.head != head else "whole"

    def go_on(self, centre: CentreSaid, present: PresentSaid, *, new_series: bool) -> None:
        """The series of the next receipts."""
        doubtful = present != "whole"
        if doubtful and centre == "left_out":
            self._begin_anew()
        elif new_series or present == "broken" or (doubtful and centre == "none"):
            letter = next_series(self._letters)
            filling.set_series(self._path, letter)
            self.say(
                f"Receipts go on in series {letter}: nobody can know which numbers of series {self._series} "
                "were given since."
            )
        elif doubtful:
            self.say(
                f"Receipts go on in series {self._series}. If the till sold anything that never reached the "
                "centre, restore again with --new-series before it sells."
            )

    def checked(self) -> Report:
        """The whole journal verifies. Raises JournalDamaged."""
        verdict = verify_file(self._path)
        if verdict.reason:
            raise JournalDamaged(f"Nothing was restored, for the journal does not verify: {verdict.sentence}")
        self._report.events = verdict.events
        return self._report

    def _fill(self, read: filling.Read, where: str) -> filling.Filled:
        has_stock = bool(self._config.stock.url) or self._config.embedded.enabled
        filled = filling.fill(self._path, self._terminal_id, read, has_stock=has_stock)
        self._head = filled.head
        receipts = f" with receipts {filled.receipts[0]} to {filled.receipts[-1]}" if filled.receipts else ""
        self.say(f"{filled.events} events{receipts} that the backup lacked came back {where}.")
        return filled

    def _agree(self, there: Head) -> None:
        if there.seq and _hash_at(self._path, there) != there.hash:
            raise _forked(f"event {there.seq} is another one there")

    def _begin_anew(self) -> None:
        """SAFETY: the centre may have more of this journal; what is sold now must not take its numbers."""
        letter = next_series(self._letters)
        kept = self._path.with_name(f"journal-{self._journal_id}.sqlite")
        self._path.rename(kept)
        tools.new_journal(self._path, self._terminal_id, Opening(letter, self._journal_id, self._head.hash))
        self.say(
            f"A new journal begins with receipt series {letter}: the centre was not asked what was sold "
            f"after the backup. The backup's journal lies beside it as {kept.name}."
        )


def _hash_at(path: Path, head: Head) -> str:
    """The hash of the journal's event of that number, or of what its first event stands on."""
    with closing(SqliteJournalReader(path)) as reader:
        if not head.seq:
            return reader.opening().first_hash
        events = reader.events(head.seq - 1, 1)
    return events[0].hash if events else ""


def _forked(reason: str) -> ForkFound:
    return ForkFound(
        f"The centre holds another history of this till's journal than the backup ({reason}); nothing was "
        "changed. Restore another backup, or keep this one and call support."
    )
