"""Tills that spend one store credit at once, a process each: `python -m tests.ledger_spender URL 30`.

A program of its own, so that the processes can be forked cheaply from one that has no threads yet.
"""

import json
import multiprocessing
import sys
from typing import Any

from pos_terminal.adapters.mongo.ledger import MongoLedger
from pos_terminal.adapters.system_clock import SystemClock
from pos_terminal.services.ledger_port import Held

WAIT_S = 60.0


def spend(url: str, name: int, start: Any, spent: Any) -> None:
    """Hold seven cents at a time; every third is given back, the others are spent and told at the end."""
    ledger = MongoLedger(url, f"T{name}", SystemClock(), hold_ms=30_000, end_ms=30_000)
    start.wait(WAIT_S)
    total = 0
    for number in range(1000):
        op_id = f"{name}-{number}"
        if not isinstance(ledger.hold("store_credit", "a1", op_id, 7), Held):
            break
        if number % 3 == 2:
            ledger.free("store_credit", "a1", op_id)
        else:
            ledger.take("store_credit", "a1", op_id)
            total += 7
    spent.put(total)
    ledger.close()


def main(url: str, count: int) -> list[int]:
    """What each of so many processes spent."""
    context = multiprocessing.get_context("fork")
    start, spent = context.Barrier(count), context.Queue()
    tills = [
        context.Process(target=spend, args=(url, name, start, spent), daemon=True) for name in range(count)
    ]
    for process in tills:
        process.start()
    totals = [spent.get(timeout=WAIT_S) for _ in tills]
    for process in tills:
        process.join(WAIT_S)
    return totals


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]))))
