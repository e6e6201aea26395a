"""From the configuration's sections to the drivers' options. Builds nothing and opens nothing."""

from drivers.catalog import ScannerOptions
from drivers.scanners.serial_line import SerialSettings
from pos_terminal.config_devices import Scanner


def scanner_options(scanner: Scanner) -> ScannerOptions:
    """What the drivers' table needs for one configured scanner."""
    return ScannerOptions(
        name=scanner.name,
        path=scanner.path,
        serial=SerialSettings(
            baud=scanner.baud,
            bytesize=scanner.bits,
            parity=scanner.parity,
            stopbits=scanner.stop_bits,
            dtr=scanner.dtr,
            flow=scanner.flow,
            rts=scanner.rts,
        ),
        quirk=scanner.quirk,
        repeat_ms=None if scanner.repeat_ms < 0 else scanner.repeat_ms,
        host=scanner.host,
        port=scanner.port,
        listen=scanner.listen,
        layout=scanner.layout,
        prefix=scanner.prefix,
        suffix=scanner.suffix,
        gs=scanner.gs,
    )
