"""What a shop's day has to come to, reckoned from the basket file and the plan alone. Imports nothing of the
program.

The plan says what the staff did; every cent of it is worked out here by the checker's own arithmetic.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from tools.check_day_sums import (
    RATES,
    WHOLE_BP,
    Left,
    SoldLine,
    Ticket,
    class_of,
    discount,
    left_of,
    reckon,
    refund,
    tax_in,
)

Rows = list[dict[str, str]]
Step = dict[str, Any]


@dataclass(slots=True)
class Expected:
    """The whole day. vouchers: label to (given, left); cash: (kind, reason, amount) in order."""

    tickets: list[Ticket] = field(default_factory=list)
    lefts: dict[str, Left] = field(default_factory=dict)
    left_by_ticket: dict[int, Left] = field(default_factory=dict)
    vouchers: dict[str, list[int]] = field(default_factory=dict)
    cash: list[tuple[str, str, int]] = field(default_factory=list)
    no_sales: int = 0
    units: Counter[str] = field(default_factory=Counter)
    by_receipt: int = 0
    without: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Bought:
    """A basket of the file: rows of (code, price, quantity), equal articles as one."""

    customer: str
    rows: dict[tuple[str, int], int] = field(default_factory=dict)
    left: dict[tuple[str, int], int] = field(default_factory=dict)


def product_of(code: str, price: int) -> str:
    """The product id that an article at a price has."""
    kept = "".join(char if char.isascii() and (char.isalnum() or char in "._-") else "." for char in code)
    return f"{kept}-{price}"


def is_goods(product: str) -> bool:
    """Postage, discounts and the like have no digit in their stock code, and no stock."""
    return any(char.isdigit() for char in product.rpartition("-")[0])


class Reckoner:
    """Goes through the plan, step by step."""

    def __init__(self, rows: Rows, plan: Mapping[str, Any]) -> None:
        self.found = Expected()
        self._plan = plan
        self._bought: dict[str, _Bought] = {}
        self._origins = self._read(rows)
        self._who = ""

    def reckon(self) -> Expected:
        """Everything that must have come of the day."""
        self.found.cash.append(("float", "", self._plan["float_minor"]))
        for step in self._plan["steps"]:
            self._step(step)
        for name, origins in self._origins.items():
            if origins is not None:
                self.found.faults.append(f"the return {name} of the file was never played")
        return self.found

    def _step(self, step: Step) -> None:
        match step["type"]:
            case "SignIn":
                self._who = step["who"]
            case "MoveCash":
                self.found.cash.append((step["kind"], step["reason"], step["amount_minor"]))
            case "NoSale":
                self.found.no_sales += 1
            case "Sell":
                if step["meanwhile"] is not None:
                    self._step(step["meanwhile"])
                self._sell(step)
            case "TakeBack":
                self._take_back(step)
            case _:
                pass

    def _sell(self, step: Step) -> None:
        bought = self._bought[step["invoice"]]
        ticket = Ticket(step["invoice"], cashier=self._who)
        for (code, price), quantity in bought.rows.items():
            ticket.lines.append(SoldLine(product_of(code, price), quantity, price, price * quantity))
        own = {off["line"]: (off["kind"], off["value"], off["reason"]) for off in step["offs"]}
        basket = own.pop(-1, None)
        discount(ticket.lines, own, basket)
        ticket.basket_reason = basket[2] if basket is not None else ""
        reckon(ticket)
        accounts = self._pay(ticket, step["pays"])
        self._done(ticket, accounts)

    def _take_back(self, step: Step) -> None:
        ticket = Ticket(step["name"], cashier=self._who)
        self._compare_origins(step)
        refunds = []
        for back in step["backs"]:
            if back["invoice"]:
                line, goes = self.found.lefts[back["invoice"]].give(back["line"], back["quantity"])
                refunds.append(goes)
            else:
                amount = back["price_minor"] * back["quantity"]
                product = product_of(back["stock_code"], back["price_minor"])
                line = SoldLine(product, -back["quantity"], back["price_minor"], -amount)
                line.tax = -tax_in(amount, _rate_of(product))
            line.restock = back["restock"]
            ticket.lines.append(line)
        for buy in step["buys"]:
            product, amount = (
                product_of(buy["stock_code"], buy["price_minor"]),
                buy["price_minor"] * buy["quantity"],
            )
            ticket.lines.append(SoldLine(product, buy["quantity"], buy["price_minor"], amount))
        reckon(ticket)
        accounts = [""]
        if ticket.total > 0:
            accounts = self._pay(ticket, step["pays"])
        elif step["voucher"]:
            ticket.tenders = [("store_credit", ticket.total, ticket.total)]
            self.found.vouchers[step["voucher"]] = [-ticket.total, -ticket.total]
            accounts = [step["voucher"]]
        else:
            plan = refund(-ticket.total, refunds)
            ticket.tenders = [(method, -amount, -amount) for method, _, amount in plan]
            accounts = [account for _, account, _ in plan]
            for method, account, amount in plan:
                if method == "store_credit":
                    self.found.vouchers[account] = [
                        sum_minor + amount for sum_minor in self.found.vouchers[account]
                    ]
        self._done(ticket, accounts)

    def _pay(self, ticket: Ticket, pays: list[Step]) -> list[str]:
        """The tenders as the customer gives them; answers their vouchers' labels."""
        due, accounts = ticket.total, []
        for pay in pays:
            given = ticket.total * pay["share_bp"] // WHOLE_BP if pay["share_bp"] else due
            if pay["note_minor"]:
                given = -(-due // pay["note_minor"]) * pay["note_minor"]
            if pay["method"] == "store_credit":
                voucher = self.found.vouchers[pay["voucher"]]
                given = min(due, voucher[1] * pay["share_bp"] // WHOLE_BP)
                voucher[1] -= given
            taken = min(given, due)
            ticket.tenders.append((pay["method"], taken, given))
            accounts.append(pay["voucher"])
            due -= taken
            if due == 0:
                break
        return accounts

    def _done(self, ticket: Ticket, accounts: list[str]) -> None:
        found = self.found
        if any(not line.comes_back for line in ticket.lines):
            left = left_of(ticket, accounts)
            found.lefts[ticket.key] = left
            found.left_by_ticket[len(found.tickets)] = left
        found.tickets.append(ticket)
        for line in ticket.lines:
            if is_goods(line.product) and line.restock:
                found.units[line.product] += line.quantity

    def _compare_origins(self, step: Step) -> None:
        """The plan's returns of the file must be the file's: each from the latest line that had so many."""
        wanted = self._origins.get(step["name"])
        if wanted is None:
            return
        self._origins[step["name"]] = None
        planned = [(b["invoice"], b["line"] if b["invoice"] else 0, b["quantity"]) for b in step["backs"]]
        if planned != wanted:
            self.found.faults.append(f"the return {step['name']} was played otherwise than the file says")
        self.found.by_receipt += sum(bool(invoice) for invoice, _, _ in wanted)
        self.found.without += sum(not invoice for invoice, _, _ in wanted)

    def _read(self, rows: Rows) -> dict[str, list[tuple[str, int, int]] | None]:
        """The first baskets of the file, and where each return of their days comes from."""
        invoices = [row["invoice"] for row in rows if _is_sold(row)]
        wanted = set(list(dict.fromkeys(invoices))[: self._plan["baskets"]])
        days = {row["invoiced_at"][:10] for row in rows if row["invoice"] in wanted and _is_sold(row)}
        origins: dict[str, list[tuple[str, int, int]] | None] = {}
        for row in rows:
            price, quantity = _pence(row), _pieces(row)
            if row["invoiced_at"][:10] not in days or price is None or not quantity:
                continue
            if row["invoice"] in wanted and quantity > 0:
                bought = self._bought.setdefault(row["invoice"], _Bought(row["customer"]))
                key = (row["stock_code"], price)
                bought.rows[key] = bought.rows.get(key, 0) + quantity
                bought.left[key] = bought.left.get(key, 0) + quantity
            elif row["invoice"].startswith("C") and quantity < 0:
                origin = self._origin(row["customer"], row["stock_code"], -quantity)
                known = origins.setdefault(row["invoice"], [])
                if known is not None:
                    known.append((*origin, -quantity))
        return origins

    def _origin(self, customer: str, code: str, quantity: int) -> tuple[str, int]:
        for invoice in reversed(self._bought) if customer else ():
            bought = self._bought[invoice]
            if bought.customer != customer:
                continue
            for place, key in reversed(list(enumerate(bought.left))):
                if key[0] == code and bought.left[key] >= quantity:
                    bought.left[key] -= quantity
                    return invoice, place
        return "", 0


def _rate_of(product: str) -> int:
    return RATES[class_of(product)]


def _is_sold(row: Mapping[str, str]) -> bool:
    return not row["invoice"].startswith("C") and _pieces(row) > 0


def _pieces(row: Mapping[str, str]) -> int:
    try:
        return int(row["quantity"])
    except ValueError:
        return 0


def _pence(row: Mapping[str, str]) -> int | None:
    try:
        pence = Decimal(row["unit_price_gbp"]) * 100
    except InvalidOperation:
        return None
    return int(pence) if pence >= 0 and pence == pence.to_integral_value() else None
