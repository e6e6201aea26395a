"""The simulated printer's faults from outside: JSON lines over a UNIX socket, while it runs.

    {"set": {"paper": "out"}}            faults that change; the others stay as they are (machine.Faults)
    {"mend": true}                       no fault any more
    {"do": "power_cycle"}                or "tear_off", "close_drawer"
    {"papers_after": 0}                  the papers off the printer since that one, read back
    {}                                   only look

Each is answered with one line: `{"ok": true, "faults": {...}, "slips": 3, "pulses": 1, ...}`, or with
`"ok": false` and why. A thread for whoever connects.
"""

import json
import os
import socketserver
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from drivers.simulated.drawer import SimulatedDrawer
from drivers.simulated.machine import Faults, PrinterMachine
from drivers.simulated.roll import read_back


class PrinterControl:
    """Listens at a path from start() to close()."""

    def __init__(self, path: Path, machine: PrinterMachine, drawer: SimulatedDrawer) -> None:
        self._path = path
        self._machine = machine
        self._drawer = drawer
        self._acts: dict[str, Callable[[], None]] = {
            "power_cycle": machine.switch_off_and_on,
            "tear_off": machine.tear_off,
            "close_drawer": drawer.close,
        }
        path.unlink(missing_ok=True)
        answer = self.answer

        class Talk(socketserver.StreamRequestHandler):
            """One who connected."""

            def handle(self) -> None:
                """Until it hangs up."""
                with suppress(OSError):
                    for line in self.rfile:
                        self.wfile.write(answer(line) + b"\n")

        self._server = socketserver.ThreadingUnixStreamServer(str(path), Talk)
        self._server.daemon_threads = True
        os.chmod(path, 0o600)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def start(self) -> "PrinterControl":
        """Begin to listen; answers itself."""
        self._thread.start()
        return self

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._path.unlink(missing_ok=True)

    def answer(self, line: bytes) -> bytes:
        """Do what a line asks."""
        try:
            asked = json.loads(line)
            if not isinstance(asked, dict):
                raise ValueError("a line is a JSON object")
            self._obey(asked)
            return json.dumps({"ok": True, **self._state(asked)}).encode()
        except (ValueError, TypeError, KeyError) as error:
            return json.dumps({"ok": False, "why": f"That line cannot be done: {error}."}).encode()

    def _obey(self, asked: dict[str, Any]) -> None:
        act = self._acts[asked["do"]] if "do" in asked else None
        if asked.get("mend"):
            self._machine.set_faults(Faults())
        if "set" in asked:
            self._machine.set_faults(replace(self._machine.faults(), **asked["set"]))
        if act is not None:
            act()

    def _state(self, asked: dict[str, Any]) -> dict[str, Any]:
        seen, drawer = self._machine.snapshot(), self._drawer.snapshot()
        state: dict[str, Any] = {
            "faults": asdict(seen.faults),
            "dead": seen.dead,
            "slips": seen.cut_slips,
            "waiting_bytes": seen.waiting_bytes,
            "pulses": drawer.pulses,
            "drawer_open": drawer.is_open,
        }
        if "papers_after" in asked:
            after = int(asked["papers_after"])
            state["papers"] = [asdict(read_back(slip)) for slip in seen.slips if slip.number > after]
        return state
