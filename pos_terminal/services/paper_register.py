"""Dispatch of what is asked about waiting papers. Core thread only; it contains no rule."""

from pos_terminal import paper_commands as pc
from pos_terminal.services import waiting_papers
from pos_terminal.services.core import Core


def command(core: Core, asked: pc.PaperCommand) -> None:
    """One command."""
    match asked:
        case pc.PrintElsewhere(job_id=job_id, printer=printer):
            waiting_papers.print_elsewhere(core, job_id, printer)
        case pc.SavePaper(job_id=job_id):
            waiting_papers.save(core, job_id)
        case pc.MailPaper(job_id=job_id, address=address):
            waiting_papers.mail(core, job_id, address)
        case pc.DropPaper(job_id=job_id, reason=reason):
            waiting_papers.drop(core, job_id, reason)
