"""Who works here and who may do what: roles, one table of named rights, the rules of ids and PINs.

Pure; run by any thread. It checks no PIN (adapters/pins.py does, on the staff thread) and knows no session.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Role = Literal["cashier", "supervisor", "manager"]

ROLES: tuple[Role, ...] = ("cashier", "supervisor", "manager")

_ALL: frozenset[Role] = frozenset(ROLES)
_SENIOR: frozenset[Role] = frozenset({"supervisor", "manager"})
_MANAGER: frozenset[Role] = frozenset({"manager"})

# Who holds a right without asking anybody. A person with fewer rights has the act approved on the spot.
RIGHTS: Mapping[str, frozenset[Role]] = MappingProxyType(
    {
        "sell": _ALL,
        "discount": _ALL,
        "discount_large": _SENIOR,
        "price_change": _MANAGER,
        "return_receipt": _ALL,
        "return_no_receipt": _MANAGER,
        "return_unchecked": _SENIOR,
        "no_sale": _MANAGER,
        "cash_in": _ALL,
        "cash_out": _MANAGER,
        "cash_drop": _ALL,
        "open_shift": _ALL,
        "close_shift": _MANAGER,
        "close_over_tolerance": _MANAGER,
        "x_report": _SENIOR,
        "z_reprint": _SENIOR,
        "store_report": _MANAGER,
        "void_sale": _ALL,
        "stock_override": _SENIOR,
        "article_edit": _MANAGER,
        "customer_edit": _ALL,
        "tender_correct": _SENIOR,
        "card_by_hand": _MANAGER,
        "drop_paper": _SENIOR,
        "staff_edit": _MANAGER,
        "findings": _MANAGER,
        "stock_raise": _MANAGER,
        "backup": _MANAGER,
    }
)

_STAFF_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_PIN = re.compile(r"[0-9]{4,8}")
_UP = "01234567890"
_DOWN = _UP[::-1]
PIN_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "pin_length": "A PIN has 4 to 8 digits and nothing else; choose another.",
        "pin_simple": "This PIN is among the first that anybody tries; choose one that is no row of digits.",
    }
)


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One person of the staff.

    pin_hash: as adapters/pins.py made it, "" for nobody's PIN. badge: the code on the badge as a scanner
    reads it, "" without one. active: may sign in and approve.
    """

    staff_id: str
    name: str
    role: Role
    pin_hash: str = field(repr=False)
    badge: str = field(repr=False)
    active: bool = True


def holds(role: Role, right: str) -> bool:
    """Whether a role has a right by itself. Raises KeyError for a right that is not in the table."""
    return role in RIGHTS[right]


def is_staff_id(staff_id: str) -> bool:
    """Whether this can be the id of a person: it becomes part of a key in the stores."""
    return _STAFF_ID.fullmatch(staff_id) is not None


def pin_problem(pin: str) -> Literal["", "pin_length", "pin_simple"]:
    """Why this cannot become somebody's PIN, as a code; "" if it can."""
    if _PIN.fullmatch(pin) is None:
        return "pin_length"
    if len(set(pin)) == 1 or pin in _UP or pin in _DOWN:
        return "pin_simple"
    return ""


def pin_objection(pin: str) -> str:
    """The same as a sentence; "" if it can."""
    return PIN_SENTENCES.get(pin_problem(pin), "")
