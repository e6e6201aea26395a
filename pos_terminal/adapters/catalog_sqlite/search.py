"""Finding articles as the cashier types: words in any order and half typed, any script, fragments of codes.

For the lookup worker's own thread. Two steps keep a keystroke short however large the file: the index gives
the first candidates only (short names first, see schema.py), and just these are put in order.
"""

from collections import Counter
from pathlib import Path

from pos_terminal.adapters.catalog_sqlite.folding import Term, fold, index_tokens, search_terms, words
from pos_terminal.adapters.catalog_sqlite.replica import Replica
from pos_terminal.adapters.catalog_sqlite.schema import BARCODE_SEPARATOR, PRODUCT_COLUMNS, product_of
from pos_terminal.domain.barcodes import Code, parse
from pos_terminal.domain.catalog import Product

MAX_TEXT_CHARS = 200
MAX_TERMS = 12
WORD_CANDIDATES = 200
# Eight times the same words help nobody: so many articles of one name stand among the first.
NAMESAKES = 2
# Three digits in a row do not prove the fragment: so many articles that have them all are looked at.
FRAGMENT_CANDIDATES = 2000
FRAGMENT_ROWS = 300
MIN_FRAGMENT_CHARS = 3

_BY_WORDS = f"""
SELECT id, name FROM product WHERE id IN
    (SELECT rowid FROM word_index WHERE word_index MATCH ? ORDER BY rowid LIMIT {WORD_CANDIDATES})
"""
_BY_FRAGMENT = f"""
SELECT p.id, p.barcodes FROM
    (SELECT rowid AS id FROM code_index WHERE code_index MATCH ? ORDER BY rowid
     LIMIT {FRAGMENT_CANDIDATES}) AS found JOIN product AS p ON p.id = found.id
WHERE instr(p.barcodes, ?) LIMIT {FRAGMENT_ROWS}
"""
_BY_KEY = """
SELECT p.id FROM code AS c JOIN product AS p ON p.id = c.product JOIN kind AS k ON k.id = p.kind
WHERE c.key = ? AND k.active
"""
_BY_ROW_ID = (
    f"SELECT p.id, {PRODUCT_COLUMNS} FROM product AS p JOIN kind AS k ON k.id = p.kind WHERE p.id IN "
)


class SqliteSearch:
    """The `ProductSearch` of services/ports.py."""

    def __init__(self, path: Path) -> None:
        self._replica = Replica(path, cache_kib=16384)

    def search(self, text: str, limit: int) -> tuple[Product, ...]:
        """The best articles for a text, best first; none for a text without letters and digits.

        Raises StorageUnavailable where the article file cannot be read.
        """
        text = text[:MAX_TEXT_CHARS].strip()
        by_words = self._by_words(search_terms(text)[:MAX_TERMS])
        compact = text.replace(" ", "").replace("-", "")
        if compact.isascii() and compact.isdigit():
            ids = _in_turn(self._by_fragment(compact, limit), by_words)
        else:
            ids = by_words
        return self._products([*dict.fromkeys([*self._by_key(text), *ids])][:limit])

    def close(self) -> None:
        """Close the file."""
        self._replica.close()

    def _by_key(self, text: str) -> list[int]:
        code = parse(text)
        if not isinstance(code, Code):
            return []
        for key in code.keys:
            rows = self._replica.rows(_BY_KEY, (key,))
            if rows:
                return [row[0] for row in rows]
        return []

    def _by_words(self, terms: tuple[Term, ...]) -> list[int]:
        """Ids of the articles that have all terms, best first."""
        if not terms:
            return []
        whole = " ".join(f'"{term.text}"' for term in terms)
        begun = " ".join(f'"{term.text}"*' if term.prefix else f'"{term.text}"' for term in terms)
        found: dict[int, str] = {}
        # Names that have the words whole would drown among longer words in the first candidates of "begun".
        for match in dict.fromkeys((whole, begun)):
            found.update(self._replica.rows(_BY_WORDS, (match,)))
        return _few_of_a_name(
            sorted((_rank(name, row_id, terms), name, row_id) for row_id, name in found.items())
        )

    def _by_fragment(self, digits: str, limit: int) -> list[int]:
        """Ids of the articles with these digits in a code: at its beginning, at its end, or inside."""
        if len(digits) < MIN_FRAGMENT_CHARS:
            return []
        match = " ".join(f'"{digits[i : i + 3]}"' for i in range(len(digits) - 2))
        places: dict[int, tuple[int, int]] = {}
        for row_id, barcodes in self._replica.rows(_BY_FRAGMENT, (match, digits)):
            places[row_id] = (_place(barcodes, digits), row_id)
        return sorted(places, key=places.__getitem__)[:limit]

    def _products(self, ids: list[int]) -> tuple[Product, ...]:
        rows = self._replica.rows(f"{_BY_ROW_ID} ({','.join('?' * len(ids))})", ids)
        by_id = {row[0]: product_of(row[1:]) for row in rows}
        return tuple(by_id[row_id] for row_id in ids if row_id in by_id)


def _rank(name: str, row_id: int, terms: tuple[Term, ...]) -> tuple[int, int, int]:
    """Lower is better: words found whole, few others, the first one typed in front, short names."""
    name_words = words(name)
    tokens = set(index_tokens(name_words))
    missed = sum(term.text not in tokens for term in terms)
    in_front = bool(name_words) and name_words[0].startswith(terms[0].text)
    return missed, len(name_words) + (0 if in_front else 2), row_id


def _few_of_a_name(ranked: list[tuple[tuple[int, int, int], str, int]]) -> list[int]:
    """Ids in order, but of each name only the first NAMESAKES; the others follow after every other name."""
    seen: Counter[str] = Counter()
    shown: list[int] = []
    later: list[int] = []
    for _, name, row_id in ranked:
        folded = fold(name)
        seen[folded] += 1
        (shown if seen[folded] <= NAMESAKES else later).append(row_id)
    return shown + later


def _place(barcodes: str, digits: str) -> int:
    codes = [code.lstrip("0") for code in barcodes.split(BARCODE_SEPARATOR)]
    wanted = digits.lstrip("0") or digits
    if any(code.startswith(wanted) for code in codes):
        return 0
    return 1 if any(code.endswith(digits) for code in codes) else 2


def _in_turn(first: list[int], second: list[int]) -> list[int]:
    """Both lists by turns: digits are as often a code as a size ("500 g")."""
    longest = max(len(first), len(second))
    return [row_id for i in range(longest) for row_id in (*first[i : i + 1], *second[i : i + 1])]
