"""The command line: exit status and one plain sentence, never a traceback."""

from pathlib import Path

import pytest

from pos_terminal import config
from pos_terminal.cli import main
from pos_terminal.folders import paths_of


def write_config(folder: Path) -> Path:
    file = folder / "pos.toml"
    file.write_text(f"[till]\ndata_folder = '{folder / 'data'}'\n")
    return file


def test_articles_are_imported_and_what_was_not_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write_config(tmp_path)
    listed = tmp_path / "list.csv"
    listed.write_text("gtin,name,price\n9520000000011,Milk,1.19\n,No code,1.00\n")
    assert main(["catalog", "import", str(listed), "--config", str(file)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("1 articles with 1 codes from 2 rows; 0 named again, 1 not used")
    report = paths_of(config.load(file)).folder / "import-report.csv"
    assert str(report) in said
    assert report.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", "--config", "nowhere.toml"], "There is no configuration file nowhere.toml"),
        (["journal", "verify"], "There is no configuration file"),
        (["catalog", "import", "nowhere.csv"], "There is no configuration file"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 1
    heard = capsys.readouterr().err
    assert said in heard
    assert heard.count("\n") == 1


def test_a_journal_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journal", "verify", "--config", str(write_config(tmp_path))]) == 1
    assert "There is no journal at" in capsys.readouterr().err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert all(word in said for word in ("run", "demo", "catalog", "journal"))
