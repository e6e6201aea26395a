"""A card terminal that is not there: it shows an amount, and a person approves, declines, or does nothing.

Thread-safe. A charge is known by its id: asked for twice it is one charge, and its outcome can be asked
for later.
"""

import threading
from dataclasses import dataclass
from typing import Literal

from drivers.api import DeviceRefused, DeviceSilent

State = Literal["pending", "approved", "declined", "cancelled"]


@dataclass(frozen=True, slots=True)
class Charge:
    """One charge. approval_code: six digits once it is approved."""

    charge_id: str
    amount_minor: int
    currency: str
    state: State = "pending"
    approval_code: str = ""


class SimulatedCardTerminal:
    """One terminal; one charge is pending at a time."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._charges: dict[str, Charge] = {}
        self._pending_id = ""
        self._silent = False

    def charge(self, charge_id: str, amount_minor: int, currency: str) -> Charge:
        """Show an amount; the same id again changes nothing. Raises DeviceSilent, DeviceRefused."""
        with self._changed:
            self._check_silent()
            known = self._charges.get(charge_id)
            if known is not None:
                return known
            if self._pending_id:
                raise DeviceRefused("The card terminal waits for another card; end that payment first.")
            self._pending_id = charge_id
            return self._set(Charge(charge_id, amount_minor, currency))

    def inquire(self, charge_id: str) -> Charge | None:
        """What became of a charge; None where the terminal never saw it. Raises DeviceSilent."""
        with self._changed:
            self._check_silent()
            return self._charges.get(charge_id)

    def approve(self) -> Charge | None:
        """The customer's card is good; answers the charge, None where none is pending."""
        with self._changed:
            # The simulated bank knows no secrets: the code only has to look like one and be the same each
            # time.
            return self._end("approved", f"{sum(self._pending_id.encode()) * 7919 % 1_000_000:06d}")

    def decline(self) -> Charge | None:
        """The customer's bank says no."""
        with self._changed:
            return self._end("declined", "")

    def cancel(self) -> Charge | None:
        """The customer presses the red key."""
        with self._changed:
            return self._end("cancelled", "")

    def set_silent(self, silent: bool) -> None:
        """Let it answer nothing; what is pending goes on without the till's knowledge."""
        with self._changed:
            self._silent = silent

    def pending(self) -> Charge | None:
        """What it shows."""
        with self._changed:
            return self._charges.get(self._pending_id)

    def wait_ended(self, charge_id: str, timeout_s: float) -> bool:
        """Wait until a charge is no longer pending; False after timeout_s."""
        with self._changed:
            return self._changed.wait_for(lambda: self._has_ended(charge_id), timeout_s)

    def _has_ended(self, charge_id: str) -> bool:
        charge = self._charges.get(charge_id)
        return charge is not None and charge.state != "pending"

    def _end(self, state: State, approval_code: str) -> Charge | None:
        pending = self._charges.get(self._pending_id)
        if pending is None:
            return None
        self._pending_id = ""
        return self._set(
            Charge(pending.charge_id, pending.amount_minor, pending.currency, state, approval_code)
        )

    def _set(self, charge: Charge) -> Charge:
        self._charges[charge.charge_id] = charge
        self._changed.notify_all()
        return charge

    def _check_silent(self) -> None:
        if self._silent:
            raise DeviceSilent(
                "The card terminal does not answer; look at its display before charging again."
            )
