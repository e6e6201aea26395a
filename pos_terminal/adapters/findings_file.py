"""The book of stock findings in a file: JSON, replaced whole. The reconcile thread's.

Fulfils `services.findings_book.FindingsFile`. A file that cannot be used is told once and counts as empty:
what stands is found anew, only what was done is forgotten.
"""

import logging
import os
from pathlib import Path
from typing import Literal

import msgspec

from pos_terminal.errors import StorageUnavailable
from pos_terminal.services.findings_book import Book, Noted

log = logging.getLogger("pos.reconcile")


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: Literal[1]
    findings: tuple[Noted, ...]


class JsonFindings:
    """One till's book; need not exist."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Book:
        """What is in it."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=_File).findings
        except FileNotFoundError:
            return ()
        except (OSError, msgspec.DecodeError) as error:
            log.info("findings_file_unusable reason=%s", error)
            return ()

    def write(self, book: Book) -> None:
        """Replace it whole. Raises StorageUnavailable."""
        new = self._path.with_suffix(".new")
        try:
            with new.open("wb") as stream:
                stream.write(msgspec.json.encode(_File(version=1, findings=book)))
                stream.flush()
                os.fsync(stream.fileno())
            new.replace(self._path)
        except OSError as error:
            raise StorageUnavailable(
                f"The stock findings cannot be written to {self._path} ({error.strerror}); see that the disk "
                "has room."
            ) from error
