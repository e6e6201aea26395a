"""`pos-terminal devices` over ptys, sockets and a made-up sysfs: what it prints, records and plays back."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from drivers.scanners.tape_file import read_tape
from drivers.simulated.lines import PtyLine, TcpLine
from drivers.simulated.scan_faults import ScanFaults
from drivers.simulated.scanner import ScannerOnLine
from pos_terminal import config as c
from pos_terminal import devices_command as devices
from pos_terminal.cli import main
from pos_terminal.config_codes import Codes
from pos_terminal.config_devices import Scanner
from pos_terminal.devices_command import Wishes
from pos_terminal.domain.codes.self_test import GS, SYMBOLS
from pos_terminal.errors import BadInput
from tests.unit.drivers.hid_scanners import DESCRIPTOR
from tests.unit.drivers.test_plugged_in import Machine

CODE = "4006381333931"
ELEMENTS = f"010400638133393110AB7{GS}17271231"
WITHIN_S = 20


class Said:
    """What is printed; each time that the scanner is there the next of `acts` is done."""

    def __init__(self, *acts: Callable[[], object]) -> None:
        self.lines: list[str] = []
        self.complaints: list[str] = []
        self._acts = iter(acts)

    def complain(self, line: str) -> None:
        self.complaints.append(line)
        if line.endswith("it is there."):
            next(self._acts)()


def serial(path: Path, name: str = "counter") -> c.Config:
    return c.Config(scanners=(Scanner(kind="serial", name=name, path=str(path)),))


def scans(scanner: ScannerOnLine) -> None:
    scanner.scan(CODE, "]E0")
    scanner.scan(ELEMENTS, "]C1", ScanFaults(byte_ms=1))
    scanner.scan("4006381333930")


def test_live_scans_are_looked_into(tmp_path: Path) -> None:
    """Given a scanner on a port, when it is watched, then bytes, symbology, meaning and times are shown."""
    line = PtyLine(tmp_path / "port")
    said = Said(lambda: scans(ScannerOnLine(line)))
    status = devices.watch(serial(line.path), Wishes(scans=3), said.lines.append, said.complain)
    line.unplug()
    assert status == 0
    assert said.complaints == ["counter: it is there."]
    assert said.lines[1:4] == [
        f"  raw    ]E0{CODE}␍",
        "  reads  EAN-13, UPC-A, UPC-E (]E0)",
        "  means  article 04006381333931",
    ]
    assert said.lines[6:9] == [
        "  raw    ]C1010400638133393110AB7␝17271231␍",
        "  reads  GS1-128 (]C1)",
        "  means  article 04006381333931; lot AB7; use by 2027-12-31; "
        "elements (01)04006381333931(10)AB7(17)271231",
    ]
    assert " pieces; between two of them " in said.lines[9]
    assert said.lines[13] == "  means  no article: the check digit is wrong"
    assert said.lines[15] == "3 scans: EAN-13, UPC-A, UPC-E 1, GS1-128 1, no AIM identifier 1."


def test_own_codes_that_are_worth_something_are_not_shown(tmp_path: Path) -> None:
    """Given a staff badge, when it is scanned, then only that it is one; a customer's number is shown."""
    line = PtyLine(tmp_path / "port")
    codes = Codes(staff_prefixes=("990",), customer_prefixes=("991",))
    config = c.Config(scanners=serial(line.path).scanners, codes=codes)
    scanner = ScannerOnLine(line)
    said = Said(lambda: (scanner.scan("990471147"), scanner.scan("991881188")))
    devices.watch(config, Wishes(scans=2), said.lines.append, said.complain)
    line.unplug()
    everything = "\n".join(said.lines)
    assert "  means  a staff badge of this shop\n" in everything
    assert "471147" not in everything
    assert "  means  a customer card of this shop: 881188\n" in everything


@pytest.mark.expected_warnings("^device_lost device=scanner")
@pytest.mark.parametrize("kind", ["serial", "network"])
def test_a_recording_played_back_prints_the_same(tmp_path: Path, kind: str) -> None:
    """Given a scanner torn in mid-scan, when its tape is played, then every line is the same."""
    line = PtyLine(tmp_path / "port") if kind == "serial" else TcpLine()
    scanner = ScannerOnLine(line)
    where = str(line.path) if isinstance(line, PtyLine) else f"tcp://{line.host}:{line.port}"

    def torn() -> None:
        scans(scanner)
        scanner.scan("99999999", faults=ScanFaults(unplug=True, back_ms=0))

    said = Said(torn, lambda: scanner.scan("5901234123457", faults=ScanFaults(splits=4)))
    again, complaints, file = list[str](), list[str](), tmp_path / "tape"
    wishes = Wishes(where, seconds=WITHIN_S, scans=4)
    assert devices.record(None, wishes, file, said.lines.append, said.complain) == 0
    with pytest.raises(BadInput, match="is there already"):
        devices.record(None, wishes, file, said.lines.append, said.complain)
    line.unplug()
    assert devices.replay(None, file, again.append, complaints.append, recorded_speed=True) == 0
    assert complaints == []
    assert again == said.lines[:-1]
    assert any("was unplugged in the middle." in row for row in again)
    assert said.lines[-1].endswith(f" pieces are in {file}.")


def test_a_damaged_tape_is_played_up_to_the_damage(tmp_path: Path) -> None:
    """Given a tape with a changed byte, when it is played, then what was whole is shown and it is said."""
    line, file = PtyLine(tmp_path / "port"), tmp_path / "tape"
    said = Said(lambda: ScannerOnLine(line).scan(CODE))
    devices.record(None, Wishes(str(line.path), scans=1), file, said.lines.append, said.complain)
    line.unplug()
    whole = file.read_bytes()
    file.write_bytes(whole.replace(CODE[-1].encode().hex().encode() + b"0d", b"300d"))
    again, complaints = list[str](), list[str]()
    assert devices.replay(None, file, again.append, complaints.append, recorded_speed=False) == 1
    assert complaints == ["The tape was changed after it was recorded: its hash is another."]
    file.write_bytes(whole[: whole.rindex(b"\n", 0, -1) + 1])
    assert devices.replay(None, file, again.append, complaints.append, recorded_speed=False) == 1
    assert complaints[-1] == "The tape has no end: it was cut off, or recording was killed."
    file.write_bytes(b"# pos.toml\n")
    with pytest.raises(BadInput, match="This is no tape"):
        devices.replay(None, file, again.append, complaints.append, recorded_speed=False)


def test_a_full_tape_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a tape that has room for little, when more comes, then it ends whole and says that it is full."""
    monkeypatch.setattr("drivers.scanners.tape_file.TapeWriter.__init__.__defaults__", (700,))
    line, file = PtyLine(tmp_path / "port"), tmp_path / "tape"
    scanner = ScannerOnLine(line)
    said = Said(lambda: [scanner.scan(CODE, faults=ScanFaults(byte_ms=1)) for _ in range(9)])
    wishes = Wishes(str(line.path), seconds=WITHIN_S)
    assert devices.record(None, wishes, file, said.lines.append, said.complain) == 1
    scanner.wait_done(WITHIN_S)
    line.unplug()
    assert said.lines[-1].endswith("It is full; what came later is not on it.")
    with file.open("rb") as lines:
        tape = read_tape(lines)
    assert (tape.why, tape.problem) == ("full", "")
    assert file.stat().st_size <= 700


def test_every_symbol_of_the_sheet_is_asked_for(tmp_path: Path) -> None:
    """Given a scanner that loses GS, when it is tested, then what differs is said, and what to set."""
    line, sheet = PtyLine(tmp_path / "port"), tmp_path / "sheet.pdf"
    scanner = ScannerOnLine(line)
    said = Said(lambda: [scanner.scan(row.text.replace(GS, ""), row.aims[0]) for row in SYMBOLS])
    config = serial(line.path)
    assert devices.self_test(config, Wishes(seconds=WITHIN_S), sheet, said.lines.append, said.complain) == 1
    line.unplug()
    assert sheet.read_bytes().startswith(b"%PDF")
    assert said.lines[1:4] == ["Scan symbol 1, EAN-13.", "EAN-13: ok.", "Scan symbol 2, Code 128."]
    assert "GS1 DataMatrix: differs." in said.lines
    assert any("the separator (GS) is missing; switch its transmission on" in row for row in said.lines)
    assert said.lines[-1] == "3 as drawn, 3 differ, 0 not read."


def test_a_perfect_scanner_passes_in_any_order(tmp_path: Path) -> None:
    """Given each symbol read as drawn, from the last to the first, when it is done, then all are ok."""
    line = PtyLine(tmp_path / "port")
    scanner = ScannerOnLine(line)
    said = Said(lambda: [scanner.scan(row.text, row.aims[0]) for row in reversed(SYMBOLS)])
    sheet = tmp_path / "sheet.png"
    config, wishes = serial(line.path), Wishes(seconds=WITHIN_S)
    assert devices.self_test(config, wishes, sheet, said.lines.append, said.complain) == 0
    line.unplug()
    assert said.lines[-1] == f"{len(SYMBOLS)} as drawn, 0 differ, 0 not read."


def test_the_printed_sheet_can_be_read(tmp_path: Path) -> None:
    """Given the sheet as a picture, when a reader that is not ours reads it, then all symbols are there."""
    import zxingcpp
    from PIL import Image

    file = tmp_path / "sheet.png"
    devices.write_sheet(file)
    with Image.open(file) as sheet:
        found = {code.bytes for code in zxingcpp.read_barcodes(sheet.convert("L"))}
    assert found == {row.text.encode() for row in SYMBOLS}


def test_what_is_plugged_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Given scanners in three modes, when listed, then mode, remedy, section and the lines to write."""
    machine = Machine(tmp_path)
    machine.hid(machine.usb("0c2e", "1007", "Honeywell", "Voyager", "20123B45"), DESCRIPTOR, "0c2e:1007", "V")
    machine.keyboard(machine.usb("05e0", "1200", "Symbol"), 7, "05e0:1200", "LS2208")
    machine.port(machine.usb("0c2e", "0bc4", "Honeywell"), "ttyACM0", "usb-Honeywell_Xenon-if00")
    os.chmod(tmp_path / "dev/input/event7", 0)
    config = c.Config(
        scanners=(
            Scanner(kind="serial", name="counter", path="Honeywell_Xenon"),
            Scanner(kind="keyboard", name="gone", path="ffff:0001"),
            Scanner(kind="network", name="phone", listen=True),
        )
    )
    lines: list[str] = []
    assert devices.show(config, lines.append, as_json=False, root=tmp_path) == 0
    text = "\n".join(lines)
    assert "HID-POS mode" in text
    assert 'The configuration\'s scanner "counter" means it.' in text
    assert '      kind = "hid_pos"\n      path = "0c2e:1007"' in text
    assert "  gone: keyboard ffff:0001" in text
    assert "  phone: network 127.0.0.1:2101" in text
    if os.geteuid():
        assert "/dev/input/event7: install the udev rules" in text
    assert devices.show(config, print, as_json=True, root=tmp_path) == 0
    told = json.loads(capsys.readouterr().out)
    assert {row["mode"] for row in told["devices"]} == {"hid_pos", "keyboard", "com"}
    assert [row["found"] for row in told["sections"]] == [True, False, None]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["watch", "nothing-like-it"], "nothing-like-it is no scanner of the configuration"),
        (["watch", "--layout", "xx"], "There is no layout xx"),
        (["replay", "nowhere.tape"], "nowhere.tape cannot be read"),
        (["list", "--config", "nowhere.toml"], "There is no configuration file nowhere.toml"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Given a command that cannot be done, when it is given, then one sentence and exit status 1."""
    assert main(["devices", *arguments]) == 1
    heard = capsys.readouterr()
    assert heard.err.startswith(said)
    assert heard.err.count("\n") == 1


@pytest.mark.expected_warnings("^device_lost device=scanner")
def test_control_c_ends_it_with_a_summary(tmp_path: Path) -> None:
    """Given the real program, when Ctrl+C comes, then it sums up and ends well; else it fails."""
    line = PtyLine(tmp_path / "port")
    command = [sys.executable, "-m", "pos_terminal", "devices", "watch", str(line.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stderr.readline() == "scanner: it is there.\n"
        ScannerOnLine(line).scan(CODE)
        for _ in range(5):
            process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=WITHIN_S)
    line.unplug()
    assert rest == "1 scan: no AIM identifier 1.\n"
    assert process.returncode == 0
    gone = tmp_path / "gone"
    gone.touch()
    said = Said()
    assert devices.watch(None, Wishes(str(gone), seconds=1), said.lines.append, said.complain) == 1
    assert said.lines == ["0 scans."]
