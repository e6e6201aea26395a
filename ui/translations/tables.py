"""Every translation, merged by language from the tables of the areas. Pure.

A new area adds its file in `ui/translations/areas` and its name to `AREAS`. A text that two areas use may
stand in both, with the same words (tests/ui/test_translations.py).
"""

from typing import Protocol

from ui.translations import ar, de
from ui.translations.areas import (
    approvals,
    around_flows,
    around_notices,
    cards,
    counter,
    day,
    device_page,
    devices,
    first_run,
    first_run_found,
    keeping,
    labels,
    mail,
    manager,
    manager_pages,
    papers,
    reports,
    sheets,
    slips,
)


class Area(Protocol):
    """A module of `ui/translations/areas`: source text to German and to Arabic."""

    DE: dict[str, str]
    AR: dict[str, str]


AREAS: tuple[Area, ...] = (
    approvals,
    around_flows,
    around_notices,
    cards,
    counter,
    day,
    device_page,
    devices,
    first_run,
    first_run_found,
    keeping,
    labels,
    mail,
    manager,
    manager_pages,
    papers,
    reports,
    sheets,
    slips,
)


def _merged(*tables: dict[str, str]) -> dict[str, str]:
    return {source: text for table in tables for source, text in table.items()}


TABLES: dict[str, dict[str, str]] = {
    "de": _merged(de.TEXTS, *(area.DE for area in AREAS)),
    "ar": _merged(ar.TEXTS, *(area.AR for area in AREAS)),
}
