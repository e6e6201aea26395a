"""The words and amounts of a customer display, made once from the shop's settings. Pure; any thread.

The words come in languages that a display's code page can write; in others the English ones are shown, which
are read better than their own in foreign letters.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from babel.numbers import get_currency_symbol

from receipts.amounts import Numbers, locale_of


@dataclass(frozen=True, slots=True)
class PoleWords:
    """One language's. closed: what the till is while nobody can buy."""

    total: str
    due: str
    paid: str
    change: str
    refund: str
    thanks: str
    closed: str


WORDS = {
    "en": PoleWords("Total", "To pay", "Paid", "Change", "Refund", "Thank you", "Closed"),
    "de": PoleWords("Summe", "Zu zahlen", "Gezahlt", "Rückgeld", "Erstattung", "Vielen Dank", "Geschlossen"),
    "fr": PoleWords("Total", "À payer", "Payé", "Rendu", "Remboursé", "Merci", "Fermé"),
    "es": PoleWords("Total", "A pagar", "Pagado", "Cambio", "Devolución", "Gracias", "Cerrado"),
    "it": PoleWords("Totale", "Da pagare", "Pagato", "Resto", "Rimborso", "Grazie", "Chiuso"),
    "nl": PoleWords("Totaal", "Te betalen", "Betaald", "Wisselgeld", "Terug", "Bedankt", "Gesloten"),
}


@dataclass(frozen=True, slots=True)
class PoleTexts:
    """What a display is written with. idle, closed: up to two rows each.

    amount: minor units as the shop's language has them; symbol: of the currency, as the page has it, before
    the amount where symbol_leads, with its blank.
    """

    words: PoleWords
    idle: tuple[str, ...]
    closed: tuple[str, ...]
    numbers: Numbers
    symbol: str
    symbol_leads: bool

    def money(self, minor: int) -> str:
        """An amount with its currency."""
        plain = self.numbers.amount(minor)
        return self.symbol + plain if self.symbol_leads else plain + self.symbol


def pole_texts(
    language: str, currency: str, decimals: int, shop: str, can_show: Callable[[str], bool]
) -> PoleTexts:
    """What the shop's language asks for, as far as the display's page has it. shop: its name, shown idle."""
    locale = locale_of(language)
    symbol = str(get_currency_symbol(currency, locale))
    leads = str(locale.currency_formats["standard"].pattern).startswith("\u00a4")
    if can_show(symbol) and symbol != currency:
        spaced = symbol if leads else f" {symbol}"
    else:
        spaced = f"{currency} " if leads else f" {currency}"
    words = WORDS.get(locale.language, WORDS["en"])
    return PoleTexts(words, (shop, ""), (shop, words.closed), Numbers(language, decimals), spaced, leads)


def with_rows(texts: PoleTexts, idle: tuple[str, ...], closed: tuple[str, ...]) -> PoleTexts:
    """With rows of the shop's own, where there are any."""
    return replace(texts, idle=idle or texts.idle, closed=closed or texts.closed)
