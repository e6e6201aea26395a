"""What a USB printer's port status byte means. Pure.

Source: USB Device Class Definition for Printing Devices 1.1, 4.2.2 (GET_PORT_STATUS): bit 5 paper empty,
bit 4 selected, bit 3 no error. Many printers answer 0x18 whatever happens, so it can say that something is
wrong and never that all is well.
"""

_PAPER_EMPTY, _SELECTED, _NO_ERROR = 0x20, 0x10, 0x08


def port_problem(byte: int | None) -> str:
    """What is wrong, as the rest of a sentence about the printer; empty where it names nothing."""
    if byte is None:
        return ""
    if byte & _PAPER_EMPTY:
        return "has no paper; put a new roll in"
    if not byte & _SELECTED:
        return "is not ready; switch it to on-line"
    return "" if byte & _NO_ERROR else "says that something is wrong with it; look at its lamps"
