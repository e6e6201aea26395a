"""How the central database is connected to: deadlines, majority, none of the driver's retries. Any thread."""

from collections.abc import Iterator
from contextlib import contextmanager

from pymongo import MongoClient, ReadPreference
from pymongo.database import Database
from pymongo.errors import ConfigurationError, ConnectionFailure, InvalidURI, PyMongoError
from pymongo.read_concern import ReadConcern
from pymongo.write_concern import WriteConcern

from pos_terminal.adapters.mongo.documents import Document
from pos_terminal.adapters.mongo.sentences import sentence, stand_alone
from pos_terminal.errors import CentreUnavailable, ConfigError

MAJORITY = WriteConcern("majority", j=True)
SNAPSHOT = ReadConcern("snapshot")


def open_database(
    url: str, database: str, select_ms: int, answer_ms: int
) -> tuple[MongoClient[Document], Database[Document]]:
    """A client, and the database that the url names, else `database`; nothing is sent yet.

    Raises ConfigError for a bad url.
    """
    try:
        # No timeoutMS: it takes the place of serverSelectionTimeoutMS too, and a dead server would be waited
        # for as long as a slow one.
        client: MongoClient[Document] = MongoClient(
            url,
            appname="pos-terminal",
            connect=False,
            serverSelectionTimeoutMS=select_ms,
            connectTimeoutMS=select_ms,
            socketTimeoutMS=answer_ms,
            retryReads=False,
            retryWrites=False,
            tz_aware=True,
        )
        return client, client.get_default_database(database).with_options(
            read_preference=ReadPreference.PRIMARY,
            read_concern=ReadConcern("majority"),
            write_concern=MAJORITY,
        )
    except (ConfigurationError, InvalidURI, ValueError) as error:
        raise ConfigError(
            f"The centre's address cannot be used ({error}): write it as mongodb://host:port."
        ) from error


@contextmanager
def asking(host: str) -> Iterator[None]:
    """The driver's errors come out as CentreUnavailable."""
    try:
        yield
    except PyMongoError as error:
        raise CentreUnavailable(sentence(error, host)) from error


def refuse_stand_alone(client: MongoClient[Document], host: str) -> None:
    """Raises CentreUnavailable where the server has no transactions, PyMongoError."""
    hello = client.admin.command("hello")
    if "setName" not in hello and hello.get("msg") != "isdbgrid":
        raise CentreUnavailable(stand_alone(host))


def may_repeat(error: PyMongoError) -> bool:
    """Whether the server is there and another attempt at a transaction makes sense."""
    labels = ("TransientTransactionError", "UnknownTransactionCommitResult")
    return not isinstance(error, ConnectionFailure) and any(error.has_error_label(label) for label in labels)
