"""A client of the control socket that hands back the whole answer, as JSON."""

import json
import socket
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self


class Talk:
    """Sends a line and reads one."""

    def __init__(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(10)
        self._socket.connect(str(path))
        self._lines = self._socket.makefile("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._lines.close()
        self._socket.close()

    def ask(self, **words: Any) -> Any:
        """Give a command; answers the whole answer."""
        return self.raw(json.dumps(words).encode())

    def raw(self, line: bytes) -> Any:
        """Send these bytes as a line."""
        self._socket.sendall(line + b"\n")
        return json.loads(self._lines.readline())

    def until(self, seen: Callable[[Any], bool], timeout_s: float = 15) -> Any:
        """Look until the view is so; answers that view."""
        deadline = time.monotonic() + timeout_s
        while True:
            view = self.ask(command="view")["view"]
            if seen(view):
                return view
            if time.monotonic() > deadline:
                raise TimeoutError(f"The till never looked like that; it looks like this: {view}")
            time.sleep(0.02)
