"""The demo shop's staff: one of each role, with PINs that the sign-in screen shows. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from pos_terminal.domain.staff import StaffMember

# What the sign-in screen of the demo says.
DEMO_PINS: Mapping[str, str] = MappingProxyType({"ada": "1111", "sam": "2222", "mia": "3333"})

_ARGON2 = "$argon2id$v=19$m=19456,t=2,p=1$"


def demo_staff() -> tuple[StaffMember, ...]:
    """Ada, Sam and Mia. Their hashes were made beforehand, for the demo to start at once."""
    return (
        StaffMember(
            staff_id="ada",
            name="Ada",
            role="cashier",
            pin_hash=_ARGON2 + "AyZs/C/GIvxgUxF7q2mxIA$Y2nrejFvvljW+PXmZVA3j7Ut7DfIcccxhv9rYeumeBU",
            badge="DEMO-BADGE-ADA",
        ),
        StaffMember(
            staff_id="sam",
            name="Sam",
            role="supervisor",
            pin_hash=_ARGON2 + "hwESV5yHq8fDrPYmCilKOA$HLZrFSY1ZmDKb63+tw9mKom/7K0gwEaHkaNpzvj6jXE",
            badge="DEMO-BADGE-SAM",
        ),
        StaffMember(
            staff_id="mia",
            name="Mia",
            role="manager",
            pin_hash=_ARGON2 + "MajCFoPFF2Rhx05GnqffJQ$hzNr8r1WFIFkq+GrHdjozv5ybzjUYcBPUxisF1I8WUE",
            badge="DEMO-BADGE-MIA",
        ),
    )
