"""Answers about reports, from the threads that fetch and write them. Frozen values."""

from dataclasses import dataclass

from pos_terminal.domain.reports.table import Report


@dataclass(frozen=True, slots=True)
class ReportExported:
    """A report was written. path: of its PDF, the CSV lies beside it; problem: a plain sentence, or empty."""

    path: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class StoreReportAnswer:
    """The store report; None, with a plain sentence, where the centre did not answer."""

    report: Report | None
    problem: str = ""
