"""Random days at one till: the raw journal folds to the live state, and no cent comes out of nowhere.

Every command of the day in any order, workers that answer or do not, a kill between any two messages.
REPLAYS=200 plays more days than the suite does.
"""

import os
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import msgspec
import pytest

from pos_terminal import commands as c
from pos_terminal.domain import events as e
from pos_terminal.domain.decision import Refused
from pos_terminal.domain.jobs import ChargeCard, EndHold, HoldCredit, HoldReturn
from pos_terminal.domain.records import OpenJob
from pos_terminal.domain.returns import Given, Right, give, given_in, right_of, take_away, take_back
from pos_terminal.domain.tax import TaxRules
from pos_terminal.domain.till import Till, fold
from pos_terminal.journal import codec
from pos_terminal.services import enquiry_messages as q
from pos_terminal.services import ledger_messages as lm
from pos_terminal.services import messages as m
from pos_terminal.services.card_messages import CardAnswer
from pos_terminal.services.found_receipts import central_of
from tests.desk_harness import ARTICLES, CounterTill

REPLAYS = int(os.environ.get("REPLAYS", "16"))
STEPS = 150


class Centre:
    """What is left of every sale that went up, and who holds what of it; answers at random."""

    def __init__(self, till: CounterTill, luck: random.Random) -> None:
        self.till, self.luck, self.away = till, luck, False
        self.rights: dict[str, Right] = {}
        self.held: dict[str, tuple[str, Given]] = {}
        self.seen: set[str] = set()

    def upload(self) -> None:
        """Whatever may go up and has not yet, in the journal's order."""
        core = self.till.core
        upto, ready = self.till.tray.uploads[-1][0] if self.till.tray.uploads else 0, []
        found = [self.till.journal.finished_sale(sale_id) for sale_id in core.upload_jobs]
        for finished in sorted((row for row in found if row), key=lambda row: row.seq):
            sale_id = finished.sale.sale_id
            if finished.seq > upto:
                continue
            ready.append(sale_id)
            if sale_id in self.seen:
                continue
            self.seen.add(sale_id)
            self.rights[sale_id] = right_of(finished.sale)
            for original in {line.returned.sale_id for line in finished.sale.lines if line.returned}:
                if original in self.rights:
                    for given in given_in(finished.sale, original, besides="centre"):
                        self.rights[original] = take_away(self.rights[original], given)
        self.till.tell(m.UploadDone(core.head.seq, core.head.hash, tuple(ready)))

    def answer(self, owed: OpenJob) -> None:
        """One job of a ledger or card terminal, if it is still owed."""
        job, luck = owed.job, self.luck
        if self.till.journal.open_job(owed.job_id) is None:
            return
        match job:
            case HoldReturn():
                self._hold(owed.job_id, job)
            case HoldCredit():
                outcome: lm.CreditOutcome = luck.choice(("held", "held", "too_little", "away"))
                self.till.tell(lm.CreditAnswer(owed.job_id, job.sale_id, job.op_id, outcome, 0))
            case ChargeCard():
                said = luck.choice(("approved", "approved", "declined"))
                self.till.tell(CardAnswer(owed.job_id, job.sale_id, job.tender_id, said, "A1"))  # type: ignore[arg-type]
            case EndHold():
                held = self.held.pop(job.op_id, None)
                if held is not None and not job.take:
                    self.rights[held[0]] = take_back(self.rights[held[0]], held[1])
                self.till.tell(lm.HoldEnded(owed.job_id, job.op_id, "taken" if job.take else "freed"))
            case _:
                pass

    def _hold(self, job_id: int, job: HoldReturn) -> None:
        right = self.rights.get(job.original_sale_id)
        given = give(right, job.original_line_id, job.milli) if right else Refused("no_right")
        if isinstance(given, Refused):
            self.till.tell(lm.ReturnAnswer(job_id, job.sale_id, job.op_id, "too_many"))
            return
        if job.op_id not in self.held:
            self.rights[job.original_sale_id], took = given
            self.held[job.op_id] = (job.original_sale_id, took)
        took = self.held[job.op_id][1]
        self.till.tell(lm.ReturnAnswer(job_id, job.sale_id, job.op_id, "held", took))

    def find(self) -> None:
        """The receipt that was asked for last."""
        asked = self.till.tray.enquiries[-1] if self.till.tray.enquiries else None
        if not isinstance(asked, q.FindSale):
            return
        number = "-".join(asked.text.split("-")[:2])
        finished = self.till.journal.finished_sale(receipt_no=number)
        right = self.rights.get(finished.sale.sale_id) if finished else None
        found = central_of(finished.sale, right) if finished and right else None
        self.till.tell(q.SaleAnswer(asked.text, found, problem="away" if self.away else ""))


class Cashier:
    """Does anything at any time."""

    def __init__(self, till: CounterTill, luck: random.Random) -> None:
        self.till, self.luck = till, luck
        self.centre = Centre(till, luck)
        self.barcodes: list[str] = []

    def step(self) -> None:
        """One random thing."""
        acts: tuple[tuple[int, Callable[[], object]], ...] = (
            (12, self._scan),
            (6, self._tender),
            (6, self._workers),
            (5, self._find),
            (6, self._return),
            (8, self._command),
            (1, self._away_or_back),
            (1, self._restart),
        )
        self.luck.choices([act for _, act in acts], [weight for weight, _ in acts])[0]()
        finished = self.till.core.last_finished
        if finished is not None:
            barcode = f"{finished.sale.receipt_no}-{finished.hash[:4].upper()}"
            if barcode not in self.barcodes:
                self.barcodes.append(barcode)

    def _scan(self) -> None:
        self.till.scan(self.luck.choice(ARTICLES))
        question = self.till.view.question
        if question is not None:
            self.till.do(c.AnswerQuestion(question.question_id, self.luck.random() < 0.8))
        sale = self.till.core.till.sale
        waiting = next((line for line in sale.lines if line.waits), None) if sale else None
        if waiting is not None:
            self.till.do(c.EnterWeight(waiting.line_id, self.luck.randint(1, 3000)))

    def _tender(self) -> None:
        luck = self.luck
        method = luck.choice(("cash", "cash", "cash", "card", "store_credit"))
        amount = luck.choice((None, None, None, luck.randint(-500, 500), 100))
        account = "SC-9" if method == "store_credit" and luck.random() < 0.5 else ""
        self.till.do(c.StartPayment(), c.TakeTender(method, amount, "77", account))
        if luck.random() < 0.3:
            self.till.do(c.RefundAsPaid())

    def _workers(self) -> None:
        till, luck = self.till, self.luck
        for owed in tuple(till.tray.day_jobs):
            if luck.random() < 0.6:
                self.centre.answer(owed)
        for owed in tuple(till.tray.stock_jobs)[-3:]:
            job = owed.job
            outcome: m.StockOutcome = luck.choice(("held", "below", "sold", "released"))
            till.tell(m.StockAnswer(owed.job_id, job.sale_id, job.hold_id, outcome, 3))  # type: ignore[union-attr]
        till.clock.pass_ms(luck.choice((10, 1000, 11_000)))
        till.tell(m.Tick())
        if not self.centre.away and luck.random() < 0.5:
            self.centre.upload()

    def _find(self) -> None:
        if self.barcodes:
            self.till.scan_text(self.luck.choice(self.barcodes[-4:]))
            if self.luck.random() < 0.8:
                self.centre.find()

    def _return(self) -> None:
        luck, found = self.luck, self.till.view.receipt_found
        if found is not None and found.lines:
            line = luck.choice(found.lines)
            milli = luck.choice((1000, line.sold_milli, line.left_milli or 1000))
            wanted = c.ReturnLine(found.sale_id, line.line_id, milli, "defective", luck.random() < 0.5)
            self.till.do(*([wanted] * luck.choice((1, 1, 2))))
        if luck.random() < 0.1:
            self.till.do(c.ReturnWithoutReceipt(luck.choice(("milk", "bag")), 1000, None, "other"))

    def _command(self) -> None:
        luck, till = self.luck, self.till.core.till
        line_id = luck.choice(till.sale.lines).line_id if till.sale and till.sale.lines else "none"
        parked = luck.choice(till.parked).sale.sale_id if till.parked else "none"
        tenders = till.sale.tenders if till.sale else till.last.tenders if till.last else ()
        tender_id = luck.choice(tenders).tender_id if tenders else "none"
        kind, value = luck.choice((("percent", luck.randint(0, 10_000)), ("amount", luck.randint(0, 300))))
        commands: tuple[c.Command, ...] = (
            c.GiveDiscount(luck.choice((line_id, "")), kind, value, "loyal"),  # type: ignore[arg-type]
            c.ChangePrice(line_id, luck.randint(0, 900), "expiring"),
            c.VoidLine(line_id),
            c.StepQuantity(line_id, luck.choice((1, 2, -1))),
            c.ChangeQuantity(line_id, luck.randint(0, 5) * 1000),
            c.EnterWeight(line_id, luck.randint(1, 2000)),
            c.Undo(),
            c.RepeatLast(),
            c.ParkSale(luck.choice(("", "Mrs Smith"))),
            c.RecallSale(parked),
            c.VoidSale(),
            c.LeavePayment(),
            c.CancelTender(),
            c.TakeTenderBack(tender_id),
            c.CorrectTender(tender_id, luck.choice(("cash", "card")), "wrong_key"),
            c.MoveCash("in", luck.randint(1, 900), "change"),
            c.MoveCash("out", luck.randint(1, 900), "other"),
            c.OpenDrawerNow("check"),
            c.SellByDepartment("Food", luck.randint(1, 900), "", luck.choice((1000, 3000, -1000, 0))),
            c.CloseShift(((100, luck.randint(0, 30)),)),
            c.OpenShift(luck.randint(0, 5000)),
            c.OpenShift(luck.randint(0, 5000)),
            c.ShowReport("x"),
            c.PrintReportNow("z"),
            c.MakeInvoice("", "Mrs Smith"),
            c.MailReceipt("", "smith@example.com"),
            c.ReprintReceipt(),
        )
        self.till.do(luck.choice(commands))

    def _away_or_back(self) -> None:
        self.centre.away = not self.centre.away
        self.till.tell(m.CentreDown("away") if self.centre.away else m.CentreUp())

    def _restart(self) -> None:
        if self.luck.random() < 0.3:
            self.till.journal.save_snapshot(self.till.core.till)
        before = self.till.core.till
        self.till.restart()
        assert self.till.core.till.sale == before.sale
        if self.centre.away:
            self.till.tell(m.CentreDown("away"))


@pytest.mark.parametrize("seed", range(REPLAYS))
def test_a_random_day_is_what_its_journal_says(tmp_path: Path, seed: int) -> None:
    luck = random.Random(seed)
    till = CounterTill(
        tmp_path,
        tax=TaxRules(prices_include_tax=luck.random() < 0.6, rounding=luck.choice(("line", "receipt"))),
        cash_step_minor=luck.choice((0, 5)),
        card_terminal=luck.random() < 0.5,
        departments=(("Food", "B"),),
        unchecked_return_minor=5000,
        has_mail=True,
    )
    cashier = Cashier(till, luck)
    for number in range(STEPS):
        cashier.step()
        assert till.view.last_item is None or till.view.last_item.code != "fault"
        if number % 50 == 49:
            same_as_its_journal(till)
    same_as_its_journal(till)
    no_cent_from_nowhere(till)
    till.journal.close()


def same_as_its_journal(till: CounterTill) -> None:
    """Field by field; and through the snapshot's form and back."""
    folded, live = Till(), till.core.till
    for event, at in journalled(till):
        folded = fold(folded, event, at)
    again = msgspec.json.decode(msgspec.json.encode(live), type=Till)
    for field in fields(Till):
        assert getattr(folded, field.name) == getattr(live, field.name), field.name
        assert getattr(again, field.name) == getattr(live, field.name), field.name


def no_cent_from_nowhere(till: CounterTill) -> None:
    """Tenders are the total, nothing comes back twice, and each Z counts every tender once."""
    sold: Counter[tuple[str, str]] = Counter()
    back: Counter[tuple[str, str]] = Counter()
    money = 0
    for event, _ in journalled(till):
        if not isinstance(event, e.SaleCompleted):
            continue
        finished = till.journal.finished_sale(event.sale_id)
        assert finished is not None
        sale = finished.sale
        assert sale.due_minor == 0
        assert event.total_minor == sale.total_minor
        assert event.taxes == sale.taxes
        money += sale.paid_minor
        for line in sale.lines:
            assert line.is_return == (line.milli < 0)
            if line.returned is None:
                sold[sale.sale_id, line.line_id] += line.milli
            elif line.returned.sale_id:
                back[line.returned.sale_id, line.returned.line_id] -= line.milli
    assert all(milli <= sold[key] for key, milli in back.items())
    figures = [closed.figures for closed in till.core.till.closed] + [till.core.till.figures]
    assert sum(row.net_minor for shift in figures for row in shift.methods) == money


def journalled(till: CounterTill) -> list[tuple[e.Event, str]]:
    rows = till.journal._db.execute("SELECT raw FROM events ORDER BY seq").fetchall()
    reads = [codec.decode(raw) for (raw,) in rows]
    return [(read.event, read.at) for read in reads]
