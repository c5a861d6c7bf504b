"""How fast the parts are on this machine: real-time factors (processing time / audio time), steps a second, memory."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import torch

from engine import Engine, Mode, config, read_recording
from engine.bench.latency import question_files
from engine.brains import BrainsSpeed, TwoBrains, brains_speed
from engine.memory import peak_rss_mb
from engine.model import Model, default_threads, load_embedded
from engine.packs import Pack, open_pack, remember_speed

SECONDS = 9.6
"""Length of audio that encoder and decoder are timed on: 30 chunks."""
CHUNKS = 30
CODES_A_CHUNK = 8
CODES_AT_ONCE = 4
STEPS_A_CHUNK = 10
"""8 codes and the 2 text tokens between them."""
STEPS_A_SECOND = STEPS_A_CHUNK * CHUNKS / SECONDS


@dataclass(frozen=True)
class TurnSpeed:
    """Median figures of turns on the example recordings in one mode."""

    mode: str
    ttfa_s: float
    rtf: float


@dataclass(frozen=True)
class Speed:
    """All figures. `*_rtf`: processing time / audio time, below 1 keeps up.

    `together_rtf`: after one of the example questions, for each 320 ms, one chunk is encoded, both brains make 10 steps
    (8 codes, 2 text tokens, 10 thoughts), and 8 codes are decoded, one after another. Hearing the question, and what is
    thought of it meanwhile, comes before and is not timed here: the `rtf` of `turns` holds it. It only fills the cache
    as a real question does.
    """

    pack: str
    threads: int
    processors: int
    repeats: int
    load_s: float
    encoder_rtf: float
    brains_rtf: float
    decoder_rtf: float
    together_rtf: float
    one_brain_steps_per_s: float
    both_brains_steps_per_s: float
    prefill_chunk_ms: float
    end_of_question_ms: float
    peak_rss_mb: float
    turns: list[TurnSpeed]

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {n: round(v, 4) if isinstance(v, float) else v for n, v in asdict(self).items()}


def measure(pack: str | None = None, threads: int | None = None, repeats: int = 3) -> Speed:
    """Measure everything `repeats` times and return the medians.

    Raises:
        PackError: the pack cannot be used.
        ItemsError: the example recordings are missing.
    """
    threads = threads or default_threads()
    found = open_pack(pack)
    brains = median_speed([speed_of_brains(found, threads) for _ in range(repeats)])
    remember_speed(found.manifest, brains.one_brain_steps_per_s, brains.both_brains_steps_per_s)
    torch.set_num_threads(1)  # as the engine does: on a busy machine two wait for each other
    began = time.perf_counter()
    model = load_embedded(found, 0, threads)
    load_s = time.perf_counter() - began
    questions = _questions(repeats)
    try:
        parts = {
            "encoder_rtf": _median(lambda: _encode(model), repeats) / SECONDS,
            "decoder_rtf": _median(lambda: _decode(model), repeats) / SECONDS,
            "together_rtf": statistics.median(_together(model, question) for question in questions) / SECONDS,
        }
    finally:
        model.close()
    turns = _turns(pack, threads, questions)
    return Speed(
        pack=f"{found.manifest.name} {found.manifest.version}",
        threads=threads,
        processors=os.cpu_count() or 1,
        repeats=repeats,
        load_s=load_s,
        brains_rtf=STEPS_A_SECOND / brains.both_brains_steps_per_s,
        **parts,
        **asdict(brains),
        peak_rss_mb=peak_rss_mb(),
        turns=turns,
    )


def _median(work: Callable[[], None], repeats: int) -> float:
    """Median seconds that `work` takes."""
    return statistics.median(_seconds(work) for _ in range(repeats))


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def speed_of_brains(pack: Pack, threads: int) -> BrainsSpeed:
    """Time a pack's brains once, with no thoughts while they listen, even if they learnt to.

    About the noise that they are asked with these could be any number, which would fill the cache and count as taking
    in speech.
    """
    return brains_speed(pack.lm, replace(pack.manifest.lm, listening=False), threads=threads)


def median_speed(all_speeds: list[BrainsSpeed]) -> BrainsSpeed:
    """Return the median of each figure."""
    rows = [asdict(speed) for speed in all_speeds]
    return BrainsSpeed(**{name: statistics.median(row[name] for row in rows) for name in rows[0]})


def _noise(seconds: float) -> np.ndarray:
    return np.random.default_rng(0).normal(0, 0.05, int(seconds * config.HEARING_RATE)).astype(np.float32)


def _encode(model: Model) -> None:
    stream = model.ears.stream()
    for block in np.array_split(_noise(SECONDS), CHUNKS):
        stream.push(block)


def _decode(model: Model) -> None:
    stream = model.voice.stream()
    for codes in np.array_split(_codes(model), CHUNKS * CODES_A_CHUNK // CODES_AT_ONCE):
        stream.push(codes.tolist())


def _codes(model: Model) -> np.ndarray:
    return np.random.default_rng(0).integers(0, model.manifest.lm.n_codes, CHUNKS * CODES_A_CHUNK)


def _questions(count: int) -> list[np.ndarray]:
    """`count` of the recordings that ship with Mindpace, in a circle."""
    files = question_files(None)
    return [read_recording(files[n % len(files)]) for n in range(count)]


def _together(model: Model, question: np.ndarray) -> float:
    """Seconds to hear, think, speak and decode `SECONDS` seconds after a question, which is not timed."""
    _ask(model, question)
    return _seconds(lambda: _all_at_once(model))


def _ask(model: Model, question: np.ndarray) -> None:
    """Let the brains hear a recording as the ears encode it, and the reply begin."""
    ears = model.ears.stream()
    model.brains.begin()
    model.brains.hear(np.concatenate([ears.push(question), ears.finish()]))
    model.brains.end_of_question()
    model.brains.step(None, model.brains.specials.soon)


def _all_at_once(model: Model) -> None:
    """Hear, think, speak and decode `SECONDS` seconds, piece by piece."""
    ears, voice = model.ears.stream(), model.voice.stream()
    codes = _codes(model).reshape(CHUNKS, CODES_A_CHUNK)
    for block, eight in zip(np.array_split(_noise(SECONDS), CHUNKS), codes.tolist(), strict=True):
        ears.push(block)
        _step(model.brains, eight)
        for at in range(0, CODES_A_CHUNK, CODES_AT_ONCE):
            voice.push(eight[at : at + CODES_AT_ONCE])


def _step(brains: TwoBrains, codes: list[int]) -> None:
    """Ten steps of both brains: a text token before every four codes."""
    for at in range(0, len(codes), CODES_AT_ONCE):
        for token in [0, *(brains.layout.code_offset + code for code in codes[at : at + CODES_AT_ONCE])]:
            brains.step(0, token)
            brains.hand_over(brains.thoughts - brains.thoughts % brains.layout.segment)


def _turns(pack: str | None, threads: int, questions: list[np.ndarray]) -> list[TurnSpeed]:
    """Whole turns on recordings, in every mode."""
    with Engine(pack, threads=threads) as engine:
        return [_turn_speed(engine, questions, mode) for mode in Mode]


def _turn_speed(engine: Engine, questions: list[np.ndarray], mode: Mode) -> TurnSpeed:
    turns = [engine.ask(question, mode) for question in questions]
    spoken = [turn.ttfa_s for turn in turns if turn.ttfa_s is not None]
    return TurnSpeed(mode.value, statistics.median(spoken or [0.0]), statistics.median(turn.rtf for turn in turns))
