"""`make test-hardware`: the real drivers on a real kernel. Exit status 0 only when every check passed."""

import argparse
import sys
import time
import traceback
from pathlib import Path

from tools.hardware import checks
from tools.hardware.kernel import NotHere, prepare
from tools.hardware.machine import Failed, Machine

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Run the checks that are named, or all."""
    parser = argparse.ArgumentParser(prog="make test-hardware", description=__doc__)
    parser.add_argument("only", nargs="*", help="names of checks; none: all")
    names = parser.parse_args().only
    folder = ROOT / "build" / "hardware"
    try:
        boot = prepare(folder)
    except NotHere as error:
        print(f"test-hardware: skipped. {error}")
        return 0
    began, failed = time.monotonic(), 0
    chosen = [check for check in checks.ALL if not names or check.__name__ in names]
    with Machine(boot, folder, ROOT) as machine:
        print(f"Linux {boot.version} is up after {time.monotonic() - began:.0f} s.", flush=True)
        for check in chosen:
            at = time.monotonic()
            try:
                check(machine)
                verdict = "ok"
            except (Failed, AssertionError, OSError, KeyError):
                traceback.print_exc()
                failed += 1
                verdict = "FAILED"
            print(
                f"{verdict:6} {time.monotonic() - at:5.1f} s  {check.__name__}: {check.__doc__}", flush=True
            )
    print(
        f"test-hardware: {len(chosen) - failed} of {len(chosen)} passed in {time.monotonic() - began:.0f} s."
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
