"""Self-pacing: how fast the brains are here and now, and what follows, so that speech never stalls.

A second of speech is 25 codes and about 6 text tokens, one a step. Where both brains together do not make that many
steps a second, thinking waits while speech has little lead; where even speech alone does not, nothing is said before
all thoughts are there, and a listener is told.
"""

from __future__ import annotations

from engine.brains import Mode
from engine.config import CODE_RATE

STEPS_A_SECOND = CODE_RATE * 1.25
"""Steps a second that speech takes: a text token before every four codes."""
MARGIN = 1.15
LITTLE_LEAD_S = 0.4
"""Seconds of speech in hand below which thinking waits, if the brains are slow."""
SMOOTHING = 0.05
"""Weight of a new step in the mean: about the last 20 count."""


class Pace:
    """Mean seconds of a step, of both brains at once and of the speaking one alone.

    `needed` steps a second make speech.
    """

    def __init__(self, needed: float = STEPS_A_SECOND) -> None:
        self._needed = needed * MARGIN
        self.budget: int | None = None
        """Most thought tokens of an answer, by the user's wish."""
        self.speed = 1.0
        """Of the voice, by the user's wish; a faster voice needs its steps sooner."""
        self._both: float | None = None
        self._one: float | None = None

    def note(self, seconds: float, *, both: bool) -> None:
        """Count a step that took so long."""
        if both:
            self._both = _mean(self._both, seconds)
        else:
            self._one = _mean(self._one, seconds)

    @property
    def steps_per_s(self) -> float | None:
        """Steps of both brains a second; None before the first."""
        return None if self._both is None else 1 / self._both

    @property
    def keeps_up(self) -> bool:
        """Whether thinking and speaking at once is as fast as speech."""
        return self._both is None or 1 / self._both >= self._needed

    @property
    def speech_keeps_up(self) -> bool:
        """Whether speaking alone is."""
        return self._one is None or 1 / self._one >= self._needed

    def mode(self, wanted: Mode) -> Mode:
        """Return the mode to use where `wanted` was asked for."""
        fast = self.keeps_up or self.speech_keeps_up or wanted is Mode.NO_THINK
        return wanted if fast else Mode.THINK_BEFORE_SPEAKING

    def segment(self, usual: int) -> int:
        """Return thought tokens a hand-over: half as many on a slow machine, so that the reply learns them in time."""
        return usual if self.keeps_up else max(1, usual // 2)

    def thinking_waits(self, lead_s: float) -> bool:
        """Whether the next step should be speech only, with `lead_s` seconds of sound made but not yet played."""
        return not self.keeps_up and lead_s < LITTLE_LEAD_S


def _mean(old: float | None, new: float) -> float:
    return new if old is None else old + SMOOTHING * (new - old)
