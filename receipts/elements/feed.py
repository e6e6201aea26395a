"""Empty paper. Pure."""

from dataclasses import dataclass

from receipts.surface import Surface


@dataclass(frozen=True, slots=True)
class Feed:
    """rows: how many rows stay empty."""

    rows: int = 1

    def draw(self, surface: Surface) -> None:
        """Leave them empty."""
        surface.feed(self.rows)
