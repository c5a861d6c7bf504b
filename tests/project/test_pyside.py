"""PySide6 6.12.0 steals references to None and True, and CPython 3.11 dies of it; below 6.12 the counts stay put.

(docs/dependencies.md.) On 3.12 and later those objects are immortal, and the counts cannot move.
"""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel

CALLS = 200
SLACK = 40


class Sender(QObject):
    told = Signal(int)


def test_calls_into_qt_keep_the_counts_of_none_and_true(qtbot):
    label, sender = QLabel(), Sender()
    qtbot.addWidget(label)
    before = sys.getrefcount(None), sys.getrefcount(True)
    for number in range(CALLS):
        label.setText(str(number))
        label.update()
        label.isEnabled()
        sender.told.emit(number)
        sender.blockSignals(False)
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert abs(after[0] - before[0]) < SLACK
    assert abs(after[1] - before[1]) < SLACK
