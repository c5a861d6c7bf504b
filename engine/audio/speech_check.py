"""Is there speech in a recording at all? A question out of silence or noise would get an invented answer.

Speech is where webrtcvad hears it and the sound is periodic at a voice's pitch for a while. webrtcvad alone takes
steady noise for speech; noise, white to brown, is never periodic for 80 ms, and vowels 10 dB above noise are.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import webrtcvad

from engine.config import HEARING_RATE
from engine.errors import AudioInputError

HOP = 320
"""Samples between frames: 20 ms, the length of a webrtcvad frame."""
FRAME = 640
SHORTEST_S = 0.3
SILENT_DB = -60.0
QUIET_DB = -45.0
"""A recording whose loudest frames are below these (dBFS) is silent, or too quiet to tell a voice in it."""
PERIODICITY = 0.6
RUN_FRAMES = 4
VOICED_FRAMES = 8
CHANGE_DB = 3.0
"""The level of speech rises and falls; a hum's does not."""
PRE_EMPHASIS = 0.95
BAND = (100.0, 1500.0)
LAGS = (40, 229)
"""Samples of one pitch period: 400 to 70 Hz."""

Samples = npt.NDArray[np.float32]
Values = npt.NDArray[np.float64]


class SpeechCheck:
    """Listens along with a recording (float32, 16 kHz) that arrives in pieces; their lengths change nothing."""

    def __init__(self) -> None:
        self._vad = webrtcvad.Vad(3)
        self._waiting = np.zeros(0, np.float32)
        self._levels: list[float] = []
        self._run = 0
        self._samples = 0
        self.voiced_frames = 0
        """Frames of 20 ms so far that hold a voice, in stretches of at least `RUN_FRAMES`."""

    def push(self, samples: Samples) -> None:
        """Hear the next samples [n]."""
        self._samples += len(samples)
        wave = np.concatenate([self._waiting, samples])
        count = max(0, (len(wave) - FRAME) // HOP + 1)
        self._waiting = wave[count * HOP :]
        if not count:
            return
        frames = np.lib.stride_tricks.sliding_window_view(wave, FRAME)[: count * HOP : HOP]
        self._levels.extend(level_db(frames))
        periodic = periodicity(frames) > PERIODICITY
        for frame, is_periodic in zip(frames, periodic, strict=True):
            self._count(self._speaks(frame[:HOP]) and bool(is_periodic))

    def require(self, what: str) -> None:
        """Do nothing if there was speech; `what` names the recording in the error.

        Raises:
            AudioInputError: too short, silent, or nothing in it is speech.
        """
        seconds = self._samples / HEARING_RATE
        if seconds < SHORTEST_S:
            raise AudioInputError(f"I heard no speech in {what}, which lasts {seconds:.1f} s: ask a longer question.")
        quiet, loud = np.percentile(self._levels, [10, 95])
        if loud < SILENT_DB or self.voiced_frames < VOICED_FRAMES or loud - quiet < CHANGE_DB:
            found = "silence" if loud < SILENT_DB else "very quiet sound" if loud < QUIET_DB else "noise"
            raise AudioInputError(f"I heard no speech in {what}, only {found}: speak closer to the microphone.")

    def _speaks(self, frame: Samples) -> bool:
        pcm = (np.clip(frame, -1, 1) * 32767).astype("<i2")
        return bool(self._vad.is_speech(pcm.tobytes(), HEARING_RATE))

    def _count(self, voiced: bool) -> None:
        self._run = self._run + 1 if voiced else 0
        if self._run >= RUN_FRAMES:
            self.voiced_frames += RUN_FRAMES if self._run == RUN_FRAMES else 1


def level_db(frames: Samples) -> Values:
    """Return the level of frames [n, length] in dBFS [n], -100 at least."""
    return 10 * np.log10(np.square(frames, dtype=np.float64).mean(axis=1) + 1e-10)


def periodicity(frames: Samples) -> Values:
    """Return the largest autocorrelation of frames [n, FRAME] at a voice's pitch periods [n], 1 if perfectly periodic.

    After P. Boersma, "Accurate short-term analysis of the fundamental frequency" (1993): the frame's autocorrelation is
    divided by its window's. Pre-emphasis flattens the spectrum, so that low rumble does not look periodic.
    """
    window = np.hanning(FRAME - 1)
    sharp = frames[:, 1:] - PRE_EMPHASIS * frames[:, :-1]
    correlation = _autocorrelation((sharp - sharp.mean(axis=1, keepdims=True)) * window, band_only=True)
    of_window = _autocorrelation(window[None], band_only=False)
    normal = correlation / (correlation[:, :1] + 1e-12) / (of_window / of_window[0, 0] + 1e-3)
    best: Values = normal[:, LAGS[0] :].max(axis=1)
    return best


def _autocorrelation(x: Values, *, band_only: bool) -> Values:
    """Rows' autocorrelation at lags 0 ... LAGS[1] - 1, of all of the signal or of its part within BAND."""
    power = np.abs(np.fft.rfft(x, 2 * FRAME)) ** 2
    if band_only:
        hertz = np.fft.rfftfreq(2 * FRAME, 1 / HEARING_RATE)
        power *= (hertz > BAND[0]) & (hertz < BAND[1])
    lags: Values = np.fft.irfft(power)[:, : LAGS[1]]
    return lags
