"""Sales to paper: the shop's header and the printer's profile put together with `receipts`.

Pure but for the fonts' files.

Used on the printing thread. The barcode is the receipt number with four digits of the completing event's
hash, so that
it cannot be guessed.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from drivers.drawer import pulse, pulse_at_once
from pos_terminal import config as c
from pos_terminal.domain.records import FinishedSale
from receipts.compose import ShopHeader, compose_receipt
from receipts.document import Document
from receipts.elements.cut import Cut
from receipts.elements.text import Text
from receipts.escpos import prepare, render
from receipts.fonts import Fonts
from receipts.pdf import pdf
from receipts.preview import picture
from receipts.profiles import Profile, find_profile
from receipts.text import as_text

# One character each of the scripts whose fonts are large, so that no receipt has to wait for them.
_OTHER_SCRIPTS = "\u5b57 \u30a2 \ud55c \u0627 \u05d0 \u0e01 \u0915"


@dataclass(frozen=True, slots=True)
class PaperMaker:
    """Makes every form of a receipt."""

    header: ShopHeader
    profile: Profile
    fonts: Fonts
    language: str
    drawer_pulse: bytes
    drawer_pulse_at_once: bytes

    def document(self, finished: FinishedSale, copy: int = 0) -> Document:
        """The receipt of a sale. copy: 0 the original."""
        sale = finished.sale
        return compose_receipt(
            sale,
            self.header,
            receipt_no=sale.receipt_no,
            completed_at=datetime.fromisoformat(sale.completed_at).astimezone(),
            journal_hash=finished.hash,
            barcode_text=barcode_text(finished),
            copy=copy,
            language=self.language,
            columns=self.profile.columns,
        )

    def printed(self, finished: FinishedSale, copy: int) -> bytes:
        """For the printer."""
        return render(self.document(finished, copy), self.profile, self.fonts)

    def drawn(self, finished: FinishedSale) -> bytes:
        """As a picture (PNG)."""
        return picture(self.document(finished), self.profile.dots, self.fonts)

    def warm_up(self) -> None:
        """Load what the first paper would otherwise wait for."""
        prepare(self.profile)
        sample = Document("", self.profile.columns, False, (Text(_OTHER_SCRIPTS), Cut()))
        render(sample, self.profile, self.fonts)

    def text(self, finished: FinishedSale) -> str:
        """As plain text."""
        return as_text(self.document(finished))

    def pdf(self, finished: FinishedSale) -> bytes:
        """As PDF."""
        return pdf(self.document(finished), self.fonts)


def barcode_text(finished: FinishedSale) -> str:
    """What the receipt's barcode says."""
    return f"{finished.sale.receipt_no}-{finished.hash[:4].upper()}"


def paper_maker(config: c.Config, fonts_folder: Path) -> PaperMaker:
    """The paper of this configuration. Raises ConfigError for an unknown profile."""
    columns = config.printer.columns
    overrides = {"columns": columns} if columns else {}
    shop = config.shop
    return PaperMaker(
        header=ShopHeader(shop.name, shop.address, shop.vat_id, shop.returns_text, shop.footer),
        profile=find_profile(config.printer.profile, **overrides),
        fonts=Fonts(fonts_folder),
        language=shop.language,
        drawer_pulse=pulse(config.drawer.pin, config.drawer.on_ms, config.drawer.off_ms),
        drawer_pulse_at_once=pulse_at_once(config.drawer.pin, config.drawer.on_ms),
    )
