"""The form of the article file, and how it is opened.

A file is built aside, then renamed into its place and never written again: so readers need no locks, and a
reader that finds another file at its path opens that one. What is changed one by one stands beside it, in a
file of the same form with tables of its own (edits.py).

`product.id` is the article's place in the order of short names first. The search relies on it: the first
ids that match are the best candidates, and it needs to look at no others. `kind` holds what many articles
have in common.
"""

import sqlite3
from pathlib import Path
from typing import Any

from pos_terminal.adapters.catalog_sqlite.packs import parted
from pos_terminal.domain.catalog import Product

APPLICATION_ID = 0x504F5343
SCHEMA_VERSION = 3

# Form 2 differs only in having no cases among the barcodes.
_SAME_TABLES = 2

TABLES = """
CREATE TABLE kind (
    id INTEGER PRIMARY KEY,
    tax_class TEXT NOT NULL,
    category TEXT NOT NULL,
    unit TEXT NOT NULL,
    stock_policy TEXT NOT NULL,
    minimum_age INTEGER NOT NULL,
    tracked INTEGER NOT NULL,
    active INTEGER NOT NULL,
    deposit_id TEXT NOT NULL
);
CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    product_id TEXT NOT NULL,
    name TEXT NOT NULL,
    price_minor INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    barcodes TEXT NOT NULL
);
CREATE TABLE code (
    key TEXT NOT NULL,
    product INTEGER NOT NULL,
    PRIMARY KEY (key, product)
) WITHOUT ROWID;
CREATE TABLE about (articles INTEGER NOT NULL, codes INTEGER NOT NULL, import_id TEXT NOT NULL);
"""

# What a file of form 1 lacks, laid over its tables for those who read it.
_FORM_1 = """
CREATE TEMP VIEW kind AS SELECT *, '' AS deposit_id FROM main.kind;
CREATE TEMP VIEW about AS SELECT articles, codes, '' AS import_id FROM main.about;
"""

# The words are prepared by folding.py: `ascii` only parts them at spaces and leaves every other script alone.
# Prefixes longer than these are merged from all words that have them, which takes milliseconds.
_WORD_INDEX = """
CREATE VIRTUAL TABLE word_index USING fts5(
    tokens, content='', detail=none, columnsize=0, tokenize='ascii', prefix='1 2 3'
)
"""
_CODE_INDEX = """
CREATE VIRTUAL TABLE code_index USING fts5(tokens, content='', detail=none, columnsize=0, tokenize='trigram')
"""
INDEXES = {"word_index": _WORD_INDEX, "code_index": _CODE_INDEX}

PRODUCT_COLUMNS = (
    "p.product_id, p.name, p.price_minor, k.tax_class, k.category, k.unit, k.stock_policy, k.minimum_age,"
    " p.barcodes, k.tracked, k.active, k.deposit_id"
)
# What sqlite3 gives has no static type.
Row = tuple[Any, ...]


def product_of(row: Row) -> Product:
    """The article of a row of PRODUCT_COLUMNS."""
    product_id, name, price, tax_class, category, unit, policy, age, barcodes, tracked, active, deposit = row
    codes, packs = parted(barcodes)
    return Product(
        product_id,
        name,
        price,
        tax_class,
        category,
        unit,
        policy,
        age,
        codes,
        tracked == 1,
        active == 1,
        deposit,
        packs,
    )


def open_to_read(path: Path, cache_kib: int) -> sqlite3.Connection:
    """A read-only connection to a finished file. Raises sqlite3.Error where it is none of this version."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute(f"PRAGMA cache_size = -{cache_kib}")
        check_form(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def check_form(connection: sqlite3.Connection) -> None:
    """Raises sqlite3.Error where the file is none that this program can read."""
    found = (
        connection.execute("PRAGMA application_id").fetchone()
        + connection.execute("PRAGMA user_version").fetchone()
    )
    if found == (APPLICATION_ID, 1):
        connection.executescript(_FORM_1)
    elif found not in ((APPLICATION_ID, _SAME_TABLES), (APPLICATION_ID, SCHEMA_VERSION)):
        raise sqlite3.DatabaseError(f"it has form {found[1]}, this program reads form {SCHEMA_VERSION}")


def open_to_build(path: Path) -> sqlite3.Connection:
    """A connection that fills a new file; a crash leaves rubbish there, which nobody reads."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in (
        "journal_mode = OFF",
        "synchronous = OFF",
        "locking_mode = EXCLUSIVE",
        "cache_size = -16384",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.executescript(TABLES)
    return connection
