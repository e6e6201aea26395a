"""Scans, devices and the self-test in plain English lines, for the command line. Pure.

The screen has words of its own, in its languages (ui/words/devices.py).
"""

from collections import Counter
from dataclasses import dataclass, field

from drivers.api import ScanBroken, ScanRead
from pos_terminal.domain import barcodes
from pos_terminal.domain.codes.looking import Timing, aim_of, carried_facts, symbology, timing, visible
from pos_terminal.domain.codes.meaning import CodeRules
from pos_terminal.domain.codes.self_test import Verdict
from pos_terminal.services.device_messages import DevicesSeen, SeenDevice, SeenSection

_MODES = {
    "keyboard": "keyboard mode",
    "hid_pos": "HID-POS mode",
    "com": "serial port (COM mode)",
    "other": "a mode that this program does not read",
}
_REMEDIES = {
    "udev_rule": "install the udev rules (70-pos-terminal.rules) and plug it in again",
    "serial_group": "add this user to the group that owns the port (often dialout) and sign in again",
    "no_driver": "the system has made no device node for it; plug it in again, or set another mode",
    "other_mode": "scan the barcode 'USB HID-POS' (else 'USB COM') of its manual",
}
_BROKEN = {
    "unplugged": "the device was unplugged in the middle",
    "overrun": "keys came faster than they were read, some are missing",
    "late_start": "it began before the device was taken",
    "too_long": "it was longer than any code",
    "garbage": "the line only hisses: check baud, parity and cable",
    "merged": "the end of one scan was lost before the next",
    "no_prefix": "its beginning (the prefix) was missing",
    "bad_report": "a report was not laid out as the device says",
    "incomplete": "its rest did not come",
}
_OWN = {
    "staff": "a staff badge of this shop",
    "customer": "a customer card of this shop",
    "gift_card": "a gift card of this shop",
    "receipt": "a receipt number",
    "coupon": "a coupon of this shop",
}
_REASONS = {
    "check_digit": "no article: the check digit is wrong",
    "gs1_bad_element": "no article: a part of the element string is wrong",
    "gs1_missing_separator": "no article: a separator (GS) is missing between two elements",
    "gs1_date": "no article: it holds a date that there is not",
    "gs1_no_article": "no article: it names a shipment, place or document",
    "gs1_unmarked": "no article: an element string, but the scanner sends neither AIM identifier nor FNC1",
    "label_verifier": "no article: the verifier digit of the label is wrong",
    "link_bad": "no article: the web address names one in a wrong way",
    "link_compressed": "no article: the web address is compressed",
    "empty": "nothing: no code was in it",
    "too_long": "nothing: too long to be a code",
    "unreadable": "nothing: it cannot be read",
}
_FACTS = {"expiry": "use by", "best_before": "best before"}
FINDINGS = {
    "no_aim": "it came without its AIM identifier ({what}); switch 'transmit AIM ID' on in the scanner",
    "other_aim": "the scanner says {what}, another kind of symbol; scan the one that is asked for",
    "not_gs1": "the scanner says {what}, as of a symbol that is not of GS1; switch GS1 on in the scanner",
    "no_check_digit": "its last digit {what} is missing; switch 'transmit check digit' on in the scanner",
    "no_gs": "the separator (GS) is missing; switch its transmission on in the scanner (FNC1 as ASCII 29)",
    "gs_replaced": 'for the separator (GS) came {what}; if that is one character set gs = "{what}" in the '
    "configuration, else have the scanner send ASCII 29",
    "caps": "capital and small letters are exchanged; switch Caps Lock handling off in the scanner",
    "layout": "the scanner types another keyboard layout ({what}); set layout in the configuration to it",
    "before": "{what} came before it; set prefix in the configuration, or take it off in the scanner",
    "behind": "{what} came behind it; set suffix in the configuration, or take it off in the scanner",
    "cut": "a part of it is missing, only {what} came; scan again, then look at cable, speed and pauses",
    "other_symbol": "another symbol of the sheet was read: {what}",
    "different": "something else came: {what}",
}
HIDDEN = "(not shown: a code of this kind is as good as money or a PIN)"


def broken_text(reason: str) -> str:
    """Why a scan was thrown away."""
    return _BROKEN.get(reason, reason)


def scan_lines(scan: ScanRead, began_ns: int, rules: CodeRules) -> list[str]:
    """A scan, looked into. began_ns: what its time is told from."""
    aim = aim_of(scan.text)
    code = barcodes.parse(scan.text, rules=rules)
    secret = isinstance(code, barcodes.Code) and code.own is not None and code.own.kind in SECRET
    name = symbology(aim)
    shown = HIDDEN if secret else visible(scan.raw or scan.text.encode())
    return [
        f"{_since(scan.at_ns - began_ns)}  {scan.device}",
        f"  raw    {shown}",
        f"  reads  {f'{name} ({aim})' if name else aim or 'no AIM identifier: the symbology is not known'}",
        f"  means  {_meaning(code, rules)}",
        f"  time   {_timing(timing(scan.pieces_ns))}",
    ]


def broken_lines(broken: ScanBroken) -> list[str]:
    """A scan that was thrown away."""
    return [f"{broken.device}: a scan came only in part and was thrown away: {broken_text(broken.reason)}."]


SECRET = frozenset({"staff", "gift_card"})


@dataclass(slots=True)
class Summary:
    """What came in all."""

    scans: int = 0
    broken: Counter[str] = field(default_factory=Counter)
    symbologies: Counter[str] = field(default_factory=Counter)
    gaps: list[tuple[int, int, int]] = field(default_factory=list)

    def add(self, message: ScanRead | ScanBroken) -> None:
        """Count one."""
        if isinstance(message, ScanBroken):
            self.broken[message.reason] += 1
            return
        self.scans += 1
        aim = aim_of(message.text)
        self.symbologies[symbology(aim) or aim or "no AIM identifier"] += 1
        came = timing(message.pieces_ns)
        if came.pieces > 1:
            self.gaps.append((came.least_us, came.median_us, came.most_us))

    def lines(self) -> list[str]:
        """The end of watching."""
        kinds = ", ".join(f"{name} {count}" for name, count in self.symbologies.most_common())
        lines = [f"{_count(self.scans, 'scan')}{f': {kinds}' if kinds else ''}."]
        if self.broken:
            reasons = ", ".join(f"{broken_text(why)} {count}" for why, count in self.broken.most_common())
            lines.append(f"{_count(self.broken.total(), 'scan')} thrown away: {reasons}.")
        if self.gaps:
            middles = sorted(median for _, median, _ in self.gaps)
            least, most = min(gap[0] for gap in self.gaps), max(gap[2] for gap in self.gaps)
            middle = middles[len(middles) // 2]
            lines.append(f"Between two pieces {_ms(least)} to {_ms(most)}, mostly {_ms(middle)}.")
        return lines


def device_lines(seen: DevicesSeen) -> list[str]:
    """What is plugged in and what is configured."""
    lines = ["Plugged in:"]
    for device in seen.devices:
        lines += _device(device)
    if not seen.devices:
        lines.append("  nothing that could be a scanner")
    missing = [section for section in seen.sections if section.found is False]
    others = [section for section in seen.sections if section.found is None]
    if missing:
        lines += ["", "Configured, and not plugged in:", *(_section(section) for section in missing)]
    if others:
        lines += ["", "Configured, without a plug:", *(_section(section) for section in others)]
    return lines


def verdict_lines(verdict: Verdict, name: str) -> list[str]:
    """What became of a symbol of the self-test."""
    if verdict.level == "ok":
        return [f"{name}: ok."]
    first = f"{name}: read, but" if verdict.level == "hint" else f"{name}: differs."
    said = [FINDINGS[code].format(what=visible(what.encode())) for code, what in verdict.findings]
    return [first, *(f"  {text}." for text in said)]


def _device(device: SeenDevice) -> list[str]:
    what = " ".join(part for part in (device.maker, device.name) if part) or "a device without a name"
    serial = f", serial number {device.serial}" if device.serial else ""
    lines = [f"  {what} ({device.ids}{serial}), {_MODES[device.mode]}"]
    if device.remedy:
        lines.append(f"    {device.path or 'cannot be read'}: {_REMEDIES[device.remedy]}.")
    else:
        lines.append(f"    {device.path} may be opened.")
    if device.section:
        lines.append(f'    The configuration\'s scanner "{device.section}" means it.')
    elif device.lines:
        known = "a known scanner" if device.known else "perhaps a scanner"
        lines += [f"    No section means it ({known}); to use it, write:"]
        lines += [f"      {line}" for line in device.lines]
    return lines


def _section(section: SeenSection) -> str:
    return f"  {section.name}: {section.kind}{f' {section.path}' if section.path else ''}"


def _meaning(code: barcodes.Code | barcodes.BadCode, rules: CodeRules) -> str:
    if isinstance(code, barcodes.BadCode):
        return _REASONS[code.reason]
    if code.own is not None:
        text = "" if code.own.kind in SECRET else f": {code.own.text}"
        return _OWN[code.own.kind] + text
    if code.unknown_reason != "unknown_code":
        return _REASONS[code.unknown_reason]
    facts = carried_facts(code.carried, rules.currency_decimals)
    parts = [f"article {code.keys[-1]}", *(f"{_FACTS.get(name, name)} {value}" for name, value in facts)]
    parts += [f"add-on {code.add_on}"] if code.add_on else []
    parts += [f"a case of {code.unit_keys[0]}"] if code.unit_keys else []
    return "; ".join(visible(part.encode()) for part in parts)


def _timing(came: Timing) -> str:
    if came.pieces == 0:
        return "not known"
    if came.pieces == 1:
        return "in one piece"
    between = f"{_ms(came.least_us)} to {_ms(came.most_us)}, mostly {_ms(came.median_us)}"
    return f"{_ms(came.total_us)} in {came.pieces} pieces; between two of them {between}"


def _ms(microseconds: int) -> str:
    return f"{microseconds // 1000}.{microseconds % 1000 // 100} ms"


def _since(ns: int) -> str:
    return f"+{ns // 1_000_000_000}.{ns // 1_000_000 % 1000:03d} s"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
