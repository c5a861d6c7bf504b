"""Every view of the window, staged for pictures and for checks of its layout."""

import tempfile
import time
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from app import recorder
from app.services.doctor import Finding
from app.services.history import History, Piece, StoredTurn
from app.services.settings import SettingsStore
from app.widgets import model_rows, settings_page
from app.widgets.main_window import MainWindow
from engine import Device, events
from engine.library import Progress
from tests.app.fake_engine import FakeEngine

COUNTING = "I have two apples, a dog, three bananas, a chair, and one peach. How many fruits do I have?"
COUNTING_THOUGHTS = "fruits. apple 2: 2. dog no. banana 3: 5. chair no. peach 1: 6. answer: 6"
COUNTING_REPLY = ("Let me go through the things you have one by one. ", "There are six fruits.")
EARLY = "start 0 0. left 4: -4 0. forward 2: -4 2. "
THOUGHTS = "right 4: 0 2. backward 2: 0"
REST_OF_THOUGHTS = " 0. end 0 0. answer: yes"
REPLY = "Let me follow those steps one by one and see where they"
REST_OF_REPLY = (" lead.", " Yes, you end up right where you started.")


DEVICES = [
    Device(0, "Built-in Audio Analog Stereo", 2, 2, True, True), Device(1, "USB headset", 1, 2, False, False),
]  # fmt: skip
NOON = time.time() - 86_400
TURNS = (
    (
        30, "A dozen eggs and five more are how many?", "12 + 5 = 17. answer: 17",
        ("Let me add that up.", " That makes seventeen."), "interrupted",
    ),
    (26, "", "start 0 0. left 4: -4 0. right 4: 0 0. answer: yes", ("One moment.", " Yes, you return."), "done"),
    (24, COUNTING, COUNTING_THOUGHTS, COUNTING_REPLY, "done"),
)  # fmt: skip


class Stage:
    """A window around an engine that says what the view wants, with settings of its own."""

    def __init__(self, look, theme, size):
        self._folder = tempfile.TemporaryDirectory()
        self.folder = Path(self._folder.name)
        self.settings = SettingsStore(self.folder / "settings.json")
        self.settings.change(theme=theme, language="en", tour_seen=True)
        self.engine = FakeEngine()
        self.history = History(self.folder / "history.sqlite3")
        self._before = settings_page.list_devices, recorder.SHORTEST_HOLD_S, model_rows._gpu_offload
        model_rows._gpu_offload = lambda: False
        recorder.SHORTEST_HOLD_S = 0.0  # a busy machine must not turn a question into a slip of the finger
        settings_page.list_devices = lambda: DEVICES
        self.window = MainWindow(self.engine, look, self.settings, self.history)
        self.window.settings_page.meter.start = lambda _name: None
        self.page = self.window.talk_page
        self.window.resize(*size)
        self.window.show()
        self.window.start()

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.window.close()
        self.window.deleteLater()
        QTest.qWait(1)
        settings_page.list_devices, recorder.SHORTEST_HOLD_S, model_rows._gpu_offload = self._before
        self.history.close()
        self._folder.cleanup()

    def settle(self, ms=150):
        QTest.qWait(ms)

    def picture(self):
        dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
        return (dialogs[0] if dialogs else self.window).grab()

    def remember(self):
        """Three turns for the history."""
        for hours, question, thoughts, replies, outcome in TURNS:
            pieces, rests = [Piece("thought", -0.2, thoughts)], 0
            for clause, text in enumerate(replies):
                pieces.append(Piece("reply", 0.1 + clause, text, clause, rests_on=rests))
                pieces.append(Piece("audio", 0.2 + clause, duration=2.0))
                rests = len(thoughts)
            figures = {"question_s": 15.1, "ttfa_s": 0.2, "rtf": 0.3, "audio_s": 4.0}
            began = NOON - 3600 * hours
            texts = (question, thoughts, "".join(replies), None, outcome)
            self.history.add(StoredTurn(began, "think-first", *texts, figures, tuple(pieces)))

    def first_turn(self):
        self.engine.state("idle")
        QTest.qWait(1)
        self.page.dock.field.setText(COUNTING)
        self.page.dock.ask.click()
        self.engine.think(COUNTING_THOUGHTS)
        for clause, text in enumerate(COUNTING_REPLY):
            self.engine.reply(text, clause, rests_on=clause * len(COUNTING_THOUGHTS))
        self.engine.turn(ttfa_s=0.21, tokens_thought=42, audio_s=4.2, rtf=0.24, steps_per_s=164.0)
        self.engine.state("idle")
        QTest.qWait(60)

    def ask(self):
        self.window.recorder.press("key")
        self.engine.state("listening")
        QTest.qWait(60)
        self.window.recorder.release("key")
        self.page.rows.rows[-2].text = "You spoke for 15.1 s"

    def second_turn(self):
        self.first_turn()
        self.ask()
        self.engine.state("thinking")
        self.engine.think(EARLY, seconds=-1.0)
        self.engine.think(THOUGHTS + REST_OF_THOUGHTS)
        self.engine.reply(REPLY + REST_OF_REPLY[0], rests_on=len(EARLY))
        self.engine.reply(REST_OF_REPLY[1], 1, rests_on=len(EARLY + THOUGHTS + REST_OF_THOUGHTS))

    def second_turn_done(self):
        self.second_turn()
        self.engine.turn(
            question_s=15.1, ttfa_s=0.18, tokens_thought=58, audio_s=5.7, rtf=0.31, steps_per_s=171.0,
            first_token_s=0.04, first_code_s=0.12,
        )  # fmt: skip
        self.engine.state("idle")
        QTest.qWait(60)


def loading(stage):
    stage.engine.state("loading", 0.4)


def idle(stage):
    stage.engine.state("idle")


def listening(stage):
    stage.first_turn()
    stage.window.recorder.press("key")
    stage.engine.state("listening")
    for number in range(30):
        stage.engine.level(0.25 + 0.5 * abs((number * 7 % 13) / 13 - 0.4) + 0.1 * (number % 3))
        QTest.qWait(34)


def opening(stage):
    stage.first_turn()
    stage.window.recorder.press("key")


def thinking(stage):
    stage.first_turn()
    stage.ask()
    stage.engine.state("thinking")
    stage.engine.think(EARLY + THOUGHTS)


def thinking_and_speaking(stage):
    stage.first_turn()
    stage.ask()
    stage.engine.think(EARLY, seconds=-1.0)
    stage.engine.state("thinking_and_speaking")
    stage.engine.think(THOUGHTS)
    stage.engine.reply(REPLY, rests_on=len(EARLY))
    for number in range(30):
        stage.engine.speak(0.1, 0.02 + 0.1 * abs((number * 7 % 13) / 13 - 0.4))
        QTest.qWait(34)


def speaking(stage):
    stage.second_turn()
    stage.engine.state("speaking")
    for number in range(40):
        stage.engine.speak(0.1, 0.02 + 0.1 * abs((number * 7 % 13) / 13 - 0.4))
        QTest.qWait(34)


def interrupted(stage):
    thinking_and_speaking(stage)
    stage.window.stop()
    stage.engine.tell(events.Heard(stage.engine.generation, "Let me follow", whole=False))
    stage.engine.state("thinking")


def muted(stage):
    stage.first_turn()
    stage.window.mode.mute(True)


def hands_free(stage):
    stage.first_turn()
    stage.settings.change(hands_free=True)


def done(stage):
    stage.second_turn_done()


def linked(stage):
    stage.second_turn_done()
    stage.page.conversation.picked.emit(stage.engine.generation, 1)


def corrected(stage):
    stage.first_turn()
    stage.ask()
    stage.engine.think(COUNTING_THOUGHTS)
    stage.engine.reply("There are five fruits.", rests_on=20)
    stage.engine.reply(" Sorry, there are six fruits.", 1, rests_on=len(COUNTING_THOUGHTS))
    stage.engine.tell(events.Correction(stage.engine.generation, "5", "6", 1))
    stage.engine.tell(events.Pace(stage.engine.generation, 24.0, keeps_up=False, mode="think-before-speaking"))
    stage.engine.state("speaking")


def latency(stage):
    stage.second_turn_done()
    stage.page.dock.latency.click()


def silence(stage):
    stage.first_turn()
    stage.ask()
    stage.engine.state("thinking")
    stage.engine.fail("I heard no speech in the question, only silence: speak closer to the microphone.")
    stage.engine.state("idle")


def error(stage):
    stage.engine.fail(
        "The file lm.gguf of the pack embedded is damaged (its sha256 differs): install the pack again.",
        fatal=True,
    )
    stage.engine.state("error")


def history(stage):
    stage.remember()
    stage.engine.state("idle")
    stage.window.open_page("history")
    stage.settle()
    page = stage.window.history_page
    page.list.setCurrentIndex(page.turns.index(0))
    for _ in range(40):  # the turn is read in the background
        if page.replay.rows.rows:
            break
        stage.settle(50)
    page.conversation.picked.emit(1, 1)


def history_empty(stage):
    stage.engine.state("idle")
    stage.window.open_page("history")


def history_not_found(stage):
    history(stage)
    stage.window.history_page.field.setText("zebra")
    stage.settle(400)


def history_off(stage):
    stage.settings.change(keep_history=False)
    history_empty(stage)


def settings_view(stage):
    stage.engine.state("idle")
    stage.window.open_page("settings")
    while not stage.window.settings_page.model._modes:
        QTest.qWait(20)
    stage.settle()
    stage.window.settings_page.microphone_level.show_level(0.6)


def settings_sound(stage):
    settings_view(stage)
    stage.window.settings_page.rows["microphone"].refuse("There is no microphone called 'USB': choose another one.")
    scroll_to(stage, "microphone")


def settings_model(stage):
    """With Mindpace's own model, which takes none of it."""
    settings_view(stage)
    scroll_to(stage, "pack")


def on_a_server(stage):
    """A model that runs elsewhere: the window says so."""
    stage.engine.sends_to = "models.example.org"
    done(stage)


def settings_model_other(stage):
    stage.engine.takes_options = True
    stage.settings.change(use="translator", target_language="Japanese", gpu_layers=16)
    settings_view(stage)
    scroll_to(stage, "use")


def scroll_to(stage, name):
    page = stage.window.settings_page
    page.verticalScrollBar().setValue(page.rows[name].y() - 60)


def settings_window(stage):
    settings_view(stage)
    scroll_to(stage, "theme")


def settings_end(stage):
    settings_view(stage)
    bar = stage.window.settings_page.verticalScrollBar()
    bar.setValue(bar.maximum())


def settings_german(stage):
    settings_view(stage)
    stage.settings.change(language="de")


def models(stage):
    stage.window.open_page("packs")
    page = stage.window.packs_page
    while not page.cards:
        QTest.qWait(20)
    card = page.cards["voxtral-mini-3b"]
    card.begin()
    card.tell(Progress("Voxtral-Mini-3B-2507-Q4_K_M.gguf", 1_200_000_000, 2_473_001_920, 23e6, "downloading"))


def models_german(stage):
    models(stage)
    stage.settings.change(language="de")


def talk_german(stage):
    stage.settings.change(language="de")
    thinking_and_speaking(stage)


def welcome(stage):
    stage.window.open_page("doctor")


def checking(stage):
    stage.window.open_page("doctor")
    cards = stage.window.doctor_page.cards
    cards["microphone"].begin()
    cards["microphone"].level.show_level(0.7)


def check_asks(stage):
    checking(stage)
    cards = stage.window.doctor_page.cards
    cards["microphone"].tell(Finding("microphone", "good", "I hear you well, at -24 dB."))
    cards["loudspeaker"].tell(Finding("loudspeaker", "ask", "I played three notes. Did you hear them?"))


def checked(stage):
    check_asks(stage)
    page = stage.window.doctor_page
    page.cards["loudspeaker"].tell(Finding("loudspeaker", "good", "You hear it."))
    said = "It loaded in 1.8 s and makes 171 steps a second; 31 are needed."
    page.cards["model"].tell(Finding("model", "good", said))
    said = "The microphone hears the loudspeaker at -18 dB, 62 ms later."
    page.cards["echo"].tell(Finding("echo", "good", said, "That is taken out; you can speak over it."))
    page._dress()


def faults(stage):
    stage.window.open_page("doctor")
    page = stage.window.doctor_page
    said = "The microphone gives nothing at all, not even noise."
    advice = "Check that it is not muted, here and at its own switch."
    page.cards["microphone"].tell(Finding("microphone", "bad", said, advice, {"microphone": "USB headset"}))
    said = "The notes were played, but nobody heard them."
    advice = "Turn the volume up, plug the loudspeaker in, or choose another one."
    page.cards["loudspeaker"].tell(Finding("loudspeaker", "bad", said, advice))
    said = "It loaded in 6.1 s and makes 22 steps a second; 31 are needed."
    advice = "Thinking cannot keep up with speech here: choose the pace “Think it through”, or a smaller model."
    page.cards["model"].tell(Finding("model", "warn", said, advice, {"mode": "think-before-speaking"}))
    said = "The microphone hears the loudspeaker at -4 dB, 40 ms later."
    advice = "That is loud: turn the volume down or wear a headset, or hold the key to talk."
    page.cards["echo"].tell(Finding("echo", "warn", said, advice))
    page._dress()


def keys(stage):
    stage.engine.state("idle")
    stage.window.show_keys()


VIEWS = {
    "loading": loading, "idle": idle, "opening": opening, "listening": listening, "thinking": thinking,
    "thinking-and-speaking": thinking_and_speaking, "speaking": speaking, "interrupted": interrupted, "muted": muted,
    "hands-free": hands_free, "done": done, "linked": linked, "corrected": corrected, "latency": latency,
    "silence": silence, "error": error, "history": history, "history-empty": history_empty,
    "history-not-found": history_not_found, "history-off": history_off, "settings": settings_view,
    "settings-sound": settings_sound, "settings-model": settings_model,
    "settings-model-other": settings_model_other, "settings-window": settings_window, "settings-end": settings_end,
    "on-a-server": on_a_server,
    "models": models, "models-german": models_german,
    "settings-german": settings_german, "talk-german": talk_german, "check-welcome": welcome, "check-running": checking,
    "check-asks": check_asks, "check-done": checked, "check-faults": faults, "keys": keys,
}  # fmt: skip
