"""A till that does nothing but charge cards, as a program to be killed: `python -m tests.card_till FOLDER`.

Its journal is a file of fsynced lines; the terminal's memory is another. A customer pays whatever is asked.
"""

import json
import os
import queue
import sys
import threading
from pathlib import Path

from drivers.cards.simulated import SimulatedCards
from drivers.simulated.card_terminal import SimulatedCardTerminal
from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.services.card_messages import CardAnswer
from pos_terminal.workers.cards import CardWorker, Charge

WAIT_S = 60.0


class Journal:
    """Who was asked for, and what became of it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        content = path.read_bytes() if path.exists() else b""
        path.write_bytes(content[: content.rfind(b"\n") + 1])
        self.asked: list[str] = []
        self.ended: dict[str, str] = {}
        for line in path.read_text().splitlines():
            tender_id, outcome = json.loads(line)
            if outcome == "asked":
                self.asked.append(tender_id)
            else:
                self.ended[tender_id] = outcome

    def write(self, tender_id: str, outcome: str) -> None:
        """On disk when it returns."""
        with self._path.open("a") as file:
            file.write(json.dumps([tender_id, outcome]) + "\n")
            file.flush()
            os.fsync(file.fileno())


def main(folder: Path) -> None:
    """Charge one after the other for ever, saying each step on standard output; what is open comes first."""
    terminal = SimulatedCardTerminal(folder / "memory.jsonl")
    journal = Journal(folder / "journal.jsonl")
    threading.Thread(target=pay, args=(terminal,), daemon=True).start()
    answers: queue.SimpleQueue[object] = queue.SimpleQueue()
    worker = CardWorker(SimulatedCards("card", terminal), "EUR", answers.put, SystemClock())
    worker.start()
    unanswered = [tender_id for tender_id in journal.asked if tender_id not in journal.ended]
    number = len(journal.asked)
    while True:
        inquire = bool(unanswered)
        tender_id = unanswered.pop() if unanswered else f"t{number}"
        if not inquire:
            number += 1
            journal.write(tender_id, "asked")
        say("asked")
        worker.put(Charge(1, "s1", tender_id, 2000, inquire))
        answer = answers.get(timeout=WAIT_S)
        if isinstance(answer, CardAnswer):
            say("answered")
            journal.write(tender_id, answer.outcome)


def pay(terminal: SimulatedCardTerminal) -> None:
    """The customer."""
    while terminal.wait_shown(WAIT_S):
        say("shown")
        terminal.approve()
        say("paid")


def say(step: str) -> None:
    """A line at once."""
    os.write(1, step.encode() + b"\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
