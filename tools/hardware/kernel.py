"""The kernel and the first file system of the virtual machine, made from Debian's packages once and kept.

Debian's full kernel, for its cloud kernel has neither uinput nor USB. The guest sees the host's programs
read-only, so all that the first file system holds is a shell, the modules and a start script.
"""

import platform
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = {
    "qemu-system-x86_64": "qemu-system-x86",
    "depmod": "kmod",
    "modprobe": "kmod",
    "cpio": "cpio",
    "busybox": "busybox-static",
}
MODULES = (
    *("virtio_pci", "9pnet_virtio", "9p", "xhci_pci", "usbhid", "hid_generic", "evdev", "uinput", "uhid"),
    *("usbserial", "ftdi_sio", "cdc_acm", "usblp", "dummy_hcd", "libcomposite", "usb_f_hid", "usb_f_acm"),
    "usb_f_printer",
)

_INIT = """#!/busybox sh
/busybox mkdir -p /proc /sys /dev /run /tmp /etc
/busybox mount -t proc proc /proc
/busybox mount -t sysfs sys /sys
/busybox mount -t devtmpfs dev /dev
/busybox mkdir -p /dev/pts
/busybox mount -t devpts pts /dev/pts
/busybox mount -t tmpfs run /run
/busybox mount -t tmpfs tmp /tmp
/busybox mkdir -p /config
for module in $(/busybox cat /modules.list); do /busybox insmod /modules/$module || echo no $module; done
/busybox mount -t configfs config /config
while read tag path; do
  /busybox mkdir -p "$path"
  /busybox mount -t 9p -o trans=virtio,version=9p2000.L,ro,cache=loose,msize=262144 "$tag" "$path"
done < /shares.list
for name in bin sbin lib lib64; do [ -e /$name ] || /busybox ln -s usr/$name /$name; done
export PATH=/usr/bin:/usr/sbin:/bin HOME=/tmp LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
/udev/systemd-udevd --daemon
/udev/udevadm trigger --action=add
/udev/udevadm settle
. /start
/busybox poweroff -f
"""

_GROUPS = "root:x:0:\ninput:x:104:\ndialout:x:20:\nlp:x:7:\nplugdev:x:46:\ntty:x:5:\ndisk:x:6:\nkmem:x:15:\n"


class NotHere(Exception):
    """This machine cannot run the test; the text is a sentence with the remedy."""


@dataclass(frozen=True, slots=True)
class Boot:
    """What the virtual machine starts from."""

    kernel: Path
    modules: Path
    version: str


def prepare(folder: Path) -> Boot:
    """Fetch the kernel unless it is there. Raises NotHere."""
    missing = sorted({package for program, package in PROGRAMS.items() if shutil.which(program) is None})
    if missing or platform.machine() != "x86_64" or sys.platform != "linux":
        raise NotHere(
            f"A real kernel needs {', '.join(missing) or 'x86_64 Linux'}; install it (apt install)."
        )
    found = sorted(folder.glob("root/boot/vmlinuz-*"))
    if not found:
        _fetch(folder)
        found = sorted(folder.glob("root/boot/vmlinuz-*"))
    version = found[-1].name.removeprefix("vmlinuz-")
    return Boot(found[-1], folder / "root", version)


def _fetch(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    depends = _ask("apt-cache", "depends", "linux-image-amd64")
    name = re.search(r"Depends: (linux-image-\S+)", depends)
    if name is None:
        raise NotHere("There is no Debian kernel to be had (apt-cache knows none); run apt update.")
    print(f"Fetching {name[1]} and udev (about 70 MB, once) ...", flush=True)
    _unpack("udev", folder)
    _unpack(name[1], folder)
    version = next((folder / "root/boot").glob("vmlinuz-*")).name.removeprefix("vmlinuz-")
    _ask("depmod", "-b", str(folder / "root"), version)


def _unpack(package: str, folder: Path) -> None:
    _ask("apt-get", "download", package, cwd=folder)
    file = next(folder.glob(f"{package}_*.deb"))
    _ask("dpkg-deb", "-x", str(file), str(folder / "root"))
    file.unlink()


def make_initramfs(
    boot: Boot, folder: Path, shares: tuple[tuple[str, Path], ...], rules: Path, start: str
) -> Path:
    """The first file system.

    shares: (tag, path) of what the guest mounts. rules: for udev, beside Debian's. start: for its shell.
    """
    tree = folder / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    (tree / "modules").mkdir(parents=True)
    (tree / "etc").mkdir()
    files = _modules(boot)
    for file in files:
        shutil.copy(file, tree / "modules")
    (tree / "modules.list").write_text("".join(f"{file.name}\n" for file in files))
    (tree / "shares.list").write_text("".join(f"{tag} {path}\n" for tag, path in shares))
    (tree / "start").write_text(start)
    (tree / "etc/group").write_text(_GROUPS)
    (tree / "etc/passwd").write_text("root:x:0:0:root:/:/bin/sh\ntill:x:1000:1000::/tmp:/bin/sh\n")
    shutil.copytree(boot.modules / "lib/udev/rules.d", tree / "etc/udev/rules.d")
    shutil.copy(rules, tree / "etc/udev/rules.d")
    (tree / "udev").mkdir()
    for name in ("udevadm", "systemd-udevd"):
        shutil.copy(boot.modules / "bin/udevadm", tree / "udev" / name)
    shutil.copy(str(shutil.which("busybox")), tree / "busybox")
    (tree / "init").write_text(_INIT)
    (tree / "init").chmod(0o755)
    image = folder / "initramfs"
    names = "\n".join(str(path.relative_to(tree)) for path in sorted(tree.rglob("*")))
    with image.open("wb") as out:
        subprocess.run(
            ("cpio", "-o", "-H", "newc", "--quiet"), cwd=tree, input=names.encode(), stdout=out, check=True
        )
    return image


def _modules(boot: Boot) -> tuple[Path, ...]:
    """Files of all modules, each after those that it needs."""
    found: dict[Path, None] = {}
    for module in MODULES:
        shown = _ask("modprobe", "-d", str(boot.modules), "-S", boot.version, "--show-depends", module)
        for line in shown.splitlines():
            if line.startswith("insmod "):
                found[Path(line.split()[1])] = None
    return tuple(found)


def _ask(*command: str, cwd: Path | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode:
        raise NotHere(f"{command[0]} did not do its work ({done.stderr.strip()[-200:]}).")
    return done.stdout
