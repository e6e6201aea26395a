"""What the core asks of the printing thread. Frozen values; made on the core thread, read on a printer's."""

from collections.abc import Callable
from dataclasses import dataclass

from pos_terminal.domain.records import FinishedSale


@dataclass(frozen=True, slots=True)
class Paper:
    """A receipt to print. waiting: it was marked on disk as certainly not begun."""

    job_id: int
    sale: FinishedSale
    copy: int
    waiting: bool

    @property
    def subject_id(self) -> str:
        """What its answers are about."""
        return self.sale.sale.sale_id


@dataclass(frozen=True, slots=True)
class OtherPaper:
    """A report, invoice or slip. subject_id: stands for the sale; make: its bytes, on the maker's thread."""

    job_id: int
    subject_id: str
    make: Callable[[], bytes]
    waiting: bool = False
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Kick:
    """A drawer to open until a deadline (CLOCK_MONOTONIC ns)."""

    job_id: int
    sale_id: str
    deadline_ns: int


@dataclass(frozen=True, slots=True)
class MayStart:
    """The mark of a waiting paper has been taken off on disk."""

    job_id: int


@dataclass(frozen=True, slots=True)
class Drop:
    """A paper is not wanted any more, or not here."""

    job_id: int


@dataclass(frozen=True, slots=True)
class Draw:
    """Draw a receipt's picture for the screen."""

    sale: FinishedSale


@dataclass(frozen=True, slots=True)
class Make:
    """Anything else that needs the fonts, such as a report's files. What make() answers is posted."""

    make: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Made:
    """A paper's bytes, None where making them met a fault of ours. From the maker's thread."""

    job_id: int
    blob: bytes | None
