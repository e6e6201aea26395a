"""`pos-terminal stock` as a person gives it, on real servers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_terminal.cli import main
from pos_terminal.domain.records import Movement
from pos_terminal.stock_command import run_rounds
from tests.centre_servers import CentreServer, centre_server
from tests.fakes.audited_shop import MINUTE_MS, AuditedShop, FakeDesk, MongoDesk
from tests.fakes.stock import FakeStockServer
from tests.fakes.stock_shop import Shop
from tests.stock_servers import StockServerProcess, stock_server

__all__ = ["centre_server"]

ARTICLES = (
    "gtin,product_id,name,price,unit\n9520000000011,milk,Milk,1.19,each\n9520000000028,ham,Ham,19.90,kg\n"
)


class Place:
    """A till's folder with articles, and the servers that it names."""

    def __init__(self, folder: Path, server: StockServerProcess, centre_url: str) -> None:
        self.folder = folder
        self.server = server
        self.desk = MongoDesk(centre_url)
        self.config = folder / "pos.toml"
        self.config.write_text(
            f"[till]\ndata_folder = '{folder / 'data'}'\n"
            f"[stock]\nurl = '{server.url}'\n[centre]\nurl = '{centre_url}'\n"
        )
        (folder / "articles.csv").write_text(ARTICLES)
        assert self.give("catalog", "import", str(folder / "articles.csv")) == 0

    def give(self, *words: str) -> int:
        return main([*words, "--config", str(self.config)])

    def counters(self) -> list[str | None]:
        return [self.server.text(f"stock:{name}") for name in ("milk", "ham")]


@pytest.fixture
def place(tmp_path: Path, centre_server: CentreServer) -> Iterator[Place]:
    with stock_server("valkey") as server:
        made = Place(tmp_path, server, centre_server.url())
        yield made
        made.desk.centre.close()


def test_a_count_from_a_file_is_taken_in_once(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    # given a sheet as a spreadsheet program writes it
    sheet = place.folder / "count.csv"
    sheet.write_text("\ufeffbarcode;product_id;on_hand\n9520000000011;;12\n;ham;2,5\n")
    capsys.readouterr()

    # when
    statuses = [place.give("stock", "init", str(sheet)) for _ in range(2)]

    # then
    first, second = capsys.readouterr().out.splitlines()
    assert statuses == [0, 0]
    assert first.startswith("2 articles counted, 0 as counted before, 2 counters made. Count id: file-")
    assert second.startswith("0 articles counted, 2 as counted before, 0 counters made.")
    assert place.counters() == ["12", "2500"]
    assert (place.desk.on_hand("milk"), place.desk.on_hand("ham")) == (12, 2500)


def test_a_row_that_cannot_be_used_is_named_and_the_others_count(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = place.folder / "count.csv"
    sheet.write_text("product_id,on_hand\nmilk,12\nnobody,3\n")
    capsys.readouterr()

    assert place.give("stock", "init", str(sheet), "--count-id", "may") == 1

    said = capsys.readouterr().out
    assert "Line 3: nobody is not in the article file" in said
    assert "1 articles counted, 0 as counted before, 1 counters made; 1 problems, see above." in said
    assert place.counters() == ["12", None]


def test_missing_counters_are_made_without_a_file(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.desk.put("milk", 4)
    capsys.readouterr()

    assert place.give("stock", "init") == 0
    assert capsys.readouterr().out == "1 counters made.\n"
    assert place.counters() == ["4", None]


def test_reconciling_says_what_it_did(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.desk.put("milk", 4)
    place.give("stock", "init")
    place.desk.move(Movement("h", "milk", 3, "sale"))
    capsys.readouterr()

    assert place.give("stock", "reconcile") == 0

    said = capsys.readouterr().out
    assert "1 articles are counted at the centre." in said
    assert "milk: 3 went out of stock at the centre; the holds are settled." in said
    assert place.counters() == ["1", None]


@pytest.mark.parametrize(
    ("words", "text", "said"),
    [
        (["init", "nowhere.csv"], "", "nowhere.csv cannot be read"),
        (["init", "count.csv"], "name,units\n", "needs the columns on_hand and product_id or barcode"),
        (["reconcile"], "", "Stock needs both servers"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    text: str,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    servers = "" if words == ["reconcile"] else "[stock]\nurl = 'unix:///s'\n[centre]\nurl = 'mongodb://h'\n"
    Path("pos.toml").write_text(f"[till]\ndata_folder = 'data'\n{servers}")
    if text:
        Path("count.csv").write_text(text)

    assert main(["stock", *words, "--config", "pos.toml"]) == 1

    heard = capsys.readouterr().err
    assert said in heard
    assert heard.count("\n") == 1


def test_another_location_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pos.toml"
    file.write_text(
        "[stock]\nurl = 'unix:///s'\nlocation = 'cellar'\n[centre]\nurl = 'mongodb://h'\n"
        f"[till]\ndata_folder = '{tmp_path}'\n"
    )

    assert main(["stock", "reconcile", "--config", str(file)]) == 1
    assert "default location only" in capsys.readouterr().err


def test_the_apps_own_servers_run_as_long_as_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # given a shop of one till that brings its servers
    file = tmp_path / "pos.toml"
    file.write_text(f"[embedded]\nenabled = true\n[till]\ndata_folder = '{tmp_path / 'data'}'\n")
    (tmp_path / "articles.csv").write_text(ARTICLES)
    (tmp_path / "count.csv").write_text("product_id,on_hand\nmilk,12\n")
    words = [
        ["catalog", "import", str(tmp_path / "articles.csv")],
        ["stock", "init", str(tmp_path / "count.csv")],
        ["stock", "reconcile"],
    ]

    assert [main([*some, "--config", str(file)]) for some in words] == [0, 0, 0]

    said = capsys.readouterr().out
    assert "1 articles counted, 0 as counted before, 1 counters made." in said
    assert said.endswith("1 articles are counted at the centre.\nEvery counter is as it should be.\n")


def play(shop: AuditedShop, raised: list[str], minutes: int) -> tuple[int, list[str]]:
    said: list[str] = []

    def wait(seconds: float) -> None:
        shop.later(round(seconds * 1000))

    shop.raised.update(raised)
    return run_rounds(shop.reconciler, raised, minutes * MINUTE_MS, said.append, wait), said


def test_the_command_waits_for_the_second_look() -> None:
    shop = AuditedShop(Shop(FakeStockServer()), FakeDesk())
    shop.desk.add("p", -2)

    status, said = play(shop, [], 2)

    assert (status, shop.shop.counter()) == (0, 8)
    assert re.fullmatch(r"The next look is in \d\d seconds\.", said.pop(2))
    assert said == [
        "1 articles are counted at the centre.",
        "Not sure yet. p: the counter is 2 too high; looked at once more after a minute.",
        "p: the counter was 2 too high with nobody touching it, and is now 8; "
        "a stock server that lost its last changes leaves this.",
    ]


def test_what_takes_longer_than_it_may_is_said() -> None:
    shop = AuditedShop(Shop(FakeStockServer()), FakeDesk())
    shop.shop.online(-2)

    status, said = play(shop, [], 2)

    assert (status, shop.shop.counter()) == (0, 8)
    assert said[1].startswith("Not proven, nothing was changed. p: the counter is 2 too low;")


def test_an_article_that_was_named_is_raised() -> None:
    shop = AuditedShop(Shop(FakeStockServer()), FakeDesk())
    shop.shop.online(-2)

    status, said = play(shop, ["p"], 16)

    assert (status, shop.shop.counter()) == (0, 10)
    assert said[-1] == "p: the counter was 2 too low and was raised to 10."


def test_an_article_that_cannot_be_raised_is_said() -> None:
    shop = AuditedShop(Shop(FakeStockServer()), FakeDesk())

    status, said = play(shop, ["p"], 16)

    assert (status, shop.shop.counter()) == (1, 10)
    assert said[-1].startswith("p was not raised")
