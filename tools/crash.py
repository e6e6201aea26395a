"""Kills the running program at random moments of a replay, in every fourth run both servers too, and looks
for losses.

`make crash KILLS=200 SEED=n`. After each restart the basket must be there again line for line; the replay
goes on from what the till shows. Prints the last event before each kill as a histogram, and lost, doubled,
gaps: all must be zero.
"""

import argparse
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that `python3 tools/crash.py` works as well as `-m tools.crash`

from tools.baskets import DEFAULT_FILE, Basket, articles_of, read_baskets  # noqa: E402
from tools.check_replay import Difference, check, gather  # noqa: E402
from tools.check_sources import paper_trail  # noqa: E402
from tools.control_client import ControlLost  # noqa: E402
from tools.feeder import Feeder, Lost  # noqa: E402
from tools.proof_rig import START_ON_HAND, ProofRig  # noqa: E402
from tools.replay import proof_folder  # noqa: E402
from tools.store_servers import DATABASE  # noqa: E402
from tools.till_process import wait_ready  # noqa: E402

Aim = Literal["anywhere", "start", "tender", "upload"]

# How long after its trigger a kill may come. Triggers: ready to scan, process started, cash about to be
# taken.
LONGEST_S: dict[Aim, float] = {"anywhere": 1.2, "start": 1.0, "tender": 0.05, "upload": 0.4}
AIMS: tuple[Aim, ...] = ("anywhere", "anywhere", "anywhere", "tender", "tender", "upload", "upload", "start")
SERVERS_EVERY = 4
SAID_EVERY = 25
PAPERS_LOOKED_AT = 60
BETWEEN_SHARE = 10  # one kill in ten at least falls between a tender and the moved head


class Executioner:
    """Ends the till from outside, once, at a random moment after its trigger."""

    def __init__(self, rig: ProofRig, chance: random.Random) -> None:
        self._rig = rig
        self._chance = chance
        self._timer: threading.Timer | None = None
        self.struck = threading.Event()
        self._aim: Aim | None = None

    def plan(self) -> None:
        """Choose where to strike next."""
        self.struck.clear()
        self._timer = None
        self._aim = self._chance.choice(AIMS)

    def rest(self) -> None:
        """No kill any more."""
        self.struck.clear()
        self._timer = None
        self._aim = None

    def trigger(self, *aims: Aim) -> None:
        """Something happened after which a kill of these aims may come."""
        if self._aim in aims and self._timer is None:
            self._timer = threading.Timer(self._chance.uniform(0, LONGEST_S[self._aim]), self._strike)
            self._timer.start()

    def disarm(self) -> None:
        """No kill any more; waits for one that is under way."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()

    def _strike(self) -> None:
        self.struck.set()
        if self._rig.till.process is not None:
            self._rig.till.process.kill()


class CrashRun:
    """A replay that is killed again and again."""

    def __init__(self, rig: ProofRig, kills_wanted: int, seed: int) -> None:
        self._rig = rig
        self._wanted = kills_wanted
        self._chance = random.Random(seed)
        self._executioner = Executioner(rig, self._chance)
        self._feeder: Feeder | None = None
        self.kills = 0
        self.with_servers = 0
        self.between = 0
        self.sold = 0
        self.last_events: Counter[str] = Counter()

    def run(self, baskets: Iterable[Basket]) -> None:
        """Feed baskets until there were enough kills; whatever is begun then is finished. Raises Lost."""
        self._executioner.plan()
        self._first_start()
        for basket in baskets:
            self._sell(basket)
            if self.kills >= self._wanted:
                break
        self._executioner.disarm()
        if self._executioner.struck.is_set():
            self._restart()
        self.feeder.settle_questions(self.feeder.control.view())

    def _first_start(self) -> None:
        """It may be hit as any other."""
        try:
            self._come_back()
        except (ControlLost, RuntimeError, OSError):
            if not self._executioner.struck.wait(0.5):
                raise
            self._restart()

    @property
    def feeder(self) -> Feeder:
        """The cashier at the running till."""
        if self._feeder is None:
            raise RuntimeError("The till is not started.")
        return self._feeder

    def _sell(self, basket: Basket) -> None:
        """One basket, over as many lives of the till as it takes."""
        self.feeder.begin()
        restarted = False
        while True:
            try:
                if restarted and self._was_paid(basket):
                    break
                self._executioner.trigger("anywhere")
                self.feeder.settle_questions(self.feeder.control.view())
                self.feeder.go_on(basket)
                break
            except (ControlLost, Lost, OSError):
                if not self._executioner.struck.wait(0.5):
                    raise
                self._restart()
                restarted = True
        self.sold += 1

    def _was_paid(self, basket: Basket) -> bool:
        """Whether the kill came after the sale was on disk; else the basket must be there line for line."""
        completed, view = self._rig.progress().completed, self.feeder.control.view()
        if completed == self.sold + 1 and self.feeder.tendered and not view.lines:
            return True
        if completed != self.sold:
            raise Lost(
                f"{basket.invoice}: {self.sold} sales were acknowledged, {completed} are in the journal"
            )
        self.feeder.resume(basket, view)
        return False

    def _restart(self) -> None:
        """After a kill: look what was written last, and start again until a till stays up."""
        while True:
            self._bury()
            if self.kills < self._wanted:
                self._executioner.plan()
            else:
                self._executioner.rest()
            try:
                self._come_back()
                return
            except (ControlLost, RuntimeError, OSError):
                if not self._executioner.struck.wait(0.5):
                    raise

    def _bury(self) -> None:
        """Count the kill by the last event in the journal; in every fourth one the servers die, too."""
        self._rig.kill()
        self.kills += 1
        self.last_events[self._rig.progress().last_type or "(empty journal)"] += 1
        both = self.kills % SERVERS_EVERY == 0
        if both:
            self.with_servers += 1
            self._rig.stores.kill()
            self._rig.stores.start()
        if self.kills % SAID_EVERY == 0:
            print(f"{self.kills} kills, {self.sold} baskets", flush=True)
        self.between += self._rig.last_sale_seq() > self._rig.centre_head()
        if both and self._chance.random() < 0.5:
            self._rig.stores.kill()  # and this time the till is to start without them

    def _come_back(self) -> None:
        self._rig.till.start()
        self._executioner.trigger("start")
        if not self._rig.stores.running:
            self._rig.stores.start()
        control = self._rig.connect()
        wait_ready(control)
        before = self._feeder
        self._feeder = Feeder(control, self._rig.scanner, self._came_out, self._before_tender)
        if before is not None:
            self._feeder.inherit(before)

    def _before_tender(self) -> None:
        self._executioner.trigger("tender", "upload")

    def _came_out(self, receipt_no: str) -> bool:
        """What a cashier does when asked: looks whether a whole receipt lies in the printer."""
        files = sorted(self._rig.paper.folder.glob("*.bin"))[-PAPERS_LOOKED_AT:]
        trail = paper_trail(path.read_bytes() for path in files)
        return receipt_no in trail.originals or receipt_no in trail.copies


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 only where nothing was lost or doubled, and no number is missing."""
    parser = argparse.ArgumentParser(description="Kill the running program at random moments of a replay.")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--baskets", type=Path, default=DEFAULT_FILE, help="CSV or CSV.gz; default: %(default)s"
    )
    parser.add_argument("--keep", type=Path, help="leave everything that was captured in this folder")
    options = parser.parse_args(arguments)
    if not options.baskets.exists():
        print(f"crash: there is no basket file {options.baskets}; name one with --baskets.", file=sys.stderr)
        return 2
    baskets = read_baskets(options.baskets).baskets
    with proof_folder(options.keep, "crash-") as folder, ProofRig(folder) as rig:
        rig.prepare(articles_of(baskets))
        run = CrashRun(rig, options.kills, options.seed)
        started = time.monotonic()
        lost_now = ""
        try:
            run.run(baskets)
        except Lost as error:
            lost_now = str(error)
        print(f"fed in {time.monotonic() - started:.0f} s, seed {options.seed}")
        return _judge(rig, run, lost_now, options)


def _judge(rig: ProofRig, run: CrashRun, lost_now: str, options: argparse.Namespace) -> int:
    """Everything at rest, compared by the checker; prints histogram and verdict."""
    counts: Counter[str] = Counter()
    if lost_now:
        print(f"lost: {lost_now}")
        counts["lost"] += 1
    else:
        rig.wait_at_rest(run.sold)
        rig.till.stop()
        for text in rig.stock_faults():
            print(f"redis: {text}")
            counts["other"] += 1
        for difference in differences(rig, run.sold, options.baskets):
            print(difference)
            counts[kind_of(difference)] += 1
    for name, count in run.last_events.most_common():
        print(f"  {count:4d}  {name:20s} {'#' * min(count, 60)}")
    print(f"{run.between} kills between a tender and the moved head at the centre")
    print(
        f"crash: {run.kills} kills ({run.with_servers} with both servers), {run.sold} baskets, "
        f"lost {counts['lost']}, doubled {counts['doubled']}, gaps {counts['gaps']}, other {counts['other']}"
    )
    enough = run.kills >= options.kills and run.between * BETWEEN_SHARE >= options.kills
    if not enough:
        print("crash: too few kills, or too few between tender and head; name another seed.", file=sys.stderr)
    return 0 if enough and not counts else 1


def differences(rig: ProofRig, sold: int, baskets: Path) -> tuple[Difference, ...]:
    """What the checker finds after the first so many baskets."""
    options = argparse.Namespace(
        baskets=baskets,
        journal=rig.till.journal_path,
        paper=rig.paper.folder,
        centre=rig.stores.centre_url,
        database=DATABASE,
        on_hand=START_ON_HAND,
        limit=sold,
    )
    report = check(gather(options))
    print(f"checked: {report.baskets} baskets, {report.copies} copies, {report.torn} torn papers")
    return report.differences


def kind_of(difference: Difference) -> str:
    """Which of the three promises a difference breaks; `other` for amounts that are simply wrong."""
    if "times as an original" in difference.text:
        return "doubled"
    if difference.source == "events" or difference.place == "chain" or "receipt number" in difference.text:
        return "gaps"
    return "lost" if difference.text == "is missing" else "other"


if __name__ == "__main__":
    sys.exit(main())
