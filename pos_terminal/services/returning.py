"""Goods that come back: finding the receipt, asking for the right, putting lines into the basket.

Core thread only; the rules are in `domain.returns`. The right lies in one place at a time: with the till
until
its sale was handed over, then at the centre.
"""

import re
from dataclasses import replace
from functools import partial

from pos_terminal import commands as c
from pos_terminal.domain import day_events as d
from pos_terminal.domain.basket import MOST_MILLI
from pos_terminal.domain.catalog import Product
from pos_terminal.domain.day_events import RefundPart
from pos_terminal.domain.decision import Params, Refused
from pos_terminal.domain.money import line_amount
from pos_terminal.domain.quantity import is_whole
from pos_terminal.domain.returns import Given, give, take_away
from pos_terminal.domain.tax import TaxRules
from pos_terminal.services import enquiry_messages as q
from pos_terminal.services import ledger_messages as lm
from pos_terminal.services import rights, selling
from pos_terminal.services.core import Core
from pos_terminal.services.desk import Act
from pos_terminal.services.enquiry_port import CentralLine, CentralSale
from pos_terminal.services.found_receipts import Found
from pos_terminal.services.left_to_return import centre_is_away, found_again, in_hand, own_receipt, right_now
from pos_terminal.services.pricing import MOST_PRICE_MINOR
from pos_terminal.services.reasons import REASONS
from pos_terminal.views import LastItemView, ReceiptFoundView, ReturnableView

_RECEIPT = re.compile(r"([A-Z0-9]{1,8}-[A-Z][0-9]{6,})(?:-([0-9A-F]{4}))?")


def is_receipt(text: str) -> bool:
    """Whether a code is a receipt's barcode, with its four digits."""
    match = _RECEIPT.fullmatch(text.strip().upper())
    return match is not None and match[2] is not None


def find(core: Core, text: str) -> None:
    """Look a receipt up: in the own journal while its right is the till's, else at the centre."""
    core.desk.found = None
    wanted = text.strip().upper()
    if not wanted:
        core.desk.receipt_found = None
        return
    match = _RECEIPT.fullmatch(wanted)
    # An online order's number may look like a receipt's; the centre knows which it is.
    if match is not None and match[2] is None and not (core.settings.has_centre and not centre_is_away(core)):
        core.desk.receipt_found = ReceiptFoundView(wanted, "needs_digits")
        core.desk.sound("bad")
        return
    own = own_receipt(core, match[1], match[2]) if match is not None else None
    if own is not None:
        _show(core, wanted, own)
    elif not core.settings.has_centre or centre_is_away(core):
        state = "away" if core.settings.has_centre else "unknown"
        core.desk.receipt_found = ReceiptFoundView(wanted, state)
        core.desk.sound("bad")
    else:
        core.desk.receipt_found = ReceiptFoundView(wanted, "asking")
        core.outbox.day.enquire(q.FindSale(wanted if match is not None else text.strip()))


def sale_answer(core: Core, answer: q.SaleAnswer) -> None:
    """What the centre knows of the receipt that was asked for, if it is still wanted."""
    shown = core.desk.receipt_found
    if shown is None or shown.state != "asking":
        return
    if answer.sale is not None:
        _show(core, shown.text, Found(answer.sale, "centre"))
        return
    state = "away" if answer.problem else "unknown"
    if answer.refused is not None and answer.refused.code == "receipt_needs_digits":
        state = "needs_digits"
    match = _RECEIPT.fullmatch(shown.text)
    own = own_receipt(core, match[1], match[2], unchecked=True) if match and answer.problem else None
    if own is not None:
        _show(core, shown.text, own)
    else:
        core.desk.receipt_found = ReceiptFoundView(shown.text, state)
        core.desk.sound("bad")


def return_line(core: Core, asked: c.ReturnLine) -> None:
    """Take units of a line of the receipt found back."""
    found = core.desk.found
    if found is None or found.sale.sale_id != asked.original_sale_id:
        core.refuse("receipt_gone", {})
    elif asked.reason not in REASONS["return"]:
        core.refuse("reason_missing", {})
    elif _may_come(core):
        now = found_again(core, found)
        if now is None:
            find(core, core.desk.receipt_found.text if core.desk.receipt_found else "")
            core.refuse("receipt_gone", {})
        else:
            _return_found(core, now, asked)


def _may_come(core: Core) -> bool:
    """Whether goods may come into the basket now."""
    if not core.till.shift_id:
        core.refuse("shift_closed_now", {})
    elif core.till.sale is not None and core.till.sale.paying:
        core.refuse("payment_begun", {})
    else:
        return True
    return False


def _return_found(core: Core, found: Found, asked: c.ReturnLine) -> None:
    line = found.sale.line(asked.original_line_id)
    if line is not None and line.unit == "each" and not is_whole(asked.milli):
        core.refuse("quantity_not_whole", {"name": line.name})
        return
    outcome = give(right_now(core, found), asked.original_line_id, asked.milli)
    if line is None or isinstance(outcome, Refused):
        refused = outcome if isinstance(outcome, Refused) else Refused("return_line_unknown")
        core.refuse(refused.code, refused.params)
    elif found.authority == "centre":
        _ask_centre(core, asked, _what(found, line, outcome[1]))
    elif found.authority == "till":
        run = partial(_return_own, core, found, line, outcome[1], asked)
        rights.allow(core, Act("return_receipt", run, _what(found, line, outcome[1]), asked.reason))
    else:
        _return_unchecked(core, found, line, outcome[1], asked)


def answered(core: Core, answer: lm.ReturnAnswer) -> None:
    """The centre's answer: the line comes into the basket, or the operation is freed."""
    sale = core.till.find(answer.sale_id)
    asked = next((row for row in sale.asked_returns if row.op_id == answer.op_id), None) if sale else None
    if sale is None or asked is None:
        core.close_job(answer.job_id)
        return
    found = core.desk.found
    line = None
    if found is not None and found.sale.sale_id == asked.sale_id:
        line = found.sale.line(asked.line_id)
    is_open = core.till.sale is not None and core.till.sale.sale_id == answer.sale_id
    if answer.outcome == "held" and answer.given is not None and line is not None and is_open:
        added = _line_added(core, answer.sale_id, found, line, answer.given, asked.reason, asked.restock)
        if core.commit((replace(added, op_id=answer.op_id, authority="centre"),), closes=(answer.job_id,)):
            _show_returned(core, added)
            _less(core, found, answer.given)
        return
    # Held, but the basket or the receipt is gone meanwhile: nobody would take it, so it is freed too.
    reason = "gone" if answer.outcome == "held" else answer.outcome
    refused = d.ReturnRefused(answer.sale_id, answer.op_id, asked.sale_id, reason)
    if core.commit((refused,), closes=(answer.job_id,)):
        params: Params = {"left_milli": answer.left_milli or 0}
        core.refuse(f"return_{reason}", params)


def hand_out(core: Core, sale_id: str) -> None:
    """The online order found goes to its buyer here."""
    found = core.desk.found
    if found is None or found.sale.sale_id != sale_id or found.sale.channel != "online":
        core.refuse("receipt_gone", {})
    else:
        core.outbox.day.enquire(q.HandOut(sale_id))


def handed_out(core: Core, answer: q.HandOutAnswer) -> None:
    """Handed out now, or somebody was here before."""
    found = core.desk.found
    if answer.problem:
        core.refuse("order_away", {})
    elif answer.refused is not None:
        core.refuse(answer.refused.code, answer.refused.params)
    elif answer.handed_out is not None and not answer.handed_out.first:
        params: Params = {"terminal": answer.handed_out.terminal_id, "at": answer.handed_out.at}
        core.refuse("order_gone_out", params)
    elif answer.handed_out is not None:
        if found is not None and core.desk.receipt_found is not None:
            handed = replace(found.sale, handed_out=answer.handed_out)
            _show(core, core.desk.receipt_found.text, replace(found, sale=handed))
        number = found.sale.receipt_no if found is not None else ""
        core.desk.notice("good", "order_handed_out", {"receipt_no": number}, core.now_text())
        core.desk.last_item = LastItemView("good", "order_handed_out", {"receipt_no": number})
        core.desk.sound("done")


def without_receipt(core: Core, asked: c.ReturnWithoutReceipt) -> None:
    """An article that no receipt proves: by a manager, at the price that he says."""
    product = selling.article(core, asked.product_id)
    if isinstance(product, Refused):
        core.refuse(product.code, product.params)
        return
    rate_bp = core.settings.rates_bp.get(product.tax_class)
    price = product.price_minor if asked.price_minor is None else asked.price_minor
    if rate_bp is None:
        core.refuse("tax_class_unknown", {"name": product.name, "tax_class": product.tax_class})
        return
    refused = _senseless(product, asked.milli, price, asked.reason)
    if refused is not None:
        core.refuse(refused.code, refused.params)
        return
    amount = line_amount(price, asked.milli)
    sold = CentralLine(
        line_id="",
        product_id=product.product_id,
        code_text=product.barcodes[0] if product.barcodes else product.product_id,
        name=product.name,
        unit=product.unit,
        milli=asked.milli,
        unit_price_minor=price,
        amount_minor=amount,
        tax_class=product.tax_class,
        rate_bp=rate_bp,
        tracked=product.tracked,
    )
    given = Given("", asked.milli, amount, core.settings.tax.tax_in(amount, rate_bp), ())

    def run() -> None:
        _add(core, None, sold, given, asked.reason, asked.restock, "none")

    right = "return_receipt" if product.product_id in core.settings.deposit_ids else "return_no_receipt"
    rights.allow(core, Act(right, run, _what(None, sold, given), asked.reason, product.product_id))


def _what(found: Found | None, line: CentralLine, given: Given) -> Params:
    """What comes back, for whoever has to approve it."""
    receipt_no = found.sale.receipt_no if found else ""
    goods: Params = {"name": line.name, "milli": given.milli, "unit": line.unit, "receipt_no": receipt_no}
    return {**goods, "amount_minor": given.amount_minor}


def _senseless(product: Product, milli: int, price_minor: int, reason: str) -> Refused | None:
    if reason not in REASONS["return"]:
        return Refused("reason_missing")
    if milli <= 0 or price_minor < 0:
        return Refused("return_quantity_missing")
    if milli > MOST_MILLI or price_minor > MOST_PRICE_MINOR:
        return Refused("quantity_too_large", {"name": product.name})
    if not product.measured and not is_whole(milli):
        return Refused("quantity_not_whole", {"name": product.name})
    return None


def _show(core: Core, text: str, found: Found) -> None:
    core.desk.found = found
    sale, right = found.sale, right_now(core, found)
    rows, taken = [], in_hand(core, sale.sale_id)
    for line in sale.lines:
        left = right.line(line.line_id)
        milli, minor = (left.milli, right.value_of(left)) if left else (0, 0)
        asked = line.line_id in taken
        rows.append(ReturnableView(line.line_id, line.name, line.unit, line.milli, milli, minor, asked))
    core.desk.receipt_found = ReceiptFoundView(
        text,
        "found",
        sale.sale_id,
        sale.receipt_no,
        sale.business_day,
        sale.channel,
        tuple(rows),
        sale.handed_out.terminal_id if sale.handed_out else "",
        sale.handed_out.at if sale.handed_out else "",
    )
    core.desk.sound("good")


def _ask_centre(core: Core, asked: c.ReturnLine, what: Params) -> None:
    def run() -> None:
        sale, events = selling.open_sale(core)
        wanted = d.ReturnAsked(
            sale.sale_id,
            core.new_id(),
            asked.original_sale_id,
            asked.original_line_id,
            asked.milli,
            asked.reason,
            asked.restock,
        )
        if core.commit((*events, wanted)):
            core.desk.phase = "sale"

    rights.allow(core, Act("return_receipt", run, what, asked.reason))


def _return_own(core: Core, found: Found, line: CentralLine, given: Given, asked: c.ReturnLine) -> None:
    _add(core, found, line, given, asked.reason, asked.restock, "till")
    _show(core, core.desk.receipt_found.text if core.desk.receipt_found else "", found)


def _return_unchecked(core: Core, found: Found, line: CentralLine, given: Given, asked: c.ReturnLine) -> None:
    """The centre is away.

    With a right, up to a limit, and as store credit unless the cashier says otherwise.
    """
    right = right_now(core, found)
    value = given.amount_minor + (given.tax_minor if found.sale.right.adds_tax else 0)
    limit = core.settings.unchecked_return_minor
    if value > limit:
        core.refuse("return_unchecked_limit" if limit else "return_away", {"limit_minor": limit})
        return
    credit = (RefundPart("store_credit", "", value),)
    given = Given(given.line_id, given.milli, given.amount_minor, given.tax_minor, credit)

    def run() -> None:
        if right_now(core, found) == right:
            _add(core, found, line, given, asked.reason, asked.restock, "unchecked")
        else:
            core.refuse("question_gone", {})

    params = {**_what(found, line, given), "amount_minor": value}
    rights.allow(core, Act("return_unchecked", run, params, asked.reason, asked.original_sale_id))


def _add(
    core: Core,
    found: Found | None,
    line: CentralLine,
    given: Given,
    reason: str,
    restock: bool,
    authority: str,
) -> None:
    if not _may_come(core):
        return
    sale, events = selling.open_sale(core)
    added = _line_added(core, sale.sale_id, found, line, given, reason, restock)
    if core.commit((*events, replace(added, op_id=core.new_id(), authority=authority))):
        _show_returned(core, added)


def _line_added(
    core: Core,
    sale_id: str,
    found: Found | None,
    line: CentralLine,
    given: Given,
    reason: str,
    restock: bool,
) -> d.ReturnLineAdded:
    original: CentralSale | None = found.sale if found else None
    return d.ReturnLineAdded(
        sale_id=sale_id,
        line_id=core.new_id(),
        hold_id=core.new_id(),
        op_id="",
        authority="",
        original_sale_id=original.sale_id if original else "",
        original_line_id=line.line_id,
        original_receipt_no=original.receipt_no if original else "",
        product_id=line.product_id,
        code_text=line.code_text,
        name=line.name,
        unit=line.unit,
        milli=-given.milli,
        unit_price_minor=line.unit_price_minor,
        amount_minor=-_as_prices_are(core.settings.tax, original, given),
        tax_minor=-given.tax_minor,
        tax_class=line.tax_class,
        rate_bp=line.rate_bp,
        tracked=line.tracked,
        restock=restock,
        reason=reason,
        refunds=given.refunds,
        marks=line.marks,
    )


def _as_prices_are(rules: TaxRules, original: CentralSale | None, given: Given) -> int:
    """An amount as this till's prices are, where the original sale's were the other way."""
    adds_tax = original.right.adds_tax if original else not rules.prices_include_tax
    if rules.prices_include_tax == (not adds_tax):
        return given.amount_minor
    return given.amount_minor + (given.tax_minor if rules.prices_include_tax else -given.tax_minor)


def _less(core: Core, found: Found | None, given: Given) -> None:
    """The centre has taken it off the right; the list on the screen says so."""
    if found is not None and core.desk.receipt_found is not None:
        right = take_away(found.sale.right, given)
        _show(core, core.desk.receipt_found.text, replace(found, sale=replace(found.sale, right=right)))


def _show_returned(core: Core, added: d.ReturnLineAdded) -> None:
    desk = core.desk
    desk.phase, desk.newest_line_id = "sale", added.line_id
    desk.last_item = LastItemView(
        "good",
        "returned",
        {"receipt_no": added.original_receipt_no},
        added.name,
        added.milli,
        added.unit,
        added.unit_price_minor,
        added.amount_minor,
    )
    desk.sound("good")
