"""The log: JSON lines, event name first, written in the background and rotated. Set up once, by bootstrap.

A record's message is `event key=value ...`. Nothing shaped like a card number is ever written.
"""

import json
import logging
import logging.handlers
import queue
import re
from pathlib import Path

from pos_terminal import __version__

_CARD = re.compile(r"(?<!\d)\d{13,19}(?!\d)")
_KEEP_FILES = 5
_FILE_BYTES = 5_000_000


class JsonLines(logging.Formatter):
    """One record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The record's line."""
        message = _without_card_numbers(record.getMessage())
        event, _, rest = message.partition(" ")
        fields = {
            "event": event,
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S"),
            "level": record.levelname,
            "logger": record.name,
        }
        if rest:
            fields["detail"] = rest
        if record.exc_info:
            fields["trace"] = _without_card_numbers(self.formatException(record.exc_info))
        return json.dumps(fields, ensure_ascii=False)


class HeadedFile(logging.handlers.RotatingFileHandler):
    """A file that begins, after each rotation too, with what wrote it."""

    def _open(self):  # type: ignore[no-untyped-def]  # the library's stream type is private
        stream = super()._open()
        if stream.tell() == 0:
            stream.write(json.dumps({"event": "log_begins", "version": __version__}) + "\n")
        return stream


class LogWriter:
    """Sends every logger's records to a file in a folder, on a thread of its own, until stopped."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = HeadedFile(
            folder / "pos.log", maxBytes=_FILE_BYTES, backupCount=_KEEP_FILES, encoding="utf-8"
        )
        self._file.setFormatter(JsonLines())
        # A log that cannot be written is no reason to print a traceback.
        logging.raiseExceptions = False
        records: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
        self._handler = logging.handlers.QueueHandler(records)
        self._listener = logging.handlers.QueueListener(records, self._file)
        root = logging.getLogger()
        root.setLevel(logging.INFO)
        root.addHandler(self._handler)
        self._listener.start()

    def stop(self) -> None:
        """Write what is left and close the file."""
        logging.getLogger().removeHandler(self._handler)
        self._listener.stop()
        self._file.close()


def _without_card_numbers(text: str) -> str:
    """SAFETY: digits that pass the check of payment cards (ISO/IEC 7812-1, Luhn) are blotted out."""
    return _CARD.sub(lambda match: "[digits]" if _luhn(match.group()) else match.group(), text)


def _luhn(digits: str) -> bool:
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
