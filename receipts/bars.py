"""The picture of a CODE128 symbol, for every paper that has no barcode function of its own. Pure."""

from PIL import Image

from receipts.code128 import Symbol


def bars_picture(symbol: Symbol, height: int, *, ladder: bool) -> Image.Image:
    """A mask, 255 is ink. ladder: turned by a quarter, for a paper narrower than the symbol is long."""
    row = Image.new("L", (len(symbol.modules), 1))
    row.putdata([255 if module == "1" else 0 for module in symbol.modules])
    picture = row.resize((symbol.dots, height), Image.Resampling.NEAREST)
    return picture.transpose(Image.Transpose.ROTATE_90) if ladder else picture
