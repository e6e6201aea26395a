"""Finding an article for something else than selling it: by a word, a code typed, or a scan. GUI thread.

While it is open the till checks prices: a scan shows its article and sells none (`opening`).
"""

from collections.abc import Callable

from pos_terminal.commands import CheckPrice, Command, Search
from pos_terminal.views import RegisterView, SearchRow
from ui.flows.choices import price_of
from ui.flows.kit import Kit
from ui.flows.sheet import STAY, Column, Entry, PlainFlow, Sheet, SheetKey, SheetRow, Step, say
from ui.translations.words import tr

Chosen = Callable[[SearchRow, RegisterView], Step]


def opening(view: RegisterView) -> tuple[Command, ...]:
    """What is posted with opening it: the next scan is looked at and not sold."""
    return () if view.price_check else (CheckPrice(),)


class PickArticleFlow(PlainFlow):
    """A search that goes along with the typing. chosen: what happens with the article."""

    def __init__(self, kit: Kit, view: RegisterView, title: str, chosen: Chosen) -> None:
        self._kit = kit
        self._view = view
        self._title = title
        self._chosen = chosen
        self._text = ""
        self._wants_first = False
        self._is_checking = True

    def sheet(self, view: RegisterView) -> Sheet:
        """What is typed, and what was found for it."""
        rows = tuple(
            SheetRow((row.name, row.code_text, price_of(row, view, self._kit)), row.product_id)
            for row in self._found(view)
        )
        searched = view.search is not None and view.search.text == self._text
        return Sheet(
            self._title,
            columns=(Column(), Column(align="end"), Column(align="end")),
            rows=rows,
            entry=Entry(tr("Scan it, or type a word of its name"), kind="text", search=True),
            keys=(SheetKey("choose", tr("Choose"), "Enter", "main"),),
            empty=tr("No article has these words.") if self._text and searched else "",
        )

    def typed(self, text: str, row_id: str) -> Step:
        """Search along."""
        self._text, self._wants_first = text.strip(), False
        return Step((Search(text),))

    def enter(self, text: str, row_id: str) -> Step:
        """Take the marked one, or the first as soon as it is there."""
        row = next((row for row in self._found(self._view) if row.product_id == row_id), None)
        if row is None:
            self._wants_first = bool(self._text)
            return STAY if self._text else say("article_missing", level="info")
        return self._take(row, self._view)

    def back(self) -> Step:
        """The next scan sells again."""
        return Step(self._ended(), closing="this")

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """What was scanned is chosen."""
        self._view = view
        if old.price_check and not view.price_check:
            self._is_checking = False
        checked = view.checked
        if checked is not None and checked is not old.checked:
            # The scan has ended the check, also where the view between was never seen.
            self._is_checking = False
            return self._take(checked, view)
        found = self._found(view)
        if self._wants_first and found and view.search is not None and view.search.text == self._text:
            return self._take(found[0], view)
        return STAY

    def _take(self, row: SearchRow, view: RegisterView) -> Step:
        self._wants_first = False
        step = self._chosen(row, view)
        return Step((*self._ended(), *step.commands), to=step.to, over=step.over, closing=step.closing)

    def _ended(self) -> tuple[Command, ...]:
        return (Search(""), CheckPrice()) if self._is_checking else (Search(""),)

    def _found(self, view: RegisterView) -> tuple[SearchRow, ...]:
        return view.search.rows if view.search is not None and self._text else ()
