"""The first-run page's answers as a file that loads, and never in place of another."""

import stat
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from pos_terminal import config, config_devices, config_writer
from pos_terminal.errors import ConfigError, StorageUnavailable
from pos_terminal.setup_answers import Answers, TaxRate

SHOP = Answers(
    language="de",
    country="DE",
    rates=(TaxRate("Voller Satz", 1900), TaxRate("Ermäßigt", 700)),
    shop_name='  Bäckerei "Zum Ofen" \\ Müller ',
    address="Hauptstr. 1, 12345 Ort، Hof",
    vat_id="DE123",
    terminal_id="T07",
)


def loaded(answers: Answers) -> config.Config:
    return config.check(tomllib.loads(config_writer.config_text(answers)), "the test")


def test_every_answer_arrives_in_the_configuration() -> None:
    got = loaded(SHOP)

    assert got.shop.name == 'Bäckerei "Zum Ofen" \\ Müller'
    assert got.shop.address == ("Hauptstr. 1", "12345 Ort", "Hof")
    assert (got.shop.vat_id, got.shop.currency, got.shop.language) == ("DE123", "EUR", "de")
    assert (got.till.terminal_id, got.screen.language) == ("T07", "de")
    assert [(row.code, row.name, row.rate_bp) for row in got.tax.classes] == [
        ("A", "Voller Satz", 1900),
        ("B", "Ermäßigt", 700),
    ]
    assert got.embedded.enabled
    assert (got.stock.url, got.centre.url) == ("", "")
    assert (got.printer.kind, got.scanners, got.wedge.enabled) == ("none", (), True)


def test_bare_names_of_servers_become_addresses() -> None:
    answers = replace(SHOP, centre="servers", stock_url=" stock.shop.example ", centre_url="centre:27018")

    got = loaded(answers)

    assert not got.embedded.enabled
    assert got.stock.url == "redis://stock.shop.example:6379/0"
    assert got.centre.url == "mongodb://centre:27018/"


def test_whole_addresses_stay_as_they_are() -> None:
    stock, centre = "rediss://till:pw@stock:6380/2", "mongodb://a,b,c/?replicaSet=rs0&tls=true"

    got = loaded(replace(SHOP, centre="servers", stock_url=stock, centre_url=centre))

    assert (got.stock.url, got.centre.url) == (stock, centre)


def test_servers_typed_and_then_not_wanted_are_not_written() -> None:
    got = loaded(replace(SHOP, centre="none", stock_url="stock", centre_url="centre"))

    assert (got.embedded.enabled, got.stock.url, got.centre.url) == (False, "", "")


@pytest.mark.parametrize(
    ("answers", "printer"),
    [
        (
            replace(SHOP, printer="network", printer_address="192.0.2.17", paper="generic-58"),
            config_devices.Printer("network", host="192.0.2.17", port=9100, profile="generic-58"),
        ),
        (
            replace(SHOP, printer="network", printer_address="[2001:db8::5]:9101"),
            config_devices.Printer("network", host="2001:db8::5", port=9101),
        ),
        (
            replace(SHOP, printer="file", printer_path=" /dev/usb/lp0"),
            config_devices.Printer("file", path="/dev/usb/lp0"),
        ),
        (replace(SHOP, printer="simulated", printer_path="/x"), config_devices.Printer("simulated")),
    ],
)
def test_each_kind_of_printer(answers: Answers, printer: config_devices.Printer) -> None:
    assert loaded(answers).printer == printer


def test_each_kind_of_scanner() -> None:
    serial = replace(SHOP, scanner="serial", scanner_path="/dev/ttyACM0", scanner_baud="115200")

    assert loaded(serial).scanners == (config_devices.Scanner("serial", path="/dev/ttyACM0", baud=115200),)
    assert loaded(replace(SHOP, scanner="simulated")).scanners == (config_devices.Scanner("simulated"),)


def test_what_the_till_would_refuse_is_refused_here() -> None:
    with pytest.raises(ConfigError, match=r"till\.terminal_id is wrong"):
        config_writer.config_text(replace(SHOP, terminal_id="kasse 1"))


def test_the_file_is_written_whole_and_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "new" / "pos.toml"

    config_writer.save(path, config_writer.config_text(SHOP), secret=False)

    assert config.load(path) == loaded(SHOP)
    assert path.read_text(encoding="utf-8").startswith("# Written by the first-run page")
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert [file.name for file in path.parent.iterdir()] == ["pos.toml"]


def test_a_file_with_a_password_is_for_its_owner_alone(tmp_path: Path) -> None:
    answers = replace(SHOP, centre="servers", stock_url="redis://till:pw@stock:6379/0", centre_url="centre")

    config_writer.save(tmp_path / "pos.toml", "", secret=config_writer.holds_password(answers))

    assert stat.S_IMODE((tmp_path / "pos.toml").stat().st_mode) == 0o600
    assert not config_writer.holds_password(replace(answers, centre="embedded"))


def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "pos.toml"
    path.write_text("mine", encoding="utf-8")

    with pytest.raises(StorageUnavailable, match="left as it is"):
        config_writer.save(path, "yours", secret=False)

    assert path.read_text(encoding="utf-8") == "mine"
    assert [file.name for file in tmp_path.iterdir()] == ["pos.toml"]


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "in the way").touch()

    with pytest.raises(StorageUnavailable, match=r"cannot be written .*; make room"):
        config_writer.save(tmp_path / "in the way" / "pos.toml", "", secret=False)
