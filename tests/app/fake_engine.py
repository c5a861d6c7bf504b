"""An engine for tests of the window: writes down what it is asked and tells what the test wants told."""

from concurrent.futures import Future

import numpy as np

from engine import events
from engine.errors import MindpaceError


class FakeEngine:
    def __init__(self):
        self.calls = []
        self.generation = 0
        self.refusal = None
        self.takes_options = False
        self.sends_to = None
        self._on_event = lambda _event: None

    def start(self, on_event=None):
        self.calls.append(("start",))
        self._on_event = on_event

    def submit(self, question, mode):
        return self._new("submit", question, mode)

    def listen_begin(self, *, microphone=False):
        self._new("listen_begin", microphone)

    def listen_end(self, mode):
        self.calls.append(("listen_end", mode))
        return Future()

    def listen_cancel(self):
        self._new("listen_cancel")

    def converse(self, mode, *, push=False):
        self.calls.append(("converse", mode, push))

    def converse_end(self):
        self.calls.append(("converse_end",))

    def apply(self, names, values):
        self.calls.append(("apply", names, values))

    def try_out(self, question):
        return self._new("try_out", question)

    def stop_speaking(self):
        self.calls.append(("stop_speaking",))

    def forget_voice(self):
        self.calls.append(("forget_voice",))
        future = Future()
        future.set_result(None)
        return future

    def interrupt(self):
        self._new("interrupt")

    def _new(self, *call):
        if self.refusal:
            raise MindpaceError(self.refusal)
        self.calls.append(call)
        self.generation += 1
        return Future()

    @property
    def names(self):
        return [call[0] for call in self.calls]

    # What the test lets it tell.

    def tell(self, event):
        self._on_event(event)

    def state(self, name, progress=1.0):
        self.tell(events.State(self.generation, name, progress))

    def level(self, level):
        self.tell(events.Level(self.generation, level))

    def think(self, text, generation=None, seconds=0.5):
        self.tell(events.Thought(generation or self.generation, text, seconds))

    def reply(self, text, clause=0, generation=None, rests_on=0):
        self.tell(events.Reply(generation or self.generation, text, clause, 0.5, rests_on))

    def speak(self, seconds, loud=0.1):
        self.tell(events.Audio(self.generation, np.full(int(24_000 * seconds), loud, np.float32), seconds, 0.3))

    def notice(self, message):
        self.tell(events.Notice(self.generation, message))

    def fail(self, message, *, fatal=False):
        self.tell(events.Failure(self.generation, message, MindpaceError(message), fatal=fatal))

    def turn(self, **changes):
        given = {
            "mode": "think-first", "thoughts": "one. two.", "reply": "Three.", "answer": "3", "ttfa_s": 0.42,
            "rtf": 0.5, "tokens_thought": 58, "tokens_before_first_audio": 32, "tokens_reply": 12,
            "steps_per_s": 60.0, "question_s": 7.24, "audio_s": 5.2, "processing_s": 2.9, "peak_rss_mb": 600.0,
        }  # fmt: skip
        self.tell(events.Turn(self.generation, **(given | changes)))
