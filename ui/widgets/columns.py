"""How columns share the width of a table. Pure arithmetic."""

from collections.abc import Sequence

from ui.flows.sheet import Align


def shared(needed: Sequence[int], aligns: Sequence[Align], weights: Sequence[int], room: int) -> list[int]:
    """The width of each column: figures what they need, words the rest.

    Where all words have room, what is left over is shared by weight; where not, a column that needs less than
    its share has what it needs, and the others share the rest.
    """
    widths = list(needed)
    words = [index for index, align in enumerate(aligns) if align == "start"]
    if not words:
        return widths
    rest = room - sum(needed[index] for index, align in enumerate(aligns) if align != "start")
    wanting = sum(needed[index] for index in words)
    if wanting <= rest:
        whole = sum(weights[index] for index in words)
        for index in words:
            widths[index] += (rest - wanting) * weights[index] // whole
        return widths
    open_words = sorted(words, key=lambda index: needed[index] * 1000 // max(1, weights[index]))
    for position, index in enumerate(open_words):
        whole = sum(weights[other] for other in open_words[position:])
        widths[index] = max(0, min(needed[index], rest * weights[index] // max(1, whole)))
        rest -= widths[index]
    return widths
