"""`python -m drivers.simulated --printer` as a program of its own."""

import re
import signal
import subprocess
import sys
from pathlib import Path

from drivers.printers.linked import Limits
from drivers.printers.network import network_printer

ROOT = Path(__file__).parents[2]
WITHIN_S = 20.0


def started(*arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "drivers.simulated", "--printer", "--port", "0", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_paper_and_bytes_are_written_and_sigterm_ends_it(tmp_path: Path) -> None:
    # Given the program, which says where it listens
    paper, raw = tmp_path / "paper.txt", tmp_path / "raw.bin"
    with started("--paper", str(paper), "--raw", str(raw)) as program:
        assert program.stdout is not None
        address = re.fullmatch(r"listening on 127\.0\.0\.1:(\d+)\n", program.stdout.readline())
        assert address is not None
        printer = network_printer("p1", "127.0.0.1", int(address[1]), limits=Limits(answer_s=WITHIN_S))

        # When a receipt is printed
        document = b"\x1b@Total 20.00\n\x1dV\x00"
        assert printer.status().ready
        assert printer.send(document).error == ""
        assert printer.status().ready
        printer.close()

        # Then its paper and its bytes are in the files, and the program ends well
        program.send_signal(signal.SIGTERM)
        _, errors = program.communicate(timeout=WITHIN_S)
    assert (program.returncode, errors) == (0, "")
    assert paper.read_text(encoding="utf-8").startswith("Total 20.00\n")
    assert document in raw.read_bytes()


def test_a_port_in_use_is_one_plain_sentence() -> None:
    with started() as first:
        assert first.stdout is not None
        port = first.stdout.readline().strip().rpartition(":")[2]

        second = subprocess.run(
            [sys.executable, "-m", "drivers.simulated", "--printer", "--port", port],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=WITHIN_S,
        )

        first.terminate()
        first.communicate(timeout=WITHIN_S)
    assert second.returncode == 1
    assert second.stderr.count("\n") == 1
    assert "choose another port" in second.stderr
