"""What the printers of the table make of bytes, by the strict reader and by the simulated printer."""

from drivers.simulated.paper import Slip
from drivers.simulated.stream import Command, Tokenizer
from drivers.simulated.typesetter import Typesetter
from receipts.escpos_library import pages_of
from receipts.profiles import Profile
from tests.unit.receipts.escpos_reader import Paper, read_escpos


def page_numbers(profile: Profile) -> dict[int, str]:
    """The printer's own numbers of its pages, with Python's names."""
    found = {
        page.number: page.name.replace("CP125", "cp125") for page in pages_of(profile.base, profile.pages)
    }
    return {number: "ascii" if name == "ASCII" else name for number, name in found.items()}


def read_of(blob: bytes, profile: Profile) -> Paper:
    """By the strict reader."""
    return read_escpos(blob, page_numbers(profile))


def commands_of(blob: bytes) -> list[Command]:
    """By the simulated printer's tokenizer, which must not be left with half a command."""
    tokens = Tokenizer()
    found = tokens.feed(blob)
    assert tokens.waiting_bytes == 0
    return found


def simulated(blob: bytes, profile: Profile) -> list[Slip]:
    """The slips that come out of a simulated printer as wide as the profile says, the last one torn off."""
    typesetter = Typesetter(profile.dots)
    for command in commands_of(blob):
        typesetter.run(command)
    typesetter.cut(partial=False)
    return typesetter.take_finished()
