"""Barcodes as modules, for a screen or a sheet to paint at any size: bars, QR codes, Data Matrix.

Pure. python-barcode and qrcode are imported with the first symbol: they cost 0.1 s.
"""

from typing import Any

from receipts.datamatrix import datamatrix

_GS = "\x1d"
_FNC1 = "\xf1"

# 1 is dark. One row: bars, as tall as there is room.
Modules = tuple[str, ...]


def ean13(digits: str) -> Modules:
    """The bars of 13 digits."""
    from barcode.ean import EuropeanArticleNumber13

    return tuple(EuropeanArticleNumber13(digits).build())


def code128(text: str) -> Modules:
    """The bars of printable ASCII."""
    from barcode.codex import Code128

    return tuple(Code128(text).build())


def gs1_128(elements: str) -> Modules:
    """The bars of an element string. A GS in it becomes FNC1."""
    from barcode.codex import Gs1_128

    return tuple(Gs1_128(elements.replace(_GS, _FNC1)).build())


def qr(text: str) -> Modules:
    """A QR code of the usual error correction (M)."""
    from qrcode import QRCode  # type: ignore[import-untyped]
    from qrcode.constants import ERROR_CORRECT_M  # type: ignore[import-untyped]

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    return _made(code)


def gs1_qr(elements: str) -> Modules:
    """A QR code that says that it holds GS1 elements (ISO/IEC 18004, 7.4.8.2: FNC1 in first position)."""
    from qrcode import QRCode
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.util import MODE_8BIT_BYTE, QRData  # type: ignore[import-untyped]

    class Fnc1First(QRData):  # type: ignore[misc]  # qrcode has no types
        """Bytes with the mode indicator 0101 before their own."""

        def write(self, buffer: Any) -> None:
            # WORKAROUND qrcode 8.2 has no FNC1: its own first bits are taken back and written anew.
            count_bits = buffer.length - 4
            buffer.buffer.clear()
            buffer.length = 0
            buffer.put(0b0101, 4)
            buffer.put(MODE_8BIT_BYTE, 4)
            buffer.put(len(self), count_bits)
            super().write(buffer)

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(Fnc1First(elements.encode("ascii"), mode=MODE_8BIT_BYTE))
    return _made(code)


def gs1_datamatrix(elements: str) -> Modules:
    """A GS1 DataMatrix."""
    return datamatrix(elements, gs1=True)


def _made(code: Any) -> Modules:
    code.make(fit=True)
    return tuple("".join("1" if dark else "0" for dark in row) for row in code.get_matrix())


DRAWINGS = {
    "ean13": ean13,
    "code128": code128,
    "gs1_128": gs1_128,
    "qr": qr,
    "gs1_qr": gs1_qr,
    "gs1_datamatrix": gs1_datamatrix,
}
