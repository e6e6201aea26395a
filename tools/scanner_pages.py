"""Writes what is made from the table of scanners: the udev rules, and the table in docs/scanners.md.

`python -m tools.scanner_pages` writes them; `--check` says whether they are fresh (a test calls that).
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from drivers.scanners.model import Model
from drivers.scanners.models import MODELS
from drivers.scanners.quirks import QUIRKS

ROOT = Path(__file__).resolve().parent.parent
RULES = "packaging/udev/70-pos-terminal.rules"
PAGE = "docs/scanners.md"

_BEGIN = "<!-- table of scanners: made by python -m tools.scanner_pages -->"
_END = "<!-- end of the table -->"

_HEAD = """\
# Devices of a till for the person at its screen (uaccess, which is worked out in 73-seat-late.rules) and for
# members of a group where the till runs without a seat.
# The scanners are made from drivers/scanners/models.py by python -m tools.scanner_pages.

ACTION=="remove", GOTO="pos_terminal_end"

# Barcode scanners: the keyboard-mode, HID-POS and serial faces of their USB devices.
"""

_TAIL = r"""GOTO="pos_terminal_printers"

LABEL="pos_terminal_scanner"
# ModemManager would talk to a scanner as if it were a modem; it asks the device and the port.
ENV{ID_MM_DEVICE_IGNORE}="1", ENV{ID_MM_PORT_IGNORE}="1"
SUBSYSTEM=="hidraw", GROUP="plugdev", MODE="0660", TAG+="uaccess"
# Two equal scanners without serial numbers are told apart by where they are plugged in.
SUBSYSTEM=="hidraw", IMPORT{builtin}="path_id"
SUBSYSTEM=="hidraw", ENV{ID_PATH}=="?*", SYMLINK+="pos-terminal/hidraw-$env{ID_PATH}"
SUBSYSTEM=="input", KERNEL=="event*", GROUP="plugdev", MODE="0660", TAG+="uaccess"
SUBSYSTEM=="tty", GROUP="dialout", MODE="0660", TAG+="uaccess"
GOTO="pos_terminal_end"

LABEL="pos_terminal_printers"
# Receipt printers: the kernel's usblp nodes, and USB devices with a printer interface (class 07, subclass
# 01).
SUBSYSTEM=="usbmisc", KERNEL=="lp[0-9]*", GROUP="lp", MODE="0660", TAG+="uaccess"
SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ENV{ID_USB_INTERFACES}=="*:0701??:*", \
    GROUP="lp", MODE="0660", TAG+="uaccess"
# Serial printers, displays and scales behind USB adapters: whoever sits at the till.
SUBSYSTEM=="tty", KERNEL=="ttyUSB[0-9]*|ttyACM[0-9]*", TAG+="uaccess"

LABEL="pos_terminal_end"
"""

_MODES = (("keyboard", "keyboard"), ("hid_pos", "HID-POS"), ("com", "COM"), ("other", "other"))


def rules() -> str:
    """packaging/udev/70-pos-terminal.rules."""
    return _HEAD + "".join(f"{line}\n" for line in _scanner_rules()) + _TAIL


def _scanner_rules() -> Iterator[str]:
    """A vendor whose devices are scanners is matched whole, any other by its products.

    Ids that other devices carry too get no rights: such a one is often a keyboard that somebody types on.
    """
    known = [model for model in MODELS if not model.shared]
    whole = {model.vendor: model.maker for model in known if not model.products()}
    for vendor, maker in whole.items():
        yield f"# {maker}"
        yield f'SUBSYSTEMS=="usb", ATTRS{{idVendor}}=="{vendor:04x}", GOTO="pos_terminal_scanner"'
    for model in known:
        if model.vendor not in whole:
            products = "|".join(sorted(f"{product:04x}" for product, _ in model.products()))
            yield f"# {model.maker} {model.models}"
            yield (
                f'SUBSYSTEMS=="usb", ATTRS{{idVendor}}=="{model.vendor:04x}", '
                f'ATTRS{{idProduct}}=="{products}", GOTO="pos_terminal_scanner"'
            )


def table() -> str:
    """The tables of docs/scanners.md, with their markers."""
    lines = [
        _BEGIN,
        "",
        "| row | maker and models | vendor | product ids by mode | peculiar | source |",
        "|---|---|---|---|---|---|",
        *(_row(model) for model in MODELS),
        "",
        "What `quirk` in the configuration may name:",
        "",
        "| quirk | a scan ends by | DTR | source |",
        "|---|---|---|---|",
        *(
            f"| `{quirk.name}` | {_ends(quirk.name)} | {'raised' if quirk.dtr else 'left down'} "
            f"| {quirk.source} |"
            for quirk in QUIRKS.values()
        ),
        "",
        _END,
    ]
    return "\n".join(lines)


def _row(model: Model) -> str:
    products = "; ".join(
        f"{word} " + ", ".join(f"`{product:04x}`" for product, mode in model.products() if mode == name)
        for name, word in _MODES
        if any(mode == name for _, mode in model.products())
    )
    return (
        f"| {model.name} | {model.maker}: {model.models} | `{model.vendor:04x}` "
        f"| {products or 'any, by what it offers'} | {' '.join(_peculiar(model))} | {model.source} |"
    )


def _peculiar(model: Model) -> Iterator[str]:
    if model.shared:
        yield "Other devices have these ids too: name it in the configuration."
    if model.hello:
        yield "HID-POS mode is switched on by a feature report, which the till sends."
    if model.data_first:
        yield "In HID-POS mode the code stands right after the length, without an AIM identifier."
    if model.notes:
        yield model.notes


def _ends(name: str) -> str:
    framing = QUIRKS[name].framing
    words = {"\r": "CR", "\n": "LF", "\t": "Tab", "\x03": "ETX"}
    ends = " ".join(words.get(chr(byte), f"0x{byte:02x}") for byte in framing.terminators + framing.suffix)
    repeat = f"; the same code within {framing.repeat_ms} ms is one" if framing.repeat_ms else ""
    return (ends or f"{framing.idle_ms} ms of silence") + repeat


def page() -> str:
    """docs/scanners.md with the table as it is now."""
    text = (ROOT / PAGE).read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGIN)
    return before + table() + rest.partition(_END)[2]


PAGES = {RULES: rules, PAGE: page}


def stale_pages() -> list[str]:
    """The pages that are not what the table says now."""
    return [name for name, make in PAGES.items() if (ROOT / name).read_text(encoding="utf-8") != make()]


def main() -> int:
    """Write the pages, or check them."""
    if "--check" in sys.argv[1:]:
        stale = stale_pages()
        said = (f"{name} is stale: run python -m tools.scanner_pages" for name in stale)
        print("\n".join(said) or "all pages are fresh")
        return 1 if stale else 0
    for name, make in PAGES.items():
        (ROOT / name).write_text(make(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
