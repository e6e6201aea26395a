"""A short storm: the running program, a printer that breaks, a till that is killed, and the roll compared."""

import pytest

from tools import storm


@pytest.mark.parametrize("kind", ["tcp", "pty"])
def test_every_sale_lies_on_the_roll_once(
    kind: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a till that is killed once in so few sales
    monkeypatch.setattr(storm, "KILL_EVERY", 8)

    # When it sells through bad weather
    status = storm.main(["--sales", "12", "--kind", kind, "--seed", "5"])

    # Then nothing is lost, doubled or out of order
    said = capsys.readouterr().out
    assert status == 0, said
    assert "12 sales" in said or "13 sales" in said
