"""What may be done with a paper that waits or was set aside: print it elsewhere, save, mail or drop it.

As `commands.py`: immutable, answered with a new view.
"""

from pos_terminal.commands import Command


class PrintElsewhere(Command, frozen=True, tag=True):
    """Print a waiting paper on a spare printer; empty: on the till's own, also one that was set aside."""

    job_id: int
    printer: str = ""


class SavePaper(Command, frozen=True, tag=True):
    """Write a waiting paper as PDF instead of printing it."""

    job_id: int


class MailPaper(Command, frozen=True, tag=True):
    """Send a waiting receipt by e-mail instead of printing it."""

    job_id: int
    address: str


class DropPaper(Command, frozen=True, tag=True):
    """A waiting paper is not wanted any more. reason: of `paper_drop`."""

    job_id: int
    reason: str


PaperCommand = PrintElsewhere | SavePaper | MailPaper | DropPaper
