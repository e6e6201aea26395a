"""The real program as a subprocess: baskets scanned on a pty, paid, printed, stored, and compared to the
cent.
"""

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import crash, replay
from tools.baskets import articles_of, read_baskets
from tools.crash import CrashRun
from tools.proof_rig import ProofRig

HEADER = "invoice,stock_code,description,quantity,invoiced_at,unit_price_gbp,customer,country"


@pytest.fixture
def basket_file(tmp_path: Path) -> Path:
    """Five small baskets of the same form as the real ones: returns, free goods, case, fees, an article
    twice.
    """
    chance = random.Random(3)
    codes = ["85123A", "85123a", "21730", "22633", "POST", "BANK CHARGES", "gift_0001_40"]
    rows = [
        "C1,21730,RETURNED,-2,2010-12-01 08:26:00,4.25,,",
        "1,22633,HAND WARMER,3,2010-12-01 08:26:00,0.0,,",
    ]
    for invoice in range(1, 6):
        for _ in range(chance.randint(2, 5)):
            code = chance.choice(codes)
            quantity, pence = chance.choice((1, 1, 6, 1_000)), chance.choice((99, 255, 3_404))
            rows.append(f"{invoice},{code},{code} £40.00,{quantity},2010-12-01 08:26:00,{pence / 100},,")
    rows.append(
        "5,21730,GLASS STAR,1,2010-12-01 08:26:00,4.25,,\n5,21730,GLASS STAR,2,2010-12-01 08:26:00,4.25,,"
    )
    path = tmp_path / "baskets.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def short_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Sockets' paths have a limit."""
    folder = tmp_path_factory.mktemp("p")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_baskets_come_out_to_the_cent_in_five_places(
    basket_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = replay.main(["--baskets", str(basket_file)])

    said = capsys.readouterr().out.splitlines()
    assert "skipped: 1 lines: return (invoice begins with C)" in said
    assert "self-test: 5 wrong cents planted, 5 reported" in said
    assert re.fullmatch(r"replay: 5 baskets, \d+ lines, 0 differences, \d+ scans/s", said[-1]), said
    assert status == 0


def test_a_killed_till_loses_and_doubles_nothing(basket_file: Path, short_folder: Path) -> None:
    baskets = read_baskets(basket_file).baskets
    with ProofRig(short_folder / "rig") as rig:
        rig.prepare(articles_of(baskets))
        run = CrashRun(rig, kills_wanted=1, seed=5)

        run.run(baskets)
        rig.wait_at_rest(run.sold)

        assert rig.till.stop() == 0
        assert rig.stock_faults() == []
        assert crash.differences(rig, run.sold, basket_file) == ()
        assert run.kills == 1
