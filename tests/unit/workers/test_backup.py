"""The backup's thread: at a closing, again after a failure, and once after a start if a day is in none."""

import queue
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from pos_terminal.errors import StorageUnavailable
from pos_terminal.services.backup_messages import BackUp, BackupDone
from pos_terminal.workers.backup import BackupWorker
from tests.stock_servers import TestClock


class Share:
    """Where backups go, or do not."""

    def __init__(self) -> None:
        self.problems: list[Exception] = []
        self.made = 0

    def back_up(self) -> Path:
        if self.problems:
            raise self.problems.pop(0)
        self.made += 1
        return Path(f"backup-{self.made}")


class Bench:
    """A worker with its answers."""

    def __init__(self, owed: Callable[[], bool], first_look_s: int, retry_s: int) -> None:
        self.share = Share()
        self.said: queue.SimpleQueue[object] = queue.SimpleQueue()
        clock = TestClock()
        self.worker = BackupWorker(
            self.share.back_up, owed, self.said.put, clock, retry_s=retry_s, first_look_s=first_look_s
        )

    def hear(self) -> object:
        return self.said.get(timeout=10)


def test_a_closing_is_backed_up() -> None:
    bench = Bench(lambda: False, 3600, 3600)
    bench.worker.start()
    bench.worker.put(BackUp())
    assert bench.hear() == BackupDone("backup-1", "")
    bench.worker.stop(5)
    assert bench.said.empty()


@pytest.mark.expected_warnings("backup_not_made")
def test_what_failed_is_told_and_tried_again() -> None:
    bench = Bench(lambda: False, 3600, 0)
    bench.share.problems = [StorageUnavailable("The share is away."), StorageUnavailable("It is full.")]
    bench.worker.start()
    bench.worker.put(BackUp())
    assert [bench.hear() for _ in range(3)] == [
        BackupDone("", "The share is away."),
        BackupDone("", "It is full."),
        BackupDone("backup-1", ""),
    ]
    bench.worker.stop(5)


@pytest.mark.expected_warnings("backup_not_made", "backup_failed")
def test_a_fault_of_ours_does_not_end_the_thread() -> None:
    bench = Bench(lambda: False, 3600, 0)
    bench.share.problems = [ValueError("ours")]
    bench.worker.start()
    bench.worker.put(BackUp())
    first, second = bench.hear(), bench.hear()
    assert isinstance(first, BackupDone)
    assert "an error of its own" in first.problem
    assert second == BackupDone("backup-1", "")
    bench.worker.stop(5)


def test_a_day_that_is_in_no_backup_is_made_up_for_after_a_start() -> None:
    bench = Bench(lambda: True, 0, 3600)
    bench.worker.start()
    assert bench.hear() == BackupDone("backup-1", "")
    bench.worker.stop(5)


def test_a_start_with_nothing_owed_makes_none() -> None:
    looked = threading.Event()

    def owed() -> bool:
        looked.set()
        return False

    bench = Bench(owed, 0, 3600)
    bench.worker.start()
    assert looked.wait(10)
    bench.worker.stop(5)
    assert bench.said.empty()
