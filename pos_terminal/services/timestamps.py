"""UTC times as they stand in events: ISO 8601 with milliseconds. Pure."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def utc_text(utc_ms: int) -> str:
    """Milliseconds since 1970 as `2026-01-31T09:30:00.250Z`."""
    moment = _EPOCH + timedelta(milliseconds=utc_ms)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{utc_ms % 1000:03d}Z"
