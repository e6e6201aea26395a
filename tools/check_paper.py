"""Reads captured printer bytes back into documents and tickets, for the checker. Imports nothing of the
program.

Written from the ESC/POS command reference, not from the program's encoder: a command that is not known here
is reported instead of being guessed over.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# How many bytes follow a command; commands with longer rules have a branch in `_length_of`.
_ESC_LENGTHS = {
    **dict.fromkeys(b"!aE-tRdJMG3{V =rUT", 1),
    **dict.fromkeys(b"@2SLim<", 0),
    **dict.fromkeys(b"$\\c", 2),
    ord("p"): 3,
    ord("W"): 8,
}
_GS_LENGTHS = {**dict.fromkeys(b"!BHhwfarIb/E", 1), **dict.fromkeys(b"LWP$\\", 2), ord(":"): 0}
_FS_LENGTHS = {**dict.fromkeys(b".&", 0), **dict.fromkeys(b"C!-", 1), **dict.fromkeys(b"Sp", 2)}
_REAL_TIME = {4: 1, 5: 1, 20: 3}
_CODE_PAGES = {0: "cp437", 2: "cp850", 16: "cp1252", 17: "cp866", 18: "cp852", 19: "cp858"}
_DOTS_A_COLUMN = 12


class Unreadable(Exception):
    """Bytes that are no known ESC/POS."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One document: its rows of text. whole: it ended with a cut; pictures: how many bit images it has."""

    rows: tuple[str, ...]
    whole: bool
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One article on the paper."""

    name: str
    quantity: int
    unit_minor: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class PaperTicket:
    """A receipt as printed. taxes: rate in basis points to (tax, gross)."""

    receipt_no: str
    copy: bool
    lines: tuple[PaperLine, ...]
    total_minor: int
    taxes: dict[int, tuple[int, int]]


def papers(stream: bytes) -> Iterator[Paper]:
    """The documents of one connection; pulses and status requests leave no trace. Raises Unreadable."""
    rows: list[str] = []
    row, page, pictures, at = "", "cp437", 0, 0
    while at < len(stream):
        byte = stream[at]
        if byte in (0x1B, 0x1D, 0x1C, 0x10):
            if at + 1 >= len(stream):
                break
            command, length = stream[at : at + 2], _length_of(stream, at)
            argument = stream[at + 2 : at + 2 + length]
            at += 2 + length
            if at > len(stream):
                break
            if command == b"\x1bt":
                page = _CODE_PAGES.get(argument[0], "ascii")
            elif command == b"\x1b$":
                row = row.ljust(int.from_bytes(argument, "little") // _DOTS_A_COLUMN)
            elif command in (b"\x1dv", b"\x1b*") or (command == b"\x1d(" and argument[:1] == b"L"):
                pictures += 1
            elif command == b"\x1bd":
                rows, row = [*rows, row], ""
            elif command == b"\x1dV":
                yield Paper((*rows, row) if row else tuple(rows), True, pictures)
                rows, row, pictures = [], "", 0
        elif byte == 0x0A:
            rows, row, at = [*rows, row], "", at + 1
        elif byte < 0x20:
            if byte not in (0x00, 0x0D):  # a printer passes over both
                raise Unreadable(f"control character {byte:#04x} at byte {at}")
            at += 1
        else:
            end = _text_end(stream, at)
            row += stream[at:end].decode(page, "replace")
            at = end
    if any(text.strip() for text in (*rows, row)) or pictures:
        yield Paper((*rows, row), False, pictures)


def _text_end(stream: bytes, at: int) -> int:
    while at < len(stream) and stream[at] >= 0x20:
        at += 1
    return at


def _length_of(stream: bytes, at: int) -> int:
    """How many bytes follow the two of the command at `at`."""
    lead, code, rest = stream[at], stream[at + 1], stream[at + 2 :]
    length: int | None
    if lead == 0x10:
        length = _REAL_TIME.get(code)
    elif lead == 0x1B:
        length = _length_of_image(rest) if code == ord("*") else _ESC_LENGTHS.get(code)
        length = rest.find(b"\0") + 1 if code == ord("D") else length
    elif code == ord("("):
        length = 3 + int.from_bytes(rest[1:3], "little")
    elif lead == 0x1C:
        length = _FS_LENGTHS.get(code)
    elif code == ord("V"):
        length = 1 if rest[:1] in (b"\0", b"\1", b"0", b"1") else 2
    elif code == ord("k"):
        length = rest.find(b"\0") + 1 if rest[:1] <= b"\6" else 2 + int.from_bytes(rest[1:2], "little")
    elif code == ord("v"):
        length = 6 + int.from_bytes(rest[2:4], "little") * int.from_bytes(rest[4:6], "little")
    elif code == ord("8"):
        length = 5 + int.from_bytes(rest[1:5], "little")
    else:
        length = _GS_LENGTHS.get(code)
    if length is None:
        raise Unreadable(f"unknown command {stream[at : at + 2].hex(' ')} at byte {at}")
    return length


def _length_of_image(rest: bytes) -> int:
    columns = int.from_bytes(rest[1:3], "little")
    return 3 + columns * (3 if rest[:1] in (b"\x20", b"\x21") else 1)


_AMOUNT = r"-?\d[\d,]*\.\d\d"
_ITEM_END = re.compile(rf"^(?P<label>.*?)\s+(?P<amount>{_AMOUNT})(?:\s+[A-Z])?$")
_DETAIL = re.compile(rf"^(?P<quantity>[\d,]+) x (?P<unit>{_AMOUNT})$")
_TOTAL = re.compile(rf"^TOTAL\b\D*(?P<amount>{_AMOUNT})$")
_TAX_ROW = re.compile(
    rf"^(?:[A-Z] )?(?P<rate>[\d.]+)%\s+(?P<net>{_AMOUNT})\s+(?P<tax>{_AMOUNT})\s+(?P<gross>{_AMOUNT})$"
)
_NUMBER = re.compile(r"\b(?P<number>[A-Z0-9]{1,8}-[A-Z]\d{6,})\b")


def minor(text: str) -> int:
    """`1,234.50` as 123450."""
    return int(text.replace(",", "").replace(".", ""))


def ticket_of(paper: Paper) -> PaperTicket | None:
    """The receipt on a paper; None where it has no receipt number or no total."""
    texts = [row.rstrip() for row in paper.rows]
    numbers = [found["number"] for text in texts if (found := _NUMBER.search(text))]
    totals = [
        (index, minor(found["amount"]))
        for index, text in enumerate(texts)
        if (found := _TOTAL.match(text.strip()))
    ]
    if not numbers or not totals:
        return None
    end, total_minor = totals[0]
    taxes = {
        round(float(found["rate"]) * 100): (minor(found["tax"]), minor(found["gross"]))
        for text in texts[end + 1 :]
        if (found := _TAX_ROW.match(text.strip()))
    }
    copy = any("COPY" in text for text in texts)
    return PaperTicket(numbers[0], copy, tuple(_lines(texts[:end])), total_minor, taxes)


def _lines(texts: Sequence[str]) -> Iterator[PaperLine]:
    """Items: a name (wrapped or not) with its amount, or a name and below it `6 x 2.55` with the amount."""
    name: list[str] = []
    details = [_detail(text) for text in texts]
    for text, detail, below in zip(texts, details, [*details[1:], None], strict=True):
        found = _ITEM_END.match(text)
        if found and detail:
            quantity, unit_minor = detail
            yield PaperLine(" ".join(name), quantity, unit_minor, minor(found["amount"]))
            name = []
        elif found and not below:
            amount_minor = minor(found["amount"])
            yield PaperLine(" ".join([*name, found["label"].strip()]).strip(), 1, amount_minor, amount_minor)
            name = []
        else:
            # A rule or an empty row parts the head of the paper from its items.
            stripped = text.strip()
            name = [] if set(stripped) <= set("-=") else [*name, stripped]


def _detail(text: str) -> tuple[int, int] | None:
    """Quantity and unit price, where a row has them before its amount."""
    found = _ITEM_END.match(text)
    detail = _DETAIL.match(found["label"].strip()) if found else None
    return (int(detail["quantity"].replace(",", "")), minor(detail["unit"])) if detail else None
