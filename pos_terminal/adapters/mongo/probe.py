"""Asks a central database once whether a till can work with it, for the first-run page.

Any thread; may wait 2 s. It writes nothing.
"""

from pymongo.errors import (
    ConfigurationError,
    ConnectionFailure,
    ExecutionTimeout,
    OperationFailure,
    PyMongoError,
)

from pos_terminal.adapters.mongo.connection import open_database
from pos_terminal.errors import ConfigError
from pos_terminal.setup_answers import Finding

SELECT_MS = 2_000
ANSWER_MS = 2_000
# error_codes.yml of MongoDB: Unauthorized, AuthenticationFailed.
_UNAUTHORISED = (13, 18)


def probe(url: str, database: str) -> Finding:
    """What is wrong with this server; `setup_centre_fine` where nothing is."""
    try:
        client, shop = open_database(url, database, SELECT_MS, ANSWER_MS)
    except ConfigError:
        return Finding("setup_centre_address", "bad")
    try:
        hello = client.admin.command("hello")
        # It needs no right but to read, which a wrong password does not give.
        shop["sales"].find_one({}, {"_id": 1})
    except PyMongoError as error:
        return Finding(_why(error), "bad", params={"name": type(error).__name__})
    finally:
        client.close()
    if "setName" not in hello and hello.get("msg") != "isdbgrid":
        return Finding("setup_centre_alone", "bad")
    return Finding("setup_centre_fine", "good", params={"name": shop.name})


def _why(error: PyMongoError) -> str:
    match error:
        case OperationFailure(code=code) if code in _UNAUTHORISED:
            return "setup_centre_auth"
        case ConfigurationError():
            return "setup_centre_address"
        case ConnectionFailure() | ExecutionTimeout():
            return "setup_centre_unreachable"
        case _:
            return "setup_centre_fault"
