"""What is tried on the real kernel, one function a check; each plugs in what it needs and pulls it out."""

import time
from collections.abc import Callable

from tools.hardware.machine import Line, Machine


def _scan(text: str, device: str) -> Callable[[Line], bool]:
    return lambda line: line.get("scan") == text and line.get("device") == device


def _change(device: str, present: bool) -> Callable[[Line], bool]:
    return lambda line: line.get("changed") == device and line.get("present") is present


def _any_of(device: str) -> Callable[[Line], bool]:
    return lambda line: line.get("device") == device and ("scan" in line or "broken" in line)


def serial_adapter(machine: Machine) -> None:
    """an FTDI adapter: scans, byte by byte, pulled out in mid-scan, back again"""
    cable = machine.plug_serial("ftdi", "POS1")
    machine.tell(do="watch", name="com", kind="serial", path="/dev/ttyUSB0")
    machine.wait(_change("com", True), "the serial scanner")
    cable.sendall(b"4006381333931\r\n4006381333948\r\n")
    machine.wait(_scan("4006381333931", "com"), "the first scan")
    machine.wait(_scan("4006381333948", "com"), "the second scan")
    for byte in b"]E05449000000996\r":
        cable.sendall(bytes((byte,)))
        time.sleep(0.01)
    machine.wait(_scan("]E05449000000996", "com"), "a scan byte by byte")
    cable.sendall(b"400638")
    time.sleep(0.5)
    machine.unplug("ftdi")
    machine.wait(lambda line: line.get("broken") == "unplugged", "the word that half a scan is lost")
    machine.wait(_change("com", False), "the loss")
    cable = machine.plug_serial("ftdi", "POS1")
    machine.wait(_change("com", True), "the scanner's return")
    cable.sendall(b"1333931\r4006381333931\r")
    machine.wait(_scan("4006381333931", "com"), "the scan after the return")
    machine.ask(do="leave", name="com")
    machine.unplug("ftdi")


ALL: tuple[Callable[[Machine], None], ...] = (serial_adapter,)
