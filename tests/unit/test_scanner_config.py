"""What the configuration says of a scanner reaches its driver, and what makes no sense is said."""

from pathlib import Path

import pytest

from drivers.scanners.serial_line import SerialSettings
from pos_terminal import config
from pos_terminal.bootstrap_devices import scanner_options
from pos_terminal.errors import ConfigError


def loaded(tmp_path: Path, text: str) -> config.Config:
    file = tmp_path / "pos.toml"
    file.write_text("[[scanners]]\n" + text)
    return config.load(file)


def test_every_serial_setting_and_what_is_around_a_code_reach_the_driver(tmp_path: Path) -> None:
    text = r"""
kind = "serial"
path = "Zebra"
baud = 115200
bits = 7
parity = "E"
stop_bits = 2
flow = "xonxoff"
dtr = false
rts = false
repeat_ms = 0
prefix = '\x02'
suffix = '\x03\r\n'
"""
    (scanner,) = loaded(tmp_path, text).scanners

    options = scanner_options(scanner)

    assert options.serial == SerialSettings(115_200, 7, "E", 2, False, "xonxoff", False)
    assert (options.path, options.repeat_ms) == ("Zebra", 0)
    assert (options.prefix, options.suffix) == (r"\x02", r"\x03\r\n")


def test_a_network_scanner_is_listened_for_or_connected_to(tmp_path: Path) -> None:
    (scanner,) = loaded(tmp_path, 'kind = "network"\nlisten = true\nport = 4000').scanners

    options = scanner_options(scanner)

    assert (options.host, options.port, options.listen, options.repeat_ms) == ("", 4000, True, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('kind = "network"', "needs the scanner's address as host"),
        ("kind = \"simulated\"\nsuffix = '\\q'", "a backslash begins none of"),
        ("kind = \"simulated\"\nprefix = '\\x2'", "a backslash begins none of"),
        (f'kind = "simulated"\nprefix = "{"a" * 65}"', "scanners[0].prefix is wrong"),
    ],
)
def test_what_makes_no_sense_is_said(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as error:
        loaded(tmp_path, text)

    assert said in str(error.value)
