"""The symbols of a scanner's self-test, and what it means when one is read otherwise than it was drawn. Pure.

One symbol for each thing that can be set wrongly: digits, letters and signs (the keyboard's layout), the
separator GS, AIM identifiers, symbols of GS1, more than 56 characters.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pos_terminal.domain.codes.looking import aim_of

GS = "\x1d"
Drawing = Literal["ean13", "code128", "gs1_128", "qr", "gs1_qr", "gs1_datamatrix"]
Level = Literal["ok", "hint", "differs"]

# Of a layout's name, empty where none fits: from what was drawn and what came.
GuessLayout = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class SampleSymbol:
    """text: as a scanner sends it, without AIM identifier. aims: identifiers that are right for it."""

    symbol_id: str
    name: str
    drawing: Drawing
    text: str
    aims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """level: ok, hint (read right, could be set better), differs. findings: codes, each with its object.

    other: the id of the symbol of the test that was read in place of this one.
    """

    level: Level
    findings: tuple[tuple[str, str], ...] = ()
    other: str = ""


SYMBOLS: tuple[SampleSymbol, ...] = (
    SampleSymbol("ean13", "EAN-13", "ean13", "4006381333931", ("]E0",)),
    SampleSymbol("code128", "Code 128", "code128", "Az-Zy/09+#:?&=_", ("]C0",)),
    SampleSymbol("gs1_128", "GS1-128", "gs1_128", f"010400638133393110AB7{GS}17271231", ("]C1",)),
    SampleSymbol(
        "gs1_datamatrix",
        "GS1 DataMatrix",
        "gs1_datamatrix",
        f"010400638133393110LOT-7{GS}21A1b2{GS}17271231",
        ("]d2",),
    ),
    SampleSymbol("gs1_qr", "GS1 QR Code", "gs1_qr", f"010400638133393121S-9{GS}15271130", ("]Q3",)),
    SampleSymbol(
        "link",
        "QR Code, GS1 Digital Link",
        "qr",
        "https://id.gs1.org/01/04006381333931/10/AB7/21/1234567890?17=271231",
        ("]Q0", "]Q1", "]Q2"),
    ),
)
BY_ID = {symbol.symbol_id: symbol for symbol in SYMBOLS}

# Where these would be said, the scanner did not take the symbol for one of GS1.
_NOT_GS1 = {"]C1": ("]C0",), "]d2": ("]d1",), "]Q3": ("]Q1",)}
_LEAD_IN = 8


def judged(symbol: SampleSymbol, text: str, guess_layout: GuessLayout) -> Verdict:
    """What became of a symbol. text: as the scanner gave it."""
    aim = aim_of(text)
    body = text[len(aim) :]
    other = next((row for row in SYMBOLS if row is not symbol and row.text == body), None)
    if other is not None:
        return Verdict("differs", (("other_symbol", other.name),), other.symbol_id)
    findings = [*_aim_findings(symbol, aim), *_body_findings(symbol, body, guess_layout)]
    if not findings:
        return Verdict("ok")
    hints = {"no_aim"}
    level: Level = "hint" if all(code in hints for code, _ in findings) else "differs"
    return Verdict(level, tuple(findings))


def _aim_findings(symbol: SampleSymbol, aim: str) -> list[tuple[str, str]]:
    if not aim:
        return [("no_aim", symbol.aims[0])]
    if aim in symbol.aims:
        return []
    if aim in _NOT_GS1.get(symbol.aims[0], ()):
        return [("not_gs1", aim)]
    return [("other_aim", aim)]


def _body_findings(symbol: SampleSymbol, body: str, guess_layout: GuessLayout) -> list[tuple[str, str]]:
    wanted = symbol.text
    if body == wanted or (symbol.drawing == "ean13" and body == f"0{wanted}"):
        return []
    if symbol.drawing == "ean13" and body == wanted[:-1]:
        return [("no_check_digit", wanted[-1])]
    if GS in wanted:
        if body == wanted.replace(GS, ""):
            return [("no_gs", "")]
        in_place = _in_place_of_gs(wanted, body)
        if in_place:
            return [("gs_replaced", in_place)]
    if body == wanted.swapcase():
        return [("caps", "")]
    layout = guess_layout(wanted, body)
    if layout:
        return [("layout", layout)]
    return [_around(wanted, body)]


def _in_place_of_gs(wanted: str, body: str) -> str:
    """What stands where the separators should, empty where it is not that."""
    first, *rest = (re.escape(part) for part in wanted.split(GS))
    pattern = first + "(?P<gs>.{1,8}?)" + rest[0] + "".join(f"(?P=gs){part}" for part in rest[1:])
    match = re.fullmatch(pattern, body, re.DOTALL)
    return match[1] if match is not None else ""


def _around(wanted: str, body: str) -> tuple[str, str]:
    before, found, behind = body.partition(wanted)
    if found and len(before) <= _LEAD_IN and len(behind) <= _LEAD_IN:
        return ("before", before) if before else ("behind", behind)
    if body and (wanted.startswith(body) or wanted.endswith(body)):
        return "cut", body
    return "different", body
