"""Finding articles as the cashier types: words in any order and half typed, any script, fragments of codes.

For the lookup worker's own thread. Two steps keep a keystroke short however large the file: the index gives
the first candidates only (short names first, see schema.py), and just these are put in order.
"""

from collections import Counter
from pathlib import Path

from pos_terminal.adapters.catalog_sqlite.folding import Term, fold, index_tokens, search_terms, words
from pos_terminal.adapters.catalog_sqlite.layers import Articles, Replica
from pos_terminal.adapters.catalog_sqlite.packs import BARCODE_SEPARATOR
from pos_terminal.adapters.catalog_sqlite.schema import PRODUCT_COLUMNS, Row, product_of
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
SELECT id, name, product_id FROM product WHERE id IN
    (SELECT rowid FROM word_index WHERE word_index MATCH ? ORDER BY rowid LIMIT {WORD_CANDIDATES})
"""
_BY_FRAGMENT = f"""
SELECT p.id, p.barcodes, p.product_id FROM
    (SELECT rowid AS id FROM code_index WHERE code_index MATCH ? ORDER BY rowid
     LIMIT {FRAGMENT_CANDIDATES}) AS found JOIN product AS p ON p.id = found.id
WHERE instr(p.barcodes, ?) LIMIT {FRAGMENT_ROWS}
"""
_BY_KEY = """
SELECT p.id, k.active, p.product_id
FROM code AS c JOIN product AS p ON p.id = c.product JOIN kind AS k ON k.id = p.kind
WHERE c.key = ?
"""
_BY_ROW_ID = (
    f"SELECT p.id, {PRODUCT_COLUMNS} FROM product AS p JOIN kind AS k ON k.id = p.kind WHERE p.id IN "
)


# An article while it is looked for: whether it is listed (else among the changes), and its row there.
Found = tuple[bool, int]


class SqliteSearch:
    """The `ProductSearch` of services/ports.py."""

    def __init__(self, path: Path) -> None:
        self._articles = Articles(path, cache_kib=16384)

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
        self._articles.close()

    def _rows(self, sql: str, *parameters: object) -> list[tuple[Found, Row]]:
        """The rows of both files. sql: row id first, product id third."""
        edited = self._articles.edited.rows(sql, parameters)
        listed = self._articles.visible(self._articles.listed.rows(sql, parameters), 2)
        return [((False, row[0]), row) for row in edited] + [((True, row[0]), row) for row in listed]

    def _by_key(self, text: str) -> list[Found]:
        code = parse(text)
        if not isinstance(code, Code):
            return []
        for key in code.keys:
            active = [place for place, row in self._rows(_BY_KEY, key) if row[1]]
            if active:
                return active
        return []

    def _by_words(self, terms: tuple[Term, ...]) -> list[Found]:
        """Ids of the articles that have all terms, best first."""
        if not terms:
            return []
        whole = " ".join(f'"{term.text}"' for term in terms)
        begun = " ".join(f'"{term.text}"*' if term.prefix else f'"{term.text}"' for term in terms)
        names: dict[Found, str] = {}
        # Names that have the words whole would drown among longer words in the first candidates of "begun".
        for match in dict.fromkeys((whole, begun)):
            names.update((place, row[1]) for place, row in self._rows(_BY_WORDS, match))
        return _few_of_a_name(
            sorted((_rank(name, place[1], terms), name, place) for place, name in names.items())
        )

    def _by_fragment(self, digits: str, limit: int) -> list[Found]:
        """Ids of the articles with these digits in a code: at its beginning, at its end, or inside."""
        if len(digits) < MIN_FRAGMENT_CHARS:
            return []
        match = " ".join(f'"{digits[i : i + 3]}"' for i in range(len(digits) - 2))
        ranks: dict[Found, tuple[int, Found]] = {}
        for place, row in self._rows(_BY_FRAGMENT, match, digits):
            ranks[place] = (_place(row[1], digits), place)
        return sorted(ranks, key=ranks.__getitem__)[:limit]

    def _products(self, places: list[Found]) -> tuple[Product, ...]:
        read = {
            (is_listed, row[0]): product_of(row[1:])
            for is_listed, file in ((False, self._articles.edited), (True, self._articles.listed))
            for row in _rows_by_id(file, [row_id for listed, row_id in places if listed is is_listed])
        }
        return tuple(read[place] for place in places if place in read)


def _rows_by_id(file: Replica, ids: list[int]) -> list[Row]:
    return file.rows(f"{_BY_ROW_ID} ({','.join('?' * len(ids))})", ids) if ids else []


def _rank(name: str, row_id: int, terms: tuple[Term, ...]) -> tuple[int, int, int]:
    """Lower is better: words found whole, few others, the first one typed in front, short names."""
    name_words = words(name)
    tokens = set(index_tokens(name_words))
    missed = sum(term.text not in tokens for term in terms)
    in_front = bool(name_words) and name_words[0].startswith(terms[0].text)
    return missed, len(name_words) + (0 if in_front else 2), row_id


def _few_of_a_name(ranked: list[tuple[tuple[int, int, int], str, Found]]) -> list[Found]:
    """Articles in order, but of each name only the first NAMESAKES; the others follow after all others."""
    seen: Counter[str] = Counter()
    shown: list[Found] = []
    later: list[Found] = []
    for _, name, place in ranked:
        folded = fold(name)
        seen[folded] += 1
        (shown if seen[folded] <= NAMESAKES else later).append(place)
    return shown + later


def _place(barcodes: str, digits: str) -> int:
    codes = [code.lstrip("0") for code in barcodes.split(BARCODE_SEPARATOR)]
    wanted = digits.lstrip("0") or digits
    if any(code.startswith(wanted) for code in codes):
        return 0
    return 1 if any(code.endswith(digits) for code in codes) else 2


def _in_turn(first: list[Found], second: list[Found]) -> list[Found]:
    """Both lists by turns: digits are as often a code as a size ("500 g")."""
    longest = max(len(first), len(second))
    return [place for i in range(longest) for place in (*first[i : i + 1], *second[i : i + 1])]
