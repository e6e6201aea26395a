"""Black and white pictures as values: what an image element holds. Pure."""

from dataclasses import dataclass

from PIL import Image


@dataclass(frozen=True, slots=True)
class Dots:
    """A picture in printer dots. bits: rows of whole bytes, the leftmost dot in the highest bit, 1 is ink."""

    width: int
    height: int
    bits: bytes

    def mask(self) -> Image.Image:
        """As a mask, 255 is ink."""
        return Image.frombytes("1", (self.width, self.height), self.bits).convert("L")

    def fitted(self, width_dots: int) -> "Dots":
        """The same, made smaller where it is wider than that."""
        if self.width <= width_dots:
            return self
        height = max(1, self.height * width_dots // self.width)
        return dots_of(self.mask().resize((width_dots, height), Image.Resampling.NEAREST))


def dots_of(mask: Image.Image) -> Dots:
    """The picture of a mask whose every dot is 0 or 255 (another is ink from the middle on)."""
    one_bit = mask.point(lambda value: 255 if value >= 128 else 0).convert("1", dither=Image.Dither.NONE)
    return Dots(mask.width, mask.height, one_bit.tobytes())
