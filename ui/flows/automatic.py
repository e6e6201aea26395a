"""Which flow the view itself asks for: sign-in, a manager's approval. Asked at every view. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from ui.flows.kit import Start
from ui.flows.returning import FoundReceiptFlow
from ui.flows.sheet import Flow


@dataclass(frozen=True, slots=True)
class Wanted:
    """A flow that opens by itself. name: it opens once for each name, and goes when the name is another."""

    name: str
    flow: Flow


Automatic = Callable[[Start], Wanted | None]


def wanted(start: Start) -> Wanted | None:
    """The flow that this view asks for; None where it asks for none. What comes first hides what is below."""
    found = start.view.receipt_found
    if found is not None:
        return Wanted(f"receipt:{found.text}", FoundReceiptFlow(start))
    return None
