"""What the till builds from at its start, and in which order it ends."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from pos_terminal.adapters.ids import Uuid7
from pos_terminal.bootstrap import TillThreads, _token


def test_the_printers_last_answer_reaches_the_core() -> None:
    ended: list[str] = []

    class Part:
        def __init__(self, name: str) -> None:
            self._name = name

        def stop(self, timeout_s: float) -> bool:
            ended.append(self._name)
            return True

    threads = object.__new__(TillThreads)
    for name in ("devices", "core", "printing", "stock", "upload", "lookup", "reconcile"):
        setattr(threads, f"_{name}", Part(name))
    workers = SimpleNamespace(threads=lambda: (Part("staff"), Part("mail")))
    threads._day = SimpleNamespace(workers=workers)  # type: ignore[assignment]
    threads.stop()
    assert ended[:3] == ["devices", "printing", "core"]
    assert ended.count("printing") == 1


@pytest.mark.parametrize("left", [None, "", "\n"])
def test_a_token_lost_to_a_power_cut_is_drawn_anew(tmp_path: Path, left: str | None) -> None:
    path = tmp_path / "installation.token"
    if left is not None:
        path.write_text(left)
    token = _token(path, Uuid7(lambda: 1))
    assert len(token) == 36
    assert _token(path, Uuid7(lambda: 2)) == token
    assert [file.name for file in tmp_path.iterdir()] == ["installation.token"]
