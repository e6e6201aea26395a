"""From a code to what it means: an article, a number that the shop gave out, or a refusal in words.

Core thread only. What a code says is `domain.barcodes`, what its label means for the article `domain.labels`.
SAFETY: a number of the shop's own never reaches the catalogue, and a case is never its unit.
"""

from dataclasses import replace

from pos_terminal.domain import barcodes
from pos_terminal.domain.catalog import Product
from pos_terminal.domain.codes.meaning import NOTHING_CARRIED, CodeRules, OwnCode
from pos_terminal.domain.decision import Refused
from pos_terminal.domain.labels import PLAIN, Piece, piece_of, sold_milli
from pos_terminal.domain.money import line_amount
from pos_terminal.domain.quantity import PIECE_MILLI
from pos_terminal.errors import StorageUnavailable
from pos_terminal.services import asking, customers, returning, selling, signing, slips
from pos_terminal.services.core import Core
from pos_terminal.services.desk import Choice
from pos_terminal.views import LastItemView, SearchRow, SearchView

SHOWN_CHARS = 40
DAY_MS = 86_400_000

Parsed = barcodes.Code | barcodes.BadCode


def scanned(core: Core, text: str, entry: str) -> None:
    """A code that was scanned or typed: one of the shop's own, a voucher, a receipt, or an article."""
    code = parsed(core, text)
    if isinstance(code, barcodes.Code):
        if code.own is not None:
            _own_code(core, code, code.own)
            return
        if code.text.startswith(asking.VOUCHER_PREFIX):
            asking.voucher(core, code.text)
            return
        if code.text.upper().startswith(slips.PARKED_PREFIX):
            _recall(core, code.text)
            return
        if returning.is_receipt(code.text):
            returning.find(core, code.text)
            return
    _scan(core, code, entry)


def _recall(core: Core, code_text: str) -> None:
    """The slip of a parked basket."""
    sale_id = slips.parked_sale(core, code_text)
    if sale_id:
        selling.recall(core, sale_id)
    else:
        core.refuse("parked_gone", {})


def parsed(core: Core, text: str) -> Parsed:
    """What a text says by the shop's rules."""
    return barcodes.parse(text, rules=_rules(core))


def badge_text(core: Core, text: str) -> str:
    """A code as a badge has it: without what the reader put before it."""
    code = parsed(core, text)
    return code.text if isinstance(code, barcodes.Code) else text


def check_price(core: Core, text: str) -> None:
    """Show what a code costs; the next scan sells again."""
    code = parsed(core, text)
    products = find(core, code)
    if isinstance(products, Refused):
        core.refuse(products.code, products.params)
    elif len(products) > 1:
        core.desk.price_check = True
        _let_choose(core, code, products, "typed", None)
    else:
        _show_price(core, products[0], code)


def find(core: Core, code: Parsed) -> tuple[Product, ...] | Refused:
    """The articles that a code means; never another one."""
    if isinstance(code, barcodes.BadCode):
        return Refused(f"code_{code.reason}")
    if code.own is not None:
        return Refused("own_no_article")
    try:
        products = core.catalogue.by_code(code.keys)
        if products:
            # An article that is the case itself goes before what it is a case of.
            return tuple(p for p in products if not _units_in(p, code)) or products
        units = core.catalogue.by_code(code.unit_keys) if code.pack else ()
    except StorageUnavailable as error:
        return Refused("catalogue_failed", {"reason": str(error)})
    if units:
        return Refused("code_pack_of", {"name": units[0].name})
    return Refused("code_" + code.unknown_reason, {"code": shown(article_code(code))})


def choose(core: Core, product: Product) -> None:
    """An article chosen from a list: of several with one code, found by its name, or by its key."""
    desk = core.desk
    choice, desk.choice = desk.choice if desk.search is not None else None, None
    if choice is not None and product.product_id in choice.product_ids:
        code: Parsed = choice.code
    else:
        choice, code = None, barcodes.BadCode("empty")
    if desk.price_check:
        desk.price_check, desk.search, desk.searching = False, None, False
        _show_price(core, product, code)
        return
    milli, desk.next_milli = desk.next_milli, None
    if choice is not None and isinstance(code, barcodes.Code):
        _sell(core, product, code, choice.milli if milli is None else milli, choice.entry)
        return
    code_text = product.barcodes[0] if product.barcodes else product.product_id
    selling.add(core, product, code_text, milli, "list")


def article_code(code: barcodes.Code) -> str:
    """The code as an article can be kept under it: without the weight, price or lot of this one piece."""
    if code.carried is NOTHING_CARRIED:
        return code.text
    return code.keys[-1] if code.carried.elements else code.keys[0]


def shown(code_text: str) -> str:
    """A code as it stands in a sentence."""
    return code_text.replace(barcodes.GROUP_SEPARATOR, " ")[:SHOWN_CHARS]


def _rules(core: Core) -> CodeRules:
    """The shop's rules, with this year: two digits of a year are taken nearest to it. Made once a day."""
    day, rules = core.clock.utc_ms() // DAY_MS, core.desk.code_rules
    if rules is None or rules[0] != day:
        rules = day, replace(core.settings.codes.rules, century_year=int(core.today()[:4]))
        core.desk.code_rules = rules
    return rules[1]


def _scan(core: Core, code: Parsed, entry: str) -> None:
    desk = core.desk
    desk.pending = desk.pay_wait_until_ns = None
    _drop_choice(core)
    milli, desk.next_milli = desk.next_milli, None
    if desk.phase == "tender" and core.till.sale is not None and core.till.sale.paying:
        core.refuse("payment_begun", {})
        return
    products = find(core, code)
    if isinstance(products, Refused):
        _not_an_article(core, code, products)
    elif isinstance(code, barcodes.BadCode):
        core.refuse(f"code_{code.reason}", {})
    elif len(products) > 1:
        _let_choose(core, code, products, entry, milli)
    elif desk.price_check:
        desk.price_check = False
        _show_price(core, products[0], code)
    else:
        _sell(core, products[0], code, milli, entry)


def _not_an_article(core: Core, code: Parsed, refused: Refused) -> None:
    """Perhaps it is somebody's badge; what nobody knows can be sold by its department."""
    core.desk.unknown_code = ""
    if isinstance(code, barcodes.Code) and refused.code == "code_unknown_code":
        if code.carried is NOTHING_CARRIED and signing.badge(core, code.text):
            return
        core.desk.unknown_code = shown(article_code(code))
    core.refuse(refused.code, refused.params)


def _sell(core: Core, product: Product, code: barcodes.Code, milli: int | None, entry: str) -> None:
    piece = _piece(core, product, code)
    if not isinstance(piece, Refused) and piece.weight_milli and milli is not None:
        piece = Refused("label_has_quantity", {"name": product.name})
    if isinstance(piece, Refused):
        core.refuse(piece.code, piece.params)
    else:
        selling.add(core, product, code.text, sold_milli(piece, milli), entry, piece)


def _piece(core: Core, product: Product, code: barcodes.Code) -> Piece | Refused:
    """What the code says of this piece of the article; of a case, how many units are in it."""
    policy = core.settings.codes
    packed = _units_in(product, code)
    if packed and not policy.sells_packs:
        return Refused("pack_not_sold", {"name": product.name, "count": packed})
    if code.carried is NOTHING_CARRIED:
        return Piece(units=packed) if packed else PLAIN
    return piece_of(product, code.carried, policy, core.settings.currency, core.today(), packed)


def _units_in(product: Product, code: barcodes.Code) -> int:
    """How many units the catalogue says are in the case that has this code; 0: it is no case's."""
    for pack_text, units in product.packs:
        kept = barcodes.catalogue_key(pack_text)
        if isinstance(kept, barcodes.CatalogueKey) and kept.key in code.keys:
            return units
    return 0


def _drop_choice(core: Core) -> None:
    """Nothing can be chosen any more. SAFETY: from a list left over it would be sold without its label."""
    if core.desk.choice is not None:
        core.desk.choice = core.desk.search = None


def _let_choose(
    core: Core, code: Parsed, products: tuple[Product, ...], entry: str, milli: int | None
) -> None:
    """Several articles have it: the cashier says which."""
    if isinstance(code, barcodes.BadCode):
        return
    text = shown(code.text)
    rows = tuple(SearchRow(p.product_id, p.name, text, p.price_minor, p.unit, p.tax_class) for p in products)
    core.desk.choice = Choice(code, frozenset(p.product_id for p in products), entry, milli)
    core.desk.search = SearchView(text, rows)
    core.desk.notice("warn", "code_ambiguous", {"code": text}, core.now_text())
    core.desk.sound("question")


def _show_price(core: Core, product: Product, code: Parsed) -> None:
    """Show an article's price, or its label's, without selling it."""
    piece = _piece(core, product, code) if isinstance(code, barcodes.Code) else PLAIN
    if isinstance(piece, Refused):
        core.refuse(piece.code, piece.params)
        return
    code_text = product.barcodes[0] if product.barcodes else product.product_id
    core.desk.checked = SearchRow(
        product.product_id, product.name, code_text, product.price_minor, product.unit, product.tax_class
    )
    labelled = piece.marks.price_minor
    price_minor = product.price_minor if labelled is None else labelled
    unit = product.unit if labelled is None else "each"
    milli = piece.weight_milli or piece.units * PIECE_MILLI
    amount_minor = line_amount(price_minor, milli)
    core.desk.last_item = LastItemView(
        "info", "price", {}, product.name, milli, unit, price_minor, amount_minor
    )
    core.desk.sound("good")


def _own_code(core: Core, code: barcodes.Code, own: OwnCode) -> None:
    """A number that the shop gave out: never an article."""
    _drop_choice(core)
    match own.kind:
        case "staff":
            if not signing.badge(core, code.text, marked=True):
                core.refuse("badge_unknown", {})
        case "customer":
            customers.by_card(core, tuple(dict.fromkeys((code.text, own.text))))
        case "receipt":
            returning.find(core, own.text)
        case "gift_card":
            core.refuse("own_gift_card", {})
        case "coupon":
            core.refuse("own_coupon", {})
