"""Sales to paper: the shop's header and the printer's profile put together with `receipts`.

Pure but for the fonts' files.

Used on the printing thread. The barcode is the receipt number with four digits of the completing event's
hash, so that
it cannot be guessed.
"""

import logging
import sys
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from drivers.drawer import Pulses, pulses
from pos_terminal import config as c
from pos_terminal.domain.money import Currency
from pos_terminal.domain.records import FinishedSale
from pos_terminal.errors import ConfigError
from pos_terminal.resident import read_whole
from receipts.compose import compose_receipt
from receipts.document import Document
from receipts.dots import Dots
from receipts.elements.cut import Cut
from receipts.elements.text import Text
from receipts.escpos import prepare, render
from receipts.fonts import Fonts
from receipts.invoice import Buyer, Invoice, compose_invoice
from receipts.invoice_sheet import invoice_sheets
from receipts.logo import read_logo
from receipts.look import Look
from receipts.parts import Proof, ShopHeader
from receipts.pdf import pdf
from receipts.preview import picture
from receipts.profiles import Profile, find_profile
from receipts.style import DETAILED, Style
from receipts.text import as_text
from receipts.ticket import NO_EXTRAS, Extras

log = logging.getLogger("pos.paper")

# One character each of the scripts whose fonts are large, so that no receipt has to wait for them.
_OTHER_SCRIPTS = "\u5b57 \u30a2 \ud55c \u0627 \u05d0 \u0e01 \u0915"


@dataclass(frozen=True, slots=True)
class InvoiceOrder:
    """An invoice that is wanted. issued_at: UTC ISO 8601; empty: when the sale was completed."""

    invoice_no: str
    buyer: Buyer
    issued_at: str = ""


@dataclass(frozen=True, slots=True)
class PaperMaker:
    """Makes every form of a receipt and of an invoice. copy: 0 the original, else its number as a copy."""

    header: ShopHeader
    profile: Profile
    fonts: Fonts
    language: str
    drawer_pulse: bytes
    drawer_pulse_at_once: bytes
    training: bool = False
    style: Style = DETAILED
    currency: str = "EUR"

    @property
    def columns(self) -> int:
        """Cells of a row in the chosen font."""
        return self.profile.columns_of(self.style.font)

    @property
    def look(self) -> Look:
        """What slips and labels are made with."""
        decimals = Currency.of(self.currency).decimals
        return Look(
            self.header, self.language, self.columns, self.currency, decimals, self.training, self.style
        )

    def document(self, finished: FinishedSale, copy: int = 0, extras: Extras = NO_EXTRAS) -> Document:
        """The receipt of a sale."""
        proof = proof_of(finished)
        return compose_receipt(
            finished.sale,
            self.header,
            receipt_no=proof.receipt_no,
            completed_at=proof.completed_at,
            journal_hash=proof.journal_hash,
            barcode_text=proof.barcode_text,
            copy=copy,
            language=self.language,
            columns=self.columns,
            extras=self._marked(_named(finished, extras)),
            style=self.style,
        )

    def printed(self, finished: FinishedSale, copy: int, extras: Extras = NO_EXTRAS) -> bytes:
        """For the printer."""
        return render(self.document(finished, copy, extras), self.profile, self.fonts)

    def drawn(self, finished: FinishedSale, extras: Extras = NO_EXTRAS) -> bytes:
        """As a picture (PNG)."""
        return picture(self.document(finished, extras=extras), self.profile.dots, self.fonts)

    def text(self, finished: FinishedSale, extras: Extras = NO_EXTRAS) -> str:
        """As plain text."""
        return as_text(self.document(finished, extras=extras))

    def pdf(self, finished: FinishedSale, extras: Extras = NO_EXTRAS) -> bytes:
        """As PDF, as wide as the roll."""
        return pdf(self.document(finished, extras=extras), self.fonts)

    def invoice(
        self, finished: FinishedSale, order: InvoiceOrder, copy: int = 0, extras: Extras = NO_EXTRAS
    ) -> Document:
        """The invoice over a sale, on the roll."""
        return compose_invoice(
            finished.sale,
            self.header,
            proof_of(finished),
            _invoice(finished, order),
            copy=copy,
            language=self.language,
            columns=self.profile.columns,
            extras=self._marked(_named(finished, extras)),
        )

    def invoice_printed(
        self, finished: FinishedSale, order: InvoiceOrder, copy: int = 0, extras: Extras = NO_EXTRAS
    ) -> bytes:
        """The invoice for the printer."""
        return render(self.invoice(finished, order, copy, extras), self.profile, self.fonts)

    def invoice_drawn(
        self, finished: FinishedSale, order: InvoiceOrder, copy: int = 0, extras: Extras = NO_EXTRAS
    ) -> bytes:
        """The invoice as a picture (PNG)."""
        return picture(self.invoice(finished, order, copy, extras), self.profile.dots, self.fonts)

    def invoice_pdf(
        self, finished: FinishedSale, order: InvoiceOrder, copy: int = 0, extras: Extras = NO_EXTRAS
    ) -> bytes:
        """The invoice as PDF on A4."""
        return invoice_sheets(
            finished.sale,
            self.header,
            proof_of(finished),
            _invoice(finished, order),
            self.fonts,
            copy=copy,
            language=self.language,
            extras=self._marked(_named(finished, extras)),
        )

    def warm_up(self) -> None:
        """Load what the first paper would otherwise wait for."""
        prepare(self.profile)
        sample = Document("", self.profile.columns, False, (Text(_OTHER_SCRIPTS), Cut()))
        render(sample, self.profile, self.fonts)
        read_whole(self.fonts.path("").resolve())

    def _marked(self, extras: Extras) -> Extras:
        """A till for training says so on every paper."""
        return replace(extras, training=True) if self.training else extras


def _named(finished: FinishedSale, extras: Extras) -> Extras:
    """The sale's names; a customer needs no voucher for the own account."""
    if not finished.names:
        return extras
    accounts = extras.customer_accounts | ({finished.sale.customer_id} - {""})
    return replace(extras, names={**extras.names, **dict(finished.names)}, customer_accounts=accounts)


def barcode_text(finished: FinishedSale) -> str:
    """What the receipt's barcode says."""
    return f"{finished.sale.receipt_no}-{finished.hash[:4].upper()}"


def buyer_of(name: str, address: str = "", vat_id: str = "") -> Buyer:
    """A buyer as he was typed; the address with commas or line breaks between its lines."""
    lines = (line.strip() for line in address.replace(",", "\n").splitlines())
    return Buyer(name.strip(), tuple(line for line in lines if line), vat_id.strip())


def proof_of(finished: FinishedSale) -> Proof:
    """What ties a sale's papers to it: number, time, hash, barcode."""
    sale = finished.sale
    return Proof(sale.receipt_no, _here(sale.completed_at), finished.hash, barcode_text(finished))


def _invoice(finished: FinishedSale, order: InvoiceOrder) -> Invoice:
    issued_at = _here(order.issued_at or finished.sale.completed_at)
    return Invoice(order.invoice_no, issued_at, order.buyer)


def _here(iso: str) -> datetime:
    """A time of the journal in this machine's zone."""
    return datetime.fromisoformat(iso).astimezone()


def paper_maker(config: c.Config, fonts_folder: Path) -> PaperMaker:
    """The paper of this configuration. Raises ConfigError for an unknown profile."""
    profile = find_profile(config.printer.profile, **config.printer.overrides())
    shop, receipt, kick = config.shop, config.receipt, _pulses(config, profile)
    return PaperMaker(
        header=_header(config, profile.dots),
        profile=profile,
        fonts=Fonts(fonts_folder),
        language=shop.language,
        drawer_pulse=kick.in_turn,
        drawer_pulse_at_once=kick.at_once,
        training=config.till.training,
        style=Style(receipt.template, receipt.font, receipt.qr, receipt.qr_caption),
        currency=shop.currency,
    )


def _pulses(config: c.Config, profile: Profile) -> Pulses:
    drawer = config.drawer
    here = drawer.on in ("printer", f"printer:{config.printer.name}")
    if here and drawer.pin not in profile.drawer_pins:
        pins = " or ".join(map(str, profile.drawer_pins))
        raise ConfigError(
            f"A printer {profile.name} has no drawer on pin {drawer.pin}; set drawer.pin to {pins}."
        )
    return pulses(drawer.form, drawer.pin, drawer.on_ms, drawer.off_ms)


def _header(config: c.Config, width_dots: int) -> ShopHeader:
    shop, receipt = config.shop, config.receipt
    return ShopHeader(
        shop.name,
        shop.address,
        shop.vat_id,
        shop.returns_text,
        "\n".join(filter(None, (shop.footer, *receipt.footer))),
        receipt.header,
        _logo(receipt.logo, width_dots) if receipt.logo else None,
    )


@lru_cache(maxsize=4)
def _logo(file: str, width_dots: int) -> Dots | None:
    """The logo; None where it cannot be had, which is said once and stops no paper."""
    try:
        return read_logo(Path(file).expanduser(), width_dots)
    except ConfigError as error:
        log.warning("logo_not_used reason=%s", error)
        sys.stderr.write(f"{error}\n")
        return None
