"""A new article file from a list (CSV, also gzipped), while selling goes on with the old one.

Runs in a process of its own: it takes a core for some seconds and would keep the interpreter of a selling
till from answering. The file is built aside and renamed into its place when it is whole and on disk;
readers open it at their next question. A row that cannot be used goes into the report and never stops the
rest.
"""

import csv
import gc
import gzip
import os
import sqlite3
import sys
import uuid
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import IO, BinaryIO

from pos_terminal.adapters.catalog_sqlite.build import ArticleList, write_file
from pos_terminal.adapters.catalog_sqlite.edits import import_begins, import_ends
from pos_terminal.adapters.catalog_sqlite.rows import ArticleRow, ImportOptions, RowReader, UnusableRow
from pos_terminal.errors import BadInput, StorageUnavailable

_ROWS_A_STEP = 10_000
_MAX_HEADER_CHARS = 100_000
_GZIP_MAGIC = b"\x1f\x8b"
REPORT_COLUMNS = ("line", "what", "reason", "code", "name")


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far it is. permille: of the whole work, never going back. stage: `reading`, `writing`, `done`."""

    stage: str
    permille: int
    rows: int


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did.

    articles: in the new file. merged: rows that named an article again. rejected: rows in the report that
    were not used. doubtful: codes with the length of a GTIN and a wrong check digit (used as they stand,
    and in the report).
    """

    rows: int
    articles: int
    codes: int
    merged: int
    rejected: int
    doubtful: int
    ignored_columns: tuple[str, ...]


ProgressCall = Callable[[ImportProgress], None]


def import_csv(
    source: Path,
    catalogue_path: Path,
    *,
    report_path: Path,
    options: ImportOptions = ImportOptions(),  # noqa: B008 - frozen
    progress: ProgressCall = lambda _: None,
) -> ImportResult:
    """Put a new article file in place of the one at catalogue_path; the old one stays where this fails.

    Raises BadInput where the list cannot be used at all, StorageUnavailable where the disk cannot be written.
    """
    try:
        catalogue_path.parent.mkdir(parents=True, exist_ok=True)
        with _only_import(catalogue_path), _no_garbage_collection():
            building = catalogue_path.with_name(catalogue_path.name + ".new")
            try:
                return _import(source, building, catalogue_path, report_path, options, progress)
            finally:
                building.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise StorageUnavailable(
            f"The articles could not be stored beside {catalogue_path} ({error}): free some space there and"
            " import again. The till goes on with the articles it has."
        ) from error


def lower_priority() -> None:
    """Let the selling till go first; for the process that runs nothing but an import."""
    if hasattr(os, "nice"):
        os.nice(10)


def _import(
    source: Path,
    building: Path,
    catalogue_path: Path,
    report_path: Path,
    options: ImportOptions,
    progress: ProgressCall,
) -> ImportResult:
    import_id = uuid.uuid4().hex
    import_begins(catalogue_path, import_id)
    with _open_report(source, report_path) as report_file:
        report = csv.writer(report_file)
        report.writerow(REPORT_COLUMNS)
        reading = _Reading(source, options, lambda *cells: report.writerow(cells))
        articles = reading.run(progress)
    if not articles.entries:
        raise BadInput(
            f"No row of {source} can be used, so the articles stay as they were: see {report_path} for why."
        )

    def written(permille: int) -> None:
        progress(ImportProgress("writing", 400 + permille * 600 // 1000, reading.rows))

    building.unlink(missing_ok=True)
    codes = write_file(building, articles, import_id, written)
    os.replace(building, catalogue_path)
    _sync_folder(catalogue_path.parent)
    import_ends(catalogue_path)
    progress(ImportProgress("done", 1000, reading.rows))
    return ImportResult(
        rows=reading.rows,
        articles=len(articles.entries),
        codes=codes,
        merged=articles.merged,
        rejected=reading.rejected,
        doubtful=reading.doubtful,
        ignored_columns=reading.ignored_columns,
    )


class _Reading:
    """One pass over the list."""

    def __init__(self, source: Path, options: ImportOptions, tell: Callable[..., object]) -> None:
        self._source = source
        self._options = options
        self._tell = tell
        self.rows = 0
        self.rejected = 0
        self.doubtful = 0
        self.ignored_columns: tuple[str, ...] = ()
        self._deposits: dict[str, tuple[int, str, str]] = {}

    def run(self, progress: ProgressCall) -> ArticleList:
        articles = ArticleList()
        try:
            with self._source.open("rb", buffering=1 << 20) as raw, _as_text(raw) as text:
                size = max(1, self._source.stat().st_size)
                for _ in self._steps(text, articles):
                    progress(ImportProgress("reading", min(400, raw.tell() * 400 // size), self.rows))
        except PermissionError as error:
            raise BadInput(
                f"The file {self._source} cannot be opened ({error.strerror}): check it."
            ) from error
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise BadInput(
                f"The file {self._source} is damaged or incomplete ({error}): get it again."
            ) from error
        self._check_deposits(articles)
        return articles

    def _steps(self, text: IO[str], articles: ArticleList) -> Iterator[None]:
        """Reads all rows into articles, and pauses every few thousand."""
        first_line = text.readline(_MAX_HEADER_CHARS)
        lines = csv.reader(chain([first_line], text), delimiter=_delimiter(first_line))
        header = next(lines, None)
        if not header:
            raise BadInput(f"The file {self._source} is empty: choose the article list.")
        reader = RowReader(header, self._options)
        self.ignored_columns = reader.ignored_columns
        while True:
            line = lines.line_num + 1
            try:
                cells = next(lines, None)
                if cells is None:
                    return
                if not cells:
                    continue
                self.rows += 1
                row = reader.read(cells)
            except csv.Error:
                self.rows += 1
                self._reject(line, "not_csv", ("", ""))
                continue
            except UnusableRow as refusal:
                self._reject(line, str(refusal), reader.outline(cells or []))
                continue
            self._take(line, row, articles)
            if self.rows % _ROWS_A_STEP == 0:
                yield

    def _check_deposits(self, articles: ArticleList) -> None:
        """A deposit that is no article cannot be charged: said once, at the first row that names it."""
        if self._deposits:
            for product_id in sorted(articles.missing(self._deposits)):
                line, code, name = self._deposits[product_id]
                self._tell(line, "doubtful", "deposit_unknown", code, name)

    def _take(self, line: int, row: ArticleRow, articles: ArticleList) -> None:
        if row.check_failed:
            self.doubtful += 1
            self._tell(line, "doubtful", "check_digit", "|".join(row.codes), row.name)
        deposit_id = row.kind.deposit_id
        if deposit_id and deposit_id not in self._deposits:
            self._deposits[deposit_id] = (line, "|".join(row.codes), row.name)
        note = articles.add(row)
        if note:
            self._tell(line, "repeated", note, "|".join(row.codes), row.name)

    def _reject(self, line: int, reason: str, outline: tuple[str, str]) -> None:
        self.rejected += 1
        self._tell(line, "rejected", reason, *outline)


def _open_report(source: Path, report_path: Path) -> IO[str]:
    if not source.is_file():
        raise BadInput(f"There is no file {source}: check the name.")
    if report_path.exists() and report_path.samefile(source):
        raise BadInput(f"The report would overwrite the list {source}: choose another file for it.")
    try:
        return report_path.open("w", encoding="utf-8", newline="", errors="backslashreplace")
    except OSError as error:
        raise BadInput(
            f"The report cannot be written to {report_path} ({error.strerror}): choose another place for it."
        ) from error


@contextmanager
def _as_text(raw: BinaryIO) -> Iterator[IO[str]]:
    """The list as text; bytes that are no UTF-8 become lone surrogates, so that only their row is refused."""
    zipped = raw.read(2) == _GZIP_MAGIC
    raw.seek(0)
    with gzip.GzipFile(fileobj=raw) if zipped else raw as plain:
        yield TextIOWrapper(plain, encoding="utf-8-sig", errors="surrogateescape", newline="")


def _delimiter(first_line: str) -> str:
    """Comma; semicolon and tab as spreadsheets write them in countries with a decimal comma."""
    return max(",;\t", key=first_line.count)


@contextmanager
def _only_import(catalogue_path: Path) -> Iterator[None]:
    """A lock that ends with the process, however it ends: an exclusive transaction on an empty file."""
    with closing(sqlite3.connect(catalogue_path.with_name(catalogue_path.name + ".lock"), timeout=0)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            raise BadInput("Another import of articles is running: wait until it has ended.") from error
        yield


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Nothing cyclic is made here, and walking a million rows again and again takes as long again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
