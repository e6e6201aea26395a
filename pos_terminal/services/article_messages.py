"""What becomes of an article that was made or changed in the app. Frozen values."""

from dataclasses import dataclass

from pos_terminal.domain.catalog import Product


@dataclass(frozen=True, slots=True)
class ArticleSaved:
    """An article is on file here. at_centre: also there; else it goes there later by itself. problem: a plain
    sentence where it could not be written here, then nothing has changed."""

    product: Product
    at_centre: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ArticlesChanged:
    """The centre's changes have been taken over into the article file: what was read from it may be old."""

    product_ids: tuple[str, ...]
