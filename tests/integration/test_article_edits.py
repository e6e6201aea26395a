"""The file of changed articles: killed writers, imports meanwhile, readers all the time."""

import subprocess
import sys
import threading
from pathlib import Path

from pos_terminal.adapters.catalog_sqlite.edits import EditedArticles
from pos_terminal.adapters.catalog_sqlite.replica import SqliteCatalogue
from pos_terminal.adapters.catalog_sqlite.search import SqliteSearch
from pos_terminal.domain.catalog import Product
from tests.article_writer import ARTICLES
from tests.catalog_lists import gtin_13, import_rows

ROOT = Path(__file__).parents[2]


def run_and_kill(path: Path, first: int, saves: int) -> int:
    """Let a writer save so often, then kill -9; answers the last number that it said."""
    command = [sys.executable, "-m", "tests.article_writer", str(path), str(first)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as writer:
        try:
            assert writer.stdout is not None
            for _ in range(saves):
                last = int(writer.stdout.readline())
        finally:
            writer.kill()
            rest = writer.stdout.read() if writer.stdout is not None else b""
    said = [int(line) for line in rest.splitlines()]
    return said[-1] if said else last


def test_what_a_killed_writer_said_is_on_file_whole_and_owed(tmp_path: Path) -> None:
    path, last = tmp_path / "articles.sqlite", -1
    catalogue, search = SqliteCatalogue(path), SqliteSearch(path)
    for saves in (7, 1, 12, 30):
        # when a writer is killed somewhere in a save
        last = run_and_kill(path, last + 1, saves)

        # then every save that it told of is there, and the one after it whole or not at all
        owed = {one.product.product_id: one.product.price_minor for one in EditedArticles(path).owed()}
        for number in range(max(0, last - ARTICLES + 1), last + 1):
            product = catalogue.by_id(f"p{number % ARTICLES}")
            assert product is not None
            assert product.price_minor in (number, last + 1)
            assert owed[product.product_id] == product.price_minor
            assert catalogue.by_code(product.barcodes) == (product,)
            assert product in search.search(product.name, 8)


def test_prices_are_saved_while_lists_are_imported_and_nobody_ever_reads_nonsense(tmp_path: Path) -> None:
    rows = [(gtin_13(1), "Milk", "1.00", "milk")]
    header = ("gtin", "name", "price", "product_id")
    import_rows(tmp_path, rows, header)
    path = tmp_path / "articles.sqlite"
    stop = threading.Event()
    seen: list[int] = []
    faults: list[object] = []

    def read() -> None:
        catalogue = SqliteCatalogue(path)
        while not stop.is_set():
            try:
                milk = catalogue.by_id("milk")
                seen.append(-1 if milk is None else milk.price_minor)
            except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
                faults.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    edits = EditedArticles(path)

    # when prices are saved without pause while five lists come in
    importer = threading.Thread(target=lambda: [import_rows(tmp_path, rows, header) for _ in range(5)])
    importer.start()
    number = 0
    while importer.is_alive() or number < 50:
        number += 1
        for product_id, name in (("milk", "Milk"), ("roll", "Roll")):
            edits.save(Product(product_id, name, 1000 + number, "A"))
    importer.join()
    edits.save(Product("milk", "Milk", 9999, "A"))
    stop.set()
    reader.join()

    # then every reading was a price of somebody's, the app's own article is there, and the last word holds
    assert faults == []
    assert {price for price in seen if price not in range(1000, 1001 + number)} <= {100, 9999}
    assert [price_of(path, name) for name in ("milk", "roll")] == [9999, 1000 + number]


def price_of(path: Path, product_id: str) -> int:
    product = SqliteCatalogue(path).by_id(product_id)
    assert product is not None
    return product.price_minor
