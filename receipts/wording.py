"""The words on a receipt, in the shop's language, by gettext. The screen has its own (Qt's).

Pure but for reading the catalogue, once for each language. `locale/` holds `receipts.pot` (and `mails.pot`),
and for each language a .po and the .mo made from it; how to make them anew stands in `locale/README.md`.
"""

import gettext
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

Say = Callable[[str], str]

DOMAIN = "receipts"
FOLDER = Path(__file__).with_name("locale")


@lru_cache(maxsize=16)
def words(language: str, domain: str = DOMAIN) -> Say:
    """What translates an English text of the receipt; for a language without a catalogue, nothing changes."""
    wanted = language.replace("-", "_")
    return gettext.translation(
        domain, FOLDER, languages=[wanted, wanted.partition("_")[0]], fallback=True
    ).gettext
