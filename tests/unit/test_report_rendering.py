"""Reports as files: whole or not there, under names that never clash."""

from pathlib import Path

import pytest

from pos_terminal.domain.jobs import PrintReport
from pos_terminal.domain.reports.shift import About, x_report, z_report
from pos_terminal.domain.reports.table import Report
from pos_terminal.report_rendering import ReportMaker, export_report, is_copy
from pos_terminal.services.report_messages import ReportExported
from receipts.profiles import find_profile
from tests.shop_days import Day, quiet_day
from tests.unit.receipts.papers import FONTS, SHOP_DE

ABOUT = About("T1", "EUR", 2, "2026-11-23T12:30:05.000Z", 60)


@pytest.fixture
def maker() -> ReportMaker:
    return ReportMaker(SHOP_DE, find_profile("generic-80"), FONTS, "de")


def test_a_z_is_written_as_pdf_and_csv_under_its_number(maker: ReportMaker, tmp_path: Path) -> None:
    report = z_report(quiet_day(), ABOUT)
    answer = export_report(maker, report, tmp_path / "reports")
    assert answer == ReportExported(str(tmp_path / "reports" / "z-T1-00043-2026-11-23.pdf"))
    written = sorted(path.name for path in (tmp_path / "reports").iterdir())
    assert written == ["z-T1-00043-2026-11-23.csv", "z-T1-00043-2026-11-23.pdf"]
    assert Path(answer.path).read_bytes() == maker.pdf(report)
    assert Path(answer.path).with_suffix(".csv").read_bytes() == maker.csv(report)
    assert export_report(maker, report, tmp_path / "reports") == answer
    assert len(list((tmp_path / "reports").iterdir())) == 2


def test_each_x_has_its_own_file(maker: ReportMaker, tmp_path: Path) -> None:
    answer = export_report(maker, x_report(Day().figures, ABOUT), tmp_path)
    assert Path(answer.path).name == "x-T1-2026-11-23-123005.pdf"


def test_a_store_report_is_named_by_its_days(maker: ReportMaker, tmp_path: Path) -> None:
    params: dict[str, str | int] = {
        "first_day": "2026-11-01",
        "last_day": "2026-11-23",
        "made_at": "2026-11-23T12:30:05.000Z",
    }
    answer = export_report(maker, Report("store", "store_report", params, ()), tmp_path)
    assert Path(answer.path).name == "store-2026-11-01_2026-11-23-123005.pdf"


def test_a_folder_that_cannot_be_written_is_a_sentence(maker: ReportMaker, tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file is in the way")
    answer = export_report(maker, z_report(quiet_day(), ABOUT), tmp_path / "reports")
    assert answer.problem.startswith("The report could not be written to ")
    assert answer.problem.endswith("check the disk and the folder.")


def test_only_the_closings_own_paper_is_no_copy(maker: ReportMaker) -> None:
    assert not is_copy(PrintReport("z:shift1", 43))
    assert not is_copy(PrintReport("r1", 0))
    assert is_copy(PrintReport("r1", 43))
    report = z_report(quiet_day(), ABOUT)
    assert "KOPIE" in "\n".join(
        element.text for element in maker.document(report, copy=True).elements if hasattr(element, "text")
    )
    assert maker.printed(report, copy=True) != maker.printed(report)
    assert maker.drawn(report).startswith(b"\x89PNG")
    assert "Z-Bericht 43" in maker.text(report)
