"""Reading real baskets: what is sold, what is skipped and why, and the article file for it."""

import csv
import gzip
from pathlib import Path

import pytest

from tools.baskets import Article, articles_of, read_baskets, write_catalogue

HEADER = "invoice,stock_code,description,quantity,invoiced_at,unit_price_gbp,customer,country\n"
ROWS = """\
1,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
1,85123a,heart,1,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
C2,85123A,HEART,-1,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
3,21730,STAR,0,2010-12-01 08:26:00,4.25,,United Kingdom
3,21730,STAR,2,2010-12-01 08:26:00,4.255,,United Kingdom
3,BANK CHARGES,,1,2010-12-01 08:26:00,15.0,,United Kingdom
4,21730,STAR,1,2010-12-01 08:26:00,0.0,,United Kingdom
1,85123A,HEART,1,2010-12-01 08:26:00,2.95,17850.0,United Kingdom
"""


@pytest.fixture
def basket_file(tmp_path: Path) -> Path:
    path = tmp_path / "baskets.csv.gz"
    path.write_bytes(gzip.compress((HEADER + ROWS).encode()))
    return path


def test_lines_are_sold_or_skipped_with_a_reason(basket_file: Path) -> None:
    reading = read_baskets(basket_file)

    assert [(basket.invoice, basket.total_minor) for basket in reading.baskets] == [
        ("1", 6 * 255 + 255 + 295),
        ("3", 1_500),
        ("4", 0),
    ]
    assert reading.skipped == {
        "price not in whole pence": 1,
        "quantity of 0 or less": 1,
        "return (invoice begins with C)": 1,
    }


def test_a_limit_keeps_all_lines_of_the_first_baskets(basket_file: Path) -> None:
    reading = read_baskets(basket_file, limit=1)

    [basket] = reading.baskets
    assert len(basket.lines) == 3
    assert reading.skipped["after the limit"] == 2


def test_code_and_price_make_the_article_and_case_is_kept(basket_file: Path) -> None:
    articles = articles_of(read_baskets(basket_file).baskets)

    assert [article.barcode for article in articles] == [
        "85123A@255",
        "85123a@255",
        "85123A@295",
        "BANK CHARGES@1500",
        "21730@0",
    ]
    assert [article.product_id for article in articles][3] == "BANK.CHARGES-1500"
    assert [article.tracked for article in articles] == [True, True, True, False, True]
    assert articles[3].name == "BANK CHARGES"


def test_two_articles_never_share_a_product_id(tmp_path: Path) -> None:
    path = tmp_path / "baskets.csv"
    path.write_text(HEADER + "1,A B,X,1,,1.00,,\n1,A.B,Y,1,,1.00,,\n", encoding="utf-8")

    with pytest.raises(ValueError, match="share the product id"):
        articles_of(read_baskets(path).baskets)


def test_the_article_file_has_a_row_an_article(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.csv"

    write_catalogue(path, [Article("POST", 1_800, "POSTAGE, SMALL")])

    [row] = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    assert row["product_id"] == "POST-1800"
    assert row["barcode"] == "POST@1800"
    assert row["name"] == "POSTAGE, SMALL"
    assert row["tracked"] == "false"
