"""The udev rules and the table of docs/scanners.md are made from the table of scanners, and are sound."""

import re
from pathlib import Path

import pytest

from drivers.scanners.models import MODELS
from drivers.scanners.quirks import mode_of, row_for, scanner_ids
from pos_terminal import config
from tools import scanner_pages

RULES = (scanner_pages.ROOT / scanner_pages.RULES).read_text(encoding="utf-8").replace("\\\n", " ")
LINES = [line for line in RULES.splitlines() if line and not line.startswith("#")]
TERM = re.compile(r'([A-Z]+)(?:\{([^}]+)\})?(==|!=|\+=|=)"([^"]*)"')


def parsed(line: str) -> list[tuple[str, str, str, str]]:
    found = TERM.findall(line)
    assert re.sub(r"[\s,]", "", TERM.sub("", line)) == "", f"not a rule: {line}"
    return found


def reaches(vendor: int, product: int) -> bool:
    """Whether the rules take a USB device for a scanner."""
    for line in LINES:
        terms = parsed(line)
        if ("GOTO", "", "=", "pos_terminal_scanner") in terms:
            wanted = {name: values.split("|") for key, name, _, values in terms if key == "ATTRS"}
            ids = {"idVendor": f"{vendor:04x}", "idProduct": f"{product:04x}"}
            if all(ids[name] in values for name, values in wanted.items()):
                return True
    return False


def test_the_pages_say_what_the_table_says() -> None:
    assert scanner_pages.stale_pages() == []


def test_every_rule_is_one_and_every_goto_has_its_label() -> None:
    terms = [term for line in LINES for term in parsed(line)]
    labels = [values for key, _, _, values in terms if key == "LABEL"]
    assert {values for key, _, _, values in terms if key == "GOTO"} == set(labels)
    assert len(labels) == len(set(labels))


def test_every_scanner_gets_its_rights_and_no_shared_id_does() -> None:
    assert all(reaches(vendor, product) for vendor, product, _ in scanner_ids())
    shared = [(model.vendor, product) for model in MODELS if model.shared for product, _ in model.products()]
    assert not any(reaches(*ids) for ids in shared)
    assert reaches(0x0C2E, 0xABCD)  # a maker of scanners, whatever the model
    assert not reaches(0x046D, 0xC31C)
    assert not reaches(0x0D3A, 0x0206)  # a cash drawer of Posiflex


def test_the_rules_for_printers_are_still_there() -> None:
    assert any("0701??" in line and 'GROUP="lp"' in line for line in LINES)
    assert any('KERNEL=="lp[0-9]*"' in line for line in LINES)


def test_a_page_whose_table_is_old_is_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (scanner_pages.RULES, scanner_pages.PAGE):
        copy = tmp_path / name
        copy.parent.mkdir(parents=True)
        copy.write_text((scanner_pages.ROOT / name).read_text(encoding="utf-8").replace("0c2e", "0c2f"))
    monkeypatch.setattr(scanner_pages, "ROOT", tmp_path)
    assert scanner_pages.stale_pages() == [scanner_pages.RULES, scanner_pages.PAGE]
    assert scanner_pages.main() == 0
    assert scanner_pages.stale_pages() == []


def test_the_examples_of_the_page_load(tmp_path: Path) -> None:
    page = (scanner_pages.ROOT / scanner_pages.PAGE).read_text(encoding="utf-8")
    examples = re.findall(r"(?:^    .*\n|^\n)+", page, flags=re.MULTILINE)
    kinds = []
    for number, example in enumerate(text for text in examples if "[[scanners]]" in text):
        file = tmp_path / f"{number}.toml"
        file.write_text(re.sub(r"^    ", "", example, flags=re.MULTILINE))
        kinds += [scanner.kind for scanner in config.load(file).scanners]
    assert {"hid_pos", "serial", "keyboard", "network", "simulated"} == set(kinds)


def test_every_id_stands_once_and_every_row_names_its_source() -> None:
    ids = [(model.vendor, product) for model in MODELS for product, _ in model.products()]
    assert len(ids) == len(set(ids))
    assert len({model.name for model in MODELS}) == len(MODELS) >= 20
    assert all(model.source and model.maker and model.models for model in MODELS)


def test_a_device_has_its_row_by_id_else_by_maker() -> None:
    by_id, by_maker = row_for(0x05F9, 0x2202), row_for(0x05F9, 0x9999)
    assert by_id is not None
    assert by_maker is not None
    assert (by_id.name, by_maker.name) == ("datalogic-quickscan", "datalogic-other")
    assert (row_for(0x046D, 0xC31C), row_for(0x1A86, 0x0001)) == (None, None)
    assert (mode_of(0x05E0, 0x1200), mode_of(0x05E0, 0x1701), mode_of(0x05E0, 0x9999)) == (
        "keyboard",
        "com",
        None,
    )


def test_shared_ids_are_not_surely_scanners() -> None:
    assert (0x05E0, 0x1200, "keyboard") in scanner_ids("keyboard")
    assert {mode for _, _, mode in scanner_ids("com")} == {"com"}
    assert not {(0x05FE, 0x1010), (0x1A86, 0x7523)} & {ids[:2] for ids in scanner_ids()}
