"""A USB printer on the real kernel: its device side is usb_f_printer, its host side usblp, then libusb."""

import time
from collections.abc import Callable
from typing import Any

from tools.hardware.machine import Failed, Line, Machine

_IDS = "0525:a4a8"
_ABOUT = "MFG:POS;MDL:TM-TEST;CLS:PRINTER;CMD:ESC/POS"
_RECEIPT = b"\x1b@Shop\n" + b"Article                                    1.00\n" * 200 + b"\x1dVB\x30"
# The device side and the cable keep about 100 KB: only more than that finds out that nobody takes it.
_MUCH_TIMES = 10_000


def usb_printer(machine: Machine) -> None:
    """a USB printer by usblp and by libusb: papers, status, no paper, stalled, pulled in mid-paper, back"""
    _plug(machine)
    for kind, path in (
        ("usblp", "TM-TEST"),
        ("usb", _IDS),
        ("usb", f"{_IDS}:SN42"),
        ("usblp", "/dev/usb/lp0"),
    ):
        _prints(machine, kind, path)
        _act(machine, "let_go")
        nodes = _act(machine, "nodes")
        assert any(_ABOUT in node for node in nodes), (
            f"the kernel's driver has it no more after {kind}: {nodes}"
        )
    _unasked(machine, "file", "/dev/usb/lp0")
    for kind, path in (("usblp", "TM-TEST"), ("usb", _IDS)):
        _says_what_is_wrong(machine, kind, path)
        _by_port(machine, kind, path)
        _stalls(machine, kind, path)
        _pulled_out(machine, kind, path)
    _act(machine, "end")
    machine.ask(do="gadget_gone", name="printer")


def _plug(machine: Machine) -> None:
    machine.ask(do="gadget", name="printer", vendor=0x0525, product=0xA4A8, serial="SN42", lp=f"{_ABOUT};")
    _act(machine, "begin")
    machine.ask(do="shell", command="/udev/udevadm settle")
    _until(lambda: any(_ABOUT in node for node in _act(machine, "nodes")), "the kernel's printer node")


def _unplug(machine: Machine) -> None:
    machine.ask(do="gadget_gone", name="printer")


def _prints(machine: Machine, kind: str, path: str) -> None:
    before = len(_act(machine, "paper")["slips"])
    assert _status(machine, kind, path)["ready"], f"{kind} {path} is not ready"
    result = _act(machine, "send", kind=kind, path=path, text=_RECEIPT.hex())
    assert (result["sent"], result["problem"]) == (len(_RECEIPT), ""), result
    assert _status(machine, kind, path)["ready"], f"{kind} {path} is not ready after the paper"
    slips = _act(machine, "paper")["slips"]
    assert len(slips) == before + 1, f"{len(slips) - before} papers instead of one"
    assert slips[-1].count("Article") == 200, "the paper is not whole"


def _unasked(machine: Machine, kind: str, path: str) -> None:
    """The kernel's driver drops what is under way when its node is closed: nothing may be."""
    for number in range(5):
        text = (_RECEIPT + b"%d of 5\n\x1dV\x00" % number).hex()
        result = _act(machine, "send", kind=kind, path=path, text=text)
        assert result["problem"] == "", result
    _until(
        lambda: "4 of 5" in _act(machine, "paper")["slips"][-1], "the last of five papers without questions"
    )
    articles = [slip.count("Article") for slip in _act(machine, "paper")["slips"][-10::2]]
    assert articles == [200] * 5, f"papers were not whole: {articles}"


def _says_what_is_wrong(machine: Machine, kind: str, path: str) -> None:
    _act(machine, "break_it", takes=True, paper="near_end", cover_open=True)
    said = _status(machine, kind, path)
    assert (said["paper"], said["cover_open"], said["ready"]) == ("near_end", True, False), said
    _act(machine, "break_it", takes=True, answers="nothing")
    assert "does not answer" in _status(machine, kind, path)["error_word"]
    _act(machine, "break_it", takes=True)
    _until(lambda: _status(machine, kind, path).get("ready"), "the printer's answer after its silence")


def _by_port(machine: Machine, kind: str, path: str) -> None:
    """A printer that is asked by its port only: without paper it is sent nothing."""
    _act(machine, "let_go")
    _act(machine, "port", byte=0x38)
    text = b"by port\n\x1dV\x00".hex()
    result = _act(machine, "send", kind=kind, path=path, text=text, by_port=True)
    assert result["sent"] == 0, result
    assert "no paper" in result["problem"], result
    _act(machine, "port", byte=0x18)
    result = _act(machine, "send", kind=kind, path=path, text=text, by_port=True)
    assert result["problem"] == "", result
    _act(machine, "let_go")
    _until(
        lambda: "by port" in _act(machine, "paper")["slips"][-1], "the paper of a printer asked by its port"
    )


def _stalls(machine: Machine, kind: str, path: str) -> None:
    """Nobody reads at the printer's end: sending ends by itself and says how far it came."""
    _act(machine, "break_it", takes=False)
    received = _act(machine, "paper")["received"]
    result = _act(machine, "send", kind=kind, path=path, text=(b"x" * 48).hex(), times=_MUCH_TIMES)
    assert "takes no more data" in result["problem"], result
    _act(machine, "break_it", takes=True)
    _until(lambda: _act(machine, "paper")["received"] > received, "what was on the way")
    arrived = _settled(machine) - received
    print(f"       {kind}: {result['sent']} sent, {arrived} arrived, {result['s']:.1f} s", flush=True)
    assert arrived <= result["sent"] < result["of"], f"{arrived} arrived of {result}"
    _act(machine, "let_go")


def _pulled_out(machine: Machine, kind: str, path: str) -> None:
    """The cable is pulled while a paper is under way."""
    _act(machine, "break_it", takes=False)
    document = (b"x" * 48).hex()
    machine.ask(do="printer", act="send", aside=True, kind=kind, path=path, text=document, times=_MUCH_TIMES)
    time.sleep(1.0)
    _act(machine, "end")
    _unplug(machine)
    result = machine.wait(lambda line: line.get("aside") == "send", "the end of a paper without a cable")
    found = result.get("found") or {}
    assert 0 < found.get("sent", 0) < found["of"], result
    assert "broke the connection" in found["problem"], result
    gone = _status(machine, kind, path)
    assert "plug it" in gone["error_word"], gone
    _plug(machine)
    _prints(machine, kind, path)
    _act(machine, "let_go")


def _settled(machine: Machine) -> int:
    """How much the printer has got once nothing more comes."""
    received, before = int(_act(machine, "paper")["received"]), -1
    while received != before:
        time.sleep(0.5)
        before, received = received, int(_act(machine, "paper")["received"])
    return received


def _status(machine: Machine, kind: str, path: str) -> Line:
    found: Line = _act(machine, "status", kind=kind, path=path)
    return found


def _act(machine: Machine, act: str, **options: Any) -> Any:
    return machine.ask(do="printer", act=act, **options)["found"]


def _until(holds: Callable[[], Any], what: str) -> None:
    end_s = time.monotonic() + 20.0
    while not holds():
        if time.monotonic() > end_s:
            raise Failed(f"Waited for {what}.")
        time.sleep(0.1)
