"""One question of the first-run page: what it shows, and what it does with the answer. GUI thread.

Which questions there are stands in `setup_pages.py`; `first_run.py` asks them in turn.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from pos_terminal.setup_answers import (
    Answers,
    Check,
    Country,
    Finding,
    TaxRate,
    basis_points,
    objection,
)
from pos_terminal.views import Level
from ui.flows.choices import percent
from ui.flows.kit import Kit
from ui.flows.sheet import Column, Entry, EntryKind, SheetKey, SheetRow
from ui.setup_port import SetupPort
from ui.translations.words import tr

TEST = "test"
CAPITAL = "capital"
SIGN = "sign:"
Lead = tuple[str, Level]
NO_LEAD: Lead = ("", "info")


class Setup:
    """All answers and where the asking stands; outlives the window, which a new language replaces.

    wrong: the code of why the last answer was not taken. capital: the next letter is a large one.
    """

    def __init__(self, port: SetupPort, kit: Kit, answers: Answers, at: str) -> None:
        self.port = port
        self.kit = kit
        self.answers = answers
        self.at = at
        self.wrong = ""
        self.capital = False
        self._usual_in = ""

    def put(self, name: str, value: Any) -> None:
        """Keep an answer. name: a field of Answers."""
        self.answers = replace(self.answers, **{name: value})

    def text(self, name: str) -> str:
        """An answer that is typed."""
        return str(getattr(self.answers, name))

    def country(self) -> Country | None:
        """The chosen country, where something is proposed for it."""
        return next((row for row in self.port.countries() if row.code == self.answers.country), None)

    def take_country(self, code: str) -> None:
        """A country was chosen, and with it what is usual there."""
        if code == self._usual_in:
            return
        self._usual_in = code
        self.put("country", code)
        country = self.country()
        if country is not None:
            self.answers = replace(
                self.answers,
                currency=country.currency,
                prices_include_tax=country.prices_include_tax,
                cash_step_minor=country.cash_step_minor,
            )

    def propose_rates(self) -> None:
        """The country's rates, or the one that was typed, in words of the language in use."""
        country = self.country()
        rates_bp = country.rates_bp if country is not None else ()
        if not rates_bp:
            rate = self.answers.rate
            fits = rate and not objection("rate", rate, self.answers)
            rates_bp = tuple(dict.fromkeys((basis_points(rate) if fits else 0, 0)))
        self.put("rates", tuple(TaxRate(self._rate_name(rates_bp, bp), bp) for bp in rates_bp))

    def _rate_name(self, rates_bp: tuple[int, ...], rate_bp: int) -> str:
        if rate_bp == 0:
            return tr("Exempt")
        if rate_bp == rates_bp[0]:
            return tr("Standard rate")
        reduced = [bp for bp in rates_bp[1:] if bp]
        name = tr("Reduced rate")
        return name if len(reduced) == 1 else f"{name} {percent(rate_bp, self.kit)}"


def always(answers: Answers) -> bool:
    """A question that is asked in any case."""
    return True


class Page:
    """One question. Its texts are source texts; they are looked up when they are shown."""

    name: str
    title: str

    def applies(self, answers: Answers) -> bool:
        """Whether it is asked after these answers."""
        return True

    def lead(self, setup: Setup) -> Lead:
        """What stands above it."""
        return NO_LEAD

    def columns(self) -> tuple[Column, ...]:
        """The columns of its rows."""
        return ()

    def rows(self, setup: Setup) -> tuple[SheetRow, ...]:
        """What may be chosen, or is shown."""
        return ()

    def marked(self, setup: Setup) -> str:
        """The row of the answer so far."""
        return ""

    def entry(self, setup: Setup) -> Entry | None:
        """What is typed."""
        return None

    def keys(self, setup: Setup) -> tuple[SheetKey, ...]:
        """Its keys besides Back and Next."""
        return ()

    def typed(self, setup: Setup, text: str) -> str:
        """Keep what is typed; answers what shall stand there."""
        return text

    def take(self, setup: Setup, text: str, row_id: str) -> str:
        """The answer is given; why it cannot be taken, as a code."""
        return ""

    def key(self, setup: Setup, action: str) -> None:
        """One of its own keys."""


@dataclass(frozen=True)
class Row:
    """Something to choose. Texts are source texts. note: small, below it."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class ChoicePage(Page):
    """One of a few. field: of Answers."""

    name: str
    title: str
    told: str
    choices: tuple[Row, ...]
    when: Callable[[Answers], bool] = always

    def applies(self, answers: Answers) -> bool:
        """By its condition."""
        return self.when(answers)

    def lead(self, setup: Setup) -> Lead:
        """What it is for."""
        return tr(self.told), "info"

    def rows(self, setup: Setup) -> tuple[SheetRow, ...]:
        """The choices."""
        return tuple(
            SheetRow((tr(row.label),), row.value, note=tr(row.note) if row.note else "")
            for row in self.choices
        )

    def marked(self, setup: Setup) -> str:
        """The one that was chosen."""
        return setup.text(self.name)

    def take(self, setup: Setup, text: str, row_id: str) -> str:
        """Keep it."""
        setup.put(self.name, row_id)
        return ""


@dataclass(frozen=True)
class TextPage(Page):
    """Something to type. name: of the field of Answers too.

    signs: keys for the finger that the letters lack. upper: only large letters. check: what its test key
    tests; check_label: what stands on that key.
    """

    name: str
    title: str
    label: str
    told: str = ""
    hint: str = ""
    kind: EntryKind = "text"
    masked: bool = False
    upper: bool = False
    capitals: bool = False
    signs: tuple[str, ...] = ()
    check: Check | None = None
    check_label: str = ""
    when: Callable[[Answers], bool] = always

    def applies(self, answers: Answers) -> bool:
        """By its condition."""
        return self.when(answers)

    def lead(self, setup: Setup) -> Lead:
        """What its test found, else what it is for."""
        if self.check is not None:
            found = setup.port.state().findings.get(self.check)
            if found is not None and found.about == setup.text(self.name):
                return said(setup, found)
        return (tr(self.told) if self.told else "", "info")

    def entry(self, setup: Setup) -> Entry | None:
        """The field."""
        hint = tr(self.hint) if self.hint else ""
        return Entry(tr(self.label), setup.text(self.name), self.masked, self.kind, hint)

    def keys(self, setup: Setup) -> tuple[SheetKey, ...]:
        """The test, large letters and signs."""
        keys = []
        if self.check is not None:
            keys.append(SheetKey(TEST, tr(self.check_label), "F5"))
        if self.capitals:
            look = "main" if setup.capital else "plain"
            keys.append(SheetKey(CAPITAL, tr("Capital"), "F6", look))  # type: ignore[arg-type]
        keys += [SheetKey(SIGN + sign, sign) for sign in self.signs]
        return tuple(keys)

    def typed(self, setup: Setup, text: str) -> str:
        """Large letters where they are wanted."""
        old = setup.text(self.name)
        if setup.capital and len(text) == len(old) + 1 and text.startswith(old):
            setup.capital = False
            text = old + text[-1].upper()
        if self.upper:
            text = text.upper()
        setup.put(self.name, text)
        return text

    def take(self, setup: Setup, text: str, row_id: str) -> str:
        """Only a good answer."""
        setup.put(self.name, text)
        return objection(self.name, text, setup.answers)

    def key(self, setup: Setup, action: str) -> None:
        """Test, a large letter, or a sign."""
        text = setup.text(self.name)
        if action == CAPITAL:
            setup.capital = not setup.capital
        elif action.startswith(SIGN):
            setup.put(self.name, text + action.removeprefix(SIGN))
        elif action == TEST and self.check is not None:
            setup.wrong = objection(self.name, text, setup.answers)
            if not setup.wrong:
                setup.port.check(self.check, setup.answers, text)


def said(setup: Setup, found: Finding) -> Lead:
    """A finding in words."""
    return setup.kit.wording.sentence(found.code, found.params), found.level
