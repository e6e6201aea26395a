"""Where articles are written that were made or changed in the app: a file of this till, and the centre.

Used by the articles thread alone.
"""

from dataclasses import dataclass, replace
from typing import Protocol

from pos_terminal.domain.catalog import Product


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the centre's changes were read: when the last one was made (UTC ISO 8601) and its article.

    Both empty: from the beginning. product_id empty: all that were made at that time are still to be read.
    """

    at: str = ""
    product_id: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """An article that the centre was not told of yet. at: when it was saved here, UTC ISO 8601."""

    product: Product
    at: str


@dataclass(frozen=True, slots=True)
class Change:
    """An article as the centre has it. silent: what its document does not say; that stays as it is here."""

    product: Product
    silent: tuple[str, ...] = ()

    def over(self, here: Product | None) -> Product:
        """The article as it is to be here. here: as it was, None: it is new."""
        if here is None or not self.silent:
            return self.product
        kept = {name: getattr(here, name) for name in self.silent}
        return replace(self.product, **kept)


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of articles changed at the centre. mark: where the next begins; more: there is one now."""

    articles: tuple[Change, ...]
    mark: Mark
    more: bool


class ArticleFile(Protocol):
    """This till's articles. Raises StorageUnavailable where the disk does not take or give them."""

    def save(self, product: Product, owed_since: str) -> None:
        """Write one article; seen with the next question. owed_since: as `Owed.at`, empty: nobody is owed it.

        Raises BadInput where it cannot be kept.
        """

    def take(self, changes: Changes) -> tuple[Product, ...]:
        """Write what the centre has otherwise than here, and its mark; answers what was new.

        What is owed to the centre stays as it is here.
        """

    def owed(self) -> tuple[Owed, ...]:
        """What the centre was not told yet, oldest first."""

    def told(self, owed: Owed, instead: Change | None) -> None:
        """The centre knows, or has something newer instead. An article saved again since stays owed."""

    def mark(self) -> Mark:
        """How far changes were read."""

    def close(self) -> None:
        """Close the file."""


class ArticleCentre(Protocol):
    """The centre's articles. Raises CentreUnavailable when it does not answer."""

    def put(self, product: Product) -> None:
        """Write one article, new or changed. Its stock is not touched: a new one is unknown until counted."""

    def put_late(self, product: Product, at: str) -> Change | None:
        """Write one that was saved at (UTC ISO 8601); answers what somebody wrote there later: that stays."""

    def changed(self, after: Mark, limit: int) -> Changes:
        """The articles changed after a mark, oldest change first."""

    def close(self) -> None:
        """Close the connection."""
