"""Give a pack's assistant another voice without training: the first one with another's mean pitch and mean spectrum.

`python -m engine.training.second_voice --pack PACK --resume DIR --shards DIR --voice rhvoice:clb --out FOLDER` writes
the pack anew. The codes keep their meaning, so the language model stays as it is; timing and melody stay those of the
first voice. Shards must hold 40 s of both voices at 24 kHz (a synthesis plan with `"second": 1.0`).
"""

from __future__ import annotations

import argparse
import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from engine.packs import write_manifest
from engine.training.codec import Codec
from engine.training.export import halves, load_one_voice
from engine.training.own_voice import Speech24
from engine.training.stages import Recipe, typed
from engine.training.synthesis import OWN_VOICE
from engine.training.train_codec import ACQUAINTANCE, CodecConfig, new_codec

MANIFEST = "pack.json"


def two_voices(recipe: Recipe, pack: Path, resume: Path) -> Codec:
    """The pack's codec with a place for a second voice.

    Raises:
        ValueError: the pack's decoder does not have the recipe's sizes.
    """
    codec = new_codec(replace(typed(CodecConfig, recipe.codec), voices=(OWN_VOICE, "second")))
    load_one_voice(codec.decoder, load_file(pack / "voice.safetensors"))
    load_one_voice(codec.encoder, load_file(resume / "codec_encoder.safetensors"))
    return codec


def introduce(codec: Codec, shards: Path, voice: str) -> None:
    """Let the codec's second voice be `voice` as it speaks in the shards.

    Raises:
        ValueError: there is too little speech of either.
    """
    speech = Speech24(shards, torch.device("cpu"), (OWN_VOICE, voice))
    speech.refresh()
    known, other = (speech.sample(i, ACQUAINTANCE) for i in range(2))
    if not len(known) or not len(other):
        raise ValueError(f"{shards} holds less than {ACQUAINTANCE:.0f} s of {OWN_VOICE} or of {voice}")
    codec.introduce(1, known, other)
    even_out(codec, known)


@torch.no_grad()
def even_out(codec: Codec, known: Tensor) -> None:
    """Make the second voice as loud as the first, on codes of `known` [B, S]: recordings differ in level."""
    assert codec.decoder.voices is not None
    codec.eval()
    codes = codec.encoder.encode(known[:8]).reshape(-1).tolist()
    first, second = (codec.decoder.stream(voice).push(codes) for voice in range(2))
    louder = np.sqrt(np.mean(np.square(second)) / np.mean(np.square(first)))
    codec.decoder.voices.rows["head"][1, 1:] -= float(np.log(louder))


def write_pack(codec: Codec, pack: Path, out: Path, version: str, voice: str) -> None:
    """Write the pack with the codec's decoder into the new folder `out`."""
    shutil.copytree(pack, out, ignore=shutil.ignore_patterns(MANIFEST))
    save_file(halves(codec.decoder), out / "voice.safetensors")
    described = json.loads((pack / MANIFEST).read_text())
    described["speaking"] |= {
        "decoder": codec.decoder.config.to_dict(),
        "voices": [name.rpartition(":")[2] for name in (OWN_VOICE, voice)],
    }
    kept = {k: x for k, x in described.items() if k not in ("format", "kind", "files", "version")}
    write_manifest(out, version=version, **kept)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", type=Path, required=True)
    parser.add_argument("--resume", type=Path, required=True)
    parser.add_argument("--shards", type=Path, required=True)
    parser.add_argument("--voice", default="rhvoice:clb")
    parser.add_argument("--recipe", default="v0")
    parser.add_argument("--version", required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    codec = two_voices(Recipe.load(args.recipe), args.pack, args.resume)
    introduce(codec, args.shards, args.voice)
    write_pack(codec, args.pack, args.out, args.version, args.voice)


if __name__ == "__main__":
    main()
