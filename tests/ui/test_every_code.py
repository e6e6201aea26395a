"""Every code that the core can say has room for its whole sentence, in every language, with long names."""

import pytest
from PySide6.QtWidgets import QApplication

from pos_terminal.views import LastItemView, NoticeView, Param, QuestionView
from tests.ui.conftest import OpenTill
from tests.ui.walk import bring, clipped
from tools.screen_states import AT, LONG_NAME, State, three
from ui.interaction import QUESTION_OPEN
from ui.keymap import Action, Pressed
from ui.wording import QUESTIONS, SENTENCES, TITLES

LONGEST: dict[str, Param] = {
    "name": LONG_NAME,
    "code": "8" * 40,
    "product_id": "WINE-" + "8" * 27,
    "receipt_no": "TERMINAL-A00004217",
    "device": "counter scanner",
    "feature": "Open drawer, no sale",
    "text": "Organic olive oil (WINE-88888888): 12 pieces fewer than the journal says; count the shelf.",
    "tax_class": "reduced",
    "age": 18,
    "left": 99_999,
    "lines": 200,
    "minutes": 1440,
    "milli": 1_250_375,
    "amount_minor": 99_999_999_00,
    "due_minor": 99_999_998_00,
    "left_minor": 99_999_999_00,
    "limit_minor": 99_999_999_00,
    "left_milli": 1_250_375,
    "department": "Newspapers and magazines",
    "invoice_no": "TERMINAL-IA004217",
    "terminal": "TERMINAL",
    "most": 120,
    "seconds": 3600,
    "z_no": 99_999,
    "difference_minor": -99_999_999_00,
    "business_day": "2026-03-03",
    "terminal_id": "TERMINAL",
    "day": "2026-03-03",
    "seen_at": "2026-03-03 14:05",
    "currency": "EUR",
    "count": 99_999,
    "path": "/srv/pos/reports/daily/TERMINAL-Z-0042.pdf",
    "reason": "The server refused the mail's recipient: mailbox unavailable.",
}
LANGUAGES = ("en", "de", "ar")
SIZES = ((1024, 768), (800, 600))
SAID = sorted({*SENTENCES, *TITLES} - {"price"})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_sentence_is_cut(open_till: OpenTill, width: int, height: int, language: str) -> None:
    window = open_till(width, height, language=language).window
    QApplication.processEvents()
    parts, wrong = window.parts, []
    for code in SAID:
        for name in ("", LONG_NAME):
            item = LastItemView("bad", code, LONGEST, name, 1_250_375, "kg", 99_999_00, 99_999_999_00)
            notices = (NoticeView(1, "bad", code, LONGEST, AT), NoticeView(2, "bad", code, LONGEST, AT))
            window.show_view(three().view(last_item=item, notices=notices))
            wrong += [f"{code}: {fault}" for fault in clipped(window, parts.last, parts.notice)]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_question_is_cut(open_till: OpenTill, width: int, height: int, language: str) -> None:
    window = open_till(width, height, language=language).window
    QApplication.processEvents()
    wrong = []
    for code in QUESTIONS:
        window.show_view(three().view(question=QuestionView(code, code, LONGEST)))
        window.till.say("warn", QUESTION_OPEN)
        window.show_view(window.till.view)
        wrong += [f"{code}: {fault}" for fault in clipped(window, window.parts.notice)]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_that_was_said_is_cut(open_till: OpenTill, width: int, height: int, language: str) -> None:
    window = open_till(width, height, language=language).window
    said = [NoticeView(n, "bad", code, LONGEST, AT) for n, code in enumerate(sorted(SENTENCES))]
    wrong = []
    for first in range(0, len(said), 5):
        history = tuple(said[first : first + 5])
        bring(window, State("history", three().view(history=history), (Pressed(Action.HISTORY),)))
        wrong += clipped(window)
    assert wrong == []
