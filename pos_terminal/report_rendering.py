"""Reports to paper, picture, PDF and CSV: the shop's header and the printer put together with `receipts`.

Run on the thread that has the fonts (`workers/printing.py`: `OtherPaper`, `Make`). It decides nothing; what
an export leaves behind is whole or not there at all.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from pos_terminal.domain.jobs import PrintReport
from pos_terminal.domain.reports.catalog import REPORTS
from pos_terminal.domain.reports.table import Report
from pos_terminal.errors import Bug
from pos_terminal.services.report_messages import ReportExported
from receipts.document import Document
from receipts.escpos import render
from receipts.fonts import Fonts
from receipts.parts import ShopHeader
from receipts.preview import picture
from receipts.profiles import Profile
from receipts.report import report_document
from receipts.report_csv import report_csv
from receipts.report_pdf import report_pdf
from receipts.style import DETAILED, Style
from receipts.text import as_text


@dataclass(frozen=True, slots=True)
class ReportMaker:
    """Makes every form of a report. copy: a Z that was printed before."""

    header: ShopHeader
    profile: Profile
    fonts: Fonts
    language: str
    training: bool = False
    style: Style = DETAILED

    def document(self, report: Report, *, copy: bool = False) -> Document:
        """On the roll."""
        return report_document(
            report,
            self.header,
            language=self.language,
            columns=self.profile.columns_of(self.style.font),
            copy=copy,
            training=self.training,
            style=self.style,
        )

    def printed(self, report: Report, *, copy: bool = False) -> bytes:
        """For the printer."""
        return render(self.document(report, copy=copy), self.profile, self.fonts)

    def drawn(self, report: Report) -> bytes:
        """As a picture of the roll (PNG)."""
        return picture(self.document(report), self.profile.dots, self.fonts)

    def text(self, report: Report) -> str:
        """As plain text."""
        return as_text(self.document(report))

    def pdf(self, report: Report) -> bytes:
        """As PDF on A4."""
        return report_pdf(report, self.header, self.fonts, language=self.language, training=self.training)

    def csv(self, report: Report) -> bytes:
        """As CSV."""
        return report_csv(report, language=self.language)


def is_copy(job: PrintReport) -> bool:
    """Whether a Z of that number was printed before: only its closing has the job `z:`."""
    return job.z_no > 0 and not job.report_id.startswith("z:")


def export_report(maker: ReportMaker, report: Report, folder: Path) -> ReportExported:
    """Write the report as PDF and CSV; the answer names the PDF, the CSV lies beside it under the same name.

    The same report again takes the place of the older files.
    """
    target = folder / f"{_stem(report)}.pdf"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(target, maker.pdf(report))
        write_whole(target.with_suffix(".csv"), maker.csv(report))
    except OSError as error:
        reason = error.strerror or str(error)
        return ReportExported(
            str(target),
            f"The report could not be written to {folder} ({reason}); check the disk and the folder.",
        )
    return ReportExported(str(target))


def _stem(report: Report) -> str:
    """The file's name: what it is, of which day, and which one; a Z keeps its name for ever."""
    if report.kind not in REPORTS:
        raise Bug(f"There is no report {report.kind}.")
    params = report.params
    day = params.get("business_day") or f"{params.get('first_day', '')}_{params.get('last_day', '')}"
    moment = str(params.get("made_at", ""))[11:19].replace(":", "")
    number = f"{int(params['z_no']):05d}" if "z_no" in params else ""
    till = str(params.get("terminal_id", ""))
    parts: tuple[str, ...] = (report.kind, till, number, str(day), "" if number else moment)
    return "-".join(filter(None, map(_safe, parts)))


def _safe(part: str) -> str:
    return "".join(char for char in part if char.isascii() and (char.isalnum() or char in "_-"))


def write_whole(target: Path, content: bytes) -> None:
    """All of it or nothing, also if the power goes."""
    draft = target.with_name(f".{target.name}.part")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(target)
