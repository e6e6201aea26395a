"""What runs inside the virtual machine: the till's own drivers on the guest's devices, told what to do.

It talks JSON lines over the serial line that it is given. Everything that a driver says goes out at once.
"""

import contextlib
import json
import os
import struct
import subprocess
import sys
import threading
import traceback
import tty
from pathlib import Path
from typing import Any

from drivers import api, catalog
from drivers.supervisor import Supervisor
from tools.hardware.guest_printer import Printers

_UHID_CREATE2, _UHID_DESTROY, _UHID_INPUT2 = 11, 1, 12
_BUS_USB = 3
_FUNCTIONS = ("functions/hid.0", "functions/acm.0", "functions/printer.0")


class Guest:
    """The state of one run."""

    def __init__(self, talk: int) -> None:
        self._talk = talk
        self._lock = threading.Lock()
        self._watched: dict[str, Supervisor] = {}
        self._uhid: dict[str, int] = {}
        self._typists: dict[str, Any] = {}
        self._counts: dict[str, int] = {}
        self._printers = Printers()

    def say(self, **line: object) -> None:
        with self._lock:
            os.write(self._talk, json.dumps(line).encode() + b"\n")

    def run(self) -> None:
        self.say(ready=True, kernel=os.uname().release)
        tail = b""
        while True:
            tail += os.read(self._talk, 65_536)
            while b"\n" in tail:
                line, _, tail = tail.partition(b"\n")
                if line.strip():
                    self._obey(json.loads(line))

    def _obey(self, asked: dict[str, Any]) -> None:
        name = asked.pop("do")
        try:
            found = getattr(self, f"_do_{name}")(**asked)
            self.say(answer=name, **(found or {}))
        except Exception:  # noqa: BLE001 - whatever it was, the host must hear of it, or it waits for nothing
            self.say(answer=name, error=traceback.format_exc()[-1500:])

    def _heard(self, message: api.Message) -> None:
        match message:
            case api.ScanRead(text=text, device=device, raw=raw, pieces_ns=pieces):
                self.say(scan=text, device=device, raw=raw.hex(), pieces=len(pieces))
            case api.ScanBroken(device=device, reason=reason):
                self.say(broken=reason, device=device)
            case api.DeviceChanged(device=device, present=present, reason=reason):
                self.say(changed=device, present=present, reason=reason)
            case api.WeightRead():
                pass  # no scale is watched here

    def _do_watch(self, name: str, kind: str, **options: Any) -> None:
        supervisor = Supervisor(self._heard)
        self._watched[name] = supervisor
        supervisor.watch(catalog.make_scanner(kind, catalog.ScannerOptions(name, **options)), "scanner")

    def _do_leave(self, name: str) -> dict[str, Any]:
        return {"late": self._watched.pop(name).stop()}

    def _do_uhid(self, name: str, vendor: int, product: int, serial: str, descriptor: str) -> None:
        """A HID device out of nothing but its report descriptor: real to everything above the USB cable."""
        data = bytes.fromhex(descriptor)
        fd = os.open("/dev/uhid", os.O_RDWR)
        head = struct.pack(
            "<128s64s64sHHIIII",
            *(name.encode(), b"test", serial.encode(), len(data), _BUS_USB, vendor, product, 0x100, 0),
        )
        os.write(fd, struct.pack("<I", _UHID_CREATE2) + head + data.ljust(4096, b"\0"))
        self._uhid[name] = fd

    def _do_report(self, name: str, data: str) -> None:
        report = bytes.fromhex(data)
        os.write(self._uhid[name], struct.pack("<IH", _UHID_INPUT2, len(report)) + report.ljust(4096, b"\0"))

    def _do_uhid_gone(self, name: str) -> None:
        os.close(self._uhid.pop(name))

    def _do_gadget(
        self,
        name: str,
        vendor: int,
        product: int,
        serial: str,
        hid: str = "",
        acm: bool = False,
        lp: str = "",
    ) -> None:
        """A USB device with these ids, made by the kernel's own device side: real from the cable upwards."""
        root = Path("/config/usb_gadget") / name
        functions = [*(["hid.0"] if hid else []), *(["acm.0"] if acm else []), *(["printer.0"] if lp else [])]
        for folder in ("strings/0x409", "configs/c.1", *(f"functions/{function}" for function in functions)):
            (root / folder).mkdir(parents=True)
        _write(root, "idVendor", f"{vendor:#06x}")
        _write(root, "idProduct", f"{product:#06x}")
        _write(root, "strings/0x409/serialnumber", serial)
        _write(root, "strings/0x409/product", name)
        if hid:
            (root / "functions/hid.0/report_desc").write_bytes(bytes.fromhex(hid))
            _write(root, "functions/hid.0/report_length", "64")
        if lp:
            _write(root, "functions/printer.0/pnp_string", lp)
        for function in functions:
            (root / "configs/c.1" / function).symlink_to(root / "functions" / function)
        _write(root, "UDC", next(Path("/sys/class/udc").iterdir()).name)

    def _do_gadget_gone(self, name: str) -> None:
        root = Path("/config/usb_gadget") / name
        _write(root, "UDC", "")
        for link in (root / "configs/c.1").glob("*.0"):
            link.unlink()
        for folder in ("configs/c.1", *_FUNCTIONS, "strings/0x409", "."):
            with contextlib.suppress(OSError):
                (root / folder).rmdir()

    def _do_printer(self, act: str, **options: Any) -> dict[str, Any] | None:
        """One of the things that tools/hardware/guest_printer.py can do."""
        if act in ("send", "status") and options.pop("aside", False):
            threading.Thread(target=self._aside, args=(act, options), daemon=True).start()
            return None
        found = getattr(self._printers, act)(**_unpacked(options))
        return {"found": found}

    def _aside(self, act: str, options: dict[str, Any]) -> None:
        """While the machine goes on; the answer comes when it comes."""
        try:
            self.say(aside=act, found=getattr(self._printers, act)(**_unpacked(options)))
        except Exception:  # noqa: BLE001 - the host must hear of it
            self.say(aside=act, error=traceback.format_exc()[-1500:])

    def _do_send(self, path: str, data: str) -> None:
        """Bytes into a node of the device side: a report into /dev/hidg0, a scan into /dev/ttyGS0."""
        fd = os.open(path, os.O_WRONLY | os.O_NOCTTY)
        os.write(fd, bytes.fromhex(data))
        os.close(fd)

    def _do_typist(self, name: str, vendor: int, product: int) -> None:
        """A second keyboard, made by uinput; also the fastest scanner there is."""
        import evdev

        keys = [code for code in range(1, 128) if code in evdev.ecodes.KEY]
        self._typists[name] = evdev.UInput(
            {evdev.ecodes.EV_KEY: keys}, name=name, vendor=vendor, product=product, bustype=_BUS_USB
        )

    def _do_type(self, name: str, codes: list[int], gap_us: int = 0) -> None:
        """Press and let go one key after the other."""
        fd = self._typists[name].fd
        command = (sys.executable, "-m", "tools.hardware.typist", str(fd), str(gap_us))
        subprocess.run(command, input=json.dumps(codes).encode(), pass_fds=(fd,), timeout=60, check=True)

    def _do_typist_gone(self, name: str) -> None:
        self._typists.pop(name).close()

    def _do_count(self, path: str) -> None:
        """Count the key presses that another program would get from a node."""
        fd = os.open(path, os.O_RDONLY)
        self._counts[path] = 0

        def read() -> None:
            with contextlib.suppress(OSError):
                while chunk := os.read(fd, 24 * 64):
                    for at in range(0, len(chunk), 24):
                        kind, _, value = struct.unpack_from("<HHi", chunk, at + 16)
                        self._counts[path] += kind == 1 and value == 1

        threading.Thread(target=read, daemon=True).start()

    def _do_counted(self, path: str) -> dict[str, Any]:
        return {"presses": self._counts[path]}

    def _do_nodes(self) -> dict[str, Any]:
        """Input devices by name, with their nodes, and who may open what."""
        found = {}
        for node in sorted(Path("/sys/class/input").glob("event*")):
            found[node.name] = (node / "device/name").read_text().strip()
        tty_nodes = sorted(path.name for path in Path("/dev").glob("tty[UA][SC]*"))
        return {
            "input": found,
            "tty": tty_nodes,
            "hidraw": sorted(p.name for p in Path("/dev").glob("hidraw*")),
        }

    def _do_shell(self, command: str) -> dict[str, Any]:
        done = subprocess.run(
            ("/bin/sh", "-c", command), capture_output=True, text=True, timeout=60, check=False
        )
        return {"out": done.stdout[-4000:], "err": done.stderr[-1000:], "status": done.returncode}


def _unpacked(options: dict[str, Any]) -> dict[str, Any]:
    """A document comes as text, and a long one as so many times that."""
    if "text" in options:
        options["blob"] = bytes.fromhex(options.pop("text")) * options.pop("times", 1)
    return options


def _write(root: Path, name: str, text: str) -> None:
    (root / name).write_text(text + "\n")


def main() -> None:
    """Serve the line that the first argument names."""
    talk = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)
    tty.setraw(talk)
    Guest(talk).run()


if __name__ == "__main__":
    main()
