"""Turns of a conversation: frames of sound in, signs out. It counts frames, so tests can run hours of it in seconds."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

import numpy as np
import numpy.typing as npt

from engine.turns.backchannel import SURELY_S, is_backchannel, says_go_on
from engine.turns.interruption import CERTAIN_OF, Interruption, Over
from engine.turns.start import ONSET, TurnStart
from engine.turns.stop import AGREED, UNKNOWN_S, TurnStop
from engine.turns.voice import FRAME, FRAME_S, Voice, VoiceDetector

Samples = npt.NDArray[np.float32]

KEPT_S = 0.7
"""Sound kept from before the onset."""
READ_AGAIN_S = 0.14
"""Pause after which a question that did not sound complete is read again: its last word may have come out late."""
COMPLETE = 0.8
"""From here on nothing is read again."""
JUDGED_S = 0.3
"""Pause after a short interruption in which it is read and judged ..."""
KNOWN_S = 0.16
"""... and where the ears read words that only mean "go on": the answer was silent for long enough."""


class Sign(Enum):
    """What follows from what was heard."""

    BEGIN = auto()
    """A question begins; over an answer, `Heard.playing` tells, the answer is to fall silent but may go on later."""
    TAKE = auto()
    """The question over an answer is surely one: the answer is not needed any more."""
    JUDGE = auto()
    """The question over an answer may be none: read it."""
    SUPPOSE = auto()
    """The question may be over."""
    READ = auto()
    """Read it again: it may be more complete than it seemed."""
    GO_ON = auto()
    """It was not."""
    END = auto()
    """It is over."""
    DISCARD = auto()
    """It was none; an answer that fell silent goes on."""
    DUCK = auto()
    """Somebody may be speaking over the answer: play it softer."""
    RESTORE = auto()
    """Nobody was: play it as before."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is known beside the sound.

    `playing`: an answer is to be heard. `learning`: the echo canceller does not know the room yet. `text` and
    `complete` (0 to 1; None: the ears cannot read): how the question was read at the last pause. `over` (0 to 1; None:
    they cannot tell): how sure the brains were then that it is over.
    """

    playing: bool = False
    learning: bool = False
    text: str = ""
    complete: float | None = None
    over: float | None = None


class Detector(Protocol):
    """What judges frames; tests may put a script in its place."""

    def push(self, frame: Samples) -> Voice:
        """Return what is in the next frame [FRAME]."""


class TurnTaking:
    """Joins turn start, turn stop and interruption. `by_key`: questions begin by `begin`, and no end is decided."""

    def __init__(self, *, by_key: bool = False, detector: Detector | None = None) -> None:
        self._detector = detector or VoiceDetector()
        self._by_key = by_key
        self._start, self._stop, self._over = TurnStart(), TurnStop(by_key=by_key), Interruption()
        self._rest = np.zeros(0, np.float32)
        self._kept: deque[Samples] = deque(maxlen=round(KEPT_S / FRAME_S) + CERTAIN_OF)
        self.speaking = False
        """Whether a question is coming in."""
        self.interrupting = False
        """Whether it may yet prove to be none, so that the answer under it would go on."""
        self._judging = self._judged = self._reread = False

    @property
    def supposed(self) -> bool:
        """Whether the question may be over."""
        return self._stop.supposed

    @property
    def silent_s(self) -> float:
        """Seconds since the last frame of speech."""
        return self._stop.silent_s

    def wait_for(self, patience_s: float) -> None:
        """Let a pause of so many seconds end a question of which nobody can tell whether it is complete."""
        self._stop.patience_s = patience_s

    def recent(self) -> Samples:
        """Return the last samples [n], from before the onset until now; an interruption took longer to be certain."""
        frames = len(self._kept) if self.interrupting else round(KEPT_S / FRAME_S)
        return np.concatenate([*list(self._kept)[-frames:], self._rest])

    def begin(self) -> None:
        """A question begins because a key went down."""
        self._begin(0)

    def reset(self) -> None:
        """Wait for a new question."""
        self.speaking = self.interrupting = self._judging = self._judged = False
        self._start.reset()
        self._over.reset()
        self._stop.supposed = False  # `silent_s` is still asked for

    def push(self, samples: Samples, heard: Heard) -> list[Sign]:
        """Return what follows from the next samples [n] at 16 kHz."""
        self._rest = np.concatenate([self._rest, samples])
        signs: list[Sign] = []
        while len(self._rest) >= FRAME:
            frame, self._rest = self._rest[:FRAME], self._rest[FRAME:]
            self._kept.append(frame)
            signs += self._frame(self._detector.push(frame), heard)
        return signs

    def _frame(self, voice: Voice, heard: Heard) -> list[Sign]:
        if self.speaking:
            self._stop.push(voice)
            sign = self._in_question(heard)
            return [sign] if sign else []
        if self._by_key:
            return []
        return self._over_answer(voice, heard) if heard.playing else self._in_silence(voice)

    def _in_silence(self, voice: Voice) -> list[Sign]:
        restored = [Sign.RESTORE] if self._over.ducked else []  # the answer ended while it was softer
        self._over.reset()
        if not self._start.push(voice):
            return restored
        self._begin(ONSET)
        return [*restored, Sign.BEGIN]

    def _over_answer(self, voice: Voice, heard: Heard) -> list[Sign]:
        self._start.reset()
        match self._over.push(voice, learning=heard.learning):
            case Over.DUCK:
                return [Sign.DUCK]
            case Over.RESTORE:
                return [Sign.RESTORE]
            case Over.INTERRUPT:
                spoken = self._over.spoken
                self._begin(spoken)
                self.interrupting = True
                return [Sign.BEGIN]
        return []

    def _begin(self, spoken: int) -> None:
        self.reset()
        self.speaking = True
        self._stop.begin(spoken)

    def _in_question(self, heard: Heard) -> Sign | None:
        if self.interrupting:
            return self._in_interruption(heard)
        if self._stop.supposed:
            return self._in_pause(heard)
        if not self._stop.pauses:
            return None
        if self._stop.too_short:
            if self._by_key or self.silent_s < UNKNOWN_S:
                return None
            self.reset()
            return Sign.DISCARD
        return self._suppose()

    def _suppose(self) -> Sign:
        self._stop.supposed, self._reread = True, self.silent_s >= READ_AGAIN_S
        return Sign.SUPPOSE

    def _in_interruption(self, heard: Heard) -> Sign | None:
        stop = self._stop
        if stop.spoken_s >= SURELY_S:
            self.interrupting = self._judging = False
            return Sign.TAKE
        if not stop.pauses:
            self._judged |= self._judging  # what was read then may be told late, and is only the beginning
            self._judging = False
            return None
        if not self._judging:
            self._judging = True
            return Sign.JUDGE
        if stop.silent_s < (KNOWN_S if says_go_on(heard.text) and not self._judged else JUDGED_S):
            return None
        if is_backchannel(heard.text, stop.spoken_s, readable=heard.complete is not None):
            self.reset()
            return Sign.DISCARD
        self.interrupting = self._judging = False
        return self._suppose()

    def _in_pause(self, heard: Heard) -> Sign | None:
        if self._stop.returns:
            self._stop.supposed = False
            return Sign.GO_ON
        if self._stop.over(heard.complete, heard.over):
            self.reset()
            return Sign.END
        doubtful = heard.complete is not None and heard.complete < COMPLETE
        doubtful = doubtful or (heard.over is not None and heard.over < AGREED[1])
        if doubtful and not self._by_key and not self._reread and self.silent_s >= READ_AGAIN_S:
            self._reread = True
            return Sign.READ
        return None
