"""A small shop's day through the real program: what `make day` does, with two dozen small baskets."""

import re
from pathlib import Path

import pytest

from tools import day

HEADER = "invoice,stock_code,description,quantity,invoiced_at,unit_price_gbp,customer,country"


@pytest.fixture
def basket_file(tmp_path: Path) -> Path:
    """Baskets of three articles; of three returns one has its receipt."""
    rows = [HEADER]
    for invoice in range(100, 126):
        for place in range(3):
            code = f"{2 + 6 * (place % 2)}{invoice % 7}{place}0{place}"
            price = f"{3 + place}.{45 - place}"
            rows.append(f"{invoice},{code},NAME OF {code},{4 + place},2010-12-01 08:26:00,{price},{invoice},")
    rows.append("C200,21202,BACK,-2,2010-12-01 18:00:00,5.43,106,")
    rows.append("C200,POST,POSTAGE,-1,2010-12-01 18:00:00,18.00,106,")
    rows.append("C201,D,Discount,-1,2010-12-01 18:00:00,27.50,,")
    path = tmp_path / "baskets.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_day_comes_out_to_the_cent_everywhere(
    basket_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = day.main(["--baskets", str(basket_file), "--limit", "26"])

    said = capsys.readouterr().out.splitlines()
    assert re.fullmatch(
        r"day: 26 baskets, 3 returns \(1 by receipt, 2 without\), 0 differences, .*", said[-1]
    ), said
    assert "self-test: 24 wrong cents planted, 24 reported" in said
    assert status == 0
