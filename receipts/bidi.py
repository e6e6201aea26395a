"""The order in which the runs of a line stand on paper, for lines with right-to-left scripts.

Pure. The Unicode bidirectional algorithm (UAX #9, revision 49) without explicit embeddings and isolates:
`clean.py` takes those characters out, as they could make a price read otherwise than it is.
"""

import unicodedata
from typing import Literal

Base = Literal["auto", "ltr", "rtl"]

_STRONG = {"L", "R", "AL"}
_NEUTRAL = {"B", "S", "WS", "ON"}
_PAIRS = {"(": ")", "[": "]", "{": "}"}


def has_right_to_left(text: str) -> bool:
    """Whether any character of the text is written from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(char) in {"R", "AL", "AN"} for char in text)


def visual_runs(text: str, base: Base) -> list[tuple[str, bool]]:
    """The runs from left to right on paper, each in reading order; True: it is written right to left.

    A text without right-to-left characters is one run whatever the base: amounts and codes stay left to
    right.
    """
    if not has_right_to_left(text):
        return [(text, False)] if text else []
    levels = _levels(text, _base_level(text, base))
    runs: list[tuple[str, int]] = []
    for char, level in zip(text, levels, strict=True):
        if runs and runs[-1][1] == level:
            runs[-1] = (runs[-1][0] + char, level)
        else:
            runs.append((char, level))
    for threshold in range(max(levels), 0, -1):
        runs = _reversed_from(runs, threshold)
    return [(run, level % 2 == 1) for run, level in runs]


def _base_level(text: str, base: Base) -> int:
    """Rules P2 and P3 where the base is `auto`."""
    if base != "auto":
        return 1 if base == "rtl" else 0
    for char in text:
        if (kind := unicodedata.bidirectional(char)) in _STRONG:
            return 0 if kind == "L" else 1
    return 0


def _levels(text: str, base: int) -> list[int]:
    """An embedding level for each character."""
    edge = "R" if base else "L"
    kinds = [unicodedata.bidirectional(char) or "L" for char in text]
    blank = [kind in {"WS", "S", "B", "BN"} for kind in kinds]
    _resolve_weak(kinds, edge)
    _resolve_brackets(text, kinds, edge)
    _resolve_neutral(kinds, edge)
    levels = [_implicit(kind, base) for kind in kinds]
    for index in range(len(levels) - 1, -1, -1):  # L1: blanks at the end stand at the line's own level
        if not blank[index]:
            break
        levels[index] = base
    return levels


def _implicit(kind: str, base: int) -> int:
    """Rules I1 and I2."""
    if kind == "L":
        return 2 if base else 0
    return 1 if kind == "R" else 2


def _resolve_weak(kinds: list[str], edge: str) -> None:
    """Rules W1 to W7."""
    strong, before = edge, edge
    for index, kind in enumerate(kinds):
        if kind in {"NSM", "BN"}:  # W1
            kind = before
        if kind in _STRONG:
            strong = kind
        if kind == "EN" and strong == "AL":  # W2
            kind = "AN"
        kinds[index] = before = kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]  # W3
    for index in range(1, len(kinds) - 1):  # W4
        left, kind, right = kinds[index - 1 : index + 2]
        if left == right and ((kind == "CS" and left in {"EN", "AN"}) or (kind == "ES" and left == "EN")):
            kinds[index] = left
    _resolve_terminators(kinds)
    strong = edge
    for index, kind in enumerate(kinds):  # W7
        if kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"


def _resolve_terminators(kinds: list[str]) -> None:
    """Rules W5 and W6: signs beside European numbers belong to them, all others are neutral."""
    for order in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        before = ""
        for index in order:
            if kinds[index] == "ET" and before == "EN":
                kinds[index] = "EN"
            before = kinds[index]
    kinds[:] = ["ON" if kind in {"ES", "ET", "CS"} else kind for kind in kinds]


def _resolve_brackets(text: str, kinds: list[str], edge: str) -> None:
    """Rule N0 for the three ASCII pairs."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for index, char in enumerate(text):
        if kinds[index] != "ON":
            continue
        if char in _PAIRS:
            opened.append(index)
        elif char in _PAIRS.values():
            for depth in range(len(opened) - 1, -1, -1):
                if _PAIRS[text[opened[depth]]] == char:
                    pairs.append((opened[depth], index))
                    del opened[depth:]
                    break
    for start, end in sorted(pairs):
        inside = {_direction(kind) for kind in kinds[start + 1 : end]} - {""}
        if edge in inside:
            _set_bracket(text, kinds, (start, end), edge)
        elif inside:
            before = next((_direction(kind) for kind in reversed(kinds[:start]) if _direction(kind)), edge)
            _set_bracket(text, kinds, (start, end), before if before in inside else edge)


def _set_bracket(text: str, kinds: list[str], pair: tuple[int, int], direction: str) -> None:
    """Both brackets, and the marks that follow them."""
    for index in pair:
        kinds[index] = direction
        marks = index + 1
        while marks < len(text) and unicodedata.bidirectional(text[marks]) == "NSM":
            kinds[marks] = direction
            marks += 1


def _resolve_neutral(kinds: list[str], edge: str) -> None:
    """Rules N1 and N2."""
    index = 0
    while index < len(kinds):
        end = index
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > index:
            before = _direction(kinds[index - 1]) if index else edge
            after = _direction(kinds[end]) if end < len(kinds) else edge
            kinds[index:end] = [before if before == after else edge] * (end - index)
        index = end + 1


def _direction(kind: str) -> str:
    """The strong direction that neutrals see; numbers count as right to left, neutrals as none."""
    if kind == "L":
        return "L"
    return "R" if kind in {"R", "EN", "AN"} else ""


def _reversed_from(runs: list[tuple[str, int]], threshold: int) -> list[tuple[str, int]]:
    """Rule L2: reverse each sequence of runs at this level or above."""
    ordered: list[tuple[str, int]] = []
    block: list[tuple[str, int]] = []
    for run in runs:
        if run[1] >= threshold:
            block.insert(0, run)
        else:
            ordered += [*block, run]
            block = []
    return ordered + block
