"""A disk that takes no write.

Nothing is sold that cannot be stored, the basket stays, and it goes on when there is room.
"""

import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.talk import Talk
from tools.till_process import TillProcess, TillSettings

ARTICLES = "product_id,barcodes,name,price,tax_class\nmilk,9520000000011,Milk 1 l,1.19,A\n"
MILK = "9520000000011"


@pytest.fixture
def till(tmp_path: Path) -> Iterator[TillProcess]:
    process = TillProcess(tmp_path / "till", TillSettings(data_folder=tmp_path / "data"))
    (tmp_path / "articles.csv").write_text(ARTICLES, encoding="utf-8")
    process.command_line(
        "catalog", "import", str(tmp_path / "articles.csv"), "--report", str(tmp_path / "report.csv")
    )
    process.start()
    yield process
    if process.alive():
        process.kill()


def limit_files(till: TillProcess, size: int) -> None:
    """From now on no file of the till grows beyond this; a full disk answers its writes the same way."""
    assert till.process is not None
    resource.prlimit(till.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def test_nothing_is_sold_that_cannot_be_stored_and_the_basket_stays(till: TillProcess) -> None:
    till.connect().close()
    with Talk(till.control_path) as talk:
        assert talk.ask(command="EnterCode", code_text=MILK)["ok"]
        limit_files(till, 1)

        refused = talk.ask(command="TakeTender", tender="cash")

        assert refused["ok"] is False
        view = refused["view"]
        assert view["can_sell"] is False
        assert view["tenders"] == []
        assert [line["name"] for line in view["lines"]] == ["Milk 1 l"]
        assert "storage_failed" in [light["code"] for light in view["lights"]]

        limit_files(till, resource.RLIM_INFINITY)
        talk.until(lambda view: view["can_sell"])
        sold = talk.ask(command="TakeTender", tender="cash")
        assert sold["view"]["receipt_no"] == "T1-A000001"
    assert "Traceback" not in till.log_path.read_text(encoding="utf-8")
    assert till.stop() == 0


def test_a_till_that_cannot_write_at_all_says_so_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    till = TillProcess(tmp_path / "till", TillSettings(data_folder=tmp_path / "file" / "data"))
    with pytest.raises(RuntimeError) as error:
        till.command_line("run", timeout_s=30)
    said = str(error.value)
    assert "Traceback" not in said
    assert "data_folder" in said or "cannot" in said
