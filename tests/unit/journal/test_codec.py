"""Canonical bytes, hashes, and what the codec does with odd strings."""

import hashlib
import json
import typing
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_terminal.domain import events as e
from pos_terminal.domain import jobs
from pos_terminal.domain.marks import Marks
from pos_terminal.errors import Bug, JournalDamaged
from pos_terminal.journal import codec


def line(name: str = "Milk", price_minor: int = 119) -> e.LineAdded:
    return e.LineAdded(
        "s1",
        "l1",
        "h1",
        "p1",
        "4006381333931",
        name,
        "each",
        1000,
        price_minor,
        "A",
        1900,
        "warn",
        True,
        0,
        "scan",
    )


def encode(event: e.Event, seq: int = 1) -> bytes:
    return codec.encode(event, journal_id="j", terminal_id="T1", seq=seq, at="2026-01-01T00:00:00.000Z")


def test_bytes_are_rfc_8785() -> None:
    raw = encode(line('Käse "3/4"\t\x01'))
    parsed = json.loads(raw)
    assert list(parsed) == sorted(parsed)
    assert raw == json.dumps(parsed, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@given(st.text())
def test_any_text_survives_in_nfc(text: str) -> None:
    import unicodedata

    read = codec.decode(encode(line(text)))
    assert isinstance(read.event, e.LineAdded)
    assert read.event.name == unicodedata.normalize("NFC", text)


def test_half_a_surrogate_becomes_a_question_mark() -> None:
    read = codec.decode(encode(line("\ud83d")))
    assert isinstance(read.event, e.LineAdded)
    assert read.event.name == "?"


def test_the_chain_is_sha256_over_the_previous_hash_and_the_bytes() -> None:
    raw = encode(line())
    assert codec.chain("00" * 32, raw) == hashlib.sha256(bytes(32) + raw).hexdigest()


def test_numbers_that_json_readers_would_bend_are_a_bug() -> None:
    codec.check_range(line(price_minor=2**53 - 1))
    with pytest.raises(Bug):
        codec.check_range(line(price_minor=2**53))


def test_every_event_and_job_has_a_stored_name_of_its_own() -> None:
    assert len(codec.EVENT_TYPES) == len(typing.get_args(e.Event))
    assert len(codec.JOB_TYPES) == len(typing.get_args(jobs.Job))


def test_an_event_of_a_later_version_is_said_to_be_unreadable() -> None:
    raw = encode(line()).replace(b'"version":2', b'"version":9')
    with pytest.raises(JournalDamaged):
        codec.decode(raw)


def test_a_line_of_a_journal_before_marks_is_read_as_a_line_without() -> None:
    raw = encode(line())
    old = raw.replace(b'"version":2', b'"version":1').replace(b'"marks":null,', b"")
    assert b"marks" not in old

    assert codec.decode(old).event == line()


def test_what_a_label_said_is_read_back() -> None:
    marked = replace(line(), marks=Marks("L1", "S1", "2026-12-01", "", 499, 345, "kg", weighed=True))

    assert codec.decode(encode(marked)).event == marked
