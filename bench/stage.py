"""What all figures share: the catalogue, an X server, a traced till on it, and how a painted row is waited
for.

A till under measurement runs as a subprocess with real servers, a pty as scanner and a TCP printer. One
thread.
"""

import contextlib
import csv
import json
import os
import random
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pos_terminal.adapters.catalog_sqlite.replica import SqliteCatalogue
from pos_terminal.domain.barcodes import Code, parse
from tools.baskets import open_text
from tools.proof_rig import ProofRig
from tools.till_process import TillProcess, TillSettings

ARTICLES = 808_096
PAINT_TIMEOUT_S = 10.0
POLL_S = 0.0005
STOCK = 1_000_000
# EAN-13 only, so that no two codes of the sample can be two forms of one article.
_CODE_LENGTH = 13
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va")
_VOCABULARY = 20_000


@dataclass(frozen=True)
class Stage:
    """The place of a whole run.

    catalogue_csv: columns gtin and name. imported: the article file made of it. codes: a sample of what it
    holds, each another article; product_ids: of the same.
    """

    folder: Path
    quick: bool
    catalogue_csv: Path
    imported: Path
    codes: Sequence[str]
    product_ids: Sequence[str]

    def count(self, full: int, quick: int) -> int:
        """How many samples to take."""
        return quick if self.quick else full


def make_catalogue(path: Path, count: int = ARTICLES, seed: int = 1) -> None:
    """An article list of our own, GS1 demonstration prefix 952, two to seven words, some far more common."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(_VOCABULARY)]
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("gtin", "name"))
        for number in range(count):
            chosen = [words[int(_VOCABULARY * chance.random() ** 3)] for _ in range(chance.randint(2, 7))]
            writer.writerow((with_check_digit(f"952{number:09d}"), " ".join(chosen).capitalize()))


def with_check_digit(payload: str) -> str:
    """Twelve digits as an EAN-13."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(payload))
    return f"{payload}{-total % 10}"


def sample_codes(path: Path, count: int, seed: int = 1) -> list[str]:
    """EAN-13 codes of an article list, each once."""
    rows = csv.DictReader(open_text(path))
    codes = [row["gtin"] for row in rows if len(row["gtin"]) == _CODE_LENGTH]
    return random.Random(seed).sample(codes, min(count, len(codes)))


def import_catalogue(stage_folder: Path, source: Path) -> Path:
    """Import once by the program's own command; answers the article file, to be linked into each till."""
    till = TillProcess(stage_folder / "import", TillSettings(stage_folder / "import" / "till"))
    till.command_line("catalog", "import", str(source), "--price-rule", "gtin")
    return till.settings.data_folder / "catalogue.sqlite"


def product_ids_of(imported: Path, codes: Sequence[str]) -> list[str]:
    """The articles of these codes. Raises KeyError for one that is unknown."""
    catalogue = SqliteCatalogue(imported)
    found = []
    for code_text in codes:
        code = parse(code_text)
        articles = catalogue.by_code(code.keys) if isinstance(code, Code) else ()
        if not articles:
            raise KeyError(code_text)
        found.append(articles[0].product_id)
    catalogue.close()
    return found


@contextlib.contextmanager
def x_server(width: int, height: int) -> Iterator[dict[str, str]]:
    """An Xvfb of that size; gives the environment for programs that show windows on it."""
    read_fd, write_fd = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(write_fd),
        "-screen",
        "0",
        f"{width}x{height}x24",
        "-nolisten",
        "tcp",
    ]
    server = subprocess.Popen(
        command,
        pass_fds=(write_fd,),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write_fd)
    try:
        with os.fdopen(read_fd) as said:
            display = said.readline().strip()
        if not display:
            raise RuntimeError("Xvfb did not start; install the package xvfb.")
        yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{display}"}
    finally:
        server.terminate()
        server.wait(10)


def environment_on(display: Mapping[str, str]) -> dict[str, str]:
    """This process's environment, with that display."""
    return {**os.environ, **display}


@contextlib.contextmanager
def till_on(
    stage: Stage,
    name: str,
    *,
    width: int = 1024,
    height: int = 768,
    environment: Mapping[str, str] | None = None,
) -> Iterator["MeasuredTill"]:
    """A till with the big catalogue in an X server of its own size, ready to scan."""
    folder = stage.folder / name
    settings = TillSettings(folder / "till", width=width, height=height)
    settings.data_folder.mkdir(parents=True)
    os.link(stage.imported, settings.data_folder / "catalogue.sqlite")
    with x_server(width, height) as display:
        own = {**display, **(environment or {})}
        with ProofRig(folder, settings=settings, environment=own, traced=True) as rig:
            rig.stores.start()
            rig.stores.preset(stage.product_ids, STOCK)
            rig.start()
            yield MeasuredTill(rig)
    shutil.rmtree(folder)


class MeasuredTill:
    """A running till whose painted rows can be waited for."""

    def __init__(self, rig: ProofRig) -> None:
        self.rig = rig
        self._trace = rig.till.trace_path.open(encoding="utf-8")
        self._rest = ""
        self._seen: set[str] = set()

    def scan_and_wait(self, code_text: str) -> float:
        """Scan one article; milliseconds from its last byte to the end of the paint event of its row."""
        self.skip_painted()
        at_ns = self.rig.scanner.scan(code_text)
        return (self.wait_painted(at_ns) - at_ns) / 1e6

    def wait_painted(self, after_ns: int) -> int:
        """The time of the first new row painted after a moment; badges of older rows do not count."""
        deadline = time.monotonic() + PAINT_TIMEOUT_S
        while True:
            for line_id, painted_ns in self._read():
                is_new = line_id not in self._seen
                self._seen.add(line_id)
                if is_new and painted_ns > after_ns:
                    return painted_ns
            if time.monotonic() > deadline:
                raise TimeoutError(
                    f"No row was painted; the till's log ends with:\n{self.rig.till.log_tail()}"
                )
            time.sleep(POLL_S)

    def skip_painted(self) -> None:
        """Pass over what was painted until now."""
        self._seen.update(line_id for line_id, _ in self._read())

    def pay(self) -> None:
        """Cash, exactly what is due. Raises Refused."""
        self.rig.control.send("StartPayment")
        self.rig.control.send("TakeTender", tender="cash", amount_minor=None)

    def memory_mb(self) -> float:
        """Resident memory of the app process in MB (10**6 bytes)."""
        process = self.rig.till.process
        status = Path(f"/proc/{process.pid if process else 0}/status").read_text()
        kib = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(kib) * 1024 / 1e6

    def _read(self) -> Iterator[tuple[str, int]]:
        self._rest += self._trace.read()
        *whole, self._rest = self._rest.split("\n")
        for line in whole:
            row = json.loads(line)
            yield row["line_id"], int(row["ns"])
