"""The core's codes in words: notices, questions, lights, badges, methods.

GUI thread (it asks for translations).

A sentence says what happened and what to do. Parameters are put in by name: `*_minor` as an amount, `*milli`
as a quantity. A code without words is shown as it is, so that nothing said is ever lost.
"""

from collections.abc import Mapping

from pos_terminal.views import LastItemView, LightView
from ui.formatting import Numbers
from ui.translations.words import tr

Params = Mapping[str, str | int]

SENTENCES: dict[str, str] = {
    "payment_begun": "Payment has begun: finish it, or go back with Esc.",
    "quantity_not_whole": "{name} is sold by the piece: type a whole number.",
    "line_gone": "That line is not there any more.",
    "weighed_no_steps": "{name} is sold by weight: void the line and weigh again.",
    "not_weighed": "{name} is not sold by weight.",
    "weight_missing": "{name} needs a weight: put it on the scale or type it.",
    "question_gone": "That question is already answered.",
    "question_open": "Answer the question first.",
    "nothing_to_undo": "There is nothing to undo.",
    "nothing_to_pay": "There is nothing to pay: scan an article first.",
    "needs_weight": "{name} waits for its weight: put it on the scale, or type 0.345 and Enter.",
    "needs_age": "First answer whether the customer is {age} or older.",
    "stock_short": "{name}: only {left} left. Take the line out, or call the manager.",
    "stock_unknown": "{name}: the stock cannot be asked now, and it may not be sold without.",
    "line_stock_short": "{name}: only {left} left in stock.",
    "line_stock_below": "{name}: more is sold than the stock says ({left} left). Selling goes on.",
    "quantity_too_large": "{name}: that quantity cannot be sold.",
    "method_unknown": "This way of paying is not built yet.",
    "tender_gone": "That payment is not there any more.",
    "card_taken": (
        "A card payment was taken: give it back with Del (and on the card terminal) before you leave."
    ),
    "cash_given_back": "Give back {amount_minor} in cash.",
    "approval_too_long": "That is too long for an approval code: type the short one, not the card's number.",
    "amount_missing": "Type an amount, or press Enter for what is due.",
    "approval_missing": "Type the approval code from the card's slip.",
    "card_above_due": "A card pays at most what is due: {due_minor}.",
    "tax_class_unknown": "{name} cannot be sold: its tax class {tax_class} is not set up. Call the manager.",
    "nothing_to_repeat": "There is no article to repeat.",
    "nothing_to_void": "There is no sale to void.",
    "nothing_to_park": "There is nothing to park.",
    "parked_gone": "That basket is not parked any more.",
    "product_gone": "That article is not sold any more: search again.",
    "receipt_unknown": "There is no such receipt.",
    "code_unknown_code": "Code {code} is not known: scan again, or find the article with F2.",
    "code_check_digit": "Code {code} has a wrong check digit: scan again, or type it anew.",
    "code_empty": "No code was read: scan again.",
    "code_too_long": "That code is too long to be an article: scan its other barcode.",
    "code_unreadable": "That code cannot be read: scan its other barcode, or find it with F2.",
    "code_ambiguous": "Several articles have code {code}: choose one.",
    "fault": "The till could not do that: try it again. Call the manager if it happens once more.",
    "scan_broken": "A scan came only in part and was thrown away: scan again.",
    "storage_failed": "The disk takes no entries: nothing can be paid. The basket stays. Call the manager.",
    "storage_ok": "The disk takes entries again.",
    "copy_requested": "A copy of receipt {receipt_no} goes to the printer.",
    "paper_dropped": "A receipt could not be printed. Print it again with F9.",
    "drawer_expired": "The drawer did not open. Open it with its key, then press on.",
    "drawer_failed": "The drawer did not open. Open it with its key, then press on.",
    "printer_ok": "The printer is ready again.",
    "printer_paper_low": "The paper is nearly at its end.",
    "printer_paper_out": "The printer has no paper. Selling goes on; receipts print when there is paper.",
    "printer_cover_open": "The printer's cover is open. Receipts print when it is closed.",
    "printer_offline": "The printer does not answer. Selling goes on; receipts wait.",
    "printer_silent": "The printer does not say how it is. Selling goes on; receipts wait.",
    "printer_none": "No printer is set up.",
    "printer_no_status": "The printer cannot say how it is.",
    "printer_lost": "The printer {device} is gone: look at its cable.",
    "scanner_ok": "The scanner {device} is back.",
    "scanner_lost": "The scanner {device} is gone: look at its cable. Codes can be typed.",
    "centre_ok": "The centre answers again.",
    "centre_away": "The centre does not answer. Selling goes on; sales arrive later.",
    "centre_fork": "The centre holds another history of this till: nothing is sent. Call the manager.",
    "stock_ok": "The stock answers again.",
    "stock_away": "The stock does not answer. Selling goes on, stock is unknown.",
    "stock_stuck": "The stock counter of {product_id} cannot be used. Selling goes on. Call the manager.",
    "stock_finding": "Stock: {text}",
    "catalogue_failed": "The list of articles cannot be read. Call the manager.",
    "basket_recovered": "The basket is as it was before the restart: {lines} lines.",
    "drawer_ok": "The drawer is back.",
    "drawer_lost": "The drawer is gone: look at its cable. Use the key.",
    "scale_ok": "The scale is back.",
    "scale_lost": "The scale is gone: look at its cable. Weights can be typed.",
    "card_ok": "The card terminal is back.",
    "card_lost": "The card terminal is gone: look at its cable. Take cash.",
    "clock_jumped": "The clock jumped by {minutes} minutes. Call the manager if the time is wrong.",
    "sale_voided": "The sale is voided.",
    "sale_parked": "The basket is parked.",
    "sale_recalled": "The basket is back.",
    "line_voided": "{name} is voided.",
    "age_refused": "The articles with an age limit were taken out.",
    "paid": "Receipt {receipt_no}.",
    "not_built": "Not built yet: {feature}.",
    "amount_unreadable": "That amount cannot be read: type digits, with one point at most.",
    "weight_needs_decimals": "For a weight type it with its decimals, such as 1.000.",
    "quantity_unreadable": "That quantity cannot be read: type a number, then ×.",
}

TITLES: dict[str, str] = {
    "code_unknown_code": "Unknown code",
    "code_check_digit": "Wrong check digit",
    "code_empty": "Nothing read",
    "code_too_long": "Not an article",
    "code_unreadable": "Not readable",
    "scan_broken": "Scan again",
    "payment_begun": "Payment has begun",
    "approval_missing": "Approval code missing",
    "approval_too_long": "No approval code",
    "needs_age": "Age question open",
    "needs_weight": "Weigh or type weight",
    "catalogue_failed": "Articles unreadable",
    "stock_short": "Not enough in stock",
    "stock_unknown": "Stock unknown",
    "line_stock_short": "Not enough in stock",
    "line_stock_below": "Stock below zero",
    "storage_failed": "Cannot be stored",
    "nothing_to_pay": "Nothing to pay",
    "price": "Price, not sold",
    "paid": "Paid",
    "sale_voided": "Sale voided",
    "sale_parked": "Parked",
    "sale_recalled": "Recalled",
    "line_voided": "Line voided",
    "copy_requested": "Copy to the printer",
    "fault": "Not done",
}

QUESTIONS: dict[str, str] = {
    "age": "Is the customer {age} or older? ({name})",
    "quantity_large": "Really {milli} of {name}?",
    "cash_large": "Really {amount_minor} in cash for {due_minor}?",
    "paper_doubtful": "Did receipt {receipt_no} come out of the printer whole?",
    "void_sale": "Void the whole sale?",
}

# The same without the article's name, where none was given.
NAMELESS: dict[str, str] = {
    "line_voided": "The line is voided.",
    "age": "Is the customer {age} or older?",
}

SUBJECTS: dict[str, str] = {
    "printer": "Printer",
    "scanner": "Scanner",
    "stock": "Stock",
    "centre": "Centre",
    "storage": "Disk",
    "clock": "Clock",
}

LIGHTS: dict[str, str] = {
    "printer_ok": "ready",
    "printer_paper_low": "paper low",
    "printer_paper_out": "no paper",
    "printer_cover_open": "cover open",
    "printer_offline": "away",
    "printer_silent": "silent",
    "printer_none": "none",
    "printer_no_status": "no status",
    "printer_lost": "gone",
    "scanner_ok": "ready",
    "scanner_lost": "gone",
    "stock_ok": "ready",
    "stock_away": "away",
    "centre_ok": "ready",
    "centre_away": "away",
    "centre_fork": "stopped",
    "storage_ok": "ready",
    "storage_failed": "full",
    "clock_jumped": "jumped",
}

BADGES: dict[str, str] = {
    "stock_short": "too few",
    "stock_below": "oversold",
    "stock_unknown": "stock?",
    "needs_weight": "weigh",
    "needs_age": "age?",
    "typed_weight": "typed",
    "age_confirmed": "age ok",
}

METHODS: dict[str, str] = {
    "cash": "Cash",
    "card": "Card",
    "store_credit": "Store credit",
    "gift_card": "Gift card",
}

LEVELS: dict[str, str] = {"info": "Note", "good": "Good", "warn": "Look", "bad": "Error"}

ALL_TABLES = (SENTENCES, TITLES, QUESTIONS, NAMELESS, SUBJECTS, LIGHTS, BADGES, METHODS, LEVELS)


# While the centre answers, a sale or two on their way are no news.
CALM_QUEUE = 3


class Wording:
    """Puts codes into words, with amounts and quantities in the language's way of writing."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self.decimals = 2

    def sentence(self, code: str, params: Params) -> str:
        """A notice or refusal."""
        return self._fill(SENTENCES, code, params)

    def question(self, code: str, params: Params) -> str:
        """A question."""
        return self._fill(QUESTIONS, code, params)

    def title(self, item: LastItemView) -> str:
        """What the large field says in a few words; empty for an article added, or where it has none."""
        return tr(TITLES[item.code]) if item.code in TITLES else ""

    def light(self, light: LightView, since: str) -> tuple[str, str]:
        """A field of the status strip: what it is about, and how that is. since: local time, may be empty."""
        subject = tr(SUBJECTS[light.subject]) if light.subject in SUBJECTS else light.subject
        state = tr(LIGHTS[light.code]) if light.code in LIGHTS else light.code
        if since and light.level in ("warn", "bad"):
            subject = f"{subject} {since}"
        waiting = int(light.params.get("waiting", 0))
        if waiting >= (1 if light.level in ("warn", "bad") else CALM_QUEUE):
            state = f"{state} · {tr('{count} wait').format(count=waiting)}"
        return subject, state

    def badge(self, code: str) -> str:
        """A mark on a line."""
        return tr(BADGES[code]) if code in BADGES else code

    def method(self, code: str) -> str:
        """A way of paying."""
        return tr(METHODS[code]) if code in METHODS else code

    def _fill(self, table: Mapping[str, str], code: str, params: Params) -> str:
        nameless = NAMELESS.get(code) if not params.get("name") else None
        source = nameless or table.get(code)
        if source is None:
            return code if not params else f"{code} {dict(params)}"
        shown = {name: self._param(name, value) for name, value in params.items()}
        try:
            return tr(source).format(**shown)
        except (KeyError, IndexError):
            return tr(source)

    def _param(self, name: str, value: str | int) -> str:
        if isinstance(value, str):
            return value
        if name.endswith("_minor"):
            return self._numbers.amount(value, self.decimals)
        if name.endswith("milli"):
            return self._numbers.quantity(value, "each")
        return str(value)
