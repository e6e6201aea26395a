"""Writes pos_terminal/domain/codes/identifiers.py from the application identifiers that biip knows.

`python -m tools.identifiers`, then `ruff format`, after an upgrade of biip; a test fails while the table is
not what biip says.
Why a module of our own: importing biip costs 130 ms and 21 MB (its tables of company prefixes).
"""

import sys
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

from biip import ParseError
from biip.gs1_application_identifiers import GS1ApplicationIdentifier

MODULE = Path(__file__).resolve().parent.parent / "pos_terminal" / "domain" / "codes" / "identifiers.py"
# Text with percent-encoded pairs: in biip's pattern a pair may also be six characters, and a printed code of
# forty pairs and one wrong character stalls the till with the ways to try that. Atomic: a pair is a pair.
_PAIRS = r"(?:[!%-?A-Z_a-z\x22]|%[0-9A-Fa-f][0-9A-Fa-f]%[0-9A-Fa-f][0-9A-Fa-f])"
_ATOMIC_PAIRS = r"(?>%[0-9A-Fa-f][0-9A-Fa-f]%[0-9A-Fa-f][0-9A-Fa-f]|[!%-?A-Z_a-z\x22])"
Row = tuple[str, str, str, bool]


def known() -> list[tuple[str, str, bool]]:
    """Every identifier: its digits, the pattern of its value, whether a separator has to follow it."""
    found = {}
    for number in range(10_000):
        for digits in {f"{number:02d}", f"{number:03d}", f"{number:04d}"}:
            identifier = _exactly(digits)
            if identifier is not None:
                pattern = _linear(identifier.pattern.removeprefix("^" + digits).removesuffix("$"))
                found[digits] = (digits, pattern, identifier.separator_required)
    return [found[digits] for digits in sorted(found)]


def rows() -> list[Row]:
    """The same, neighbours of one form joined: first, last, pattern of the value, separator."""
    joined: list[list[tuple[str, str, bool]]] = [[entry] for entry in known()[:1]]
    for before, entry in pairwise(known()):
        follows = len(before[0]) == len(entry[0]) and int(entry[0]) == int(before[0]) + 1
        if follows and before[1:] == entry[1:]:
            joined[-1].append(entry)
        else:
            joined.append([entry])
    return [(run[0][0], run[-1][0], *run[0][1:]) for run in joined]


def module() -> str:
    """The text of the module."""
    lines = [_row(row) for row in rows()]
    return HEAD.format(version=version("biip")) + "".join(lines) + ")\n"


def _exactly(digits: str) -> GS1ApplicationIdentifier | None:
    try:
        identifier = GS1ApplicationIdentifier.extract(digits)
    except ParseError:
        return None
    return identifier if identifier.ai == digits else None


def _linear(pattern: str) -> str:
    """The same pattern without its many ways to fail."""
    return pattern.replace(_PAIRS, _ATOMIC_PAIRS).replace("})", "}+)") if _PAIRS in pattern else pattern


def _row(row: Row) -> str:
    first, last, pattern, separated = row
    return f'    ("{first}", "{last}", r"{pattern}", {separated}),\n'


HEAD = '''"""The application identifiers of GS1, what follows each, and whether a separator must follow. Pure.

Written by `python -m tools.identifiers` from biip {version}; not edited by hand.
Source: GS1 General Specifications, section 3 (biip reads GS1's own published list).
"""

# First and last identifier of a run, the pattern of the value, whether it ends with a separator (FNC1).
ROWS: tuple[tuple[str, str, str, bool], ...] = (
'''


def main() -> int:
    """Write the module."""
    MODULE.write_text(module(), encoding="utf-8")
    print(f"{MODULE.name}: {len(known())} identifiers in {len(rows())} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
