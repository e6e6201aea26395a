"""A fault of ours on the main thread: one sentence for a person, the trace for the log."""

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest

from pos_terminal.logs import LogWriter
from pos_terminal.session import log_fault

PROGRAM = """
import sys
from pos_terminal import cli

def boom(options):
    raise ValueError("not as planned")

cli._verify = boom
sys.exit(cli.main(["journal", "verify"]))
"""


def test_a_fault_is_one_sentence_and_no_traceback() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 70
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


@pytest.mark.expected_warnings("session_failed")
def test_the_log_of_the_session_has_the_trace(tmp_path: Path) -> None:
    def session() -> None:
        with contextlib.ExitStack() as ends:
            ends.callback(LogWriter(tmp_path).stop)
            ends.push(log_fault)
            raise ValueError("not as planned")

    with pytest.raises(ValueError, match="not as planned"):
        session()
    assert "not as planned" in (tmp_path / "pos.log").read_text()
