"""Questions one after another: a text, an amount, or one row of several. GUI thread.

What was answered stands above; Esc goes back to the question before it and loses nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from pos_terminal.views import Param, RegisterView
from ui.flows.kit import Kit
from ui.flows.sheet import (
    CLEAR,
    CLOSE,
    STAY,
    Column,
    Entry,
    EntryKind,
    PlainFlow,
    Sheet,
    SheetKey,
    SheetRow,
    Step,
    say,
)
from ui.translations.words import tr

NOTHING = "–"
Answers = Mapping[str, str]
QuestionKind = EntryKind | Literal["choice"]
Said = tuple[str, Mapping[str, Param]]
"""A code of `ui/wording.py` and its parameters; an empty code: nothing."""
FINE: Said = ("", {})


@dataclass(frozen=True, slots=True)
class Question:
    """One question. label, hint and choices are in the language in use.

    text: what stands there at first. missing: the code that is said when it is left empty; empty: it may be.
    takes_scan: a scan of a code that no article has is its answer. signs: what the finger needs beside
    letters and digits; latin: Latin ones in every language.
    """

    name: str
    label: str
    kind: QuestionKind = "text"
    text: str = ""
    hint: str = ""
    choices: tuple[SheetRow, ...] = ()
    missing: str = ""
    takes_scan: bool = False
    signs: str = ""
    latin: bool = False
    unsaid: str = NOTHING


@dataclass(frozen=True, slots=True)
class Form:
    """The whole of it. kit: writes amounts. done: what happens with the answers. until: whether the core's
    answer closes it. check: when a question is left, what there is to say about its answer, or nothing.
    """

    kit: Kit
    title: str
    questions: tuple[Question, ...]
    done: Callable[[Answers], Step]
    finish: str
    lead: str = ""
    until: Callable[[RegisterView, RegisterView], Step] = lambda old, view: STAY
    check: Callable[[Question, str], Said] = lambda question, answer: FINE


class FormFlow(PlainFlow):
    """Asks them in turn."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._answers: dict[str, str] = {}
        self._at = 0
        self._warned = False

    def sheet(self, view: RegisterView) -> Sheet:
        """The answers so far, and the question."""
        form, question = self._form, self._question
        rows = [SheetRow((asked.label, self._shown(asked, view))) for asked in form.questions[: self._at]]
        entry = None
        if question.kind == "choice":
            rows += [SheetRow((question.label,), strong=True), *question.choices]
        else:
            text = self._answers.get(question.name, question.text)
            entry = Entry(question.label, text, kind=question.kind, hint=question.hint, latin=question.latin)
        return Sheet(
            form.title,
            form.lead,
            columns=(Column(), Column(weight=2)),
            rows=tuple(rows),
            entry=entry,
            keys=(
                SheetKey("next", form.finish if self._is_last else tr("Next"), "Enter", "main"),
                *(SheetKey(sign, sign) for sign in question.signs),
            ),
            holds=self._is_begun,
        )

    def enter(self, text: str, row_id: str) -> Step:
        """Take the answer; after the last one, all of them."""
        self._warned = False
        question = self._question
        answer = row_id if question.kind == "choice" else text.strip()
        wrong, params = self._form.check(question, answer) if answer else (question.missing, {})
        if wrong:
            return say(wrong, params)
        self._answers[question.name] = answer
        if self._is_last:
            return self._form.done(dict(self._answers))
        self._at += 1
        return STAY

    def key(self, action: str, text: str, row_id: str) -> Step:
        """A sign for the finger."""
        self._answers[self._question.name] = text + action
        return CLEAR

    def typed(self, text: str, row_id: str) -> Step:
        """What is typed is kept, also when Esc goes back to the question before."""
        self._answers[self._question.name], self._warned = text, False
        return STAY

    def back(self) -> Step:
        """One question back; what was typed is not thrown away by one key."""
        if self._at == 0 and self._is_begun and not self._warned:
            self._warned = True
            return say("form_thrown_away")
        if self._at == 0:
            return CLOSE
        self._at -= 1
        return STAY

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        """A scan may be the answer; what happens to the sale meanwhile throws nothing away."""
        code = view.unknown_code
        if code and code != old.unknown_code and self._question.takes_scan:
            self._answers[self._question.name] = code
            return CLEAR
        return self._form.until(old, view)

    def _shown(self, asked: Question, view: RegisterView) -> str:
        """An answer in words."""
        answer = self._answers[asked.name]
        if asked.kind == "amount":
            minor = self._form.kit.parse(answer, view)
            return asked.unsaid if minor is None else self._form.kit.amount(minor, view)
        if asked.kind != "choice":
            return answer or asked.unsaid
        return next((row.cells[0] for row in asked.choices if row.row_id == answer), answer)

    @property
    def _is_begun(self) -> bool:
        """Whether anything was answered otherwise than it stood there."""
        return any(self._answers.get(asked.name, asked.text) != asked.text for asked in self._form.questions)

    @property
    def _question(self) -> Question:
        return self._form.questions[self._at]

    @property
    def _is_last(self) -> bool:
        return self._at == len(self._form.questions) - 1
