"""What single scanner models need, one row each. Pure table.

Every row has a recording in tests/golden/scans/. A row is named in the configuration. `source` says where
the behaviour is written down.
"""

from dataclasses import dataclass, field

from drivers.scanners.framing import Framing


@dataclass(frozen=True, slots=True)
class Quirk:
    """One way in which scanners behave.

    dtr: whether the line DTR is raised, without which some models are mute.
    """

    name: str
    source: str
    framing: Framing = field(default_factory=Framing)
    dtr: bool = True


_ROWS = (
    Quirk(
        "standard",
        "Datalogic QuickScan Mobile manual, 4.4.1 (CR LF); Denso QK20-R manual, 9.4 (CR, LF, CR LF or ETX)",
    ),
    Quirk(
        "no_suffix",
        "Honeywell Voyager 1602g User Guide, chapter 5: default suffix none; a scan comes in one go",
        Framing(terminators=b"", idle_ms=60),
    ),
    Quirk(
        "stx_etx",
        "Denso QS20H manual, transmission format: header STX, terminator ETX; CR and LF inside are data",
        Framing(terminators=b"\x03"),
    ),
    Quirk(
        "keyboard",
        "Scanners in keyboard mode: a re-read of one symbol comes within 30 ms, a second unit never does",
        Framing(repeat_ms=30),
    ),
)

QUIRKS: dict[str, Quirk] = {row.name: row for row in _ROWS}
