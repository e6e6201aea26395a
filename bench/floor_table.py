"""The floor of a painted row: a bare table view that gets a row, scrolls and paints. Run as a process of its
own.

    python bench/floor_table.py WIDTH HEIGHT SAMPLES ROWS

Prints a JSON list of milliseconds from the insertion to the end of the paint event. After ROWS rows it begins
anew.
"""

import json
import sys
import time

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QTableView

PAUSE_MS = 15
COLUMNS = 4
Index = QModelIndex | QPersistentModelIndex


class Rows(QAbstractTableModel):
    """A list of rows that only grows."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, ...]] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Qt asks."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Qt asks."""
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt asks."""
        return self.rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    def add(self, row: tuple[str, ...]) -> None:
        """One more row."""
        self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows))
        self.rows.append(row)
        self.endInsertRows()

    def clear(self) -> None:
        """No row any more."""
        self.beginResetModel()
        self.rows.clear()
        self.endResetModel()


class Table(QTableView):
    """Takes the time when it was painted after a row was added."""

    def __init__(self, wanted: int, most_rows: int) -> None:
        super().__init__()
        self.samples: list[float] = []
        self._wanted, self._most_rows = wanted, most_rows
        self._began_ns = 0
        self._model = Rows()
        self.setModel(self._model)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._add)
        self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for a picture."""
        super().paintEvent(event)
        if self._began_ns:
            self.samples.append((time.monotonic_ns() - self._began_ns) / 1e6)
            self._began_ns = 0
            self._timer.start()

    def _add(self) -> None:
        if len(self.samples) >= self._wanted:
            QApplication.quit()
            return
        if self._model.rowCount() >= self._most_rows:
            self._model.clear()
        number = self._model.rowCount() + 1
        self._began_ns = time.monotonic_ns()
        self._model.add((f"Article number {number}", "1", "12.50", f"{number}.50"))
        self.scrollToBottom()


def main() -> int:
    """Measure and print."""
    width, height, samples, rows = map(int, sys.argv[1:5])
    app = QApplication(sys.argv[:1])
    table = Table(samples, rows)
    table.resize(width, height)
    table.show()
    app.exec()
    print(json.dumps(table.samples))
    return 0


if __name__ == "__main__":
    sys.exit(main())
