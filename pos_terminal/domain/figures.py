"""What X and Z reports say of one shift: plain figures, without rules. Pure; part of a stored event."""

from dataclasses import dataclass

from pos_terminal.domain.tax import TaxLine


@dataclass(frozen=True, slots=True)
class Piece:
    """So many coins or notes of one face value."""

    face_minor: int
    count: int


@dataclass(frozen=True, slots=True)
class MethodFigure:
    """What one way of paying brought and gave back; both above zero."""

    method: str
    count: int
    taken_minor: int
    given_back_minor: int

    @property
    def net_minor(self) -> int:
        """What is left of it."""
        return self.taken_minor - self.given_back_minor


@dataclass(frozen=True, slots=True)
class QuarterFigure:
    """Sales completed in one quarter of an hour. begins: UTC, `2026-11-23T14:15`."""

    begins: str
    sale_count: int
    gross_minor: int


@dataclass(frozen=True, slots=True)
class NameFigure:
    """How often and how much under one name: a cashier, a reason, a kind of cash movement."""

    name: str
    count: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class ShiftFigures:
    """Everything that an X or Z report says of one shift.

    gross_minor: sales and returns together, tax included, before cash rounding; returned_minor > 0: what of
    it came back. cash: float, in, out and drop by kind; moves: the same by kind and reason (`out:bank`).
    unfiled: barcodes (or departments) that were sold without being on file.
    """

    shift_id: str = ""
    business_day: str = ""
    opened_by: str = ""
    opened_at: str = ""
    currency: str = ""
    decimals: int = 2
    first_receipt_no: str = ""
    last_receipt_no: str = ""
    sale_count: int = 0
    return_count: int = 0
    item_milli: int = 0
    gross_minor: int = 0
    returned_minor: int = 0
    rounding_minor: int = 0
    discount_count: int = 0
    discount_minor: int = 0
    line_voids: int = 0
    sale_voids: int = 0
    price_changes: int = 0
    drawer_openings: int = 0
    taxes: tuple[TaxLine, ...] = ()
    methods: tuple[MethodFigure, ...] = ()
    quarters: tuple[QuarterFigure, ...] = ()
    cashiers: tuple[NameFigure, ...] = ()
    discounts: tuple[NameFigure, ...] = ()
    cash: tuple[NameFigure, ...] = ()
    moves: tuple[NameFigure, ...] = ()
    unfiled: tuple[NameFigure, ...] = ()

    @property
    def cash_expected_minor(self) -> int:
        """What must lie in the drawer."""
        signs = {"float": 1, "in": 1, "out": -1, "drop": -1}
        moved = sum(signs[row.name] * row.amount_minor for row in self.cash)
        sold = sum(row.net_minor for row in self.methods if row.method == "cash")
        return moved + sold


def usual_pieces(decimals: int) -> tuple[int, ...]:
    """Faces of coins and notes where nothing else is said: 1, 2 and 5 of each power of ten, largest first."""
    most = 2 if decimals == 0 else decimals + 2
    faces = [digit * 10**power for power in range(most + 1) for digit in (1, 2, 5)]
    largest = 500 * 10**decimals if decimals else 10_000
    return tuple(sorted((face for face in faces if face <= largest), reverse=True))
