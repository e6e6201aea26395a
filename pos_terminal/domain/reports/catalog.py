"""Every report there is, by name. Pure; screen, paper, PDF and export work on its tables.

A new report is one file in this folder and its line in `REPORTS`.
"""

from collections.abc import Callable, Mapping

from pos_terminal.domain.reports.shift import x_report, z_report
from pos_terminal.domain.reports.store import store_report
from pos_terminal.domain.reports.table import Report

# What each needs stands in its own signature.
REPORTS: Mapping[str, Callable[..., Report]] = {
    "x": x_report,
    "z": z_report,
    "store": store_report,
}
