"""Sells through the running program while its printer breaks at random and the till is killed; compares.

`make storm SALES=2000 SEED=n`. The cashier is honest: asked whether a paper came out, it mends the printer,
looks at the roll and says what lies there; now and then the customer wants another one. Prints one line a
connection and one for all; exit status 1 for any difference. --selftest plants some and must find each.
"""

import argparse
import json
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that `python3 tools/storm.py` works as well as `-m tools.storm`

from tools.baskets import Article, write_catalogue  # noqa: E402
from tools.check_paper import Paper, ticket_of  # noqa: E402
from tools.check_sources import JournalRow, Ticket, read_journal, tickets_of_journal  # noqa: E402
from tools.control_client import Control, ControlLost, Refused, View  # noqa: E402
from tools.storm_judge import Difference, Lying, Sold, differences  # noqa: E402
from tools.storm_printer import Roll, StormPrinter, is_torn, receipt_rows  # noqa: E402
from tools.till_process import TillProcess, TillSettings  # noqa: E402

KINDS = ("tcp", "pty", "usb")
ARTICLES = tuple(
    Article(f"{8 if n % 2 else 2}{n:04d}", 95 + 37 * n, f"Storm article {n}") for n in range(1, 9)
)
KILL_EVERY = 45
WANTS_ANOTHER = 0.05
PAUSE_S = 0.25
REST_S = 120.0


@dataclass
class Outcome:
    """One connection's storm."""

    kind: str
    sales: int
    papers: int
    copies: int
    torn: int
    kills: int
    faults: Counter[str]
    pulses: int
    took_s: float
    found: list[Difference]

    def line(self) -> str:
        """For a person."""
        return (
            f"{self.kind}: {self.sales} sales, {self.papers} papers, {self.copies} of them COPY, "
            f"{self.torn} torn, {sum(self.faults.values())} faults of {len(self.faults)} kinds, "
            f"{self.kills} kills, {self.pulses} drawer pulses, "
            f"{len(self.found)} differences, {self.took_s:.0f} s"
        )


class Storm:
    """One till and one printer."""

    def __init__(self, kind: str, folder: Path, seed: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._chance = random.Random(f"{seed} {kind} till")
        self.printer = StormPrinter(kind, folder, random.Random(f"{seed} {kind} printer"))
        settings = TillSettings(folder / "till")
        self._till = TillProcess(folder, settings, environment=self.printer.connection.environment)
        keys = "\n".join(
            f"{name} = {json.dumps(value)}" for name, value in self.printer.connection.section.items()
        )
        with self._till.config_path.open("a", encoding="utf-8") as config:
            config.write(f"\n[printer]\n{keys}\n")
        catalogue = folder / "catalogue.csv"
        write_catalogue(catalogue, ARTICLES)
        self._till.command_line("catalog", "import", str(catalogue))
        self._control: Control | None = None
        self.kills = 0

    def run(self, sales: int) -> None:
        """Sell so many, whatever happens; afterwards nothing is owed. Raises TimeoutError."""
        self._come_back()
        self.printer.start()
        kill_at = self._next_kill(0)
        done = 0
        while done < sales:
            try:
                if done >= kill_at:
                    kill_at = self._next_kill(done)
                    self._kill_soon()
                self._sell()
                self._answer(often=False)
                time.sleep(self._chance.uniform(0, PAUSE_S))
                done += 1
            except (ControlLost, OSError):
                self._bury()
                done = self._completed()
        self.printer.quiet()
        self._rest()

    def rows(self) -> list[JournalRow]:
        """The journal."""
        return read_journal(self._till.journal_path)

    def close(self) -> None:
        """End everything; the folder stays."""
        if self._control is not None:
            self._control.close()
        if self._till.alive():
            self._till.stop()
        self.printer.close()

    @property
    def _talk(self) -> Control:
        if self._control is None:
            raise ControlLost("the till is not started")
        return self._control

    def _sell(self) -> None:
        """A few articles, paid in cash; a basket that came back after a kill is only paid."""
        view = self._talk.view()
        if not view.lines:
            for article in self._chance.choices(ARTICLES, k=self._chance.randrange(1, 5)):
                self._talk.send("EnterCode", code_text=article.barcode)
        self._talk.send("TakeTender", tender="cash", amount_minor=None)

    def _answer(self, *, often: bool) -> None:
        """Look after the printer and answer; a cashier does not jump at every question."""
        view = self._talk.view()
        if _asked(view) is None or (not often and self._chance.random() < 0.5):
            return
        with self.printer.calm():
            while (number := _asked(view)) is not None and view.question is not None:
                lies = self.printer.roll.lies_whole(number) and self._chance.random() >= WANTS_ANOTHER
                try:
                    view = self._talk.send("AnswerQuestion", question_id=view.question.question_id, yes=lies)
                except Refused:
                    return  # it was answered meanwhile by itself

    def _next_kill(self, done: int) -> int:
        return done + self._chance.randrange(KILL_EVERY // 2, KILL_EVERY * 3 // 2)

    def _kill_soon(self) -> None:
        """While sales go on; it may fall anywhere."""
        if self._till.process is not None:
            time.sleep(self._chance.uniform(0, 0.05))
            self._talk.post("EnterCode", code_text=ARTICLES[0].barcode)
            time.sleep(self._chance.uniform(0, 0.01))
            self._talk.post("TakeTender", tender="cash", amount_minor=None)
            time.sleep(self._chance.uniform(0, 0.12))
            self._till.process.kill()
        raise ControlLost("it was killed")

    def _bury(self) -> None:
        self.kills += 1
        self._till.kill()
        if self._control is not None:
            self._control.close()
            self._control = None
        self._come_back()

    def _come_back(self) -> None:
        self._till.start()
        self._control = self._till.connect()

    def _completed(self) -> int:
        return sum(row.raw.find(b'"type":"SaleCompleted"') >= 0 for row in self.rows())

    def _rest(self) -> None:
        """Every question answered, every paper out."""
        end_s = time.monotonic() + REST_S
        while True:
            self._answer(often=True)
            view = self._talk.view()
            if view.lines:
                self._sell()
            elif not self._owed() and _asked(view) is None:
                break
            if time.monotonic() > end_s:
                raise TimeoutError(
                    f"After {REST_S:.0f} s {self._owed()} papers are owed; the till's log ends with:\n"
                    f"{self._till.log_tail()}"
                )
            time.sleep(0.05)
        self._till.stop()

    def _owed(self) -> int:
        journal = sqlite3.connect(f"file:{self._till.journal_path}?mode=ro", uri=True, timeout=10)
        try:
            found = journal.execute("SELECT count(*) FROM jobs WHERE kind IN ('PrintPaper', 'OpenDrawer')")
            return int(found.fetchone()[0])
        finally:
            journal.close()


def _asked(view: View) -> str | None:
    """The receipt that the till asks about."""
    question = view.question
    return str(question.params["receipt_no"]) if question and question.code == "paper_doubtful" else None


def sold_of(rows: Sequence[JournalRow]) -> list[Sold]:
    """The committed sales with what their papers must say."""
    facts = {ticket.key: _facts(ticket) for ticket in tickets_of_journal(rows)}
    copies: Counter[str] = Counter()
    sales: list[Sold] = []
    numbers: dict[str, str] = {}
    for row in rows:
        event = json.loads(row.raw)
        body = event["body"]
        if event["type"] == "SaleCompleted":
            numbers[body["sale_id"]] = body["receipt_no"]
            at_ms = int(datetime.fromisoformat(event["at"]).timestamp() * 1000)
            sales.append(Sold(body["receipt_no"], at_ms, 0, facts[body["receipt_no"]]))
        elif event["type"] == "CopyRequested":
            copies[numbers[body["sale_id"]]] += 1
    return [replace(sale, copies=copies[sale.receipt_no]) for sale in sales]


def lying_of(roll: Roll) -> list[Lying]:
    """The papers with what stands on them."""
    found = []
    for paper in roll.papers:
        printed = ticket_of(Paper(receipt_rows(paper), whole=True)) if paper.whole else None
        facts = None
        if printed is not None:
            lines = [(line.quantity, line.unit_minor, line.amount_minor) for line in printed.lines]
            names = [line.name for line in printed.lines]
            facts = _facts(Ticket(printed.receipt_no, lines, printed.total_minor, {}, names))
        copy = any("COPY" in row for row in receipt_rows(paper))
        torn = is_torn(paper)
        found.append(Lying(paper.receipt_no, copy, paper.whole, torn, facts, paper.notices))
    return found


def _facts(ticket: Ticket) -> tuple[tuple[str, int | str], ...]:
    facts = {name: value for name, value in ticket.facts().items() if not name.startswith(("tax", "gross"))}
    return tuple(sorted({**facts, "number": ticket.key, "names": " / ".join(ticket.names)}.items()))


def storm(kind: str, sales: int, seed: int, folder: Path) -> Outcome:
    """One connection from its first sale to its judgement."""
    began_s = time.monotonic()
    weather, stuck = Storm(kind, folder / kind, seed), ""
    try:
        weather.run(sales)
    except TimeoutError as error:
        stuck = str(error)
    finally:
        weather.close()
    sold, roll = sold_of(weather.rows()), weather.printer.roll
    lying = lying_of(roll)
    return Outcome(
        kind,
        len(sold),
        sum(paper.whole for paper in lying),
        sum(paper.whole and paper.copy for paper in lying),
        sum(paper.torn for paper in lying),
        weather.kills,
        weather.printer.faults_seen,
        len(roll.pulses_ms),
        time.monotonic() - began_s,
        [*([Difference("stuck", stuck)] if stuck else ()), *differences(sold, lying, roll.pulses_ms)],
    )


def selftest() -> list[str]:
    """Plants each kind of difference; answers the kinds that were not found."""
    sold = [Sold(f"T1-A{n:06d}", n * 10_000, copies=int(n == 5)) for n in range(1, 10)]
    clean = [Lying(sale.receipt_no, False, True) for sale in sold]
    clean.insert(5, Lying("T1-A000005", True, True))
    pulses = [sale.at_ms + 40 for sale in sold]
    plants: dict[str, tuple[list[Lying], list[int]]] = {
        "lost": (clean[:2] + clean[3:], pulses),
        "doubled": (clean[:3] + clean[2:], pulses),
        "swapped": ([clean[1], clean[0], *clean[2:]], pulses),
        "unmarked": ([replace(paper, copy=False) for paper in clean], pulses),
        "foreign": ([*clean, Lying("T1-A000099", False, True)], pulses),
        "wrong": ([replace(clean[0], facts=(("total", 1),)), *clean[1:]], pulses),
        "drawer": (clean, [*pulses, 99_000]),
    }
    wrong = [f"clean: {row.kind} {row.text}" for row in differences(sold, clean, pulses)]
    for kind, (roll, kicked) in plants.items():
        if kind not in {row.kind for row in differences(sold, roll, kicked)}:
            wrong.append(kind)
    return wrong


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="storm-") as name:
        yield Path(name)


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 only where every sale lies on the roll as it must."""
    parser = argparse.ArgumentParser(description="Sell while the printer breaks and the till is killed.")
    parser.add_argument("--sales", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--kind", choices=KINDS, action="append", help="a connection; default: each its share"
    )
    parser.add_argument("--keep", type=Path, help="leave everything in this folder")
    parser.add_argument(
        "--selftest", action="store_true", help="plant differences and look whether each is found"
    )
    options = parser.parse_args(arguments)
    if options.selftest:
        missed = selftest()
        print(f"storm: selftest, {len(missed)} plants missed {missed or ''}".rstrip())
        return 1 if missed else 0
    kinds = tuple(dict.fromkeys(options.kind or KINDS))
    found: list[Outcome] = []
    with _folder(options.keep) as folder:
        for index, kind in enumerate(kinds):
            share = options.sales // len(kinds) + (index < options.sales % len(kinds))
            outcome = storm(kind, share, options.seed, folder)
            found.append(outcome)
            print(outcome.line(), flush=True)
            for difference in outcome.found[:20]:
                print(f"  {difference.kind}: {difference.text}")
    return _sum_up(found, options.seed)


def _sum_up(found: Sequence[Outcome], seed: int) -> int:
    wrong = Counter(row.kind for outcome in found for row in outcome.found)
    print(
        f"storm: {sum(row.sales for row in found)} sales over {', '.join(row.kind for row in found)}, "
        f"{sum(row.papers for row in found)} papers of which {sum(row.copies for row in found)} say COPY, "
        f"{sum(sum(row.faults.values()) for row in found)} faults, {sum(row.kills for row in found)} kills, "
        f"lost {wrong['lost']}, doubled {wrong['doubled']}, swapped {wrong['swapped']}, "
        f"unmarked {wrong['unmarked']}, foreign {wrong['foreign']}, wrong {wrong['wrong']}, "
        f"late pulses {wrong['drawer']}, {sum(row.took_s for row in found):.0f} s, seed {seed}"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
