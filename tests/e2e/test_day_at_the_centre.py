"""Returns, store credit, customers and the day's end through the real program and real servers."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.talk import Talk
from tools.store_servers import DATABASE, StoreServers
from tools.till_process import TillProcess, TillSettings

ARTICLES = (
    "product_id,barcodes,name,price,tax_class\n"
    "milk,9520000000011,Milk 1 l,1.19,A\n"
    "bread,9520000000028,Rye bread,3.49,A\n"
)
MILK, BREAD = "9520000000011", "9520000000028"
ON_HAND = 100


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Sockets' paths have a limit."""
    short = tmp_path_factory.mktemp("d")
    yield short
    shutil.rmtree(short, ignore_errors=True)


@pytest.fixture
def stores(folder: Path) -> Iterator[StoreServers]:
    servers = StoreServers(folder)
    servers.start()
    servers.preset(["milk", "bread"], ON_HAND)
    yield servers
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


def at_rest(view: Any) -> bool:
    codes = {light["subject"]: light for light in view["lights"]}
    centre = codes.get("centre", {"code": "", "params": {}})
    return bool(
        codes.get("stock", {"code": ""})["code"] == "stock_ok"
        and (centre["code"], centre["params"]) == ("centre_ok", {"waiting": 0})
    )


def test_what_was_sold_comes_back_as_credit_and_the_credit_pays(
    till: TillProcess, stores: StoreServers
) -> None:
    with Talk(till.control_path) as talk:
        first = sell(stores, talk)
        take_bread_back(talk, first)
        account = voucher_of(stores, talk)
        spend(talk, account)
        close(talk)
    look_at_the_stores(stores, first, account)


def sell(stores: StoreServers, talk: Talk) -> Any:
    """Milk and bread for cash; the sale as it lies at the centre."""
    talk.until(at_rest)
    for code in (MILK, BREAD):
        assert talk.ask(command="EnterCode", code_text=code)["ok"]
    assert talk.ask(command="TakeTender", tender="cash", amount_minor=1000)["ok"]
    talk.until(at_rest)
    with stores.mongo() as centre:
        return centre[DATABASE]["sales"].find_one({})


def take_bread_back(talk: Talk, first: Any) -> None:
    """The receipt's barcode is scanned: the centre decides by now."""
    barcode = f"{first['receipt_no']}-{first['journal']['hash'][:4].upper()}"
    talk.ask(command="EnterCode", code_text=barcode)
    found = talk.until(lambda view: (view["receipt_found"] or {}).get("state") == "found")
    bread = next(row for row in found["receipt_found"]["lines"] if row["name"] == "Rye bread")
    talk.ask(
        command="ReturnLine",
        original_sale_id=first["_id"],
        original_line_id=bread["line_id"],
        milli=1000,
        reason="defective",
    )
    talk.until(lambda view: [row["amount_minor"] for row in view["lines"]] == [-349])
    talk.ask(command="StartPayment")
    refunded = talk.ask(command="TakeTender", tender="store_credit")
    assert refunded["ok"], refunded


def spend(talk: Talk, account: str) -> None:
    """The voucher pays for milk; what it cannot pay is cash."""
    for _ in range(3):
        talk.ask(command="EnterCode", code_text=MILK)
    talk.ask(command="StartPayment")
    talk.ask(command="TakeTender", tender="store_credit", amount_minor=349, account=account)
    talk.until(lambda view: view["totals"]["due_minor"] == 3 * 119 - 349)
    assert talk.ask(command="TakeTender", tender="cash")["ok"]
    talk.until(at_rest)


def close(talk: Talk) -> None:
    """Counted right; the Z and the store report are there."""
    closed = talk.ask(command="CloseShift", pieces=[[1, 476]])["view"]
    assert closed["shift"]["last_z_no"] == 1
    assert closed["shift"]["difference_minor"] == 0
    talk.until(lambda view: bool((view["report"] or {}).get("exported")))
    talk.ask(command="ShowReport", kind="store")
    report = talk.until(lambda view: (view["report"] or {}).get("state") == "ready")
    assert report["report"]["kind"] == "store"


def look_at_the_stores(stores: StoreServers, first: Any, account: str) -> None:
    """Credit, right and stock agree everywhere."""
    with stores.mongo() as centre:
        base: Any = centre[DATABASE]
        assert base["credit_accounts"].find_one({"_id": account})["left"] == 0
        right = base["return_rights"].find_one({"_id": first["_id"]})
        assert sorted(row["q"] for row in right["lines"]) == [0, 1000]
        assert base["inventory"].find_one({"_id": "bread"})["on_hand"] == ON_HAND
    with stores.redis() as stock:
        assert stock.get("stock:bread") == str(ON_HAND)
        assert stock.get("stock:milk") == str(ON_HAND - 4)


def voucher_of(stores: StoreServers, talk: Talk) -> str:
    """The account that the refund was written to, once it has reached the centre."""
    talk.until(at_rest)
    with stores.mongo() as centre:
        account = centre[DATABASE]["credit_accounts"].find_one({"left": 349})
    assert account is not None
    return str(account["_id"])
