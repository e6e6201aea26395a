"""Every stock server that there is: the one in memory, Valkey, and the system's Redis where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.fakes.stock import FakeStockServer
from tests.fakes.stock_shop import Server, Shop
from tests.stock_servers import PROGRAMS, stock_server


@contextmanager
def running(kind: str) -> Iterator[Server]:
    if kind == "memory":
        yield FakeStockServer()
    else:
        with stock_server(kind) as server:
            yield server


@pytest.fixture(scope="module", params=["memory", *PROGRAMS])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    with running(request.param) as started:
        yield started


@pytest.fixture
def shop(server: Server) -> Iterator[Shop]:
    opened = Shop(server)
    yield opened
    opened.close()
