"""What is asked of the page of the devices. As `commands.py`: immutable, answered with a new view."""

from pos_terminal.commands import Command


class ShowDevices(Command, frozen=True, tag=True):
    """Show what is plugged in and what scanners send. While it is shown a scan is not sold."""


class LeaveDevices(Command, frozen=True, tag=True):
    """The page is looked at no more: the next scan sells again."""


class StartSelfTest(Command, frozen=True, tag=True):
    """Show the first symbol of the self-test, and forget what was read before."""


class ShowSymbol(Command, frozen=True, tag=True):
    """Show another symbol of the self-test: so many further, or back where it is below zero."""

    steps: int = 1


class EndSelfTest(Command, frozen=True, tag=True):
    """Back to the list of the devices."""


DeviceCommand = ShowDevices | LeaveDevices | StartSelfTest | ShowSymbol | EndSelfTest
