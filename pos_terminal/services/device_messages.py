"""Messages between the core thread and whoever looks at devices, and what is said of one. Frozen values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeenDevice:
    """One device that is plugged in and could be a scanner.

    mode: `keyboard`, `hid_pos`, `com`, or `other` that this program does not read. ids: `vendor:product`.
    stable: what to write as `path`. known: it is a scanner and nothing else. section: the name of the
    configured scanner that means it, empty where none does. remedy: why it may not be opened: `udev_rule`,
    `serial_group`, `no_driver`, `other_mode`; empty where it may. lines: to write into the configuration.
    """

    mode: str
    name: str
    maker: str
    ids: str
    serial: str
    path: str
    stable: str
    known: bool
    section: str = ""
    remedy: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenSection:
    """One configured scanner. found: a device that it means is plugged in; None where that cannot be seen."""

    name: str
    kind: str
    path: str
    found: bool | None


@dataclass(frozen=True, slots=True)
class DevicesSeen:
    """What is plugged in now, scanners first, and what is configured. problem: a plain sentence."""

    devices: tuple[SeenDevice, ...] = ()
    sections: tuple[SeenSection, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class SymbolsDrawn:
    """The symbols of the self-test: id and rows of modules, `1` is dark; one row stands for bars."""

    symbols: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class WatchDevices:
    """Look at what is plugged in, now and whenever it may have changed, until told otherwise."""

    on: bool


@dataclass(frozen=True, slots=True)
class DrawSymbols:
    """Draw the symbols of the self-test."""


DeviceRequest = WatchDevices | DrawSymbols
