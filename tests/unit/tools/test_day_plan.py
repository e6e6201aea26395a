"""The plan of a shop's day: which basket line a return of the file comes from, and that all is planned."""

from pathlib import Path

import msgspec
import pytest

from tools.check_day_expected import Reckoner
from tools.check_sources import read_csv
from tools.day_plan import Cut, DayFile, DayPlan, Mend, MoveCash, NoSale, Sell, SignIn, TakeBack, read_day
from tools.day_steps import Planner

HEADER = "invoice,stock_code,description,quantity,invoiced_at,unit_price_gbp,customer,country"
DAY, LATER = "2010-12-01 08:26:00", "2010-12-09 08:26:00"


def row(invoice: str, code: str, quantity: int, price: str, customer: str = "1", at: str = DAY) -> str:
    return f"{invoice},{code},NAME OF {code},{quantity},{at},{price},{customer},"


@pytest.fixture
def basket_file(tmp_path: Path) -> Path:
    rows = [
        row("1", "22633", 3, "1.85"),
        row("1", "22633", 2, "1.85"),
        row("2", "22633", 4, "1.85"),
        row("C1", "22633", -5, "1.85"),  # only the first basket has so many
        row("C2", "22633", -4, "1.85"),  # the second, which is later, has four
        row("C3", "22633", -1, "1.85"),  # nothing is left of either
        row("3", "22633", 9, "1.85", "2"),
        row("C4", "22633", -1, "1.85"),  # another customer's
        row("C5", "22633", -1, "1.85", ""),  # nobody's
        row("4", "POST", 1, "18.00"),
        row("C9", "22633", -9, "1.85", "2", LATER),
        row("5", "22633", 1, "1.855"),
    ]
    path = tmp_path / "baskets.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def planned(file: DayFile) -> DayPlan:
    return Planner(file).plan()


def test_a_return_comes_from_the_latest_line_that_still_has_so_many(basket_file: Path) -> None:
    file = read_day(basket_file, 10)

    assert [(back.invoice, back.line, back.quantity) for back in file.backs] == [
        ("1", 0, 5),
        ("2", 0, 4),
        ("", 0, 1),
        ("", 0, 1),
        ("", 0, 1),
    ]


def test_returns_of_other_days_and_broken_pence_are_left_out(basket_file: Path) -> None:
    file = read_day(basket_file, 10)

    assert [one.invoice for one in file.bought] == ["1", "2", "3", "4"]
    assert file.skipped == 1


def test_equal_articles_are_one_line_and_two_scans(basket_file: Path) -> None:
    file = read_day(basket_file, 1)

    assert file.bought[0].quantities == [5]
    assert [line.quantity for line in file.scans["1"].lines] == [3, 2]


def test_the_checker_finds_the_same_origins_by_itself(basket_file: Path) -> None:
    plan = planned(read_day(basket_file, 10))

    found = Reckoner(read_csv(basket_file), msgspec.json.decode(msgspec.json.encode(plan))).reckon()

    assert found.faults == []
    assert (found.by_receipt, found.without) == (plan.by_receipt, plan.without) == (2, 3)


def test_the_checker_sees_a_return_that_was_planned_otherwise(basket_file: Path) -> None:
    plan = msgspec.json.decode(msgspec.json.encode(planned(read_day(basket_file, 10))))
    step = next(step for step in plan["steps"] if step["type"] == "TakeBack" and step["name"] == "C2")
    step["backs"][0]["invoice"] = "1"
    step["backs"][0]["quantity"] = 0

    found = Reckoner(read_csv(basket_file), plan).reckon()

    assert found.faults == ["the return C2 was played otherwise than the file says"]


def test_a_day_of_two_dozen_baskets_has_everything(tmp_path: Path) -> None:
    rows = []
    for invoice in range(100, 126):
        for place in range(3):
            code = f"2{invoice % 7}{place}0{place}"
            rows.append(row(str(invoice), code, 4 + place, f"{3 + place}.45", str(invoice)))
    rows.append(row("C200", "21202", -2, "5.45", "106"))
    path = tmp_path / "baskets.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")

    plan = planned(read_day(path, 26))

    sold = [step for step in plan.steps if isinstance(step, Sell)]
    invoices = [step.invoice for step in sold] + [step.meanwhile.invoice for step in sold if step.meanwhile]
    assert sorted(invoices) == [str(invoice) for invoice in range(100, 126)]
    names = {step.name for step in plan.steps if isinstance(step, TakeBack)}
    assert names == {"V1", "X-dearer", "X-cheaper", "X-cut", "X-defective", "C200"}
    assert {step.pause for step in sold} == {"", "park", "kill"}
    assert {type(step) for step in plan.steps} == {Sell, TakeBack, SignIn, MoveCash, NoSale, Cut, Mend}
    assert max(len(step.pays) for step in sold) == 3
    assert {off.kind for step in sold for off in step.offs} == {"percent", "amount"}
    assert plan.by_receipt == 1


def test_both_servers_are_always_mended(tmp_path: Path) -> None:
    rows = [row(str(invoice), "22633", 4, "3.45", str(invoice)) for invoice in range(14)]
    path = tmp_path / "baskets.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")

    kinds = [type(step) for step in planned(read_day(path, 14)).steps]

    assert kinds.count(Cut) == kinds.count(Mend) == 1
    assert kinds.index(Mend) > kinds.index(Cut)
