"""An export that anybody can prove, and a receipt's story in plain words."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pos_terminal import commands as c
from pos_terminal.cli import main
from pos_terminal.services import staff_messages as s
from tests.desk_harness import BREAD, MILK, CounterTill

DOCS = Path(__file__).parents[3] / "docs" / "journal.md"


class Desk:
    """A till that runs, and the commands beside it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.till = CounterTill(folder / "data")
        self._capsys = capsys
        self._config = folder / "pos.toml"
        self._config.write_text(f"[till]\ndata_folder = '{folder / 'data'}'\n")

    def command(self, *words: str, status: int = 0, config: bool = True) -> str:
        where = ["--config", str(self._config)] if config else []
        self._capsys.readouterr()
        assert main([*words, *where]) == status
        said = self._capsys.readouterr()
        return said.err if status else said.out


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    made = Desk(tmp_path, capsys)
    till = made.till
    till.scan(MILK, BREAD)
    till.do(c.GiveDiscount("", "percent", 500, "damaged"))
    till.pay(amount_minor=1000)
    till.do(c.ReprintReceipt())
    till.scan(MILK)
    till.pay()
    return made


def test_an_export_is_proved_without_the_journal(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    assert f"events are in {file}" in desk.command("journal", "export", str(file))
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert set(rows[0]) == {"raw", "prev_hash", "hash"}
    said = desk.command("journal", "verify", "--export", str(file), config=False)
    assert f"Events 1 to {len(rows)} of till T1" in said
    assert rows[-1]["hash"] in said
    assert desk.command("journal", "export", "-") == file.read_text(encoding="utf-8")


def test_the_check_in_the_documentation_proves_it_too(desk: Desk, tmp_path: Path) -> None:
    (check,) = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert len(check.splitlines()) <= 12
    (tmp_path / "check.py").write_text(check)
    file = tmp_path / "events.jsonl"
    desk.command("journal", "export", str(file))

    def run() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", str(tmp_path / "check.py"), str(file)]
        return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)

    good = run()
    assert (good.returncode, "as written" in good.stdout) == (0, True), good.stderr
    file.write_text(file.read_text(encoding="utf-8").replace("Milk", "Mild", 1), encoding="utf-8")
    assert run().returncode != 0


def test_a_changed_line_of_an_export_is_named(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    desk.command("journal", "export", str(file))
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    seq = next(n for n, line in enumerate(lines, 1) if "SaleCompleted" in line)
    other = lines[seq - 1].replace("T1-A000001", "T1-A000009")
    for changed, named in (
        ([*lines[: seq - 1], other, *lines[seq:]], f"Event {seq} (SaleCompleted) is damaged"),
        ([*lines[: seq - 2], *lines[seq - 1 :]], f"Event {seq - 1} is damaged: it is missing"),
    ):
        file.write_text("".join(changed), encoding="utf-8")
        said = desk.command("journal", "verify", "--export", str(file), status=1, config=False)
        assert said.startswith(named)
    file.write_text("no json\n", encoding="utf-8")
    assert "line 1 is no exported event" in desk.command(
        "journal", "verify", "--export", str(file), status=1, config=False
    )


def test_an_export_can_be_part_of_it(desk: Desk, tmp_path: Path) -> None:
    def seqs(*words: str) -> list[int]:
        said = desk.command("journal", "export", "-", *words)
        return [json.loads(json.loads(line)["raw"])["seq"] for line in said.splitlines()]

    head = desk.till.core.head.seq
    assert seqs("--from", "3", "--to", "5") == [3, 4, 5]
    assert seqs("--from", "2026-01-01", "--to", "2026-01-01") == list(range(1, head + 1))
    assert seqs("--from", "2026-01-02") == []
    desk.till.do(c.CloseShift(((1, 0),)), c.OpenShift(0, "2026-01-02"))
    second = seqs("--from", "2026-01-02")
    assert second[-1] == desk.till.core.head.seq
    assert seqs("--to", "2026-01-01") == list(range(1, second[0]))
    assert "neither a number" in desk.command("journal", "export", "-", "--from", "monday", status=1)


def test_an_approval_names_both(desk: Desk, tmp_path: Path) -> None:
    people = [("ada", "Ada Low", "cashier"), ("mia", "Mia Tall", "manager")]
    row = {"pin_hash": "", "badge": "", "active": True}
    rows = [{"staff_id": who, "name": name, "role": role, **row} for who, name, role in people]
    (tmp_path / "data" / "staff.json").write_text(json.dumps({"version": 1, "staff": rows}))
    till = desk.till
    till.tell(s.StaffList((s.StaffBrief("ada", "Ada Low", "cashier"), s.StaffBrief("mia", "Mia", "manager"))))
    till.do(c.SignIn("ada", "1111"))
    answer(till, "ada")
    view = till.scan(MILK)
    till.do(c.ChangePrice(view.lines[0].line_id, 100, "damaged"), c.Approve("mia", "3333"))
    answer(till, "mia")
    till.pay()

    said = desk.command("journal", "show", "T1-A000003")

    assert "Mia Tall (mia) approves 'price change' asked for by Ada Low (ada), reason damaged" in said
    assert "Milk 1 l: price 1.19 EUR becomes 1.00 EUR, reason damaged" in said


def answer(till: CounterTill, staff_id: str) -> None:
    request = till.tray.staff_requests[-1]
    assert isinstance(request, s.CheckPin | s.CheckBadge)
    till.tell(s.PinChecked(request.request_id, staff_id, "ok"))


def test_a_receipts_story_is_told_with_the_receipt_below(desk: Desk) -> None:
    said = desk.command("journal", "show", "T1-A000001")
    for words in (
        "ann begins the sale, business day 2026-01-01",
        "1 x Rye bread at 3.49 EUR (scan, code 9520000000028)",
        "The basket: discount of 5 %, reason damaged",
        "paid by cash, given 10.00 EUR, change",
        "Receipt T1-A000001: total 4.45 EUR",
        "Copy 1 is asked for",
        "At the centre: not yet, it waits for it.",
    ):
        assert words in said, said
    assert "Milk 1 l" in said.partition("At the centre")[2]
    assert "T1-A000002" not in said
    assert "There is no receipt T1-A000077" in desk.command("journal", "show", "T1-A000077", status=1)
