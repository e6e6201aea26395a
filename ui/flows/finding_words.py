"""Stock findings and exceptions of the centre in words: what, how much, why, what to do. Pure tables."""

from datetime import datetime

from pos_terminal.manager_views import ExceptionView, MarkView, StockFindingView
from pos_terminal.views import RegisterView
from ui.flows.choices import fill, joined
from ui.flows.kit import Kit
from ui.flows.sheet import SheetRow
from ui.translations.words import source, tr

NOTHING = "–"

_STANDING = frozenset({"low", "no_counter", "unreadable"})
# What a finding is, in the few words of its row.
_SHORT = {
    "low": source("{amount} too low"),
    "no_counter": source("Not counted"),
    "unreadable": source("Cannot be used"),
    "lowered": source("{amount} lowered"),
    "raised": source("{amount} raised"),
    "settled": source("{amount} taken out"),
    "reaped": source("{amount} free again"),
    "high": source("{amount} too high?"),
    "gone": source("{amount} held?"),
    "low?": source("{amount} too low?"),
}
# What it is, why, and what to do: a sentence each. The counter is what can be sold this moment.
_STOCK = {
    "low": (
        source("The counter is {amount} too low, for 15 minutes or more."),
        source("Either the online store refused an order and kept the goods,"),
        source("or it sold them and did not write it down."),
        source("Look at the shelf. Is it all there? Then raise the counter with F5."),
        source("Is it not? Then count: pos-terminal stock init."),
    ),
    "no_counter": (
        source("The centre counts {amount}, the stock server nothing."),
        source("Tills sell it all the same, and show its stock as unknown."),
        source("Make the counter: pos-terminal stock init."),
    ),
    "no_counters": (
        source("{count} articles are counted at the centre, and not at the stock server."),
        source("The stock server is new, or has lost everything."),
        source("Make the counters: pos-terminal stock init."),
    ),
    "unreadable": (
        source("The stock server cannot use the keys of this article."),
        source("Somebody else wrote keys of that name: mend them there."),
    ),
    "lowered": (
        source("The counter was {amount} too high, and nobody touched it. It is {counter} now."),
        source("The stock server has lost its last changes."),
        source("Nothing to do. Does it happen often? Look at its append-only file."),
    ),
    "raised": (
        source("The counter was {amount} too low. It is {counter} now."),
        source("A manager said so, or the configuration does."),
    ),
    "settled": (
        source("{amount} went out of stock at the centre; the hold of it is settled."),
        source("A till could not: it stood still, or the stock server was away."),
        source("Nothing to do."),
    ),
    "silent": (
        source("{amount} in a basket of till {till} are free again."),
        source("Nothing was heard of that till for over 15 minutes."),
        source("Nothing to do."),
    ),
    "restarted": (
        source("{amount} in a basket of till {till} are free again."),
        source("That till has started anew, without that basket."),
        source("Nothing to do."),
    ),
    "high": (
        source("The counter seems to be {amount} too high."),
        source("It is looked at once more after a minute, then lowered if nobody touched it."),
    ),
    "low?": (
        source("The counter seems to be {amount} too low."),
        source("It is told if it is still so after 15 minutes in which nobody touched it."),
    ),
    "gone": (
        source("{amount} are held by a till that is gone."),
        source("It is looked at once more after a minute, then they are free."),
    ),
}
_KINDS = {
    "return_not_left": source("Returned, but not left"),
    "credit_without_account": source("Credit without account"),
    "hold_missing": source("Paid without a hold"),
    "hold_taken": source("Taken, not given back"),
    "hold_freed": source("Given back, yet paid"),
}
_OTHER = source("Something else")
# What happened, and what to do.
_EXCEPTIONS = {
    "return_not_left": (
        source("More came back than was left of that line; a till took it unchecked."),
        source("Ask the cashier, and look at both receipts."),
    ),
    "credit_without_account": (
        source("Store credit was given, but to no account, so nobody can spend it."),
        source("Find the customer by the receipt, and give the credit anew."),
    ),
    "hold_missing": (
        source("A sale was paid with it, but the centre had held nothing for that."),
        source("Compare the receipt with what is left of it."),
    ),
    "hold_taken": (
        source("It was to be given back, but it was spent already."),
        source("Compare the receipt with what is left of it."),
    ),
    "hold_freed": (
        source("It was to be spent, but it had been given back already."),
        source("Compare the receipt with what is left of it."),
    ),
}
_UNKNOWN = (
    source("A newer till wrote this; it is told there."),
    source("Look at it at a till with the newest version."),
)
_LEDGERS = {
    "store_credit": source("Store credit"),
    "gift_card": source("Gift card"),
    "return_rights": source("Right to return"),
}


def moment(utc_iso: str, kit: Kit) -> str:
    """A UTC time on this shop's clock: today the time, else day and time."""
    local = _local(utc_iso, kit)
    if local is None:
        return ""
    return f"{local:%H:%M}" if local.date() == kit.now().date() else f"{local:%Y-%m-%d %H:%M}"


def short_moment(utc_iso: str, kit: Kit) -> str:
    """The same for a narrow column: today the time, else the day."""
    local = _local(utc_iso, kit)
    if local is None:
        return NOTHING
    return f"{local:%H:%M}" if local.date() == kit.now().date() else f"{local:%Y-%m-%d}"


def short(row: StockFindingView, kit: Kit) -> str:
    """What a finding is, in a few words."""
    amount = kit.quantity(row.milli, row.unit)
    kind = row.kind if row.kind != "waiting" else {"low": "low?"}.get(row.cause, row.cause)
    return fill(tr(_SHORT[kind]), amount=amount) if kind in _SHORT else row.kind


def title(row: StockFindingView, kit: Kit) -> str:
    """The article, or that it is about several."""
    return fill(tr("{count} articles"), count=kit.quantity(row.count * 1000)) if row.count else row.name


def told(row: StockFindingView, kit: Kit) -> tuple[str, ...]:
    """What it is, why, and what to do."""
    kind = row.kind
    if kind == "waiting":
        kind = {"low": "low?"}.get(row.cause, row.cause)
    elif kind == "reaped":
        kind = row.cause
    elif row.count:
        kind = "no_counters"
    if kind not in _STOCK:
        return (row.text,)
    counter = "" if row.counter_milli is None else kit.quantity(row.counter_milli, row.unit)
    amount = kit.quantity(row.milli, row.unit)
    words = {
        "amount": amount,
        "counter": counter,
        "till": row.terminal_id,
        "count": kit.quantity(row.count * 1000),
    }
    return tuple(fill(tr(text), **words) for text in _STOCK[kind])


def ended(row: StockFindingView, kit: Kit) -> str:
    """Since when it stands, or when it was done or ended."""
    if row.ended and row.kind in _STANDING:
        return fill(
            tr("{since}, right again at {ended}"), since=moment(row.since, kit), ended=moment(row.ended, kit)
        )
    return moment(row.since, kit)


def kind_of(row: ExceptionView) -> str:
    """What kind of exception it is."""
    return tr(_KINDS.get(row.kind, _OTHER))


def happened(row: ExceptionView) -> tuple[str, ...]:
    """What happened, and what to do."""
    return tuple(tr(text) for text in _EXCEPTIONS.get(row.kind, _UNKNOWN))


def much(row: ExceptionView, view: RegisterView, kit: Kit) -> str:
    """How much it is about: goods and money, as far as is known."""
    goods = kit.quantity(row.milli, row.unit) if row.milli else ""
    money = kit.amount(row.amount_minor, view) if row.amount_minor is not None else ""
    return joined(goods, money) or NOTHING


def facts(row: ExceptionView, view: RegisterView, kit: Kit) -> tuple[SheetRow, ...]:
    """All that is known of an exception."""
    left = fill(tr("{amount} were left"), amount=kit.quantity(row.left_milli, row.unit)) if row.milli else ""
    account = f"*{row.account_end}" if row.account_end else ""
    pairs = (
        (tr("Receipt"), row.receipt_no),
        (tr("Bought with receipt"), row.original_no),
        (tr("Article"), row.article),
        (tr("Amount"), joined(much(row, view, kit), left)),
        (tr("About"), joined(tr(_LEDGERS[row.ledger]) if row.ledger in _LEDGERS else row.ledger, account)),
        (tr("Till"), row.terminal_id),
        (tr("Cashier"), row.cashier),
        (tr("Business day"), row.business_day),
        (tr("When"), moment(row.at, kit)),
        (tr("Seen by"), _mark(row.seen, kit)),
        (tr("Settled by"), _mark(row.settled, kit)),
    )
    return tuple(SheetRow(pair) for pair in pairs if pair[1])


def _local(utc_iso: str, kit: Kit) -> datetime | None:
    try:
        return datetime.fromisoformat(utc_iso).astimezone(kit.now().tzinfo)
    except ValueError:
        return None


def _mark(said: MarkView | None, kit: Kit) -> str:
    if said is None:
        return ""
    return joined(said.by, said.terminal_id, moment(said.at, kit))
