"""Pictures of the window in its states: `QT_QPA_PLATFORM=offscreen python -m tests.app.make_screenshots FOLDER`.

QT_SCALE_FACTOR=2 makes them sharp ones. What is asked and answered in them is what the embedded pack made of two of the
examples.
"""

import sys
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.theme import Look
from app.widgets.main_window import MainWindow
from tests.app.fake_engine import FakeEngine

COUNTING = "I have two apples, a dog, three bananas, a chair, and one peach. How many fruits do I have?"
COUNTING_THOUGHTS = "fruits. apple 2: 2. dog no. banana 3: 5. chair no. peach 1: 6. answer: 6"
COUNTING_REPLY = ("Let me go through the things you have one by one. ", "There are six fruits.")
THOUGHTS = "start 0 0. left 4: -4 0. forward 2: -4 2. right 4: 0 2. backward 2: 0"
REST_OF_THOUGHTS = " 0. end 0 0. answer: yes"
REPLY = "Let me follow those steps one by one and see where they"
REST_OF_REPLY = (" lead.", " Yes, you end up right where you started.")


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
    engine.reply(REPLY)


def done(engine, window):
    first_turn(engine, window)
    ask(engine, window)
    engine.state("thinking")
    engine.think(THOUGHTS + REST_OF_THOUGHTS)
    engine.reply(REPLY + REST_OF_REPLY[0])
    engine.reply(REST_OF_REPLY[1], 1)
    engine.turn(question_s=15.1, ttfa_s=0.38, tokens_thought=58, audio_s=5.7, rtf=0.31)
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
    window.dock.field.setText(COUNTING)
    window.dock.ask.click()
    engine.think(COUNTING_THOUGHTS)
    for clause, text in enumerate(COUNTING_REPLY):
        engine.reply(text, clause)
    engine.turn(ttfa_s=0.21, tokens_thought=42, audio_s=4.2, rtf=0.24)
    engine.state("idle")
    QTest.qWait(60)


def ask(engine, window):
    window.recorder.press("key")
    engine.state("listening")
    QTest.qWait(320)
    window.recorder.release("key")
    window.rows.rows[-2].text = "You spoke for 15.1 s"


STATES = {
    "loading": loading, "idle": idle, "listening": listening, "thinking-and-speaking": both, "done": done,
    "silence": silence, "error": damaged,
}  # fmt: skip

if __name__ == "__main__":
    main(Path(sys.argv[1]))
