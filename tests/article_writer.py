"""Saves articles for ever, as a program to be killed: `python -m tests.article_writer CATALOGUE FIRST`.

Each number that it prints stands on the disk: article `p<number modulo 5>` has it for its price.
"""

import itertools
import os
import sys
from pathlib import Path

from pos_terminal.adapters.catalog_sqlite.edits import EditedArticles
from pos_terminal.domain.catalog import Product

ARTICLES = 5


def main(catalogue_path: Path, first: int) -> None:
    """Until it is killed."""
    edits = EditedArticles(catalogue_path)
    for number in itertools.count(first):
        name = f"Article {number % ARTICLES}"
        product = Product(f"p{number % ARTICLES}", name, number, "A", barcodes=(f"c{number}",))
        edits.save(product, f"2026-11-24T{number:012d}")
        os.write(1, b"%d\n" % number)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
