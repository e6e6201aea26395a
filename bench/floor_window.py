"""The floor of start and memory: a bare PySide6 window. Run as a process of its own: python
bench/floor_window.py

Prints the resident memory in MB once the window was painted, and ends.
"""

import sys
from pathlib import Path

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Window(QWidget):
    """Ends the program once it was painted."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for a picture."""
        super().paintEvent(event)
        status = Path("/proc/self/status").read_text()
        kib = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
        print(int(kib) * 1024 / 1e6, flush=True)
        QApplication.quit()


def main() -> int:
    """Show, measure, end."""
    app = QApplication(sys.argv[:1])
    window = Window()
    window.resize(1024, 768)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
