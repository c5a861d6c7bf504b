"""A replay: the question's sound first, with the thoughts that came meanwhile, then the reply in its time."""

import time

import numpy as np
import pytest
from PySide6.QtCore import QObject, Signal

from app.replay import Replay
from app.services.history import Piece, Sound, StoredTurn

QUESTION = Sound(np.full(16_000, 0.1, np.float32), 16_000)
REPLY = Sound(np.full(4_800, 0.2, np.float32), 24_000)
EARLY = Piece("thought", -0.3, "two eggs: 2. ")
PIECES = (
    EARLY, Piece("thought", 0.05, "answer: 2"), Piece("reply", 0.1, "There are two.", 0, rests_on=13),
    Piece("audio", 0.1, duration=0.2),
)  # fmt: skip


class FakePlayer(QObject):
    """Says when it begins and ends only when the test says so."""

    began, ended, failed = Signal(), Signal(), Signal(str)

    def __init__(self):
        super().__init__()
        self.played = []
        self.stopped = 0

    def play(self, sound, device):
        self.ended.emit()  # of the sound before it
        self.played.append((sound, device))

    def stop(self):
        self.stopped += 1
        self.ended.emit()


@pytest.fixture
def player():
    return FakePlayer()


@pytest.fixture
def replay(qapp, player):
    made = Replay(player)
    made.loudspeaker = lambda: "USB"
    yield made
    made.stop()


def turn(pieces=PIECES, **sounds):
    texts = ("two eggs: 2. answer: 2", "There are two.", "2")
    figures = {"question_s": 1.0} if "question" in sounds else {}
    return StoredTurn(time.time(), "think-first", "how many eggs", *texts, "done", figures, pieces, sounds)


def test_the_question_is_heard_first_and_the_reply_waits_for_its_end(replay, player, qtbot):
    replay.show(turn(question=QUESTION, reply=REPLY))
    replay.play()
    assert player.played == [(QUESTION, "USB")]
    qtbot.wait(100)
    assert replay.records[1].thoughts == ""  # the loudspeaker is not open yet
    assert replay.rows.rows[0].said == 0
    player.began.emit()
    began = time.monotonic()
    qtbot.waitUntil(lambda: replay.records[1].thoughts == EARLY.text)
    assert time.monotonic() - began >= 0.28
    assert 0 < replay.rows.rows[0].said < len(replay.rows.rows[0].text)
    qtbot.wait(300)
    assert replay.records[1].reply == ""
    player.ended.emit()
    assert replay.rows.rows[0].said is None
    qtbot.waitUntil(lambda: replay.records[1].reply == "There are two.")
    qtbot.waitUntil(lambda: player.played[1:] == [(REPLY, "USB")])
    qtbot.waitUntil(lambda: not replay.playing, timeout=3000)


def test_a_loudspeaker_that_fails_keeps_no_reply_back(replay, player, qtbot):
    replay.show(turn(question=QUESTION))
    replay.play()
    player.failed.emit("No loudspeaker.")
    qtbot.waitUntil(lambda: replay.rows.rows[1].text == "There are two.", timeout=3000)
    qtbot.waitUntil(lambda: not replay.playing, timeout=3000)


def test_without_the_question_s_sound_the_answer_begins_at_once(replay, player, qtbot):
    replay.show(turn(reply=REPLY))
    replay.play()
    qtbot.waitUntil(lambda: player.played == [(REPLY, "USB")])
    assert replay.rows.rows[0].kind == "typed"


def test_a_question_without_any_answer_is_heard_to_its_end(replay, player, qtbot):
    replay.show(turn((EARLY,), question=QUESTION))
    replay.play()
    player.began.emit()
    qtbot.waitUntil(lambda: replay.records[1].thoughts == EARLY.text)
    qtbot.wait(150)
    assert replay.playing
    player.ended.emit()
    qtbot.waitUntil(lambda: not replay.playing)


def test_stopping_in_the_question_shows_all_and_a_second_replay_begins_anew(replay, player, qtbot):
    replay.show(turn(question=QUESTION, reply=REPLY))
    for count in (1, 2):
        replay.play()
        player.began.emit()
        qtbot.wait(100)
        replay.stop()
        assert not replay.playing
        assert replay.rows.rows[1].text == "There are two."
        assert replay.rows.rows[0].said is None
        assert [sound for sound, _device in player.played] == [QUESTION] * count


def test_what_was_heard_is_shown_as_spoken(replay):
    replay.show(turn(question=QUESTION))
    assert (replay.rows.rows[0].kind, replay.rows.rows[0].text) == ("spoken", "“how many eggs”")
