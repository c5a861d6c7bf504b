"""When somebody begins and ends to speak, by a voice activity detector and the length of pauses.

The end of a turn is supposed after a short pause, and decided after a pause that depends on how complete the question
is. Samples in, signs out: no clock and no device, so that tests can run hours of it.
"""

from __future__ import annotations

from collections import deque
from enum import Enum, auto

import numpy as np
import numpy.typing as npt
import webrtcvad

from engine.config import HEARING_RATE

Samples = npt.NDArray[np.float32]

FRAME = HEARING_RATE // 50
"""Samples the detector judges at once: 20 ms."""
FRAME_S = FRAME / HEARING_RATE
STRICTEST = 3
ONSET, ONSET_OF = 4, 6
"""Voiced frames, of so many, that begin a question ..."""
BARGE_IN, BARGE_IN_OF = 12, 18
"""... and that interrupt an answer."""
RETURN, RETURN_OF = 3, 4
"""Voiced frames, of so many, that continue a question after a pause."""
SUPPOSED_S = 0.06
"""Pause after which the answer is begun ..."""
SUPPOSED_BY_KEY_S = 0.04
"""... and where a key tells the end, so that a mistake costs nothing but work."""
PATIENCE = ((0.8, 0.18), (0.45, 0.6), (0.0, 1.0))
"""Least completeness, and the pause in seconds that ends such a question."""
UNKNOWN_S = 0.6
"""The pause where nobody can tell how complete it is."""
QUIET = 0.025
"""Share of a question's loudest frame below which a frame is silence, whatever the detector says: it trails behind."""
SHORTEST_S = 0.2
"""Voice in a question; less is a click or a cough."""
KEPT_S = 0.7
"""Sound kept from before the onset."""


class Sign(Enum):
    """What follows from what was heard."""

    BEGIN = auto()
    SUPPOSE = auto()
    GO_ON = auto()
    END = auto()
    DISCARD = auto()


class SilenceTurns:
    """Turns by pauses. `by_key`: the end is supposed but never decided."""

    def __init__(self, *, by_key: bool = False) -> None:
        self._vad = webrtcvad.Vad(STRICTEST)
        self._by_key = by_key
        self._rest = np.zeros(0, np.float32)
        self._kept: deque[Samples] = deque(maxlen=round(KEPT_S / FRAME_S))
        self._voiced: deque[bool] = deque(maxlen=BARGE_IN_OF)
        self.speaking = False
        """Whether a question is coming in."""
        self.supposed = False
        """Whether it may be over."""
        self._silent = self._spoken = 0
        self._loudest = 0.0

    @property
    def silent_s(self) -> float:
        """Seconds since the last voiced frame."""
        return self._silent * FRAME_S

    def recent(self) -> Samples:
        """Return the last samples [n], from before the onset until now."""
        return np.concatenate([*self._kept, self._rest])

    def begin(self) -> None:
        """A question begins because a key went down."""
        self.speaking, self.supposed, self._silent, self._spoken = True, False, 0, 0

    def reset(self) -> None:
        """Wait for a new question."""
        self.speaking = self.supposed = False
        self._loudest = 0.0
        self._voiced.clear()

    def push(self, samples: Samples, *, playing: bool, complete: float | None) -> list[Sign]:
        """Return what follows from the next samples [n] at 16 kHz.

        `playing`: an answer is to be heard. `complete`: how complete the question is (0 to 1; None: not known).
        """
        self._rest = np.concatenate([self._rest, samples])
        signs: list[Sign] = []
        while len(self._rest) >= FRAME:
            frame, self._rest = self._rest[:FRAME], self._rest[FRAME:]
            self._kept.append(frame)
            self._voiced.append(self._is_voice(frame))
            sign = self._in_question(complete) if self.speaking else self._before(playing)
            signs += [sign] if sign else []
        return signs

    def _is_voice(self, frame: Samples) -> bool:
        pcm = (np.clip(frame, -1, 1) * 32767).astype("<i2").tobytes()
        level = float(np.sqrt(np.mean(np.square(frame))))
        voice = bool(self._vad.is_speech(pcm, HEARING_RATE)) and level > QUIET * self._loudest
        if voice:
            self._loudest = max(self._loudest, level)
        self._silent = 0 if voice else self._silent + 1
        self._spoken += voice
        return voice

    def _before(self, playing: bool) -> Sign | None:
        needed, among = (BARGE_IN, BARGE_IN_OF) if playing else (ONSET, ONSET_OF)
        if sum(list(self._voiced)[-among:]) < needed:
            return None
        self.begin()
        self._spoken = needed
        return Sign.BEGIN

    def _in_question(self, complete: float | None) -> Sign | None:
        if self.supposed:
            return self._in_pause(complete)
        if self.silent_s < (SUPPOSED_BY_KEY_S if self._by_key else SUPPOSED_S):
            return None
        if self._spoken * FRAME_S < SHORTEST_S:
            if self._by_key or self.silent_s < UNKNOWN_S:
                return None
            self.reset()
            return Sign.DISCARD
        self.supposed = True
        return Sign.SUPPOSE

    def _in_pause(self, complete: float | None) -> Sign | None:
        if sum(list(self._voiced)[-RETURN_OF:]) >= RETURN:
            self.supposed = False
            return Sign.GO_ON
        if self._by_key or self.silent_s < _patience(complete):
            return None
        self.reset()
        return Sign.END


def _patience(complete: float | None) -> float:
    """Seconds of pause that end a question so complete."""
    if complete is None:
        return UNKNOWN_S
    return next(seconds for least, seconds in PATIENCE if complete >= least)
