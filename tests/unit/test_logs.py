"""The log file: JSON lines, a header, no card numbers."""

import json
import logging
from pathlib import Path

from pos_terminal import logs


def test_event_comes_first_and_digits_of_a_card_are_blotted_out(tmp_path: Path) -> None:
    level = logging.getLogger().level
    writer = logs.LogWriter(tmp_path)
    logging.getLogger("pos.test").info("card_seen number=4111111111111111 gtin=4006381333931")
    writer.stop()
    logging.getLogger().setLevel(level)

    header, record = [json.loads(line) for line in (tmp_path / "pos.log").read_text("utf-8").splitlines()]
    assert header["event"] == "log_begins"
    assert next(iter(record)) == "event"
    assert (record["event"], record["detail"]) == ("card_seen", "number=[digits] gtin=4006381333931")
