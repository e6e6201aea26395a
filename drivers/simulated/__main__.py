"""`python -m drivers.simulated --printer`: the simulated printer as a program of its own, for tests and by
hand.

It says on standard output where it listens, adds each slip as text to a file when it is cut, and ends with
exit status 0 at SIGTERM or SIGINT.
"""

import argparse
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from drivers.simulated.control import PrinterControl
from drivers.simulated.drawer import SimulatedDrawer
from drivers.simulated.machine import PrinterMachine
from drivers.simulated.paper import Slip
from drivers.simulated.port import SimulatedPrinterPort
from drivers.simulated.server import SimulatedPrinterServer

_STOPS = (signal.SIGTERM, signal.SIGINT)


def main(arguments: list[str] | None = None) -> int:
    """Run until told to stop."""
    options = _parser().parse_args(arguments)
    # Blocked before the server's thread begins, so that only sigwait below takes them.
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    with ExitStack() as ends:
        try:
            where = _start(options, ends)
        except OSError as error:
            sys.stderr.write(f"The simulated printer cannot start: {error}; choose another port or file.\n")
            return 1
        sys.stdout.write(f"listening on {where}\n")
        sys.stdout.flush()
        signal.sigwait(_STOPS)
    return 0


def _start(options: argparse.Namespace, ends: ExitStack) -> str:
    """The printer and whoever may break it; answers where it listens. ends: gets what is to be undone."""
    paper = ends.enter_context(options.paper.open("ab", buffering=0)) if options.paper else None
    raw = ends.enter_context(options.raw.open("ab", buffering=0)) if options.raw else None
    drawer = SimulatedDrawer()
    machine = PrinterMachine(drawer, width_dots=options.dots, on_slip=_paper_writer(paper))
    tap = raw.write if raw else None
    if options.control is not None:
        ends.callback(PrinterControl(options.control, machine, drawer).start().close)
    if options.pty is not None:
        ends.callback(SimulatedPrinterPort(options.pty, machine, tap).start().close)
        return str(options.pty)
    server = SimulatedPrinterServer(machine, options.host, options.port, tap).start()
    ends.callback(server.close)
    return f"{server.address[0]}:{server.address[1]}"


def _paper_writer(paper: BinaryIO | None) -> Callable[[Slip], None] | None:
    if paper is None:
        return None

    def write(slip: Slip) -> None:
        notices = "".join(f"! {notice}\n" for notice in slip.notices)
        paper.write((slip.text() + notices).encode())

    return write


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m drivers.simulated", description="Devices that are not there."
    )
    parser.add_argument("--printer", action="store_true", required=True, help="a receipt printer")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=9100, help="the port; 0 takes a free one (9100)")
    parser.add_argument(
        "--dots", type=int, default=576, help="dots across: 576 for 80 mm paper, 384 for 58 mm"
    )
    parser.add_argument("--pty", type=Path, help="a serial port under this name instead of a TCP port")
    parser.add_argument(
        "--control", type=Path, help="a UNIX socket for its faults (drivers/simulated/control.py)"
    )
    parser.add_argument("--paper", type=Path, help="the file that each slip is added to as text")
    parser.add_argument("--raw", type=Path, help="the file that every byte received is added to")
    return parser


if __name__ == "__main__":
    sys.exit(main())
