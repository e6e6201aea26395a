"""The whole exception tree of the till.

    PosError
    ├── ConfigError            a setting is wrong; the text names file, key and remedy
    ├── BadInput               what a person or file gave cannot be used; the text says what to do
    ├── Unavailable            the environment does not answer; says what still works
    │   ├── StockUnavailable   Redis (or Valkey) did not answer within its deadline
    │   │   └── StockRefused   it answers, but not about this one article; all others can be counted
    │   ├── CentreUnavailable  MongoDB did not answer, or is not a replica set
    │   ├── StorageUnavailable the local disk is full, read-only or failing
    │   └── PrinterUnavailable no printer, or its state cannot be known
    ├── ForkFound              the centre holds another history: the upload stops, the till does not
    ├── JournalDamaged         a stored event does not match its hash
    └── Bug                    ours; never shown as text to a cashier

An expected "no" is a value (`Refused`), not an exception.
"""


class PosError(Exception):
    """Root of every error this program raises on purpose. Its text is one plain sentence."""


class ConfigError(PosError):
    """A setting is missing or wrong."""


class BadInput(PosError):
    """A file or a command line cannot be used as given."""


class Unavailable(PosError):
    """Something outside the till does not answer."""


class StockUnavailable(Unavailable):
    """The stock counters cannot be reached."""


class StockRefused(StockUnavailable):
    """The stock server answers, but this one article's counter cannot be used."""


class CentreUnavailable(Unavailable):
    """The central database cannot be reached."""


class StorageUnavailable(Unavailable):
    """The local journal cannot be written."""


class PrinterUnavailable(Unavailable):
    """The printer cannot be reached, or does not say how it is."""


class ForkFound(PosError):
    """The centre has another history under our journal id."""


class JournalDamaged(PosError):
    """The journal does not verify."""


class Bug(PosError):
    """A state that the program itself should have made impossible."""
