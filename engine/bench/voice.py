"""How well speech is told from other sounds: webrtcvad, Silero, and the two together as the engine uses them.

Speech is mixed with each sound at several levels. What is speech is known from the clean recording. Beside frames, it
counts what matters: turns that begin where nobody spoke, turns not found, and how late the end of a turn is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.bench.sounds import KINDS, SPEECH_LEVEL, noise, recordings
from engine.config import HEARING_RATE
from engine.turns import FRAME, FRAME_S, Heard, Sign, TurnTaking, Voice, VoiceDetector

Samples = npt.NDArray[np.float32]

SNRS = (20, 10, 5, 0)
SPEECH_DB, SILENCE_DB = -26.0, -46.0
"""A frame of the clean recording is speech above the one, silence below the other (dB from its loudest frames)."""
BEFORE_S, AFTER_S = 1.0, 1.8
HANGOVER = 5
"""Frames after speech that count neither way: detectors trail behind."""
ENDS_WITHIN_S = 1.45
"""Seconds after the end of speech within which a turn must end (a pause of 0.85 s is asked for)."""


@dataclass(frozen=True)
class Detection:
    """Per cent of frames missed and falsely taken for speech, by each detector; and turns, of so many.

    `late_ms` is the median time from the end of speech to the end of the turn; None where no turn ended in time.
    """

    sound: str
    snr_db: int | None
    webrtc_missed: float
    webrtc_false: float
    silero_missed: float
    silero_false: float
    pair_missed: float
    pair_false: float
    turns: int
    found: int
    ended: int
    false_starts: int
    late_ms: float | None

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


def measure(folder: str | None = None, most: int = 20, kinds: Sequence[str] = KINDS) -> Iterator[Detection]:
    """Yield a row for clean speech, and one for each sound at each level.

    Raises:
        ItemsError: no recordings.
    """
    speech = recordings(folder, most)
    yield _row("clean", None, speech, np.zeros(HEARING_RATE, np.float32))
    for kind in kinds:
        sound = noise(kind, 20, talkers=speech)
        for snr in SNRS:
            yield _row(kind, snr, speech, sound * 10 ** (-snr / 20))


@dataclass
class _Counts:
    speech: int = 0
    silence: int = 0
    missed: tuple[int, int, int] = (0, 0, 0)
    false: tuple[int, int, int] = (0, 0, 0)


def _row(kind: str, snr: int | None, speech: Sequence[Samples], sound: Samples) -> Detection:
    counts, found, ended, false_starts, late = _Counts(), 0, 0, 0, list[float]()
    for number, one in enumerate(speech):
        clean = np.pad(one, (int(BEFORE_S * HEARING_RATE), int(AFTER_S * HEARING_RATE)))
        mixed = clean + np.resize(np.roll(sound, -number * 7919), len(clean)) + _floor(len(clean), number)
        _count(counts, clean, mixed)
        begin, end = BEFORE_S, BEFORE_S + len(one) / HEARING_RATE
        signs = _signs(mixed)
        false_starts += sum(sign is Sign.BEGIN and at < begin for at, sign in signs)
        found += any(sign is Sign.BEGIN and at < end for at, sign in signs)
        ends = [at - end for at, sign in signs if sign is Sign.END and end < at < end + ENDS_WITHIN_S]
        ended += bool(ends)
        late += ends[:1]
    missed, false = (
        [round(100 * n / max(of, 1), 1) for n in some]
        for some, of in ((counts.missed, counts.speech), (counts.false, counts.silence))
    )
    return Detection(
        kind, snr, missed[0], false[0], missed[1], false[1], missed[2], false[2],
        turns=len(speech), found=found, ended=ended, false_starts=false_starts,
        late_ms=round(1000 * float(np.median(late))) if late else None,
    )  # fmt: skip


def _floor(count: int, seed: int) -> Samples:
    """A quiet room: a real microphone never gives zeros."""
    return np.random.default_rng(seed).normal(0, SPEECH_LEVEL * 10 ** (-45 / 20), count).astype(np.float32)


def _count(counts: _Counts, clean: Samples, mixed: Samples) -> None:
    """Count frames by what they are in the clean recording."""
    labels = _labels(clean)
    detector = VoiceDetector()
    voices = [detector.push(mixed[at : at + FRAME]) for at in range(0, len(labels) * FRAME, FRAME)]
    for label, voice in zip(labels, voices, strict=True):
        said = _opinions(voice)
        if label == 1:
            counts.speech += 1
            counts.missed = _added(counts.missed, [not one for one in said])
        elif label == -1:
            counts.silence += 1
            counts.false = _added(counts.false, said)


def _opinions(voice: Voice) -> list[bool]:
    """What webrtcvad, Silero, and both say."""
    return [voice.gate, voice.begins, voice.goes_on]


def _added(old: tuple[int, int, int], more: Sequence[bool]) -> tuple[int, int, int]:
    return old[0] + more[0], old[1] + more[1], old[2] + more[2]


def _labels(clean: Samples) -> list[int]:
    """1 speech, -1 silence, 0 neither, for each frame."""
    frames = clean[: len(clean) // FRAME * FRAME].reshape(-1, FRAME)
    db = 20 * np.log10(np.sqrt(np.mean(np.square(frames), axis=1)) + 1e-9)
    db -= np.percentile(db, 95)
    labels, since = [], HANGOVER
    for value in db:
        since = 0 if value > SILENCE_DB else since + 1
        labels.append(1 if value > SPEECH_DB else -1 if since > HANGOVER else 0)
    return labels


def _signs(mixed: Samples) -> list[tuple[float, Sign]]:
    """Signs of a conversation with this sound, with their times, no completeness known."""
    turns = TurnTaking()
    return [
        (at / HEARING_RATE + FRAME_S, sign)
        for at in range(0, len(mixed) - FRAME, FRAME)
        for sign in turns.push(mixed[at : at + FRAME], Heard())
    ]
