"""What the page of the devices shows: what is plugged in, live scans, the self-test.

Part of `views.RegisterView` and made like it: codes and figures, put into words by the screen.
SAFETY: codes of staff badges and gift cards are not in here; `secret` says that there was one.
"""

import msgspec


class DeviceView(msgspec.Struct, frozen=True):
    """One device that is plugged in and could be a scanner.

    mode: `keyboard`, `hid_pos`, `com`, `other`. ids: `vendor:product`. known: it is a scanner and nothing
    else. section: the configured scanner that means it. remedy: why it may not be opened, a code, empty
    where it may. lines: to write into the configuration for it.
    """

    mode: str
    name: str
    maker: str
    ids: str
    serial: str
    path: str
    known: bool
    section: str = ""
    remedy: str = ""
    lines: tuple[str, ...] = ()


class SectionView(msgspec.Struct, frozen=True):
    """One configured scanner. state: `there` (being read), `away`, or `unknown` yet. reason: why it is away,
    a plain sentence.
    """

    name: str
    kind: str
    path: str
    state: str
    reason: str = ""


class DeviceScanView(msgspec.Struct, frozen=True):
    """One scan, looked into; number counts up. at: UTC, ISO 8601.

    raw: its bytes, controls as their pictures. aim, symbology: empty where the scanner says none. code: what
    it means: `article`, `own_...`, or a refusal's code, with params. facts: what it carries, by name.
    total_us, least_us, median_us, most_us: from the first to the last of its pieces, and between two.
    broken: why it was thrown away, a code; then nothing else is known of it.
    """

    number: int
    at: str
    device: str
    raw: str = ""
    aim: str = ""
    symbology: str = ""
    code: str = ""
    params: dict[str, str | int] = {}
    facts: tuple[tuple[str, str], ...] = ()
    pieces: int = 0
    total_us: int = 0
    least_us: int = 0
    median_us: int = 0
    most_us: int = 0
    broken: str = ""
    secret: bool = False


class SymbolView(msgspec.Struct, frozen=True):
    """One symbol of the self-test. rows: its modules, `1` is dark; one row stands for bars. text: what it
    says, GS as its picture.

    level: `ok`, `hint`, `differs`, empty before it was read. findings: codes, each with its object.
    """

    symbol_id: str
    name: str
    text: str
    rows: tuple[str, ...] = ()
    level: str = ""
    findings: tuple[tuple[str, str], ...] = ()


class SelfTestView(msgspec.Struct, frozen=True):
    """The self-test. shown: index of the symbol that is shown; its length: all were shown."""

    symbols: tuple[SymbolView, ...]
    shown: int = 0


class DevicesView(msgspec.Struct, frozen=True):
    """The page. looked: what is plugged in is known. scans: the newest first, twenty at most."""

    looked: bool = False
    problem: str = ""
    devices: tuple[DeviceView, ...] = ()
    sections: tuple[SectionView, ...] = ()
    scans: tuple[DeviceScanView, ...] = ()
    test: SelfTestView | None = None
