"""Plays a whole day of a shop through the running program and has all that came of it compared to the cent.

`make day` (BASKETS=FILE, LIMIT=n). The program runs as a subprocess with both servers, a serial scanner on a
pty and a printer on TCP; `day_run.py` is its staff, `check_day.py` compares what is left behind. Last line:
baskets, returns, differences.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that `python3 tools/day.py` works as well as `-m tools.day`

from tools.baskets import DEFAULT_FILE  # noqa: E402
from tools.control_client import ControlLost, Refused  # noqa: E402
from tools.day_plan import STAFF, DayFile, DayPlan, Sell, TakeBack, read_day  # noqa: E402
from tools.day_run import DayRun  # noqa: E402
from tools.day_steps import Planner  # noqa: E402
from tools.feeder import Lost  # noqa: E402
from tools.proof_rig import START_ON_HAND, ProofRig, wait_until  # noqa: E402
from tools.replay import proof_folder  # noqa: E402
from tools.store_servers import DATABASE  # noqa: E402

BASKETS = 150
SETTINGS = "\n[shift]\nopen_by_hand = true\n"
REST_TIMEOUT_S = 120.0


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 only where nothing differs."""
    parser = argparse.ArgumentParser(description="Play a shop's day through the running program.")
    parser.add_argument(
        "--baskets", type=Path, default=DEFAULT_FILE, help="CSV or CSV.gz; default: %(default)s"
    )
    parser.add_argument("--limit", type=int, default=BASKETS, help="so many baskets; default: %(default)s")
    parser.add_argument("--keep", type=Path, help="leave everything that was captured in this folder")
    options = parser.parse_args(arguments)
    if not options.baskets.exists():
        print(f"day: there is no basket file {options.baskets}; name one with BASKETS=FILE.", file=sys.stderr)
        return 2
    file = read_day(options.baskets, options.limit)
    plan = Planner(file).plan()
    if file.skipped:
        print(f"skipped: {file.skipped} lines that are neither bought nor brought back in whole pence")
    with proof_folder(options.keep, "day-") as folder, ProofRig(folder) as rig:
        (folder / "plan.json").write_bytes(msgspec.json.encode(plan))
        return _play(rig, file, plan, options)


def _play(rig: ProofRig, file: DayFile, plan: DayPlan, options: argparse.Namespace) -> int:
    prepare(rig, file)
    rig.start()
    started = time.monotonic()
    run = DayRun(rig, file, plan)
    faults: list[str] = []
    try:
        run.play()
        closed = run.close()
        if closed.shift.difference_minor:
            faults.append(f"till: the blind count differs by {closed.shift.difference_minor}")
        rest(rig, run.completed)
        run.store_report()
        faults += [f"day: {text}" for text in left_out(plan, run)]
    except (Lost, Refused, ControlLost, TimeoutError) as error:
        faults.append(f"till: {error}")
    run.till.close()
    if (status := rig.till.stop()) != 0:
        faults.append(f"till: ended with exit status {status}")
    faults += [f"journal verify: {text}" for text in _verified(rig)]
    for text in faults[:40]:
        print(f"difference: {text}")
    count = len(faults) + run_checker(rig, options.baskets)
    print(_verdict(plan, run, count, time.monotonic() - started))
    return 1 if count else 0


def prepare(rig: ProofRig, file: DayFile) -> None:
    """Servers, articles, stock and staff of a shop before its first day."""
    rig.prepare(file.articles.values())
    with rig.till.config_path.open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    for staff_id, person in STAFF.items():
        words = ["staff", "add", staff_id, "--name", person.name, "--role", person.role]
        rig.till.command_line(*words, "--badge", person.badge, typed=f"{person.pin}\n")


def rest(rig: ProofRig, receipts: int) -> None:
    """Wait until nothing is owed and the centre has the whole journal. Raises TimeoutError."""
    rig.wait_at_rest(receipts)

    def behind() -> str:
        seq, head = rig.progress().seq, rig.centre_head()
        return "" if head >= seq else f"the centre has {head} of {seq} events"

    wait_until(behind, REST_TIMEOUT_S, rig.till)


def left_out(plan: DayPlan, run: DayRun) -> list[str]:
    """What was planned and did not happen."""
    names = {type(step).__name__ for step in plan.steps}
    faults = []
    if "Cut" in names and run.vouchers and not run.refused_offline:
        faults.append("store credit was not tried while both servers were away")
    if run.kills != sum(isinstance(step, Sell) and step.pause == "kill" for step in plan.steps):
        faults.append(f"the till was killed {run.kills} times")
    return faults


def run_checker(rig: ProofRig, baskets: Path, *, self_test: bool = True) -> int:
    """The checker as a process of its own; answers how many differences it found (a missed plant counts as
    one).
    """
    command = [sys.executable, str(ROOT / "tools" / "check_day.py"), "--baskets", str(baskets)]
    command += ["--plan", str(rig.folder / "plan.json"), "--journal", str(rig.till.journal_path)]
    command += ["--paper", str(rig.paper.folder), "--reports", str(rig.till.settings.data_folder / "reports")]
    command += ["--centre", rig.stores.centre_url, "--database", DATABASE, "--stock", rig.stores.stock_url]
    command += ["--on-hand", str(START_ON_HAND), *(["--self-test"] if self_test else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(done.stdout, end="")
    print(done.stderr, end="", file=sys.stderr)
    found = [line for line in done.stdout.splitlines() if line.startswith("checked:")]
    if not found:
        return 1
    differences = int(found[0].split(" differences")[0].rsplit(" ", 1)[1])
    return differences or (1 if done.returncode else 0)


def _verified(rig: ProofRig) -> list[str]:
    try:
        print(rig.till.command_line("journal", "verify").strip())
    except RuntimeError as error:
        return [str(error)]
    return []


def _verdict(plan: DayPlan, run: DayRun, differences: int, seconds: float) -> str:
    sold = sum(1 + (step.meanwhile is not None) for step in plan.steps if isinstance(step, Sell))
    own = [step for step in plan.steps if isinstance(step, TakeBack) and not step.name.startswith("C")]
    returns = plan.by_receipt + plan.without
    return (
        f"day: {sold} baskets, {returns} returns ({plan.by_receipt} by receipt, {plan.without} without), "
        f"{differences} differences, {len(own)} returns and exchanges of the shop's own, "
        f"{run.completed} receipts, {run.scans} scans, {run.approvals} approvals, {run.kills} kill, "
        f"store credit refused offline {run.refused_offline} times, "
        f"centre away {run.seen_away} times when it was not, {seconds:.0f} s"
    )


if __name__ == "__main__":
    sys.exit(main())
