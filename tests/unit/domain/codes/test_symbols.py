"""From the picture of a symbol to article, lot, date and weight: pictures by generators that are not ours."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from drivers.api import ScanRead
from drivers.scanners.framing import Framer, Framing
from pos_terminal.domain.barcodes import Code, parse
from pos_terminal.domain.codes.label_presets import LABEL_PRESETS
from pos_terminal.domain.codes.meaning import CodeRules

FOLDER = Path(__file__).parents[3] / "golden" / "symbols"
INDEX: list[dict[str, Any]] = tomllib.loads((FOLDER / "index.toml").read_text(encoding="utf-8"))["symbol"]
CARRIED = (
    "lot",
    "serial",
    "expiry",
    "best_before",
    "count",
    "weight_milli",
    "measure",
    "price_minor",
    "currency",
)
# Every article of the index is on file, so that a wrong one would be found.
ON_FILE = {row[name] for row in INDEX for name in ("article", "unit") if name in row}


def scanned(row: dict[str, Any]) -> str:
    """What a scanner set to send AIM identifiers would send for the picture."""
    add_on = zxingcpp.EanAddOnSymbol.Require if "add_on" in row else zxingcpp.EanAddOnSymbol.Read
    with Image.open(FOLDER / row["file"]) as picture:
        (found,) = zxingcpp.read_barcodes(picture.convert("L"), ean_add_on_symbol=add_on)
    assert found.symbology_identifier == row["sends"]
    (scan,) = Framer("scanner", Framing()).feed(row["sends"].encode() + found.bytes + b"\r\n", 1)
    assert isinstance(scan, ScanRead)
    return scan.text


@pytest.mark.parametrize("row", INDEX, ids=[row["file"] for row in INDEX])
def test_a_picture_is_understood(row: dict[str, Any]) -> None:
    rules = CodeRules(labels=LABEL_PRESETS.get(row.get("country", ""), ()), own=(("STAFF-", "staff"),))

    code = parse(scanned(row), rules=rules)

    assert isinstance(code, Code)
    found = [key for key in code.keys if key in ON_FILE]
    assert found == ([row["article"]] if "article" in row else [])
    nothing = {
        name: None if name == "price_minor" else type(getattr(code.carried, name))() for name in CARRIED
    }
    said = {name: getattr(code.carried, name) for name in CARRIED}
    assert said == {name: row.get(name, nothing[name]) for name in CARRIED}
    assert code.add_on == row.get("add_on", "")
    assert code.unit_keys == ((row["unit"],) if "unit" in row else ())
    assert code.unknown_reason == row.get("reason", "unknown_code")
    assert (code.own.kind if code.own else None) == row.get("own")


def test_every_picture_is_in_the_index() -> None:
    assert {file.name for file in FOLDER.glob("*.png")} == {row["file"] for row in INDEX}


def test_every_kind_of_symbol_is_there() -> None:
    assert {row["sends"] for row in INDEX} >= {"]E0", "]E3", "]E4", "]I1", "]C0", "]C1", "]e0", "]d1", "]d2"}
    assert {row["sends"] for row in INDEX} >= {"]Q1", "]Q3", "]A0"}
    assert {row.get("made_by", "bwipp") for row in INDEX} == {"bwipp", "python-barcode", "zint"}
