"""One model on the packs page: what it is, what it needs, how far a download is, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from app.packs_text import amount, fit, kind_words, progress_words, speed
from app.services.language import mark, tr
from app.theme import Look
from app.widgets.wording import put
from engine.library import Entry, Memory, PackInfo, Progress, estimate, verdict

FULL = 1000
"""Steps of the progress bar: files are larger than it can count."""
ACTIONS = {
    "use": mark("Use"),
    "download": mark("Download"),
    "resume": mark("Go on"),
    "pause": mark("Pause"),
    "cancel": mark("Cancel"),
    "check": mark("Check it"),
    "remove": mark("Remove"),
    "really": mark("Remove for good"),
    "keep": mark("Keep"),
}


class PackCard(QFrame):
    """Shows a pack (`show_pack`) or a model of the catalogue (`show_entry`); `wanted` names what the user chose."""

    wanted = Signal(str)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.name = name
        self.working = self.asking = False
        self.news = ""
        """What came of the last thing that was done with it, until the next."""
        self._look = look
        self._verdict = "fits"
        self._offers: tuple[str, ...] = ()
        self._download = False
        self.title, self.about, self.needs, self.said = QLabel(), QLabel(), QLabel(), QLabel()
        self.bar = QProgressBar()
        self.buttons = {action: QPushButton() for action in ACTIONS}
        self._arrange()
        look.changed.connect(self._dress)
        self._dress()

    def show_pack(self, pack: PackInfo, have: Memory, *, used: bool) -> None:
        """Show an installed pack; `used` when it is the one in use."""
        self._download = False
        self.title.setText(pack.title or pack.name)
        if pack.problem:
            self.about.setText(pack.problem)
            self._needs("", "too large")
            self._offer("check", "remove")
            return
        source = pack.source or ("" if pack.own else tr("ships with Mindpace"))
        about = [kind_words(pack.kind), amount(pack.bytes), tr("licence {licence}", licence=pack.licence), source]
        self.about.setText(" · ".join(part for part in about if part))
        fits = "unknown" if pack.need is None else verdict(pack.need, have)
        needs = [tr("Needs {memory}", memory=fit(pack.need, have))]
        if pack.kind == "voice":
            needs.append(tr("choose it as the voice in the settings"))
        else:
            needs += [speed(pack.speed), *([] if pack.hears else [tr("typed questions only")])]
        self._needs(" · ".join(needs), fits)
        use = () if used or pack.kind == "voice" else ("use",)
        self._offer(*use, "check", *(("remove",) if pack.own else ()))
        self._remark(tr("In use") if used else "")

    def show_entry(self, entry: Entry, have: Memory, here: int) -> None:
        """Show a model of the catalogue, of which `here` bytes are here already."""
        self._download = True
        self.title.setText(entry.title)
        size = tr("size unknown") if entry.bytes is None else amount(entry.bytes, about=entry.about_bytes)
        tried = tr("tried") if entry.verified else tr("not verified")
        licence = entry.licence + (f" ({entry.licence_note})" if entry.licence_note else "")
        facts = [kind_words(entry.kind), size, tr("licence {licence}", licence=licence), tried]
        self.about.setText(entry.about + "\n" + " · ".join(facts))
        need = None if entry.bytes is None else estimate(entry.bytes)
        fits = "unknown" if need is None else verdict(need, have)
        self._needs("" if need is None else tr("Needs {memory}", memory=fit(need, have)), fits)
        self._offer(*(("resume", "remove") if here else ("download",)))
        self._remark(tr("Paused: {amount} are here.", amount=amount(here)) if here else "")

    def begin(self) -> None:
        """Something is done with it."""
        self.working, self.asking, self.news = True, False, ""
        self.bar.setRange(0, 0)
        self.say(tr("Waiting for its turn…") if self._download else "")
        self._show_buttons()

    def tell(self, progress: Progress) -> None:
        """Show how far it is."""
        if not self.working:
            return
        if progress.total:
            self.bar.setRange(0, FULL)
            self.bar.setValue(FULL * progress.done // progress.total)
        else:
            self.bar.setRange(0, 0)
        self.say(progress_words(progress))

    def end(self, sentence: str) -> None:
        """It is done; `sentence` says what came of it."""
        self.working, self.news = False, sentence
        self.say(sentence)
        self._show_buttons()

    def say(self, sentence: str) -> None:
        """Show a sentence of its own, or none."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    def ask(self, *, asking: bool) -> None:
        """Let the user say again that the pack is to go, or stop asking."""
        self.asking = asking
        self._show_buttons()
        self.buttons["keep" if asking else "remove"].setFocus()

    def _remark(self, usual: str) -> None:
        """Say how things stand, unless there is something to read already."""
        if not self.working:
            self.say(self.news or usual)

    def _needs(self, text: str, fits: str) -> None:
        self._verdict = fits
        self.needs.setText(text)
        self.needs.setVisible(bool(text))
        self._dress()

    def _offer(self, *actions: str) -> None:
        self._offers = actions
        self._show_buttons()

    def _show_buttons(self) -> None:
        offers = self._offers
        if self.working:
            offers = ("pause", "cancel") if self._download else ("cancel",)
        elif self.asking:
            offers = ("really", "keep")
        for action, button in self.buttons.items():
            button.setVisible(action in offers)
            button.setText(tr(ACTIONS[action]))
            button.setAccessibleName(f"{button.text()}: {self.title.text()}")
        self.bar.setVisible(self.working)

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(3)
        for label in (self.title, self.about, self.needs, self.said):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)  # names come from files that anybody may have written
            words.addWidget(label)
        self.about.setObjectName("muted")
        self.bar.setTextVisible(False)
        put(self.bar, name="How far it is")
        words.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(10)
        row.addLayout(words, 1)
        for action, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, action=action: self.wanted.emit(action))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.buttons["use"].setObjectName("primary")
        self._show_buttons()
        self.say("")

    def _dress(self) -> None:
        self.title.setFont(self._look.font(bold=True))
        colours = self._look.colours
        ink = {"fits": colours.text, "unknown": colours.muted}.get(self._verdict, colours.warn)
        self.needs.setStyleSheet(f"color: {ink};")
