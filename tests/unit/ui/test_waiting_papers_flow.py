"""F11, Waiting papers: the list, the ways out of each, and when they are there."""

import msgspec

from pos_terminal.paper_commands import DropPaper, MailPaper, PrintElsewhere, SavePaper
from pos_terminal.paper_views import PapersView, WaitingPaperView
from pos_terminal.services.reasons import REASONS
from pos_terminal.views import NoticeView, RegisterView
from tests.unit.ui.flow_desk import FlowDesk
from tools.screen_states import AT, three
from ui.flows.manager import ManagerMenu
from ui.flows.waiting_papers import WaitingPapersFlow

WAITS = WaitingPaperView(7, "receipt", "T1-A000042", AT, "paper_out", ways=("pdf", "mail"))
PARKED = WaitingPaperView(8, "z_report", "3", AT, "fault", parked=True, ways=("pdf",))


def view(*rows: WaitingPaperView) -> RegisterView:
    return msgspec.structs.replace(three().view(), papers=PapersView(rows, ("office",)), reasons=REASONS)


def opened(*rows: WaitingPaperView) -> FlowDesk:
    desk = FlowDesk(view(*rows))
    desk.open(WaitingPapersFlow(desk.start))
    return desk


def ways(desk: FlowDesk) -> list[str]:
    return [row.cells[0] for row in desk.sheet.rows]


def test_it_stands_in_the_menu_while_papers_wait() -> None:
    desk = FlowDesk(view(WAITS, PARKED))
    desk.open(ManagerMenu(desk.start))
    desk.mark("papers")
    assert [row.cells for row in desk.sheet.rows if row.row_id == "papers"] == [("Waiting papers", "2")]
    desk.enter()
    assert desk.sheet.title == "Waiting papers"

    desk = FlowDesk(view())
    desk.open(ManagerMenu(desk.start))
    assert "papers" not in [row.row_id for row in desk.sheet.rows]


def test_each_says_what_it_is_and_why_it_waits() -> None:
    desk = opened(WAITS, PARKED)
    assert [row.cells[:2] for row in desk.sheet.rows] == [
        ("Receipt T1-A000042", "no paper"),
        ("Z report 3", "set aside"),
    ]
    assert opened().sheet.empty == "No paper waits."


def test_the_ways_out_of_a_receipt() -> None:
    desk = opened(WAITS)
    desk.enter()
    assert desk.sheet.title == "Receipt T1-A000042"
    assert ways(desk) == ["Print on office", "Save it as PDF", "Send it by e-mail", "Do not print it"]
    desk.enter()
    assert desk.posted == [PrintElsewhere(7, "office")]


def test_what_was_set_aside_can_be_tried_again() -> None:
    desk = opened(PARKED)
    desk.enter()
    assert ways(desk) == ["Try again", "Print on office", "Save it as PDF", "Do not print it"]
    desk.enter()
    assert desk.posted == [PrintElsewhere(8, "")]


def test_from_a_spare_printer_it_comes_back() -> None:
    desk = opened(msgspec.structs.replace(WAITS, printer="office"))
    assert desk.sheet.rows[0].cells[1] == "office · no paper"
    desk.enter()
    assert ways(desk)[0] == "Print on the till's own printer"


def test_saved_and_mailed() -> None:
    desk = opened(WAITS)
    desk.enter()
    desk.mark("pdf")
    desk.enter()
    assert desk.posted == [SavePaper(7)]

    desk = opened(WAITS)
    desk.enter()
    desk.mark("mail")
    desk.enter()
    desk.type("ann@shop.example")
    desk.enter()
    assert desk.posted == [MailPaper(7, "ann@shop.example")]
    said = NoticeView(1, "good", "paper_mailed", {}, AT)
    desk.show(msgspec.structs.replace(view(), history=(said,)))
    assert desk.sheet.title == "Waiting papers"


def test_dropped_with_a_reason() -> None:
    desk = opened(WAITS)
    desk.enter()
    desk.mark("drop")
    desk.enter()
    assert desk.sheet.lead == "Receipt T1-A000042: why not?"
    desk.mark("got_otherwise")
    desk.enter()
    assert desk.posted == [DropPaper(7, "got_otherwise")]


def test_a_page_goes_with_its_paper() -> None:
    desk = opened(WAITS)
    desk.enter()
    desk.mark("drop")
    desk.enter()
    desk.show(view())
    assert desk.sheet.title == "Waiting papers"


def test_while_it_is_saved_nothing_else_is_done_with_it() -> None:
    desk = opened(msgspec.structs.replace(WAITS, saving=True))
    assert desk.sheet.rows[0].cells[1] == "is being saved"
    desk.enter()
    desk.enter()
    assert desk.posted == []


def test_all_of_them_go_elsewhere_at_once() -> None:
    desk = opened(WAITS, PARKED, msgspec.structs.replace(WAITS, job_id=9, printer="office"))
    desk.key("all")
    assert ways(desk) == ["Print on the till's own printer", "Print on office"]
    desk.mark("at|office")
    desk.enter()
    assert desk.posted == [PrintElsewhere(7, "office"), PrintElsewhere(8, "office")]
    assert desk.sheet.title == "Waiting papers"
