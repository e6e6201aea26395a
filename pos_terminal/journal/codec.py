"""Events to canonical bytes by their stored name, and back. Pure functions; any thread.

Canonical form: RFC 8785 of `{v, journal_id, seq, terminal_id, type, version, at, body}`. msgspec's sorted
order is by UTF-8
bytes; that is RFC 8785's order for our keys, which are all ASCII. Hashes are over bytes as first written:
an upcaster
changes what is read, never what is stored.
"""

import hashlib
import types
import typing
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from pos_terminal.domain import events, jobs
from pos_terminal.errors import Bug, JournalDamaged

FORMAT = 1
ZERO_HASH = "0" * 64
_LARGEST = 2**53

EVENT_TYPES: Mapping[tuple[str, int], type[events.Event]] = {
    kind.STORED: kind for kind in typing.get_args(events.Event)
}
JOB_TYPES: Mapping[str, type[jobs.Job]] = {kind.STORED: kind for kind in typing.get_args(jobs.Job)}

# (stored name, version) -> the next version's body.
UPCASTERS: Mapping[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = types.MappingProxyType(
    {
        ("TenderTaken", 1): lambda body: {**body, "account": ""},
        ("SaleCompleted", 1): lambda body: {**body, "cashier": ""},
        ("SaleRecalled", 1): lambda body: {**body, "business_day": ""},
        ("LineAdded", 1): lambda body: {**body, "marks": None},
        ("ReturnLineAdded", 1): lambda body: {**body, "marks": None},
    }
)


class _Envelope(msgspec.Struct):
    v: int
    journal_id: str
    seq: int
    terminal_id: str
    type: str
    version: int
    at: str
    body: msgspec.Raw


@dataclass(frozen=True, slots=True)
class Read:
    """An event read back. at: UTC ISO 8601 with milliseconds."""

    journal_id: str
    terminal_id: str
    seq: int
    at: str
    event: events.Event


def encode(event: events.Event, *, journal_id: str, terminal_id: str, seq: int, at: str) -> bytes:
    """The canonical bytes of an event."""
    name, version = event.STORED
    envelope = {
        "v": FORMAT,
        "journal_id": journal_id,
        "seq": seq,
        "terminal_id": terminal_id,
        "type": name,
        "version": version,
        "at": at,
        "body": event,
    }
    try:
        raw = msgspec.json.encode(envelope, order="sorted")
    except UnicodeEncodeError:
        raw = _encode_cleaned(envelope)
    else:
        if not raw.isascii():
            raw = _encode_cleaned(envelope)
    return raw


def chain(prev_hash: str, raw: bytes) -> str:
    """The hash of an event in its chain."""
    return hashlib.sha256(bytes.fromhex(prev_hash) + raw).hexdigest()


def decode(raw: bytes) -> Read:
    """Read canonical bytes back, lifting old versions.

    Raises JournalDamaged where they are not an event of ours.
    """
    try:
        envelope = msgspec.json.decode(raw, type=_Envelope)
        body, version = bytes(envelope.body), envelope.version
        while (envelope.type, version) in UPCASTERS:
            lifted = UPCASTERS[envelope.type, version](msgspec.json.decode(body))
            body, version = msgspec.json.encode(lifted), version + 1
        kind = EVENT_TYPES[envelope.type, version]
        event = msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, KeyError) as error:
        raise JournalDamaged(
            f"A stored event cannot be read ({error}); restore the journal from its backup."
        ) from error
    return Read(envelope.journal_id, envelope.terminal_id, envelope.seq, envelope.at, event)


def encode_job(job: jobs.Job) -> bytes:
    """A job's fields as JSON."""
    return msgspec.json.encode(job)


def decode_job(kind: str, body: bytes) -> jobs.Job:
    """A job read back by its stored name."""
    return msgspec.json.decode(body, type=JOB_TYPES[kind])


def check_range(event: events.Event) -> None:
    """Integers must survive every JSON reader (RFC 8785, section 3.2.2.3). Raises Bug."""
    for name in event.__dataclass_fields__:
        value = getattr(event, name)
        if isinstance(value, int) and not -_LARGEST < value < _LARGEST:
            raise Bug(f"{event.STORED[0]}.{name} is out of range.")


def _encode_cleaned(envelope: dict[str, Any]) -> bytes:
    """Strings in NFC; half surrogates, which no UTF-8 can hold, become the replacement character."""
    return msgspec.json.encode(_clean(msgspec.to_builtins(envelope)), order="sorted")


def _clean(value: Any) -> Any:
    match value:
        case str():
            return unicodedata.normalize("NFC", value.encode("utf-8", "replace").decode("utf-8"))
        case dict():
            return {name: _clean(item) for name, item in value.items()}
        case list() | tuple():
            return [_clean(item) for item in value]
        case _:
            return value
