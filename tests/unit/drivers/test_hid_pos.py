"""The reader of a HID-POS scanner: what it says when it may not, and how it ends."""

import os
import threading
from pathlib import Path

import pytest

from drivers.api import DeviceChanged, DeviceLost, DeviceMissing, DeviceRefused, Message, ScanRead
from drivers.scanners.hid_pos import HidPosReader
from tests.unit.drivers.hid_scanners import DESCRIPTOR, MadeUpHid, Plug, report, scanner


def reader(hid: MadeUpHid, sink: list[Message], wanted: str = "") -> HidPosReader:
    return HidPosReader("s1", wanted, sink.append, hid)


def read_once(plug: Plug) -> tuple[HidPosReader, list[Message]]:
    """What comes of a scanner that is pulled after what it has sent."""
    told: list[Message] = []
    each = reader(MadeUpHid(plug), told)
    plug.sent.put(None)
    with pytest.raises(DeviceLost, match="The scanner s1 is gone; plug it in again"):
        each.run(lambda: False)
    return each, told


def test_no_right_to_the_node_names_the_rule(tmp_path: Path) -> None:
    node = tmp_path / "hidraw0"
    node.touch()
    hid = MadeUpHid(Plug(scanner(str(node)), openable=False))
    with pytest.raises(DeviceRefused, match=r"hidraw0 .*may not be read; install the udev rules"):
        reader(hid, []).run(lambda: False)


def test_a_node_that_went_away_meanwhile_is_missing(tmp_path: Path) -> None:
    hid = MadeUpHid(Plug(scanner(str(tmp_path / "hidraw0")), openable=False))
    with pytest.raises(DeviceMissing, match="is gone; plug it in again"):
        reader(hid, []).run(lambda: False)


def test_where_paths_are_no_files_it_is_said_to_be_taken() -> None:
    hid = MadeUpHid(Plug(scanner(r"\\?\hid#vid_0c2e&pid_1007#7"), openable=False))
    with pytest.raises(DeviceRefused, match="close other programs that use it"):
        reader(hid, []).run(lambda: False)


def test_a_link_leads_to_the_node(tmp_path: Path) -> None:
    node, link = tmp_path / "hidraw0", tmp_path / "hidraw-usb-0:1:1.0"
    node.touch()
    link.symlink_to(node)
    plug = Plug(scanner(os.path.realpath(node)))
    told: list[Message] = []
    plug.sent.put(None)
    with pytest.raises(DeviceLost):
        reader(MadeUpHid(plug), told, str(link)).run(lambda: False)
    assert told == [DeviceChanged("s1", "scanner", True, "")]


def test_a_scanner_without_the_feature_report_or_a_descriptor_is_read_all_the_same() -> None:
    plug = Plug(scanner(), descriptor=b"", refuses_features=True)
    plug.send(report("]E0", "4006381333931"))
    each, told = read_once(plug)
    assert [message.text for message in told if isinstance(message, ScanRead)] == ["]E04006381333931"]
    assert each.layout.says == "the usual layout"
    assert plug.features == []


def test_only_models_that_need_it_are_set_to_send() -> None:
    needing, other = Plug(scanner()), Plug(scanner(vendor=0x05E0, product=0x2100))
    read_once(needing)
    read_once(other)
    assert (needing.features, other.features) == ([b"\xfe\x01"], [])


def test_a_manual_that_puts_the_code_first_holds_whatever_the_descriptor_says() -> None:
    plug = Plug(scanner(vendor=0x1EAB, product=0x0D10), descriptor=DESCRIPTOR)
    plug.send(b"\x02\x0d4006381333931".ljust(64, b"\0"))
    _, told = read_once(plug)
    assert [message.text for message in told if isinstance(message, ScanRead)] == ["4006381333931"]


def test_it_is_closed_after_the_loss_and_after_the_end() -> None:
    lost, ended = Plug(scanner()), Plug(scanner())
    read_once(lost)
    assert lost.handles[0].closed

    stop = threading.Event()
    each = reader(MadeUpHid(ended), [])
    thread = threading.Thread(target=each.run, args=(stop.is_set,))
    thread.start()
    stop.set()
    each.wake()
    thread.join(10)
    each.close()
    assert not thread.is_alive()
    assert all(handle.closed for handle in ended.handles)
