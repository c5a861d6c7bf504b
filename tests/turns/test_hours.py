"""Hours of scripted conversation in seconds: a script in the place of the voice detector, frames as the clock."""

import numpy as np
import pytest

from engine.turns import FRAME, FRAME_S, Heard, Sign, TurnTaking, Voice

NOTHING = np.zeros(FRAME, np.float32)
SPEECH, SILENCE = Voice(True, 0.95, 0.05), Voice(False, 0.0, 0.0005)


class Script:
    """Says what is in each frame."""

    def __init__(self):
        self.voice = SILENCE

    def push(self, _frame):
        return self.voice


class Conversation:
    """Turn taking with a virtual clock that counts frames."""

    def __init__(self):
        self.script = Script()
        self.turns = TurnTaking(detector=self.script)
        self.heard = Heard()
        self.seconds = 0.0
        self.signs = []

    def run(self, voice, seconds):
        self.script.voice = voice
        for _ in range(round(seconds / FRAME_S)):
            self.seconds += FRAME_S
            self.signs += self.turns.push(NOTHING, self.heard)

    def said(self):
        signs, self.signs = self.signs, []
        return signs


def question(talk, rng):
    """A question with pauses inside, and its end."""
    talk.heard = Heard(complete=0.2)
    for _ in range(rng.integers(1, 4)):
        talk.run(SPEECH, rng.uniform(0.4, 4))
        talk.run(SILENCE, rng.uniform(0.1, 0.8))
    talk.heard = Heard(complete=rng.choice([0.9, 0.5, 0.2]))
    talk.run(SPEECH, rng.uniform(0.4, 2))
    talk.run(SILENCE, 1.2)
    signs = talk.said()
    assert signs.count(Sign.BEGIN) == signs.count(Sign.END) == 1
    assert signs.count(Sign.SUPPOSE) == signs.count(Sign.GO_ON) + 1
    assert signs[0] is Sign.BEGIN
    assert signs[-1] is Sign.END


def answer(talk, rng):
    """An answer that is heard out, with a cough or an "uh-huh" over it perhaps."""
    talk.heard = Heard(playing=True, text="uh huh", complete=0.0)
    talk.run(SILENCE, rng.uniform(0.5, 6))
    talk.run(SPEECH, rng.choice([0.0, 0.1, 0.2, 0.5]))
    talk.run(SILENCE, rng.uniform(1.0, 6))
    signs = talk.said()
    assert signs.count(Sign.BEGIN) == signs.count(Sign.DISCARD)
    assert Sign.TAKE not in signs
    assert Sign.SUPPOSE not in signs
    talk.heard = Heard()
    talk.run(SILENCE, rng.uniform(0.5, 60))
    assert talk.said() in ([], [Sign.RESTORE])


def interruption(talk, rng):
    """An answer that is interrupted by a question, which is then answered."""
    talk.heard = Heard(playing=True, complete=0.9)
    talk.run(SILENCE, rng.uniform(0.5, 3))
    talk.run(SPEECH, rng.uniform(1.0, 4))
    talk.run(SILENCE, 1.0)
    signs = talk.said()
    assert signs[:3] == [Sign.DUCK, Sign.BEGIN, Sign.TAKE]
    assert signs[-1] is Sign.END


@pytest.mark.parametrize("seed", [1, 2])
def test_hours_of_conversation_lose_no_turn(seed):
    rng = np.random.default_rng(seed)
    talk = Conversation()
    while talk.seconds < 2 * 3600:
        for part in rng.permutation([question, answer, interruption, question]):
            part(talk, rng)
    assert not talk.turns.speaking
    assert len(talk.turns.recent()) <= 2 * 16_000  # nothing piles up
