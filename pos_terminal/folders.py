"""Where a till keeps its files. Pure but for asking the system where a user's data belongs."""

from dataclasses import dataclass
from pathlib import Path

import platformdirs

from pos_terminal import config as c


@dataclass(frozen=True, slots=True)
class Paths:
    """The files of one till."""

    folder: Path

    @property
    def journal(self) -> Path:
        """The journal."""
        return self.folder / "journal.sqlite"

    @property
    def catalogue(self) -> Path:
        """The local article file."""
        return self.folder / "catalogue.sqlite"

    @property
    def token(self) -> Path:
        """The installation's token, drawn at the first run."""
        return self.folder / "installation.token"

    @property
    def reports(self) -> Path:
        """Where Z and store reports are written as PDF and CSV."""
        return self.folder / "reports"

    @property
    def staff(self) -> Path:
        """The local list of the staff."""
        return self.folder / "staff.json"


def paths_of(config: c.Config) -> Paths:
    """The files of the till of this configuration."""
    chosen = config.till.data_folder
    folder = (
        Path(chosen) if chosen else Path(platformdirs.user_data_dir("pos-terminal")) / config.till.terminal_id
    )
    return Paths(folder)
