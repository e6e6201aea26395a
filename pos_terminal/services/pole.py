"""View to customer display: what whoever buys reads on two rows. Pure; on the display's thread.

Nothing on it is the cashier's business: no notice, no question, no name of anybody.
"""

from drivers.api import DisplayFace, DisplayRow
from pos_terminal.services.pole_texts import PoleTexts
from pos_terminal.views import LineView, RegisterView

_ONE_MILLI = 1000


def face_of(view: RegisterView, texts: PoleTexts, *, settled: bool = False) -> DisplayFace:
    """What to show at this moment. settled: the change has been shown for long enough."""
    if view.must_sign_in or not view.shift.is_open or not (view.can_sell or view.lines):
        return _centred(texts.closed)
    if view.phase == "done":
        return _centred(texts.idle) if settled else _done(view, texts)
    if view.phase == "tender":
        return _tender(view, texts)
    item = view.last_item
    if item is not None and item.code == "price":
        each = f"/{item.unit}" if item.unit != "each" else ""
        price = texts.numbers.amount(item.unit_price_minor) + each
        return DisplayFace(DisplayRow(item.name), DisplayRow(right=price))
    if not view.lines:
        return _centred(texts.idle)
    return DisplayFace(_newest(view, texts), _total(view, texts))


def farewell(texts: PoleTexts) -> DisplayFace:
    """What stays on it when the till ends."""
    return _centred(texts.closed)


def _done(view: RegisterView, texts: PoleTexts) -> DisplayFace:
    totals, words = view.totals, texts.words
    if totals.total_minor < 0:
        return DisplayFace(_row(words.refund, -totals.total_minor, texts), DisplayRow(words.thanks))
    if totals.change_minor:
        given_minor = sum(tender.given_minor for tender in view.tenders if tender.amount_minor > 0)
        paid = _row(words.paid, given_minor, texts)
        return DisplayFace(paid, _row(words.change, totals.change_minor, texts))
    return DisplayFace(_row(words.paid, totals.paid_minor, texts), DisplayRow(words.thanks))


def _tender(view: RegisterView, texts: PoleTexts) -> DisplayFace:
    """The whole, and from the first payment on what is left."""
    totals, words = view.totals, texts.words
    if not view.tenders:
        return DisplayFace(_total(view, texts))
    left = words.due if totals.due_minor >= 0 else words.refund
    return DisplayFace(_total(view, texts), _row(left, abs(totals.due_minor), texts))


def _newest(view: RegisterView, texts: PoleTexts) -> DisplayRow:
    """The line that came or changed last; after it was voided, whichever stands last."""
    line = next((line for line in view.lines if line.line_id == view.newest_line_id), view.lines[-1])
    name = _counted(line, texts)
    if line.unit != "each" and not line.milli:
        return DisplayRow(name, f"{texts.numbers.amount(line.unit_price_minor)}/{line.unit}")
    return DisplayRow(name, texts.numbers.amount(line.amount_minor))


def _counted(line: LineView, texts: PoleTexts) -> str:
    """The name, after how much of it where it is not one piece."""
    if abs(line.milli) in (0, _ONE_MILLI) and (line.unit == "each" or not line.milli):
        return line.name
    quantity = texts.numbers.quantity(abs(line.milli))
    return f"{quantity}x {line.name}" if line.unit == "each" else f"{quantity}{line.unit} {line.name}"


def _total(view: RegisterView, texts: PoleTexts) -> DisplayRow:
    total_minor = view.totals.total_minor
    label = texts.words.total if total_minor >= 0 else texts.words.refund
    return _row(label, abs(total_minor), texts)


def _row(label: str, minor: int, texts: PoleTexts) -> DisplayRow:
    return DisplayRow(label, texts.money(minor), texts.numbers.amount(minor))


def _centred(texts: tuple[str, ...]) -> DisplayFace:
    top, bottom = (*texts, "", "")[:2]
    return DisplayFace(DisplayRow(top, centred=True), DisplayRow(bottom, centred=True))
