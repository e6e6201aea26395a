"""What the flows around the sale share: reasons to choose from, what was said since, prices. GUI thread."""

from itertools import takewhile

from pos_terminal.views import RegisterView, SearchRow
from ui.flows.kit import Kit
from ui.flows.sheet import SheetRow
from ui.translations.words import filled, is_from_right, isolated, tr
from ui.wording import SALE_REASONS

BETWEEN = " · "
FULL_BP = 10_000
_MILLI_OF_BP = 10


def reason(code: str) -> str:
    """Why something is cheaper, comes back or was corrected."""
    return tr(SALE_REASONS[code]) if code in SALE_REASONS else code


def reason_rows(view: RegisterView, kind: str) -> tuple[SheetRow, ...]:
    """The reasons to choose from."""
    return tuple(SheetRow((reason(code),), code) for code in view.reasons.get(kind, ()))


def said_since(old: RegisterView, view: RegisterView) -> frozenset[str]:
    """The codes of what the core has said since the view before."""
    last = old.history[-1].notice_id if old.history else 0
    return frozenset(n.code for n in takewhile(lambda n: n.notice_id > last, reversed(view.history)))


def joined(*parts: str) -> str:
    """Those that are there, with a dot between; each keeps its own direction."""
    shown = [part for part in parts if part]
    if any(is_from_right(part) for part in shown):
        shown = [isolated(part) for part in shown]
    return BETWEEN.join(shown)


def fill(text: str, /, **params: str) -> str:
    """A translated text with its parameters; between letters from right to left they keep their own order."""
    return filled(text, params)


def price_of(row: SearchRow, view: RegisterView, kit: Kit) -> str:
    """An article's price, with its unit where it is measured."""
    price = kit.amount(row.price_minor, view)
    return price if row.unit == "each" else f"{price} / {row.unit}"


def percent(basis_points: int, kit: Kit) -> str:
    """A rate as it is said: 19 %, 2.5 %."""
    text = kit.numbers.amount(basis_points, 2)
    if basis_points % 100 == 0:
        text = text[:-3]
    return f"{text.removesuffix('0') if basis_points % 10 == 0 and basis_points % 100 else text} %"


def basis_points(milli: int) -> int | None:
    """A typed number of per cent, in thousandths, as basis points; None where it has too many decimals."""
    return milli // _MILLI_OF_BP if milli % _MILLI_OF_BP == 0 else None


def fresh_code(view: RegisterView) -> str:
    """The code that no article has, if it was the last thing that was scanned."""
    item = view.last_item
    is_last = item is not None and item.params.get("code") == view.unknown_code
    return view.unknown_code if is_last else ""


def is_amount(text: str) -> bool:
    """Whether what was typed before the key can be a number."""
    digits = text.replace(",", ".").replace(".", "", 1)
    return digits.isascii() and digits.isdigit()
