"""Subject and text of each mail, in the shop's language. Pure but for reading the words, once a language.

The sentences have a catalogue of their own (`locale/*/LC_MESSAGES/mails.po`) beside the receipt's words; here
they stand as `tell("...")`. What is put into them comes by name. Nothing of a text is ever kept in an event.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date

from receipts.amounts import Numbers, locale_of
from receipts.wording import words

DOMAIN = "mails"

Tell = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class MailText:
    """What a mail says. subject: one line."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class CashCount:
    """A drawer that was counted at the end of a shift, in minor units."""

    counted_minor: int
    expected_minor: int


class MailTexts:
    """The mails of one shop."""

    def __init__(self, shop_name: str, language: str, currency: str, decimals: int) -> None:
        self._shop = shop_name
        self._locale = locale_of(language)
        self._numbers = Numbers(language, decimals)
        self._currency = currency
        self._tell: Tell = words(language, DOMAIN)

    def receipt(self, receipt_no: str, completed_at: datetime, total_minor: int) -> MailText:
        """To a customer, with the receipt as PDF. completed_at: with its zone, shown in that zone."""
        tell = self._tell
        subject = tell("Your receipt {number} from {shop}").format(number=receipt_no, shop=self._shop)
        return MailText(
            subject,
            _paragraphs(
                tell("Thank you for shopping at {shop}.").format(shop=self._shop),
                _lines(
                    (tell("Receipt"), receipt_no),
                    (tell("Date"), self._numbers.moment(completed_at)),
                    (tell("Total"), self._money(total_minor)),
                ),
                tell("The receipt is attached as a PDF."),
            ),
        )

    def low_stock(self, article: str, product_id: str, left_units: int, unit: str = "each") -> MailText:
        """To the manager. left_units: as the stock counters tell it, in base units of the article's unit."""
        tell = self._tell
        left = self._numbers.quantity(left_units * 1000 if unit == "each" else left_units)
        shown = left if unit == "each" else f"{left} {unit}"
        subject = tell("Low stock: {article}, {left} left").format(article=article, left=shown)
        return MailText(
            subject,
            _paragraphs(
                tell("Only a little is left of this article. Order it, or count the shelf."),
                _lines((tell("Article"), article), (tell("Article no."), product_id), (tell("Left"), shown)),
                self._shop,
            ),
        )

    def cash_difference(self, terminal_id: str, business_day: str, cashier: str, cash: CashCount) -> MailText:
        """To the manager. business_day: ISO 8601 (2026-11-24)."""
        tell = self._tell
        difference = self._signed(cash.counted_minor - cash.expected_minor)
        subject = tell("Cash difference at till {till}: {difference}").format(
            till=terminal_id, difference=difference
        )
        return MailText(
            subject,
            _paragraphs(
                tell("The cash that was counted at the end of the day is not what was expected."),
                _lines(
                    (tell("Till"), terminal_id),
                    (tell("Business day"), self._day(business_day)),
                    (tell("Cashier"), cashier),
                    (tell("Counted"), self._money(cash.counted_minor)),
                    (tell("Expected"), self._money(cash.expected_minor)),
                    (tell("Difference"), difference),
                ),
                self._shop,
            ),
        )

    def z_report(
        self, terminal_id: str, number: int, business_day: str, receipts: int, total_minor: int
    ) -> MailText:
        """To the manager, with the report as PDF. receipts: how many; total_minor: with tax."""
        tell = self._tell
        day = self._day(business_day)
        subject = tell("Z report {number} of till {till}, {day}").format(
            number=number, till=terminal_id, day=day
        )
        return MailText(
            subject,
            _paragraphs(
                _lines(
                    (tell("Till"), terminal_id),
                    (tell("Business day"), day),
                    (tell("Receipts"), self._numbers.quantity(receipts * 1000)),
                    (tell("Total"), self._money(total_minor)),
                ),
                tell("The report is attached as a PDF."),
                self._shop,
            ),
        )

    def _money(self, minor: int) -> str:
        return f"{self._numbers.amount(minor)} {self._currency}"

    def _signed(self, minor: int) -> str:
        return f"+{self._money(minor)}" if minor > 0 else self._money(minor)

    def _day(self, business_day: str) -> str:
        return format_date(date.fromisoformat(business_day), "medium", locale=self._locale)


def _lines(*rows: tuple[str, str]) -> str:
    return "\n".join(f"{label}: {value}" for label, value in rows)


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"
