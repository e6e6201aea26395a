"""The Internet Printing Protocol's messages, as far as a raw queue needs them. Pure.

Source: RFC 8010 (encoding), RFC 8011 (operations and attributes).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

PRINT_JOB, CANCEL_JOB, GET_JOB, GET_PRINTER = 0x0002, 0x0008, 0x0009, 0x000B

PENDING, HELD, PROCESSING, STOPPED, CANCELLED, ABORTED, COMPLETED = 3, 4, 5, 6, 7, 8, 9
QUEUE_STOPPED = 5

_VERSION = b"\x01\x01"
_OPERATION, _JOB, _END = 0x01, 0x02, 0x03
_FIRST_VALUE_TAG = 0x10
_INTEGER, _BOOLEAN, _ENUM = 0x21, 0x22, 0x23
_TAGS = {
    "keyword": 0x44,
    "uri": 0x45,
    "charset": 0x47,
    "language": 0x48,
    "mime": 0x49,
    "name": 0x42,
    "integer": _INTEGER,
}
_SUCCESS = 0x00FF
_LARGEST_NAME_BYTES = 255

Kind = Literal["keyword", "uri", "charset", "language", "mime", "name", "integer"]
Value = str | int | bool


class NotIpp(ValueError):
    """These bytes are no answer in this protocol."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute to send; several values where there are several."""

    kind: Kind
    name: str
    values: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. status: RFC 8011, 4.1.6; attributes: of all groups, a later one over an earlier."""

    status: int
    attributes: Mapping[str, tuple[Value, ...]]

    @property
    def is_good(self) -> bool:
        """Whether the operation was done."""
        return self.status <= _SUCCESS

    def number(self, name: str) -> int | None:
        """The first value of an attribute that is a number."""
        values = self.attributes.get(name, ())
        return values[0] if values and isinstance(values[0], int) else None

    def words(self, name: str) -> tuple[str, ...]:
        """The values of an attribute that are text."""
        return tuple(value for value in self.attributes.get(name, ()) if isinstance(value, str))


def request(
    operation: int,
    number: int,
    about: Sequence[Attribute],
    job: Sequence[Attribute] = (),
    document: bytes = b"",
) -> bytes:
    """One request. about: operation attributes after charset and language; job: of the job that is made."""
    out = bytearray(_VERSION + operation.to_bytes(2, "big") + number.to_bytes(4, "big"))
    out.append(_OPERATION)
    for attribute in (
        Attribute("charset", "attributes-charset", ("utf-8",)),
        Attribute("language", "attributes-natural-language", ("en",)),
        *about,
    ):
        out += _encoded(attribute)
    if job:
        out.append(_JOB)
        for attribute in job:
            out += _encoded(attribute)
    out.append(_END)
    return bytes(out) + document


def answer(message: bytes) -> Answer:
    """Read an answer. Raises NotIpp."""
    if len(message) < 9:
        raise NotIpp("too short")
    attributes: dict[str, tuple[Value, ...]] = {}
    at, name = 8, ""
    try:
        while (tag := message[at]) != _END:
            at += 1
            if tag < _FIRST_VALUE_TAG:
                continue  # a group begins
            given, at = _counted(message, at)
            raw, at = _counted(message, at)
            if given:
                name = given.decode("utf-8", "replace")
                attributes[name] = ()
            attributes[name] = (*attributes.get(name, ()), _value(tag, raw))
    except IndexError as error:
        raise NotIpp("cut off") from error
    return Answer(int.from_bytes(message[2:4], "big"), attributes)


def _encoded(attribute: Attribute) -> bytes:
    out, name = b"", attribute.name.encode()
    for value in attribute.values:
        raw = value.to_bytes(4, "big") if isinstance(value, int) else value.encode()[:_LARGEST_NAME_BYTES]
        out += bytes((_TAGS[attribute.kind],)) + _count(name) + name + _count(raw) + raw
        name = b""
    return out


def _count(raw: bytes) -> bytes:
    return len(raw).to_bytes(2, "big")


def _counted(message: bytes, at: int) -> tuple[bytes, int]:
    end = at + 2 + int.from_bytes(message[at : at + 2], "big")
    if at + 2 > len(message) or end >= len(message):
        raise IndexError
    return message[at + 2 : end], end


def _value(tag: int, raw: bytes) -> Value:
    if tag in (_INTEGER, _ENUM):
        return int.from_bytes(raw, "big", signed=True)
    if tag == _BOOLEAN:
        return raw != b"\0"
    return raw.decode("utf-8", "replace")
