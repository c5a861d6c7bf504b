"""Getting to know the bench's voices, as the product does by default: by the sound of earlier questions alone.

What a voice says is learnt from in the order in which it asks, whoever answers and however long that takes: neither
answers nor texts are needed, so the same questions are asked of the same ears in one process and in many.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch

from engine.bench.recordings import Question
from engine.model import load_ears
from engine.packs import open_pack
from engine.speech.encoder import Ears
from engine.speech.known_voice import Learning, Pupil, Values

LESSONS = Learning().lessons
"""Sounds of a voice after which the ears learn."""


@dataclass(frozen=True)
class Known:
    """How a question is heard: with the norms that were learnt after `learnt` sounds of its voice."""

    learnt: int
    values: Values


class School:
    """A pupil for each voice and condition; belongs to one thread."""

    def __init__(self, pack: str | None) -> None:
        """Load the ears of an embedded pack.

        Raises:
            PackError: the pack cannot be used.
        """
        torch.set_num_threads(1)  # as in the engine, and so that the same is learnt beside any number of processes
        self._ears: Ears = load_ears(open_pack(pack))
        self._pupils: dict[tuple[str, str], Pupil] = {}

    def prepare(self, question: Question) -> Known:
        """Return how to hear a spoken question, which is learnt from for the next ones."""
        pupil = self._pupils.setdefault((question.voice, question.condition.name), Pupil(self._ears))
        known = Known(pupil.learnt, pupil.values)
        if not pupil.finished:
            pupil.hear(question.samples())
            if pupil.due:
                for _ in pupil.lesson():
                    pass
        return known
