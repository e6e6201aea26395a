"""Starting when something stands in the way."""

from pathlib import Path
from typing import Any

import pytest

from pos_terminal import config, start
from pos_terminal.embedded.instance import claim_instance
from pos_terminal.errors import Unavailable


def no_options() -> Any:
    raise AssertionError("A second start opens nothing.")


def test_a_second_start_that_raised_no_window_is_no_success(tmp_path: Path) -> None:
    settings = config.check({"till": {"data_folder": str(tmp_path / "till")}}, "the test")
    first = claim_instance(tmp_path / "till")
    assert first is not None
    with pytest.raises(Unavailable, match="open already"):
        start.run(settings, no_options)
    first.release()
