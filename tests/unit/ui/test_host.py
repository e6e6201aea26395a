"""Flows one over another: keys, rows and text reach the uppermost, views reach all."""

from dataclasses import dataclass, field, replace

import pytest

from pos_terminal import commands as c
from pos_terminal.views import RegisterView
from tests.unit.ui.flow_desk import LATER_MS, FlowDesk
from tools.screen_states import three
from tools.sheet_states import KIT
from ui.flows.automatic import Wanted
from ui.flows.host import accepts, entry_text
from ui.flows.kit import Start
from ui.flows.sheet import (
    CLEAR,
    CLOSE,
    CLOSE_ALL,
    STAY,
    Bar,
    Entry,
    EntryKind,
    PlainFlow,
    Sheet,
    SheetKey,
    SheetRow,
    Step,
    post,
    say,
)

AMOUNT = Entry("Amount", kind="amount")
ROWS = (
    SheetRow(("Group",), strong=True),
    SheetRow(("First",), "first"),
    SheetRow(("Off",), "off", enabled=False),
    SheetRow(("Last",), "last"),
)


@dataclass
class Scripted(PlainFlow):
    """Shows a sheet, answers with a step, and remembers what it was asked."""

    shown: Sheet = field(default_factory=lambda: Sheet("Scripted", entry=AMOUNT))
    step: Step = STAY
    watching: Step = STAY
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def sheet(self, view: RegisterView) -> Sheet:
        return self.shown

    def enter(self, text: str, row_id: str) -> Step:
        self.asked.append(("enter", text, row_id))
        return self.step

    def key(self, action: str, text: str, row_id: str) -> Step:
        self.asked.append((action, text, row_id))
        return self.step

    def typed(self, text: str, row_id: str) -> Step:
        self.asked.append(("typed", text))
        return STAY

    def watch(self, old: RegisterView, view: RegisterView) -> Step:
        self.asked.append(("watch",))
        return self.watching


def rows(*given: SheetRow) -> Scripted:
    return Scripted(Sheet("Rows", rows=given or ROWS))


def test_enter_gives_the_text_and_what_is_posted_clears_it() -> None:
    desk, flow = FlowDesk(), Scripted(step=post(c.Undo()))
    desk.open(flow)
    desk.enter("12.5")
    assert flow.asked[-1] == ("enter", "12.5", "")
    assert desk.posted == [c.Undo()]
    assert desk.text == ""


def test_a_sentence_leaves_what_is_typed() -> None:
    desk = FlowDesk()
    desk.open(Scripted(step=say("amount_unreadable")))
    desk.enter("5")
    assert desk.codes() == ["amount_unreadable"]
    assert desk.text == "5"


def test_every_character_is_told_for_a_search_that_goes_along() -> None:
    desk, flow = FlowDesk(), Scripted(Sheet("Find", entry=Entry("Name", kind="text")))
    desk.open(flow)
    desk.type("mi")
    desk.host.set_text("m")
    assert flow.asked == [("typed", "m"), ("typed", "mi"), ("typed", "m")]


def test_two_enters_in_one_blink_are_one() -> None:
    desk, flow = FlowDesk(), Scripted()
    desk.open(flow)
    desk.enter()
    desk.host.enter()
    assert flow.asked == [("enter", "", "")]


def test_a_new_entry_begins_with_its_own_text() -> None:
    desk, flow = FlowDesk(), Scripted()
    desk.open(flow)
    desk.type("12")
    flow.shown = Sheet("Next", entry=Entry("Reason", "Change", kind="text"))
    desk.show(desk.view)
    assert desk.text == "Change"


def test_a_step_that_clears_begins_again_with_the_entrys_own_text() -> None:
    desk = FlowDesk()
    desk.open(Scripted(Sheet("S", entry=replace(AMOUNT, text="1.00")), step=CLEAR))
    desk.host.set_text("5")
    desk.enter()
    assert desk.text == "1.00"


def test_only_rows_with_an_id_are_marked() -> None:
    desk = FlowDesk()
    desk.open(rows())
    seen = [desk.row_id]
    for steps in (-1, 1, 1, 1, -1_000_000):
        desk.host.move(steps)
        seen.append(desk.row_id)
    assert seen == ["first", "first", "off", "last", "last", "first"]


def test_a_row_that_is_off_says_so() -> None:
    desk, flow = FlowDesk(), rows()
    desk.open(flow)
    desk.mark("off")
    desk.enter()
    assert desk.codes() == ["row_off"]
    assert flow.asked == []


def test_the_second_tap_on_a_row_takes_it() -> None:
    desk, flow = FlowDesk(), rows()
    desk.open(flow)
    desk.host.choose(0)
    desk.host.choose(3)
    assert flow.asked == []
    desk.host.choose(3)
    assert flow.asked == [("enter", "", "last")]


def test_the_marked_row_stays_marked_wherever_it_goes() -> None:
    desk, flow = FlowDesk(), rows()
    desk.open(flow)
    desk.mark("last")
    flow.shown = Sheet("Rows", rows=(*ROWS[1:3], SheetRow(("New",), "new"), ROWS[3]))
    desk.show(desk.view)
    assert desk.row_id == "last"
    flow.shown = Sheet("Rows", rows=ROWS[:2])
    desk.show(desk.view)
    assert desk.row_id == "first"


def test_a_report_scrolls_to_its_last_bar_and_no_further() -> None:
    desk = FlowDesk()
    many = tuple(SheetRow((f"{n}", "1.00")) for n in range(60))
    desk.open(Scripted(Sheet("X", rows=many, bars=(Bar("a", 5, "5"),) * 3)))
    desk.host.capacity = 10
    for steps, pages, first in ((1, 0, 1), (0, 1, 10), (1_000_000, 0, 53), (-1, 0, 52), (-1_000_000, 0, 0)):
        desk.host.move(steps, pages=pages)
        assert desk.host.shown is not None
        assert desk.host.shown.row == first


def test_esc_takes_back_what_is_typed_and_then_goes_back() -> None:
    desk = FlowDesk()
    desk.open(Scripted())
    desk.type("12")
    desk.host.back()
    assert desk.text == ""
    desk.host.back()
    assert desk.host.shown is None


def test_what_opens_on_top_comes_back_to_what_was_typed_below() -> None:
    desk, below = FlowDesk(), Scripted()
    desk.open(below)
    desk.type("12")
    below.step = Step(over=Scripted(Sheet("Above"), step=CLOSE))
    desk.enter()
    assert desk.sheet.title == "Above"
    desk.enter()
    assert (desk.sheet.title, desk.text) == ("Scripted", "12")


def test_all_can_be_closed_at_once() -> None:
    desk = FlowDesk()
    desk.open(Scripted(step=Step(over=Scripted(Sheet("Above"), step=CLOSE_ALL))))
    desk.enter()
    desk.enter()
    assert desk.host.shown is None


def test_a_flow_can_give_its_place_to_another() -> None:
    desk = FlowDesk()
    desk.open(Scripted(step=Step(to=Scripted(Sheet("Next")))))
    desk.enter("5")
    assert desk.sheet.title == "Next"
    desk.host.back()
    assert desk.host.shown is None


def test_a_flow_below_sees_the_views_and_may_close_itself() -> None:
    desk = FlowDesk()
    below = Scripted(step=Step(over=Scripted(Sheet("Above"))))
    desk.open(below)
    desk.enter()
    below.watching = CLOSE
    desk.show(desk.view)
    assert desk.sheet.title == "Above"
    desk.host.back()
    assert desk.host.shown is None


def test_the_next_phase_closes_a_plain_flow() -> None:
    desk = FlowDesk()

    class Plain(PlainFlow):
        def sheet(self, view: RegisterView) -> Sheet:
            return Sheet("Plain")

    desk.open(Plain())
    desk.show(three().view(serial=2))
    assert desk.host.shown is not None
    desk.show(three().view(phase="tender"))
    assert desk.host.shown is None


KEYS = (
    SheetKey("take", "Take", "Enter", "main"),
    SheetKey("all", "All", "F5"),
    SheetKey("off", "Off", "F6", enabled=False),
)


def test_keys_reach_the_flow_and_the_main_one_is_enter() -> None:
    desk, flow = FlowDesk(), Scripted(Sheet("Keys", keys=KEYS))
    desk.open(flow)
    for action in ("all", "take", "off", "unknown"):
        desk.key(action)
    assert flow.asked == [("all", "", ""), ("enter", "", "")]
    assert desk.codes() == ["key_off"]


def test_enter_does_nothing_while_its_key_is_off() -> None:
    desk, flow = FlowDesk(), Scripted(Sheet("Keys", keys=(replace(KEYS[0], enabled=False),)))
    desk.open(flow)
    desk.enter()
    assert flow.asked == []
    assert desk.codes() == ["key_off"]


def asking_for(title: str, *, covers: bool = False) -> FlowDesk:
    """A desk whose view asks for a flow as long as nobody is signed in."""

    def automatic(start: Start) -> Wanted | None:
        name = start.view.cashier
        return (
            None if name == "signed in" else Wanted(name, Scripted(Sheet(title, covers=covers), step=CLOSE))
        )

    return FlowDesk(three().view(cashier="signed in"), automatic)


def test_a_wanted_flow_opens_on_top_once_and_goes_when_it_is_wanted_no_more() -> None:
    desk = asking_for("Approve")
    desk.open(Scripted())
    desk.show(three().view(cashier="a1"))
    assert desk.sheet.title == "Approve"
    desk.host.back()
    desk.show(three().view(cashier="a1"))
    assert desk.sheet.title == "Scripted"
    desk.show(three().view(cashier="a2"))
    assert desk.sheet.title == "Approve"
    desk.show(three().view(cashier="signed in"))
    assert desk.sheet.title == "Scripted"


def test_a_key_meant_for_something_else_does_nothing_on_what_opened_by_itself() -> None:
    desk = asking_for("Approve")
    desk.show(three().view(cashier="a1"))
    desk.host.enter()
    assert desk.sheet.title == "Approve"
    desk.now_ms += LATER_MS
    desk.host.enter()
    assert desk.host.shown is None


def test_what_covers_is_neither_left_nor_replaced() -> None:
    desk = asking_for("Sign in", covers=True)
    desk.show(three().view(cashier="nobody"))
    desk.host.back()
    assert not desk.host.leave()
    desk.open(Scripted())
    assert desk.host.covers
    assert desk.sheet.title == "Sign in"


def test_what_has_to_cover_comes_back_though_something_closed_it() -> None:
    desk = asking_for("Sign in", covers=True)
    desk.show(three().view(cashier="nobody"))
    desk.host.close_all()
    desk.show(three().view(cashier="nobody"))
    assert desk.host.covers


def test_leaving_goes_back_through_all_that_is_open() -> None:
    desk = FlowDesk()
    desk.open(Scripted(step=Step(over=Scripted(Sheet("Above")))))
    desk.enter("5")
    assert desk.host.leave()
    assert desk.host.shown is None


def test_what_is_typed_keeps_a_key_of_the_sale_from_leaving() -> None:
    desk = FlowDesk()
    desk.open(Scripted())
    desk.type("5")
    assert not desk.host.leave()
    assert (desk.codes(), desk.text) == (["typed_kept"], "5")
    desk.host.back()
    assert desk.host.leave()


@pytest.mark.parametrize(
    "entry", [Entry("Name", kind="text", search=True), Entry("PIN", masked=True), Entry("Amount", "5")]
)
def test_a_search_a_pin_and_what_stood_there_hold_nobody(entry: Entry) -> None:
    desk = FlowDesk()
    desk.open(Scripted(Sheet("", entry=entry)))
    desk.type("" if entry.text else "5")
    assert desk.host.leave()


def test_enter_that_does_nothing_says_so() -> None:
    desk = FlowDesk()
    flow = Scripted(Sheet("", enters=False))
    desk.open(flow)
    desk.enter()
    assert (flow.asked, desk.codes()) == ([], ["key_off"])


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("digits", "1a2.", "12"),
        ("number", "1a2.5.", "12.5"),
        ("amount", "1,2,5", "1,25"),
        ("text", "Mia-3", "Mia-3"),
        ("amount", "1234567890123456", "123456789012"),
    ],
)
def test_an_entry_takes_what_belongs_into_it(kind: EntryKind, typed: str, kept: str) -> None:
    text = ""
    for char in typed:
        text += char if accepts(Entry("", kind=kind), text, char) else ""
    assert text == kept


@pytest.mark.parametrize(
    ("entry", "text", "shown"),
    [
        (Entry("PIN", masked=True), "1234", "●●●●"),
        (AMOUNT, "123450", "1,234.50"),
        (AMOUNT, "12.5", "12.5"),
        (AMOUNT, "", ""),
        (Entry("Per cent", kind="number"), "10", "10"),
    ],
)
def test_what_is_typed_is_shown_as_what_it_is(entry: Entry, text: str, shown: str) -> None:
    assert entry_text(entry, text, three().view(), KIT) == shown


def test_an_amount_is_written_as_it_is_read() -> None:
    view = three().view()
    for minor in (0, 5, 1999, 100):
        assert KIT.parse(KIT.as_typed(minor, view), view) == minor


def test_a_pin_is_in_no_text_of_the_host() -> None:
    desk = FlowDesk()
    desk.open(Scripted(Sheet("Sign in", entry=Entry("PIN", masked=True))))
    desk.type("8642")
    assert desk.text == "8642"
    assert "8642" not in repr(desk.host.shown)
