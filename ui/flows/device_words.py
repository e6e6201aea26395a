"""Devices and scans as texts for their pages. GUI thread; pure but for the language in use."""

from collections.abc import Mapping

from pos_terminal.device_views import DeviceScanView, DeviceView, SectionView, SymbolView
from ui.flows.choices import fill, joined
from ui.flows.kit import Kit
from ui.flows.sheet import SheetRow
from ui.translations.words import tr
from ui.words import devices as words

MOST_SHOWN = 48
MOST_OBJECT = 24
CHUNK = 44


def mode(code: str) -> str:
    """A mode, or how a scanner is connected."""
    return _word(words.DEVICE_MODES, code)


def name_of(device: DeviceView) -> str:
    """Maker and name as the device says them."""
    maker = "" if device.name.casefold().startswith(device.maker.casefold()) else device.maker
    return " ".join(part for part in (maker, device.name) if part) or device.ids


def device_state(device: DeviceView) -> str:
    """Who reads it, or why nobody can."""
    if device.remedy:
        return tr("cannot be read")
    if device.section:
        return fill(tr("read as {name}"), name=device.section)
    return tr("not in use") if device.known else tr("perhaps a scanner")


def section_state(section: SectionView) -> str:
    """Whether a configured scanner is there."""
    return {"there": tr("is there"), "away": tr("is away")}.get(section.state, "")


def shown(raw: str, most: int = MOST_SHOWN) -> str:
    """As much of the bytes as a row has room for."""
    return raw if len(raw) <= most else f"{raw[: most - 1]}…"


def meaning(scan: DeviceScanView) -> str:
    """What a scan means, in a few words."""
    if scan.broken:
        return _word(words.SCAN_BROKEN, scan.broken)
    name = str(scan.params.get("name", ""))
    return fill(_word(words.SCAN_MEANINGS, scan.code), name=name)


def brief(scan: DeviceScanView) -> str:
    """The same for a row of the list: of an article its name alone."""
    return str(scan.params.get("name", "")) if scan.code == "article" else meaning(scan)


def symbology(scan: DeviceScanView) -> str:
    """Its name and AIM identifier."""
    if scan.broken:
        return tr("thrown away")
    return joined(scan.symbology, scan.aim) if scan.aim else tr("no AIM identifier")


def total(scan: DeviceScanView) -> str:
    """How long it took in all; empty where it came in one piece."""
    return _ms(scan.total_us) if scan.pieces > 1 else ""


def scan_rows(scan: DeviceScanView, kit: Kit) -> tuple[SheetRow, ...]:
    """All that is known of a scan."""
    rows = [(tr("Means"), meaning(scan))]
    rows += _chunks(tr("Bytes"), scan.raw)
    if not scan.broken:
        rows.append((tr("Symbology"), symbology(scan)))
        for fact, value in scan.facts:
            rows += _chunks(_word(words.SCAN_FACTS, fact), value)
    if scan.pieces > 1:
        between = fill(
            tr("{least} to {most}, mostly {median}"),
            least=_ms(scan.least_us),
            most=_ms(scan.most_us),
            median=_ms(scan.median_us),
        )
        rows.append(
            (tr("Took"), fill(tr("{time} in {count} pieces"), time=total(scan), count=str(scan.pieces)))
        )
        rows.append((tr("Between two pieces"), between))
    elif scan.pieces == 1:
        rows.append((tr("Took"), tr("in one piece")))
    rows.append((tr("Device"), scan.device))
    rows.append((tr("At"), kit.clock(scan.at)))
    return tuple(SheetRow(row) for row in rows)


def device_rows(device: DeviceView) -> tuple[SheetRow, ...]:
    """All that is known of a device, and what to write into the configuration for it."""
    facts = (
        (tr("Mode"), mode(device.mode)),
        (tr("Ids"), device.ids),
        (tr("Serial number"), device.serial),
        (tr("Path"), device.path),
        (tr("State"), device_state(device)),
    )
    rows = [SheetRow(row) for row in facts if row[1]]
    if device.remedy:
        rows.append(SheetRow((_word(words.DEVICE_REMEDIES, device.remedy),)))
    if device.lines and not device.section:
        rows.append(SheetRow((tr("In the configuration:"),), strong=True))
        rows += [SheetRow((line,)) for line in device.lines]
    return tuple(rows)


def section_rows(section: SectionView) -> tuple[SheetRow, ...]:
    """All that is known of a configured scanner."""
    facts = (
        (tr("Mode"), mode(section.kind)),
        (tr("Path"), section.path),
        (tr("State"), section_state(section)),
    )
    rows = [SheetRow(row) for row in facts if row[1]]
    return (*rows, SheetRow((section.reason,))) if section.reason else tuple(rows)


def level(symbol: SymbolView) -> str:
    """How a symbol was read."""
    return _word(words.TEST_LEVELS, symbol.level) if symbol.level else ""


def finding_rows(symbol: SymbolView) -> list[SheetRow]:
    """What its findings mean, each with what to set."""
    rows = []
    for code, what in symbol.findings:
        means = fill(_word(words.TEST_FINDINGS, code), what=shown(what, MOST_OBJECT))
        rows += [
            SheetRow((means,), strong=symbol.level == "differs"),
            SheetRow((_word(words.TEST_REMEDIES, code),)),
        ]
    return rows


def _chunks(label: str, value: str) -> list[tuple[str, str]]:
    """A value in as many rows as it needs."""
    parts = [value[at : at + CHUNK] for at in range(0, len(value), CHUNK)]
    return [(label if index == 0 else "", part) for index, part in enumerate(parts)]


def _ms(microseconds: int) -> str:
    return f"{microseconds // 1000}.{microseconds % 1000 // 100} ms"


def _word(table: Mapping[str, str], code: str) -> str:
    return tr(table[code]) if code in table else code
