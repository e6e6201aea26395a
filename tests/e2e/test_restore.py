"""A till's disk dies after the backup: restore, fill from the centre, sell on. Real program, real servers."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pos_terminal.journal.reading import SqliteJournalReader
from tests.talk import Talk
from tools.store_servers import DATABASE, StoreServers
from tools.till_process import TillProcess, TillSettings

ARTICLES = "product_id,barcodes,name,price,tax_class\nmilk,9520000000011,Milk 1 l,1.19,A\n"
MILK = "9520000000011"
ON_HAND = 100


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Sockets' paths have a limit."""
    short = tmp_path_factory.mktemp("r")
    yield short
    shutil.rmtree(short, ignore_errors=True)


@pytest.fixture
def stores(folder: Path) -> Iterator[StoreServers]:
    servers = StoreServers(folder)
    servers.start()
    servers.preset(["milk"], ON_HAND)
    yield servers
    servers.kill()


@pytest.fixture
def till(folder: Path, stores: StoreServers) -> Iterator[TillProcess]:
    settings = TillSettings(folder / "till", stock_url=stores.stock_url, centre_url=stores.centre_url)
    process = TillProcess(folder, settings)
    (folder / "share").mkdir()
    with process.config_path.open("a", encoding="utf-8") as file:
        file.write(f'\n[backup]\nfolder = "{folder / "share"}"\nsame_disk = true\n')
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


def sell(talk: Talk, times: int = 1) -> None:
    for _ in range(times):
        assert talk.ask(command="EnterCode", code_text=MILK)["ok"]
        sold = talk.ask(command="TakeTender", tender="cash")
        assert sold["ok"], sold


def at_the_centre(stores: StoreServers) -> tuple[list[str], int]:
    """The receipts there, and how many events; their chain is checked."""
    with stores.mongo() as centre:
        base = centre[DATABASE]
        receipts = sorted(str(row["receipt_no"]) for row in base["sales"].find())
        rows = list(base["events"].find())
    rows.sort(key=lambda row: json.loads(row["raw"])["seq"])  # type: ignore[arg-type]
    before = "0" * 64
    for row in rows:
        assert row["prev_hash"] == before
        before = hashlib.sha256(bytes.fromhex(before) + row["raw"]).hexdigest()  # type: ignore[operator]
        assert before == row["hash"]
    return receipts, len(rows)


def test_a_dead_disk_costs_no_receipt_and_no_number(
    till: TillProcess, stores: StoreServers, folder: Path
) -> None:
    with Talk(till.control_path) as talk:
        talk.until(at_rest)
        sell(talk, 2)
        # Backed up while the till runs; then it goes on selling, and all of it reaches the centre.
        assert "Backed up and verified" in till.command_line("backup", "now")
        sell(talk, 3)
        talk.until(at_rest)
    till.kill()
    before = SqliteJournalReader(till.journal_path).head()
    receipts, uploaded = at_the_centre(stores)
    assert receipts == [f"T1-A{number:06d}" for number in range(1, 6)]
    shutil.rmtree(till.settings.data_folder)

    (backup,) = (folder / "share").iterdir()
    said = till.command_line("backup", "restore", str(backup))
    assert "with receipts T1-A000003 to T1-A000005 that the backup lacked came back from the centre" in said
    restored = SqliteJournalReader(till.journal_path).head()
    assert restored.seq == uploaded <= before.seq
    assert "all as they were written" in till.command_line("journal", "verify")

    till.start()
    till.connect().close()
    with Talk(till.control_path) as talk:
        talk.until(at_rest)
        sell(talk, 2)
        view = talk.until(at_rest)
        assert not any(notice["code"] == "centre_fork" for notice in view["notices"])
    receipts, _ = at_the_centre(stores)
    assert receipts == [f"T1-A{number:06d}" for number in range(1, 8)]
    assert "all as they were written" in till.command_line("journal", "verify")
    assert "Receipt T1-A000004: total 1.19 GBP" in till.command_line("journal", "show", "T1-A000004")
    with stores.mongo() as centre:
        assert centre[DATABASE]["inventory"].count_documents({"_id": "milk", "on_hand": ON_HAND - 7}) == 1
        assert centre[DATABASE]["moves"].count_documents({"settled": False}) == 0
