"""Feeds real baskets through the running program and has everything that came of it checked to the cent.

`make replay` (BASKETS=FILE, LIMIT=n). The program runs as a subprocess with both servers, a serial scanner on
a pty and a printer on TCP; `check_replay.py` then compares five sources on its own. Last line: baskets,
lines, differences, scans/s.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that `python3 tools/replay.py` works as well as `-m tools.replay`

from tools.baskets import DEFAULT_FILE, Basket, articles_of, read_baskets  # noqa: E402
from tools.feeder import Feeder  # noqa: E402
from tools.proof_rig import START_ON_HAND, ProofRig  # noqa: E402
from tools.store_servers import DATABASE  # noqa: E402


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 only where nothing differs."""
    parser = argparse.ArgumentParser(description="Replay real baskets through the running program.")
    parser.add_argument(
        "--baskets", type=Path, default=DEFAULT_FILE, help="CSV or CSV.gz; default: %(default)s"
    )
    parser.add_argument("--limit", type=int, help="only the first n baskets")
    parser.add_argument("--keep", type=Path, help="leave everything that was captured in this folder")
    options = parser.parse_args(arguments)
    if not options.baskets.exists():
        print(
            f"replay: there is no basket file {options.baskets}; name one with BASKETS=FILE.", file=sys.stderr
        )
        return 2
    reading = read_baskets(options.baskets, options.limit)
    for reason, count in reading.skipped.items():
        print(f"skipped: {count} lines: {reason}")
    with proof_folder(options.keep, "replay-") as folder, ProofRig(folder) as rig:
        return _replay(rig, reading.baskets, options)


def _replay(rig: ProofRig, baskets: tuple[Basket, ...], options: argparse.Namespace) -> int:
    rig.prepare(articles_of(baskets))
    rig.start()
    feeder = Feeder(rig.control, rig.scanner)
    started = time.monotonic()
    for number, basket in enumerate(baskets, 1):
        feeder.sell(basket)
        if number % 200 == 0:
            print(f"{number} of {len(baskets)} baskets, {feeder.scans} scans", flush=True)
    seconds = time.monotonic() - started
    rig.wait_at_rest(len(baskets))
    rested = time.monotonic() - started - seconds
    print(f"fed in {seconds:.1f} s, at rest {rested:.1f} s later")
    status = rig.till.stop()
    differences = [f"till: {text}" for text in feeder.faults] + [
        f"redis: {text}" for text in rig.stock_faults()
    ]
    if status != 0:
        differences.append(f"till: ended with exit status {status}")
    for text in differences[:40]:
        print(f"difference: {text}")
    count = len(differences) + run_checker(rig, options.baskets, options.limit)
    lines = sum(len(basket.lines) for basket in baskets)
    speed = f"{feeder.scans / seconds:.0f} scans/s"
    print(f"replay: {len(baskets)} baskets, {lines} lines, {count} differences, {speed}")
    return 1 if count else 0


def run_checker(rig: ProofRig, baskets: Path, limit: int | None, *, self_test: bool = True) -> int:
    """The checker as a process of its own; answers how many differences it found (a missed plant counts as
    one).
    """
    command = [sys.executable, str(ROOT / "tools" / "check_replay.py"), "--baskets", str(baskets)]
    command += ["--journal", str(rig.till.journal_path), "--paper", str(rig.paper.folder)]
    command += ["--centre", rig.stores.centre_url, "--database", DATABASE, "--on-hand", str(START_ON_HAND)]
    command += ["--limit", str(limit)] if limit is not None else []
    command += ["--self-test"] if self_test else []
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(done.stdout, end="")
    print(done.stderr, end="", file=sys.stderr)
    found = [line for line in done.stdout.splitlines() if line.startswith("checked:")]
    if not found:
        return 1
    differences = int(found[0].split(" differences")[0].rsplit(" ", 1)[1])
    return differences or (1 if done.returncode else 0)


@contextmanager
def proof_folder(keep: Path | None, prefix: str) -> Iterator[Path]:
    """A folder that is taken away afterwards, or the one that is to be kept (which must be new)."""
    if keep is not None:
        keep.mkdir(parents=True)
        yield keep
    else:
        with tempfile.TemporaryDirectory(prefix=prefix) as folder:
            yield Path(folder)


if __name__ == "__main__":
    sys.exit(main())
