"""How fast the catalogue answers and is imported, and how often the search finds what is meant.

    python bench/catalogue.py articles.csv.gz [--file articles.sqlite]

Functions return samples in nanoseconds, for whoever wants to put them beside others; `main` prints a table.
The list has the columns of `pos-terminal catalog import`; where it has no prices they are made up by the rule
`gtin`.
"""

import argparse
import csv
import gzip
import io
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pos_terminal.adapters.catalog_sqlite.replica import SqliteCatalogue
from pos_terminal.adapters.catalog_sqlite.search import SqliteSearch
from pos_terminal.domain.barcodes import Code, parse
from pos_terminal.errors import PosError

ROWS_SHOWN = 8
_WORD = re.compile(r"\w+")

_IMPORT = """
import sys
from pathlib import Path
from pos_terminal.adapters.catalog_sqlite.csv_import import import_csv
from pos_terminal.adapters.catalog_sqlite.rows import ImportOptions
source, target = map(Path, sys.argv[1:])
report = target.with_suffix(".report.csv")
result = import_csv(source, target, report_path=report, options=ImportOptions(price_rule="gtin"))
print(result.articles)
"""


@dataclass(frozen=True, slots=True)
class Article:
    """One line of the list: a code as written and a name."""

    code_text: str
    name: str


def read_list(path: Path) -> list[Article]:
    """The codes and names of a list with the columns gtin and name."""
    zipped = path.suffix == ".gz"
    with path.open("rb") as raw, gzip.GzipFile(fileobj=raw) if zipped else raw as plain:
        text = io.TextIOWrapper(plain, "utf-8", newline="")
        return [Article(row["gtin"], row["name"]) for row in csv.DictReader(text)]


def import_ns(source: Path, target: Path) -> int:
    """Import a list in a process of its own; nanoseconds from start to end of that process."""
    began = time.perf_counter_ns()
    subprocess.run(
        [sys.executable, "-c", _IMPORT, str(source), str(target)], check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter_ns() - began


def lookup_ns(catalogue: SqliteCatalogue, codes: Sequence[str]) -> list[int]:
    """Time of each look-up, from the scanned text to the article."""
    samples = []
    for code_text in codes:
        began = time.perf_counter_ns()
        code = parse(code_text)
        found = catalogue.by_code(code.keys) if isinstance(code, Code) else ()
        samples.append(time.perf_counter_ns() - began)
        if not found:
            raise PosError(f"The code {code_text} of the list was not found.")
    return samples


def keystroke_ns(search: SqliteSearch, texts: Iterable[str]) -> list[int]:
    """Time of each search while these texts are typed, letter by letter."""
    samples = []
    for text in texts:
        for end in range(1, len(text) + 1):
            began = time.perf_counter_ns()
            search.search(text[:end], ROWS_SHOWN)
            samples.append(time.perf_counter_ns() - began)
    return samples


def rarest_words(articles: Sequence[Article], chosen: Sequence[Article]) -> list[str]:
    """For each chosen article its two rarest words over the whole list, as a cashier would type them."""
    counts: Counter[str] = Counter()
    for article in articles:
        counts.update(set(_WORD.findall(article.name.casefold())))
    texts = []
    for article in chosen:
        own = dict.fromkeys(_WORD.findall(article.name.casefold()))
        texts.append(" ".join(sorted(own, key=lambda word: (counts[word], word))[:2]))
    return texts


def hits(search: SqliteSearch, chosen: Sequence[Article], texts: Sequence[str]) -> int:
    """How many texts bring their article, or one of the same name, into the rows that are shown."""
    found = 0
    for article, text in zip(chosen, texts, strict=True):
        wanted = " ".join(article.name.casefold().split())
        rows = search.search(text, ROWS_SHOWN)
        code = parse(article.code_text)
        keys = code.keys if isinstance(code, Code) else ()
        found += any(row.name.casefold() == wanted or row.product_id in keys for row in rows)
    return found


def _line(name: str, samples: Sequence[int]) -> str:
    ordered = sorted(samples)
    p50, p99 = (ordered[min(len(ordered) - 1, len(ordered) * part // 100)] / 1e6 for part in (50, 99))
    figures = f"p50 {p50:8.3f} ms   p99 {p99:8.3f} ms   max {ordered[-1] / 1e6:8.3f} ms"
    return f"{name:<28} {len(samples):>7} samples   {figures}"


def main() -> int:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("list", type=Path, help="article list with gtin and name, CSV or CSV.gz")
    arguments.add_argument("--file", type=Path, help="article file that was imported from it before")
    arguments.add_argument("--seed", type=int, default=1)
    chosen_arguments = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = chosen_arguments.file or Path(folder) / "articles.sqlite"
        if chosen_arguments.file is None:
            print(f"{'import':<28} {import_ns(chosen_arguments.list, path) / 1e9:7.2f} s")
        articles = read_list(chosen_arguments.list)
        draw = random.Random(chosen_arguments.seed)
        catalogue, search = SqliteCatalogue(path), SqliteSearch(path)
        print(
            _line("look-up", lookup_ns(catalogue, [draw.choice(articles).code_text for _ in range(20_000)]))
        )
        chosen = draw.sample(articles, 1000)
        texts = rarest_words(articles, chosen)
        print(_line("search, rarest words", keystroke_ns(search, texts)))
        print(
            _line(
                "search, whole names", keystroke_ns(search, [article.name[:40] for article in chosen[:300]])
            )
        )
        print(_line("search, codes", keystroke_ns(search, [article.code_text for article in chosen[:300]])))
        ends = [article.code_text[-6:] for article in chosen[:300]]
        print(_line("search, ends of codes", keystroke_ns(search, ends)))
        print(f"{'found in the first 8 rows':<28} {hits(search, chosen, texts) / 10:.1f} % of 1,000")
        catalogue.close()
        search.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
