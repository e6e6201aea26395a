"""Messages between the core and the backup's thread. Pure values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BackUp:
    """To the worker: a day was closed, or somebody asks for it."""


@dataclass(frozen=True, slots=True)
class BackupDone:
    """To the core. path: the verified backup; problem: why there is none, one sentence, else empty."""

    path: str
    problem: str
