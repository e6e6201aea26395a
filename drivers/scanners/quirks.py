"""What single scanner models need, one row each, and which row a plugged-in device has. Pure table.

Every row of QUIRKS has a recording in tests/golden/scans/. A row is named in the configuration. `source` says
where the behaviour is written down. The devices themselves, with their USB ids, stand in models.py.
"""

from dataclasses import dataclass, field

from drivers.scanners.framing import Framing
from drivers.scanners.model import Mode, Model
from drivers.scanners.models import MODELS


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

_BY_ID = {(model.vendor, product): (model, mode) for model in MODELS for product, mode in model.products()}


def scanner_ids(mode: Mode | None = None) -> frozenset[tuple[int, int, Mode]]:
    """(vendor, product, mode) of every device that is surely a scanner; mode: only those in that mode.

    Ids that other kinds of devices carry too are not among them: such a one must be named.
    """
    return frozenset(
        (vendor, product, its_mode)
        for (vendor, product), (model, its_mode) in _BY_ID.items()
        if not model.shared and mode in (None, its_mode)
    )


def row_for(vendor: int, product: int) -> Model | None:
    """The row of a device by its USB ids, by its maker where only the maker is known; None: no scanner."""
    found = _BY_ID.get((vendor, product))
    if found is not None:
        return found[0]
    for model in MODELS:
        if model.vendor == vendor and not model.products():
            return model
    return None


def mode_of(vendor: int, product: int) -> Mode | None:
    """The mode that the product id says, None where it says none."""
    found = _BY_ID.get((vendor, product))
    return found[1] if found is not None else None
