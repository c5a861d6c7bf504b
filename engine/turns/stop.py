"""Turn stop: when somebody has finished. Supposed after a short pause; decided by how the question sounds then.

Brains that learnt to tell whether a question is over say how long the pause has to be; where they did not, the text
does that the ears read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from engine.turns.voice import FRAME_S, Voice

RETURN, RETURN_OF = 3, 4
"""Frames of speech, of so many, that continue a question after a pause."""
SUPPOSED_S = 0.04
"""Pause after which the answer is begun ..."""
SUPPOSED_BY_KEY_S = 0.02
"""... and where a key tells the end, so that a mistake costs nothing but work."""
PATIENCE = ((0.8, 0.18), (0.45, 0.85), (0.0, 1.1))
"""Least completeness, and the pause in seconds that ends such a question; people pause for 0.8 s in mid-sentence."""
PATIENCE_OVER = ((0.9, 0.18), (0.7, 0.45), (0.02, 0.85), (0.0, 1.0))
"""The same by how sure the brains are that it is over, chosen by `mindpace bench cut-offs --over` (docs/latency.md)."""
AGREED = 0.8, 0.7
"""Completeness of a text that agrees with brains that are so sure: then the shortest pause is enough."""
DOUBT = 0.45
"""Completeness below which the text contradicts brains that are sure ..."""
DOUBTED_S = 0.45
"""... and the pause at least then: the ears' last word may be half a word, so the text alone is not believed."""
UNKNOWN_S = 0.85
"""The pause where nobody can tell how complete it is."""
QUIET = 0.025
"""Share of a question's loudest frame below which a frame is silence, whatever detectors say: they trail behind."""
SHORTEST_S = 0.2
"""Speech in a question; less is a click or a cough."""


class TurnStop:
    """Follows one question; `by_key`: its end is supposed but never decided."""

    def __init__(self, *, by_key: bool) -> None:
        self._by_key = by_key
        self.patience_s = UNKNOWN_S
        """The pause where nobody can tell; the others are longer or shorter with it."""
        self._speech: deque[bool] = deque(maxlen=RETURN_OF)
        self.begin(0)

    def begin(self, spoken: int) -> None:
        """A question begins, `spoken` frames of speech ago."""
        self.supposed = False
        """Whether it may be over."""
        self._silent, self._spoken, self._loudest = 0, spoken, 0.0
        self._speech.clear()

    @property
    def silent_s(self) -> float:
        """Seconds since the last frame of speech."""
        return self._silent * FRAME_S

    @property
    def spoken_s(self) -> float:
        """Seconds of speech in it."""
        return self._spoken * FRAME_S

    def push(self, voice: Voice) -> None:
        """Count a frame."""
        speech = voice.goes_on and voice.level > QUIET * self._loudest
        if speech:
            self._loudest = max(self._loudest, voice.level)
        self._speech.append(speech)
        self._silent = 0 if speech else self._silent + 1
        self._spoken += speech

    @property
    def pauses(self) -> bool:
        """Whether there is a pause in which the end may be supposed."""
        return self.silent_s >= (SUPPOSED_BY_KEY_S if self._by_key else SUPPOSED_S)

    @property
    def too_short(self) -> bool:
        """Whether there was less speech than in any question."""
        return self.spoken_s < SHORTEST_S

    @property
    def returns(self) -> bool:
        """Whether speech goes on after a pause."""
        return sum(self._speech) >= RETURN

    def over(self, complete: float | None, sure: float | None = None) -> bool:
        """Whether the pause has become too long for such a question; see `patience`."""
        return not self._by_key and self.silent_s >= patience(complete, sure) * self.patience_s / UNKNOWN_S


def patience(complete: float | None, sure: float | None = None) -> float:
    """Return the seconds of pause that end a question.

    `complete` (0 to 1; None: not known) is how complete its text is, `sure` (likewise) how sure the brains are that it
    is over; where they can tell, the text can only delay the end a little or bring it forward.
    """
    if sure is not None:
        known = 0.5 if complete is None else complete
        if known >= AGREED[0] and sure >= AGREED[1]:
            return PATIENCE_OVER[0][1]
        return max(_pause(PATIENCE_OVER, sure), DOUBTED_S if known < DOUBT else 0.0)
    return UNKNOWN_S if complete is None else _pause(PATIENCE, complete)


def _pause(table: Sequence[tuple[float, float]], value: float) -> float:
    """The pause beside the first bound that `value` reaches."""
    return next(seconds for least, seconds in table if value >= least)
