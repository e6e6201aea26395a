"""What happens when on the day: discounts, split payments, an exchange, a voucher, a cut, a kill. Pure.

Everything hangs on the place of a basket among all baskets, so that a file of a dozen plays the same day.
"""

from collections.abc import Iterator

from tools.day_plan import (
    BUSINESS_DAY,
    CASHIERS,
    CREDIT_FROM_MINOR,
    FLOAT_MINOR,
    SPLIT_FROM_MINOR,
    STAFF,
    Back,
    Bought,
    BroughtBack,
    Buy,
    Cut,
    DayFile,
    DayPlan,
    Mend,
    MoveCash,
    NoSale,
    Off,
    Pay,
    Sell,
    SignIn,
    Step,
    TakeBack,
    returned_places,
)

NOTE_MINOR = 500
CUT_BASKETS = 6
SPLIT = (Pay("cash", 4_000), Pay("card"))
CARD = (Pay("card"),)
NOTE = (Pay("cash", note_minor=NOTE_MINOR),)
MIXED = (Pay("card", 3_333), Pay("cash", note_minor=NOTE_MINOR))
THREE_WAYS = (Pay("store_credit", 5_000, voucher="V1"), Pay("card", 3_333), Pay("cash"))
REST_OF_CREDIT = (Pay("store_credit", 10_000, voucher="V1"), Pay("cash", note_minor=NOTE_MINOR))


class Planner:
    """Makes the steps, basket by basket. taken: baskets that something else is planned for."""

    def __init__(self, file: DayFile) -> None:
        self._file = file
        self._bought = file.bought
        self._returned = returned_places(file)
        self._count = len(self._bought)
        self._sold: list[Bought] = []
        self._used: set[str] = set(self._returned)
        self._marks = self._places()
        self._now: list[Step] = []
        self._vouchers: set[str] = set()

    def plan(self) -> DayPlan:
        """The whole day."""
        backs = self._file.backs
        by_receipt = sum(bool(back.invoice) for back in backs)
        steps = tuple(self._steps())
        staff = {staff_id: person.name for staff_id, person in STAFF.items()}
        without = len(backs) - by_receipt
        return DayPlan(BUSINESS_DAY, FLOAT_MINOR, self._count, by_receipt, without, staff, steps)

    def _places(self) -> dict[int, str]:
        """What happens before which basket; each at a basket of its own."""
        shares = {
            "cash_in": 6, "no_sale": 10, "second": 14, "voucher": 18, "spend": 24, "dearer": 30,
            "cheaper": 36, "park": 42, "cash_out": 47, "cut": 52, "mend": 0, "spend_rest": 64, "first": 69,
            "kill": 74, "drop": 80, "unsaleable": 86,
        }  # fmt: skip
        found: dict[int, str] = {}
        at = 0
        for name, share in shares.items():
            at = at + CUT_BASKETS if name == "mend" else max(at, self._count * share // 100)
            found[at] = name
            at += 2 if name == "park" else 0 if name == "cut" else 1
        return found

    def _steps(self) -> Iterator[Step]:
        yield SignIn(CASHIERS[0], "badge")
        entries = list(self._file.entries)
        waiting: list[TakeBack] = []
        place = 0
        while entries:
            entry = entries.pop(0)
            if not isinstance(entry, Bought):
                step = TakeBack(name=entry.invoice, backs=tuple(entry.backs))
                # While the centre is away nobody can decide on what was handed over to it.
                (waiting if self._in_cut(place) and _by_receipt(entry) else self._now).append(step)
            else:
                mark = self._marks.get(place, "")
                self._now += self._before(mark)
                if mark == "mend":
                    self._now, waiting = [*self._now, *waiting], []
                following = self._following(entries) if mark == "park" else None
                self._now.append(self._sell(entry, place, mark, following))
                place += 1 if following is None else 2
            yield from self._now
            self._now = []
        if self._in_cut(place):
            yield Mend()
        yield from waiting

    def _following(self, entries: list[Bought | BroughtBack]) -> Bought | None:
        """The next basket, taken out of its place: it is sold while another one is parked."""
        for entry in entries:
            if isinstance(entry, Bought):
                entries.remove(entry)
                return entry
        return None

    def _plain(self, place: int) -> bool:
        """Baskets of the cut are paid in cash as they stand: one of them comes back in it."""
        return self._in_cut(place + 1)

    def _in_cut(self, place: int) -> bool:
        cut = next((at for at, name in self._marks.items() if name == "cut"), self._count)
        return cut < place <= cut + CUT_BASKETS and cut < self._count

    def _before(self, mark: str) -> Iterator[Step]:
        if mark == "cash_in":
            yield MoveCash("in", 5_000, "change")
        elif mark == "no_sale":
            yield NoSale("change")
        elif mark == "second":
            yield SignIn(CASHIERS[1], "pin")
        elif mark == "voucher":
            yield from self._extra("V1", CREDIT_FROM_MINOR, voucher="V1")
        elif mark == "dearer":
            yield from self._extra("X-dearer", 300, buys=3)
        elif mark == "cheaper":
            yield from self._extra("X-cheaper", 1_000, buys=1)
        elif mark == "cash_out":
            yield MoveCash("out", 2_537, "purchase")
        elif mark == "cut":
            yield Cut()
        elif mark == "mend":
            yield from self._extra("X-cut", 200, newest=True)
            yield Mend()
        elif mark == "first":
            yield SignIn(CASHIERS[0], "badge")
        elif mark == "drop":
            yield MoveCash("drop", 30_000, "safe")
        elif mark == "unsaleable":
            yield from self._extra("X-defective", 500, restock=False)

    def _extra(
        self, name: str, least_minor: int, *, voucher: str = "", buys: int = 0, newest: bool = False,
        restock: bool = True,
    ) -> Iterator[Step]:  # fmt: skip
        """A return of the shop's own, of the dearest line of a basket that nothing else comes back from."""
        rows = list(reversed(self._sold))[: CUT_BASKETS // 2] if newest else self._sold
        for one in rows:
            place = one.dearest
            article, count = one.articles[place], one.quantities[place]
            if one.invoice in self._used or not article.tracked or article.price_minor * count < least_minor:
                continue
            if (one.customer, article.stock_code) in self._file.back_codes:
                continue
            quantity = count if voucher or buys == 1 else max(1, count // 2)
            value = article.price_minor * quantity
            if value < least_minor:
                continue
            self._used.add(one.invoice)
            self._vouchers |= {voucher} - {""}
            reason = "changed_mind" if restock else "defective"
            back = Back(
                one.invoice, place, article.stock_code, article.price_minor, quantity, reason, restock
            )
            yield TakeBack(name=name, backs=(back,), buys=self._goods(buys, value), voucher=voucher)
            return

    def _goods(self, buys: int, value: int) -> tuple[Buy, ...]:
        """New goods: one that costs less than comes back, or several that cost more."""
        if not buys:
            return ()
        cheap = next(
            one
            for one in self._file.articles.values()
            if one.tracked and 0 < one.price_minor < (value if buys == 1 else value + 1)
        )
        quantity = 1 if buys == 1 else value // cheap.price_minor + buys
        return (Buy(cheap.stock_code, cheap.price_minor, quantity),)

    def _sell(self, one: Bought, place: int, mark: str, following: Bought | None) -> Sell:
        half = max(1, len(self._file.scans[one.invoice].lines) // 2)
        meanwhile = None if following is None else self._sell(following, place + 1, "", None)
        pause = mark if mark in ("park", "kill") else ""
        self._sold.append(one)
        return Sell(
            invoice=one.invoice,
            offs=self._offs(one, place),
            pays=self._pays(one, place, mark),
            pause=pause,
            pause_after=half if pause else 0,
            meanwhile=meanwhile,
        )

    def _offs(self, one: Bought, place: int) -> tuple[Off, ...]:
        """Discounts where something comes back, and on every ninth basket; a large one needs a manager."""
        if one.total_minor == 0 or self._plain(place):
            return ()
        lines = self._returned.get(one.invoice)
        line = lines[0] if lines else one.dearest
        if not lines and place % 9 != 4:
            return ()
        percent = Off(line, "percent", 1_500, "damaged")
        amount = Off(line, "amount", min(77, one.articles[line].price_minor), "expiring")
        basket, basket_amount = Off(-1, "percent", 525, "loyal"), Off(-1, "amount", 99, "promotion")
        large = Off(line, "percent", 2_500, "complaint")
        kinds = ((percent,), (basket,), (amount,), (percent, basket), (large,), (amount, basket_amount))
        return kinds[(place // 9) % len(kinds)]

    def _pays(self, one: Bought, place: int, mark: str) -> tuple[Pay, ...]:
        if mark == "spend" and one.total_minor > 0 and self._vouchers:
            return THREE_WAYS
        if mark == "spend_rest" and one.total_minor > 0 and self._vouchers:
            return REST_OF_CREDIT
        if one.total_minor < SPLIT_FROM_MINOR or self._plain(place):
            return (Pay("cash"),)
        if one.invoice in self._returned:
            return SPLIT if place % 2 else MIXED
        return {1: NOTE, 3: SPLIT, 5: NOTE, 6: CARD, 8: MIXED}.get(place % 10, (Pay("cash"),))


def _by_receipt(entry: BroughtBack) -> bool:
    return any(back.invoice for back in entry.backs)
