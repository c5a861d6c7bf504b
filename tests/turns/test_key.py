"""Push-to-talk with one key, on a clock of the test's own."""

from engine.turns import PushToTalk
from engine.turns.key import KeyAction


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def typed(*steps):
    """Actions of a key that goes down and up; numbers are seconds in between."""
    clock = Clock()
    key = PushToTalk(clock)
    told = []
    for step in steps:
        if isinstance(step, str):
            told.append({"down": key.press, "up": key.release, "cancel": key.cancel}[step]())
        else:
            clock.now += step
    return [action for action in told if action], key


def test_a_key_that_is_held_ends_the_question_when_it_is_let_go():
    assert typed("down", 1.2, "up")[0] == [KeyAction.BEGIN, KeyAction.END]


def test_a_tap_begins_and_a_tap_ends():
    actions, key = typed("down", 0.1, "up", 5.0)
    assert actions == [KeyAction.BEGIN]
    assert key.talking
    actions, key = typed("down", 0.1, "up", 5.0, "down", 0.1, "up")
    assert actions == [KeyAction.BEGIN, KeyAction.END]
    assert not key.talking


def test_repeats_of_a_held_key_and_stray_releases_change_nothing():
    assert typed("up", "down", 0.1, "down", 0.5, "down", 0.5, "up", "up")[0] == [KeyAction.BEGIN, KeyAction.END]


def test_after_cancel_the_next_press_begins_anew():
    assert typed("down", 0.1, "up", 1, "cancel", "down", 1, "up")[0] == [
        KeyAction.BEGIN,
        KeyAction.BEGIN,
        KeyAction.END,
    ]
    assert typed("down", 1, "cancel", "up")[0] == [KeyAction.BEGIN]
