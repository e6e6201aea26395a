"""Scans through the running program's window: thousands by real keys and by a serial port at once.

`make window-scans` (SCANS=n SEED=n; 20,000). The program runs under Xvfb; a keyboard scanner types into its
window while a serial scanner sends, on the sale screen, with a notice and with a question open, with the
search box, a name's field, the customer's search and an amount focused, in rotation; a person types between
the bursts. Every scan has to be in the journal exactly once, and nothing else; what was typed by hand has to
be in its field whole, and nothing of a scan. Exit status 1 on any difference.

Where this machine itself stalled while the X server made a scan's keys, the scan may be refused, and its
basket is begun anew; that nothing else was booked is looked at all the same.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that `python3 tools/window_scans.py` works as well as `-m ...`

from tools.check_scans import KINDS, Source  # noqa: E402
from tools.check_window_scans import HAND, KEYS, SERIAL, UNKNOWN, Burst, Typed, planted  # noqa: E402
from tools.window_till import A_BASKET, AGE_CODE, ANSWER_S, View, WindowTill, item  # noqa: E402
from tools.x_keyboard import ENTER, ESCAPE, F_KEYS, missing  # noqa: E402

_SETTLE_S = 0.25
# A page or question takes no key for its first 300 ms.
_QUIET_S = 0.4
_MOST_MINUTES = 20.0
# Gaps of a keyboard scanner in ms, least and most, and how long it keeps a key down: a cable's, a radio's.
_PACES = ((0, 0, 0), (0, 1, 0), (1, 3, 1), (2, 8, 2), (20, 50, 8))
_PACE_WEIGHTS = (60, 20, 14, 5, 1)
# The machine itself tore a scan if it took so much longer over it.
_STALL_MS = 25
_STALLED_WAIT_S = 3.0


class Proof:
    """The scans of all baskets."""

    def __init__(self, till: WindowTill, chance: random.Random) -> None:
        self.till, self._chance = till, chance
        self.sent: Counter[str] = Counter()
        self.places: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.said: list[str] = []
        self.stalls = self.fields = 0
        self._unknown = 0
        self._now = Burst()

    def basket(self, place: str, count: int) -> None:
        """So many scans into one basket with one place of the window open, and what came of them."""
        till, chance = self.till, self._chance
        self._now = Burst()
        self._keys_left = chance.sample(till.keys_codes, len(till.keys_codes))
        self._serial_left = chance.sample(till.serial_codes, len(till.serial_codes))
        self._hand_left = chance.sample(till.hand_codes, len(till.hand_codes))
        PLACES[place](self, count)
        self._receive()
        wrong, said = self._now.compared()
        if wrong.total() and self._now.stalled and not self._now.booked_wrongly():
            self.stalls += 1
            self._throw_basket_away()
            return
        self.wrong += wrong
        self.said += [f"{place}: {text}" for text in said]
        self.places[place] += self._now.count
        self.fields += len(self._now.fields)
        for source, name in ((KEYS, "keys"), (UNKNOWN, "keys"), (SERIAL, "serial"), (HAND, "by hand")):
            self.sent[name] += len(self._now.sent[source])
        self._end_basket()

    def burst(self, count: int) -> None:
        """Scans by keys, and by the serial port in their midst; waits until all have arrived."""
        while count > 0:
            for _ in range(min(count, self._chance.choice((0, 0, 1, 1, 1, 2, 3)))):
                self.scan_serial(self._serial_left.pop())
                count -= 1
            if count > 0:
                self.scan_keys(KEYS, self._keys_left.pop())
                count -= 1
            time.sleep(self._chance.choice((0, 0.005, 0.01, 0.03)))
        self._receive()

    def scan_serial(self, code: str) -> None:
        """One code on the serial port."""
        self._now.sent[SERIAL].append(code)
        self.till.serial.scan(code)

    def scan_keys(self, source: Source, code: str) -> None:
        """One code as keys, at one of the paces of keyboard scanners."""
        *gaps_ms, touch_ms = self._chance.choices(_PACES, _PACE_WEIGHTS)[0]
        self._now.sent[source].append(code)
        if self.till.keyboard.scan(code, (gaps_ms[0], gaps_ms[1]), touch_ms, self._chance) > _STALL_MS:
            self._now.stalled.append(code)

    def scan_unknown(self) -> None:
        """A code that is no article: a notice says so."""
        self._unknown += 1
        self.scan_keys(UNKNOWN, f"NO-{self._unknown:06d}")

    def type_article(self) -> None:
        """A person types an article's code."""
        code = self._hand_left.pop()
        self._now.sent[HAND].append(item(code, "typed"))
        self.till.keyboard.type(code)
        self.till.keyboard.press(ENTER)
        self._receive()

    def press(self, key: str, *, shift: bool = False) -> None:
        """A function key of a person, and time to look what it did."""
        self.till.keyboard.press(F_KEYS[key], shift=shift)
        time.sleep(_QUIET_S)

    def word(self) -> str:
        """Something to type."""
        return "".join(
            self._chance.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=self._chance.randint(3, 6))
        )

    def expect(self, place: str, typed: object, shown: Callable[[View], object]) -> None:
        """What was typed by hand stands there, in the end."""
        self.till.until(lambda view: shown(view) == typed)
        self._now.fields.append(Typed(place, typed, shown(self.till.view())))

    def _receive(self) -> None:
        """Take what arrives until all is there and nothing more comes."""
        wanted = sum(map(len, self._now.sent.values()))
        end = time.monotonic() + (_STALLED_WAIT_S if self._now.stalled else ANSWER_S)
        while len(self._now.came) < wanted and time.monotonic() < end:
            self._now.came += self.till.arrivals()
            time.sleep(0.01)
        self._now.came += self.till.arrivals()

    def _end_basket(self) -> None:
        """Whatever is typed and not taken shows now; then the basket is paid."""
        till = self.till
        till.keyboard.press(ESCAPE)
        till.keyboard.press(ENTER)
        time.sleep(_SETTLE_S)
        for arrived in till.arrivals():
            self.wrong["misrouted"] += 1
            self.said.append(f"left over: {arrived.item}")
        if till.view()["lines"]:
            till.ask("StartPayment")
            if till.ask("TakeTender", tender="cash", amount_minor=None)["phase"] != "done":
                self.said.append("the basket could not be paid")
                self.wrong["misrouted"] += 1

    def _throw_basket_away(self) -> None:
        """This machine stalled in the middle of a scan, which was refused for it: begin anew."""
        till = self.till
        for _ in range(3):
            till.keyboard.press(ESCAPE)
        time.sleep(_SETTLE_S)
        question = till.view()["question"]
        if question is not None:
            till.ask("AnswerQuestion", question_id=question["question_id"], yes=True)
        till.ask("VoidSale")
        time.sleep(_SETTLE_S)
        till.arrivals()


def on_sale(proof: Proof, count: int) -> None:
    """The sale screen, with codes typed by hand between."""
    for part in _parts(count, 3):
        proof.burst(part)
        proof.type_article()


def under_notice(proof: Proof, count: int) -> None:
    """A notice is open: the code before is no article."""
    for part in _parts(count, 6):
        proof.scan_unknown()
        proof.burst(part - 1)


def under_question(proof: Proof, count: int) -> None:
    """A question is open that Y and N answer; the codes are full of them, and a person answers at last."""
    proof.scan_serial(AGE_CODE)
    proof.till.until(lambda view: view["question"] is not None)
    time.sleep(_QUIET_S)
    for part in _parts(count - 1, 2):
        proof.burst(part)
        proof.expect("the question", "age", lambda view: view["question"] and view["question"]["code"])
    proof.till.keyboard.type("y")
    proof.expect("the question", None, lambda view: view["question"])


def in_search(proof: Proof, count: int) -> None:
    """The search box is focused; what is found closes it, so it is opened again and again."""
    for part in _parts(count, 6):
        word = proof.word()
        proof.press("F2")
        proof.till.keyboard.type(word)
        proof.expect("the search box", word, lambda view: view["search"] and view["search"]["text"])
        proof.burst(part)
        proof.expect("the search box", None, lambda view: view["search"])


def in_name(proof: Proof, count: int) -> None:
    """A parked basket's name is typed in parts, scans between."""
    proof.burst(1)
    proof.press("F6", shift=True)
    name = ""
    for part in _parts(count - 1, 3):
        word = proof.word()
        proof.till.keyboard.type(word)
        name += word
        proof.burst(part)
    time.sleep(_QUIET_S)
    proof.till.keyboard.press(ENTER)
    proof.expect("the name", name, lambda view: view["parked"][-1]["name"] if view["parked"] else "")


def in_customer(proof: Proof, count: int) -> None:
    """The customer's search, letters in parts, scans between."""
    proof.press("F3")
    text = ""
    for part in _parts(count, 3):
        word = proof.word()
        proof.till.keyboard.type(word)
        text += word
        proof.expect(
            "the customer's search", text, lambda view: view["customers"] and view["customers"]["text"]
        )
        proof.burst(part)
        proof.expect(
            "the customer's search", text, lambda view: view["customers"] and view["customers"]["text"]
        )
    proof.till.keyboard.press(ESCAPE)
    proof.expect("the customer's search", None, lambda view: view["customers"])


def in_amount(proof: Proof, count: int) -> None:
    """Amounts are begun on the tender screen; a scan goes back to the sale and is never an amount."""
    proof.burst(2)
    for part in _parts(count - 2, 4):
        proof.press("F12")
        proof.till.keyboard.type("12")
        proof.expect("the tender screen", "tender", lambda view: view["phase"])
        proof.burst(part)
        proof.expect("the amount", ("sale", 0), lambda view: (view["phase"], len(view["tenders"])))


PLACES: dict[str, Callable[[Proof, int], None]] = {
    "sale": on_sale,
    "notice": under_notice,
    "question": under_question,
    "search": in_search,
    "name": in_name,
    "customer": in_customer,
    "amount": in_amount,
}


def _parts(count: int, number: int) -> Iterator[int]:
    """A count in at most so many parts, none of them tiny."""
    number = max(1, min(number, count // 4))
    for place in range(number):
        yield count * (place + 1) // number - count * place // number


def prove(count: int, seed: int, *, a_basket: int = 230, minutes: float = _MOST_MINUTES) -> Proof:
    """Send at least so many scans, all places in rotation."""
    chance = random.Random(seed)
    end = time.monotonic() + 60 * minutes
    a_basket = min(a_basket, A_BASKET - 10)
    with (
        tempfile.TemporaryDirectory(prefix="window-scans-") as folder,
        WindowTill(Path(folder), chance) as till,
    ):
        proof = Proof(till, chance)
        places = list(PLACES)
        while (left := count - sum(proof.places.values())) > 0:
            proof.basket(places[0], min(a_basket, max(left, 12)))
            places = [*places[1:], places[0]]
            if proof.wrong.total() > 40 or time.monotonic() > end:
                proof.said.append(f"stopped with {left} scans to go")
                proof.wrong["lost"] += 1
                break
    return proof


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 when every scan arrived once and every key typed by hand went where it was typed."""
    parser = argparse.ArgumentParser(description="Scan through the program's window and compare.")
    parser.add_argument("--count", type=int, default=20_000, help="at least so many scans (20,000)")
    parser.add_argument("--seed", type=int, default=1, help="what is random in it (1)")
    parser.add_argument("--minutes", type=float, default=_MOST_MINUTES, help="not longer than that (20)")
    options = parser.parse_args(arguments)
    lacking = missing()
    if lacking:
        print(f"window-scans: {lacking}", file=sys.stderr)
        return 2
    problems = planted()
    for problem in problems:
        print(f"window-scans: the comparison is blind: {problem}")
    began = time.monotonic()
    proof = prove(options.count, options.seed, minutes=options.minutes)
    seconds = time.monotonic() - began
    for said in proof.said[:60]:
        print(said)
    scans = sum(proof.places.values())
    parts = ", ".join(f"{name} {count:,}" for name, count in proof.sent.items())
    places = ", ".join(f"{name} {count:,}" for name, count in proof.places.items())
    wrong = ", ".join(f"{proof.wrong[kind]} {kind}" for kind in KINDS)
    print(f"window-scans: {scans:,} scans ({parts}; {places}), {proof.fields:,} looks: {wrong}")
    print(
        f"window-scans: seed {options.seed}, {seconds:.0f} s, {scans / seconds:.1f} scans/s, "
        f"{proof.stalls} baskets begun anew after this machine stalled in a scan, "
        f"{len(problems)} errors planted and not found"
    )
    return 1 if problems or any(proof.wrong.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
