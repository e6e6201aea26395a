"""Reading fields of documents that others write, in another language, and may leave out. Pure; any thread."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def text_in(row: Mapping[str, Any], name: str) -> str:
    """A text, or a number that stands for one; empty where there is neither."""
    value = row.get(name)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def whole(value: object) -> int:
    """An integer; some languages write whole numbers as doubles. 0 where it is no number."""
    if isinstance(value, int):
        return int(value)
    return round(value) if isinstance(value, float) and value - value == 0 else 0


def utc_in(row: Mapping[str, Any], name: str) -> str:
    """A time as in events, ISO 8601 with milliseconds; empty where there is none."""
    moment = row.get(name)
    if not isinstance(moment, datetime):
        return ""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
