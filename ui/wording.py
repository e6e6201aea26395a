"""The core's codes in words: notices, questions, lights, badges, methods.

GUI thread (it asks for translations).

A sentence says what happened and what to do. Parameters are put in by name: `*_minor` as an amount, `*milli`
as a quantity. A code without words is shown as it is, so that nothing said is ever lost.
"""

import re
from collections.abc import Mapping

from pos_terminal.views import LastItemView, LightView, LineView
from ui.formatting import MINUS, Numbers
from ui.translations.words import is_from_right, isolated, tr
from ui.words import (
    approvals,
    around_sale,
    cards,
    counter,
    day,
    devices,
    first_run,
    keeping,
    labels,
    mail,
    manager,
    papers,
    reports,
    selling,
    sheets,
    slips,
)

Params = Mapping[str, str | int]

# A new area adds its file in `ui/words` and its tables here; a code stands in one of them only.
SENTENCES: dict[str, str] = {
    **selling.SENTENCES,
    **sheets.SENTENCES,
    **around_sale.SENTENCES,
    **first_run.SENTENCES,
    **day.SENTENCES,
    **keeping.SENTENCES,
    **mail.SENTENCES,
    **manager.SENTENCES,
    **labels.SENTENCES,
    **approvals.SENTENCES,
    **cards.SENTENCES,
    **papers.SENTENCES,
    **devices.SENTENCES,
    **counter.SENTENCES,
    **slips.SENTENCES,
}
TITLES: dict[str, str] = {
    **selling.TITLES,
    **around_sale.TITLES,
    **day.TITLES,
    **labels.TITLES,
    **counter.TITLES,
}
QUESTIONS: dict[str, str] = {**selling.QUESTIONS}
# The same without the article's name, where none was given.
NAMELESS: dict[str, str] = {**selling.NAMELESS}
SUBJECTS: dict[str, str] = {**selling.SUBJECTS, **counter.SUBJECTS}
LIGHTS: dict[str, str] = {**selling.LIGHTS, **counter.LIGHTS}
BADGES: dict[str, str] = {**selling.BADGES, **around_sale.BADGES, **labels.BADGES}
METHODS: dict[str, str] = {**selling.METHODS}
PIECE: dict[str, str] = {**labels.PIECE}
PAID_BY: dict[str, str] = {**selling.PAID_BY}
LEVELS: dict[str, str] = {**selling.LEVELS}
SALE_REASONS: dict[str, str] = {
    **manager.SALE_REASONS,
    **papers.SALE_REASONS,
    **around_sale.SALE_REASONS,
}
PAPERS: dict[str, str] = {**papers.PAPERS}
WHY: dict[str, str] = {**papers.WHY}
CASH_REASONS: dict[str, str] = {**day.CASH_REASONS}
ROLES: dict[str, str] = {**day.ROLES}
REPORT_WORDS: dict[str, str] = {**reports.REPORT_WORDS}
APPROVALS: dict[str, str] = {**manager.APPROVALS, **approvals.APPROVALS}
DETAILS: dict[str, str] = {**approvals.DETAILS}
CARD_REASONS: dict[str, str] = {**cards.CARD_REASONS}
DEVICE_MODES: dict[str, str] = {**devices.DEVICE_MODES}
DEVICE_REMEDIES: dict[str, str] = {**devices.DEVICE_REMEDIES}
SCAN_BROKEN: dict[str, str] = {**devices.SCAN_BROKEN}
SCAN_MEANINGS: dict[str, str] = {**devices.SCAN_MEANINGS}
SCAN_FACTS: dict[str, str] = {**devices.SCAN_FACTS}
TEST_LEVELS: dict[str, str] = {**devices.TEST_LEVELS}
TEST_FINDINGS: dict[str, str] = {**devices.TEST_FINDINGS}
TEST_REMEDIES: dict[str, str] = {**devices.TEST_REMEDIES}

_SAID = (SENTENCES, TITLES, QUESTIONS, NAMELESS, SUBJECTS, LIGHTS, BADGES, METHODS, PAID_BY, LEVELS)
_REASONS = (SALE_REASONS, CASH_REASONS, CARD_REASONS)
_OF_DEVICES = (DEVICE_MODES, DEVICE_REMEDIES, SCAN_BROKEN, SCAN_MEANINGS, SCAN_FACTS)
_OF_TESTS = (TEST_LEVELS, TEST_FINDINGS, TEST_REMEDIES)
_OF_PAPERS = (PAPERS, WHY)
_OTHERS = (PIECE, ROLES, REPORT_WORDS, APPROVALS, DETAILS)
ALL_TABLES = (*_SAID, *_REASONS, *_OF_DEVICES, *_OF_TESTS, *_OF_PAPERS, *_OTHERS)


# A day, a time, a receipt's number: between letters from right to left its parts would change places.
_ORDERED = re.compile(r"(?=.{,24}$)[0-9A-Za-z]+(?:[-: ][0-9A-Za-z]+)+")
# While the centre answers, a sale or two on their way are no news.
CALM_QUEUE = 3
MANY = 10
_DAYS = frozenset({"expiry", "best_before"})


class Wording:
    """Puts codes into words, with amounts and quantities in the language's way of writing."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self.decimals = 2

    def sentence(self, code: str, params: Params) -> str:
        """A notice or refusal."""
        return self._fill(SENTENCES, code, params)

    def question(self, code: str, params: Params) -> str:
        """A question."""
        return self._fill(QUESTIONS, code, params)

    def title(self, item: LastItemView) -> str:
        """What the large field says in a few words; empty for an article added, or where it has none."""
        return self._put(tr(TITLES[item.code]), item.params) if item.code in TITLES else ""

    def light(self, light: LightView, since: str) -> tuple[str, str]:
        """A field of the status strip: what it is about, and how that is. since: local time, may be empty."""
        subject = tr(SUBJECTS[light.subject]) if light.subject in SUBJECTS else light.subject
        state = tr(LIGHTS[light.code]) if light.code in LIGHTS else light.code
        waiting = int(light.params.get("waiting", 0))
        told = tr("{count} wait").format(count=waiting)
        if waiting < (1 if light.level in ("warn", "bad") else CALM_QUEUE):
            told = ""
        if told and light.subject == "printer":
            # What is wrong with a printer needs the whole row below.
            return f"{subject}: {told if waiting < MANY else waiting}", state
        if since and light.level in ("warn", "bad"):
            subject = f"{subject} {since}"
        return subject, f"{state} · {told}" if told else state

    def badge(self, code: str) -> str:
        """A mark on a line."""
        return tr(BADGES[code]) if code in BADGES else code

    def of_piece(self, line: LineView) -> str:
        """What a line's code said of this very piece: lot, serial number, dates; empty for nothing."""
        said = {
            "lot": line.lot,
            "serial": line.serial,
            "expiry": line.expiry,
            "best_before": line.best_before,
        }
        put = (
            self._put(tr(PIECE[name]), {"day" if name in _DAYS else name: text})
            for name, text in said.items()
            if text
        )
        return " · ".join(put)

    def method(self, code: str) -> str:
        """A way of paying."""
        return tr(METHODS[code]) if code in METHODS else code

    def paid_by(self, code: str) -> str:
        """That all was paid in one way, by its name."""
        return tr(PAID_BY[code]) if code in PAID_BY else tr("Paid: {method}").format(method=self.method(code))

    def _fill(self, table: Mapping[str, str], code: str, params: Params) -> str:
        nameless = NAMELESS.get(code) if not params.get("name") else None
        source = nameless or table.get(code)
        if source is None:
            return code if not params else f"{code} {dict(params)}"
        return self._put(tr(source), params)

    def _put(self, text: str, params: Params) -> str:
        shown = {name: self._param(name, value) for name, value in params.items()}
        try:
            return _in_order(text, shown).replace("  ", " ")
        except (KeyError, IndexError):
            return text

    def _param(self, name: str, value: str | int) -> str:
        if isinstance(value, str):
            return tr(PAPERS[value]) if name == "paper" and value in PAPERS else value
        if name.endswith("_minor"):
            return self._numbers.amount(value, self.decimals)
        if name.endswith("milli"):
            return self._numbers.quantity(value, "each")
        return str(value)


def _in_order(text: str, params: Mapping[str, str]) -> str:
    if is_from_right(text):
        # The sign of an amount below zero would stand behind it.
        held = {name: _ORDERED.fullmatch(value) or value.startswith(MINUS) for name, value in params.items()}
        return text.format(**{name: isolated(v) if held[name] else v for name, v in params.items()})
    return text.format(**params)
