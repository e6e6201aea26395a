"""A scanner's self-test: one symbol after the other on the screen, and what it means if one differs.

GUI thread. The core judges and goes on by itself where a symbol was read right.
"""

from pos_terminal.device_commands import EndSelfTest, ShowSymbol, StartSelfTest
from pos_terminal.device_views import SelfTestView, SymbolView
from pos_terminal.views import RegisterView
from ui.flows import device_words as words
from ui.flows.choices import fill
from ui.flows.sheet import CLOSE, STAY, Column, Picture, PlainFlow, Sheet, SheetKey, SheetRow, Step, post
from ui.translations.words import tr

_END = Step(commands=(EndSelfTest(),), closing="this")


class SelfTestFlow(PlainFlow):
    """Enter goes on to the next symbol, minus back; F5 begins anew."""

    def __init__(self) -> None:
        self._was_there = False

    def sheet(self, view: RegisterView) -> Sheet:
        """The symbol that is shown, or what came of all of them."""
        test = view.devices.test if view.devices is not None else None
        if test is None:
            return Sheet(tr("Self-test"), tr("It begins."), enters=False)
        return _result(test) if test.shown >= len(test.symbols) else _asking(test)

    def enter(self, text: str, row_id: str) -> Step:
        """Go on without this one."""
        return post(ShowSymbol(1))

    def key(self, action: str, text: str, row_id: str) -> Step:
        """Back to the one before, or all of them once more."""
        return post(ShowSymbol(-1) if action == "before" else StartSelfTest())

    def back(self) -> Step:
        """Back to the devices."""
        return _END

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """It goes with the page."""
        there = view.devices is not None and view.devices.test is not None
        if view.devices is None or (self._was_there and not there):
            return CLOSE
        self._was_there = there
        return STAY


def _asking(test: SelfTestView) -> Sheet:
    symbol = test.symbols[test.shown]
    lead = fill(
        tr("Scan this symbol: {name} ({number} of {count})."),
        name=symbol.name,
        number=str(test.shown + 1),
        count=str(len(test.symbols)),
    )
    rows = words.finding_rows(symbol) or [SheetRow((symbol.text,))]
    return Sheet(
        tr("Self-test"),
        lead if symbol.rows else tr("The symbol is being drawn."),
        (Column(),),
        tuple(rows),
        keys=(
            SheetKey("next", tr("Go on"), "Enter", "main"),
            SheetKey("before", tr("The one before"), "-", enabled=test.shown > 0),
            SheetKey("again", tr("Begin anew"), "F5", enabled=_any_read(test)),
        ),
        level="warn" if symbol.level == "differs" else "info",
        picture=Picture(symbol.rows) if symbol.rows else None,
    )


def _result(test: SelfTestView) -> Sheet:
    rows: list[SheetRow] = []
    for symbol in test.symbols:
        said = words.level(symbol) or tr("not read")
        rows.append(SheetRow((symbol.name, said), strong=symbol.level in ("differs", "")))
        rows += words.finding_rows(symbol)
    return Sheet(
        tr("Self-test"),
        _summary(test.symbols),
        (Column(), Column()),
        tuple(rows),
        keys=(SheetKey("before", tr("The one before"), "-"), SheetKey("again", tr("Begin anew"), "F5")),
        level="good" if all(symbol.level in ("ok", "hint") for symbol in test.symbols) else "warn",
        enters=False,
    )


def _summary(symbols: tuple[SymbolView, ...]) -> str:
    count = {level: sum(symbol.level == level for symbol in symbols) for level in ("", "differs")}
    if not count[""] and not count["differs"]:
        return tr("Every symbol was read as it was drawn.")
    return fill(
        tr("{differ} of {count} symbols differ, {missing} were not read."),
        differ=str(count["differs"]),
        count=str(len(symbols)),
        missing=str(count[""]),
    )


def _any_read(test: SelfTestView) -> bool:
    return test.shown > 0 or any(symbol.level for symbol in test.symbols)
