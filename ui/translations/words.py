"""Looks up a text of the screen in the language in use. GUI thread.

`tr` and `source` mark a text for translation: tests/ui collects every call and every table of `wording.py`.
"""

import re
from collections.abc import Mapping
from unicodedata import bidirectional

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

from ui.translations.tables import TABLES

CONTEXT = "till"
RIGHT_TO_LEFT = frozenset({"ar"})
LANGUAGES = ("en", "de", "ar", "pseudo")

_FUNCTION_KEY = re.compile("⇧?F[0-9]+")
_ACCENTS = str.maketrans("aeiouyAEIOUYcnCN", "åéîöûýÅÉÎÖÛÝçñÇÑ")


def tr(source: str) -> str:
    """The text in the language in use."""
    return QCoreApplication.translate(CONTEXT, source)


def source(text: str) -> str:
    """A source text in a table, for `tr` to look up when it is shown; marked so that tests/ui collects it."""
    return text


def key_name(hint: str) -> str:
    """What stands on a key of the keyboard in this language: `Del` is `Entf` on a German one."""
    if hint in ("", "Esc") or not any(char.isalpha() for char in hint) or _FUNCTION_KEY.fullmatch(hint):
        return hint
    return tr(hint)


def later(hint: str) -> str:
    """What stands on the key of something that is not built yet."""
    return f"{hint}  {tr('later')}"


def is_from_right(text: str) -> bool:
    """Whether it holds letters that run from right to left."""
    return any(bidirectional(char) in ("R", "AL") for char in text)


def isolated(text: str) -> str:
    """A text that keeps its own order wherever it stands (Unicode Standard Annex 9, 2.4.3)."""
    return f"\u2068{text}\u2069"


def filled(text: str, params: Mapping[str, str]) -> str:
    """A translated text with its parameters; between letters from right to left they keep their own order.

    Raises KeyError, IndexError where a parameter is missing.
    """
    if is_from_right(text):
        params = {name: isolated(value) for name, value in params.items()}
    return text.format(**params)


class TableTranslator(QTranslator):
    """Qt's translator over one of our tables; a text that is missing stays English."""

    def __init__(self, table: dict[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table

    def isEmpty(self) -> bool:
        """Qt asks before it installs."""
        return False

    def translate(
        self, context: str, source_text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Qt asks for a text of ours, or for one of its own."""
        return self._table.get(source_text) if context == CONTEXT else None


class PseudoTranslator(QTranslator):
    """Brackets and lengthens every text: what stands on the screen without brackets was forgotten."""

    def isEmpty(self) -> bool:
        """Qt asks before it installs."""
        return False

    def translate(
        self, context: str, source_text: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Qt asks for a text of ours, or for one of its own."""
        return pseudo(source_text) if context == CONTEXT else None


def pseudo(source: str) -> str:
    """The text as the pseudo-language has it; {parameters} stay as they are."""
    parts = []
    for index, part in enumerate(source.replace("}", "{").split("{")):
        parts.append(part.translate(_ACCENTS) if index % 2 == 0 else "{" + part + "}")
    return "[" + "".join(parts) + "]"


def translator_of(language: str) -> QTranslator | None:
    """The translator of a language; None where the source texts are right already."""
    if language == "pseudo":
        return PseudoTranslator()
    table = TABLES.get(language)
    return TableTranslator(table) if table is not None else None
