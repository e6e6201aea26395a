"""The table of keys is what tools/key_tables.py makes of xkeyboard-config."""

import pytest

from drivers.scanners import key_tables as table
from tools import key_tables


def test_the_table_is_fresh() -> None:
    if problem := key_tables.missing():
        pytest.skip(problem)
    if key_tables.version() != table.VERSION:
        pytest.skip(f"The table is of xkeyboard-config {table.VERSION}, this machine has another.")

    assert key_tables.TARGET.read_text("utf-8") == key_tables.module()
