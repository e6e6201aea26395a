"""What a driver error means to a person: in plain words, what still works and what to do. Pure."""

from pymongo.errors import ConnectionFailure, ExecutionTimeout, OperationFailure, PyMongoError

_STILL_WORKS = "Sales are kept on this till and go up later."
# From error_codes.yml of MongoDB: Unauthorized, AuthenticationFailed; IllegalOperation ("transaction numbers
# are only allowed on a replica set member or mongos").
_UNAUTHORISED = (13, 18)
_NO_TRANSACTIONS = 20
_DUPLICATE_KEY = 11000


def host_of(url: str) -> str:
    """The server part of an address, without user and password."""
    return url.partition("://")[2].partition("/")[0].partition("?")[0].rpartition("@")[2]


def stand_alone(host: str) -> str:
    """The centre has no transactions."""
    return (
        f"The central database at {host} is a stand-alone server without transactions and is not used: "
        f"start it as a replica set, one node is enough. {_STILL_WORKS}"
    )


def sentence(error: PyMongoError, host: str) -> str:
    """An error of the driver in words."""
    match error:
        case OperationFailure(code=code) if code in _UNAUTHORISED:
            return (
                f"The central database at {host} refuses this till's user or password: "
                f"correct the centre's address in the settings. {_STILL_WORKS}"
            )
        case OperationFailure(code=code) if code == _NO_TRANSACTIONS:
            return stand_alone(host)
        case ConnectionFailure() | ExecutionTimeout():
            return (
                f"The central database at {host} does not answer: check the network and the server. "
                f"{_STILL_WORKS}"
            )
        case _ if error.has_error_label("TransientTransactionError"):
            return (
                f"The central database at {host} is busy with other work on the same goods; "
                f"it is tried again. {_STILL_WORKS}"
            )
        case _:
            name = getattr(error, "code", None) or type(error).__name__
            return (
                f"The central database at {host} reports error {name}: ask its keeper to look into its log. "
                f"{_STILL_WORKS}"
            )


def is_duplicate(error: PyMongoError) -> bool:
    """Whether a document of that `_id` is there already."""
    if not isinstance(error, OperationFailure):
        return False
    if error.code == _DUPLICATE_KEY:
        return True
    failures = (error.details or {}).get("writeErrors", ())
    return any(failure.get("code") == _DUPLICATE_KEY for failure in failures)
