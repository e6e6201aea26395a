"""What the first-run page is given from outside: the table of countries, tests, and where it is saved.

No Qt, no thread. Every call returns at once; what a test finds stands in `state` later.
"""

from collections.abc import Sequence
from typing import Protocol

from pos_terminal.setup_answers import Answers, Check, Country, SetupState


class SetupPort(Protocol):
    """Fulfilled by `pos_terminal/setup_session.py`; GUI thread."""

    def countries(self) -> Sequence[Country]:
        """Those that something is proposed for."""

    def country_name(self, code: str, language: str) -> str:
        """A country's name in a language; its code where that is not known."""

    def serial_ports(self) -> Sequence[tuple[str, str]]:
        """Path and name of every serial port that is there now."""

    def embedded_there(self) -> bool:
        """Whether the servers of a till alone are installed."""

    def place(self) -> str:
        """The file that will be written."""

    def state(self) -> SetupState:
        """What the tests have found, and what was scanned."""

    def check(self, what: Check, answers: Answers, about: str) -> None:
        """Begin a test. about: the answer that is tested."""

    def listen(self, path: str, baud: int) -> None:
        """Show what a serial scanner reads."""

    def hush(self) -> None:
        """Let go of the scanner again."""

    def choose_language(self, language: str) -> None:
        """Show everything in this language from now on."""

    def save(self, answers: Answers) -> None:
        """Write everything down and start the till; why not, stands in `state` as the finding `save`."""
