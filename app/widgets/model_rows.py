"""How a model of another maker is used: mode of use, the language of its answers, layers on the graphics processor.

Mindpace's own model takes none of these, which each row says.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QLineEdit

from app.background import Background
from app.services.language import mark, tr
from app.services.settings import SettingsStore
from app.theme import Look
from app.widgets.controls import CalmComboBox
from app.widgets.settings_rows import ChoiceRow, Row
from engine.prompts import Prompt, read_prompts, user_prompts_dir

SHIPPED = {
    mark("Assistant"): mark("Answers questions in a few spoken sentences."),
    mark("Translator"): mark("Says what you said in another language."),
    mark("Tutor"): mark("Explains step by step, asks back and quizzes you."),
}
"""Words of the modes that ship, which their files hold in English."""
USES = (("assistant", "Assistant"), ("translator", "Translator"), ("tutor", "Tutor"))
"""What is offered until files were looked at."""
GONE = mark("There is no such mode of use any more: choose another one.")
RELOADS = mark("A change loads the model again.")
OWN_USE = mark("No effect on Mindpace's own model: it learnt what it does, and follows no instructions.")
OWN_LANGUAGE = mark("No effect on Mindpace's own model: it speaks English.")
OWN_LAYERS = mark("No effect on Mindpace's own model: it is too small to gain by it.")
LANGUAGE = mark(
    "The translator translates into it, other modes answer in it. The voice that ships can only say English."
)
NO_GPU = mark(
    "This build of llama.cpp knows no graphics processor, so the processor does the work: docs/models.md tells how to "
    "build one."
)
LAYERS = ((0, mark("None")), *((count, str(count)) for count in (8, 16, 24, 32, 48, 64)), (-1, mark("All")))
TONGUES = (
    mark("Arabic"), mark("Chinese"), mark("Czech"), mark("Danish"), mark("Dutch"), mark("English"), mark("Finnish"),
    mark("French"), mark("German"), mark("Greek"), mark("Hindi"), mark("Italian"), mark("Japanese"), mark("Korean"),
    mark("Norwegian"), mark("Polish"), mark("Portuguese"), mark("Russian"), mark("Spanish"), mark("Swedish"),
    mark("Turkish"), mark("Ukrainian"), mark("Vietnamese"),
)  # fmt: skip
"""Languages that are offered; any other may be typed."""


class LanguageBox(CalmComboBox):
    """A language, chosen or typed; `taken` brings its English name, or nothing."""

    taken = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.field = QLineEdit()
        self.setLineEdit(self.field)
        self.activated.connect(lambda number: self.taken.emit(TONGUES[number]))
        self.field.editingFinished.connect(self._typed)

    def show_language(self, name: str | None, own: str) -> None:
        """Show a language, or in its place that the mode's own one counts."""
        self.clear()
        self.addItems([tr(tongue) for tongue in TONGUES])
        self.setCurrentIndex(TONGUES.index(name) if name in TONGUES else -1)
        self.setEditText(tr(name) if name else "")
        self.field.setPlaceholderText(tr("{language}: the mode's own", language=tr(own)))

    def _typed(self) -> None:
        text = self.currentText().strip()
        names = {word.casefold(): tongue for tongue in TONGUES for word in (tongue, tr(tongue))}
        self.taken.emit(names.get(text.casefold(), text))


class LanguageRow(Row):
    """The language of the answers."""

    def __init__(self, look: Look, store: SettingsStore) -> None:
        self.own = "English"
        """The language that the mode of use names."""
        super().__init__(look, store, "target_language", mark("Language of the answers"), LANGUAGE, LanguageBox())
        self.control.taken.connect(self._take)
        self.control.field.textEdited.connect(lambda _text: self.refuse(""))

    def _take(self, name: str) -> None:
        """Change it. A line edit tells more than once that it is left: the second time is no change."""
        if (name or None) != self._store.values.target_language:
            self.change(name)

    def show_value(self, value: Any) -> None:
        """Show the language."""
        self.control.show_language(value, self.own)
        self.control.field.setAccessibleName(tr(self.label))
        self.control.field.setAccessibleDescription(self.control.accessibleDescription())


class ModelRows(QObject):
    """The rows, what they offer, and what they say about the model in use."""

    told = Signal(str)

    def __init__(self, look: Look, store: SettingsStore, background: Background) -> None:
        super().__init__()
        self._store, self._background = store, background
        self.use = ChoiceRow(look, store, "use", mark("Mode of use"), "", USES)
        self.language = LanguageRow(look, store)
        self.layers = ChoiceRow(look, store, "gpu_layers", mark("Layers on the graphics processor"), "", LAYERS)
        self.rows: tuple[Row, ...] = (self.use, self.language, self.layers)
        self._modes: dict[str, Prompt] = {}
        self._other: bool | None = None
        self._gpu = True
        self._leave = store.subscribe(lambda names, _values: self._say() if "use" in names else None)
        self.destroyed.connect(self._leave)

    def look_again(self) -> None:
        """Look for modes of use, and for a graphics processor."""
        self._background.run(read_prompts, lambda found: self.offer(*found), lambda error: self.told.emit(str(error)))
        self._background.run(_gpu_offload, self.tell_gpu, lambda error: self.told.emit(str(error)))

    def offer(self, modes: list[Prompt], refusals: list[str]) -> None:
        """Offer these modes of use; `refusals` tell of files that cannot be used."""
        self._modes = {mode.name: mode for mode in modes}
        self.use.offer(tuple((mode.name, mode.title) for mode in modes))
        self.use.refuse(" ".join(refusals))
        self._say()

    def tell_gpu(self, found: bool) -> None:
        """Say whether there is a graphics processor for llama.cpp."""
        self._gpu = found
        self._say()

    def follow(self, takes_options: bool | None) -> None:
        """Say whether all this counts for the model in use (None: not known)."""
        self._other = takes_options
        self._say()

    def open_folder(self) -> None:
        """Show the folder of the user's modes of use, which is made for it."""
        folder = user_prompts_dir()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self.told.emit(tr("The folder {folder} cannot be made ({error}).", folder=folder, error=error.strerror))
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.told.emit(tr("No program here shows folders: put your files into {folder}.", folder=folder))

    def _say(self) -> None:
        own, mode = self._other is False, self._modes.get(self._store.values.use)
        reloads = (RELOADS,) if self._other else ()
        if mode is not None:
            self.language.own = mode.language
            self.language.refresh()
        self.language.setVisible(mode is None or mode.takes_language)
        about = mode.description if mode is not None else GONE if self._modes else ""
        self.use.say(*([about] if about else []), *([OWN_USE] if own else reloads))
        self.language.say(OWN_LANGUAGE if own else LANGUAGE, *([] if own else reloads))
        self.layers.say(*([OWN_LAYERS] if own else reloads), *([] if self._gpu else [NO_GPU]))


def _gpu_offload() -> bool:
    from engine.library import gpu_offload  # it knows of downloads, which take long to import

    return gpu_offload()
