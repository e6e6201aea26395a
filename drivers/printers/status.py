"""What a printer's real-time status bytes mean. Pure.

Source: ESC/POS `DLE EOT n` (Epson TM-U295 and TM-U375 command descriptions; Bixolon SRP-350 page 8): every
answer is one byte with bits 0 and 7 off, 1 and 4 on, whatever n was. So a byte says that it is an answer,
never to which question: whoever asks must make sure that no earlier answer is still under way.
"""

from collections.abc import Mapping
from typing import Literal

from drivers.api import PrinterStatus

PRINTER, OFFLINE_CAUSE, PAPER = 1, 2, 4
QUESTIONS = (PRINTER, OFFLINE_CAUSE, PAPER)

_PIN3_HIGH, _OFFLINE = 0x04, 0x08
_COVER_OPEN, _PAPER_STOP, _ERROR = 0x04, 0x20, 0x40
_NEAR_END, _PAPER_OUT = 0x0C, 0x60


def question(number: int) -> bytes:
    """DLE EOT n."""
    return bytes((0x10, 0x04, number))


def is_answer(byte: int) -> bool:
    """Whether a byte can be an answer at all."""
    return byte & 0x93 == 0x12


def decode(answers: Mapping[int, int], drawer_open_is_high: bool = True) -> PrinterStatus:
    """A status of the answers that came, by question; what was not answered stays unknown.

    drawer_open_is_high: whether the drawer's switch lifts pin 3 when it is open (drawers differ).
    """
    printer, cause, paper = (answers.get(number) for number in QUESTIONS)
    online = None
    if printer is not None:
        online = not printer & _OFFLINE and not (cause or 0) & _ERROR
    return PrinterStatus(
        online=online,
        paper=_paper(cause, paper),
        cover_open=None if cause is None else bool(cause & _COVER_OPEN),
        drawer_open=None if printer is None else bool(printer & _PIN3_HIGH) is drawer_open_is_high,
    )


def _paper(cause: int | None, paper: int | None) -> Literal["ok", "near_end", "out"] | None:
    if (cause or 0) & _PAPER_STOP:
        return "out"
    if paper is None:
        return None
    if paper & _PAPER_OUT:
        return "out"
    return "near_end" if paper & _NEAR_END else "ok"
