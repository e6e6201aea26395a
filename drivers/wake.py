"""Waiting in poll(): how long, and how another thread ends it. A pipe belongs to the reader that made it."""

import os
import time

_READ_BYTES = 4096


class Wake:
    """A descriptor that becomes readable when somebody calls set()."""

    def __init__(self) -> None:
        self._read, self._write = os.pipe()
        os.set_blocking(self._read, False)
        os.set_blocking(self._write, False)

    def fileno(self) -> int:
        """What to poll for reading."""
        return self._read

    def set(self) -> None:
        """Make it readable; from any thread, at any time before close()."""
        try:
            os.write(self._write, b"\0")
        except BlockingIOError:
            pass  # enough wake-ups are waiting already

    def clear(self) -> None:
        """Take the wake-ups that came; on the thread that waits."""
        try:
            os.read(self._read, _READ_BYTES)
        except BlockingIOError:
            pass

    def close(self) -> None:
        """Let go of the pipe; nothing may be called afterwards."""
        os.close(self._read)
        os.close(self._write)


def wait_ms(due_ns: int | None) -> int | None:
    """How long to poll for something that is due then (CLOCK_MONOTONIC); never ends before it is due."""
    return None if due_ns is None else max(0, -((time.monotonic_ns() - due_ns) // 1_000_000))
