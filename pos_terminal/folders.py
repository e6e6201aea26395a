"""Where a till keeps its files. Pure but for asking the system where a user's data belongs."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from pos_terminal import config as c

SYSTEM_CONFIG = Path("/etc/pos-terminal/pos.toml")


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
    def papers(self) -> Path:
        """Where papers are written as PDF that were not printed."""
        return self.folder / "papers"

    @property
    def staff(self) -> Path:
        """The local list of the staff."""
        return self.folder / "staff.json"

    @property
    def findings(self) -> Path:
        """What reconciling found, for the manager."""
        return self.folder / "stock-findings.json"


def paths_of(config: c.Config) -> Paths:
    """The files of the till of this configuration."""
    chosen = config.till.data_folder
    folder = (
        Path(chosen) if chosen else Path(platformdirs.user_data_dir("pos-terminal")) / config.till.terminal_id
    )
    return Paths(folder)


def user_config() -> Path:
    """This user's own configuration file."""
    return Path(platformdirs.user_config_dir("pos-terminal")) / SYSTEM_CONFIG.name


def find_config(named: Path | None) -> Path:
    """The configuration file: the one that was named, else the machine's, else this user's."""
    if named is not None:
        return named
    if is_missing(SYSTEM_CONFIG) and not is_missing(user_config()):
        return user_config()
    return SYSTEM_CONFIG


def new_config(named: Path | None) -> Path:
    """Where a first configuration file is written; the machine's where this user may write there."""
    if named is not None:
        return named
    return SYSTEM_CONFIG if os.access(SYSTEM_CONFIG.parent, os.W_OK | os.X_OK) else user_config()


def is_missing(path: Path) -> bool:
    """Whether there is surely no such file; one that may not be looked at is there."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
