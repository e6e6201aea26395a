"""What the flows of the day share: codes as words, people as rows, what was said since. GUI thread."""

from collections.abc import Mapping, Sequence
from itertools import takewhile

from pos_terminal.views import NoticeView, RegisterView, StaffView
from ui.flows.choices import fill
from ui.flows.kit import Kit
from ui.flows.sheet import Column, SheetRow
from ui.translations.words import tr
from ui.wording import CASH_REASONS, REPORT_WORDS, ROLES


def role(code: str) -> str:
    """A role."""
    return _word(ROLES, code)


def cash_reason(code: str) -> str:
    """Why cash moved or the drawer was opened."""
    return _word(CASH_REASONS, code)


def report_word(code: str) -> str:
    """A title, column or figure of a report. The column of figures' own names needs no heading."""
    return "" if code == "figure" else _word(REPORT_WORDS, code)


def reason_rows(view: RegisterView, kind: str) -> tuple[SheetRow, ...]:
    """The reasons to choose from."""
    return tuple(SheetRow((cash_reason(code),), code) for code in view.reasons.get(kind, ()))


def people_columns(people: Sequence[StaffView]) -> tuple[Column, ...]:
    """Names and roles; in the demo shop also everybody's PIN."""
    columns = (Column(tr("Name"), weight=2), Column(tr("Role")))
    return (*columns, Column(align="end")) if _hinted(people) else columns


def people_rows(people: Sequence[StaffView]) -> tuple[SheetRow, ...]:
    """A row for each."""
    hinted = _hinted(people)
    return tuple(
        SheetRow(
            (row.name, role(row.role), _hint(row.pin_hint)) if hinted else (row.name, role(row.role)),
            row.staff_id,
        )
        for row in people
    )


def said_since(old: RegisterView, view: RegisterView) -> list[NoticeView]:
    """What the core has said since the view before, newest first."""
    last = old.history[-1].notice_id if old.history else 0
    return list(takewhile(lambda notice: notice.notice_id > last, reversed(view.history)))


def difference_words(minor: int | None, view: RegisterView, kit: Kit) -> str:
    """What the count of a closing came to; empty where there was none."""
    if minor is None:
        return ""
    if minor == 0:
        return tr("The count was exact.")
    amount = kit.amount(abs(minor), view)
    text = tr("The drawer had {amount} too little.") if minor < 0 else tr("The drawer had {amount} too much.")
    return fill(text, amount=amount)


def _hinted(people: Sequence[StaffView]) -> bool:
    return any(row.pin_hint for row in people)


def _hint(pin_hint: str) -> str:
    return fill(tr("PIN {pin}"), pin=pin_hint) if pin_hint else ""


def _word(table: Mapping[str, str], code: str) -> str:
    return tr(table[code]) if code in table else code
