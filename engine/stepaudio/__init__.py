"""Step-Audio (R1, R1.1, Step-Audio 2): its ears in torch, and the import of its checkpoints.

The format: docs/models.md, "Step-Audio". The language model runs like any other chat model (`engine.brains`).
"""

from engine.stepaudio.checkpoint import Checkpoint
from engine.stepaudio.convert import QUANTIZATIONS, TEMPLATE, Imported, expected_bytes, import_checkpoint
from engine.stepaudio.ears import PIECE_SAMPLES, StepAudioEars, load_ears
from engine.stepaudio.encoder import Sizes, embeddings_for
from engine.stepaudio.features import log_mel

__all__ = [
    "PIECE_SAMPLES",
    "QUANTIZATIONS",
    "TEMPLATE",
    "Checkpoint",
    "Imported",
    "Sizes",
    "StepAudioEars",
    "embeddings_for",
    "expected_bytes",
    "import_checkpoint",
    "load_ears",
    "log_mel",
]
