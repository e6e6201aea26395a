"""What is tried on the real kernel, one function a check; each plugs in what it needs and pulls it out."""

import json
import time
from collections.abc import Callable

from tools.hardware.check_printer import usb_printer
from tools.hardware.machine import Failed, Line, Machine


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


def keyboard_scanner(machine: Machine) -> None:
    """a USB keyboard, grabbed: digits, letters, Caps Lock, Ctrl+], Alt and pad; pulled out in mid-scan"""
    machine.plug_keyboard("kbd", "SCAN1")
    node = _input_node(machine, "QEMU QEMU USB Keyboard")
    machine.ask(do="count", path=node)
    machine.tell(do="watch", name="key", kind="keyboard", path=_KEYBOARD)
    machine.wait(_change("key", True), "the keyboard scanner")
    time.sleep(0.3)  # keys so soon after the grab count as the rest of an older scan
    _type(machine, "4006381333931")
    machine.press("ret")
    machine.wait(_scan("4006381333931", "key"), "digits")
    machine.press("shift", "c")
    _type(machine, "1-")
    machine.press("ctrl", "bracket_right")
    machine.press_under("alt", "kp_0", "kp_6", "kp_5")
    machine.press("kp_enter")
    machine.wait(_scan("C1-\x1dA", "key"), "letters, GS and Alt with the pad")
    machine.press("caps_lock")
    _type(machine, "ab1")
    machine.press("caps_lock")
    _type(machine, "b")
    machine.press("ret")
    machine.wait(_scan("AB1b", "key"), "letters under Caps Lock")
    _nothing_leaked(machine, node)
    _type(machine, "400")
    time.sleep(0.3)
    machine.unplug("kbd")
    machine.wait(lambda line: line.get("broken") == "unplugged", "the word that half a scan is lost")
    machine.wait(_change("key", False), "the loss")
    machine.plug_keyboard("kbd", "SCAN1")
    machine.wait(_change("key", True), "the scanner's return")
    time.sleep(0.3)
    _type(machine, "6381333931")
    machine.press("ret")
    machine.wait(_scan("6381333931", "key"), "the scan after the return, not joined with the half one")
    machine.ask(do="leave", name="key")
    _given_back(machine, node)
    machine.unplug("kbd")


def other_keyboard(machine: Machine) -> None:
    """beside a grabbed scanner somebody types on another keyboard: every key arrives there"""
    machine.plug_keyboard("kbd", "SCAN1")
    machine.ask(do="typist", name="Office keyboard", vendor=0x045E, product=0x0750)
    node = _input_node(machine, "Office keyboard")
    machine.tell(do="watch", name="key", kind="keyboard", path=_KEYBOARD)
    machine.wait(_change("key", True), "the keyboard scanner")
    machine.ask(do="count", path=node)
    machine.ask(do="type", name="Office keyboard", codes=[*_DIGITS, _ENTER], gap_us=20_000)
    time.sleep(0.3)
    typed = machine.ask(do="counted", path=node)["presses"]
    assert typed == len(_DIGITS) + 1, f"{typed} of {len(_DIGITS) + 1} keys arrived"
    assert machine.silent(_any_of("key"), 0.5), "a key of the other keyboard became a scan"
    machine.ask(do="leave", name="key")
    machine.ask(do="typist_gone", name="Office keyboard")
    machine.unplug("kbd")


def fast_keyboard(machine: Machine) -> None:
    """100 scans at 4 ms a character all whole; 400 without a pause: whole, or thrown away and said so"""
    machine.ask(do="typist", name="Fast scanner", vendor=0x05E0, product=0x1200)
    _input_node(machine, "Fast scanner")
    machine.tell(do="watch", name="fast", kind="keyboard", path="05e0:1200")
    machine.wait(_change("fast", True), "the fast scanner")
    time.sleep(0.3)
    for gap_us, scans in ((4000, 100), (0, 400)):
        heard_before = len(machine.seen)
        machine.ask(do="type", name="Fast scanner", codes=[*_DIGITS, _ENTER] * scans, gap_us=gap_us)
        machine.ask(do="type", name="Fast scanner", codes=[2, 3, _ENTER], gap_us=2000)
        machine.wait(_scan("12", "fast"), "the last scan")
        heard = [line for line in machine.seen[heard_before:] if line.get("device") == "fast"]
        whole = sum(line.get("scan") == _NUMBER for line in heard)
        told = sum(line.get("broken") == "overrun" for line in heard)
        wrong = [line["scan"] for line in heard if "scan" in line and line["scan"] not in (_NUMBER, "12")]
        print(f"       {whole} of {scans} whole, {told} times said that keys were lost", flush=True)
        assert not wrong, f"pieces of scans came as scans: {wrong[:5]}"
        assert whole == scans or (told and not gap_us), f"{scans - whole} scans are missing"
    machine.ask(do="leave", name="fast")
    machine.ask(do="typist_gone", name="Fast scanner")


def hid_pos_scanner(machine: Machine) -> None:
    """a HID-POS device: scans of one and of several reports, a bad report, pulled out, back again"""
    _plug_hid_pos(machine)
    machine.tell(do="watch", name="pos", kind="hid_pos", path="0c2e:0be1")
    machine.wait(_change("pos", True), "the HID-POS scanner")
    before = len(_input_names(machine))
    _report(machine, b"]E0", b"4006381333931")
    machine.wait(_scan("]E04006381333931", "pos"), "a scan")
    long = b"01040063813339311725123110" + b"L" * 60
    _report(machine, b"]d2", long[:56], more=True)
    _report(machine, b"]d2", long[56:])
    machine.wait(_scan("]d2" + long.decode(), "pos"), "a scan of two reports")
    machine.ask(do="report", name="hidpos", data="02ff")
    _report(machine, b"]E0", b"5449000000996")
    machine.wait(_scan("]E05449000000996", "pos"), "the scan after a bad report")
    assert before == len(_input_names(machine)), "a HID-POS scanner must not be a keyboard"
    _report(machine, b"]d2", long[:56], more=True)
    time.sleep(0.1)
    machine.ask(do="uhid_gone", name="hidpos")
    machine.wait(lambda line: "broken" in line and line.get("device") == "pos", "the word that half is lost")
    machine.wait(_change("pos", False), "the loss")
    _plug_hid_pos(machine)
    machine.wait(_change("pos", True), "the scanner's return")
    _report(machine, b"]E0", b"4006381333931")
    machine.wait(_scan("]E04006381333931", "pos"), "the scan after the return")
    machine.ask(do="leave", name="pos")
    machine.ask(do="uhid_gone", name="hidpos")


def udev_rules(machine: Machine) -> None:
    """the generated rules on a USB scanner with a maker's ids: who may read it, and its name that stays"""
    for mode in ("hid", "acm"):
        options = {"hid": _HID_POS} if mode == "hid" else {"acm": True}
        machine.ask(do="gadget", name=f"scan{mode}", vendor=0x0C2E, product=0x0B61, serial="SN77", **options)
        machine.ask(do="shell", command="sleep 1; /udev/udevadm settle")
        node = "/dev/hidraw*" if mode == "hid" else "/dev/ttyACM*"
        said = machine.ask(do="shell", command=f"stat -c '%a %G' {node}")["out"].split()
        group = "plugdev" if mode == "hid" else "dialout"
        assert said == ["660", group], f"{mode}: {said}"
        if mode == "acm":
            links = machine.ask(do="shell", command="ls /dev/serial/by-id")["out"]
            assert "SN77" in links, f"no stable name: {links}"
            ignored = machine.ask(do="shell", command="/udev/udevadm info /dev/ttyACM0")["out"]
            assert "ID_MM_DEVICE_IGNORE=1" in ignored, "ModemManager would take the scanner for a modem"
            _com_scanner(machine)
        machine.ask(do="gadget_gone", name=f"scan{mode}")


def _com_scanner(machine: Machine) -> None:
    """A scanner in COM mode by part of its stable name."""
    machine.tell(do="watch", name="acm", kind="serial", path="SN77")
    machine.wait(_change("acm", True), "the COM scanner")
    machine.ask(do="send", path="/dev/ttyGS0", data=b"4006381333931\r".hex())
    machine.wait(_scan("4006381333931", "acm"), "a scan in COM mode")
    machine.ask(do="leave", name="acm")


def devices_list(machine: Machine) -> None:
    """`pos-terminal devices` sees a scanner in each mode; what it records of a keyboard plays back"""
    machine.plug_serial("ftdi", "POS1")
    machine.plug_keyboard("kbd", "SCAN1")
    _plug_hid_pos(machine)
    _input_node(machine, "QEMU QEMU USB Keyboard")
    _devices(machine, "list --json")
    listed = json.loads(_devices_said(machine))["devices"]
    seen = {(row["mode"], row["ids"]): row for row in listed}
    assert {("com", "0403:6001"), ("hid_pos", "0c2e:0be1"), ("keyboard", _KEYBOARD)} <= set(seen), listed
    assert not any(row["remedy"] for row in listed), listed
    assert seen["hid_pos", "0c2e:0be1"]["known"] is True, listed
    _devices(machine, f"record /tmp/tape {_KEYBOARD} --scans 1 --seconds 60 >/tmp/out 2>/tmp/there & true")
    _devices_said(machine)
    _file_with(machine, "/tmp/there", "it is there.")
    time.sleep(0.3)
    _type(machine, "4006381333931")
    machine.press("ret")
    recorded = _file_with(machine, "/tmp/out", " pieces are in ")
    assert "  means  article 04006381333931" in recorded, recorded
    _devices(machine, "replay /tmp/tape")
    played = _devices_said(machine)
    assert recorded.startswith(played), f"{recorded}\n is not \n{played}"
    machine.ask(do="uhid_gone", name="hidpos")
    machine.unplug("kbd")
    machine.unplug("ftdi")


def _devices(machine: Machine, arguments: str) -> None:
    machine.tell(do="shell", command=f".venv/bin/python -m pos_terminal devices {arguments}")


def _file_with(machine: Machine, path: str, text: str) -> str:
    """A file of the guest as soon as it holds this text."""
    for _ in range(200):
        said = str(machine.ask(do="shell", command=f"cat {path}")["out"])
        if text in said:
            return said
        time.sleep(0.3)
    raise Failed(f"{path} never said {text!r}.")


def _devices_said(machine: Machine) -> str:
    answer = machine.wait(lambda line: line.get("answer") == "shell", "pos-terminal devices", 70)
    assert answer.get("status") == 0, answer
    return str(answer["out"])


_KEYBOARD = "0627:0001"
_NUMBER = "4006381333931"
_ENTER = 28
_DIGITS = [11 if digit == "0" else int(digit) + 1 for digit in _NUMBER]

# A HID-POS scanner as makers describe it (USB HID Point of Sale Usage Tables 1.02): report 2 is its count,
# three AIM bytes, 56 of data, two of the maker's own and the flag that the scan goes on.
_HID_POS = "".join(
    (
        "058c0902a1010912a102850215",
        "0026ff00750895010501093b8102",
        "058c09fb09fc09fd95038102",
        "09fe9538820201",
        "0666ff090495028102",
        "058c09ff250175019501810275078103",
        "c0c0",
    )
)


def _input_names(machine: Machine) -> dict[str, str]:
    found: dict[str, str] = machine.ask(do="nodes")["input"]
    return found


def _input_node(machine: Machine, name: str) -> str:
    """The node of an input device, as soon as it is there."""
    for _ in range(50):
        for node, found in _input_names(machine).items():
            if found == name:
                return f"/dev/input/{node}"
        time.sleep(0.1)
    raise Failed(f"The kernel made no input device of {name}.")


def _type(machine: Machine, keys: str) -> None:
    names = {"-": "minus"}
    for key in keys:
        machine.press(names.get(key, key))


def _nothing_leaked(machine: Machine, node: str) -> None:
    leaked = machine.ask(do="counted", path=node)["presses"]
    assert leaked == 0, f"{leaked} keys of the scanner reached another program"


def _given_back(machine: Machine, node: str) -> None:
    """After the end of the till the keyboard is an ordinary one again."""
    machine.ask(do="count", path=node)
    machine.press("5")
    time.sleep(0.3)
    assert machine.ask(do="counted", path=node)["presses"] == 1, "the grab was not given back"


def _report(machine: Machine, aim: bytes, data: bytes, *, more: bool = False) -> None:
    body = bytes((2, len(data))) + aim + data.ljust(56, b"\0") + bytes((0, 0, int(more)))
    machine.ask(do="report", name="hidpos", data=body.ljust(64, b"\0").hex())


def _plug_hid_pos(machine: Machine) -> None:
    machine.ask(do="uhid", name="hidpos", vendor=0x0C2E, product=0x0BE1, serial="H1", descriptor=_HID_POS)


ALL: tuple[Callable[[Machine], None], ...] = (
    serial_adapter,
    keyboard_scanner,
    other_keyboard,
    fast_keyboard,
    hid_pos_scanner,
    udev_rules,
    usb_printer,
    devices_list,
)
