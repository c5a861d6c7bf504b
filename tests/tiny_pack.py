"""A model pack that tests make in seconds: tiny models of the real kinds, run by the real code.

Ears and voice have random weights. The language model has learnt one thing by heart: whatever it hears or reads, it
thinks `THOUGHTS`, says fillers until it has thought to the end, and says `REPLY`; so a test can check what comes out.
"""

from __future__ import annotations

import json
import shutil
import string
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer

from engine.packs import write_manifest
from engine.speech.decoder import DecoderConfig, SpeechDecoder
from engine.speech.encoder import Ears, EncoderConfig
from engine.training import rows
from engine.training import vocabulary as v
from engine.training.brains import row_losses
from engine.training.collate import collate
from engine.training.export_gguf import ExportInfo, export_lm
from engine.training.lm import Lm, LmConfig
from engine.training.tokenizer import train_tokenizer

THOUGHTS = "three and two. 3 + 2 = 5. so five of them in all, that is what there is. answer: 5"
FILLER = "Let me see."
REPLY = "There are five of them."
ANSWER = "5"
CODES = {FILLER: 18, REPLY: 28}
DIM = 64
STEPS = 150


def make_tiny_pack(folder: Path) -> Path:
    """Make the pack in `folder`, which must not exist, and return it."""
    folder.mkdir(parents=True)
    torch.set_num_threads(1)  # on a busy machine more threads take many times as long
    torch.manual_seed(0)
    tokenizer = train_tokenizer(_texts())
    ears = Ears(EncoderConfig(dim=48, layers=2, heads=2, ffn=64, kernel=5, left=32, mid_layer=1, lm_dim=DIM))
    voice = SpeechDecoder(DecoderConfig(dim=16, blocks=1, fine_dim=16, fine_blocks=1))
    save_file(ears.state_dict(), folder / "ears.safetensors")
    save_file(voice.state_dict(), folder / "voice.safetensors")
    export_lm(_taught(tokenizer), tokenizer, folder / "lm.gguf", ExportInfo(quantization="F16"))
    (folder / "MODEL_CARD.md").write_text("# Tiny\n\nKnows one answer.\n")
    _describe(folder, ears, voice)
    return folder


def _describe(folder: Path, ears: Ears, voice: SpeechDecoder) -> None:
    write_manifest(
        folder,
        name="tiny", version="0", licence="CC0-1.0", created="2026-01-01T00:00:00Z", commit="none", seed=0,
        hearing={
            "sample_rate": 16_000,
            "features": ears.features.config.to_dict(),
            "encoder": ears.config.to_dict(),
        },
        speaking={"sample_rate": 24_000, "code_rate": 25, "decoder": voice.config.to_dict()},
        lm={
            "file": "lm.gguf", "quantization": "F16", "n_text": v.N_TEXT, "n_codes": v.N_CODES,
            "code_offset": v.CODE_OFFSET, "gap": v.GAP, "segment": 8, "first": 16,
            "special_tokens": v.SPECIAL_IDS,
        },
    )  # fmt: skip


def _texts() -> list[str]:
    """Enough different words for 2 048 tokens, and the texts that the model is to know."""
    rng = np.random.default_rng(0)
    words = ["".join(rng.choice(list(string.ascii_lowercase), 6)) for _ in range(3000)]
    return [*(" ".join(words[at : at + 10]) for at in range(0, 3000, 10)), *([THOUGHTS, FILLER, REPLY] * 50)]


def _taught(tokenizer: Tokenizer) -> Lm:
    """A language model that knows its texts by heart."""
    lm = Lm(LmConfig(dim=DIM, layers=2, heads=2, kv_heads=1, head_dim=32, ffn=128))
    rng = np.random.default_rng(1)
    optimiser = torch.optim.AdamW(lm.parameters(), lr=4e-3, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 6e-3, STEPS)
    for _ in range(STEPS):
        loss = _loss(lm, tokenizer, rng)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    return lm


def _loss(lm: Lm, tokenizer: Tokenizer, rng: np.random.Generator) -> torch.Tensor:
    """Loss of a few rows, spoken and typed, in random modes."""
    chunks = int(rng.integers(0, 5))
    made = [_row(tokenizer, rng, chunks) for _ in range(4)]
    width = max(len(row.formulation) for row in made)
    batch = collate(made, width, max(len(row.articulation) for row in made))
    heard = torch.from_numpy(rng.standard_normal((len(made), max(1, 4 * chunks), DIM), dtype=np.float32)) * 0.05
    return row_losses(lm, batch, heard).total


def _row(tokenizer: Tokenizer, rng: np.random.Generator, chunks: int) -> rows.Row:
    thoughts = np.asarray([*tokenizer.encode(THOUGHTS).ids, v.END_THINK], np.int32)
    clauses = {text: _clause(tokenizer, text) for text in CODES}
    words = rng.integers(0, v.N_TEXT, rng.integers(1, 12)).astype(np.int32)
    if not chunks and rng.random() < 0.4:
        return rows.read_row(words, [clauses[REPLY]])
    reply = rows.draw_reply([clauses[REPLY]], [clauses[FILLER]] * 4, len(thoughts), 200, rng)
    return rows.spoken_row(chunks, thoughts, reply) if chunks else rows.typed_row(words, thoughts, reply)


def _clause(tokenizer: Tokenizer, text: str) -> np.ndarray:
    """The text with codes that are always the same."""
    return rows.clause_tokens(tokenizer.encode(text).ids, np.arange(CODES[text]) * 37 % v.N_CODES)


@pytest.fixture(scope="session")
def tiny_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a tiny pack, made once; tests that change it work on a copy."""
    return make_tiny_pack(tmp_path_factory.mktemp("packs") / "tiny")


@pytest.fixture(scope="session")
def listening_pack(tiny_pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny pack, which says of itself that it thinks while it listens (it did not learn what)."""
    folder = tmp_path_factory.mktemp("packs") / "listening"
    shutil.copytree(tiny_pack, folder)
    described = json.loads((folder / "pack.json").read_text())
    described["lm"]["listening"] = True
    (folder / "pack.json").write_text(json.dumps(described))
    return folder
