"""Mapped files are brought into memory; what cannot be is no matter."""

import mmap
from pathlib import Path

from pos_terminal.resident import read_whole

PAGES = 64


def resident_kib(path: Path) -> int:
    lines = Path("/proc/self/smaps").read_text(encoding="utf-8").splitlines()
    at = next(index for index, line in enumerate(lines) if line.endswith(str(path)))
    return next(int(line.split()[1]) for line in lines[at:] if line.startswith("Rss:"))


def test_a_mapped_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "font.ttf"
    path.write_bytes(bytes(PAGES * mmap.PAGESIZE))
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as mapped:
        read_whole(tmp_path)

        assert resident_kib(path) == PAGES * mmap.PAGESIZE // 1024
        assert mapped[0] == 0


def test_a_folder_of_which_nothing_is_mapped(tmp_path: Path) -> None:
    read_whole(tmp_path)
