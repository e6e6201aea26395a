"""The drawer while it stands open: what the printer says of it, the notice, and who has to wait.

Core thread only. Only where a sensor is configured; a drawer of which nobody knows never holds anybody up.
"""

from pos_terminal.services.core import Core


def seen(core: Core, is_open: bool | None) -> None:
    """The drawer was opened or shut, or nobody knows any more."""
    desk = core.desk
    if is_open:
        desk.drawer_open_ns = desk.drawer_open_ns or core.clock.monotonic_ns()
        return
    told, desk.drawer_open_ns, desk.drawer_told = desk.drawer_told, None, False
    if told:
        desk.light("drawer", "good", "drawer_shut", {}, core.now_text())
        if is_open is False:
            desk.notice("info", "drawer_shut", {}, core.now_text())


def look(core: Core, now_ns: int) -> None:
    """Say once that the drawer was left open."""
    desk, after_ms = core.desk, core.settings.drawer.left_open_ms
    if desk.drawer_open_ns is None or desk.drawer_told or not after_ms:
        return
    if now_ns - desk.drawer_open_ns >= after_ms * 1_000_000:
        desk.drawer_told = True
        desk.light("drawer", "warn", "drawer_left_open", {}, core.now_text())
        desk.notice("warn", "drawer_left_open", {}, core.now_text())
        desk.sound("bad")


def must_be_shut(core: Core) -> bool:
    """Whether the shop wants the drawer shut before anybody pays, and it is known to stand open."""
    return core.settings.drawer.must_be_closed and core.desk.drawer_open_ns is not None
