"""Sheets made by hand, at their longest: what the sheet page is looked at and tested with."""

from collections.abc import Callable
from dataclasses import dataclass

from pos_terminal.views import RegisterView
from tools.screen_states import LONG_NAME, State, now, three
from ui.flows.kit import Kit
from ui.flows.sheet import Bar, Column, Entry, PlainFlow, Sheet, SheetKey, SheetRow
from ui.formatting import Numbers
from ui.keymap import Action, Pressed
from ui.wording import Wording

KIT = Kit(Numbers("en"), Wording(Numbers("en")), now)
REFUSED = "That is not the PIN of anybody here. Two more tries, then this till waits for a minute."
RIGHT = Column("Total", "end")
NO_SHEET = Sheet("")


class FixedFlow(PlainFlow):
    """Always the same sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def sheet(self, view: RegisterView) -> Sheet:
        """The sheet that it was given."""
        return self._sheet


@dataclass(frozen=True)
class SheetState(State):
    """A state with a sheet open. sheet: shown before the keys are pressed."""

    sheet: Sheet = NO_SHEET


def _typed(text: str) -> tuple[Pressed, ...]:
    return tuple(Pressed(Action.CHAR, char) for char in text)


def pin() -> Sheet:
    """Nobody is signed in."""
    people = (
        ("Amira Haddad", "manager", "2222"),
        ("Jonas Weiß", "supervisor", "1111"),
        ("Wei", "cashier", "0"),
    )
    return Sheet(
        "Sign in",
        "Type your PIN, or scan your badge.",
        columns=(Column("Who", weight=2), Column("Role"), Column("PIN", "end")),
        rows=tuple(SheetRow(cells) for cells in people),
        entry=Entry("PIN", masked=True, hint="Demo shop: any of these"),
        covers=True,
    )


def long_rows() -> Sheet:
    """A return: long names, large amounts, notes, rows that are off."""
    rows = [
        SheetRow(
            (LONG_NAME if index % 3 == 0 else "Whole milk 3.5 % 1 l", f"{index} of 12", "99,999,999.00"),
            f"r{index}",
            note="Already returned at till T2 on 3 March, receipt T2-A000042" if index % 4 == 1 else "",
            enabled=index % 4 != 1,
        )
        for index in range(20)
    ]
    keys = (
        SheetKey("take", "Take back", "Enter", "main"),
        SheetKey("more", "One more", "+"),
        SheetKey("less", "One less", "-"),
        SheetKey("all", "All lines", "F5"),
        SheetKey("reason", "Another reason", "F6"),
        SheetKey("stock", "Not into stock", "F7"),
        SheetKey("credit", "As store credit", "F8", enabled=False),
        SheetKey("none", "Nothing", "Del", "alarm"),
    )
    columns = (Column("Article"), Column("Quantity", "end"), Column("Amount", "end"))
    return Sheet("Return of T1-A000042", columns=columns, rows=tuple(rows), keys=keys)


def report() -> Sheet:
    """Sixty rows with headings and sums, then a chart."""
    rows: list[SheetRow] = []
    for group in ("Sales", "Tenders", "Taxes"):
        rows.append(SheetRow((group,), strong=True))
        rows += [SheetRow((f"{group}, kind {n}", f"{n * 3}", f"{n * 1234:,}.00")) for n in range(1, 19)]
        rows.append(SheetRow((f"{group}, sum", "513", "211,014.00"), strong=True))
    bars = tuple(Bar(f"{hour:02d}:00", (hour * 137) % 1001, f"{hour * 137}.00") for hour in range(8, 21))
    columns = (Column("", weight=3), Column("Count", "end"), RIGHT)
    keys = (
        SheetKey("print", "Print", "F9", "main"),
        SheetKey("pdf", "PDF", "F5"),
        SheetKey("csv", "CSV", "F6"),
    )
    return Sheet("X report", columns=columns, rows=tuple(rows), bars=bars, keys=keys)


def chart() -> Sheet:
    """Bars alone."""
    bars = tuple(Bar(f"{hour:02d}:00 to {hour + 1:02d}:00", hour * 47, f"{hour}.00") for hour in range(6, 22))
    return Sheet("Sales by hour", bars=bars)


def person() -> Sheet:
    """Finding a customer by a name."""
    rows = tuple(SheetRow((name, "+49 151 2345678", "12.50"), name) for name in ("Mia Müller", LONG_NAME))
    return Sheet(
        "Customer",
        columns=(Column("Name", weight=2), Column("Phone", "end"), Column("Credit", "end")),
        rows=rows,
        entry=Entry("Name, telephone or card", kind="text"),
        keys=(SheetKey("take", "Take", "Enter", "main"), SheetKey("new", "New customer", "F5")),
    )


def amount() -> Sheet:
    """An amount that was refused, with reasons."""
    reasons = ("Change from the bank", "Small purchases", "Deposit for a supplier's crates")
    return Sheet(
        "Cash out",
        "That is more than the drawer holds: 1,234.50. Count the drawer, or type less.",
        rows=tuple(SheetRow((reason,), reason) for reason in reasons),
        entry=Entry("Amount", kind="amount", hint="Then choose the reason, and Enter"),
        keys=(SheetKey("take", "Take out", "Enter", "main"),),
        level="bad",
    )


def texts_of(sheet: Sheet) -> str:
    """Every text of a sheet, which nobody translates here."""
    cells = " ".join(f"{' '.join(row.cells)} {row.note}" for row in sheet.rows)
    rest = " ".join(f"{bar.label} {bar.text}" for bar in sheet.bars)
    keys = " ".join(key.label for key in sheet.keys)
    entry = f"{sheet.entry.label} {sheet.entry.hint}" if sheet.entry is not None else ""
    columns = " ".join(column.title for column in sheet.columns)
    return f"{sheet.title} {sheet.lead} {cells} {rest} {keys} {entry} {columns} {sheet.empty}"


def sheet_states() -> list[State]:
    """Every kind of sheet."""
    makers: dict[str, tuple[Callable[[], Sheet], tuple[Pressed, ...]]] = {
        "pin": (pin, _typed("1234")),
        "long-rows": (long_rows, (Pressed(Action.DOWN),)),
        "report": (report, ()),
        "report-end": (report, (Pressed(Action.LAST),)),
        "chart": (chart, ()),
        "text": (person, _typed("mi")),
        "amount": (amount, _typed("123450")),
    }
    states: list[State] = [
        SheetState(f"sheet-{name}", three().view(), keys, make()) for name, (make, keys) in makers.items()
    ]
    help_keys = (Pressed(Action.HELP),)
    return [
        *states,
        SheetState("sheet-help", three().view(), help_keys, long_rows()),
        State("manager", three().view(), (Pressed(Action.MANAGER),)),
    ]
