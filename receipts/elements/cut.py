"""The end of a paper. Pure."""

from dataclasses import dataclass

from receipts.surface import Surface


@dataclass(frozen=True, slots=True)
class Cut:
    """Feeds past the knife (or the tear bar) and cuts where the printer can."""

    def draw(self, surface: Surface) -> None:
        """End the paper."""
        surface.cut()
