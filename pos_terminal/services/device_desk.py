"""What lies on the desk for the page of the devices. Core thread only; nothing of it is worth the journal."""

from dataclasses import dataclass, field

from pos_terminal.device_views import DeviceScanView
from pos_terminal.domain.codes.self_test import Verdict
from pos_terminal.services.device_messages import DevicesSeen


@dataclass(slots=True)
class SelfTest:
    """How far it is. shown: index of the symbol that is shown; verdicts: by symbol."""

    shown: int = 0
    verdicts: dict[str, Verdict] = field(default_factory=dict)


@dataclass(slots=True)
class DeviceDesk:
    """The page's state. changes: grows with each change, so that the view is made anew only then.

    shown: the page is open and no scan is sold. watched: somebody looks at what is plugged in. touched_ns:
    the last scan or key here. here: readers by name, and why each is away, empty where it is there. drawn:
    the self-test's symbols.
    """

    changes: int = 0
    shown: bool = False
    watched: bool = False
    touched_ns: int = 0
    count: int = 0
    seen: DevicesSeen | None = None
    scans: tuple[DeviceScanView, ...] = ()
    here: dict[str, str] = field(default_factory=dict)
    drawn: dict[str, tuple[str, ...]] = field(default_factory=dict)
    test: SelfTest | None = None

    def leave(self) -> None:
        """The page is closed: the next scan sells."""
        if self.shown:
            self.shown, self.scans, self.test = False, (), None
            self.changes += 1
