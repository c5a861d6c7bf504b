"""Pictures of the window in its states: `QT_QPA_PLATFORM=offscreen python -m tests.app.make_screenshots FOLDER`.

QT_SCALE_FACTOR=2 makes them sharp ones. What is asked and answered in them is made up.
"""

import sys
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.theme import Look
from app.widgets.main_window import MainWindow
from tests.app.fake_engine import FakeEngine

THOUGHTS = (
    "start at 0 0, face north. take 4 steps: 0 4. turn right, face east. take 3 steps: 3 4. turn around, face west. "
    "take 3 steps: 0 4. turn left, face south. "
)
REPLY = "Let me follow those steps. You go four steps out, then three to the side, "


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    for name in ("light", "dark"):
        look = Look(application, name)
        for state, show in STATES.items():
            for size in ((1000, 700), (640, 480)):
                engine = FakeEngine()
                window = MainWindow(engine, look)
                window.resize(*size)
                window.show()
                window.start()
                show(engine, window)
                QTest.qWait(120)
                window.grab().save(str(folder / f"{state}-{name}-{size[0]}.png"))
                window.close()
                window.deleteLater()


def loading(engine, window):
    engine.state("loading", 0.4)


def idle(engine, window):
    engine.state("idle")


def listening(engine, window):
    first_turn(engine, window)
    window.recorder.press("key")
    engine.state("listening")
    for number in range(30):
        engine.level(0.25 + 0.5 * abs((number * 7 % 13) / 13 - 0.4) + 0.1 * (number % 3))
        QTest.qWait(34)


def both(engine, window):
    first_turn(engine, window)
    ask(engine, window)
    engine.state("thinking_and_speaking")
    engine.think(THOUGHTS)
    engine.think("take 4 steps: 0")
    engine.reply(REPLY)


def done(engine, window):
    first_turn(engine, window)
    ask(engine, window)
    engine.state("thinking")
    engine.think(THOUGHTS + "take 4 steps: 0 0. answer: yes")
    engine.reply(REPLY)
    engine.reply("and come back the same way. So yes, you are back where you began.", 1)
    engine.turn(question_s=9.6)
    engine.state("idle")


def silence(engine, window):
    first_turn(engine, window)
    ask(engine, window)
    engine.state("thinking")
    engine.fail("I heard no speech in the question, only silence: speak closer to the microphone.")
    engine.state("idle")


def damaged(engine, window):
    engine.fail(
        "The file lm.gguf of the pack embedded is damaged (its sha256 differs): install the pack again.",
        fatal=True,
    )
    engine.state("error")


def first_turn(engine, window):
    engine.state("idle")
    QTest.qWait(1)
    window.dock.field.setText("I have a flute, two pianos and a drum. How many instruments do I have?")
    window.dock.ask.click()
    engine.think("flute: 1. pianos: 2, sum 3. drum: 1, sum 4. answer: 4")
    engine.reply("Let me count them. ")
    engine.reply("You have four instruments.", 1)
    engine.turn(answer="4")
    engine.state("idle")
    QTest.qWait(60)


def ask(engine, window):
    window.recorder.press("key")
    engine.state("listening")
    QTest.qWait(320)
    window.recorder.release("key")
    window.rows.rows[-2].text = "You spoke for 9.6 s"


STATES = {
    "loading": loading, "idle": idle, "listening": listening, "thinking-and-speaking": both, "done": done,
    "silence": silence, "error": damaged,
}  # fmt: skip

if __name__ == "__main__":
    main(Path(sys.argv[1]))
