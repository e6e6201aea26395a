"""The tender screen and the change in words: what is due, what Enter will do, what goes over the counter.

GUI thread; knows no widget.
"""

from pos_terminal.views import RegisterView
from ui.flows.card_by_hand import silent_tender
from ui.formatting import Numbers, parse_amount
from ui.interaction import Interaction
from ui.screens.done import Change
from ui.screens.tender import Method, Tendering
from ui.tender_keys import METHOD_ORDER, account_of, is_asked, is_refund, quick_amounts
from ui.translations.words import tr
from ui.widgets.list_field import Row
from ui.wording import Wording


class PayingWords:
    """Says what the pages of payment have to show."""

    def __init__(
        self, till: Interaction, numbers: Numbers, wording: Wording, *, digits_are_minor: bool
    ) -> None:
        self._till = till
        self._numbers = numbers
        self._wording = wording
        self._digits_are_minor = digits_are_minor

    def tendering(self, view: RegisterView) -> Tendering:
        """The tender screen."""
        amount = self._numbers.amount
        built = {shown.method: shown.enabled for shown in view.methods}
        back = is_refund(view)
        waits = is_asked(view)
        by_hand = silent_tender(view) is not None
        chosen = self._till.hands.back_method if back else self._till.hands.method
        return Tendering(
            title=tr("Give money back") if back else tr("Payment"),
            label=tr("To give back") if back else tr("To pay"),
            due=amount(abs(view.totals.due_minor), view.decimals),
            prompt=self._prompt(view),
            taken=tuple(
                Row(
                    self._wording.method(tender.method),
                    tr("waits") if tender.state == "asked" else "",
                    amount(tender.amount_minor, view.decimals),
                )
                for tender in view.tenders
            ),
            nothing=tr("Nothing is given back yet.") if back else tr("Nothing is paid yet."),
            back=back,
            waits=waits,
            methods=tuple(
                Method(tr("Settle by hand"), True, True, anyway=True)
                if by_hand and name == "card"
                else Method(self._wording.method(name), name == chosen and not waits, built.get(name, False))
                for name in METHOD_ORDER
            ),
            quick=()
            if waits
            else tuple(amount(minor, view.decimals) if minor else "" for minor in quick_amounts(self._till)),
        )

    def amount_shown(self, view: RegisterView) -> str:
        """What is typed; where a way back is chosen and nothing is typed, all that is owed."""
        if is_refund(view) and self._till.hands.back_method and not self._till.hands.entry:
            return self._numbers.amount(abs(view.totals.due_minor), view.decimals)
        return self.amount_typed(view)

    def amount_typed(self, view: RegisterView) -> str:
        """What is typed, as an amount."""
        entry = self._till.hands.entry
        minor = parse_amount(entry, view.decimals, digits_are_minor=self._digits_are_minor)
        if minor is None or "." in entry or "," in entry:
            return entry
        return self._numbers.amount(minor, view.decimals)

    def _prompt(self, view: RegisterView) -> str:
        hands = self._till.hands
        method = self._wording.method(hands.method)
        asked = next((row for row in view.tenders if row.state == "asked"), None)
        if silent_tender(view) is not None:
            return tr("The card terminal does not answer. F2: a manager says what its own paper says.")
        if asked is not None:
            params = {"amount_minor": abs(asked.amount_minor)}
            said = self._wording.sentence(f"{asked.method}_asked", params)
            return f"{said} {tr('Esc calls it off.')}"
        if is_refund(view):
            return self._refund_prompt(view)
        if hands.approving:
            return tr("Type the approval code from the card's slip, then Enter.")
        if hands.method == "store_credit":
            return self._credit_prompt(view)
        if hands.entry:
            return tr("Enter takes {amount}: {method}.").format(amount=self.amount_typed(view), method=method)
        return tr("Enter takes all that is due: {method}. Or type an amount.").format(method=method)

    def _refund_prompt(self, view: RegisterView) -> str:
        """How it goes back, and what Enter does."""
        hands, amount = self._till.hands, self.amount_shown(view)
        if hands.back_method:
            method = self._wording.method(hands.back_method)
            gives = tr("Enter gives {amount} back: {method}.").format(amount=amount, method=method)
            return gives if hands.entry else f"{gives} {tr('Or type a part of it.')}"
        if hands.entry:
            return tr("{amount}: choose with F1, F2 or F3 how it goes back.").format(amount=amount)
        return tr("Enter gives it back as it was paid. Or choose how with F1, F2, F3.")

    def _credit_prompt(self, view: RegisterView) -> str:
        """Whose credit it is and what is left, and what Enter takes of it."""
        account = account_of(view)
        if account is None:
            return tr("Enter asks for the voucher.")
        name = view.customer.name if view.customer is not None and not account.is_voucher else tr("Voucher")
        whose = f"{name}:"
        if account.left_minor is not None:
            left = self._numbers.amount(account.left_minor, view.decimals)
            whose = tr("{name} has {amount}.").format(name=name, amount=left)
        most = account.most_minor(view.totals.due_minor)
        typed = self.amount_typed(view) if self._till.hands.entry else ""
        taken = typed or self._numbers.amount(view.totals.due_minor if most is None else most, view.decimals)
        return f"{whose} {tr('Enter takes {amount}. F3: a voucher.').format(amount=taken)}"

    def change(self, view: RegisterView) -> Change:
        """What goes over the counter: the change, or cash that is given back; else what went back at all."""
        amount = self._numbers.amount
        paid = [
            (self._wording.method(tender.method), amount(tender.given_minor, view.decimals))
            for tender in view.tenders
        ]
        receipt = f"{tr('Receipt')} {view.receipt_no}" if view.receipt_no else ""
        title, minor = self._outcome(view)
        return Change(title, amount(minor, view.decimals), tuple(paid), receipt)

    def _outcome(self, view: RegisterView) -> tuple[str, int]:
        """The large line: cash that crosses the counter, else how it was paid without any."""
        tenders, change_minor = view.tenders, view.totals.change_minor
        back = -sum(row.amount_minor for row in tenders if row.amount_minor < 0)
        if back and not change_minor:
            cash = -sum(row.amount_minor for row in tenders if row.method == "cash" and row.amount_minor < 0)
            return (tr("Give back in cash"), cash) if cash else (tr("Given back, no cash"), back)
        methods = {row.method for row in tenders}
        if change_minor or not methods or "cash" in methods:
            return tr("Change"), change_minor
        paid_minor = sum(row.amount_minor for row in tenders)
        if len(methods) > 1:
            return tr("Paid, no change"), paid_minor
        return self._wording.paid_by(methods.pop()), paid_minor
