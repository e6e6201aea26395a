"""Pages made from the code are fresh, and the example configuration loads."""

from pathlib import Path

from pos_terminal import config
from tools import reference


def test_the_pages_say_what_the_code_says() -> None:
    assert reference.stale_pages() == []


def test_the_example_configuration_is_the_default() -> None:
    loaded = config.load(Path(reference.ROOT / "packaging/pos.example.toml"))
    assert loaded == config.Config()
