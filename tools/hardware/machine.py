"""The virtual machine: started, spoken to, plugged and unplugged from outside.

Host side only. Three channels: QMP (keys, plugging), one line of text to the program in the guest, and one
socket a serial adapter. Every wait has an end.
"""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from tools.hardware.kernel import Boot, make_initramfs

Line = dict[str, Any]

BOOT_S = 90.0
ANSWER_S = 30.0


class Failed(Exception):
    """The machine did not do what was waited for."""


class _Lines:
    """JSON lines over a UNIX socket that the machine listens on."""

    def __init__(self, path: Path, patience_s: float) -> None:
        end = time.monotonic() + patience_s
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        while True:
            try:
                self._socket.connect(str(path))
                break
            except OSError:
                if time.monotonic() > end:
                    raise Failed(f"Nobody listens on {path.name}.") from None
                time.sleep(0.05)
        self._tail = b""

    def send(self, line: Line) -> None:
        self._socket.sendall(json.dumps(line).encode() + b"\n")

    def next(self, patience_s: float) -> Line | None:
        """The next line, None where none came in time; what is no JSON is passed over."""
        end = time.monotonic() + patience_s
        while True:
            whole, found, rest = self._tail.partition(b"\n")
            if found:
                self._tail = rest
                if whole.lstrip().startswith(b"{"):
                    return dict(json.loads(whole))
                continue
            left_s = end - time.monotonic()
            if left_s <= 0:
                return None
            self._socket.settimeout(left_s)
            try:
                self._tail += self._socket.recv(65_536) or _ended()
            except TimeoutError:
                return None

    def close(self) -> None:
        self._socket.close()


def _ended() -> bytes:
    raise Failed("The virtual machine ended by itself; look at its console.")


class Machine:
    """One run of the virtual machine; use it with `with`."""

    def __init__(self, boot: Boot, folder: Path, checkout: Path) -> None:
        self._boot = boot
        self._folder = folder
        self._checkout = checkout
        self._cables: list[socket.socket] = []
        self.seen: list[Line] = []
        self._unread: list[Line] = []

    def __enter__(self) -> Self:
        folder = self._folder
        for old in folder.glob("*.sock"):
            old.unlink()
        shares = self._shares()
        python = self._checkout / ".venv/bin/python"
        start = f"cd {self._checkout}\n{python} -m tools.hardware.guest /dev/ttyS1 || echo ended\n"
        rules = self._checkout / "packaging/udev/70-pos-terminal.rules"
        image = make_initramfs(self._boot, folder, shares, rules, start)
        command = self._command(image, shares)
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self._qmp = _Lines(folder / "qmp.sock", ANSWER_S)
        self._talk = _Lines(folder / "talk.sock", ANSWER_S)
        self._qmp.next(ANSWER_S)
        self.qmp("qmp_capabilities")
        self.wait(lambda line: "ready" in line, "the guest's program", BOOT_S)
        return self

    def _command(self, image: Path, shares: tuple[tuple[str, Path], ...]) -> list[str]:
        folder = self._folder
        command = [
            *(
                "qemu-system-x86_64",
                "-m",
                "512",
                "-smp",
                "1",
                "-nic",
                "none",
                "-display",
                "none",
                "-no-reboot",
            ),
            *("-kernel", str(self._boot.kernel), "-initrd", str(image)),
            *("-append", "console=ttyS0 quiet panic=-1"),
            *("-qmp", f"unix:{folder}/qmp.sock,server=on,wait=off"),
            *("-serial", f"file:{folder}/console.log"),
            *("-chardev", f"socket,id=talk,path={folder}/talk.sock,server=on,wait=off"),
            *("-serial", "chardev:talk", "-device", "qemu-xhci,id=usb"),
        ]
        for tag, path in shares:
            share = f"local,id={tag},path={path},security_model=none,readonly=on,multidevs=forbid"
            command += ["-fsdev", share, "-device", f"virtio-9p-pci,fsdev={tag},mount_tag={tag}"]
        return command

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._qmp.close()
        self._talk.close()
        for cable in self._cables:
            cable.close()

    def _shares(self) -> tuple[tuple[str, Path], ...]:
        """What the guest may read: the system's programs, the interpreter and the checkout."""
        base = Path(sys.base_prefix).resolve()
        paths = [Path("/usr"), self._checkout.resolve()]
        if not base.is_relative_to("/usr"):
            paths.append(base)
        return tuple((f"share{number}", path) for number, path in enumerate(paths))

    def qmp(self, command: str, **arguments: object) -> Line:
        """A command to the machine itself."""
        self._qmp.send({"execute": command, "arguments": arguments})
        while True:
            answer = self._qmp.next(ANSWER_S)
            # Lines between are events, such as RTC_CHANGE.
            if answer is None or "error" in answer:
                raise Failed(f"{command} failed: {answer}")
            if "return" in answer:
                return answer

    def tell(self, **line: object) -> None:
        """One line to the program in the guest."""
        self._talk.send(line)

    def ask(self, **line: object) -> Line:
        """One line to the guest, and its answer."""
        self.tell(**line)
        answer = self.wait(lambda found: found.get("answer") == line["do"], f"an answer to {line['do']}")
        if "error" in answer:
            raise Failed(f"{line['do']}: {answer['error']}")
        return answer

    def wait(self, fits: Callable[[Line], bool], what: str, patience_s: float = ANSWER_S) -> Line:
        """The next line from the guest that fits; others stay for later waits."""
        for number, line in enumerate(self._unread):
            if fits(line):
                return self._unread.pop(number)
        end = time.monotonic() + patience_s
        while (left_s := end - time.monotonic()) > 0:
            fresh = self._talk.next(left_s)
            if fresh is None:
                break
            self.seen.append(fresh)
            if fits(fresh):
                return fresh
            self._unread.append(fresh)
        raise Failed(f"Waited for {what}; what came: {self._unread[-6:]}")

    def silent(self, fits: Callable[[Line], bool], for_s: float) -> bool:
        """Whether nothing that fits comes for so long."""
        try:
            self.wait(fits, "nothing", for_s)
        except Failed:
            return True
        return False

    def plug_keyboard(self, name: str, serial: str) -> None:
        """Plug a USB keyboard in."""
        self.qmp("device_add", driver="usb-kbd", id=name, serial=serial, bus="usb.0")

    def plug_serial(self, name: str, serial: str) -> socket.socket:
        """Plug a USB serial adapter in; answers the other end of its cable."""
        cable_id = f"cable{len(self._cables)}"
        path = self._folder / f"{cable_id}.sock"
        backend = {"addr": {"type": "unix", "data": {"path": str(path)}}, "server": True, "wait": False}
        self.qmp("chardev-add", id=cable_id, backend={"type": "socket", "data": backend})
        cable = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        cable.connect(str(path))
        self._cables.append(cable)
        self.qmp("device_add", driver="usb-serial", id=name, chardev=cable_id, serial=serial, bus="usb.0")
        return cable

    def unplug(self, name: str) -> None:
        """Pull a device out; its name can be used again after that."""
        self.qmp("device_del", id=name)
        while not ((line := self._qmp.next(ANSWER_S)) and line.get("data", {}).get("device") == name):
            if line is None:
                raise Failed(f"{name} could not be pulled out.")

    def press(self, *codes: str) -> None:
        """Press the keys together and let them go, as slowly as the emulated keyboard needs it."""
        for code in codes:
            self._key(code, down=True)
        for code in reversed(codes):
            self._key(code, down=False)

    def press_under(self, held: str, *codes: str) -> None:
        """Press keys one after the other while another stays down."""
        self._key(held, down=True)
        for code in codes:
            self.press(code)
        self._key(held, down=False)

    def _key(self, code: str, *, down: bool) -> None:
        event = {"type": "key", "data": {"down": down, "key": {"type": "qcode", "data": code}}}
        self.qmp("input-send-event", events=[event])
        time.sleep(0.012)
