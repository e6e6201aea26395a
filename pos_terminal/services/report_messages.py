"""Answers about reports, from the threads that fetch and write them. Frozen values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportExported:
    """A report was written. path: of its PDF, the CSV lies beside it; problem: a plain sentence, or empty."""

    path: str
    problem: str = ""
