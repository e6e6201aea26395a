"""The settings of mails: what is wrong is said, and a password never stands among them."""

from pathlib import Path

import pytest

from pos_terminal import config
from pos_terminal.errors import ConfigError

GOOD = "[mail]\nhost = 'mail.shop.example'\nsender = 'till@shop.example'\n"


def loaded(tmp_path: Path, text: str) -> config.MailConfig:
    file = tmp_path / "pos.toml"
    file.write_text(text)
    return config.load(file).mail


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[mail]\nhost = 'mail.shop.example'", "mail.sender is empty"),
        ("[mail]\nsender = 'till at shop'", "mail.sender is no mail address"),
        ('[mail]\nmanager_address = "boss@shop.example\\nBcc: x"', "mail.manager_address is no mail address"),
        (GOOD + "user = 'till'", "mail.password_file is empty"),
        (
            GOOD + "user = 'till'\npassword_file = '/x'\nsecurity = 'none'",
            "would send the password in the clear",
        ),
        (GOOD + "password = 'secret'", "mail.password is not a known setting"),
        (GOOD + "security = 'ssl'", "mail.security is wrong"),
        (GOOD + "timeout_s = 1", "mail.timeout_s is wrong"),
    ],
)
def test_what_is_wrong_is_said_with_its_key(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        loaded(tmp_path, text)


def test_without_a_host_there_is_no_mail_and_nothing_to_set(tmp_path: Path) -> None:
    assert loaded(tmp_path, "[mail]\nmanager_address = 'boss@shop.example'").host == ""


def test_the_common_case_is_starttls_on_587(tmp_path: Path) -> None:
    mail = loaded(tmp_path, GOOD + "user = 'till'\npassword_file = '/etc/pos/mail'")
    assert (mail.port, mail.security, mail.low_stock_units) == (587, "starttls", 0)


def test_a_login_on_the_own_machine_needs_no_tls(tmp_path: Path) -> None:
    text = "[mail]\nhost = 'localhost'\nsender = 'till@shop.example'\nsecurity = 'none'\n"
    assert loaded(tmp_path, text + "user = 'till'\npassword_file = '/etc/pos/mail'").user == "till"
