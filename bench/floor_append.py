"""The floor of a tender: one durable transaction of eight rows in a bare SQLite file, then five bytes by TCP.

    python bench/floor_append.py FOLDER SAMPLES

Prints a JSON list of milliseconds until the bytes were read at the other end.
"""

import json
import queue
import socket
import sqlite3
import sys
import threading
import time
from pathlib import Path

ROWS = 8
ROW_BYTES = 400
PULSE = b"\x1bp\x00\x3c\x78"


def main() -> int:
    """Measure and print."""
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    path = folder / "floor.sqlite"
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE events (seq INTEGER PRIMARY KEY, raw BLOB)")
    arrived: queue.SimpleQueue[int] = queue.SimpleQueue()
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_receive, args=(listener, arrived), daemon=True).start()
    samples = []
    with socket.create_connection(listener.getsockname()) as sender:
        sender.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(count):
            began_ns = time.monotonic_ns()
            database.execute("BEGIN IMMEDIATE")
            database.executemany("INSERT INTO events (raw) VALUES (?)", [(b"x" * ROW_BYTES,)] * ROWS)
            database.execute("COMMIT")
            sender.sendall(PULSE)
            samples.append((arrived.get() - began_ns) / 1e6)
            time.sleep(0.005)
    database.close()
    for left in folder.glob("floor.sqlite*"):
        left.unlink()
    print(json.dumps(samples))
    return 0


def _receive(listener: socket.socket, arrived: "queue.SimpleQueue[int]") -> None:
    connection, _ = listener.accept()
    while connection.recv(64):
        arrived.put(time.monotonic_ns())


if __name__ == "__main__":
    sys.exit(main())
