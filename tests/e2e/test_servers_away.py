"""The shared servers go away in three ways.

The till sells on, says since when and how many wait, and everything arrives.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.talk import Talk
from tools.store_servers import DATABASE, StoreServers
from tools.till_process import TillProcess, TillSettings

ARTICLES = "product_id,barcodes,name,price,tax_class\nmilk,9520000000011,Milk 1 l,1.19,A\n"
MILK = "9520000000011"
ON_HAND = 100


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Sockets' paths have a limit."""
    short = tmp_path_factory.mktemp("a")
    yield short
    shutil.rmtree(short, ignore_errors=True)


@pytest.fixture
def stores(folder: Path) -> Iterator[StoreServers]:
    servers = StoreServers(folder)
    servers.start()
    servers.preset(["milk"], ON_HAND)
    yield servers
    servers.thaw()
    servers.kill()


@pytest.fixture
def till(folder: Path, stores: StoreServers) -> Iterator[TillProcess]:
    settings = TillSettings(folder / "till", stock_url=stores.stock_url, centre_url=stores.centre_url)
    process = TillProcess(folder, settings)
    (folder / "articles.csv").write_text(ARTICLES, encoding="utf-8")
    process.command_line("catalog", "import", str(folder / "articles.csv"), "--report", str(folder / "r.csv"))
    process.start()
    process.connect().close()
    yield process
    process.kill()


def light(view: Any, subject: str) -> Any:
    return next(
        (light for light in view["lights"] if light["subject"] == subject), {"code": "", "params": {}}
    )


def sell(talk: Talk, pieces: int) -> None:
    talk.ask(command="SetNextQuantity", milli=pieces * 1000)
    assert talk.ask(command="EnterCode", code_text=MILK)["ok"]
    sold = talk.ask(command="TakeTender", tender="cash")
    assert sold["ok"], sold


def at_rest(view: Any) -> bool:
    centre = light(view, "centre")
    stock_is_well = bool(light(view, "stock")["code"] == "stock_ok")
    return stock_is_well and (centre["code"], centre["params"]) == ("centre_ok", {"waiting": 0})


@pytest.mark.parametrize(
    ("away", "back"),
    [
        pytest.param(StoreServers.freeze, StoreServers.thaw, id="they accept and never answer"),
        pytest.param(StoreServers.kill, StoreServers.start, id="they are killed and their port is closed"),
    ],
)
def test_selling_goes_on_and_everything_arrives_later(
    till: TillProcess,
    stores: StoreServers,
    away: Callable[[StoreServers], None],
    back: Callable[[StoreServers], None],
) -> None:
    with Talk(till.control_path) as talk:
        talk.until(at_rest)
        sell(talk, 1)
        talk.until(at_rest)

        away(stores)
        sell(talk, 2)
        sell(talk, 3)
        view = talk.until(
            lambda view: (
                light(view, "centre")["code"] == "centre_away"
                and light(view, "stock")["code"] == "stock_away"
                and light(view, "centre")["params"]["waiting"] == 2
            )
        )
        assert light(view, "centre")["since"]
        assert light(view, "stock")["since"]

        back(stores)
        talk.until(at_rest, timeout_s=40)
    with stores.mongo() as centre:
        sales = list(centre[DATABASE]["sales"].find())
        inventory = centre[DATABASE]["inventory"].find_one({"_id": "milk"})
        moves = list(centre[DATABASE]["moves"].find())
    assert sorted(str(sale["receipt_no"]) for sale in sales) == ["T1-A000001", "T1-A000002", "T1-A000003"]
    assert inventory is not None
    assert inventory["on_hand"] == ON_HAND - 6
    assert [move["settled"] for move in moves] == [True, True, True]
    with stores.redis() as stock:
        assert stock.get("stock:milk") == str(ON_HAND - 6)
        assert stock.hgetall("{stock:milk}:holds") == {}
