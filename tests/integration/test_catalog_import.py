"""Taking in an article list: in its own process, whole or not at all, while the till goes on."""

import gzip
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pos_terminal.adapters.catalog_sqlite.csv_import import ImportProgress, import_csv
from pos_terminal.adapters.catalog_sqlite.replica import SqliteCatalogue
from pos_terminal.adapters.catalog_sqlite.rows import ImportOptions
from pos_terminal.adapters.catalog_sqlite.search import SqliteSearch
from pos_terminal.errors import BadInput, StorageUnavailable
from tests.catalog_lists import HEADER, gtin_13, import_names, import_rows, report_rows, write_list

WAIT_S = 60

IMPORTER = """
import os, signal, sys
from pathlib import Path
from pos_terminal.adapters.catalog_sqlite.csv_import import import_csv
folder, stop_at = Path(sys.argv[1]), sys.argv[2]
def progress(step):
    print(step.stage, step.permille, flush=True)
    if step.stage == stop_at:
        sys.stdin.readline()
target, report = folder / "articles.sqlite", folder / "report.csv"
import_csv(folder / "list.csv", target, report_path=report, progress=progress)
"""


def start_import(folder: Path, stop_at: str) -> subprocess.Popen[str]:
    """An import in its own process that waits at the first progress of a stage for a line of input."""
    command = [sys.executable, "-c", IMPORTER, str(folder), stop_at]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(stop_at):
            return process
    raise AssertionError(f"the import ended before {stop_at}")


def end(process: subprocess.Popen[str]) -> int:
    process.communicate("\n" * 10_000, timeout=WAIT_S)
    return process.returncode


def price(catalogue: SqliteCatalogue, number: int = 1) -> int:
    return catalogue.by_code(["0" + gtin_13(number)])[0].price_minor


def test_bad_rows_are_reported_by_line_and_stop_nothing(tmp_path: Path) -> None:
    rows = [
        (gtin_13(1), "Milk", "1.19"),
        (gtin_13(2), "", "1.00"),
        (gtin_13(3), "Two\nlines", "2.00"),
        (gtin_13(4), "Bread", "cheap"),
        ("9520000000012", "Local cake", "3.00"),
        ("", "No code", "1.00"),
        (gtin_13(1), "Milk again", "1.29"),
        (gtin_13(7),),
        (gtin_13(8), "Tea", "4.00"),
    ]
    result = import_rows(tmp_path, rows)
    assert (result.rows, result.articles, result.merged, result.rejected, result.doubtful) == (9, 4, 1, 4, 1)
    assert report_rows(tmp_path) == [
        ["3", "rejected", "name_missing", gtin_13(2), ""],
        ["6", "rejected", "price_invalid", gtin_13(4), "Bread"],
        ["7", "doubtful", "check_digit", "9520000000012", "Local cake"],
        ["8", "rejected", "code_missing", "", "No code"],
        ["9", "repeated", "other_price_first_kept", gtin_13(1), "Milk again"],
        ["10", "rejected", "columns_missing", gtin_13(7), ""],
    ]
    catalogue = SqliteCatalogue(tmp_path / "articles.sqlite")
    assert catalogue.by_code([gtin_13(3), "0" + gtin_13(3)])[0].name == "Two lines"


def test_broken_bytes_and_quotes_cost_their_own_row_only(tmp_path: Path) -> None:
    good = [f"{gtin_13(n)},Tea {n},1.00".encode() for n in (1, 2)]
    broken = [
        f"{gtin_13(5)},Caf".encode() + b"\xe9,1.00",
        b"\x00\x00,\x00,\x00",
        b',,"' + b"x" * 200_000 + b'"',
    ]
    (tmp_path / "list.csv").write_bytes(b"\r\n".join([b"\xef\xbb\xbfgtin,name,price", *broken, *good, b""]))
    result = import_csv(
        tmp_path / "list.csv", tmp_path / "articles.sqlite", report_path=tmp_path / "report.csv"
    )
    assert (result.articles, result.rejected) == (2, 3)
    assert [row[2] for row in report_rows(tmp_path)] == ["not_utf8", "code_unreadable", "not_csv"]


def test_rows_of_one_article_are_one_article(tmp_path: Path) -> None:
    rows = [
        ("042100005264", "Juice", "1"),
        ("0042100005264", "Juice", "1"),
        ("96385074|042100005264", "Juice", "1"),
        ("00000096385074", "Juice", "1"),
    ]
    result = import_rows(tmp_path, rows)
    assert (result.articles, result.merged, result.codes) == (1, 3, 2)
    juice = SqliteCatalogue(tmp_path / "articles.sqlite").by_code(["00000096385074"])
    assert [product.barcodes for product in juice] == [("042100005264", "96385074")]
    assert report_rows(tmp_path) == []


def test_a_product_id_gathers_the_codes_of_several_rows(tmp_path: Path) -> None:
    rows = [
        ("cola", gtin_13(1), "Cola", "1"),
        ("cola", gtin_13(2), "Cola", "1"),
        ("diet", gtin_13(2), "Cola light", "1"),
        ("", gtin_13(3), "Water", "1"),
        ("0" + gtin_13(3), gtin_13(4), "Water", "1"),
        ("", "Tee/01 ü", "Tea", "1"),
    ]
    result = import_rows(tmp_path, rows, ("product_id", "gtin", "name", "price"))
    catalogue = SqliteCatalogue(tmp_path / "articles.sqlite")
    assert (result.articles, result.merged, result.codes) == (4, 2, 6)
    assert sorted(p.product_id for p in catalogue.by_code(["0" + gtin_13(2)])) == ["cola", "diet"]
    assert [p.product_id for p in catalogue.by_code(["0" + gtin_13(4)])] == ["0" + gtin_13(3)]
    (tea,) = catalogue.by_code(["Tee/01 ü"])
    assert tea.product_id.startswith("c-")
    assert catalogue.by_id(tea.product_id) == tea
    assert [row[2] for row in report_rows(tmp_path)] == ["code_of_two_articles"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_spreadsheets_separators_and_gzip_are_read(tmp_path: Path, separator: str) -> None:
    text = separator.join(HEADER) + "\r\n" + separator.join([gtin_13(1), "Käse", '"1,19"']) + "\r\n"
    (tmp_path / "list.csv.gz").write_bytes(gzip.compress(text.encode("utf-8-sig"), mtime=0))
    import_csv(tmp_path / "list.csv.gz", tmp_path / "articles.sqlite", report_path=tmp_path / "report.csv")
    assert price(SqliteCatalogue(tmp_path / "articles.sqlite")) == 119


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "no file"),
        (b"", "empty"),
        (b"\r\n", "empty"),
        (b"gtin,price\n1,2\n", "first line"),
        (b"gtin,name\n1,Milk\n", "--price-rule gtin"),
        (b"gtin,name,price\n,,\n", "No row"),
        (gzip.compress(b"gtin,name,price\n" + b"1,Milk,1.00\n" * 5000, mtime=0)[:40], "damaged"),
        (b"x" * 300_000, "first line"),
    ],
)
def test_a_list_that_cannot_be_used_leaves_the_articles_as_they_were(
    tmp_path: Path, content: bytes | None, says: str
) -> None:
    path = import_names(tmp_path, ["Milk"])
    if content is None:
        (tmp_path / "list.csv").unlink()
    else:
        (tmp_path / "list.csv").write_bytes(content)
    with pytest.raises(BadInput, match=says):
        import_csv(tmp_path / "list.csv", path, report_path=tmp_path / "report.csv")
    assert SqliteCatalogue(path).article_count() == 1
    assert not path.with_name("articles.sqlite.new").exists()


def test_the_report_never_overwrites_the_list(tmp_path: Path) -> None:
    source = write_list(tmp_path / "list.csv", [(gtin_13(1), "Milk", "1")])
    before = source.read_bytes()
    with pytest.raises(BadInput, match="overwrite"):
        import_csv(source, tmp_path / "articles.sqlite", report_path=tmp_path / "list.csv")
    with pytest.raises(BadInput, match="another place"):
        import_csv(source, tmp_path / "articles.sqlite", report_path=tmp_path / "none" / "report.csv")
    assert source.read_bytes() == before


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    source = write_list(tmp_path / "list.csv", [(gtin_13(1), "Milk", "1")])
    (tmp_path / "file").touch()
    with pytest.raises(StorageUnavailable, match="free some space"):
        import_csv(source, tmp_path / "file" / "articles.sqlite", report_path=tmp_path / "report.csv")


def test_progress_never_goes_back_and_ends_at_the_end(tmp_path: Path) -> None:
    source = write_list(tmp_path / "list.csv", [(str(n), f"Tea {n}", "1") for n in range(25_000)])
    steps: list[ImportProgress] = []
    import_csv(
        source, tmp_path / "articles.sqlite", report_path=tmp_path / "report.csv", progress=steps.append
    )
    permille = [step.permille for step in steps]
    assert permille == sorted(permille)
    assert [step.stage for step in steps if step.stage != "writing"] == ["reading", "reading", "done"]
    assert steps[-1] == ImportProgress("done", 1000, 25_000)


def test_the_till_goes_on_with_the_old_articles_until_the_new_ones_are_whole(tmp_path: Path) -> None:
    path = import_names(tmp_path, ["Milk"])
    catalogue, search = SqliteCatalogue(path), SqliteSearch(path)
    write_list(tmp_path / "list.csv", [(gtin_13(1), "Milk", "1.50"), (gtin_13(2), "Bread", "2.00")])
    process = start_import(tmp_path, "writing")
    assert price(catalogue) == 100
    assert [product.name for product in search.search("m", 8)] == ["Milk"]
    assert end(process) == 0
    assert price(catalogue) == 150
    assert [product.name for product in search.search("bread", 8)] == ["Bread"]


def test_a_killed_import_changes_nothing_and_the_next_one_works(tmp_path: Path) -> None:
    path = import_names(tmp_path, ["Milk"])
    write_list(tmp_path / "list.csv", [(gtin_13(1), "Milk", "1.50")])
    process = start_import(tmp_path, "writing")
    os.kill(process.pid, signal.SIGKILL)
    assert end(process) == -signal.SIGKILL
    assert price(SqliteCatalogue(path)) == 100
    import_rows(tmp_path, [(gtin_13(1), "Milk", "1.60")])
    assert price(SqliteCatalogue(path)) == 160
    assert not path.with_name("articles.sqlite.new").exists()


def test_two_imports_at_once_do_not_mix(tmp_path: Path) -> None:
    write_list(tmp_path / "list.csv", [(gtin_13(1), "Milk", "1.50")])
    process = start_import(tmp_path, "writing")
    with pytest.raises(BadInput, match="Another import"):
        import_csv(tmp_path / "list.csv", tmp_path / "articles.sqlite", report_path=tmp_path / "other.csv")
    assert end(process) == 0
    assert price(SqliteCatalogue(tmp_path / "articles.sqlite")) == 150


def test_readers_see_whole_files_only_through_many_imports(tmp_path: Path) -> None:
    names = [f"Tea {n}" for n in range(300)]
    path = import_names(tmp_path, names)
    done = threading.Event()
    wrong: list[object] = []

    def look_up() -> None:
        catalogue = SqliteCatalogue(path)
        while not done.is_set():
            first, last = catalogue.by_code(["0" + gtin_13(1)]), catalogue.by_code(["0" + gtin_13(300)])
            if [product.name for product in (*first, *last)] != [names[0], names[-1]]:
                wrong.append((first, last))
        catalogue.close()

    reader = threading.Thread(target=look_up)
    reader.start()
    try:
        for _ in range(10):
            import_names(tmp_path, names)
    finally:
        done.set()
        reader.join(WAIT_S)
    assert wrong == []


def test_the_finished_file_is_sound(tmp_path: Path) -> None:
    path = import_names(tmp_path, [f"Tea {n} 可乐" for n in range(500)])
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_made_up_prices_are_the_same_each_time(tmp_path: Path) -> None:
    options = ImportOptions(price_rule="gtin")
    import_rows(tmp_path, [(gtin_13(1), "Milk")], ("gtin", "name"), options)
    first = price(SqliteCatalogue(tmp_path / "articles.sqlite"))
    import_rows(tmp_path, [("0" + gtin_13(1), "Milk")], ("gtin", "name"), options)
    assert price(SqliteCatalogue(tmp_path / "articles.sqlite")) == first
