"""A finger that pulls a list: tells a pull from a tap, and by how many steps it has moved. Pure."""

TAP_SLIP = 12


class Drag:
    """One press, its moves and its release. Distances in pixels."""

    def __init__(self) -> None:
        self._start: int | None = None
        self._done_steps = 0
        self.pulled = False

    def press(self, y: int) -> None:
        """The finger comes down."""
        self._start, self._done_steps, self.pulled = y, 0, False

    def move(self, y: int, step_px: int, slip_px: int) -> int:
        """The finger moves; answers how many steps further up the list it has pulled since the last call."""
        if self._start is None:
            return 0
        distance = y - self._start
        if not self.pulled and abs(distance) < slip_px:
            return 0
        self.pulled = True
        steps = round(distance / step_px)
        fresh, self._done_steps = steps - self._done_steps, steps
        return -fresh

    def release(self) -> bool:
        """The finger goes up; answers whether it was a tap."""
        tapped = self._start is not None and not self.pulled
        self._start = None
        return tapped
