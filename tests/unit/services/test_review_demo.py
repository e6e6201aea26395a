"""The demo's own sale when it does not come to its end."""

import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pos_terminal import demo_shop
from pos_terminal.errors import Unavailable


def silent_session() -> Any:
    """A session whose core never answers."""
    inbox = SimpleNamespace(post=lambda message: None)
    return SimpleNamespace(
        threads=SimpleNamespace(inbox=inbox), devices=SimpleNamespace(), quit=lambda: None, window=None
    )


def broken_session() -> Any:
    """A session that meets a fault of ours."""
    return SimpleNamespace(threads=None, devices=SimpleNamespace(), quit=lambda: None, window=None)


@pytest.mark.expected_warnings("demo_sale_failed")
@pytest.mark.parametrize("session", [silent_session, broken_session])
def test_a_demo_sale_that_was_not_made_is_no_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, session: Any
) -> None:
    monkeypatch.setattr(demo_shop, "_WAIT_S", 0.05)
    sale = demo_shop.OwnSale(tmp_path, ["9520000000011"])
    thread = threading.Thread(target=sale._run, args=(session(), lambda: None, threading.Event()))
    thread.start()
    thread.join(10)
    with pytest.raises(Unavailable, match="did not work"):
        sale.report()
