"""Writing turns to files, and deleting all of them, with the questions that this needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.background import Background
from app.services.history import History, StoredTurn
from app.services.history_export import export
from app.services.language import mark, tr

KINDS = ((".html", mark("Page with sound")), (".txt", mark("Text")), (".json", mark("JSON")), (".wav", mark("Sound")))


class TurnFiles(QObject):
    """Asks where to, writes in the background, and tells how it went."""

    told = Signal(str)

    def __init__(self, window: QWidget, background: Background) -> None:
        super().__init__(window)
        self._window, self._background = window, background

    def save(self, history: History | None, turns: Sequence[StoredTurn]) -> None:
        """Write turns to a file that the user names; its ending says in which format."""
        kinds = {f"{tr(name)} (*{ending})": ending for ending, name in KINDS}
        dialog = QFileDialog(self._window, tr("Save as"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(kinds))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.selectFile("mindpace")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def write(name: str) -> None:
            path = Path(name)
            if path.suffix.lower() not in kinds.values():
                path = path.with_name(path.name + kinds[dialog.selectedNameFilter()])
            self._background.run(
                lambda: export(history, turns, path),
                lambda _done: self.told.emit(tr("Saved as {path}.", path=path)),
                lambda error: self.told.emit(str(error)),
            )

        dialog.fileSelected.connect(write)
        dialog.open()

    def delete_all(self, history: History | None) -> None:
        """Delete the whole history, if the user says so."""
        if history is None:
            return
        box = QMessageBox(self._window)
        box.setWindowTitle(tr("Delete the history"))
        box.setText(tr("Delete all turns with their sound, for good?"))
        sure = box.addButton(tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        self._ask(box, lambda: self._delete(history) if box.clickedButton() is sure else None)

    def _delete(self, history: History) -> None:
        self._background.run(
            history.delete_all,
            lambda count: self.told.emit(tr("{count} turns were deleted.", count=count)),
            lambda error: self.told.emit(str(error)),
        )

    @staticmethod
    def _ask(box: QMessageBox, then: Callable[[], object]) -> None:
        box.finished.connect(lambda _result: then())
        box.open()
