"""Small article lists, and article files made of them, for the tests of the catalogue."""

import csv
from collections.abc import Sequence
from pathlib import Path

from pos_terminal.adapters.catalog_sqlite.csv_import import ImportResult, import_csv
from pos_terminal.adapters.catalog_sqlite.rows import ImportOptions
from pos_terminal.domain.barcodes import check_digit

HEADER = ("gtin", "name", "price")


def gtin_13(number: int) -> str:
    """A code of the demonstration prefix."""
    payload = f"952{number:09d}"
    return payload + check_digit(payload)


def write_list(path: Path, rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> Path:
    """A list of articles as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def import_rows(
    folder: Path,
    rows: Sequence[Sequence[str]],
    header: Sequence[str] = HEADER,
    options: ImportOptions = ImportOptions(),  # noqa: B008 - frozen
) -> ImportResult:
    """Import these rows into articles.sqlite in the folder."""
    source = write_list(folder / "list.csv", rows, header)
    return import_csv(source, folder / "articles.sqlite", report_path=folder / "report.csv", options=options)


def import_names(folder: Path, names: Sequence[str]) -> Path:
    """An article file of articles with these names, numbered from 1; answers its path."""
    import_rows(folder, [(gtin_13(number), name, "1.00") for number, name in enumerate(names, 1)])
    return folder / "articles.sqlite"


def report_rows(folder: Path) -> list[list[str]]:
    """The import's report without its header."""
    with (folder / "report.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]
