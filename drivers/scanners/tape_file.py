"""A tape as a file: JSON lines, first a header, last the count of the pieces and a hash of all before.

Pure but for the stream that it writes to. Main thread of a command; never a reader's thread, which may not
wait for a disk. A tape is bounded: when it is full it ends, and says so.

SAFETY: a tape of a keyboard holds what the grabbed scanner typed and nothing of any other keyboard.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import IO, Any, Literal, get_args

from drivers.api import DriverError
from drivers.scanners.framing import Framing
from drivers.scanners.hid_report import Layout
from drivers.scanners.key_decoder import KeySettings
from drivers.scanners.keymaps import LAYOUTS
from drivers.scanners.tape import KINDS, Piece, Recipe, What

VERSION = 1
MOST_BYTES = 16 * 1024 * 1024
Why = Literal["stopped", "full"]

_WHATS: tuple[What, ...] = get_args(What)
_FRAMING_BYTES = ("terminators", "prefix", "suffix")
# The last line always has room.
_KEPT_FREE = 256


class TapeUnreadable(DriverError):
    """This is no tape, or of a newer program."""


@dataclass(frozen=True, slots=True)
class Tape:
    """A tape as it was read. began_ns: CLOCK_MONOTONIC of its beginning; made_at: UTC, as text, for people.

    why: how it ended. problem: a plain sentence where it is damaged; then pieces are those before the damage.
    """

    recipe: Recipe
    began_ns: int
    made_at: str
    pieces: tuple[Piece, ...]
    why: Why = "stopped"
    problem: str = ""


class TapeWriter:
    """Writes one tape."""

    def __init__(
        self, out: IO[bytes], recipe: Recipe, began_ns: int, made_at: str, most_bytes: int = MOST_BYTES
    ) -> None:
        self.pieces = 0
        self.full = False
        self._out = out
        self._began_ns = began_ns
        self._left_bytes = most_bytes - _KEPT_FREE
        self._hash = hashlib.sha256()
        header = {"tape": VERSION, "made_at": made_at, "began_ns": began_ns, **_recipe_fields(recipe)}
        self._write(header)

    def take(self, piece: Piece) -> bool:
        """Write a piece; False, and nothing is written any more, when the tape is full."""
        if not self.full and self._write(_piece_fields(piece, self._began_ns)):
            self.pieces += 1
        return not self.full

    def end(self) -> None:
        """Write the last line. Nothing may be written afterwards."""
        why: Why = "full" if self.full else "stopped"
        last = {"is": "end", "why": why, "pieces": self.pieces, "sha256": self._hash.hexdigest()}
        self._out.write(_line(last))
        self._out.flush()

    def _write(self, fields: dict[str, Any]) -> bool:
        line = _line(fields)
        if len(line) > self._left_bytes:
            self.full = True
            return False
        self._left_bytes -= len(line)
        self._hash.update(line)
        self._out.write(line)
        return True


def read_tape(lines: Iterable[bytes]) -> Tape:
    """A tape from its lines. Raises TapeUnreadable where not even its header is one."""
    rows = iter(lines)
    first = next(rows, b"")
    recipe, began_ns, made_at = _header(first)
    digest = hashlib.sha256(first)
    pieces: list[Piece] = []
    problem, why = "", None
    for number, line in enumerate(rows, 2):
        if why is not None:
            problem = f"The tape goes on after its end, from line {number}; it was changed."
            break
        fields = _object(line)
        if fields is not None and fields.get("is") == "end":
            problem, why = _end(fields, len(pieces), digest.hexdigest()), _why(fields)
            if problem:
                break
            continue
        piece = None if fields is None else _piece(fields, began_ns)
        if piece is None:
            problem = f"The tape is damaged in line {number}; what came before it was played."
            break
        digest.update(line)
        pieces.append(piece)
    if not problem and why is None:
        problem = "The tape has no end: it was cut off, or recording was killed."
    return Tape(recipe, began_ns, made_at, tuple(pieces), why or "stopped", problem)


def _recipe_fields(recipe: Recipe) -> dict[str, Any]:
    framing = asdict(recipe.framing)
    framing.update({name: framing[name].hex() for name in _FRAMING_BYTES})
    return {"kind": recipe.kind, "device": recipe.device, "framing": framing, "keys": asdict(recipe.keys)}


def _piece_fields(piece: Piece, began_ns: int) -> dict[str, Any]:
    fields: dict[str, Any] = {"ns": piece.at_ns - began_ns, "is": piece.what}
    if piece.line:
        fields["line"] = piece.line
    if piece.what == "bytes":
        fields["hex"] = piece.data.hex()
    elif piece.what == "key":
        fields |= {"code": piece.code, "value": piece.value}
    elif piece.what == "open" and piece.held:
        fields["held"] = list(piece.held)
    if piece.layout is not None:
        fields["layout"] = asdict(piece.layout)
    return fields


def _header(line: bytes) -> tuple[Recipe, int, str]:
    fields = _object(line)
    if fields is None or "tape" not in fields:
        raise TapeUnreadable("This is no tape; give a file that pos-terminal devices record has written.")
    if fields["tape"] != VERSION:
        raise TapeUnreadable(
            f"The tape is of version {fields['tape']}, not {VERSION}; play it with the newest program."
        )
    try:
        framing = dict(fields["framing"])
        framing.update({name: bytes.fromhex(framing[name]) for name in _FRAMING_BYTES})
        keys = KeySettings(**fields["keys"])
        kind = next(kind for kind in KINDS if kind == fields["kind"])
        recipe = Recipe(kind, str(fields["device"]), Framing(**framing), keys)
        if keys.layout not in LAYOUTS:
            raise ValueError(keys.layout)
        return recipe, int(fields["began_ns"]), str(fields["made_at"])
    except (KeyError, TypeError, ValueError, AttributeError, StopIteration) as error:
        raise TapeUnreadable(
            f"The first line of the tape says nothing that can be used ({error}); record it again."
        ) from error


def _piece(fields: dict[str, Any], began_ns: int) -> Piece | None:
    """None where it is no piece."""
    try:
        what = next(what for what in _WHATS if what == fields["is"])
        layout = fields.get("layout")
        return Piece(
            began_ns + _int(fields["ns"]),
            what,
            _int(fields.get("line", 0)),
            bytes.fromhex(fields["hex"]) if what == "bytes" else b"",
            _int(fields["code"]) if what == "key" else 0,
            _int(fields["value"]) if what == "key" else 0,
            tuple(_int(code) for code in fields.get("held", ())),
            None if layout is None else _layout(layout),
        )
    except (KeyError, TypeError, ValueError, StopIteration):
        return None


def _layout(fields: dict[str, Any]) -> Layout:
    says = str(fields.pop("says"))
    if fields["report_id"] is not None:
        _int(fields["report_id"])
    if fields["aim_at"] is not None:
        _int(fields["aim_at"])
    for name in ("length_at", "data_at", "data_bytes", "continued_at", "continued_mask"):
        _int(fields[name])
    return Layout(**fields, says=says)


def _end(fields: dict[str, Any], pieces: int, digest: str) -> str:
    """What is wrong with a tape whose last line this is; empty where nothing is."""
    if fields.get("pieces") != pieces:
        return f"The tape has {pieces} pieces and says that it had {fields.get('pieces')}; some are missing."
    if fields.get("sha256") != digest:
        return "The tape was changed after it was recorded: its hash is another."
    return ""


def _why(fields: dict[str, Any]) -> Why:
    return "full" if fields.get("why") == "full" else "stopped"


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) else None


def _int(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is no whole number")
    return value


def _line(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, separators=(",", ":")).encode() + b"\n"
