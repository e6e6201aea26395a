"""Mails that are owed: to customers, and to the manager of his own accord. Core thread only."""

from pos_terminal.domain import day_events as d
from pos_terminal.domain import events as e
from pos_terminal.domain.notifications import LowStock
from pos_terminal.errors import StorageUnavailable
from pos_terminal.services.core import Core


def mail(core: Core, kind: str, subject_id: str, address: str, mail_id: str = "") -> bool:
    """Owe a mail: its address is kept apart from the journal, where it can be erased."""
    to_id = core.new_id()
    asked = d.MailAsked(mail_id or core.new_id(), kind, subject_id, to_id)
    return core.commit((asked,), personal=((to_id, "mail", address),))


def low_stock(core: Core, answered: e.StockAnswered) -> None:
    """An article runs out: the manager hears of it once a day, from each till."""
    settings = core.settings
    if not settings.manager_address or answered.left is None or answered.left > settings.low_stock_units:
        return
    sale = core.till.find(answered.sale_id)
    line = next((row for row in sale.lines if row.hold_id == answered.hold_id), None) if sale else None
    if not settings.low_stock_units or line is None or not line.tracked:
        return
    mail_id = f"low-{settings.terminal_id}-{core.till.business_day}-{line.product_id}"[:64]
    if mail_id not in core.desk.told_low:
        core.desk.told_low.add(mail_id)
        low = LowStock(line.product_id, line.name, max(answered.left, 0), line.unit)
        mail(core, "low_stock", low.subject_id, settings.manager_address, mail_id)


def low_stock_of(core: Core, subject_id: str) -> LowStock | None:
    """What such a mail is about, after a start too."""
    product_id, _, left = subject_id.rpartition(":")
    try:
        product = core.catalogue.by_id(product_id)
    except StorageUnavailable:
        product = None
    if not left.isdecimal():
        return None
    name, unit = (product.name, product.unit) if product is not None else (product_id, "each")
    return LowStock(product_id, name, int(left), unit)
