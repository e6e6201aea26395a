"""Making and changing articles in the app. Core thread only; the articles thread writes them."""

from dataclasses import replace

from pos_terminal import commands as c
from pos_terminal.domain import barcodes
from pos_terminal.domain.catalog import Product
from pos_terminal.domain.decision import Params, Refused
from pos_terminal.errors import StorageUnavailable
from pos_terminal.services import rights, scanning, selling
from pos_terminal.services.article_messages import ArticleSaved
from pos_terminal.services.core import Core
from pos_terminal.services.desk import Act
from pos_terminal.services.quick_keys import resolve

MOST_NAME = 120
MOST_PRICE_MINOR = 10**10


def save(core: Core, asked: c.SaveArticle) -> None:
    """Write a new or changed article, by somebody who may."""
    wanted = _wanted(core, asked)
    if isinstance(wanted, Refused):
        core.refuse(wanted.code, wanted.params)
        return
    params = _changes(core, wanted, is_new=not asked.product_id)
    act = Act("article_edit", lambda: _write(core, wanted), params, "", wanted.product_id)
    rights.allow(core, act)


def saved(core: Core, answer: ArticleSaved) -> None:
    """It is on file, or why not."""
    if answer.problem:
        core.refuse("article_not_saved", {"reason": answer.problem})
        return
    code = "article_saved" if answer.at_centre else "article_saved_here"
    if not core.settings.has_centre:
        code = "article_saved_alone"
    core.desk.notice("good", code, {"name": answer.product.name}, core.now_text())
    if core.desk.unknown_code in answer.product.barcodes:
        core.desk.unknown_code = ""
    find_quick_keys(core)


def find_quick_keys(core: Core) -> None:
    """The configured keys with today's names and prices: at the start and after each change."""
    try:
        core.desk.quick = resolve(core.catalogue, core.settings.quick_keys)
    except StorageUnavailable as error:
        core.refuse("catalogue_failed", {"reason": str(error)})


def _write(core: Core, product: Product) -> None:
    """The names of both stand in the journal before anything is written elsewhere."""
    if core.backing is not None and not core.commit(()):
        return
    core.outbox.day.save_article(product)


def _changes(core: Core, wanted: Product, *, is_new: bool) -> Params:
    """What is new about an article, for whoever has to approve it."""
    params: Params = {
        "name": wanted.name,
        "amount_minor": wanted.price_minor,
        "tax_class": wanted.tax_class,
        "code": "".join(wanted.barcodes[-1:]),
    }
    old = None if is_new else selling.article(core, wanted.product_id)
    if not isinstance(old, Product):
        return params
    if old.barcodes == wanted.barcodes:
        del params["code"]
    return {
        **params,
        "was_name": old.name,
        "was_minor": old.price_minor,
        "was_tax_class": old.tax_class,
    }


def _wanted(core: Core, asked: c.SaveArticle) -> Product | Refused:
    name = " ".join(asked.name.split())
    if not name or len(name) > MOST_NAME:
        return Refused("article_name_missing")
    if not 0 <= asked.price_minor <= MOST_PRICE_MINOR:
        return Refused("amount_unreadable")
    if asked.tax_class not in core.settings.rates_bp:
        return Refused("tax_class_unknown", {"name": name, "tax_class": asked.tax_class})
    codes: tuple[str, ...] = ()
    if asked.code_text:
        code = scanning.parsed(core, asked.code_text)
        if isinstance(code, barcodes.BadCode):
            return Refused(f"code_{code.reason}")
        if code.own is not None:
            return Refused("own_no_article")
        codes = (scanning.article_code(code),)
    if not asked.product_id:
        return Product(core.new_id(), name, asked.price_minor, asked.tax_class, barcodes=codes)
    old = selling.article(core, asked.product_id)
    if isinstance(old, Refused):
        return old
    return replace(
        old,
        name=name,
        price_minor=asked.price_minor,
        tax_class=asked.tax_class,
        barcodes=tuple(dict.fromkeys((*old.barcodes, *codes))),
    )
