"""`pos-terminal run` without a configuration: the page where somebody sees it, else one sentence."""

from pathlib import Path

import pytest

from pos_terminal import setup_session
from pos_terminal.cli import main


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """What the page was opened for, on a machine with a screen."""
    opened: list[Path | None] = []

    def run(named: Path | None) -> int:
        opened.append(named)
        return 0

    monkeypatch.setattr(setup_session, "run", run)
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    return opened


def test_a_file_that_is_not_there_is_asked_for(asked: list[Path | None], tmp_path: Path) -> None:
    assert main(["run", "--config", str(tmp_path / "pos.toml")]) == 0

    assert asked == [tmp_path / "pos.toml"]


@pytest.mark.parametrize("without", ["screen", "page"])
def test_where_nobody_would_see_it_the_sentence_stays(
    without: str,
    asked: list[Path | None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["run", "--config", str(tmp_path / "pos.toml")]
    if without == "screen":
        monkeypatch.delenv("DISPLAY")
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    else:
        words.append("--no-setup")

    assert main(words) == 1

    assert asked == []
    assert capsys.readouterr().err.startswith(
        f"There is no configuration file {tmp_path / 'pos.toml'}; copy "
    )


def test_a_file_that_is_wrong_is_no_reason_to_ask(
    asked: list[Path | None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pos.toml").write_text("nonsense = 1")

    assert main(["run", "--config", str(tmp_path / "pos.toml")]) == 1

    assert asked == []
    assert "nonsense is not a known setting" in capsys.readouterr().err
