"""kill -9 of a real process between any two steps of a card payment: charged once, and none forgotten."""

import json
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.card_till import Journal

ROUNDS = 14


def run_and_kill(folder: Path, steps: int) -> None:
    """Let it live for so many of its steps."""
    command = [sys.executable, "-m", "tests.card_till", str(folder)]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE) as till:
        try:
            assert till.stdout is not None
            for _ in range(steps):
                assert till.stdout.readline()
        finally:
            till.kill()


def test_killed_at_any_step_a_card_is_charged_once_and_no_charge_is_lost(tmp_path: Path) -> None:
    # given a till that is killed again and again, at another step each time
    chance = random.Random(4)
    for number in range(ROUNDS):
        run_and_kill(tmp_path, 1 + number if number < 7 else chance.randint(1, 9))

    # when it has answered what was left open
    run_and_kill(tmp_path, 8)

    # then terminal and journal agree on every reference
    lines = [json.loads(line) for line in (tmp_path / "memory.jsonl").read_text().splitlines()]
    moved = Counter(line["reference"] for line in lines if line["state"] == "approved")
    journal = Journal(tmp_path / "journal.jsonl")
    assert max(moved.values()) == 1
    for tender_id in journal.asked[:-2]:
        assert (moved[tender_id] == 1) == (journal.ended[tender_id] == "approved")
    assert len(journal.asked) >= 7
