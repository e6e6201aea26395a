"""Papers that are asked for one by one: a gift receipt, labels. As `commands.py`."""

from typing import Literal

from pos_terminal.commands import Command


class PrintGiftReceipt(Command, frozen=True, tag=True):
    """Print a paper without prices over a receipt (empty: the last one)."""

    receipt_no: str = ""


class PrintLabels(Command, frozen=True, tag=True):
    """Print labels of an article, for its shelf or for the goods."""

    product_id: str
    kind: Literal["shelf", "price"]
    pieces: int = 1
