"""A line across the paper. Pure."""

from dataclasses import dataclass

from receipts.surface import Surface, Weight


@dataclass(frozen=True, slots=True)
class Rule:
    """thin between parts, thick around what matters most."""

    weight: Weight = "thin"

    def draw(self, surface: Surface) -> None:
        """Draw it."""
        surface.rule(self.weight)
